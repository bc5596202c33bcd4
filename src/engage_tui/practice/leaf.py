"""A handout before any program draws it: what stands on the paper, in which order, and who it is for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from engage_tui.record.sheet import Heading, Table, Words


class Layout(StrEnum):
    """How a handout is put on paper."""

    PAGE = "page"
    """On one page, in letters as large as go on it; on more pages only when the smallest do not."""
    SHEET = "sheet"
    """On as many pages as it takes."""
    CARDS = "cards"
    """As cards to cut out, several to a page."""


@dataclass(frozen=True, slots=True)
class Point:
    """Something to know or to do: a bold line with a box before it where `tick`, and what belongs to it below."""

    text: str
    more: tuple[Words, ...] = ()
    tick: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """Room to write by hand: so many ruled lines, under what is asked."""

    lines: int
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Ring:
    """Something to ring one of. `low` and `high` say what the ends mean, where there are ends."""

    asked: str
    choices: tuple[str, ...]
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame around what belongs together: a card, or a part that must not be skipped. `mark` is its top line."""

    title: str
    blocks: tuple[Plain, ...]
    mark: str = ""


Plain: TypeAlias = Heading | Words | Table | Point | Room | Ring
Block: TypeAlias = Plain | Frame


@dataclass(frozen=True, slots=True)
class Leaf:
    """One handout. A file is made of it alone, so that nobody is handed what is on another.

    `name` is how it is asked for and, after PRACTICE, what its file is called. `whom` is said on every page.
    """

    name: str
    title: str
    whom: str
    blocks: tuple[Block, ...]
    layout: Layout = Layout.SHEET
    columns: int = 1
    repeat: bool = False
    """Cards: the same ones again until the page is full."""
    foot: str = ""
    """Said at the foot of every page: the source, or that it is fiction."""
