"""PRACTICE on every screen, by enumeration; each command of the walk is tried, and nothing asks for the notes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engage_tui.conversation.events import Described, Marked, Wrote
from engage_tui.conversation.words import Field, Mark, Setting
from engage_tui.paths import shipped_content
from engage_tui.practice.marking import PRACTICE
from engage_tui.practice.scenarios import load_scenarios
from engage_tui.process import crash_message
from engage_tui.tui.commands import COMMANDS, Scope
from engage_tui.tui.practice.app import PracticeApp
from engage_tui.tui.practice.desk import PracticeSession
from engage_tui.tui.practice.note import open_practice_note
from engage_tui.tui.practice.screens.base import PracticeScreen
from engage_tui.tui.practice.screens.home import PracticeHome
from engage_tui.tui.safe_app import SafeApp
from engage_tui.tui.screens.base import Dialog
from engage_tui.tui.screens.choose import PickDialog
from engage_tui.tui.screens.note import NoteScreen
from engage_tui.tui.screens.walk import WalkScreen
from engage_tui.tui.session import Saving
from engage_tui.tui.widgets.row_list import RowList
from engage_tui.when import local_today
from support.on_screen import screens_of_practice
from support.openers import OPENERS, Place
from support.talks import full_talk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from engage_tui.guide.guide import Guide
    from engage_tui.paths import Home
    from engage_tui.tui.command import Command

ENDS = {"app.quit", "app.lock", "app.shield"}
"""These end it, or blank the screen, on which nothing stands."""
WALKED = (Scope.ANYWHERE, Scope.STEPS, Scope.WALK, Scope.ITEMS)

OF_REAL_NOTES = {"EarlierScreen", "HomeScreen", "NotesScreen", "SettingsScreen", "TimelineScreen"}
"""They show what is kept, and nothing in practice opens them."""
BLANK = {"ShieldScreen"}


class PracticePlace(Place):
    """Practice with a note that is full of answers."""

    FIRST = PracticeHome

    def session(self) -> PracticeSession:
        return PracticeSession(self.talks[-1], self.desk.vault, stored=False)


async def draft_read(place: Place) -> AsyncIterator[None]:
    await place.show(NoteScreen(place.desk, place.guide, place.talk))
    yield


async def test_every_screen_that_practice_shares_is_marked(practising: Any, guide: Guide) -> None:
    openers = {n: o for n, o in OPENERS.items() if n not in OF_REAL_NOTES} | {"NoteScreen": draft_read}
    async with practising() as seat:
        place = PracticePlace(seat, guide, [replace(full_talk(), reference="PRACTICE-everything")])
        bare = []
        for name, opener in openers.items():
            await place.walk()
            looks = 0
            async for _ in opener(place):
                looks += 1
                shown = seat.text()
                assert "on file" not in shown, name
                if (PRACTICE in shown.replace("PRACTICE-everything", "")) is (name in BLANK):
                    bare.append(name)
            assert type(seat.app.screen).__name__ == name
            assert looks
            if name in BLANK:
                await seat.press("enter")
                assert place.desk.uncovered.is_set()
        assert set(bare) == set()


def test_every_screen_of_practice_is_built_on_the_one_with_the_mark() -> None:
    own = screens_of_practice()
    assert {"PracticeHome", "RunScreen", "DrillScreen", "SurveyScreen"} <= set(own)
    assert [n for n, screen in own.items() if not issubclass(screen, PracticeScreen | Dialog)] == []


def tried() -> Iterator[Command]:
    """Every command that works on the walk."""
    return (c for c in COMMANDS if c.scope in WALKED and c.keys and c.id not in ENDS)


async def back_to_walk(seat: Any) -> None:
    while not isinstance(seat.app.screen, WalkScreen):
        assert PRACTICE in seat.text(), type(seat.app.screen).__name__
        await seat.app.pop_screen()
        await seat.rest()


async def test_every_command_of_the_walk_opens_something_marked(practising: Any) -> None:
    async with practising() as seat:
        await open_practice_note(seat.app, seat.app.practice_desk)
        await seat.rest()
        seen = set()
        for command in tried():
            if len(seat.app.screen_stack) < 2:  # the command left the walk
                await open_practice_note(seat.app, seat.app.practice_desk)
                await seat.rest()
            await seat.press("2", "home", "down", "down", command.keys.split(",")[0])
            seen.add(type(seat.app.screen).__name__)
            assert PRACTICE in seat.text(), command.id
            if len(seat.app.screen_stack) > 2:
                await back_to_walk(seat)
        assert {"PrepareScreen", "VisitPlanScreen", "StopScreen", "WriteUpScreen", "PhrasesScreen"} <= seen


async def test_what_is_done_with_a_note_is_marked_and_asks_for_no_store(practising: Any) -> None:
    async with practising((100, 40)) as seat:
        await open_practice_note(seat.app, seat.app.practice_desk)
        await seat.rest()
        await seat.press("6")
        rows = seat.app.screen.query_one(RowList)
        keys = [r.key for r in rows.rows if r.key.startswith("do:")]
        assert len(keys) >= 5
        for key in keys:
            rows.go_to(key)
            await seat.press("enter")
            assert PRACTICE in seat.text(), key
            await back_to_walk(seat)


async def test_leaving_says_first_that_what_was_written_goes(practising: Any, home: Home) -> None:
    async with practising() as seat:
        desk = seat.app.practice_desk
        await open_practice_note(seat.app, desk)
        await seat.rest()
        desk.session.send(Wrote("look.say.drink", Field.SAID, "It was the beer"))
        await seat.press("f12", "ctrl+l", "ctrl+q")
        assert not seat.app._exit  # nothing is said over the blank screen
        await seat.press("enter", "ctrl+q")
        assert "throws it away" in seat.text()
        assert PRACTICE in seat.text()
        await seat.press("escape")
        assert isinstance(seat.app.screen, WalkScreen)
        await seat.press("ctrl+q", "ctrl+q")
        assert seat.app._exit
        assert seat.app.return_code == 0
    assert not home.folder.exists()  # neither the words nor the layout


async def test_each_scenario_keeps_its_note_while_practice_lasts(practising: Any, guide: Guide) -> None:
    one, other, *_ = load_scenarios(guide, shipped_content()).scenarios.values()
    async with practising() as seat:
        desk = seat.app.practice_desk
        for scenario in (one, other):
            await open_practice_note(seat.app, desk, scenario)
            await seat.rest()
            desk.session.send(Wrote("look.say.drink", Field.SAID, scenario.title))
            assert desk.session.save_state.saving is Saving.NOT_KEPT
        await open_practice_note(seat.app, desk, one)
        await seat.rest()
        assert one.title in str(desk.session.conversation.items)
        desk.session.send(Described("J-042", Setting.VISIT, "dad", "A. Worker", local_today()))
        await open_practice_note(seat.app, desk, one)
        await seat.rest()
        assert desk.session.conversation.reference == "PRACTICE-J-042"
        assert len(desk.written_notes) == 2


async def test_making_it_final_asks_for_all_that_a_real_note_asks_for(practising: Any, guide: Guide) -> None:
    async with practising((100, 40)) as seat:
        desk = seat.app.practice_desk
        await open_practice_note(seat.app, desk)
        await seat.rest()
        desk.session.send(Marked("risk.separation", Mark.PRESENT))
        await seat.press("6")
        rows = seat.app.screen.query_one(RowList)
        rows.go_to("do:final")
        assert rows.key == "do:final"
        await seat.press("enter")
        assert "still needed" in "".join(n.message for n in seat.app._notifications)
        assert not isinstance(seat.app.screen, PickDialog)


def test_a_fault_says_nothing_of_words_that_were_saved() -> None:
    told = crash_message("ValueError", "", safe=PracticeApp.AFTER_FAULT)
    assert "nothing of it is kept" in told
    assert "saved" not in told
    assert "Continue" not in told
    assert SafeApp.AFTER_FAULT in crash_message("ValueError", "")
