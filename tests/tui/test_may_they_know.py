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
from engage_tui.conversation.stopping import stop_card
from engage_tui.conversation.words import Field, Mark, Source
from engage_tui.record.audience import Audience
from engage_tui.record.export import note_for
from engage_tui.record.prepare import OWN, bank, places
from engage_tui.record.room import not_shown, room
from engage_tui.record.timeline import CaseNote
from engage_tui.record.write_up import STOPS
from engage_tui.tui.commands import COMMANDS, Scope
from engage_tui.tui.practice.commands import PRACTICE_COMMANDS
from engage_tui.tui.screens.after import AfterScreen, aftercare
from engage_tui.tui.screens.card import CardScreen
from engage_tui.tui.screens.copies import CopiesScreen
from engage_tui.tui.screens.details import DetailsScreen
from engage_tui.tui.screens.earlier import EarlierScreen
from engage_tui.tui.screens.find import FindScreen
from engage_tui.tui.screens.gate import GateScreen
from engage_tui.tui.screens.home import HomeScreen
from engage_tui.tui.screens.note import NoteScreen
from engage_tui.tui.screens.notes import NotesScreen
from engage_tui.tui.screens.paste import PasteScreen
from engage_tui.tui.screens.phrases import PhrasesScreen
from engage_tui.tui.screens.pick import PickScreen
from engage_tui.tui.screens.prepare import PrepareScreen
from engage_tui.tui.screens.reading import ReadingScreen
from engage_tui.tui.screens.ready import ReadyScreen
from engage_tui.tui.screens.replies import RepliesScreen
from engage_tui.tui.screens.settings import SettingsScreen
from engage_tui.tui.screens.stop import StopScreen
from engage_tui.tui.screens.supervision import SupervisionScreen
from engage_tui.tui.screens.supervision_copies import SupervisionCopies
from engage_tui.tui.screens.timeline import TimelineScreen
from engage_tui.tui.screens.visit_plan import VisitPlanScreen
from engage_tui.tui.screens.walk import WalkScreen
from engage_tui.tui.screens.wording import WordingScreen
from engage_tui.tui.screens.write_up import WriteUpScreen
from engage_tui.tui.session import Session
from engage_tui.tui.widgets.row_list import RowList
from support.on_screen import every_screen, told_by
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


class Place:
    """The app with the planted notes, and the ways to get about in it."""

    def __init__(self, seat: Any, guide: Guide, talks: list[Conversation]) -> None:
        self.seat, self.guide, self.talks = seat, guide, talks
        self.app, self.desk = seat.app, seat.app.desk

    @property
    def talk(self) -> Conversation:
        talk: Conversation = self.seat.talk
        return talk

    async def show(self, screen: Any) -> None:
        self.app.push_screen(screen)
        await self.seat.rest()

    async def walk(self) -> None:
        """Back to the walk, from wherever it is, with the session as it was."""
        while not isinstance(self.app.screen, HomeScreen | WalkScreen):
            await self.app.pop_screen()
        await self.seat.rest()
        if isinstance(self.app.screen, WalkScreen):
            if self.talk is self.talks[-1]:
                return  # nothing was changed, and drawing it anew is most of what this costs
            await self.app.pop_screen()
        self.desk.session = Session(self.talks[-1], self.desk.vault, stored=True)
        await self.show(WalkScreen(self.desk, self.guide, self.desk.session))


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


# -- how every screen opens


async def _only(place: Place, screen: Any) -> AsyncIterator[None]:
    await place.show(screen)
    yield


async def walk_screen(place: Place) -> AsyncIterator[None]:
    for step in "0123456":
        await place.seat.press(step)
        yield
    await place.seat.press("i")
    yield
    await place.seat.press("i")
    rows = place.app.screen.query_one(RowList)
    for item in ("risk.weapons", "plan.known", "ask.own", "form.victim-details", "assess.map-the-pattern"):
        place.app.screen.open_place(item)
        await place.seat.press("right")
        assert rows.rows
        yield


async def over_screen(place: Place) -> AsyncIterator[None]:
    for key in ("r", "g"):
        await place.seat.press(key)
        yield
        await place.seat.press(key)
    await place.seat.press("r")
    yield


async def home_screen(place: Place) -> AsyncIterator[None]:
    while not isinstance(place.app.screen, HomeScreen):
        await place.app.pop_screen()
        await place.seat.rest()
    yield


async def notes_screen(place: Place) -> AsyncIterator[None]:
    await place.show(NotesScreen(place.desk))
    yield
    await place.seat.type(SECRET[:-1])
    yield


async def note_screen(place: Place) -> AsyncIterator[None]:
    await place.show(NoteScreen(place.desk, place.guide, place.talk))
    yield
    await place.app.pop_screen()
    versions = await place.desk.vault.run(place.desk.vault.store.versions, "p1")
    final = await place.desk.vault.run(place.desk.vault.store.load_version, "p1", 1)
    await place.show(NoteScreen(place.desk, place.guide, final, versions=versions, shown=versions[0]))
    yield


def file_note(place: Place) -> Any:
    return note_for(place.talk, place.guide, audience=Audience.FILE)


async def field_screen(place: Place) -> AsyncIterator[None]:
    await place.show(PasteScreen(place.desk, file_note(place)))
    if place.app.screen.query_one(RowList).key:
        await place.seat.press("enter")
    yield
    for _ in range(12):
        await place.seat.press("n")
        yield


async def reading_screen(place: Place) -> AsyncIterator[None]:
    await place.show(ReadingScreen(place.desk, file_note(place), where="Note", state=""))
    yield


async def supervision_copies(place: Place) -> AsyncIterator[None]:
    await place.show(SupervisionCopies(place.desk, place.guide, place.talk, file_note(place)))
    yield


async def earlier_screen(place: Place) -> AsyncIterator[None]:
    session = place.desk.session
    await place.show(EarlierScreen(place.desk, place.guide, place.talks[:2], session))
    yield
    for _ in range(3):
        await place.seat.press("down", "space")
        yield


async def timeline_screen(place: Place) -> AsyncIterator[None]:
    notes = [CaseNote(t, ()) for t in place.talks]
    await place.show(TimelineScreen(place.desk, place.guide, notes, place.talk.reference))
    yield


async def write_up_screen(place: Place) -> AsyncIterator[None]:
    await place.show(WriteUpScreen(place.desk, place.guide, place.desk.session, lambda: None))
    for number in range(len(STOPS)):
        place.app.screen._show_stop(number)
        await place.seat.rest()
        yield


async def prepare_screen(place: Place) -> AsyncIterator[None]:
    await place.show(PrepareScreen(place.desk, place.guide, place.desk.session))
    for number in range(len(places(place.guide))):
        place.app.screen._go_to(number)
        await place.seat.rest()
        yield
    place.app.screen._go_to(1, "plan.known~1")
    await place.seat.press("enter")
    yield


async def pick_screen(place: Place) -> AsyncIterator[None]:
    items = tuple(bank(place.talk, place.guide))
    off = not_shown(place.talk, place.guide, (i.id for i in items))
    await place.show(PickScreen(place.desk, place.guide, items, lambda _: False, lambda _: None, off))
    yield


async def visit_plan(place: Place) -> AsyncIterator[None]:
    await place.show(VisitPlanScreen(place.desk, place.guide, place.talk))
    yield
    rows = place.app.screen.query_one(RowList)
    for row in [r.key for r in rows.rows if r.stop and r.key.startswith("line:")][:6]:
        rows.go_to(row)
        await place.seat.press("space")
        yield


async def room_screen(place: Place) -> AsyncIterator[None]:
    await place.seat.press("f", "enter")
    yield
    for key in ("n", "n", "space", "s", "escape", "n"):
        await place.seat.press(key)
        yield


async def replies_screen(place: Place) -> AsyncIterator[None]:
    first = next(iter(place.guide.replies))
    await place.show(RepliesScreen(place.desk, place.guide, place.desk.session, first))
    yield
    await place.seat.press("n")
    yield


async def wording_screen(place: Place) -> AsyncIterator[None]:
    await place.show(WordingScreen(place.desk, place.guide, place.talk, place.desk.session))
    yield
    await place.seat.press("down", "down")
    yield


async def stop_screen(place: Place) -> AsyncIterator[None]:
    card = stop_card(place.talk, place.guide)
    await place.show(StopScreen(place.desk, card, lambda _: "", place.guide.items.get))
    yield


async def after_screen(place: Place) -> AsyncIterator[None]:
    await place.show(AfterScreen(place.desk, aftercare(place.guide, "")))
    for _ in range(3):
        yield
        await place.seat.press("enter")
    await place.app.pop_screen()
    await place.show(AfterScreen(place.desk, aftercare(place.guide, "")))
    yield


async def pick_dialog(place: Place) -> AsyncIterator[None]:
    place.app.screen._ask_why(place.guide.items["form.spoken-directly"])
    await place.seat.rest()
    yield


async def prompt_screen(place: Place) -> AsyncIterator[None]:
    await place.show(VisitPlanScreen(place.desk, place.guide, place.talk))
    await place.seat.press("t")
    yield


async def help_screen(place: Place) -> AsyncIterator[None]:
    await place.seat.press("question_mark")
    yield


async def palette(place: Place) -> AsyncIterator[None]:
    await place.seat.press("ctrl+p")
    yield
    await place.seat.press("escape")
    await place.seat.press("ctrl+p")
    yield


async def shield(place: Place) -> AsyncIterator[None]:
    await place.seat.press("ctrl+l")
    yield


OPENERS: dict[str, Opener] = {
    "AfterScreen": after_screen,
    "CalmPalette": palette,
    "CardScreen": lambda p: _only(p, CardScreen(p.desk, p.guide.items["risk.weapons"])),
    "CopiesScreen": lambda p: _only(p, CopiesScreen(p.desk, p.guide, p.talk, final=False)),
    "DetailsScreen": lambda p: _only(p, DetailsScreen(p.desk, p.talk)),
    "EarlierScreen": earlier_screen,
    "FieldScreen": field_screen,
    "FindScreen": lambda p: _only(p, FindScreen(p.desk, p.guide, background=True)),
    "GateScreen": lambda p: _only(p, GateScreen(p.desk)),
    "HelpScreen": help_screen,
    "HomeScreen": home_screen,
    "NoteScreen": note_screen,
    "NotesScreen": notes_screen,
    "OverScreen": over_screen,
    "PasteScreen": lambda p: _only(p, PasteScreen(p.desk, file_note(p))),
    "PhrasesScreen": lambda p: _only(p, PhrasesScreen(p.desk, p.guide, p.desk.session)),
    "PickDialog": pick_dialog,
    "PickScreen": pick_screen,
    "PrepareScreen": prepare_screen,
    "PromptScreen": prompt_screen,
    "ReadingScreen": reading_screen,
    "ReadyScreen": lambda p: _only(p, ReadyScreen(p.desk, room(p.talk, p.guide), notes=True)),
    "RepliesScreen": replies_screen,
    "RoomScreen": room_screen,
    "SettingsScreen": lambda p: _only(p, SettingsScreen(p.desk)),
    "ShieldScreen": shield,
    "StopScreen": stop_screen,
    "SupervisionCopies": supervision_copies,
    "SupervisionScreen": lambda p: _only(p, SupervisionScreen(p.desk, p.guide, p.talk)),
    "TimelineScreen": timeline_screen,
    "VisitPlanScreen": visit_plan,
    "WalkScreen": walk_screen,
    "WordingScreen": wording_screen,
    "WriteUpScreen": write_up_screen,
}
"""How each screen opens. A generator that stops wherever the screen is to be looked at."""
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
