"""Words that say that the survivor told something: while they are written, in the missing list, before every copy."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from engage_tui.conversation.events import Wrote
from engage_tui.conversation.words import Field
from engage_tui.tui.screens.choose import PickDialog
from engage_tui.tui.screens.copies import CopiesScreen
from engage_tui.tui.screens.paste import PasteScreen
from engage_tui.tui.screens.supervision import SupervisionScreen
from engage_tui.tui.screens.told_first import TITLE
from engage_tui.tui.screens.walk import WalkScreen
from support.talks import after, new_talk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KNIFE = "His partner told me privately that he has a knife in the car."
SUMMARY = "form.summary"


def slipped() -> Any:
    return after(new_talk(), Wrote(SUMMARY, Field.TEXT, KNIFE))


async def until(true: Callable[[], object]) -> None:
    """Wait for what happens on another thread."""
    async with asyncio.timeout(20):
        while not true():
            await asyncio.sleep(0.05)


async def choose(seat: Any, key: str) -> None:
    seat.bench.rows.go_to(key)
    await seat.press("enter")


async def test_a_file_copy_is_not_written_before_the_places_are_told(on_the_walk: Any, tmp_path: Path) -> None:
    async with on_the_walk(slipped(), place="record") as seat:
        seat.app.desk.set_export_folder(str(tmp_path / "out"))
        await choose(seat, "do:copies")
        await seat.press("enter")
        assert isinstance(seat.app.screen, PickDialog)
        assert TITLE in seat.text()
        assert not (tmp_path / "out").exists()
        await seat.press("enter")  # the first row goes there
        assert isinstance(seat.app.screen, WalkScreen)
        assert seat.bench.pane.sheet is not None
        assert seat.bench.pane.sheet.item == SUMMARY


async def test_it_is_written_all_the_same_when_the_worker_says_so_and_asked_once(
    on_the_walk: Any, tmp_path: Path
) -> None:
    async with on_the_walk(slipped(), place="record") as seat:
        seat.app.desk.set_export_folder(str(tmp_path / "out"))
        await choose(seat, "do:copies")
        await seat.press("2", "3", "1", "enter", "end", "enter")
        assert isinstance(seat.app.screen, CopiesScreen)
        await until(lambda: list((tmp_path / "out").glob("*")))
        await seat.press("down", "enter")
        assert isinstance(seat.app.screen, CopiesScreen), "asked once"


@pytest.mark.parametrize(("row", "screen"), [("do:paste", PasteScreen), ("do:supervision", SupervisionScreen)])
async def test_pasting_and_supervision_ask_first_as_well(on_the_walk: Any, row: str, screen: type) -> None:
    async with on_the_walk(slipped(), place="record") as seat:
        await choose(seat, row)
        assert TITLE in seat.text()
        await seat.press("end", "enter")
        assert isinstance(seat.app.screen, screen)


async def test_nothing_is_asked_where_nothing_is_told(on_the_walk: Any) -> None:
    async with on_the_walk(
        after(new_talk(), Wrote(SUMMARY, Field.TEXT, "He told me about it.")), place="record"
    ) as seat:
        await choose(seat, "do:paste")
        assert isinstance(seat.app.screen, PasteScreen)


async def test_the_missing_list_leads_to_the_words(on_the_walk: Any) -> None:
    async with on_the_walk(slipped(), place="record") as seat:
        row = next(r for r in seat.bench.rows.rows if "told you something" in r.plain)
        await choose(seat, row.key)
        assert seat.bench.pane.sheet.item == SUMMARY


async def test_it_is_said_quietly_while_writing_also_with_the_lens_switched_off(on_the_walk: Any) -> None:
    async with on_the_walk(place="record") as seat:
        seat.app.desk.settings = replace(seat.app.desk.settings, lens_while_writing=False)
        seat.app.screen.go_to_words(SUMMARY, Field.TEXT)
        await seat.rest()
        await seat.type(KNIFE)
        await until(lambda: seat.bench.pane.prompt is not None)
        assert "survivor" in seat.bench.pane.prompt.why
        assert seat.talk.items[SUMMARY].text(Field.TEXT) in KNIFE
