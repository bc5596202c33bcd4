"""A note laid out as a form, before any program draws it: headings, words and tables, the same in Word and in PDF."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from engage_tui.guide.model import NotePart
from engage_tui.record.audience import Audience
from engage_tui.text import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engage_tui.record.note import Entry, Group, Line, Note, Part

TITLE = "Conversation note"
"""What a file calls itself to other programs: nothing about anyone."""
FINGERPRINT = ". Fingerprint "
UNNAMED = "Also noted"
"""The head of a column of words that have no caption."""
WIDEST_TABLE = 6
"""Columns that still can be read across A4 paper."""
LONG = 1500
"""Characters from which words stand by themselves, across the page, and not in a row of a table."""
_ONLY_FOR: Mapping[Audience, str] = {Audience.RESTRICTED: "RESTRICTED", Audience.AGENCIES: "FOR AGENCIES ONLY"}
_STRONG = frozenset({"L", "R", "AL"})

_COLUMNS: Mapping[NotePart, tuple[str, str, str]] = {
    NotePart.SAFE_TO_TALK: ("Check", "Answer", "What was done about it"),
    NotePart.QUESTIONS: ("Question", "Noted", "Words"),
    NotePart.RISK: ("Indicator", "Noted", "Source, words and action"),
    NotePart.RESPONSES: ("Response", "Noted", "Words"),
    NotePart.REFERRALS: ("Service or agency", "Noted", "Words and reason"),
    NotePart.ENGAGEMENT: ("Question", "Answer", "Explanation"),
}
_USUAL_COLUMNS = ("Subject", "Noted", "Words and source")
_SHARES = (34, 15, 51)


class Role(StrEnum):
    """What words are, and so how they look."""

    TEXT = "text"
    QUOTE = "quote"
    LABEL = "label"
    CAPTION = "caption"
    ITEM = "item"
    HINT = "hint"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Words:
    """One or more paragraphs. `caption` stands before them on the same line, `mark` after them."""

    text: str
    role: Role = Role.TEXT
    caption: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 or 2."""

    text: str
    level: int


Cell: TypeAlias = tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`head` is repeated on every page, and empty for a form of captions and values. `shares` are widths in percent."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shares: tuple[int, ...]


Block: TypeAlias = Heading | Words | Table


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole form. `running` stands at the top of every page, and with it whom it is for, if not for the file."""

    title: str
    running: str
    only_for: str
    blocks: tuple[Block, ...]
    name: str = TITLE
    """What the file calls itself to other programs."""


def sheet_of(note: Note) -> Sheet:
    """The form of a note."""
    running = clean_line(f"{note.title}. {note.state}")
    return Sheet(clean_line(note.title), running, _ONLY_FOR.get(note.audience, ""), tuple(_blocks(note)))


def paragraphs(text: str) -> list[tuple[str, bool]]:
    """Words cut where the direction of reading changes from one line to the next; true for from right to left."""
    cut: list[tuple[list[str], bool]] = []
    for line in clean(text).split("\n"):
        strong = next((d for c in line if (d := unicodedata.bidirectional(c)) in _STRONG), "")
        to_left = strong != "L" if strong else bool(cut and cut[-1][1])
        if cut and cut[-1][1] is to_left:
            cut[-1][0].append(line)
        else:
            cut.append(([line], to_left))
    return [("\n".join(lines), to_left) for lines, to_left in cut]


def _blocks(note: Note) -> Iterator[Block]:
    state, _, fingerprint = note.state.partition(FINGERPRINT)
    facts = [*note.facts, ("State", state), *([("Fingerprint", fingerprint)] if fingerprint else [])]
    yield _form(facts)
    for number, part in enumerate(note.parts, 1):
        yield Heading(f"{number}. {part.title}", 1)
        yield from _part(part)
    yield Words("\n".join(map(clean_line, note.closing)), Role.CLOSING)


def _form(facts: list[tuple[str, str]]) -> Table:
    return Table((), tuple(((Words(name, Role.LABEL),), (Words(value),)) for name, value in facts), (30, 70))


def _part(part: Part) -> Iterator[Block]:
    if part.intro:
        yield Words(part.intro, Role.HINT)
    if part.empty and part.if_empty:
        yield Words(part.if_empty)
    for group in part.groups:
        if group.title and group.entries:
            yield Heading(clean_line(group.title), 2)
        yield from _table(group) if group.columns else _entries(group.entries, _COLUMNS.get(part.kind, _USUAL_COLUMNS))


# -- entries as they come: rows, and between them what is too long for one or has nothing but a name


def _entries(entries: tuple[Entry, ...], head: tuple[str, str, str]) -> Iterator[Block]:
    rows: list[tuple[Cell, ...]] = []
    for entry in entries:
        if _fits_a_row(entry):
            rows.append(((Words(entry.label),), (Words(entry.mark),), tuple(_lines(entry.lines))))
            continue
        if rows:
            yield _narrowed(head, rows)
            rows = []
        if entry.lines:
            yield Words(entry.label, Role.LABEL, mark=entry.mark)
            yield from _lines(entry.lines)
        else:
            yield Words(entry.label, Role.ITEM, mark=entry.mark)
    if rows:
        yield _narrowed(head, rows)


def _narrowed(head: tuple[str, str, str], rows: list[tuple[Cell, ...]]) -> Table:
    """The table without the columns in which no row has anything; the first is always there."""
    used = [n for n in range(len(head)) if n == 0 or any(w.text for row in rows for w in row[n])]
    shares = [_SHARES[n] for n in used]
    shares[-1 if used[-1] == 2 else 0] += sum(_SHARES) - sum(shares)  # the words get the room, or else the subject
    return Table(tuple(head[n] for n in used), tuple(tuple(row[n] for n in used) for row in rows), tuple(shares))


def _fits_a_row(entry: Entry) -> bool:
    told = sum(_room(line) for line in entry.lines)
    return told < LONG and bool(entry.mark or any(line.caption for line in entry.lines))


def _room(line: Line) -> int:
    """About how many characters' worth of room the words take."""
    return len(line.text) + 60 * line.text.count("\n")


def _lines(lines: tuple[Line, ...]) -> Iterator[Words]:
    for line in lines:
        caption = f"{line.caption} ({line.at})" if line.at and line.caption else line.caption
        said = _said(line)
        apart = line.quoted or any(to_left for _, to_left in paragraphs(line.text))
        if caption and apart:
            yield Words(caption, Role.CAPTION)
        yield said if apart else replace(said, caption=caption)


def _said(line: Line) -> Words:
    return Words(f"“{line.text}”", Role.QUOTE) if line.quoted else Words(line.text)


# -- entries that are the rows of a table with columns of its own


def _table(group: Group) -> Iterator[Block]:
    columns = group.columns
    long = any(_room(line) * len(columns) >= LONG for e in group.entries for line in e.lines)
    if len(columns) <= WIDEST_TABLE and not long:
        share = 100 // len(columns)
        head = tuple(column or UNNAMED for column in columns)
        yield Table(head, tuple(_row(entry, columns) for entry in group.entries), (share,) * len(columns))
        return
    for entry in group.entries:  # too wide or too long to be read across: one below the other
        yield Words(entry.label, Role.LABEL, mark=entry.mark)
        if any(_room(line) >= LONG or not line.caption for line in entry.lines):
            yield from _lines(entry.lines)
        else:
            rows = (((Words(line.caption, Role.LABEL),), (_said(line),)) for line in entry.lines)
            yield Table((), tuple(rows), (30, 70))


def _row(entry: Entry, columns: tuple[str, ...]) -> tuple[Cell, ...]:
    """Each line in the column of its caption. What has no column is kept: the label first, other lines at the end."""
    cells: list[list[Words]] = [[] for _ in columns]
    named = entry.label and entry.label not in [line.text for line in entry.lines if not line.quoted]
    if named or entry.mark:
        cells[0].append(Words(entry.label if named else "", Role.LABEL, mark=entry.mark))
    for line in entry.lines:
        if line.caption in columns:
            cells[columns.index(line.caption)].append(_said(line))
        else:
            cells[-1] += _lines((line,))
    return tuple(tuple(cell) for cell in cells)
