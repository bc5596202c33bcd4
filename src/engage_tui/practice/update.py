"""How a role-play goes on: pure functions from a state and an event to the next state.

An event that makes no sense now (a card after the end, a fact that comes out through a closed door) changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engage_tui.practice.events import (
    CardPlayed,
    CardTaken,
    DoorLeft,
    Ended,
    FactCame,
    LineMarked,
    Paused,
    RapportBegan,
    RapportEnded,
    Rewound,
    SilenceBegan,
    SilenceEnded,
    Tallied,
    Untallied,
    Went,
    WentOn,
)
from engage_tui.practice.session import (
    MOST_LINES,
    MOST_NAME,
    MOST_TAKES,
    MOST_TALLIES,
    MOST_WORDS,
    MarkedLine,
    Released,
    Session,
    Stretch,
    Take,
    Tally,
)
from engage_tui.text import clean_line

if TYPE_CHECKING:
    from engage_tui.practice.events import Event

MOST_PAST = 200


def apply(state: Session, event: Event, at: int) -> Session:
    """The state after an event; the very same state when it changes nothing. `at`: seconds since the session began."""
    at = max(at, state.take.at)
    match event:
        case Rewound():
            return _rewound(state, event, at)
        case Tallied():
            return _tallied(state, event, at)
        case Untallied():
            return _untallied(state, event)
    return state if state.ending else _while_it_runs(state, event, at)


def _while_it_runs(state: Session, event: Event, at: int) -> Session:
    match event:
        case Went():
            return state if event.beat == state.beat else replace(state, beat=event.beat, shown=None)
        case CardPlayed() if len(state.released) < MOST_LINES:
            played = Released(event.event, state.take.number, at)
            return replace(state, released=(*state.released, played), shown=event.event)
        case CardTaken():
            return replace(state, shown=None) if state.shown else state
        case Paused() if not state.paused:
            quiet = replace(state, silences=_closed(state.silences, at), rapport=_closed(state.rapport, at))
            return replace(quiet, paused=True, rapport_waits=state.warming)
        case WentOn() if state.paused:
            going = replace(state, paused=False, rapport_waits=False)
            return replace(going, rapport=_opened(state, state.rapport, at)) if state.rapport_waits else going
        case LineMarked() if len(state.lines) < MOST_LINES:
            words = clean_line(event.words)[:MOST_WORDS]
            line = MarkedLine(len(state.lines) + 1, state.take.number, state.beat, at, event.who, event.kind, words)
            return replace(state, lines=(*state.lines, line))
        case DoorLeft():
            return _door(state, opened=event.opened)
        case FactCame() if state.door_is_open and not state.fact_is_out:
            return replace(state, fact_out=(*state.fact_out, state.take.number))
        case Ended():
            return replace(
                state,
                ending=event.how,
                paused=False,
                rapport_waits=False,
                shown=None,
                silences=_closed(state.silences, at),
                rapport=_closed(state.rapport, at),
            )
    return _timed(state, event, at)


def _timed(state: Session, event: Event, at: int) -> Session:
    """The two timers. Neither starts in a pause."""
    match event:
        case SilenceBegan() if not state.silent and not state.paused:
            return replace(state, silences=_opened(state, state.silences, at))
        case SilenceEnded() if state.silent:
            return replace(state, silences=_closed(state.silences, at))
        case RapportBegan() if not state.warming and not state.paused:
            return replace(state, rapport=_opened(state, state.rapport, at))
        case RapportEnded() if state.warming:
            return replace(state, rapport=_closed(state.rapport, at))
    return state


def _opened(state: Session, stretches: tuple[Stretch, ...], at: int) -> tuple[Stretch, ...]:
    return (*stretches[-MOST_LINES + 1 :], Stretch(state.take.number, at))


def _closed(stretches: tuple[Stretch, ...], at: int) -> tuple[Stretch, ...]:
    if not stretches or stretches[-1].ended is not None:
        return stretches
    return (*stretches[:-1], replace(stretches[-1], ended=max(at, stretches[-1].began)))


def _door(state: Session, *, opened: bool) -> Session:
    number = state.take.number
    if opened == state.door_is_open:
        return state
    if opened:
        return replace(state, door_open=(*state.door_open, number))
    if state.fact_is_out:  # what is out is out
        return state
    return replace(state, door_open=tuple(n for n in state.door_open if n != number))


def _rewound(state: Session, event: Rewound, at: int) -> Session:
    line = None if event.line is None else state.line(event.line)
    if len(state.takes) >= MOST_TAKES or (event.line is not None and line is None):
        return state
    beat = line.beat if line else state.takes[0].beat
    worker = clean_line(event.worker)[:MOST_NAME]
    take = Take(len(state.takes) + 1, worker, beat, at, line.number if line else None)
    return replace(
        state,
        beat=beat,
        takes=(*state.takes, take),
        shown=None,
        paused=False,
        ending=None,
        rapport_waits=False,
        silences=_closed(state.silences, at),
        rapport=_closed(state.rapport, at),
    )


def _tallied(state: Session, event: Tallied, at: int) -> Session:
    """Observers go on writing after the end: it comes to them while the others take off their roles."""
    if len(state.tallies) >= MOST_TALLIES:
        return state
    tally = Tally(event.moment, state.take.number, at, clean_line(event.words)[:MOST_WORDS])
    return replace(state, tallies=(*state.tallies, tally))


def _untallied(state: Session, event: Untallied) -> Session:
    for place in range(len(state.tallies) - 1, -1, -1):
        tally = state.tallies[place]
        meant = tally.moment == event.moment and event.words in (None, tally.words)
        if meant and tally.take == state.take.number:
            return replace(state, tallies=(*state.tallies[:place], *state.tallies[place + 1 :]))
    return state


@dataclass(frozen=True, slots=True)
class Running:
    """A session with what it takes to undo the trainer's last events. Tallies are not undone, and nor is an ending."""

    state: Session
    past: tuple[Session, ...] = ()

    def after(self, event: Event, at: int) -> Running:
        """The session after an event; the very same one when it changes nothing."""
        state = apply(self.state, event, at)
        if state is self.state:
            return self
        if isinstance(event, Tallied | Untallied):
            return Running(state, self.past)
        if isinstance(event, Ended):  # a stop is not taken back: another take begins afresh
            return Running(state)
        return Running(state, (*self.past[-MOST_PAST + 1 :], self.state))

    def undone(self) -> Running:
        """The session before the trainer's last event, with every tally that was made since."""
        if not self.past:
            return self
        before = self.past[-1]
        known = {take.number for take in before.takes}
        tallies = tuple(tally for tally in self.state.tallies if tally.take in known)
        return Running(replace(before, tallies=tallies), self.past[:-1])
