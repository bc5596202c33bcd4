"""The encrypted file: damage of any kind is told in words, and never taken for something new."""

from __future__ import annotations

import random
import shutil
import sqlite3
from typing import TYPE_CHECKING

import pytest

from engage_tui.errors import EngageError, StoreDamagedError, WriteError
from engage_tui.store.database import create_database, open_database
from engage_tui.store.store import Store
from support.vaults import everything, other_reader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import apsw

    from support.vaults import Made

PAGE = 4096


@pytest.fixture
def file(made: Made, tmp_path: Path) -> Path:
    """A copy of the database alone."""
    shutil.copy(made.home.notes, tmp_path / "notes.db")
    return tmp_path / "notes.db"


@pytest.fixture(scope="module")
def told(made: Made, tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    """Everything that undamaged notes hold."""
    path = tmp_path_factory.mktemp("whole") / "notes.db"
    shutil.copy(made.home.notes, path)
    return read(path, made)


def read(path: Path, made: Made) -> list[object]:
    store = Store(made.home, open_database(path, made.key))
    try:
        return everything(store)
    finally:
        store.close()


def assert_told(path: Path, made: Made) -> None:
    """It is called damaged, and left exactly as it was."""
    before = {p.name: p.read_bytes() for p in path.parent.iterdir()}
    with pytest.raises(StoreDamagedError) as told:
        open_database(path, made.key)
    assert "Nothing was changed" in told.value.hint
    assert {p.name: p.read_bytes() for p in path.parent.iterdir()} == before


def test_the_file_is_big_enough_to_damage_in_many_places(file: Path) -> None:
    assert file.stat().st_size > 20 * PAGE


def test_undamaged_notes_open_and_nothing_is_left_beside_them(file: Path, made: Made, told: list[object]) -> None:
    assert read(file, made) == told
    assert len(told) > 40
    assert [p.name for p in file.parent.iterdir()] == ["notes.db"]


def test_a_missing_file_is_told_and_not_made(file: Path, made: Made) -> None:
    file.unlink()
    with pytest.raises(StoreDamagedError, match="is missing"):
        open_database(file, made.key)
    assert not file.exists()


@pytest.mark.parametrize("size", [0, 1, 16, 1000, PAGE - 1, PAGE, PAGE + 1, 3 * PAGE, 10 * PAGE + 5, -PAGE, -1])
def test_a_file_that_was_emptied_or_cut_short_is_told(file: Path, made: Made, size: int) -> None:
    with file.open("r+b") as cut:
        cut.truncate(size if size >= 0 else file.stat().st_size + size)
    assert_told(file, made)


def test_a_flipped_bit_anywhere_is_told_or_harmless(file: Path, made: Made, told: list[object]) -> None:
    whole = file.read_bytes()
    dice = random.Random(7)
    places = [0, 15, 16, 100, len(whole) - 1, *(dice.randrange(len(whole)) for _ in range(20))]
    refused = 0
    for place in places:
        damaged = bytearray(whole)
        damaged[place] ^= 1 << dice.randrange(8)
        file.write_bytes(damaged)
        try:
            assert read(file, made) == told
        except StoreDamagedError:
            refused += 1
        assert file.read_bytes()[:16] == bytes(damaged[:16])
    assert refused > len(places) // 2


@pytest.mark.parametrize("what", ["zeroed", "swapped", "from another store", "random"])
def test_a_spoilt_page_is_told(file: Path, made: Made, what: str) -> None:
    data = bytearray(file.read_bytes())
    one, other = slice(5 * PAGE, 6 * PAGE), slice(9 * PAGE, 10 * PAGE)
    if what == "zeroed":
        data[one] = bytes(PAGE)
    elif what == "random":
        data[one] = random.Random(1).randbytes(PAGE)
    elif what == "swapped":
        data[one], data[other] = data[other], data[one]
    else:
        data[one] = file.read_bytes()[other]
    file.write_bytes(data)
    assert_told(file, made)


def test_a_file_of_something_else_is_told(file: Path, made: Made) -> None:
    file.write_bytes(b"# Conversation note\n" * 1000)
    assert_told(file, made)


def test_a_folder_in_its_place_is_told(tmp_path: Path, made: Made) -> None:
    (tmp_path / "notes.db").mkdir()
    with pytest.raises(StoreDamagedError, match="cannot be read"):
        open_database(tmp_path / "notes.db", made.key)


def test_a_database_that_is_not_encrypted_is_refused(tmp_path: Path, made: Made) -> None:
    path = tmp_path / "notes.db"
    plain = sqlite3.connect(path)
    plain.execute("create table note (id text)")
    plain.commit()
    plain.close()
    assert_told(path, made)


def test_the_wrong_key_opens_nothing(file: Path, made: Made) -> None:
    with pytest.raises(StoreDamagedError):
        open_database(file, bytes(32))
    assert file.read_bytes() == made.home.notes.read_bytes()


def test_a_new_database_is_private_encrypted_and_never_takes_a_name_that_is_taken(tmp_path: Path, made: Made) -> None:
    path = tmp_path / "new.db"
    connection = create_database(path, made.key)
    connection.execute("create table t (x); insert into t values ('zqmarker')")
    connection.close()
    assert path.stat().st_mode & 0o777 == 0o600
    data = path.read_bytes()
    assert not data.startswith(b"SQLite format 3")
    assert b"zqmarker" not in data
    with pytest.raises(WriteError, match="could not be made"):
        create_database(path, made.key)
    assert path.read_bytes() == data


@pytest.fixture
def connection(file: Path, made: Made) -> Iterator[apsw.Connection]:
    opened = open_database(file, made.key)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("locking_mode", "exclusive"),
        ("foreign_keys", 1),
        ("cell_size_check", 1),
        ("trusted_schema", 0),
        ("secure_delete", 1),
        ("temp_store", 2),
        ("fullfsync", 1),
        ("checkpoint_fullfsync", 1),
    ],
)
def test_it_is_opened_to_be_durable_alone_and_tidy(connection: apsw.Connection, name: str, value: object) -> None:
    assert connection.pragma(name) == value


def test_what_is_written_waits_in_an_encrypted_log_until_it_is_folded_in(
    connection: apsw.Connection, file: Path, made: Made
) -> None:
    connection.execute("insert into fact values ('a', 'zqmarker')")
    assert (file.parent / "notes.db-wal").stat().st_size > PAGE
    assert not [p for p in file.parent.iterdir() if b"zqmarker" in p.read_bytes()]
    connection.close()
    assert [p.name for p in file.parent.iterdir()] == ["notes.db"]
    with other_reader(file, made.key) as reader:
        assert reader.execute("select value from fact where name = 'a'").fetchone() == ("zqmarker",)


def test_every_refusal_has_a_hint_and_no_words_of_the_notes(file: Path, made: Made) -> None:
    file.write_bytes(file.read_bytes()[: 3 * PAGE])
    with pytest.raises(EngageError) as told:
        open_database(file, made.key)
    assert str(file) in told.value.message
    assert "backup" in told.value.hint
