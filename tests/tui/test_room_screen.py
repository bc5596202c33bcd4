"""The questions alone on the screen: every frame of it, whatever is pressed, shows a question, a dot or nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from textual import events

from engage_tui.conversation.events import Marked, Planned, Wrote
from engage_tui.conversation.words import Field, Mark
from engage_tui.idle import Idle
from engage_tui.tui.screens.ready import ReadyScreen
from engage_tui.tui.screens.room import RoomScreen, pages
from engage_tui.tui.screens.shield import ShieldScreen
from engage_tui.tui.screens.stop import StopScreen
from engage_tui.tui.screens.walk import WalkScreen
from support.planted_secrets import PASSPHRASE
from support.talks import after, full_talk, new_talk

if TYPE_CHECKING:
    from typing import Any

OWN = "How has the week been at home?"
OPENER = "When your children think of you, what sort of parent would you like them to see?"
SENTENCE = "I need to stop there for today. Thank you for talking with me. I will be in touch."
FIRST, POLICE, WEAPON = "ask.fatherhood-opener", "ask.discloses.police", "ask.heightened.weapon"
KEYS = [
    *"abcdefghijklmopqrtuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/?-+.,;",
    *("tab", "shift+tab", "enter", "up", "down", "left", "home", "end", "pageup", "delete", "insert"),
    *("f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "f11", "f12"),
    *(f"ctrl+{c}" for c in "abcdefhjkmnopqrstuvwxyz"),
]


def talk() -> Any:
    """Two questions that may be shown, among much that may not."""
    return after(
        full_talk(),
        Planned(FIRST, on=True),
        Planned(POLICE, on=True),
        Planned(WEAPON, on=True),
        Planned("ask.discloses.children", on=False),
        Planned("ask.own", on=True),
        Wrote("ask.own", Field.ASKED_AS, OWN),
        Wrote("ask.own", Field.SAID, "HERONSAID abuse"),
        Wrote(FIRST, Field.PLANNED_AS, "What does Zofia think of the abuse?"),
        Wrote("plan.exit-words", Field.TEXT, "HERONEXIT words"),
        Wrote("plan.check-in", Field.TEXT, "HERONCHECK at three"),
    )


def plain(seat: Any) -> str:
    """The words on the screen."""
    return re.sub(r"\s+", " ", seat.text()).strip()


async def enter(seat: Any) -> None:
    await seat.press("f")
    assert isinstance(seat.app.screen, ReadyScreen)
    await seat.press("enter")
    assert isinstance(seat.app.screen, RoomScreen)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 48)])
async def test_nothing_but_the_question_is_on_the_screen(on_the_walk: Any, size: tuple[int, int]) -> None:
    async with on_the_walk(talk(), size=size) as seat:
        await enter(seat)
        assert plain(seat) == OPENER
        await seat.press("n")
        assert plain(seat) == OWN
        await seat.press("n")
        assert plain(seat) == OPENER


async def test_no_other_key_does_anything_and_nothing_is_heard(on_the_walk: Any, monkeypatch: Any) -> None:
    async with on_the_walk(talk()) as seat:
        await enter(seat)
        bells: list[int] = []
        monkeypatch.setattr(seat.app, "bell", lambda: bells.append(1))
        before, shown = seat.talk, plain(seat)
        for key in KEYS:
            await seat.press(key)
            assert isinstance(seat.app.screen, RoomScreen), key
            assert plain(seat) == shown, key
        assert seat.talk == before
        assert not bells
        assert seat.app.is_running


async def test_no_message_comes_up_over_the_questions(on_the_walk: Any) -> None:
    async with on_the_walk(talk()) as seat:
        await enter(seat)
        seat.app.notify("J-042 was not saved")
        await seat.rest()
        assert plain(seat) == OPENER


async def test_asked_is_noted_with_its_words_and_only_a_dot_tells(on_the_walk: Any) -> None:
    async with on_the_walk(talk()) as seat:
        await enter(seat)
        await seat.press("space")
        assert plain(seat) == f"{OPENER} ·"
        answer = seat.talk.items[FIRST]
        assert (answer.mark, answer.planned, answer.text(Field.ASKED_AS)) == (Mark.ASKED, True, OPENER)
        once = seat.talk
        await seat.press("space")
        assert seat.talk == once, "a second press takes nothing back"
        await seat.press("n", "space", "escape", "escape")
        assert seat.talk.items["ask.own"].mark is Mark.ASKED
        await seat.press("u", "u")
        assert seat.talk.items[FIRST].mark is None
        assert not seat.talk.items[FIRST].text(Field.ASKED_AS)
        await seat.app.desk.session.settle()


async def test_it_begins_with_the_first_that_was_not_asked(on_the_walk: Any) -> None:
    async with on_the_walk(after(talk(), Marked(FIRST, Mark.ASKED))) as seat:
        await enter(seat)
        assert plain(seat) == OWN


async def test_leaving_gives_an_empty_page_first(on_the_walk: Any) -> None:
    async with on_the_walk(talk()) as seat:
        await enter(seat)
        await seat.press("escape")
        assert plain(seat) == ""
        assert isinstance(seat.app.screen, RoomScreen)
        await seat.press("space")
        assert seat.talk.items[FIRST].mark is None, "nothing is asked on an empty page"
        await seat.press("n")
        assert plain(seat) == OPENER
        await seat.press("backspace", "backspace")
        assert isinstance(seat.app.screen, WalkScreen)


async def test_the_worker_is_told_beforehand_what_is_left_out_and_why(on_the_walk: Any) -> None:
    async with on_the_walk(talk()) as seat:
        await seat.press("f")
        told = " ".join(row.plain for row in seat.app.screen.query_one("RowList").rows)
        assert "What does Zofia think of the abuse?" in told
        assert "The bank's wording is shown instead." in told
        assert "it is one of the direct questions" in told
        assert "it is not an open question" in told
        await seat.press("down", "enter")
        assert isinstance(seat.app.screen, WalkScreen)


async def test_the_screen_blanks_from_it_and_comes_back_to_it(on_the_walk: Any) -> None:
    async with on_the_walk(talk()) as seat:
        await enter(seat)
        await seat.press("ctrl+l")
        assert isinstance(seat.app.screen, ShieldScreen)
        await seat.press("ctrl+g")
        assert plain(seat) == ""
        await seat.type(PASSPHRASE)
        await seat.press("enter")
        assert plain(seat) == OPENER


async def test_left_alone_it_blanks_by_itself(on_the_walk: Any) -> None:
    async with on_the_walk(talk()) as seat:
        await enter(seat)
        seconds = 100.0
        seat.app._idle = Idle(lambda: seconds)
        seconds += 301
        seat.app._mind_the_time()
        await seat.rest()
        assert isinstance(seat.app.screen, ShieldScreen)
        assert plain(seat) == ""


async def test_a_click_does_nothing(on_the_walk: Any) -> None:
    async with on_the_walk(talk()) as seat:
        await enter(seat)
        await seat.pilot.click(offset=(40, 12))
        await seat.pilot.click(offset=(79, 23))
        assert plain(seat) == OPENER


@pytest.mark.parametrize("key", ["s", "ctrl+g"])
async def test_stopping_begins_with_a_sentence_that_anyone_may_read(on_the_walk: Any, key: str) -> None:
    async with on_the_walk(talk()) as seat:
        await enter(seat)
        await seat.press(key)
        assert plain(seat) == SENTENCE
        await seat.press("space", "x")
        assert plain(seat) == SENTENCE
        await seat.press("n")
        assert plain(seat) == OPENER
        await seat.press(key, key)
        assert isinstance(seat.app.screen, StopScreen)
        assert "HERONEXIT" in seat.text()
        await seat.press("escape")
        assert plain(seat) == "", "what is left is an empty page"


async def test_nothing_planned_shows_the_ways_in(on_the_walk: Any) -> None:
    async with on_the_walk(new_talk()) as seat:
        await enter(seat)
        assert plain(seat) == OPENER


async def test_in_a_small_window_a_long_question_is_turned_over(on_the_walk: Any) -> None:
    async with on_the_walk(talk(), size=(20, 3)) as seat:
        seat.app.screen.action_room()
        await seat.rest()
        await seat.press("enter")
        shown = []
        for _ in range(3):
            shown.append(plain(seat))
            await seat.press("n")
        assert " ".join(shown) == OPENER
        assert plain(seat) in OWN


async def test_every_size_shows_every_word() -> None:
    for width in (1, 5, 20, 38, 80, 200):
        for height in (1, 3, 5, 24, 60):
            words = " ".join(pages(OPENER, width, height))
            assert re.sub(r"\s", "", words) == re.sub(r"\s", "", OPENER)
            assert all(len(page.split("\n")) <= height for page in pages(OPENER, width, height))
    assert pages("", 80, 24) == [""]
    assert max(map(len, pages(OPENER, 160, 48)[0].split("\n"))) <= 38, "few words to a line"
    assert pages(OPENER, 80, 24)[0].count("\n\n") == 2, "with empty lines between"


async def test_the_mouse_wheel_and_pastes_do_nothing(on_the_walk: Any) -> None:
    async with on_the_walk(talk()) as seat:
        await enter(seat)
        before = seat.talk
        seat.app.post_message(events.Paste("s s space"))
        await seat.rest()
        assert (plain(seat), seat.talk) == (OPENER, before)
