"""A note as Markdown. What people wrote comes out as they wrote it: nothing in it is markup, a link or HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engage_tui.record.note import Entry, Line, Note, Part

_INLINE = re.compile(r"([\\`*_{}\[\]<>|~&$^:@])")
_LINE_START = re.compile(r"^(\s*)([#+\-=]|\d{1,9}(?=[.)]))", re.MULTILINE)


def escape(text: str) -> str:
    """Text that a Markdown reader shows as it stands, line by line."""
    kept = _INLINE.sub(r"\\\1", text)
    return _LINE_START.sub(_start_escaped, kept)


def _start_escaped(found: re.Match[str]) -> str:
    blanks, mark = found[1], found[2]
    return f"{blanks}{mark}" if mark.isdigit() else f"{blanks}\\{mark}"


def to_markdown(note: Note) -> str:
    """The whole note."""
    return "\n".join(_note(note)) + "\n"


def _note(note: Note) -> Iterator[str]:
    yield f"# {_flat(note.title)}"
    yield ""
    yield f"**{_flat(note.state)}**"
    yield ""
    for name, value in note.facts:
        yield f"- {name}: {_flat(value)}"
    for number, part in enumerate(note.parts, 1):
        yield ""
        yield from _part(number, part)
    yield ""
    yield "---"
    for line in note.closing:
        yield ""
        yield f"*{_flat(line)}*"


def _part(number: int, part: Part) -> Iterator[str]:
    yield f"## {number}. {part.title}"
    yield ""
    if part.intro:
        yield f"*{_flat(part.intro)}*"
        yield ""
    if part.empty and part.if_empty:
        yield part.if_empty
    for group in part.groups:
        if group.title:
            yield f"### {group.title}"
            yield ""
        for entry in group.entries:
            yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    after = f" — **{entry.mark}**" if entry.mark else ""
    yield f"- {_flat(entry.label)}{after}"
    for line in entry.lines:
        yield from _line(line)


def _line(line: Line) -> Iterator[str]:
    caption = f"{line.caption} ({line.at})" if line.at and line.caption else line.caption
    if caption:
        yield f"  - {caption}:"
    yield ""
    indent = "    " if caption else "  "
    for row in line.text.split("\n"):
        # Two blanks at the end keep the writer's own line breaks.
        yield f"{indent}> {escape(row)}  " if row.strip() else f"{indent}>"
    yield ""


def _flat(text: str) -> str:
    return escape(" ".join(text.split()))
