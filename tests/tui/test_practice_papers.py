"""Handouts and packs on the screen: written where asked, looked through before they are taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engage_tui.cli import run
from engage_tui.tui.practice.screens.papers import PapersScreen
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from pathlib import Path


async def test_cards_are_written_and_a_pack_is_looked_through_first(practising: Any, tmp_path: Path) -> None:
    async with practising() as seat:
        desk = seat.app.practice_desk
        seat.app.push_screen(PapersScreen(desk, await desk.guide(), await desk.library()))
        await seat.rest()
        rows = seat.app.screen.query_one(RowList)
        rows.go_to("of:no-comment")
        await seat.press("enter", "ctrl+a", *str(tmp_path / "out"), "enter")
        assert "6 files written" in seat.text()
        assert "PRACTICE" in seat.text().split("\n")[0]
        assert all(p.name.startswith("PRACTICE-") for p in (tmp_path / "out").iterdir())
        assert run(["practice", "pack", str(tmp_path / "team"), "--scenarios", "no-comment"]) == 0
        (tmp_path / "bad").write_bytes(b"PK")
        rows.go_to("pack:take")
        await seat.press("enter", *str(tmp_path / "bad"), "enter")
        assert "Nothing was written" in seat.text()
        rows.go_to("pack:take")
        await seat.press("enter", *str(tmp_path / "team.engage-practice"), "enter")
        assert "It holds 1 scenario" in seat.text()
        await seat.press("down", "enter")
        assert (desk.home.content / "scenarios" / "no-comment.yaml").exists()
