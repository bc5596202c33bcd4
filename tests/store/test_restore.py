"""Restore and salvage: nothing that stood there is deleted, and what can be read of damaged notes comes out."""

from __future__ import annotations

import random
import shutil
import stat
import subprocess
import sys
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import pytest

from engage_tui.conversation.state import Conversation
from engage_tui.errors import StoreBusyError, StoreDamagedError
from engage_tui.paths import Home
from engage_tui.store import backup, keys
from engage_tui.store.checking import check
from engage_tui.store.database import open_database
from engage_tui.store.restore import Keyring, newest_that_opens, open_backup, restore
from engage_tui.store.salvage import LOST_DETAILS, Salvaged, salvage
from engage_tui.store.store import Store
from support.command import environment
from support.planted_secrets import LEAST_COSTS, PASSPHRASE
from support.talks import new_talk
from support.vaults import DRAFT, FINAL, everything

if TYPE_CHECKING:
    from pathlib import Path

    from engage_tui.store.restore import Opened
    from support.vaults import Made

TODAY = date(2026, 11, 22)
PAGE = 4096


@pytest.fixture(scope="module")
def opened(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """A backup of the ready-made notes, seen to open."""
    folder = tmp_path_factory.mktemp("backups")
    home = Home(folder / "engage")
    shutil.copytree(made.home.folder, home.folder)
    path = folder / "one.backup"
    with closing(open_database(home.notes, made.key)) as connection:
        backup.make(connection, home.keys, path)
    return open_backup(path, Keyring(PASSPHRASE))


def read(home: Home, key: bytes) -> list[object]:
    store = Store(home, open_database(home.notes, key))
    try:
        return everything(store)
    finally:
        store.close()


@pytest.fixture(scope="module")
def told(made: Made, tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    """All that the ready-made notes hold."""
    home = Home(tmp_path_factory.mktemp("told") / "engage")
    shutil.copytree(made.home.folder, home.folder)
    return read(home, made.key)


def content(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


def test_a_backup_alone_makes_the_notes_again_where_there_are_none(
    home: Home, opened: Opened, made: Made, told: list[object]
) -> None:
    assert restore(home, opened, TODAY) is None
    assert read(home, made.key) == told
    assert sorted(content(home.folder)) == ["keys.json", "notes.db"]
    for path in home.folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    Store.unlock(home, PASSPHRASE).close()


def test_notes_that_stood_there_are_set_aside_whole_with_their_keys(
    copied: Home, opened: Opened, made: Made, told: list[object]
) -> None:
    store = Store(copied, open_database(copied.notes, made.key))
    store.save(None, new_talk("LATER", "later"))
    now = everything(store)
    store.close()
    keys_before = copied.keys.read_bytes()
    aside = restore(copied, opened, TODAY)
    assert aside == copied.folder / "set-aside-2026-11-22"
    assert read(copied, made.key) == told
    assert read(Home(aside), made.key) == now
    assert (aside / "keys.json").read_bytes() == keys_before
    again = restore(copied, opened, TODAY)
    assert again == copied.folder / "set-aside-2026-11-22-2"


def test_notes_of_another_store_are_set_aside_unread(tmp_path: Path, opened: Opened, made: Made) -> None:
    other = Home(tmp_path / "other")
    Store.create(other, "quite other words", LEAST_COSTS).close()
    before = content(other.folder)
    aside = restore(other, opened, TODAY)
    assert aside is not None
    assert content(aside) == before
    Store.unlock(other, PASSPHRASE).close()


def test_notes_that_are_open_are_left_alone(copied: Home, opened: Opened, made: Made) -> None:
    code = (
        "import sys; from pathlib import Path; from engage_tui.store.database import open_database\n"
        "c = open_database(Path(sys.argv[1]), bytes.fromhex(sys.argv[2])); print('open', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(copied.notes), made.key.hex()]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        before = {p.name for p in copied.folder.iterdir()}
        with pytest.raises(StoreBusyError):
            restore(copied, opened, TODAY)
        assert {p.name for p in copied.folder.iterdir()} == before
        holder.communicate(b"")
    restore(copied, opened, TODAY)


@pytest.mark.parametrize("what", ["no notes", "no keys", "notes cut", "keys spoilt", "log beside"])
def test_a_backup_mends_what_is_damaged(
    copied: Home, opened: Opened, made: Made, told: list[object], what: str
) -> None:
    if what == "no notes":
        copied.notes.unlink()
    elif what == "no keys":
        copied.keys.unlink()
    elif what == "notes cut":
        copied.notes.write_bytes(copied.notes.read_bytes()[: 5 * PAGE])
    elif what == "keys spoilt":
        copied.keys.write_text("{")
    else:
        copied.notes.write_bytes(bytes(9000))
        (copied.folder / "notes.db-wal").write_bytes(b"of the old file")
    before = content(copied.folder)
    aside = restore(copied, opened, TODAY)
    assert aside is not None
    assert content(aside).items() >= before.items()
    assert read(copied, made.key) == told


def test_a_kill_before_the_last_rename_still_opens(
    copied: Home, opened: Opened, made: Made, told: list[object]
) -> None:
    """The new notes stand ready beside the old before those go, under the name that unlocking looks for."""
    restore(copied, opened, TODAY)
    copied.notes.rename(copied.folder / "notes.db.new")
    store = Store.unlock(copied, PASSPHRASE)
    assert everything(store) == told
    store.close()


@pytest.mark.parametrize("aside_is_there", [True, False])
def test_a_log_that_was_not_set_aside_yet_never_gets_into_the_notes_that_come(
    copied: Home, opened: Opened, told: list[object], *, aside_is_there: bool
) -> None:
    aside = restore(copied, opened, TODAY)
    assert aside is not None
    copied.notes.rename(copied.coming_notes)
    copied.keys.rename(copied.coming_keys)
    (copied.folder / "notes.db-wal").write_bytes(b"of the old notes")
    if not aside_is_there:
        shutil.rmtree(aside)
    with closing(Store.unlock(copied, PASSPHRASE)) as store:
        assert everything(store) == told
    assert [p.read_bytes() for p in copied.folder.rglob("notes.db-wal")] == [b"of the old notes"]
    assert not copied.restoring


def test_what_a_restore_made_ready_before_it_was_killed_goes_once_the_notes_are_opened(
    copied: Home, opened: Opened, told: list[object]
) -> None:
    shutil.copy(copied.keys, copied.coming_keys)
    copied.coming_notes.write_bytes(b"not whole yet")
    with closing(Store.unlock(copied, PASSPHRASE)) as store:
        assert everything(store) == told
    assert not copied.coming_keys.exists()
    assert not copied.coming_notes.exists()


def test_a_backup_from_before_the_passphrase_was_changed_opens_with_the_new_one(copied: Home, opened: Opened) -> None:
    document = keys.read_keys(copied.keys)
    slot = keys._passphrase_slot(document, "the newer words", keys.open_keys(document, PASSPHRASE), LEAST_COSTS)
    keys.write_keys(copied.keys, document | {"slots": [slot]}, replace=True)
    keyring = Keyring("the newer words")
    keyring.try_present(copied)
    again = open_backup(opened.path, keyring)
    copied.notes.unlink()
    restore(copied, again, TODAY)
    Store.unlock(copied, "the newer words").close()


def test_the_newest_backup_that_opens_is_found_past_damaged_ones(copied: Home, opened: Opened) -> None:
    copied.backups.mkdir()
    for day in (18, 19, 20, 21):
        shutil.copy(opened.path, copied.backups / f"2026-11-{day}.backup")
    (copied.backups / "2026-11-21.backup").write_bytes(b"")
    with (copied.backups / "2026-11-20.backup").open("r+b") as file:
        file.seek(9000)
        file.write(b"spoilt")
    found = newest_that_opens(copied, Keyring(PASSPHRASE))
    assert found is not None
    assert found.path.name == "2026-11-19.backup"
    assert found.notes == 23
    assert newest_that_opens(copied, Keyring("never these words")) is None


# -- salvage


def spoil(home: Home, pages: list[int]) -> None:
    with home.notes.open("r+b") as file:
        for page in pages:
            file.seek(page * PAGE + 500)
            file.write(b"spoilt")


def saved_out(home: Home, made: Made, folder: Path) -> tuple[Salvaged, list[object], Home]:
    """What was saved out, as notes that were opened."""
    done = salvage(home, made.key, folder, TODAY)
    out = Home(folder / "opened")
    restore(out, open_backup(done.path, Keyring(PASSPHRASE)), TODAY)
    return done, read(out, made.key), out


def test_undamaged_notes_come_out_as_they_were(copied: Home, made: Made, told: list[object], tmp_path: Path) -> None:
    done, out, home = saved_out(copied, made, tmp_path / "out")
    assert out == told
    assert (done.notes, done.finals, done.lost, done.unsure) == (23, 1, 0, 0)
    with closing(open_database(home.notes, made.key)) as connection:
        assert check(connection).troubles == []


def test_what_can_be_read_of_damaged_notes_is_saved_out_and_nothing_of_it_is_wrong(
    copied: Home, made: Made, told: list[object], tmp_path: Path
) -> None:
    last = copied.notes.stat().st_size // PAGE
    whole = copied.notes.read_bytes()
    dice = random.Random(5)
    right = {repr(item) for item in told}
    read_any = lost_any = missed_any = 0
    for turn in range(4):
        copied.notes.write_bytes(whole)
        spoil(copied, dice.sample(range(2, last), 3))
        damaged = copied.notes.read_bytes()
        try:
            done, out, _ = saved_out(copied, made, tmp_path / f"out{turn}")
        except StoreDamagedError:
            continue
        assert copied.notes.read_bytes() == damaged
        assert done.notes + done.lost <= 23
        read_any += done.notes
        lost_any += done.lost + done.unsure
        missed_any += done.missed
        talks = [item for item in out[done.notes : -1] if isinstance(item, Conversation)]
        missing = [i for talk in talks for i in DRAFT.items.keys() - talk.items.keys() if talk.id != "e1"]
        assert done.missed <= len(missing), "never more than there were"
        assert ("Known to be missing" in str(done)) == bool(done.missed)
        wrong = [item for item in out[done.notes : -1] if repr(item) not in right]
        assert len(wrong) <= done.unsure
        assert b"weekends" not in b"".join(p.read_bytes() for p in (tmp_path / f"out{turn}").rglob("*") if p.is_file())
    assert read_any > 40
    assert lost_any
    assert missed_any


def test_a_draft_whose_details_are_lost_keeps_its_answers_and_says_so(copied: Home, made: Made, tmp_path: Path) -> None:
    with closing(open_database(copied.notes, made.key)) as connection:
        connection.execute("pragma foreign_keys = off")
        connection.execute("delete from note where id = ?", (DRAFT.id,))
    done, _, home = saved_out(copied, made, tmp_path / "out")
    assert done.unsure == 1
    store = Store(home, open_database(home.notes, made.key))
    again = store.load(DRAFT.id)
    store.close()
    assert again.items == DRAFT.items
    assert LOST_DETAILS in again.reference


def test_a_final_note_is_put_together_from_its_entry(copied: Home, made: Made, tmp_path: Path) -> None:
    with closing(open_database(copied.notes, made.key)) as connection:
        connection.execute("drop trigger note_final_no_delete")
        connection.execute("delete from note where id = ?", (FINAL.id,))
    done, _, home = saved_out(copied, made, tmp_path / "out")
    assert done.finals == 1
    store = Store(home, open_database(home.notes, made.key))
    assert store.load(FINAL.id) == FINAL
    store.close()


def test_a_file_of_which_nothing_can_be_read_is_told_and_gives_no_file(
    copied: Home, made: Made, tmp_path: Path
) -> None:
    copied.notes.write_bytes(bytes(5 * PAGE))
    with pytest.raises(StoreDamagedError):
        salvage(copied, made.key, tmp_path / "out", TODAY)
    assert not list((tmp_path / "out").iterdir())


def test_salvage_takes_no_name_that_is_taken(copied: Home, made: Made, tmp_path: Path) -> None:
    first = salvage(copied, made.key, tmp_path, TODAY)
    data = first.path.read_bytes()
    assert salvage(copied, made.key, tmp_path, TODAY).path.name == "2026-11-22-saved-out-2.backup"
    assert first.path.read_bytes() == data
    assert first.notes == 23
