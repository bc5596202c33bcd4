"""Settings: colours, the name on the notes, other keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from engage_tui.settings import LARGE, THEMES, Settings, load_settings
from engage_tui.tui.screens.settings import SettingsScreen
from engage_tui.tui.screens.walk import WalkScreen
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from typing import Any

    from engage_tui.paths import Home


async def open_settings(seat: Any) -> None:
    rows = seat.app.screen.query_one(RowList)
    rows.go_to("settings")
    await seat.press("enter")
    assert isinstance(seat.app.screen, SettingsScreen)


async def test_colours_change_at_once_and_stay(at_home: Any, home: Home) -> None:
    async with at_home() as seat:
        await open_settings(seat)
        await seat.press("enter")
        assert seat.app.theme == "engage-light"
    assert load_settings(home.settings).theme == "light"


@pytest.mark.parametrize("theme", THEMES)
async def test_the_app_starts_in_every_theme(at_home: Any, theme: str) -> None:
    async with at_home(settings=Settings(theme=theme)) as seat:
        assert "New conversation" in seat.text()


async def test_the_name_on_the_notes_is_kept_with_the_notes(at_home: Any, home: Home) -> None:
    async with at_home() as seat:
        await open_settings(seat)
        seat.app.screen.query_one(RowList).go_to("author")
        await seat.press("enter")
        await seat.type(" and Co")
        await seat.press("enter")
        vault = seat.app.desk.vault
        assert await vault.run(vault.store.fact, "author") == "A. Worker and Co"
    assert not home.settings.exists(), "a name is no setting: it stays encrypted"


async def test_a_command_gets_another_key_which_works_at_once_and_after_a_restart(at_home: Any, home: Home) -> None:
    async with at_home() as seat:
        await open_settings(seat)
        seat.app.screen.query_one(RowList).go_to("steps.next")
        await seat.press("enter", "f8", "escape")
        seat.app.screen.query_one(RowList).go_to("guide")
        await seat.press("enter")
        assert isinstance(seat.app.screen, WalkScreen)
        await seat.press("f8")
        assert "1 Look and listen." in seat.text()
        await seat.press("n")
        assert "1 Look and listen." in seat.text(), "the old key is free again"
        assert "F8 next" in seat.text()
    async with at_home(settings=load_settings(home.settings)) as seat:
        seat.app.screen.query_one(RowList).go_to("guide")
        await seat.press("enter", "f8")
        assert "1 Look and listen." in seat.text()


async def test_a_key_that_is_taken_is_refused_by_name(at_home: Any) -> None:
    async with at_home() as seat:
        await open_settings(seat)
        seat.app.screen.query_one(RowList).go_to("steps.next")
        await seat.press("enter", "b")
        told = str(seat.app.screen.query_one("#problem", Static).render())
        assert "Step before" in told
        assert "steps.next" not in seat.app.desk.settings.keys


async def test_how_long_a_copied_field_stays_on_the_clipboard_can_be_set(at_home: Any, home: Home) -> None:
    async with at_home() as seat:
        await open_settings(seat)
        seat.app.screen.query_one(RowList).go_to("clipboard_seconds")
        await seat.press("enter", "backspace", "backspace", "3", "0", "enter")
        assert seat.app.desk.settings.clipboard_seconds == 30
        assert load_settings(home.settings).clipboard_seconds == 30
        await seat.press("enter", "backspace", "backspace", "2", "enter")
        assert "from 5 to 600" in str(seat.app.screen.query_one("#problem", Static).render())


async def test_layout_and_motion_change_at_once_and_stay(at_home: Any, home: Home) -> None:
    async with at_home() as seat:
        await open_settings(seat)
        for key in ("layout", "motion"):
            seat.app.screen.query_one(RowList).go_to(key)
            await seat.press("enter")
        assert seat.app.has_class("-large")
        assert "stands still" in seat.text()
    kept = load_settings(home.settings)
    assert (kept.layout, kept.reduced_motion) == (LARGE, True)
