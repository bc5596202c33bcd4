"""The supervision copy of a conversation: the file copy, with people as initials and nothing left to find them by."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from engage_tui.conversation.words import IDENTIFYING, Field
from engage_tui.errors import UsageError
from engage_tui.record.audience import Audience, for_audience
from engage_tui.record.export import FORMATS, file_name, note_of, rendered, write_copy
from engage_tui.record.form import tools_of
from engage_tui.record.known_words import ORDINARY, TITLES
from engage_tui.record.redact import Redaction

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from engage_tui.conversation.state import Conversation
    from engage_tui.conversation.versions import FinalVersion
    from engage_tui.guide.guide import Guide
    from engage_tui.record.note import Note

FORMS = tuple(form for form in FORMATS if form != "json")
"""JSON is for other programs and holds the conversation itself, so there is no such copy in it."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def redaction(
    conversation: Conversation,
    guide: Guide,
    *,
    names: Iterable[str] = (),
    final: bool = False,
    version: FinalVersion | None = None,
) -> Redaction:
    """What tells who people are in the file copy of a conversation. `names` are what a reader adds to it.

    The names in the people tables are looked for everywhere, those on the restricted sheet too: what is found of them
    stands in the file copy already.
    """
    kept = _with_names(conversation, guide)
    note = note_of(kept, guide, audience=Audience.FILE, final=final, version=version)
    known = [*_told(conversation), *names]
    return Redaction(note, known, ours=_wording(guide), words=_words(guide))


def check_form(form: str) -> None:
    """Refuse a form in which there is no supervision copy. Raises `UsageError`."""
    if form not in FORMS:
        raise UsageError(
            "There is no supervision copy as JSON: that form holds the whole conversation, for other programs.",
            f"Use one of {', '.join(FORMS)}.",
        )


def export_supervision(
    note: Note,
    conversation: Conversation,
    *,
    folder: Path,
    form: str,
    final: bool = False,
    version: FinalVersion | None = None,
    number_if_taken: bool = False,
) -> Path:
    """Write a supervision copy, which `Redaction.note` made, into a folder. Where it went. Raises `WriteError`."""
    check_form(form)
    reference = next((value for name, value in note.facts if name == "Reference"), "")
    named = replace(conversation, reference=reference)  # a name that was taken out of it must not name the file

    def name(number: int = 0) -> str:
        stem = file_name(named, form, Audience.FILE, final=final, version=version).removesuffix(f".{form}")
        return f"{stem}-supervision{f'-{number}' if number else ''}.{form}"

    return write_copy(rendered(note, form), folder, name, number_if_taken=number_if_taken)


def _with_names(conversation: Conversation, guide: Guide) -> Conversation:
    """The file copy with whole names in the people tables, so that one person gets the same initials everywhere."""
    masked = for_audience(conversation, guide, Audience.FILE)
    whole = for_audience(conversation, guide, Audience.FILE, identities=True).items
    items = {}
    for key, answer in masked.items.items():
        name = whole[key].words.get(Field.NAME) if key in whole else None
        words = answer.words if name is None else {**answer.words, Field.NAME: name}
        items[key] = replace(answer, words=words)
    return replace(masked, items=items)


def _told(conversation: Conversation) -> list[str]:
    """Names that are known without looking for them: of the person, the author, and everyone in the people tables."""
    cells = [words.text for a in conversation.items.values() for field, words in a.words.items() if field in _CELLS]
    return [*_if_name(conversation.person), conversation.author, *(c for c in cells if "\n" not in c)]


_CELLS = IDENTIFYING & {Field.NAME, Field.ADDRESS}


def _if_name(person: str) -> list[str]:
    """The word for the person, where it is a name and not `the client`."""
    words = [w.lower() for w in _WORD.findall(person)]
    return [person] if any(w not in ORDINARY and w not in TITLES and len(w) > 1 for w in words) else []


def _wording(guide: Guide) -> frozenset[str]:
    """The guide's own sentences in a note."""
    items = guide.items.values()
    said = (w.words for item in items for w in item.say)
    return frozenset(
        [*(i.short for i in items), *map(tools_of, items), *said, *(s.title for s in guide.sections.values())]
    )


def _words(guide: Guide) -> frozenset[str]:
    """Everyday words, as the guide uses them: what it writes small is nobody's name."""
    texts = (
        text
        for i in guide.items.values()
        for text in (i.short, i.more, i.why, i.if_no, i.act_now, i.elsewhere, *i.parts, *(s.words for s in i.say))
    )
    return frozenset(word.replace("’", "'") for text in texts for word in _WORD.findall(text) if word.islower())
