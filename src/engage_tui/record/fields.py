"""A note piece by piece, for case systems that take nothing but pasted text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engage_tui.record.form import NOT_ANSWERED
from engage_tui.record.plain import part_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engage_tui.record.note import Entry, Note, Part


@dataclass(frozen=True, slots=True)
class PasteField:
    """What is pasted into one field: the words as they were written, with nothing around them."""

    key: str
    label: str
    text: str
    whole: bool = False
    """A whole part of the note, with its heading, rather than one field of it."""
    caption: str = ""
    """What the words are, where the label alone does not say."""


def paste_fields(note: Note) -> tuple[PasteField, ...]:
    """Every part of a note that holds anything, each followed by its fields. Keys are places in the note."""
    return tuple(_fields(note))


def _fields(note: Note) -> Iterator[PasteField]:
    facts = [(name, value) for name, value in note.facts if value]
    yield PasteField("head", "About this note", "\n".join(f"{name}: {value}" for name, value in facts), whole=True)
    for place, (name, value) in enumerate(facts):
        yield PasteField(f"head.{place}", name, value)
    for number, part in enumerate(note.parts, 1):
        if not part.empty:
            yield PasteField(f"{number}", f"{number}. {part.title}", part_text(number, part), whole=True)
            yield from _of_part(number, part)


def _of_part(number: int, part: Part) -> Iterator[PasteField]:
    for at, group in enumerate(part.groups):
        for place, entry in enumerate(group.entries):
            if entry.mark == NOT_ANSWERED and not entry.lines:
                continue  # the whole part says so; nobody wants to be taken through the blanks
            yield from _of_entry(f"{number}.{at}.{place}", group.title, entry)


def _of_entry(key: str, group: str, entry: Entry) -> Iterator[PasteField]:
    """The mark with what it is about, and each piece of writing by itself."""
    told = entry.mark or (group if not entry.lines else "")
    if told:
        yield PasteField(key, entry.label, f"{entry.label} [{told}]" if entry.label else told, caption=told)
    for place, line in enumerate(entry.lines):
        yield PasteField(f"{key}.{place}", entry.label or group, line.text, caption=line.caption)
