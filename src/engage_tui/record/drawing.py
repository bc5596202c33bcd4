"""Drawing tagged PDFs in memory with Typst. What people wrote goes in as data and is never read as markup.

Nothing is looked up anywhere: the templates use no package, and the fonts come with Typst. Only for letters that those
lack are the fonts of the computer looked through; a sign that none of them has is named in brackets.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typst

from engage_tui.errors import WriteError
from engage_tui.record.sheet import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable

FONTS = ("Libertinus Serif", "Noto Naskh Arabic", "Geeza Pro", "Arial", "DejaVu Sans")
STANDARD: Final = "ua-1"
"""PDF/UA: what a screen reader needs. Under it Typst refuses to draw an empty box for a sign that no font has."""
NAMED = (
    "Signs that no font on this computer can draw stand here in brackets, by name or number. "
    "The Word and text copies hold them as they were written."
)
_PROBE = b"""#set document(title: "Signs")
#set text(lang: "en", font: json(bytes(sys.inputs.fonts)))
#for sign in json(bytes(sys.inputs.signs)) { par(sign) }
"""
_PLAIN = frozenset(chr(n) for n in range(0x20, 0x7F)) | {"\n", "\t"}
# They draw nothing: joiners, marks of direction, variation selectors, the letters within a flag.
_UNDRAWN = re.compile("[\u034f\u061c\u180b-\u180f\u200c-\u200f\ufe00-\ufe0f\U000e0020-\U000e007f\U000e0100-\U000e01ef]")
_TAGS = range(0xE0000, 0xE0080)
"""Letters that are not drawn and say which flag is meant."""
_TAB = "\u00a0" * 4
_BREAK = "\u200b"
_LONG = {
    12: re.compile(r"([^\s\u200b]{12})(?=[^\s\u200b]{4})"),
    24: re.compile(r"([^\s\u200b]{24})(?=[^\s\u200b]{6})"),
}
_PARTS = Path(__file__).parent / "parts.typ"
"""What all templates use; it comes before each."""


def draw(template: Path, data: dict[str, Any]) -> bytes:
    """A PDF from a template, which finds `data` as JSON in `sys.inputs.sheet`, with its `fonts` and a `notice`.

    A mapping in it that has `shares`, widths of columns, has its words cut to fit them. Raises `WriteError`.
    """
    signs = set(json.dumps(data, ensure_ascii=False)) - _PLAIN
    signs = {s for s in signs if not _UNDRAWN.match(s)}
    arabic = any(unicodedata.bidirectional(s) in ("R", "AL") for s in signs)  # ours have it only typewritten
    ours = not arabic and not _missing(signs, own=True)
    missing = frozenset() if ours else _missing(signs, own=False)
    whole = (_named(data, missing) if missing else data) | {"notice": pieces(NAMED) if missing else ()}
    return _drawn((_PARTS.read_bytes() + template.read_bytes()), whole, own=ours)


def pieces(text: str) -> list[dict[str, Any]]:
    """Words as the templates take them: paragraphs with their lines, and whether they are read from the right."""
    return [{"lines": part.replace("\t", _TAB).split("\n"), "left": left} for part, left in paragraphs(text)]


def _drawn(template: bytes, data: dict[str, Any], *, own: bool) -> bytes:
    inputs = {"sheet": json.dumps(_breakable(data) | {"fonts": FONTS[:1] if own else FONTS})}
    try:
        return _compiled(template, inputs, own=own)
    except typst.TypstError:  # a sign that can be drawn alone and not with those beside it
        pass
    try:
        return _compiled(template, inputs, own=own, strict=False)
    except typst.TypstError:  # what it says may quote the note
        raise WriteError(
            "This could not be drawn as a PDF.", "Nothing was written. Plain text holds the same."
        ) from None


def _compiled(source: bytes, inputs: dict[str, str], *, own: bool, strict: bool = True) -> bytes:
    compiler = typst.Compiler(input=source, font_paths=_fonts(own), sys_inputs=inputs)
    made = compiler.compile(format="pdf", pdf_standards=[STANDARD] if strict else [])
    if not isinstance(made, bytes):
        raise TypeError
    return made


@cache
def _fonts(own: bool) -> typst.Fonts:
    """Only the fonts that come with Typst, or those of the computer as well."""
    return typst.Fonts(include_system_fonts=not own, include_embedded_fonts=True)


def _each_text(value: Any, change: Any) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _each_text(each, change) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_each_text(each, change) for each in value]
    return value


def _breakable(value: Any, most: int = 24) -> Any:
    """Long words may go on in the next line: Typst would let them run off the page."""
    if isinstance(value, str):
        return _LONG[most].sub(rf"\1{_BREAK}", value)
    if isinstance(value, dict):
        most = 12 if len(value.get("shares", ())) > 3 else most
        return {key: _breakable(each, most) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_breakable(each, most) for each in value]
    return value


# -- signs that cannot be drawn


def _missing(signs: Iterable[str], *, own: bool) -> frozenset[str]:
    """Those of the signs that the fonts lack, found by halving."""
    several = sorted(signs)
    if not several or _can_draw(tuple(several), own):
        return frozenset()
    if own or len(several) == 1:  # of our own fonts it is enough to know that they do not do
        return frozenset(several)
    half = len(several) // 2
    return _missing(several[:half], own=own) | _missing(several[half:], own=own)


def _can_draw(signs: tuple[str, ...], own: bool) -> bool:
    inputs = {"signs": json.dumps(signs), "fonts": json.dumps(FONTS[:1] if own else FONTS)}
    try:
        _compiled(_PROBE, inputs, own=own)
    except typst.TypstError:
        return False
    return True


def _named(data: dict[str, Any], missing: frozenset[str]) -> dict[str, Any]:
    signs = "".join(map(re.escape, sorted(missing)))
    run = re.compile(f"[{signs}](?:{_UNDRAWN.pattern}*[{signs}])*{_UNDRAWN.pattern}*")

    def named(found: re.Match[str]) -> str:
        tag = "".join(chr(ord(c) - _TAGS[0]) for c in found[0] if ord(c) in _TAGS and ord(c) != _TAGS[-1])
        return "[" + ", ".join([*(_name(s) for s in found[0] if s in missing), *([tag] if tag else [])]) + "]"

    changed: dict[str, Any] = _each_text(data, lambda text: run.sub(named, text))
    return changed


def _name(sign: str) -> str:
    """A picture by its name, a letter by its number."""
    name = unicodedata.name(sign, "")
    pictured = unicodedata.category(sign) in ("So", "Sk", "Sm", "Sc") and name
    return name.lower() if pictured else f"U+{ord(sign):04X}"
