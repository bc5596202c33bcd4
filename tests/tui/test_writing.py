"""Words go where they were typed, whatever the keyboard, the mouse and the computer do meanwhile."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

import pytest
from textual import events

from engage_tui.conversation.events import Moved, Wrote
from engage_tui.conversation.words import Field
from engage_tui.tui.screens.over import OverScreen
from engage_tui.tui.session import Saving
from engage_tui.tui.widgets.inputs import NoteArea
from engage_tui.tui.widgets.row_list import RowList
from support.seat import Seat, key_event
from support.talks import after, new_talk

if TYPE_CHECKING:
    from engage_tui.conversation.state import Conversation

INDICATOR, QUESTION = "risk.weapons", "ask.discloses.children"


def texts(seat: Seat, item: str) -> dict[str, str]:
    answer = seat.talk.answer(item)
    return {f.name: w.text for f, w in answer.words.items()} if answer else {}


def stand_still(seat: Seat, turns: int) -> None:
    """The computer swaps or wakes up: after some turns nothing happens for longer than any wait."""
    loop = asyncio.get_running_loop()
    loop.call_soon(lambda: stand_still(seat, turns - 1) if turns else time.sleep(0.7))


@pytest.mark.parametrize("turns", range(0, 8, 2))
async def test_a_computer_that_stands_still_moves_no_letter_into_the_field_before(on_the_walk: Any, turns: int) -> None:
    async with on_the_walk(after(new_talk(), Moved(INDICATOR))) as seat:
        await seat.press("w")
        stand_still(seat, turns)
        await seat.press("tab", "a", "b", "c", "tab", "d", "e", "f")
        await seat.press("escape")
        assert list(texts(seat, INDICATOR).values()) == ["abc", "def"]


async def test_a_computer_that_stands_still_types_no_letter_into_the_list(on_the_walk: Any) -> None:
    async with on_the_walk(after(new_talk(), Moved(QUESTION))) as seat:
        stand_still(seat, 3)
        await seat.press("enter", "x", "y", "z", "escape")
        assert texts(seat, QUESTION) == {"SAID": "xyz"}
        assert seat.talk.items[QUESTION].mark is None


def asked(words: str = "") -> Conversation:
    return after(new_talk(), *([Wrote(QUESTION, Field.SAID, words)] if words else []), Moved(QUESTION))


async def click_the_list(seat: Seat) -> None:
    rows = seat.app.screen.query_one(RowList)
    x, y = rows.content_region.x + 6, rows.content_region.y
    for kind in (events.MouseDown, events.MouseUp):  # as the terminal sends them: in one queue with the keys
        seat.app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))
    await seat.press()


async def test_a_click_on_the_list_ends_the_writing_with_every_word_kept(on_the_walk: Any) -> None:
    async with on_the_walk(asked("abc")) as seat:
        await seat.press("enter")
        seat.app.post_message(key_event("d"))  # and the click comes before it was passed on
        await click_the_list(seat)
        assert texts(seat, QUESTION) == {"SAID": "abcd"}
        if seat.bench.pane.writing:  # the click may have opened it again: then with every word
            assert seat.app.screen.query_one(NoteArea).text == "abcd"


async def test_what_is_undone_by_way_of_the_mouse_does_not_stand_in_the_field_afterwards(on_the_walk: Any) -> None:
    async with on_the_walk(asked()) as seat:
        await seat.press("enter", "h", "i")
        seat.app.screen.query_one(RowList).focus()
        await seat.rest()
        assert texts(seat, QUESTION) == {"SAID": "hi"}
        await seat.press("u", "w")
        assert seat.app.screen.query_one(NoteArea).text == ""


async def test_undo_from_the_list_of_all_commands_takes_back_what_is_being_typed(on_the_walk: Any) -> None:
    async with on_the_walk(asked()) as seat:
        await seat.press("enter", "h", "i")
        await seat.app.run_action("screen.undo", seat.app.screen)
        await seat.rest()
        assert texts(seat, QUESTION) == {}
        assert not seat.bench.pane.writing


async def test_closing_a_window_over_the_walk_keeps_what_was_just_typed(on_the_walk: Any) -> None:
    async with on_the_walk(asked()) as seat:
        await seat.press("r", "w", *"told boss")
        assert isinstance(seat.app.screen, OverScreen)
        item = seat.bench.item
        assert item is not None
        await seat.press(*" now", "f3")
        assert "told boss now" in texts(seat, item.id).values()


async def test_saved_is_never_said_while_words_are_only_in_the_field(on_the_walk: Any) -> None:
    async with on_the_walk(asked()) as seat:
        session = seat.app.desk.session
        assert session is not None
        await seat.press("enter")
        untrue = []

        def look() -> None:
            typed = seat.app.screen.query_one(NoteArea).text
            if session.save_state.saving is Saving.SAVED and typed != texts(seat, QUESTION).get("SAID", ""):
                untrue.append(typed)

        for letter in "slowly typed words":
            await seat.press(letter)
            look()
            await seat.pilot.pause(0.06)
        assert untrue == []
