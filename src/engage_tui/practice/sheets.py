"""Sheets for any scenario: for observers, for a debrief of five or twenty minutes, and slips for before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.practice.leaf import Frame, Layout, Leaf, Point, Ring, Room
from engage_tui.practice.observing import MOMENTS
from engage_tui.practice.survey import ASKED, LEAST, MOST, Changed, Scale, When
from engage_tui.record.sheet import Heading, Role, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engage_tui.guide.guide import Guide
    from engage_tui.practice.leaf import Block, Plain

OUR_OWN = "In our own words."
OUT_OF_ROLE = Frame(
    "First: out of the roles",
    (
        Words("Stand up, change chairs, put the cards down. Whoever played the person goes first. Each says:"),
        Words("my own name, and who I am not", Role.ITEM),
        Words("one thing of the role that I leave behind", Role.ITEM),
        Words("the next thing that I do today, as myself", Role.ITEM),
    ),
    "Never left out, however late it is",
)


def sheets(guide: Guide) -> Iterator[Leaf]:
    """Every sheet that goes with any scenario."""
    yield _observer(guide)
    yield _debrief("debrief-5", "Debrief in five minutes", 2)
    yield _debrief("debrief-20", "Debrief in twenty minutes", 4)
    for when in When:
        yield _slip(when)


def _observer(guide: Guide) -> Leaf:
    blocks: list[Block] = [
        Words("Write the words you hear. It is for talk afterwards, and no mark for anybody.", Role.HINT)
    ]
    for moment in MOMENTS.values():
        behind = guide.items.get(moment.see)
        more = (Words(moment.listen_for), *([Words(behind.short, Role.HINT)] if behind else []))
        blocks += [Point(moment.title, more), Room(1, "")]
    return Leaf("observer-sheet", "What I heard", "For observers", tuple(blocks), foot=OUR_OWN)


def _debrief(name: str, title: str, lines: int) -> Leaf:
    long: tuple[Block, ...] = (
        Room(lines, "From the person's chair: when did you want to say more, and when to close up?"),
        Room(lines, "What would have had to follow, if the worst of it had come out?"),
    )
    blocks: tuple[Block, ...] = (
        OUT_OF_ROLE,
        Heading("Then", 1),
        Room(lines, "The worker first: what went well? What would you try again?"),
        Room(lines, "Observers: what did you hear, in the words that were said?"),
        *(long if lines > 2 else ()),
        Heading("One thing each", 1),
        Room(1, "I keep:"),
        Room(1, "I change:"),
        Ring("What stands in the way is", ("mine", "my organisation's")),
        Room(1, "Who can do something about it, and by when?"),
    )
    return Leaf(name, title, "For everybody in the room", blocks, foot=OUR_OWN)


def _slip(when: When) -> Leaf:
    scale = tuple(str(n) for n in range(LEAST, MOST + 1))
    blocks: tuple[Plain, ...] = (
        Words("Your number, and no name: ______"),
        *(Ring(ASKED[each], scale, "little", "a lot") for each in Scale),
        Room(1, "Three words for how this work makes me feel"),
        *((Ring("What I will do differently", tuple(Changed)),) if when is When.AFTER else ()),
    )
    frame = Frame(f"{when.value.capitalize()} the session", blocks, "Nobody reads this with your name on it")
    title = f"Slips for {when} the session"
    return Leaf(
        f"slips-{when}", title, "For everybody in the room", (frame,), Layout.CARDS, 2, repeat=True, foot=OUR_OWN
    )
