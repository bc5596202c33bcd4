"""`backup`, `restore`, `verify`, `salvage` and `doctor` as people run them: plain words, and nothing of any note."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from engage_tui.paths import Home
from engage_tui.store.store import Store
from support.command import engage, engage_here
from support.planted_secrets import LEAST_COSTS, PASSPHRASE
from support.vaults import DRAFT, FINAL, finalise, other_reader, raw_key

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    from engage_tui.guide.guide import Guide

pytestmark = pytest.mark.skipif("sys.platform == 'win32'", reason="file descriptors are passed on in the POSIX way")
# What is in the notes: none of it may be printed.
CONTENT = ["weekends", "J-042", "F-1", "A. Worker", "SECRET", "risk.weapons", PASSPHRASE]


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory, guide: Guide) -> Home:
    """A draft and a final note. Not to be changed: see `kept`."""
    home = Home(tmp_path_factory.mktemp("pattern") / "engage")
    store = Store.create(home, PASSPHRASE, LEAST_COSTS)
    store.save(None, DRAFT)
    finalise(store, FINAL, guide)
    store.close()
    return home


@pytest.fixture
def kept(pattern: Home, home: Home) -> Home:
    """A copy of the notes for one test."""
    shutil.copytree(pattern.folder, home.folder)
    return home


def run(
    home: Home, *arguments: str, passphrase: str = PASSPHRASE, apart: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run a command with the passphrase through a file descriptor. What it prints has nothing of the notes.

    `apart`: as a process of its own.
    """
    reader, sender = os.pipe()
    os.write(sender, f"{passphrase}\n".encode())
    os.close(sender)
    command = (*arguments, "--passphrase-fd", str(reader))
    where = {"ENGAGE_HOME": str(home.folder)}
    try:
        done = engage(*command, pass_fds=[reader], env=where) if apart else engage_here(*command, env=where)
    finally:
        os.close(reader)
    assert "Traceback" not in done.stderr
    assert not [word for word in CONTENT if word in done.stdout + done.stderr]
    return done


def contents(home: Home) -> dict[str, bytes]:
    return {str(p.relative_to(home.folder)): p.read_bytes() for p in home.folder.rglob("*") if p.is_file()}


def test_a_backup_goes_to_another_place_and_makes_the_same_notes_there(kept: Home, tmp_path: Path) -> None:
    file = str(tmp_path / "stick.backup")
    done = run(kept, "backup", file, apart=True)
    assert (done.returncode, done.stdout) == (0, f"{file}\n")
    again = run(kept, "backup", file)
    assert again.returncode == 7
    assert "It was not touched." in again.stderr
    there = Home(tmp_path / "there")
    done = run(there, "restore", file, apart=True)
    assert (done.returncode, done.stdout) == (0, "The backup is in place, with 2 notes.\n")
    assert run(there, "verify").stdout == run(kept, "verify", file).stdout == run(kept, "verify").stdout
    assert contents(there)["keys.json"] == contents(kept)["keys.json"]


def test_restoring_over_notes_sets_them_aside(kept: Home, tmp_path: Path) -> None:
    run(kept, "backup", str(tmp_path / "one.backup"))
    before = contents(kept)
    done = run(kept, "restore", str(tmp_path / "one.backup"))
    assert done.returncode == 0
    assert "set aside, whole, in" in done.stderr
    (aside,) = kept.folder.glob("set-aside-*")
    assert contents(Home(aside)) == before


@pytest.mark.parametrize("command", ["backup", "restore", "salvage"])
def test_notes_that_are_open_are_left_alone(kept: Home, tmp_path: Path, command: str) -> None:
    store = Store.unlock(kept, PASSPHRASE)
    for _ in store.backing_up(tmp_path / "one.backup"):
        pass
    arguments = {"backup": [str(tmp_path / "two.backup")], "restore": [str(tmp_path / "one.backup")],
                 "salvage": [str(tmp_path / "out")]}.get(command, [])  # fmt: skip
    done = run(kept, command, *arguments, apart=True)
    assert done.returncode == 4
    assert "Another engage-tui has the notes open." in done.stderr
    assert store.load(DRAFT.id) == DRAFT
    store.close()
    assert not (tmp_path / "two.backup").exists()


@pytest.mark.parametrize(("passphrase", "code"), [("quite other words", 3), (PASSPHRASE, 5)])
def test_a_backup_that_does_not_open_is_refused_and_changes_nothing(
    kept: Home, tmp_path: Path, passphrase: str, code: int
) -> None:
    file = tmp_path / "one.backup"
    run(kept, "backup", str(file))
    if code == 5:
        file.write_bytes(file.read_bytes()[:30_000])
    before = contents(kept)
    for command in ("restore", "verify"):
        assert run(kept, command, str(file), passphrase=passphrase).returncode == code
    assert contents(kept) == before


def test_verify_names_what_was_changed_and_ends_with_the_code_for_damage(kept: Home) -> None:
    assert "Everything is whole." in run(kept, "verify").stdout
    with other_reader(kept.notes, raw_key(kept)) as reader:
        reader.execute("drop trigger entry_no_update")
        reader.execute("update entry set doc = replace(doc, 'weekends', 'Fridays')")
        reader.commit()
    done = run(kept, "verify", apart=True)
    assert done.returncode == 5
    assert "Final entry 1 was changed after it was made" in done.stderr
    assert "entry_no_update" in done.stderr
    assert "Fridays" not in done.stdout + done.stderr


def test_salvage_saves_out_what_can_be_read_and_says_how_much(kept: Home, tmp_path: Path) -> None:
    done = run(kept, "salvage", str(tmp_path / "out"), apart=True)
    assert done.returncode == 0
    (file,) = (tmp_path / "out").iterdir()
    assert done.stdout == f"{file}\n"
    assert "Read: 2 notes (1 final)" in done.stderr
    assert "Lost: 0 notes." in done.stderr
    assert run(Home(tmp_path / "new"), "restore", str(file)).returncode == 0


def test_doctor_tells_how_the_notes_are_kept_and_nothing_of_them(kept: Home, tmp_path: Path) -> None:
    kept.backups.mkdir()
    run(kept, "backup", str(kept.backups / "2026-11-20.backup"))
    kept.notes.chmod(0o644)
    before = contents(kept)
    done = run(kept, "doctor", apart=True)
    assert done.returncode == 0
    assert contents(kept).keys() == before.keys()
    for words in (
        f"{kept.notes}  (", "passphrase: 3 passes, 64 MiB", "NO: others may open", "2026-11-20.backup",
        "sound                yes, from end to end", "backup that opens    2026-11-20.backup, 2 notes", "free space",
    ):  # fmt: skip
        assert words in done.stdout


def test_doctor_works_without_a_passphrase_and_says_what_it_left_out(kept: Home) -> None:
    done = engage("doctor", env={"ENGAGE_HOME": str(kept.folder)})
    assert (done.returncode, done.stderr) == (0, "")
    assert "Left out without the passphrase" in done.stdout
    assert "sound" not in done.stdout


@pytest.mark.parametrize("damage", ["no notes", "no keys", "notes cut", "keys cut", "nothing at all"])
def test_doctor_tells_damage_and_never_fails_of_it(kept: Home, damage: str) -> None:
    if damage == "nothing at all":
        shutil.rmtree(kept.folder)
    elif damage.startswith("no "):
        (kept.folder / ("notes.db" if damage == "no notes" else "keys.json")).unlink()
    else:
        path = kept.notes if damage == "notes cut" else kept.keys
        path.write_bytes(path.read_bytes()[:200])
    done = run(kept, "doctor")
    assert (done.returncode, done.stderr) == (0, "")
    assert ("NO: " in done.stdout) is (damage != "nothing at all")
    assert not kept.folder.exists() or damage != "nothing at all"


def test_doctor_tells_a_folder_that_other_computers_get_copies_of(pattern: Home, tmp_path: Path) -> None:
    home = Home(tmp_path / "OneDrive - The Service" / "engage")
    shutil.copytree(pattern.folder, home.folder)
    assert "It looks like a folder of OneDrive" in engage("doctor", env={"ENGAGE_HOME": str(home.folder)}).stdout
