"""The solo drill on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engage_tui.guide.replies import NAMES
from engage_tui.practice.drill import ASK_YOURSELF
from engage_tui.tui.practice.screens.drill import DrillScreen
from engage_tui.tui.screens.walk import WalkScreen

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_round_from_the_first_thing_said_to_the_end(practising: Any, tmp_path: Path) -> None:
    async with practising() as seat:
        before = {p for p in tmp_path.rglob("*") if p.is_file()}
        await seat.press("home")
        while "Solo drill" not in seat.text().split("▸")[-1].split("\n")[0]:
            await seat.press("down")
        await seat.press("enter", "enter")
        assert isinstance(seat.app.screen, DrillScreen)
        assert seat.text().startswith("  PRACTICE")
        assert "What do you say?" in seat.text()
        await seat.press("enter")
        assert "is what you chose" in seat.text()
        await seat.press("end")
        assert all(f"{name}" in seat.text() for name in NAMES.values())
        await seat.press("enter")  # in the guide
        assert isinstance(seat.app.screen, WalkScreen)
        await seat.press("escape", "m", "n", "2")
        assert "is what you chose" in seat.text()
        await seat.press("n", "4", *"Which one?", "enter")
        shown = seat.text()
        assert "You: “Which one?”" in shown
        assert all(asked in shown for asked in ASK_YOURSELF)
        silent = 0
        while "ten minutes" not in seat.text():
            await seat.press("n")
            silent += "in silence" in seat.text()
        assert silent == 2
        assert "You marked these to come back to" in seat.text()
        assert "Which one?" not in seat.text()
        assert {p for p in tmp_path.rglob("*") if p.is_file()} == before
