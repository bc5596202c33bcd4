"""Coming away: the check-in, a minute, the supports, the writing. Nothing of it is kept anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engage_tui.conversation.events import Planned, Wrote
from engage_tui.conversation.words import Field
from engage_tui.record.audience import Audience
from engage_tui.record.note_json import to_json
from engage_tui.settings import Settings
from engage_tui.tui.screens.after import NOT_RUNG, AfterScreen, aftercare
from engage_tui.tui.screens.home import HomeScreen
from engage_tui.tui.screens.walk import WalkScreen
from support.talks import after, new_talk

if TYPE_CHECKING:
    from typing import Any

FIRST = "ask.fatherhood-opener"


def planned() -> Any:
    return after(new_talk(), Planned(FIRST, on=True), Wrote("plan.check-in", Field.TEXT, "Sam at the office, 15:30"))


def everything_on_the_disk(seat: Any) -> dict[str, bytes]:
    """Every byte in the app's folder: the notes, their log, settings, anything but SQLite's table of who reads."""
    folder = seat.app.desk.home.folder
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".db-shm"
    }


async def test_the_check_in_that_was_planned_comes_first_then_a_minute_then_who_there_is(on_the_walk: Any) -> None:
    async with on_the_walk(planned()) as seat:
        await seat.press("a")
        assert isinstance(seat.app.screen, AfterScreen)
        assert "Sam at the office, 15:30" in seat.text()
        await seat.press("down", "enter")
        assert NOT_RUNG in seat.text()
        await seat.press("enter")
        assert "Take a minute" in seat.text()
        await seat.press("z")
        assert "supervision" in seat.text()
        await seat.press("end")
        assert "0808 8024040" in "".join(row.plain for row in seat.app.screen.query_one("RowList").rows)


@pytest.mark.parametrize("key", ["x", "space", "enter", "escape", "s", "1", "tab", "down", "q"])
async def test_any_key_ends_the_minute_and_does_nothing_else(on_the_walk: Any, key: str) -> None:
    async with on_the_walk(planned()) as seat:
        await seat.press("a", "enter", key)
        assert isinstance(seat.app.screen, AfterScreen)
        assert "When you are ready" in seat.text()


async def test_nothing_of_it_is_kept(on_the_walk: Any, guide: Any) -> None:
    def as_json() -> str:
        return to_json(seat.talk, guide, audience=Audience.RESTRICTED, final=False, written_by="test")

    async with on_the_walk(planned()) as seat:
        await seat.app.desk.session.settle()
        before, json, disk = seat.talk, as_json(), everything_on_the_disk(seat)
        assert "notes.db" in disk
        await seat.press("a", "down", "enter", "down", "down", "enter", "x", "down", "down", "enter")
        assert isinstance(seat.app.screen, HomeScreen)
        await seat.app.desk.session.settle()
        assert seat.talk == before
        assert as_json() == json
        assert everything_on_the_disk(seat) == disk


async def test_writing_begins_with_what_was_planned(on_the_walk: Any) -> None:
    async with on_the_walk(planned(), place="0") as seat:
        await seat.press("a", "enter", "x", "enter")
        assert isinstance(seat.app.screen, WalkScreen)
        assert seat.bench.item.id == FIRST


async def test_the_form_can_be_written_up_from_there(on_the_walk: Any) -> None:
    async with on_the_walk(planned()) as seat:
        await seat.press("a", "enter", "x", "down", "enter")
        assert type(seat.app.screen).__name__ == "WriteUpScreen"


async def test_whoever_was_out_meets_it_once_on_the_way_to_home(on_the_walk: Any) -> None:
    async with on_the_walk(planned()) as seat:
        await seat.press("f", "enter", "escape", "escape", "escape")
        assert isinstance(seat.app.screen, AfterScreen)
        await seat.press("enter", "x", "enter", "escape")
        assert isinstance(seat.app.screen, HomeScreen)


async def test_whoever_stopped_meets_it_too_and_whoever_only_wrote_does_not(on_the_walk: Any) -> None:
    async with on_the_walk(planned()) as seat:
        await seat.press("s", "1", "enter", "escape")
        assert isinstance(seat.app.screen, AfterScreen)
    async with on_the_walk(planned()) as seat:
        await seat.press("2", "escape")
        assert isinstance(seat.app.screen, HomeScreen)


async def test_home_offers_it_after_a_planned_visit(on_the_walk: Any) -> None:
    async with on_the_walk(planned()) as seat:
        await seat.press("escape")  # Home reads the notes, and then puts the cursor on what was left
        await seat.press("home", "down")
        assert "▸ Come away from the visit" in seat.text()
        await seat.press("enter")
        assert isinstance(seat.app.screen, AfterScreen)


async def test_the_lines_of_the_minute_change_slowly_and_the_last_one_stays(on_the_walk: Any, guide: Any) -> None:
    lines = aftercare(guide, "").lines
    async with on_the_walk(planned()) as seat:
        await seat.press("a", "enter")
        screen = seat.app.screen
        assert screen._pulse._interval >= 3
        for line in lines:
            assert line in seat.text()
            screen._next_line()
            await seat.pilot.pause()
        assert lines[-1] in seat.text()


async def test_with_reduced_motion_the_lines_stand_still_together(on_the_walk: Any, guide: Any) -> None:
    async with on_the_walk(planned(), settings=Settings(reduced_motion=True)) as seat:
        await seat.press("a", "enter")
        assert all(line in seat.text() for line in aftercare(guide, "").lines)
        assert seat.app.screen._pulse is None


async def test_without_a_planned_check_in_it_still_says_to_ring(on_the_walk: Any) -> None:
    async with on_the_walk(new_talk()) as seat:
        await seat.press("a")
        assert "Ring whoever is waiting" in seat.text()
        assert "You planned" not in seat.text()
