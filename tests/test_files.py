"""Files are private, never written over another, and whole or not there at all. Real files, real failures."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage_tui.errors import WriteError
from engage_tui.files import create_private, private_folder, safe_name, who_can_read, write_private

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES: list[str] = json.loads((Path(__file__).parent / "data" / "hostile" / "names.json").read_text())
NOBODY = 65534
posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX permissions")


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@contextmanager
def open_umask() -> Iterator[None]:
    """As on a computer where new files are open to all unless a program says otherwise."""
    before = os.umask(0)
    try:
        yield
    finally:
        os.umask(before)


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Not root for a moment, since no folder is read-only to root."""
    was_root = os.geteuid() == 0
    if was_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if was_root:
            os.seteuid(0)


@contextmanager
def little_room(most: int) -> Iterator[None]:
    """The system refuses to let a file grow beyond this many bytes: the write fails half-way."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


@posix
@pytest.mark.parametrize("replace", [False, True])
def test_a_new_file_is_whole_and_only_for_its_owner(tmp_path: Path, replace: bool) -> None:
    path = tmp_path / "note.md"
    with open_umask():
        write_private(path, b"words", replace=replace)

    assert path.read_bytes() == b"words"
    assert mode(path) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_an_existing_file_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_bytes(b"first")

    with pytest.raises(WriteError, match="already a file") as caught:
        write_private(path, b"second", replace=False)

    assert path.read_bytes() == b"first"
    assert "not touched" in caught.value.hint
    assert list(tmp_path.iterdir()) == [path]


@posix
def test_a_link_is_taken_as_an_existing_file_even_if_it_leads_nowhere(tmp_path: Path) -> None:
    elsewhere, path = tmp_path / "elsewhere", tmp_path / "note.md"
    path.symlink_to(elsewhere)

    with pytest.raises(WriteError):
        write_private(path, b"words", replace=False)

    assert not elsewhere.exists()
    assert path.is_symlink()


@posix
def test_replacing_a_link_leaves_what_it_led_to_alone(tmp_path: Path) -> None:
    elsewhere, path = tmp_path / "elsewhere", tmp_path / "settings.toml"
    elsewhere.write_bytes(b"other")
    path.symlink_to(elsewhere)

    write_private(path, b"words", replace=True)

    assert elsewhere.read_bytes() == b"other"
    assert path.read_bytes() == b"words"


@posix
def test_replacing_an_open_file_closes_it_to_others(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b"old")
    path.chmod(0o644)

    write_private(path, b"new", replace=True)

    assert (path.read_bytes(), mode(path)) == (b"new", 0o600)


@posix
def test_a_write_that_fails_half_way_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    with little_room(1000), pytest.raises(WriteError, match="could not be written"):
        write_private(path, b"x" * 100_000, replace=False)

    assert list(tmp_path.iterdir()) == []


@posix
def test_a_replacement_that_fails_half_way_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    path.write_bytes(b"old")
    with little_room(1000), pytest.raises(WriteError):
        write_private(path, b"x" * 100_000, replace=True)

    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@posix
def test_a_read_only_folder_is_told_and_left_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(0o555)
    monkeypatch.chdir(folder)  # so that the folders above it need not be open to another user
    with ordinary_user(), pytest.raises(WriteError, match="Permission denied"):
        write_private(Path("note.md"), b"words", replace=False)
    folder.chmod(0o755)

    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("where", ["missing/note.md", "file/note.md", f"{'x' * 300}.md"])
def test_a_place_that_cannot_hold_a_file_is_told_in_words(tmp_path: Path, where: str) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(WriteError, match="could not be written") as caught:
        write_private(tmp_path / where, b"words", replace=False)

    assert caught.value.hint
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_of_many_writers_to_one_name_exactly_one_wins(tmp_path: Path) -> None:
    path, together = tmp_path / "note.md", Barrier(8)

    def attempt(number: int) -> int | None:
        together.wait()
        try:
            write_private(path, b"%d" % number * 50_000, replace=False)
        except WriteError:
            return None
        return number

    with ThreadPoolExecutor(8) as pool:
        winners = [n for n in pool.map(attempt, range(8)) if n is not None]

    assert len(winners) == 1
    assert path.read_bytes() == b"%d" % winners[0] * 50_000
    assert list(tmp_path.iterdir()) == [path]


KILLED = """
import itertools, pathlib, sys
from engage_tui.files import write_private
folder, data = pathlib.Path(sys.argv[1]), b"x" * 500_000
for number in itertools.count():
    write_private(folder / f"{number}.md", data, replace=False)
    write_private(folder / "same.md", bytes([65 + number % 26]) * 500_000, replace=True)
    print(number, flush=True)
"""


@posix
def test_a_kill_leaves_only_whole_files(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        for _ in range(5):
            writer.stdout.readline()
        writer.kill()

    named = [p for p in tmp_path.iterdir() if not p.name.startswith(".")]
    assert len(named) >= 6
    for path in named:
        data = path.read_bytes()
        assert len(data) == 500_000
        assert len(set(data)) == 1


@posix
def test_a_private_folder_is_only_for_its_owner(tmp_path: Path) -> None:
    with open_umask():
        assert mode(private_folder(tmp_path / "new" / "engage")) == 0o700


@posix
def test_an_open_folder_is_closed_to_others(tmp_path: Path) -> None:
    folder = tmp_path / "engage"
    folder.mkdir()
    folder.chmod(0o755)

    assert mode(private_folder(folder)) == 0o700


def test_a_file_where_the_folder_should_be_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "engage").write_bytes(b"")

    with pytest.raises(WriteError, match="cannot be made") as caught:
        private_folder(tmp_path / "engage")

    assert "Nothing was written" in caught.value.hint


@posix
def test_a_file_made_in_advance_is_private_and_its_name_was_free(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    with open_umask():
        create_private(path)

    assert (mode(path), path.stat().st_size) == (0o600, 0)
    with pytest.raises(WriteError):
        create_private(path)


@posix
def test_who_can_read_a_file_is_told_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    write_private(path, b"words", replace=False)
    assert "Only this user" in who_can_read(path)
    assert "not encrypted" in who_can_read(path)

    path.chmod(0o640)
    assert "Other users" in who_can_read(path)


def assert_safe(name: str) -> None:
    assert 0 < len(name) <= 40
    assert all(c.isascii() and (c.isalnum() or c == "-") for c in name)
    assert not name.startswith("-")
    assert not name.endswith("-")
    devices = {"con", "prn", "aux", "nul"} | {f"{d}{n}" for d in ("com", "lpt") for n in range(10)}
    assert name.lower() not in devices


@pytest.mark.parametrize("text", NAMES, ids=ascii)
def test_a_hostile_reference_makes_a_harmless_file_name(tmp_path: Path, text: str) -> None:
    name = safe_name(text)
    assert_safe(name)

    write_private(tmp_path / f"{name}.md", b"", replace=False)
    assert [p.name for p in tmp_path.iterdir()] == [f"{name}.md"]


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_makes_a_harmless_file_name(text: str) -> None:
    assert_safe(safe_name(text))
    assert safe_name(safe_name(text)) == safe_name(text)


def test_a_plain_reference_is_its_own_file_name() -> None:
    assert [safe_name(t) for t in ("J-042", " Case 7/2 ", "…")] == ["J-042", "Case-7-2", "note"]
    assert safe_name("", fallback="copy") == "copy"
