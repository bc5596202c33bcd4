"""Backups: whole, encrypted and private, made while notes are written, and kept by their days."""

from __future__ import annotations

import signal
import stat
import subprocess
import sys
import time
import zipfile
from contextlib import closing
from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING

import pytest

from engage_tui.errors import PassphraseError, StoreDamagedError, WriteError
from engage_tui.paths import Home
from engage_tui.store import backup, migrations
from engage_tui.store.database import open_database
from engage_tui.store.migrations import version_of
from engage_tui.store.restore import Keyring, open_backup
from engage_tui.store.store import Store
from support.command import environment
from support.planted_secrets import PASSPHRASE
from support.talks import new_talk
from support.vaults import DRAFT, dump, other_reader, raw_key

if TYPE_CHECKING:
    from pathlib import Path

    from support.vaults import Made

TODAY = date(2026, 11, 22)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def taken_out(path: Path, folder: Path) -> Home:
    """What another tool for zip archives takes out of a backup: a home of its own."""
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    return Home(folder)


@pytest.fixture
def made_backup(copied: Home, made: Made, tmp_path: Path) -> Path:
    """A backup of the ready-made notes."""
    store = Store(copied, open_database(copied.notes, made.key))
    path = tmp_path / "one.backup"
    finish(store, path)
    store.close()
    return path


def finish(store: Store, path: Path) -> None:
    for _ in store.backing_up(path):
        pass


def test_a_backup_is_private_encrypted_and_the_same_notes_to_another_program(
    made_backup: Path, made: Made, tmp_path: Path
) -> None:
    assert stat.S_IMODE(made_backup.stat().st_mode) == 0o600
    data = made_backup.read_bytes()
    assert not [word for word in (b"SQLite format", b"J-042", b"risk.weapons", b"weekends", b"2026") if word in data]
    home = taken_out(made_backup, tmp_path / "out")
    assert home.keys.read_bytes() == made.home.keys.read_bytes()
    with other_reader(home.notes, made.key) as ours, other_reader(made.home.notes, made.key) as theirs:
        assert dump(ours) == dump(theirs)
    assert names(made_backup.parent) == ["engage", "one.backup", "out"]


def test_a_backup_alone_opens_with_the_passphrase_and_no_other(made_backup: Path) -> None:
    opened = open_backup(made_backup, Keyring(PASSPHRASE))
    assert opened.notes == 23
    with pytest.raises(PassphraseError):
        open_backup(made_backup, Keyring("three other words"))


def test_drafts_go_on_being_saved_between_the_stages_of_a_backup(store: Store, home: Home, tmp_path: Path) -> None:
    store.save(None, DRAFT)
    stages = store.backing_up(tmp_path / "one.backup")
    steps = 0
    for _ in stages:
        steps += 1
        store.save(None, new_talk(f"J-{steps}", f"n{steps}"))
    assert steps >= 3
    assert store.count() == steps + 1, "what was saved meanwhile is in the notes"
    key = raw_key(home)
    with other_reader(taken_out(tmp_path / "one.backup", tmp_path / "out").notes, key) as reader:
        assert reader.execute("select id from note").fetchall() == [(DRAFT.id,)], "and not in the backup"
        assert reader.execute("pragma integrity_check").fetchone() == ("ok",)


def test_a_backup_that_is_given_up_leaves_nothing(store: Store, tmp_path: Path) -> None:
    before = names(tmp_path)
    for stop in range(1, 4):
        stages = store.backing_up(tmp_path / "one.backup")
        for _ in range(stop):
            next(stages)
        stages.close()
        assert names(tmp_path) == before


def test_a_backup_never_takes_a_name_that_is_taken(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text("mine")
    with pytest.raises(WriteError, match="There is already a file"):
        finish(store, path)
    late = tmp_path / "late.backup"
    stages = store.backing_up(late)
    next(stages)
    late.write_text("mine")
    with pytest.raises(WriteError, match="There is already a file"):
        list(stages)
    assert (path.read_text(), late.read_text()) == ("mine", "mine")
    assert names(tmp_path) == ["engage", "late.backup", "mine.txt"]


def test_notes_that_cannot_be_read_whole_give_no_backup(copied: Home, made: Made, tmp_path: Path) -> None:
    connection = open_database(copied.notes, made.key)
    with copied.notes.open("r+b") as file:
        for page in range(3, 12):
            file.seek(page * 4096 + 77)
            file.write(b"spoilt")
    connection.pragma("cache_size", 0)
    with pytest.raises(StoreDamagedError, match="no backup was made"):
        backup.make(connection, copied.keys, tmp_path / "one.backup")
    connection.close()
    assert names(tmp_path) == ["engage"]


def test_a_damaged_key_file_gives_no_backup(store: Store, home: Home, tmp_path: Path) -> None:
    home.keys.write_text("{}")
    with pytest.raises(StoreDamagedError):
        finish(store, tmp_path / "one.backup")
    assert names(tmp_path) == ["engage"]


@pytest.mark.parametrize("size", [0, 1, 100, 5000, -1, -100, -5000])
def test_a_backup_cut_short_is_told(made_backup: Path, size: int) -> None:
    data = made_backup.read_bytes()
    made_backup.write_bytes(data[:size])
    with pytest.raises(StoreDamagedError, match="damaged"):
        open_backup(made_backup, Keyring(PASSPHRASE))


def test_a_flipped_bit_anywhere_in_a_backup_is_told_or_harmless(made_backup: Path) -> None:
    data = made_backup.read_bytes()
    keyring = Keyring(PASSPHRASE)
    assert open_backup(made_backup, keyring).notes == 23
    told = 0
    places = [*range(0, 40, 3), 900, 5000, len(data) // 2, *range(len(data) - 160, len(data), 4)]
    for place in places:
        spoilt = bytearray(data)
        spoilt[place] ^= 1 << place % 8
        made_backup.write_bytes(spoilt)
        try:
            backup.unpack(made_backup, fresh_folder(made_backup))
        except StoreDamagedError:
            told += 1
    assert told > len(places) // 3


NUMBER = count()


def fresh_folder(beside: Path) -> Path:
    folder = beside.parent / f"unpacked-{next(NUMBER)}"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("member", ["../evil", "keys.json", "notes.db"])
def test_an_archive_of_something_else_is_refused_and_nothing_taken_out(tmp_path: Path, member: str) -> None:
    path = tmp_path / "odd.backup"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("keys.json", "{}")
        archive.writestr(member if member != "keys.json" else "other", b"0" * 10_000)
    with pytest.raises(StoreDamagedError, match="is not a backup"):
        backup.unpack(path, fresh_folder(path))
    assert names(tmp_path / names(tmp_path)[-1]) == []


# -- rolling


def test_the_newest_are_kept_and_the_newest_good_one_never_goes(store: Store, home: Home) -> None:
    (home.backups).mkdir()
    (home.backups / "holiday.txt").write_text("mine")
    for day in range(6):
        path = backup.make_in(home.backups, store._connection, home.keys, TODAY + timedelta(day))
        backup.prune(home.backups, 3, path)
    assert names(home.backups) == ["2026-11-25.backup", "2026-11-26.backup", "2026-11-27.backup", "holiday.txt"]
    # The clock was put back: what is made now is not the newest by name, and still is not deleted.
    path = backup.make_in(home.backups, store._connection, home.keys, TODAY)
    backup.prune(home.backups, 3, path)
    assert "2026-11-22.backup" in names(home.backups)
    assert open_backup(path, Keyring(PASSPHRASE)).notes == 0


def test_several_of_one_day_are_numbered(store: Store, home: Home) -> None:
    for _ in range(3):
        backup.make_in(home.backups, store._connection, home.keys, TODAY)
    found = [one.path.name for one in backup.kept(home.backups)]
    assert found == ["2026-11-22-3.backup", "2026-11-22-2.backup", "2026-11-22.backup"]
    assert stat.S_IMODE(home.backups.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("present", "days", "expected"),
    [
        ([], 1, True),
        (["2026-11-22.backup"], 1, False),
        (["2026-11-21.backup"], 1, True),
        (["2026-11-21.backup"], 2, False),
        (["2027-01-01.backup"], 1, True),
        (["2027-01-01.backup", "2026-11-22-2.backup"], 1, False),
        ([".2026-11-22.backup.abcd.part", "2026-11-31.backup", "2026-11-22.zip"], 1, True),
    ],
)
def test_another_is_due_when_the_last_is_old_enough(
    tmp_path: Path, present: list[str], days: int, expected: bool
) -> None:
    for name in present:
        (tmp_path / name).touch()
    assert backup.due(tmp_path, TODAY, days) is expected


def test_notes_of_an_older_shape_are_backed_up_before_they_get_the_new_one(
    made: Made, copied: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = (*migrations.MIGRATIONS, "create table later (x)")
    monkeypatch.setattr(migrations, "MIGRATIONS", steps)
    store = Store.unlock(copied, PASSPHRASE)
    assert version_of(store._connection) == len(steps)
    store.close()
    (one,) = backup.kept(copied.backups)
    with other_reader(taken_out(one.path, copied.folder / "old").notes, made.key) as reader:
        assert reader.execute("pragma user_version").fetchone() == (len(steps) - 1,)
    Store.unlock(copied, PASSPHRASE).close()
    assert len(backup.kept(copied.backups)) == 1, "only when there is a step to take"


def test_without_room_for_a_backup_the_old_shape_stays_and_is_read_only(
    copied: Home, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied.backups.write_text("a file where the folder should be")
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, "create table later (x)"))
    with closing(Store.unlock(copied, PASSPHRASE)) as store:
        assert "cannot be made" in store.why_read_only
        assert store.load(DRAFT.id) == DRAFT
    assert copied.notes.read_bytes() == made.home.notes.read_bytes()


# -- kills

BACKING_UP = """
import sys
from datetime import date
from pathlib import Path
from engage_tui.paths import Home
from engage_tui.store import backup
from engage_tui.store.database import open_database

home = Home(Path(sys.argv[1]))
connection = open_database(home.notes, bytes.fromhex(sys.argv[2]))
print("ready", flush=True)
while True:
    path = backup.make_in(home.backups, connection, home.keys, date(2026, 11, 22))
    backup.prune(home.backups, 4, path)
    print("made", flush=True)
"""


def test_a_kill_at_any_moment_of_a_backup_leaves_the_older_ones_and_the_notes_whole(copied: Home, made: Made) -> None:
    keyring = Keyring(PASSPHRASE)
    for kill in range(4):
        command = [sys.executable, "-c", BACKING_UP, str(copied.folder), made.key.hex()]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment()) as process:
            assert process.stdout is not None
            for _ in range(2 + kill % 2):
                process.stdout.readline()
            time.sleep(0.004 * kill)  # the moment differs; nothing is waited for
            process.kill()
        assert process.returncode == -signal.SIGKILL
        found = backup.kept(copied.backups)
        assert found
        assert all(open_backup(one.path, keyring).notes == 23 for one in found)
    backup.sweep(copied.backups)
    assert names(copied.backups) == sorted(one.path.name for one in backup.kept(copied.backups))
    with other_reader(copied.notes, made.key) as reader:
        assert reader.execute("pragma integrity_check").fetchone() == ("ok",)
