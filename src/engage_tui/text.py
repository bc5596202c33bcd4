"""Making text from outside harmless: typed keys, pastes, content files, settings, file names, the store itself.

A note is evidence, so what people can read is kept exactly (accents, Arabic, emoji and the joiners they need);
what only a terminal or a text-shaping engine would act on is taken out.
"""

from __future__ import annotations

import re
import unicodedata

# Line breaks that are not LF: a note keeps its lines, whatever system they came from.
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

# C0 but tab and LF, DEL, C1; zero-width space; bidi embeddings, overrides and isolates; word joiner and the
# invisible operators; BOM; interlinear marks and non-characters; surrogates.
# ZWJ, ZWNJ, LRM, RLM, ALM and variation selectors stay.
_HARMFUL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
# Tag characters can hide a sentence; the one right use is a flag such as that of Wales.
_TAGS = re.compile("(\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f)|[\U000e0000-\U000e007f]+")


def clean(text: str) -> str:
    """The same words in NFC with LF line breaks, and nothing that a terminal would act on. Idempotent."""
    text = _BREAKS.sub("\n", text)
    text = _HARMFUL.sub("", text)
    text = _TAGS.sub(lambda m: m[1] or "", text)
    return unicodedata.normalize("NFC", text)


def clean_line(text: str) -> str:
    """Like `clean`, on one line: breaks and tabs become spaces, and runs of spaces at the ends go."""
    return clean(text).replace("\n", " ").replace("\t", " ").strip()


def first_harmful(text: str) -> str | None:
    """The first character that `clean` would take out, as `U+202E`, or None when there is none."""
    found = _HARMFUL.search(text) or next((m for m in _TAGS.finditer(text) if not m[1]), None)
    return f"U+{ord(found[0][0]):04X}" if found else None


def plural(count: int, one: str, many: str = "") -> str:
    """`1 note`, `2 notes`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def initials(name: str) -> str:
    """`Sarah Jones-Smith` as `S.J.`; empty when there is no letter."""
    letters = (next((c for c in word if c.isalnum()), "") for word in name.split())
    return "".join(f"{c.upper()}." for c in letters if c)


def capitalised(text: str) -> str:
    """The text with its first letter large, and the rest as it was."""
    return text[:1].upper() + text[1:]


def shorten(text: str, width: int) -> str:
    """The first line of `text`, in at most `width` characters, with `…` where something was left out."""
    line, _, rest = text.strip().partition("\n")
    if len(line) > width:
        return line[: max(0, width - 1)].rstrip() + "…"
    return line + " …" if rest and len(line) + 2 <= width else line
