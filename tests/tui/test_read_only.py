"""Notes in a folder that takes no change: all of them can be read, nothing is taken, and every screen says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import events

from engage_tui.conversation.words import Field
from engage_tui.record.final import final_record
from engage_tui.settings import Settings
from engage_tui.tui.app import EngageApp
from engage_tui.tui.desk import Desk
from engage_tui.tui.screens.copies import CopiesScreen
from engage_tui.tui.screens.home import HomeScreen
from engage_tui.tui.screens.note import NoteScreen
from engage_tui.tui.screens.settings import WRITTEN, SettingsScreen
from engage_tui.tui.screens.walk import WalkScreen
from engage_tui.tui.widgets.inputs import NoteArea
from engage_tui.tui.widgets.row_list import RowList
from support.no_writing import takes_no_change
from support.planted_secrets import PASSPHRASE
from support.seat import Seat
from support.talks import full_talk
from support.vaults import AT, FINAL, new_store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from engage_tui.guide.guide import Guide
    from engage_tui.paths import Home

RISK = "risk.separation"
REFUSED = "The notes are open to be read only. Nothing was changed."


@pytest.fixture
async def reading(home: Home, guide: Guide) -> AsyncIterator[Seat]:
    """The app at its first screen, on notes that cannot be changed: a draft and a final note."""
    store = new_store(home)
    store.save(None, FINAL)
    store.finalise(FINAL, at=AT, record=final_record(FINAL, guide))
    store.save(None, full_talk())
    store.close()
    before = {p.name: p.read_bytes() for p in home.folder.iterdir()}
    with takes_no_change(home.folder):
        app = EngageApp(Desk(home, Settings()))
        async with app.run_test(size=(100, 40)) as pilot:
            yield Seat(app, pilot)
        app.close_notes()
    assert {p.name: p.read_bytes() for p in home.folder.iterdir()} == before


async def unlock(seat: Seat) -> None:
    await seat.type(PASSPHRASE)
    await seat.press("enter")
    assert isinstance(seat.app.screen, HomeScreen)


async def choose(seat: Seat, key: str) -> None:
    seat.app.screen.query_one(RowList).go_to(key)
    await seat.press("enter")


def told(seat: Seat) -> list[str]:
    """The messages on the screen, which go."""
    messages = [n.message for n in seat.app._notifications]
    seat.app.clear_notifications()
    return messages


def top(seat: Seat) -> str:
    return seat.text().split("\n")[0]


async def test_the_first_screens_say_that_nothing_can_be_changed_and_why(reading: Seat, home: Home) -> None:
    assert "Your notes open READ-ONLY" in " ".join(reading.text().split())
    await unlock(reading)
    assert top(reading).endswith("READ-ONLY")
    assert "READ-ONLY. Nothing can be written to the folder" in reading.text()
    assert "Read J-042" in reading.text()
    assert "backup could not" not in reading.text()
    await choose(reading, "new")
    assert [m[: len(REFUSED)] for m in told(reading)] == [REFUSED]
    assert isinstance(reading.app.screen, HomeScreen)


async def test_a_draft_is_read_to_its_last_word_and_no_key_changes_it(reading: Seat) -> None:
    await unlock(reading)
    await reading.press("enter")
    assert isinstance(reading.app.screen, WalkScreen)
    assert top(reading).endswith("READ-ONLY")
    talk = reading.talk
    await reading.go_to(RISK)
    await reading.press("space", "x", "p", "o")
    await reading.press("enter")
    assert reading.bench.pane.to_read
    await reading.type("abc")
    reading.app.post_message(events.Paste("abc"))
    await reading.rest()
    sheet, shown = reading.bench.pane.sheet, []
    assert sheet is not None
    for _ in sheet.fields:
        shown.append(reading.app.screen.query_one("#write-area", NoteArea).text)
        await reading.press("tab")
    assert shown == [talk.items[RISK].text(f) for f, _ in sheet.fields]
    assert any(f is Field.SURVIVOR for f, _ in sheet.fields), "hidden in the list, and read here"
    await reading.press("escape", "6")
    await choose(reading, "do:final")
    assert told(reading)[-1].startswith(REFUSED)
    reading.app.screen.action_details()
    await reading.rest()
    assert told(reading)[-1].startswith(REFUSED)
    await choose(reading, "do:copies")
    assert isinstance(reading.app.screen, CopiesScreen)
    assert "Folder on another disk" in reading.text()
    assert reading.app.desk.session is not None
    assert reading.app.desk.session.settled
    assert reading.talk == talk


async def test_a_final_note_is_found_and_read_and_not_amended_or_deleted(reading: Seat) -> None:
    await unlock(reading)
    await choose(reading, "notes")
    await reading.type("F-1")
    await reading.press("f8", "f6")
    await reading.press("enter")
    assert isinstance(reading.app.screen, NoteScreen)
    assert top(reading).endswith("READ-ONLY")
    await reading.press("a")
    assert told(reading)[-1].startswith(REFUSED)
    assert isinstance(reading.app.screen, NoteScreen)


async def test_settings_change_nothing_that_is_kept_with_the_notes(reading: Seat) -> None:
    await unlock(reading)
    await choose(reading, "settings")
    assert isinstance(reading.app.screen, SettingsScreen)
    for key in WRITTEN:
        await choose(reading, key)
        assert told(reading)[-1].startswith(REFUSED)
        assert isinstance(reading.app.screen, SettingsScreen)


async def test_where_nothing_can_be_set_up_the_first_run_says_so_and_the_guide_can_be_read(
    home: Home, tmp_path: Path
) -> None:
    with takes_no_change(tmp_path):
        app = EngageApp(Desk(home, Settings()))
        async with app.run_test(size=(100, 40)) as pilot:
            seat = Seat(app, pilot)
            assert "No notes can be set up there." in " ".join(seat.text().split())
            app.screen.query_one(RowList).focus()
            await choose(seat, "guide")
            assert isinstance(app.screen, WalkScreen)
        app.close_notes()
