"""What an earlier conversation of a case left, as values, and where each thing comes from, in words.

What the file copy leaves out is told as `shown` being None, or as less than `answer`: a list shows only `shown`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from engage_tui.conversation.state import entry_number
from engage_tui.conversation.words import SHAPES, Field, Setting
from engage_tui.guide.model import AnswerKind
from engage_tui.record.audience import kind_of
from engage_tui.record.captions import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime, tzinfo

    from engage_tui.conversation.state import Answer
    from engage_tui.guide.guide import Guide


class About(StrEnum):
    """What sort of thing was left. The order is that of the list: what was promised and is due must not be missed."""

    PROMISE = "promise"
    PRESENT = "present"
    """A risk indicator that was last marked present."""
    ACTION = "action"
    UNASKED = "unasked"
    NOT_SAFE = "not-safe"
    INDICATOR = "indicator"
    """A risk indicator that was not known at the last contact."""
    UNKNOWN = "unknown"
    COMPARED = "compared"
    """What the person said of something, beside what was seen of it or is known from others."""
    ATTEMPT = "attempt"


@dataclass(frozen=True, slots=True)
class Origin:
    """The conversation that something comes from, by its note's id, and when it was written there (UTC)."""

    note: str
    held_on: date
    setting: Setting
    written: datetime


@dataclass(frozen=True, slots=True)
class Statement:
    """What stands in one field of an item, in one conversation."""

    field: Field
    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Left:
    """One thing that was left. `answer` is all of it; `shown` what a list may show of it, None for nothing at all."""

    about: About
    key: str
    origin: Origin
    answer: Answer
    shown: Answer | None
    due: date | None = None
    """The last day that it names for being done."""
    beside: tuple[Statement, ...] = ()

    @property
    def more(self) -> bool:
        """There is more than may be shown in a list."""
        if self.shown is None:
            return True
        return self.shown.words.keys() != self.answer.words.keys() or self.shown.ticked != self.answer.ticked


MAIN_FIELD: Mapping[AnswerKind, Field] = {
    AnswerKind.UNKNOWNS: Field.TEXT,
    AnswerKind.PROMISES: Field.TEXT,
    AnswerKind.ACTIONS: Field.ACTION,
    AnswerKind.ATTEMPTS: Field.OUTCOME,
    AnswerKind.OWN_QUESTION: Field.ASKED_AS,
}
"""The field that says what an entry is about."""
FIRST = "; first from "
"""Stands before the conversation in which what was carried on and on was first written."""


def is_entry(guide: Guide, key: str) -> bool:
    """It is one of several entries of an item, which another conversation numbers for itself."""
    kind = kind_of(guide, key)
    return kind is not None and bool(SHAPES[kind].entry)


def carried_from(left: Left, guide: Guide, zone: tzinfo | None = None) -> str:
    """Where something comes from, in words."""
    return provenance(left.key, left.origin, guide, zone)


def provenance(key: str, origin: Origin, guide: Guide, zone: tzinfo | None = None) -> str:
    """`the conversation of 12 November 2026 (home visit, promise 2), written 14:32`; with its date if it is another."""
    kind = kind_of(guide, key)
    entry = f", {SHAPES[kind].entry.lower()} {entry_number(key)}" if kind and SHAPES[kind].entry else ""
    at = origin.written.astimezone(zone)
    written = f"{at:%H:%M}" if at.date() == origin.held_on else f"{_day(at.date())}, {at:%H:%M}"
    return f"the conversation of {_day(origin.held_on)} ({SETTINGS[origin.setting]}{entry}), written {written}"


def _day(day: date) -> str:
    return f"{day:%d %B %Y}".lstrip("0")
