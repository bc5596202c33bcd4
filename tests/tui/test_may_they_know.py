"""May the person know this? Secrets in every field that is the survivor's, and then every screen and every command.

Screens are found by walking the package and commands in the one place where they are declared, so whoever adds one has
to say here how it opens. Fiction, all of it.
"""

from __future__ import annotations

import inspect
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from engage_tui.conversation.events import Marked, Planned, Ticked, Wrote
from engage_tui.conversation.words import Field, Mark, Source
from engage_tui.record.prepare import OWN
from engage_tui.tui.commands import COMMANDS, Scope
from engage_tui.tui.practice.commands import PRACTICE_COMMANDS
from engage_tui.tui.screens.walk import WalkScreen
from engage_tui.tui.widgets.row_list import RowList
from support.on_screen import every_screen, told_by
from support.openers import OPENERS, Place
from support.planted import SECRET, WAYS, markers, one_of_each, planted
from support.random_talks import the_guide
from support.talks import after
from support.vaults import finalise

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from typing import Any

    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.store.store import Store

    Opener = Callable[["Place"], AsyncIterator[None]]

FROM_WHERE = f"-{Field.CARRIED.name.lower()}-"
"""The app writes this field: from which conversation something was carried over. Lists say it."""
LOOKED_INTO = ("risk.weapons",)
"""Items that the openers go to, beside the first of each kind."""
PRIVATE = "zqprivate"
"""How the workers keep safe: theirs to see on their own screens, and on nothing the person could see."""
FOR_THEIR_EYES = frozenset(
    {
        "RoomScreen",
        "NoteScreen",
        "PasteScreen",
        "FieldScreen",
        "SupervisionScreen",
        "SupervisionCopies",
        "ReadingScreen",
    }
    | {"TimelineScreen", "PickScreen", "FindScreen", "ShieldScreen", "NotesScreen", "HomeScreen"}
)
"""What the person could be shown, or what shows copies: no word of the workers' own safety, either."""


def the_talks(way: str, nth: int) -> list[Conversation]:
    """A final note, a draft, and a conversation under way, all full of secrets; the open one with planned questions."""
    one = planted(way, nth, PRIVATE, (*one_of_each(the_guide()), *LOOKED_INTO))
    day = one.held_on
    first, second = (
        replace(one, id=f"p{n}", held_on=day - timedelta(days=9 - n), created=one.created - timedelta(days=9 - n))
        for n in (1, 2)
    )
    asked = "ask.fatherhood-opener"  # one that may be shown in the room: not marked as unsafe, and without the reason
    own = Planned(asked, on=True), Marked(asked, None), Wrote(asked, Field.REASON, "")
    return [first, second, after(one, *own, start=one.changed)]


NO_NOTE = frozenset(
    {"AskPassphraseScreen", "FirstRunScreen", "KeyScreen", "PassphraseScreen", "PinScreen", "RecoverScreen"}
    | {"RecoveryScreen", "UnlockScreen"}
)
"""Screens that are given nothing of a conversation. A test sees that they are not."""
OF_A_NOTE = ("Conversation", "Session", "Note", "Row", "Plan", "Room", "Card", "Left", "CaseNote")


def test_every_screen_of_the_app_is_looked_at() -> None:
    assert set(every_screen()) == set(OPENERS) | NO_NOTE, "say in OPENERS how a new screen opens"
    assert set(FOR_THEIR_EYES) <= set(OPENERS)


@pytest.mark.parametrize("name", sorted(NO_NOTE))
def test_a_screen_that_is_not_looked_at_is_given_nothing_of_a_note(name: str) -> None:
    taken = inspect.signature(every_screen()[name].__init__).parameters.values()
    assert not [p for p in taken if any(word in str(p.annotation) for word in OF_A_NOTE)]


@pytest.fixture
def in_place(at_home: Any, guide: Guide) -> Any:
    """The app on the walk of a planted conversation, with a planted draft and a planted final note beside it."""

    def opened(way: str, nth: int, size: tuple[int, int] = (100, 40)) -> Any:
        talks = the_talks(way, nth)

        def prepare(store: Store) -> None:
            finalise(store, talks[0], guide)
            for talk in talks[1:]:
                store.save(None, talk)

        return at_home(size, prepare=prepare), talks

    return opened


def leaks(place: Place, name: str) -> set[str]:
    """What of the secrets can be read now."""
    told = told_by(place.app)
    private = markers(told, PRIVATE) if name in FOR_THEIR_EYES else set()
    return {m for m in markers(told, SECRET) | private if not m.endswith(FROM_WHERE)}


@pytest.mark.parametrize(("way", "nth"), list(zip(WAYS, (2, 0, 2), strict=True)))
async def test_nothing_of_the_survivors_is_on_any_screen_in_passing(
    in_place: Any, guide: Guide, way: str, nth: int
) -> None:
    opened, talks = in_place(way, nth)
    found: dict[str, set[str]] = {}
    async with opened as seat:
        place = Place(seat, guide, talks)
        for name, opener in OPENERS.items():
            await place.walk()
            looks = 0
            async for _ in opener(place):
                looks += 1
                if bad := leaks(place, name):
                    found.setdefault(name, set()).update(sorted(bad)[:4])
            assert type(place.app.screen).__name__ == name
            assert looks
            if name == "ShieldScreen":
                await place.app.pop_screen()
                place.desk.uncovered.set()
    assert not found


# -- and whatever every command brings up

PLACES: dict[Scope, str] = {
    Scope.ANYWHERE: "WalkScreen",
    Scope.LIST: "WalkScreen",
    Scope.STEPS: "WalkScreen",
    Scope.ITEMS: "WalkScreen",
    Scope.WALK: "WalkScreen",
    Scope.WRITE_UP: "WriteUpScreen",
    Scope.WRITING: "WalkScreen",
    Scope.DIALOG: "FindScreen",
    Scope.NOTES: "NotesScreen",
    Scope.NOTE: "NoteScreen",
    Scope.COPIES: "CopiesScreen",
    Scope.PASTE: "PasteScreen",
    Scope.SUPERVISION: "SupervisionScreen",
    Scope.EARLIER: "EarlierScreen",
    Scope.ROOM: "RoomScreen",
    Scope.STOP: "StopScreen",
    Scope.PREPARE: "PrepareScreen",
    Scope.PLAN: "VisitPlanScreen",
    Scope.PHRASES: "PhrasesScreen",
    Scope.REPLIES: "RepliesScreen",
    Scope.WORDING: "WordingScreen",
}
ON_PURPOSE = {
    "list.choose": "Enter on words that are hidden opens them",
    "items.write": "opens the field that the cursor is on",
    "write-up.write": "opens the field that the cursor is on",
    "write-up.take": "opens what was taken, which comes from the file copy",
    "prepare.write": "opens the field that the cursor is on",
    "items.move": "asks for the reason, which is restricted, on the answer that the cursor is on",
}
"""Commands that show what was hidden because somebody asked for it, on the row that the cursor is on."""
ENDS = {"app.quit", "app.lock"}
"""Nothing is on the screen after these: tests of their own look at that."""
HIDDEN_ROWS = ("risk.weapons", "plan.known")


def test_every_command_has_a_place_from_which_it_is_tried() -> None:
    practice = {c.scope for c in PRACTICE_COMMANDS}  # where there is no way to the notes
    assert set(PLACES) == {c.scope for c in COMMANDS} - practice, "say in PLACES where the commands of a new scope work"
    assert set(ON_PURPOSE) | ENDS <= {c.id for c in COMMANDS}


async def begin_at(place: Place, name: str, at: str) -> None:
    """The screen of that name, opened anew unless it is there below what the last command opened."""
    if any(isinstance(s, WalkScreen) for s in place.app.screen_stack):
        while not isinstance(place.app.screen, WalkScreen) and type(place.app.screen).__name__ != name:
            await place.app.pop_screen()
    else:
        await place.walk()
    await place.seat.rest()
    if type(place.app.screen).__name__ != name:
        async for _ in OPENERS[name](place):
            break  # where it begins is enough
    if isinstance(place.app.screen, WalkScreen):
        place.app.screen.open_place(at)
        await place.seat.rest()


@pytest.mark.parametrize("scope", sorted(PLACES))
async def test_no_command_brings_up_what_the_survivor_said(in_place: Any, guide: Guide, scope: Scope) -> None:
    opened, talks = in_place("beside others" if scope is Scope.EARLIER else "only her words", 2)
    found: dict[str, set[str]] = {}
    async with opened as seat:
        place = Place(seat, guide, talks)
        await place.walk()
        for command in (c for c in COMMANDS if c.scope is scope and c.id not in ON_PURPOSE and c.id not in ENDS):
            for at in HIDDEN_ROWS if scope in (Scope.ITEMS, Scope.WALK) else HIDDEN_ROWS[:1]:
                await begin_at(place, PLACES[scope], at)
                await seat.press(*command.keys.split(",")[:1])
                if bad := leaks(place, ""):
                    found[f"{command.id} at {at}"] = set(sorted(bad)[:3])
                place.desk.uncovered.set()
    assert not found


# -- what was looked at above is really there to be seen, and really hidden


async def test_words_of_others_are_on_the_same_screens(in_place: Any, guide: Guide) -> None:
    """If nothing at all were shown, nothing would leak, either."""
    opened, talks = in_place("beside others", 0)
    shown = set()
    async with opened as seat:
        place = Place(seat, guide, talks)
        for name in ("WalkScreen", "OverScreen", "NoteScreen", "PasteScreen", "WriteUpScreen", "TimelineScreen"):
            await place.walk()
            async for _ in OPENERS[name](place):
                if "zqpublic" in told_by(place.app):
                    shown.add(name)
    assert shown == {"WalkScreen", "OverScreen", "NoteScreen", "PasteScreen", "WriteUpScreen", "TimelineScreen"}


async def test_a_fact_says_in_two_words_that_it_is_not_for_them(on_the_walk: Any) -> None:
    from support.talks import new_talk

    talk = after(
        new_talk(),
        Marked("risk.weapons", Mark.PRESENT),
        Ticked("risk.weapons", Source.SURVIVOR, on=True),
        Marked("risk.separation", Mark.PRESENT),
        Wrote("risk.separation", Field.SAID, "She wants out"),
        Wrote(OWN, Field.ASKED_AS, "Mine?"),
    )
    async with on_the_walk(talk, size=(120, 40)) as seat:
        await seat.press("r")
        rows = {r.key: r.tail for r in seat.app.screen.query_one(RowList).rows}
        assert rows["risk.weapons"] == "present, not for them"
        assert rows["risk.separation"] == "present"
