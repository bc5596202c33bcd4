"""What has happened in a role-play so far, as plain values. `update.py` says how it goes on; nothing of it is stored.

Times are whole seconds since the session began, so that a state means the same in another window and in a test.
The bounds are for a state that comes from another process (`codec.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

MOST_TAKES, MOST_LINES, MOST_TALLIES = 20, 300, 600
MOST_WORDS, MOST_NAME = 300, 40

_STRICT = ConfigDict(extra="forbid")
Seconds = Annotated[int, Field(ge=0, le=7 * 24 * 3600)]
Number = Annotated[int, Field(ge=1, le=MOST_TAKES)]
"""Which take, counted from one."""
Words = Annotated[str, Field(max_length=MOST_WORDS)]
Name = Annotated[str, Field(max_length=MOST_NAME)]
Key = Annotated[str, Field(min_length=1, max_length=60)]


class Who(StrEnum):
    """Whose line was marked."""

    WORKER = "worker"
    PERSON = "person"


class LineKind(StrEnum):
    """Why a line was marked."""

    OPENED = "opened"
    CLOSED = "closed"
    COME_BACK = "come back to"


class Ending(StrEnum):
    """How a take ended. All of them are good endings."""

    FINISHED = "finished"
    STOP_WORD = "stop word"
    UNSAFE = "unsafe"


@dataclass(frozen=True, slots=True)
class Take:
    """One worker's go at it: from the start, or from a line that was marked in an earlier take."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    number: Number
    worker: Name
    beat: Key
    at: Seconds
    from_line: Annotated[int, Field(ge=1, le=MOST_LINES)] | None = None


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line that somebody marked, to talk about or to go back to."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    number: Annotated[int, Field(ge=1, le=MOST_LINES)]
    take: Number
    beat: Key
    at: Seconds
    who: Who
    kind: LineKind
    words: Words = ""


@dataclass(frozen=True, slots=True)
class Released:
    """An event card that was played."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    event: Key
    take: Number
    at: Seconds


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time, such as a silence; no end while it lasts."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    take: Number
    began: Seconds
    ended: Seconds | None = None

    def seconds(self, at: int) -> int:
        """How long it was, or has been until now."""
        return max(0, (at if self.ended is None else self.ended) - self.began)


@dataclass(frozen=True, slots=True)
class Tally:
    """Something an observer saw, with the words heard. For talk, never added up."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    moment: Key
    take: Number
    at: Seconds
    words: Words = ""


@dataclass(frozen=True, slots=True)
class Session:
    """The state of a role-play."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    scenario: Key
    beat: Key
    takes: Annotated[tuple[Take, ...], Field(min_length=1, max_length=MOST_TAKES)]
    lines: Annotated[tuple[MarkedLine, ...], Field(max_length=MOST_LINES)] = ()
    released: Annotated[tuple[Released, ...], Field(max_length=MOST_LINES)] = ()
    shown: Key | None = None
    """The event card whose `room` line is on the projector now."""
    paused: bool = False
    ending: Ending | None = None
    silences: Annotated[tuple[Stretch, ...], Field(max_length=MOST_LINES)] = ()
    rapport: Annotated[tuple[Stretch, ...], Field(max_length=MOST_LINES)] = ()
    rapport_waits: bool = False
    """The rapport timer was running when it was paused."""
    door_open: Annotated[tuple[Number, ...], Field(max_length=MOST_TAKES)] = ()
    """The takes in which the worker left the door open for the severe fact."""
    fact_out: Annotated[tuple[Number, ...], Field(max_length=MOST_TAKES)] = ()
    """The takes in which it came out."""
    tallies: Annotated[tuple[Tally, ...], Field(max_length=MOST_TALLIES)] = ()

    @property
    def take(self) -> Take:
        """The take that goes on, or that ended last."""
        return self.takes[-1]

    @property
    def silent(self) -> bool:
        """The silence timer runs."""
        return bool(self.silences) and self.silences[-1].ended is None

    @property
    def warming(self) -> bool:
        """The rapport timer runs."""
        return bool(self.rapport) and self.rapport[-1].ended is None

    @property
    def door_is_open(self) -> bool:
        """In this take the worker has left the door open, so the severe fact may come out."""
        return self.take.number in self.door_open

    @property
    def fact_is_out(self) -> bool:
        """In this take it came out."""
        return self.take.number in self.fact_out

    def line(self, number: int) -> MarkedLine | None:
        """A marked line by its number."""
        return next((line for line in self.lines if line.number == number), None)

    def rapport_seconds(self, at: int) -> int:
        """How long rapport was given in this take, pauses left out."""
        return sum(each.seconds(at) for each in self.rapport if each.take == self.take.number)


def begin(scenario: str, beat: str, worker: str) -> Session:
    """A session at its first beat, with the first take begun."""
    return Session(scenario, beat, (Take(1, worker, beat, 0),))
