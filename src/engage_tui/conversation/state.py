"""One conversation as one immutable value. Screens show it; only `update.apply` makes the next one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engage_tui.conversation.words import SOURCE_OF, Field, Mark, Setting, Source
from engage_tui.guide.model import ENTRY, base_id

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime


PRACTICE = "PRACTICE"
"""What the reference of a practice conversation begins with: it is about nobody, and every copy of it says so."""


@dataclass(frozen=True, slots=True)
class Words:
    """What was written in one field, when it was first written and when it last changed (UTC)."""

    text: str
    first: datetime
    changed: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """Words that the language lens asked about and the writer kept, with the reason if one was given."""

    words: str
    label: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything noted against one item. `first` and `changed` (UTC) span its marks and its words."""

    first: datetime
    changed: datetime
    mark: Mark | None = None
    planned: bool = False
    ticked: frozenset[Source] = frozenset()
    words: Mapping[Field, Words] = field(default_factory=dict)
    kept: tuple[Kept, ...] = ()

    def text(self, name: Field) -> str:
        """The words in a field, or nothing."""
        found = self.words.get(name)
        return found.text if found else ""

    @property
    def sources(self) -> frozenset[Source]:
        """Every source of what is noted here: those ticked and those whose field holds words."""
        return self.ticked | {SOURCE_OF[f] for f in self.words if f in SOURCE_OF}

    @property
    def empty(self) -> bool:
        """Nothing is noted any more."""
        return self.mark is None and not (self.planned or self.ticked or self.words or self.kept)


@dataclass(frozen=True, slots=True)
class Opening:
    """The heightened-risk questions were opened: on answers being open, or for the reason given."""

    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """One visit, call or meeting under a pseudonymous reference. Times are UTC; `held_on` is the local date of it."""

    id: str
    reference: str
    setting: Setting
    person: str
    author: str
    held_on: date
    created: datetime
    changed: datetime
    items: Mapping[str, Answer] = field(default_factory=dict)
    opening: Opening | None = None
    visited: frozenset[str] = frozenset()
    place: str = ""
    """Where the worker was last: a step id, or an item id."""
    edition: str = ""
    """The fingerprint of the guide it was last written with."""
    order: tuple[str, ...] = ()
    """The planned questions in the order in which they are to be asked, as far as one was given."""
    identities: bool = False
    """The people tables were turned on: names and the like may be written here and not only in the case system."""

    @property
    def practice(self) -> bool:
        """It is a role-play."""
        return self.reference.startswith(PRACTICE)

    def answer(self, item_id: str) -> Answer | None:
        """What is noted against an item, if anything."""
        return self.items.get(item_id)

    def entries(self, item_id: str) -> tuple[str, ...]:
        """The keys of what is noted against an item that takes many entries, in the order in which they came."""
        return tuple(sorted((k for k in self.items if base_id(k) == item_id), key=entry_number))

    def next_entry(self, item_id: str) -> str:
        """The key that a further entry of an item gets. A number is not used again while a later entry stands."""
        last = max((entry_number(k) for k in self.entries(item_id)), default=0)
        return f"{item_id}{ENTRY}{last + 1}" if last else item_id


def entry_number(key: str) -> int:
    """Which entry of its item a key names: the item's own id is the first."""
    number = key.partition(ENTRY)[2]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 1
