"""What an observer looks out for, and the sheet of what was heard: takes beside each other, never added up or compared.

The moments are those by which the sources say a talk goes well or badly: the three ways to answer a deflection, and
the pace of it. Each has the item of the guide behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engage_tui.practice.session import Session, Take

NO_WORDS = "(seen, no words noted)"


@dataclass(frozen=True, slots=True)
class Moment:
    """Something to look out for, worded for either outcome so that a tick alone says nothing about a worker."""

    id: str
    title: str
    listen_for: str
    see: str


_ALL = (
    Moment("joins-in", "Joins in", "Agrees, laughs along, or lets the blame move.", "respond.no-collusion"),
    Moment("spars", "Spars", "Argues, corrects, tries to win.", "stance.disagree-without-combat"),
    Moment(
        "holds-the-line",
        "Holds the line",
        "Warm, and comes back to what was done.",
        "respond.empathy-and-accountability",
    ),
    Moment("chat-first", "Ordinary chat first", "Talks like a neighbour before the hard part.", "pace.chat-first"),
    Moment("silence-kept", "Silence kept", "Asks, then waits. Nobody fills the gap.", "pace.silence"),
    Moment("own-pace", "Own pace", "Slows down, or comes back to it later.", "pace.paced-process"),
    Moment("owning-up", "Owning up left time", "A first step is enough for today.", "pace.accountability-over-time"),
    Moment(
        "too-soon", "All of it, too soon", "Wants the whole story or a confession now.", "pace.too-soon-drives-away"
    ),
    Moment(
        "stays-with-shame",
        "Stays with shame",
        "It gets uncomfortable, and the worker stays.",
        "pace.sitting-with-shame",
    ),
    Moment("plain-words", "Plain words", "No jargon, or jargon that made somebody blink.", "respond.plain-speaking"),
    Moment("children", "The children", "What it is like for them comes into the talk.", "respond.effects-on-children"),
    Moment("drawn-in", "Drawn into the story", "The talk turns to who was right.", "respond.not-drawn-in"),
    Moment(
        "own-fear", "The worker's own fear", "A voice, a hand, a step back: and what came next.", "respond.own-feelings"
    ),
    Moment("body", "Body and voice", "Where they sat, hands, how loud.", "stance.body-language"),
    Moment(
        "door-open",
        "The door left open",
        "An open question, and time for the worst of it.",
        "assess.listen-for-lethality",
    ),
    Moment(
        "kept-safe",
        "The survivor's words kept",
        "Nothing in the room that only they had said.",
        "safety.victim-only-information",
    ),
)
MOMENTS: Mapping[str, Moment] = {moment.id: moment for moment in _ALL}


@dataclass(frozen=True, slots=True)
class Heard:
    """One moment of the sheet, with what was heard of it in each take: an entry a take, in their order."""

    moment: Moment
    words: tuple[tuple[str, ...], ...]


def sheet(state: Session) -> tuple[Heard, ...]:
    """Every moment that was seen in some take, in the order in which observers have them."""
    heard = []
    for moment in MOMENTS.values():
        words = tuple(_words(state, moment.id, take.number) for take in state.takes)
        if any(words):
            heard.append(Heard(moment, words))
    return tuple(heard)


def _words(state: Session, moment: str, take: int) -> tuple[str, ...]:
    return tuple(t.words or NO_WORDS for t in state.tallies if t.moment == moment and t.take == take)


def take_title(take: Take) -> str:
    """`Take 2: Sam`."""
    return f"Take {take.number}: {take.worker}" if take.worker else f"Take {take.number}"


def side_by_side(columns: Sequence[Sequence[str]], width: int, gap: int = 3) -> list[str]:
    """Paragraphs in columns of one width, as lines of text. A column is at least twelve wide."""
    room = max(12, (width - gap * (len(columns) - 1)) // max(1, len(columns)))
    wrapped = [[line for text in column for line in wrap(text, room, subsequent_indent="  ")] for column in columns]
    height = max(map(len, wrapped), default=0)
    rows = ([column[n] if n < len(column) else "" for column in wrapped] for n in range(height))
    return [(" " * gap).join(cell.ljust(room) for cell in row).rstrip() for row in rows]
