"""A note as plain text: for reading, for screen readers, for pasting into a case system."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engage_tui.record.note import Entry, Line, Note, Part

WIDTH = 76


def to_text(note: Note) -> str:
    """The whole note. Guidance is wrapped; what people wrote keeps its own lines, indented."""
    return "\n".join(_note(note)) + "\n"


def part_text(number: int, part: Part) -> str:
    """One part of a note, by itself."""
    return "\n".join(_part(number, part))


def _note(note: Note) -> Iterator[str]:
    yield note.title.upper()
    yield note.state
    yield ""
    width = max(len(name) for name, _ in note.facts) + 2
    for name, value in note.facts:
        yield f"{name + ':':{width}}{value}"
    for number, part in enumerate(note.parts, 1):
        yield ""
        yield from _part(number, part)
    yield ""
    for line in note.closing:
        yield _wrapped(line)


def _part(number: int, part: Part) -> Iterator[str]:
    heading = f"{number}. {part.title}"
    yield heading
    yield "-" * len(heading)
    if part.intro:
        yield _wrapped(part.intro)
    if part.empty and part.if_empty:
        yield part.if_empty
    for group in part.groups:
        if group.title:
            yield _wrapped(f"{group.title}:")
        for entry in group.entries:
            yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    after = f" [{entry.mark}]" if entry.mark else ""
    yield _wrapped(f"- {entry.label}{after}", hang="  ")
    for line in entry.lines:
        yield from _line(line)


def _line(line: Line) -> Iterator[str]:
    caption = f"{line.caption} ({line.at})" if line.at and line.caption else line.caption
    text = f"“{line.text}”" if line.quoted else line.text
    first, *rest = text.split("\n")
    yield f"    {caption}: {first}" if caption else f"    {first}"
    for more in rest:
        yield f"    {more}"


def _wrapped(text: str, hang: str = "") -> str:
    return fill(text, WIDTH, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False)
