"""The solo drill: one thing that they say at a time, three replies in a changing order, and why each works or fails.

Nothing is counted. What comes up is decided by the guide and the round alone, so that two people can do the same one.
Source of the questions to oneself: `training.do-it-yourself`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING, TypeAlias

from engage_tui.guide.replies import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engage_tui.guide.guide import Guide
    from engage_tui.guide.model import Item
    from engage_tui.guide.replies import Reply, ReplySet

MOST = 10
"""How many come up in one go: about ten minutes."""
YOURSELF = "answer-yourself"
"""The section of the guide with questions to answer in silence."""
YOURSELF_AFTER = 4
"""One of them comes after so many things said."""
ASK_YOURSELF = (
    "Did I take a side?",
    "Did I argue, or try to win?",
    "Did I ask about something that they do?",
)
"""What to hold one's own reply against."""
_ORDERS = tuple(permutations(NAMES))


@dataclass(frozen=True, slots=True)
class Turn:
    """Something that they say, with the names of the three replies in the order in which they are shown."""

    replies: ReplySet
    order: tuple[str, ...]

    def reply(self, name: str) -> Reply:
        """One of the three, by its name, such as `joins_in`."""
        found: Reply = getattr(self.replies, name)
        return found


@dataclass(frozen=True, slots=True)
class Yourself:
    """Something to answer in silence or on paper."""

    item: Item


Stop: TypeAlias = Turn | Yourself


def themes(guide: Guide) -> Mapping[str, tuple[str, ...]]:
    """The title of each section of the guide that has replies, with the ids of what is said there."""
    found: dict[str, tuple[str, ...]] = {}
    for said in guide.replies:
        title = guide.section_of(said).title
        found[title] = (*found.get(title, ()), said)
    return found


def course(guide: Guide, said: Iterable[str], round_number: int = 0) -> tuple[Stop, ...]:
    """What comes up for these things said, at most `MOST` of them; a further round begins where the last one ended."""
    ids = list(said)
    begin = round_number * MOST % len(ids) if ids else 0
    chosen = (ids[begin:] + ids[:begin])[:MOST]
    section = guide.sections.get(YOURSELF)
    silent = list(section.items) if section else []
    stops: list[Stop] = []
    for place, each in enumerate(chosen, 1):
        stops.append(Turn(guide.replies[each], _order(each, round_number)))
        if silent and place % YOURSELF_AFTER == 0:
            stops.append(Yourself(silent[(round_number * 2 + place // YOURSELF_AFTER - 1) % len(silent)]))
    return tuple(stops)


def _order(said: str, round_number: int) -> tuple[str, ...]:
    """An order that nobody can learn by its place, and that is the same each time."""
    return _ORDERS[(sum(said.encode()) + round_number) % len(_ORDERS)]
