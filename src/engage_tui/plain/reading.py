"""A note as it is read out: no rules, no indents, no brackets, which a voice would spell. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engage_tui.record.note import Entry, Line, Note, Part


def spoken(note: Note) -> list[list[str]]:
    """What is read out at a time: the head, each part, the foot; line by line."""
    head = [f"{note.title}. {note.state}.", *(f"{name}: {value}" for name, value in note.facts)]
    parts = [list(_part(number, part)) for number, part in enumerate(note.parts, 1)]
    return [head, *parts, list(note.closing)]


def _part(number: int, part: Part) -> Iterator[str]:
    yield f"Part {number}, {part.title}."
    if part.intro:
        yield part.intro
    if part.empty and part.if_empty:
        yield part.if_empty
    for group in part.groups:
        if group.title:
            yield f"{group.title}:"
        for entry in group.entries:
            yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    yield f"{entry.label} {entry.mark.capitalize()}." if entry.mark else entry.label
    yield from map(_line, entry.lines)


def _line(line: Line) -> str:
    caption = f"{line.caption} ({line.at})" if line.at and line.caption else line.caption
    text = f"“{line.text}”" if line.quoted else line.text
    return f"{caption}: {text}" if caption else text
