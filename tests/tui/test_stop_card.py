"""The stop card: from anywhere on the walk, one key for a reason, an entry with the time, and back to where one was."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from engage_tui.conversation.events import Wrote
from engage_tui.conversation.words import Field
from engage_tui.tui.screens.card import CardScreen
from engage_tui.tui.screens.help import HelpScreen
from engage_tui.tui.screens.home import HomeScreen
from engage_tui.tui.screens.over import OverScreen
from engage_tui.tui.screens.stop import StopScreen
from engage_tui.tui.screens.walk import WalkScreen
from engage_tui.tui.widgets.row_list import RowList
from support.talks import after, new_talk

if TYPE_CHECKING:
    from typing import Any

STOPPED = "plan.stopped"


def planned() -> Any:
    return after(
        new_talk(),
        Wrote("plan.exit-words", Field.TEXT, "The other phone is in the car"),
        Wrote("plan.check-in", Field.TEXT, "Sam, 15:30"),
        Wrote("plan.second-worker", Field.TEXT, "Jo"),
    )


def reason(seat: Any, entry: str = STOPPED) -> str:
    return seat.talk.items[entry].text(Field.REASON) if entry in seat.talk.items else ""


async def test_it_shows_what_to_say_the_reasons_and_who_next(on_the_walk: Any) -> None:
    async with on_the_walk(planned(), size=(120, 40)) as seat:
        await seat.press("s")
        assert isinstance(seat.app.screen, StopScreen)
        for words in ("The other phone is in the car", "Sam, 15:30", "Jo", "999", "manager", "7 Another reason"):
            assert words in seat.text()
        rows = seat.app.screen.query_one(RowList).rows
        assert not [row for row in rows if re.search("fail|should have|gave up", row.plain, re.IGNORECASE)]


@pytest.mark.parametrize("step", range(7))
async def test_a_digit_writes_the_reason_and_the_time_and_the_walk_goes_on_where_it_was(
    on_the_walk: Any, step: int
) -> None:
    async with on_the_walk(planned(), place="") as seat:
        await seat.press(str(step), "down", "down")
        at, before = seat.bench.rows.key, seat.talk
        await seat.press("s", "3")
        assert reason(seat) == "It was getting heated"
        assert re.fullmatch(r"\d{1,2} \w{3} \d{4}, \d\d:\d\d", seat.talk.items[STOPPED].text(Field.WHEN))
        assert "Written down" in seat.text()
        await seat.press("4", "enter")
        assert isinstance(seat.app.screen, WalkScreen)
        assert seat.bench.rows.key == at
        assert seat.talk.entries(STOPPED) == (STOPPED,), "a reason is given once"
        await seat.press("u")
        assert seat.talk.items == before.items
        await seat.app.desk.session.settle()


async def test_closing_it_without_a_reason_writes_nothing(on_the_walk: Any) -> None:
    async with on_the_walk(planned()) as seat:
        before = seat.talk
        await seat.press("s", "f3")
        await seat.press("s", "9", "escape")
        assert seat.talk == before
        assert isinstance(seat.app.screen, WalkScreen)


async def test_a_threat_goes_to_the_act_now_card_at_once_and_on_to_the_indicators(on_the_walk: Any) -> None:
    async with on_the_walk(planned()) as seat:
        await seat.press("s", "4")
        assert isinstance(seat.app.screen, CardScreen)
        assert "ring 999" in seat.text()
        assert reason(seat) == "I heard a threat"
        await seat.press("enter")
        assert isinstance(seat.app.screen, OverScreen)
        assert "Risk indicators" in seat.text()
        await seat.press("f3")
        assert isinstance(seat.app.screen, WalkScreen)


async def test_another_reason_is_written_in_the_workers_own_words(on_the_walk: Any) -> None:
    async with on_the_walk(planned(), place="ask") as seat:
        await seat.press("s", "7", "down", "enter")
        await seat.type("The dog")
        await seat.press("ctrl+s")
        assert reason(seat) == "The dog"


async def test_what_came_next_can_be_written_at_once(on_the_walk: Any) -> None:
    async with on_the_walk(planned(), place="ask") as seat:
        await seat.press("s", "1", "down", "enter")
        await seat.type("Rang Sam")
        await seat.press("ctrl+s")
        answer = seat.talk.items[STOPPED]
        assert (answer.text(Field.OUTCOME), bool(reason(seat))) == ("Rang Sam", True)


async def test_while_writing_s_is_a_letter_and_the_chord_opens_it_with_every_word_kept(on_the_walk: Any) -> None:
    async with on_the_walk(planned(), place="ask.discloses.children") as seat:
        await seat.press("enter")
        await seat.type("she said so")
        await seat.press("ctrl+g")
        assert isinstance(seat.app.screen, StopScreen)
        assert seat.talk.items["ask.discloses.children"].text(Field.SAID) == "she said so"
        await seat.press("2", "enter")
        await seat.type(" again")
        await seat.press("ctrl+s")
        assert seat.talk.items["ask.discloses.children"].text(Field.SAID) == "she said so again"
        assert reason(seat) == "The partner or a child could hear us"


@pytest.mark.parametrize(("opens", "key"), [("r", "s"), ("g", "s"), ("question_mark", "ctrl+g"), ("slash", "ctrl+g")])
async def test_it_opens_over_windows_and_goes_back_to_them(on_the_walk: Any, opens: str, key: str) -> None:
    async with on_the_walk(planned()) as seat:
        await seat.press(opens)
        window = seat.app.screen
        await seat.press(key)
        assert isinstance(seat.app.screen, StopScreen)
        await seat.press(key, "5", "enter")
        assert seat.app.screen is window
        assert reason(seat) == "I did not feel safe"


async def test_from_a_window_writing_goes_to_the_walk(on_the_walk: Any) -> None:
    async with on_the_walk(planned()) as seat:
        await seat.press("r", "s", "5", "down", "enter")
        assert isinstance(seat.app.screen, WalkScreen)
        await seat.type("We left")
        await seat.press("ctrl+s")
        assert seat.talk.items[STOPPED].text(Field.OUTCOME) == "We left"


async def test_where_no_conversation_is_open_there_is_nothing_to_stop(at_home: Any) -> None:
    async with at_home() as seat:
        await seat.press("ctrl+g", "s")
        assert isinstance(seat.app.screen, HomeScreen)
        await seat.press("f1")
        assert isinstance(seat.app.screen, HelpScreen)
        assert "app.stop" not in {row.key for row in seat.app.screen.query_one(RowList).rows}


async def test_in_the_guide_alone_it_does_not_open(at_home: Any, guide: Any) -> None:
    async with at_home() as seat:
        seat.app.push_screen(WalkScreen(seat.app.desk, guide))
        await seat.rest()
        await seat.press("s", "f", "a", "ctrl+g")
        assert isinstance(seat.app.screen, WalkScreen)
