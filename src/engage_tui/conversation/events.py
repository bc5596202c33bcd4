"""Everything that can happen to a conversation. Screens send these; nothing else changes one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import date

    from engage_tui.conversation.words import Field, Mark, Setting, Source


@dataclass(frozen=True, slots=True)
class Marked:
    """An item got a mark, or lost it (None)."""

    item: str
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Planned:
    """A question was planned, or no longer is."""

    item: str
    on: bool


@dataclass(frozen=True, slots=True)
class Wrote:
    """A field of an item now holds this text; empty text takes the field away."""

    item: str
    field: Field
    text: str


@dataclass(frozen=True, slots=True)
class Ticked:
    """A source of an item was ticked, or unticked. Words in the source's field stay either way."""

    item: str
    source: Source
    on: bool


@dataclass(frozen=True, slots=True)
class Removed:
    """Everything noted against an item or entry was taken out."""

    item: str


@dataclass(frozen=True, slots=True)
class Carried:
    """What an earlier conversation left open comes into this one as a new entry of its item, with where it is from.

    It comes with its sources, its mark and whether it was planned, so that whatever kept it from the file copy there
    keeps it here. Without `origin` nothing is carried, and of one origin only once.
    """

    item: str
    origin: str
    words: tuple[tuple[Field, str], ...]
    ticked: frozenset[Source] = frozenset()
    mark: Mark | None = None
    planned: bool = False


@dataclass(frozen=True, slots=True)
class KeptWords:
    """The writer keeps words that the language lens asked about; `on` false: the lens may ask again."""

    item: str
    words: str
    label: str
    reason: str = ""
    on: bool = True


@dataclass(frozen=True, slots=True)
class Ordered:
    """The planned questions are to be asked in this order."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Identified:
    """The people tables were turned on or off. What stands in them stays."""

    on: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """The heightened-risk questions were opened; no reason means that the person is answering openly."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Shut:
    """The heightened-risk questions were closed again. Their answers stay."""


@dataclass(frozen=True, slots=True)
class Visited:
    """A step was looked at."""

    step: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The worker is at this step or item now."""

    place: str


@dataclass(frozen=True, slots=True)
class Described:
    """The conversation's own details were changed."""

    reference: str
    setting: Setting
    person: str
    author: str
    held_on: date


Event: TypeAlias = (
    Marked
    | Planned
    | Wrote
    | Ticked
    | Removed
    | Carried
    | KeptWords
    | Ordered
    | Identified
    | Opened
    | Shut
    | Visited
    | Moved
    | Described
)
