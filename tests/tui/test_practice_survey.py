"""Before and after on the screen: typed unseen, read by the room, written only when asked for."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from engage_tui.tui.practice.screens.survey import RoomSaidScreen, SurveyScreen

if TYPE_CHECKING:
    from pathlib import Path


async def test_sheets_are_typed_unseen_shown_to_the_room_and_written_on_request(
    practising: Any, tmp_path: Path
) -> None:
    async with practising() as seat:
        seat.app.push_screen(SurveyScreen(seat.app.practice_desk))
        await seat.rest()
        await seat.press("down", "enter", *"9", "enter")
        assert "whole number from 1 to 7" in seat.text()
        await seat.press("backspace", *"2", "enter", *"3", "enter", *"anxious")
        assert "anxious" not in seat.text()
        assert "PRACTICE" in seat.text()
        await seat.press("enter")
        await seat.press("home", "enter", "down", "enter")
        await seat.press(*"5", "enter", *"6", "enter", *"curious,anxious", "enter", *"lot", "enter")
        assert "before and after" in seat.text()
        assert "curious" not in seat.text()
        await seat.press("o")
        assert "Knowledge: 2 before, 5 after" in seat.text()
        await seat.press("enter", "end", "up", "enter")
        assert isinstance(seat.app.screen, RoomSaidScreen)
        shown = seat.text()
        assert "1 sheet before, 1 sheet after" in shown
        assert "curious" in shown
        await seat.press("escape", "end", "enter", "ctrl+a", *str(tmp_path / "out"), "enter")
        written = tmp_path / "out" / "PRACTICE-before-and-after.csv"
        rows = list(csv.DictReader(written.read_text(encoding="utf-8-sig").splitlines()))
        assert [(r["knowledge"], r["confidence"], r["word 1"]) for r in rows] == [
            ("2", "3", "anxious"),
            ("5", "6", "curious"),
        ]
