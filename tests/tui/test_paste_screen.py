"""Pasting field by field: what is shown, what goes on the clipboard, and what is ticked. Fiction, all of it."""

from __future__ import annotations

import asyncio
from base64 import b64decode
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from engage_tui.conversation.events import Wrote
from engage_tui.conversation.words import Field
from engage_tui.settings import Settings
from engage_tui.tui.clipboard import EMPTY
from engage_tui.tui.screens.note import open_final
from engage_tui.tui.screens.paste import FieldScreen, PasteScreen
from engage_tui.tui.screens.shield import ShieldScreen
from engage_tui.tui.widgets.row_list import RowList
from support.talks import after, full_talk
from support.vaults import finalise

if TYPE_CHECKING:
    from typing import Any

    from engage_tui.guide.guide import Guide

WORDS = "Monday: rang.\n\n  Tuesday: no answer."
TALK = after(full_talk(), Wrote("form.summary", Field.TEXT, WORDS))


@pytest.fixture(autouse=True)
def _over_ssh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the terminal can be asked, so that no test touches the clipboard of the computer it runs on."""
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22")


def listen(seat: Any) -> list[str]:
    """What the terminal is asked to put on the clipboard."""
    asked: list[str] = []
    seat.app.desk.clipboard.terminal = asked.append
    return asked


def text_in(asked: str) -> str:
    return b64decode(asked.removeprefix("\x1b]52;c;").removesuffix("\x07")).decode()


async def paste(seat: Any) -> PasteScreen:
    """From the Record step to the list of fields."""
    seat.bench.rows.go_to("do:paste")
    await seat.press("enter")
    assert isinstance(seat.app.screen, PasteScreen)
    return seat.app.screen


def rows(screen: Any) -> RowList:
    return screen.query_one(RowList)


def key_of(screen: PasteScreen, text: str) -> str:
    return next(key for key, field in screen._fields.items() if field.text == text)


def told(screen: Any) -> str:
    return str(screen.query_one("#told", Static).render())


def ticked(screen: Any) -> set[str]:
    return {row.key for row in rows(screen).rows if row.lead == "✓"}


async def test_nothing_is_on_the_clipboard_until_it_is_asked_for(on_the_walk: Any) -> None:
    async with on_the_walk(TALK, place="record") as seat:
        asked = listen(seat)
        screen = await paste(seat)
        rows(screen).go_to(key_of(screen, WORDS))
        await seat.press("enter", "down", "up", "escape", "escape")
        assert not asked
        assert not seat.app.desk.clipboard.holds


async def test_one_field_is_copied_as_it_was_written_and_ticked_and_the_risk_is_said_once(on_the_walk: Any) -> None:
    async with on_the_walk(TALK, place="record", size=(120, 36)) as seat:
        asked = listen(seat)
        screen = await paste(seat)
        key = key_of(screen, WORDS)
        rows(screen).go_to(key)
        await seat.press("c")
        assert [text_in(a) for a in asked] == [WORDS]
        assert ticked(screen) == {key}
        assert "Windows+V" in told(screen)
        assert "60 seconds" in told(screen)
        await seat.press("c")
        assert [text_in(a) for a in asked] == [WORDS, WORDS], "again copies again"
        assert "Windows+V" not in told(screen)


async def test_next_goes_to_the_next_field_without_a_tick_and_round_again(on_the_walk: Any) -> None:
    async with on_the_walk(TALK, place="record") as seat:
        listen(seat)
        screen = await paste(seat)
        single = [k for k, f in screen._fields.items() if not f.whole]
        await seat.press("n")
        assert rows(screen).key == single[0]
        await seat.press("c", "n")
        assert rows(screen).key == single[1]
        rows(screen).go_to(single[-1])
        await seat.press("n")
        assert rows(screen).key == single[1], "the first has a tick"


async def test_a_field_by_itself_has_nothing_beside_it(on_the_walk: Any) -> None:
    async with on_the_walk(TALK, place="record") as seat:
        asked = listen(seat)
        screen = await paste(seat)
        rows(screen).go_to(key_of(screen, WORDS))
        await seat.press("enter")
        assert isinstance(seat.app.screen, FieldScreen)
        lines = seat.text().split("\n")
        assert [line.rstrip() for line in lines[:3]] == WORDS.split("\n")
        assert not any(line.strip() for line in lines[3:-1]), "and below it only the keys"
        await seat.press("c")
        assert text_in(asked[0]) == WORDS
        await seat.press("n", "c", "escape")
        assert seat.app.screen is screen
        assert len(ticked(screen)) == 2
        assert rows(screen).key in ticked(screen), "the cursor is where one was"


async def test_what_only_the_survivor_said_cannot_be_copied_because_it_is_not_there(on_the_walk: Any) -> None:
    async with on_the_walk(TALK, place="record") as seat:
        screen = await paste(seat)
        assert "SECRET" not in "".join(f.text + f.label for f in screen._fields.values())
        assert not any("SECRET" in row.plain for row in rows(screen).rows)


async def test_the_clipboard_is_emptied_when_the_screen_goes_blank_and_when_its_time_is_over(on_the_walk: Any) -> None:
    async with on_the_walk(TALK, place="record") as seat:
        asked = listen(seat)
        screen = await paste(seat)
        rows(screen).go_to(key_of(screen, WORDS))
        await seat.press("c", "ctrl+l")
        assert isinstance(seat.app.screen, ShieldScreen)
        assert asked[1:] == [EMPTY]
        assert not seat.app.desk.clipboard.holds


async def test_how_long_it_stays_is_a_setting(at_home: Any, guide: Guide) -> None:
    talk = replace(full_talk(), id="f1", reference="F-1")
    settings = Settings(clipboard_seconds=5)
    async with at_home(prepare=lambda store: finalise(store, talk, guide), settings=settings) as seat:
        listen(seat)
        seat.app.push_screen(await open_final(seat.app.desk, "f1"))
        await seat.rest()
        await seat.press("p")
        assert isinstance(seat.app.screen, PasteScreen), "from a final note too"
        await seat.press("c")
        assert "5 seconds" in told(seat.app.screen)
        left = seat.app.desk.clipboard._timer.when() - asyncio.get_running_loop().time()
        assert 3 < left <= 5


async def test_leaving_the_app_empties_it(on_the_walk: Any) -> None:
    async with on_the_walk(TALK, place="record") as seat:
        asked = listen(seat)
        await paste(seat)
        await seat.press("c")
        seat.app.forget_copied()
        assert asked[1:] == [EMPTY]
