"""Where the walk stops in a step: one item to answer, a few lines to hear, or a section that is closed. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from engage_tui.conversation.rules import gate_open
from engage_tui.guide.model import AnswerKind, Gate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.guide.model import Item, Section

MOST_LINES = 5
"""So many lines are read out before the person is asked to go on."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Items of a section: one that is answered, several that are only read, or none where the section is closed."""

    section: Section
    items: tuple[Item, ...]
    answered: bool = False
    locked: bool = False
    """It waits for the answers to be open, and not only for being opened."""


def stops(guide: Guide, sections: Sequence[Section], talk: Conversation | None, opened: frozenset[str]) -> list[Stop]:
    """All stops of some sections. `opened`: the sections that begin closed and were opened."""
    return [stop for section in sections for stop in _of(guide, section, talk, opened)]


def _of(guide: Guide, section: Section, talk: Conversation | None, opened: frozenset[str]) -> Iterator[Stop]:
    if section.gate is Gate.OPEN_ANSWERS and talk is not None and not gate_open(talk):
        yield Stop(section, (), locked=True)
        # A closed branch keeps its answers, and reads them.
        yield from (Stop(section, (i,), answered=True) for i in section.items if talk.answer(i.id))
        return
    if section.closed and section.id not in opened:
        yield Stop(section, ())
        return
    for answered, some in groupby(section.items, lambda i: _answered(guide, i, talk)):
        items = tuple(some)
        size = 1 if answered else MOST_LINES
        yield from (Stop(section, items[n : n + size], answered) for n in range(0, len(items), size))


def _answered(guide: Guide, item: Item, talk: Conversation | None) -> bool:
    return talk is not None and guide.answer_kind(item.id) is not AnswerKind.NONE


def place_of(found: Sequence[Stop], item_id: str, section_id: str) -> int:
    """The stop where an item is, or else its section begins; the first when it is in none."""
    exact = (n for n, stop in enumerate(found) if any(i.id == item_id for i in stop.items))
    near = (n for n, stop in enumerate(found) if stop.section.id == section_id)
    return next(exact, next(near, 0))
