"""What can happen in a role-play. Each is one key of the trainer's, or one tick of an observer's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from engage_tui.practice.session import Ending, LineKind, Who


@dataclass(frozen=True, slots=True)
class Went:
    """To another beat."""

    beat: str


@dataclass(frozen=True, slots=True)
class CardPlayed:
    """The trainer let something happen."""

    event: str


@dataclass(frozen=True, slots=True)
class CardTaken:
    """The card is off the projector; the prompt is there again."""


@dataclass(frozen=True, slots=True)
class Paused:
    """Everybody stops where they are, and the room is asked three things."""


@dataclass(frozen=True, slots=True)
class WentOn:
    """The pause is over."""


@dataclass(frozen=True, slots=True)
class LineMarked:
    """What was just said is worth coming back to."""

    who: Who
    kind: LineKind
    words: str = ""


@dataclass(frozen=True, slots=True)
class Rewound:
    """Another take, from a marked line (by its number) or from the start. The take before is kept."""

    worker: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class SilenceBegan:
    """Nobody speaks."""


@dataclass(frozen=True, slots=True)
class SilenceEnded:
    """Somebody spoke."""


@dataclass(frozen=True, slots=True)
class RapportBegan:
    """The worker makes contact: ordinary talk, before anything hard."""


@dataclass(frozen=True, slots=True)
class RapportEnded:
    """The first hard thing was said."""


@dataclass(frozen=True, slots=True)
class DoorLeft:
    """The worker left the door open for the severe fact, or has closed it again."""

    opened: bool


@dataclass(frozen=True, slots=True)
class FactCame:
    """The severe fact came out. Only with the door open."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The take is over."""

    how: Ending


@dataclass(frozen=True, slots=True)
class Tallied:
    """An observer saw a moment, here or at a second terminal."""

    moment: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Untallied:
    """The last tally of a moment in this take was a slip: of those with these words, where `words` is given."""

    moment: str
    words: str | None = None


Event: TypeAlias = (
    Went
    | CardPlayed
    | CardTaken
    | Paused
    | WentOn
    | LineMarked
    | Rewound
    | SilenceBegan
    | SilenceEnded
    | RapportBegan
    | RapportEnded
    | DoorLeft
    | FactCame
    | Ended
    | Tallied
    | Untallied
)
