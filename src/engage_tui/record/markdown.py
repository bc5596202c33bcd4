"""A note as Markdown. What people wrote comes out as they wrote it: nothing in it is markup, a link or HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engage_tui.record.note import Entry, Line, Note, Part

_INLINE = re.compile(r"([\\`*_{}\[\]<>|~&$^:@])")
_LINE_START = re.compile(r"^(\s*)(?:([#+\-=])|(\d{1,9})([.)]))", re.MULTILINE)
# A dot within a word: some readers make a link of anything that looks like an address.
_DOMAIN = re.compile(r"(?<=\w)\.(?=[^\W\d_])")
# Four blanks at the beginning would make code of a line.
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def escape(text: str) -> str:
    """Text that a Markdown reader shows as it stands, line by line."""
    kept = _INLINE.sub(r"\\\1", text)
    kept = _DOMAIN.sub(r"\\.", kept)
    kept = _LINE_START.sub(_start_escaped, kept)
    return _INDENT.sub(lambda m: "\u00a0" * len(m[0].expandtabs(4)), kept)


def _start_escaped(found: re.Match[str]) -> str:
    blanks, mark, digits, after = found.groups()
    return f"{blanks}\\{mark}" if mark else f"{blanks}{digits}\\{after}"


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
        yield f"  - {_flat(caption)}:"
    yield ""
    indent = "    " if caption else "  "
    for row in line.text.split("\n"):
        # Two blanks at the end keep the writer's own line breaks.
        yield f"{indent}> {escape(row)}  " if row.strip() else f"{indent}>"
    yield ""


def _flat(text: str) -> str:
    return escape(" ".join(text.split()))
