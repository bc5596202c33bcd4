"""Notes on what takes no change: they open to be read, as they are, and nothing pretends to save."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from engage_tui.errors import StoreDamagedError, WriteError
from engage_tui.store import keys
from engage_tui.store.access import get_in
from engage_tui.store.database import create_database, open_database
from engage_tui.store.finding import Wanted
from engage_tui.store.migrations import MIGRATIONS
from engage_tui.store.recovery import new_code
from engage_tui.store.rekeying import set_recovery
from engage_tui.store.store import Store
from support.command import environment
from support.no_writing import takes_no_change
from support.planted_secrets import PASSPHRASE
from support.vaults import AT, DRAFT, FINAL, everything

if TYPE_CHECKING:
    from pathlib import Path

    from engage_tui.paths import Home
    from support.vaults import Made


def opened(home: Home, key: bytes) -> Store:
    found = get_in(home, key)
    return Store(home, found.connection, why_read_only=found.why_read_only, clear_up=found.clear_up)


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def temporary(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_notes_that_cannot_be_written_to_open_to_be_read_searched_and_backed_up(
    made: Made, copied: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = temporary(monkeypatch, tmp_path / "temporary")
    with closing(opened(copied, made.key)) as store:
        expected, found = everything(store), store.find(Wanted("upstairs"))
    before = contents(copied.folder)
    with takes_no_change(copied.folder):
        with closing(opened(copied, made.key)) as store:
            assert store.why_read_only == f"Nothing can be written to the folder {copied.folder}."
            assert everything(store) == expected
            assert store.find(Wanted("upstairs")) == found
            assert store.versions(FINAL.id)
            for _ in store.backing_up(tmp_path / "elsewhere.backup"):
                pass
            assert [*used.rglob("*")] == [], "read where they stand"
        assert contents(copied.folder) == before
    assert (tmp_path / "elsewhere.backup").exists()


def test_whatever_would_change_them_is_refused_in_words(made: Made, copied: Home) -> None:
    with takes_no_change(copied.folder), closing(opened(copied, made.key)) as store:
        changes = [
            lambda: store.save(DRAFT, replace(DRAFT, reference="J-1")),
            lambda: store.save(None, replace(DRAFT, id="new")),
            lambda: store.finalise(DRAFT, at=AT, record={}),
            lambda: store.delete(DRAFT.id, at=AT, author="", reason=""),
            lambda: store.set_review(DRAFT.id, None),
            lambda: store.set_fact("author", "B. Worker"),
            lambda: store.begin_amendment(replace(FINAL, id="d2"), FINAL.id, reason="x", at=AT),
        ]
        for change in changes:
            with pytest.raises(WriteError, match=r"open to be read only\. Nothing was changed"):
                change()


KILLED = """
import sys, os
from pathlib import Path
from dataclasses import replace
from engage_tui.paths import Home
from engage_tui.store.database import create_database, open_database
from engage_tui.store.store import Store
from support.vaults import DRAFT
folder, key = sys.argv[1:]
home = Home(Path(folder))
store = Store(home, open_database(home.notes, bytes.fromhex(key)))
store.save(None, replace(DRAFT, id="last", reference="LAST-1"))
os.kill(os.getpid(), 9)
"""


def test_what_waits_in_the_log_of_an_app_that_was_killed_is_read_too(
    made: Made, copied: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = temporary(monkeypatch, tmp_path / "temporary")
    path = os.pathsep.join(filter(None, sys.path))
    command = [sys.executable, "-c", KILLED, str(copied.folder), made.key.hex()]
    assert subprocess.run(command, env=environment(PYTHONPATH=path), check=False).returncode == -signal.SIGKILL
    assert copied.notes.with_name("notes.db-wal").stat().st_size
    before = contents(copied.folder)
    with takes_no_change(copied.folder):
        with closing(opened(copied, made.key)) as store:
            assert store.why_read_only
            assert store.load("last").reference == "LAST-1"
            copies = list(used.rglob("*.db*"))
            assert copies
            assert all(copy.parent.stat().st_mode & 0o077 == 0 for copy in copies)
            assert not any(b"SQLite format 3" in copy.read_bytes() for copy in copies)
            for _ in store.backing_up(tmp_path / "elsewhere.backup"):
                pass
            with pytest.raises(WriteError):
                store.set_fact("author", "B. Worker")
        assert list(used.iterdir()) == [], "the copy goes with it"
        assert contents(copied.folder) == before


def test_notes_of_an_older_shape_are_read_in_the_newest_and_left_as_they_are(made: Made, copied: Home) -> None:
    with closing(open_database(copied.notes, made.key)) as newest:
        drafts = newest.execute("select * from note where state = 'draft'").fetchall()
        answers = newest.execute("select * from answer").fetchall()
    copied.notes.unlink()
    with closing(create_database(copied.notes, made.key)) as oldest:
        oldest.execute(MIGRATIONS[0])
        oldest.pragma("user_version", 1)
        oldest.executemany("insert into note values (?, ?, ?, ?, ?, ?)", drafts)
        oldest.executemany("insert into answer values (?, ?, ?)", answers)
    before = contents(copied.folder)
    with takes_no_change(copied.folder), closing(opened(copied, made.key)) as store:
        assert store.load(DRAFT.id) == DRAFT
        assert store.find(Wanted("upstairs")).total
    assert contents(copied.folder) == before


def test_damage_is_told_as_damage(made: Made, copied: Home) -> None:
    data = bytearray(copied.notes.read_bytes())
    data[5 * 4096 + 100] ^= 1
    copied.notes.write_bytes(data)
    with takes_no_change(copied.folder), pytest.raises(StoreDamagedError, match="is damaged"):
        opened(copied, made.key)


def test_the_recovery_code_opens_them_too_and_it_is_told_that_no_passphrase_was_set(copied: Home) -> None:
    code = new_code()
    set_recovery(copied.keys, keys.open_keys(keys.read_keys(copied.keys), PASSPHRASE), code)
    before = contents(copied.folder)
    with takes_no_change(copied.folder), closing(Store.recover(copied, code, "another passphrase")) as store:
        assert store.why_read_only.endswith(
            "The new passphrase could not be set: the one before and the code still open them."
        )
        assert store.load(DRAFT.id) == DRAFT
    assert contents(copied.folder) == before


def test_notes_that_were_about_to_be_put_in_place_are_read_from_there(made: Made, copied: Home) -> None:
    copied.notes.rename(copied.coming_notes)
    with takes_no_change(copied.folder), closing(opened(copied, made.key)) as store:
        assert store.why_read_only
        assert store.load(DRAFT.id) == DRAFT
    with closing(opened(copied, made.key)) as store:
        assert not store.why_read_only
        assert copied.notes.exists()
