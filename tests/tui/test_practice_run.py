"""Running a role-play: four views of one session, the trainer's keys in each, and the way out of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from engage_tui.paths import shipped_content
from engage_tui.practice.debrief import debrief, out_of_role, pause_questions
from engage_tui.practice.events import DoorLeft, FactCame, Tallied
from engage_tui.practice.scenarios import load_scenarios
from engage_tui.practice.session import Ending
from engage_tui.practice.session import begin as session
from engage_tui.practice.update import apply
from engage_tui.tui.practice.faces import filled
from engage_tui.tui.practice.screens.pages import PagesScreen
from engage_tui.tui.practice.screens.run import RunScreen
from engage_tui.tui.practice.screens.sheet import SheetScreen
from engage_tui.tui.screens.walk import WalkScreen

if TYPE_CHECKING:
    from engage_tui.guide.guide import Guide
    from support.seat import Seat


async def begin(seat: Seat, name: str = "friday-twenty-to-five") -> RunScreen:
    desk: Any = seat.app.desk
    guide, library = await desk.guide(), await desk.library()
    screen = RunScreen(desk, guide, library.scenarios[name], "Anna")
    seat.app.push_screen(screen)
    await seat.rest()
    return screen


def room(seat: Seat) -> str:
    """What a room reads, on one line."""
    return " ".join(seat.text().split())


@pytest.mark.parametrize(("width", "height"), [(80, 24), (100, 30)])
def test_all_that_a_room_reads_fits_its_screen(guide: Guide, width: int, height: int) -> None:
    for scenario in load_scenarios(guide, shipped_content()).scenarios.values():
        state = session(scenario.id, scenario.beats[0].id, "Anna")
        for words in ("x" * 300, "a word " * 42):
            state = apply(apply(state, Tallied("owning-up", words), 1), DoorLeft(opened=True), 1)
        pages = [*debrief(scenario, state, 5), *debrief(scenario, apply(state, FactCame(), 2), 20)]
        for ending in Ending:
            pages += out_of_role(scenario, ending)
        shown = [(page.heading, *page.lines) for page in pages]
        shown += [("Look and listen", beat.prompt) for beat in scenario.beats]
        shown += [(card.room,) for card in scenario.events]
        shown += [("Pause", *pause_questions(scenario))]
        for words in shown:
            lines = filled(words, width, height - 4).split("\n")
            assert len(lines) <= height - 4, words
            assert all(len(line) <= width for line in lines)


async def test_the_room_sees_the_prompt_or_a_card_or_the_questions_and_nothing_else(practising: Any) -> None:
    async with practising() as seat:
        screen = await begin(seat)
        scenario = screen.scenario
        step, prompt = "Look and listen", scenario.beats[0].prompt
        assert room(seat) == f"PRACTICE {step} {prompt}"
        await seat.press("q", "c", "o", "t", "p")
        assert room(seat) == f"PRACTICE {step} {prompt}"
        assert (screen.state.silent, screen.state.warming, screen.state.door_is_open) == (True, True, True)
        await seat.press("2")
        assert room(seat) == f"PRACTICE {scenario.events[1].room}"
        await seat.press("space")
        assert "What was Gareth doing with it?" in room(seat)
        await seat.press("space", "0", "n", "m")
        assert room(seat) == f"PRACTICE Ask {scenario.beats[1].prompt}"
        await seat.press("u", "u", "9")
        assert room(seat) == f"PRACTICE {step} {prompt}"


async def test_each_view_has_its_own_cards_and_the_fact_waits_behind_its_door(practising: Any) -> None:
    async with practising((100, 30)) as seat:
        screen = await begin(seat)
        scenario = screen.scenario
        await seat.press("f8")
        assert "Silence off" in seat.text()
        await seat.press("v", "v")
        assert seat.text().startswith("  PRACTICE")
        assert scenario.beats[0].aim[:40] in seat.text()
        assert scenario.severe.fact[:20] not in all_rows(screen)
        await seat.press("f7")
        assert "Keep this to yourself until the door is open" in all_rows(screen)
        assert scenario.beats[0].says[0].opens[0].do in all_rows(screen)
        await seat.press("o")
        assert "The door is open. You may say it now." in all_rows(screen)
        await seat.press("1")
        assert scenario.events[0].actor[:20] in seat.text()
        await seat.press("f8", "f")
        assert scenario.severe.demands[-1] in all_rows(screen)


def all_rows(screen: RunScreen) -> str:
    from engage_tui.tui.widgets.row_list import RowList

    return "\n".join(row.plain for row in screen.query_one(RowList).rows)


async def test_a_rewind_with_another_worker_shows_both_takes_side_by_side(practising: Any) -> None:
    async with practising() as seat:
        screen = await begin(seat)
        await seat.press("v", "n", "m", "2", *"Calm down", "enter", "t", "2", *"Calm down", "enter", "n")
        await seat.press("w", "enter", *"Ben", "enter")
        assert [(t.worker, t.beat) for t in screen.state.takes] == [("Anna", "picking-up"), ("Ben", "asking")]
        await seat.press("t", "1", "enter", "T", "t", "3", *"I will not say", "enter", "p")
        assert isinstance(seat.app.screen, SheetScreen)
        shown = seat.text()
        assert "Joins in" not in shown
        assert "Take 1: Anna" in shown
        assert "Take 2: Ben" in shown
        line = next(each for each in shown.split("\n") if "I will not say" in each)
        assert line.index("I will not say") > 30
        await seat.press("escape")
        assert seat.app.screen is screen


async def test_the_stop_word_ends_at_once_and_nobody_skips_coming_out_of_role(practising: Any) -> None:
    async with practising() as seat:
        screen = await begin(seat)
        await seat.press("f5", "s")
        assert screen.state.ending is Ending.STOP_WORD
        assert isinstance(seat.app.screen, PagesScreen)
        assert "Thank you for saying it" in seat.text()
        await seat.press("escape")
        assert "Thank you for saying it" in seat.text()
        await seat.press("n")
        assert "Change chairs" in seat.text()
        assert "the next thing that I do today" in room(seat)
        await seat.press("n")
        assert "Everybody is out of role" in seat.text()
        await seat.press("1")
        assert "What went well?" in seat.text()
        while "One thing to keep" not in seat.text():
            await seat.press("n")
        assert "my organisation's" in seat.text()
        await seat.press("n", "4")
        assert isinstance(seat.app.screen, WalkScreen)
        assert seat.text().startswith("  PRACTICE")
        await seat.press("escape", "n", "5", "enter", *"Ben", "enter")
        assert screen.state.take.worker == "Ben"
        assert screen.state.ending is None
        await seat.press("f8", "escape", "3", "n")
        assert "Change chairs" in seat.text()
        await seat.press("n", "6")
        assert screen not in seat.app.screen_stack


async def test_leaving_in_the_middle_of_a_take_offers_to_end_it_first(practising: Any) -> None:
    async with practising() as seat:
        screen = await begin(seat)
        await seat.press("ctrl+q")
        assert "Leave the role-play?" in seat.text()
        assert "PRACTICE" in seat.text()
        assert not seat.app._exit
        await seat.press("2")
        assert isinstance(seat.app.screen, PagesScreen)
        assert screen.state.ending is Ending.FINISHED
    async with practising() as seat:
        await begin(seat)
        await seat.press("ctrl+q", "ctrl+q")  # who means it is not held up
        assert seat.app._exit


async def test_a_take_that_goes_on_below_a_window_is_not_left_unasked(practising: Any) -> None:
    async with practising() as seat:
        screen = await begin(seat)
        await seat.press("f8", "t", "ctrl+q")
        assert not seat.app._exit
        assert any("A take is going on" in n.message for n in seat.app._notifications)
        await seat.press("escape", "p", "ctrl+q")
        assert not seat.app._exit
        await seat.press("escape", "s", "ctrl+q")
        assert isinstance(seat.app.screen, PagesScreen)
        assert any("First out of the roles" in n.message for n in seat.app._notifications)
        assert not seat.app._exit
        assert screen.state.ending is Ending.STOP_WORD
        await seat.press("ctrl+q")
        assert seat.app._exit


async def test_a_marked_line_says_where_in_the_talk_it_was(practising: Any) -> None:
    async with practising() as seat:
        await begin(seat)
        await seat.press("m", "n", "f8", "m", "1")
        await seat.type("And then?")
        await seat.press("enter", "w")
        shown = seat.text()
        assert re.search(r"1\. 0:\d\d, Look and listen: worker, to come back to", shown)
        assert re.search(r"2\. 0:\d\d, Ask: worker, opened: “And then\?”", shown)
