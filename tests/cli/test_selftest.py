"""`selftest` tries out the real store on throw-away notes: it never touches a folder that it did not make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.command import engage
from support.vaults import DRAFT

if TYPE_CHECKING:
    from pathlib import Path

    from engage_tui.paths import Home
    from engage_tui.store.store import Store


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir()}


def test_a_users_own_notes_are_refused_and_not_touched(home: Home, store: Store) -> None:
    store.save(None, DRAFT)
    store.close()
    before = contents(home.folder)
    for action in (["write", str(home.folder), "--count=1"], ["check", str(home.folder), "1"]):
        done = engage("selftest", *action)
        assert (done.returncode, done.stdout) == (2, "")
        assert "was not made by selftest" in done.stderr
        assert "It was not touched." in done.stderr
    assert contents(home.folder) == before


def test_a_folder_with_other_files_in_it_is_refused_and_not_touched(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "letter.txt").write_text("mine")
    done = engage("selftest", "write", str(folder), "--count", "1")
    assert done.returncode == 2
    assert "is not empty" in done.stderr
    assert contents(folder) == {"letter.txt": b"mine"}


def test_what_it_wrote_can_be_read_and_what_is_missing_is_told(tmp_path: Path) -> None:
    folder = str(tmp_path / "store")
    assert engage("selftest", "write", folder, "--count", "2").stdout == "ACK 1\nACK 2\n"
    done = engage("selftest", "read", folder)
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 2)
    missing = engage("selftest", "check", folder, "3")
    assert missing.returncode == 1
    assert "missing or changed: [3]" in missing.stderr


def test_notes_with_a_passphrase_of_their_own_stay_shut_even_if_they_seem_to_be_its_own(
    store: Store, home: Home
) -> None:
    store.close()
    (home.folder / "made-by-selftest").touch()
    assert engage("selftest", "read", str(home.folder)).returncode == 3
