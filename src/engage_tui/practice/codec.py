"""A session as JSON for the second terminal, and back. Strict both ways: what does not fit is refused as a whole.

Nothing here goes to a disk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeVar

from pydantic import ValidationError

from engage_tui.guide.fields import Model
from engage_tui.practice.events import Tallied, Untallied
from engage_tui.practice.observing import MOMENTS
from engage_tui.practice.session import Key, Seconds, Session, Words
from engage_tui.text import clean_line

if TYPE_CHECKING:
    from engage_tui.practice.scenario import Scenario

ModelT = TypeVar("ModelT", bound=Model)
MOST_SNAPSHOT, MOST_TALLY = 1 << 20, 4096
"""Bytes in a line, its end among them."""


class UnreadableError(ValueError):
    """What came from the other side is not what it should be. Says nothing of what it was."""


class Snapshot(Model):
    """What a joiner is told: the state, and how long the session has gone on."""

    version: Literal[1] = 1
    at: Seconds
    state: Session


class TallyRecord(Model):
    """What an observer at a second terminal saw."""

    moment: Key
    words: Words = ""
    taken_back: bool = False
    """It was a slip."""


def snapshot_line(state: Session, at: int) -> bytes:
    """A line that tells the state."""
    return Snapshot(at=at, state=state).model_dump_json().encode() + b"\n"


def read_snapshot(line: bytes) -> Snapshot:
    """The state that a line tells. Raises `UnreadableError`."""
    return _read(Snapshot, line, MOST_SNAPSHOT)


def tally_line(event: Tallied | Untallied) -> bytes:
    """A line that tells what a joined observer saw, or takes it back."""
    back = isinstance(event, Untallied)
    record = TallyRecord(moment=event.moment, words=event.words or "", taken_back=back)
    return record.model_dump_json().encode() + b"\n"


def read_tally(line: bytes) -> Tallied | Untallied:
    """What a joined observer saw or takes back: a moment there is, with harmless words. Raises `UnreadableError`."""
    event = _read(TallyRecord, line, MOST_TALLY)
    if event.moment not in MOMENTS:
        raise UnreadableError("no such moment")
    return (Untallied if event.taken_back else Tallied)(event.moment, clean_line(event.words))


def fits(state: Session, scenario: Scenario) -> bool:
    """Whether everything that a state names is in this scenario, as when two terminals read the same files."""
    beats, events = {b.id for b in scenario.beats}, {e.id for e in scenario.events}
    named = {state.beat, *(t.beat for t in state.takes), *(line.beat for line in state.lines)}
    played = {r.event for r in state.released} | ({state.shown} if state.shown else set())
    moments = {tally.moment for tally in state.tallies}
    return state.scenario == scenario.id and named <= beats and played <= events and moments <= MOMENTS.keys()


def _read(kind: type[ModelT], line: bytes, most: int) -> ModelT:
    if len(line) > most:
        raise UnreadableError("too long")
    try:
        return kind.model_validate_json(line, strict=True)
    except (ValidationError, RecursionError):
        raise UnreadableError("not what it should be") from None
