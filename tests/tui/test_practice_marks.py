"""PRACTICE on every screen: each command of the walk is tried in practice, and nothing asks for the notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engage_tui.practice.marking import PRACTICE
from engage_tui.tui.commands import COMMANDS, Scope
from engage_tui.tui.practice.note import open_practice_note
from engage_tui.tui.screens.walk import WalkScreen
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engage_tui.tui.command import Command

ENDS = {"app.quit", "app.lock", "app.shield"}
"""These end it, or blank the screen, on which nothing stands."""
WALKED = (Scope.ANYWHERE, Scope.STEPS, Scope.WALK, Scope.ITEMS)


def tried() -> Iterator[Command]:
    """Every command that works on the walk."""
    return (c for c in COMMANDS if c.scope in WALKED and c.keys and c.id not in ENDS)


async def back_to_walk(seat: Any) -> None:
    while not isinstance(seat.app.screen, WalkScreen):
        assert PRACTICE in seat.text(), type(seat.app.screen).__name__
        await seat.app.pop_screen()
        await seat.rest()


async def test_every_command_of_the_walk_opens_something_marked(practising: Any) -> None:
    async with practising() as seat:
        await open_practice_note(seat.app, seat.app.practice_desk)
        await seat.rest()
        seen = set()
        for command in tried():
            if len(seat.app.screen_stack) < 2:  # the command left the walk
                await open_practice_note(seat.app, seat.app.practice_desk)
                await seat.rest()
            await seat.press("2", "home", "down", "down", command.keys.split(",")[0])
            seen.add(type(seat.app.screen).__name__)
            assert PRACTICE in seat.text(), command.id
            if len(seat.app.screen_stack) > 2:
                await back_to_walk(seat)
        assert {"PrepareScreen", "VisitPlanScreen", "StopScreen", "WriteUpScreen", "PhrasesScreen"} <= seen


async def test_what_is_done_with_a_note_is_marked_and_asks_for_no_store(practising: Any) -> None:
    async with practising((100, 40)) as seat:
        await open_practice_note(seat.app, seat.app.practice_desk)
        await seat.rest()
        await seat.press("6")
        rows = seat.app.screen.query_one(RowList)
        keys = [r.key for r in rows.rows if r.key.startswith("do:")]
        assert len(keys) >= 5
        for key in keys:
            rows.go_to(key)
            await seat.press("enter")
            assert PRACTICE in seat.text(), key
            await back_to_walk(seat)
