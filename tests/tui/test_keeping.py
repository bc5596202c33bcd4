"""Backups by themselves and on request, what the first screen does about damage, and a folder that others can open."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from engage_tui.settings import Settings, load_settings
from engage_tui.store import backup
from engage_tui.store.restore import Keyring, open_backup
from engage_tui.tui.app import EngageApp
from engage_tui.tui.desk import Desk
from engage_tui.tui.keeping import roll_backups
from engage_tui.tui.screens.home import HomeScreen
from engage_tui.tui.screens.settings import SettingsScreen
from engage_tui.tui.screens.unlock import UnlockScreen
from engage_tui.tui.widgets.row_list import RowList
from engage_tui.when import local_today
from support.planted_secrets import PASSPHRASE
from support.seat import Seat
from support.talks import full_talk, new_talk
from support.vaults import new_store, open_again

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path
    from typing import Any

    from engage_tui.paths import Home

posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX permissions")


def problem(seat: Seat) -> str:
    return str(seat.app.screen.query_one("#problem", Static).render())


def prepared(home: Home, *, backed_up: bool = True) -> None:
    """Notes with one draft, a backup of the day before yesterday with that, and another draft after it."""
    store = new_store(home)
    store.save(None, full_talk())
    if backed_up:
        backup.make_in(home.backups, store._connection, home.keys, local_today() - timedelta(2))
    store.save(None, new_talk("LATER", "later"))
    store.close()


@pytest.fixture
async def at_door(home: Home) -> AsyncIterator[Seat]:
    """The app at its first screen."""
    prepared(home)
    app = EngageApp(Desk(home, Settings(backups=2)))
    async with app.run_test(size=(100, 30)) as pilot:
        yield Seat(app, pilot)
    app.close_notes()


async def unlock(seat: Seat) -> None:
    await seat.type(PASSPHRASE)
    await seat.press("enter")


async def choose(seat: Seat, key: str) -> None:
    seat.app.screen.query_one(RowList).go_to(key)
    await seat.press("enter")


async def test_unlocking_makes_a_backup_when_the_last_is_old_and_keeps_as_many_as_set(
    at_door: Seat, home: Home
) -> None:
    old = home.backups / f"{(local_today() - timedelta(9)).isoformat()}.backup"
    old.touch()
    left = home.backups / ".2026-01-01.backup.abcd.part"
    left.touch()
    await unlock(at_door)
    assert isinstance(at_door.app.screen, HomeScreen)
    today, before = backup.kept(home.backups)
    assert today.day == local_today()
    assert before.day == local_today() - timedelta(2)
    assert open_backup(today.path, Keyring(PASSPHRASE)).notes == 2
    assert not old.exists()
    assert not left.exists()
    await roll_backups(at_door.app.desk)
    assert len(backup.kept(home.backups)) == 2, "one a day"


async def test_a_backup_that_cannot_be_made_is_told_and_the_notes_are_open(home: Home) -> None:
    prepared(home, backed_up=False)
    home.backups.write_text("a file where the folder should be")
    app = EngageApp(Desk(home, Settings()))
    async with app.run_test(size=(100, 30)) as pilot:
        seat = Seat(app, pilot)
        await unlock(seat)
        assert "backup could not be made" in seat.text()
        assert "Continue LATER" in seat.text()
    app.close_notes()


async def test_damaged_notes_get_their_backup_back_and_the_damaged_file_is_kept(at_door: Seat, home: Home) -> None:
    home.notes.write_bytes(home.notes.read_bytes()[:20_000])
    damaged = home.notes.read_bytes()
    await unlock(at_door)
    assert "damaged" in problem(at_door)
    assert "What was written after it is not in it" in problem(at_door)
    assert "Put back the backup of" in at_door.text()
    assert home.notes.read_bytes() == damaged
    await choose(at_door, "restore")
    assert "The notes are back: 1 note." in problem(at_door)
    (aside,) = home.folder.glob("set-aside-*")
    assert (aside / "notes.db").read_bytes() == damaged
    await at_door.press("enter")
    assert isinstance(at_door.app.screen, HomeScreen)
    assert "Continue J-042" in at_door.text()


async def test_what_can_be_read_is_saved_out_and_opened(at_door: Seat, home: Home) -> None:
    page = 4096
    with home.notes.open("r+b") as file:
        file.seek(home.notes.stat().st_size - page + 100)
        file.write(b"spoilt")
    await unlock(at_door)
    assert "damaged" in problem(at_door)
    await choose(at_door, "salvage")
    assert "Read: " in problem(at_door)
    assert "weekends" not in at_door.text()
    (saved,) = home.folder.glob("*-saved-out.backup")
    assert open_backup(saved, Keyring(PASSPHRASE)).notes
    await choose(at_door, "salvage")
    assert "The notes are back" in problem(at_door)
    await at_door.press("enter")
    assert isinstance(at_door.app.screen, HomeScreen)


@pytest.mark.parametrize("gone", [["notes.db"], ["keys.json", "notes.db"]], ids=" and ".join)
async def test_files_that_are_missing_come_back_from_the_backup(home: Home, gone: list[str]) -> None:
    prepared(home)
    for name in gone:
        (home.folder / name).unlink()
    app = EngageApp(Desk(home, Settings()))
    async with app.run_test(size=(100, 30)) as pilot:
        seat = Seat(app, pilot)
        assert isinstance(app.screen, UnlockScreen), "never taken for a first run"
        await unlock(seat)
        assert "missing" in problem(seat)
        await choose(seat, "restore")
        await seat.press("enter")
        assert isinstance(app.screen, HomeScreen)
    app.close_notes()


async def test_with_no_backup_that_is_said(at_door: Seat, home: Home) -> None:
    for one in backup.kept(home.backups):
        one.path.write_bytes(b"spoilt")
    home.notes.write_bytes(b"")
    await unlock(at_door)
    assert "No backup beside the notes opens" in problem(at_door)
    assert "Put back" not in at_door.text()


@posix
async def test_a_folder_that_others_can_open_is_made_private_and_that_is_told(at_door: Seat, home: Home) -> None:
    home.folder.chmod(0o755)
    home.notes.chmod(0o644)
    await unlock(at_door)
    assert "could be opened by other users" in at_door.text()
    assert home.folder.stat().st_mode & 0o777 == 0o700
    assert home.notes.stat().st_mode & 0o777 == 0o600


async def open_settings(seat: Any) -> None:
    await choose(seat, "settings")
    assert isinstance(seat.app.screen, SettingsScreen)


async def test_settings_say_how_many_backups_and_how_often(at_home: Any, home: Home) -> None:
    async with at_home(size=(100, 30)) as seat:
        await open_settings(seat)
        await choose(seat, "backups")
        await seat.press("backspace", "3", "enter")
        await choose(seat, "backup_days")
        await seat.press("9", "9", "enter")
        assert "number from 1 to 30" in problem(seat)
        assert seat.app.desk.settings.backup_days == 1
    assert (load_settings(home.settings).backups, load_settings(home.settings).backup_days) == (3, 1)


async def test_a_backup_can_be_made_at_once_while_a_draft_is_open(at_home: Any, home: Home, tmp_path: Path) -> None:
    async with at_home(size=(100, 30), prepare=lambda store: store.save(None, full_talk())) as seat:
        await open_settings(seat)
        await choose(seat, "backup_now")
        await seat.type(str(tmp_path / "mine.backup"))
        await seat.press("enter")
        assert "made and seen to open" in problem(seat)
        await choose(seat, "backup_now")
        await seat.press("enter")
        assert len(backup.kept(home.backups)) == 1
        await choose(seat, "backup_now")
        await seat.type("mine.backup")
        await seat.press("enter")
        assert "not the full path" in problem(seat)
    assert open_backup(tmp_path / "mine.backup", Keyring(PASSPHRASE)).notes == 1
    open_again(home).close()
