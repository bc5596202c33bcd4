"""Verify: whoever has the key and a database tool changes a final note, and it is found and named."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from engage_tui.errors import EngageError
from engage_tui.paths import Home
from engage_tui.store.chain import canonical, digest, fingerprint, verify
from engage_tui.store.checking import Checked, check
from engage_tui.store.database import open_database
from engage_tui.store.store import Store
from support.talks import full_talk
from support.vaults import finalise, new_store, other_reader, raw_key

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path

    from engage_tui.guide.guide import Guide

PAGE = 4096
UNSEARCHED = ("delete from page", "delete from searchable")
TRIGGERS = (
    "entry_no_update entry_no_delete entry_no_replace head_forward head_no_delete head_no_replace "
    "note_final note_final_no_delete note_final_no_replace"
)


@pytest.fixture(scope="module")
def chained(tmp_path_factory: pytest.TempPathFactory, guide: Guide) -> tuple[Home, bytes, bytes, str]:
    """Five final notes: home, key, the file as it was after three of them, the last fingerprint."""
    home = Home(tmp_path_factory.mktemp("chained") / "engage")
    store, key, early, shown = new_store(home), raw_key(home), b"", ""
    for n in range(5):
        if n == 3:
            store.close()
            early = home.notes.read_bytes()
            store = Store(home, open_database(home.notes, key))
        shown = finalise(store, replace(full_talk(), id=f"n{n}"), guide)
    store.close()
    return home, key, early, shown


@pytest.fixture
def file(chained: tuple[Home, bytes, bytes, str], tmp_path: Path) -> Path:
    """A copy of the file."""
    return shutil.copy(chained[0].notes, tmp_path / "notes.db")


def checked(file: Path, chained: tuple[Home, bytes, bytes, str]) -> Checked:
    with closing(open_database(file, chained[1])) as connection:
        return check(connection)


def tampered(file: Path, chained: tuple[Home, bytes, bytes, str], *change: str) -> list[str]:
    """What is found after someone took the triggers away, changed something and put them back."""
    with other_reader(file, chained[1]) as reader:
        rules = reader.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
        for name, _ in rules:
            reader.execute(f"drop trigger {name}")
        for sql in change:
            reader.execute(sql)
        for _, sql in rules:
            reader.execute(sql)
        reader.commit()
    return checked(file, chained).troubles


def test_notes_as_they_were_made_are_whole(file: Path, chained: tuple[Home, bytes, bytes, str]) -> None:
    assert checked(file, chained) == Checked(5, 5, chained[3], [])


def test_the_fingerprint_that_verify_tells_is_the_one_on_the_copy(
    file: Path, chained: tuple[Home, bytes, bytes, str]
) -> None:
    with closing(open_database(file, chained[1])) as connection:
        assert fingerprint(verify(connection).head) == chained[3]


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        (["update entry set doc = replace(doc, 'weekends', 'week') where seq = 2"], "Final entry 2 was changed"),
        (["update entry set hash = substr(hash, 2) || '0' where seq = 4"], "Final entry 4 was changed"),
        (["delete from entry where seq = 3"], "Final entry 3 is missing"),
        (["delete from entry where seq = 1"], "Final entry 1 is missing"),
        (["delete from entry where seq = 5"], "Final entry 5 is missing"),
        (
            ["update entry set seq = 9 where seq = 2", "update entry set seq = 2 where seq = 3",
             "update entry set seq = 3 where seq = 9"],
            "Final entry 2 was changed, put in another place",
        ),
        (["delete from entry where seq = 2", "update entry set seq = seq - 1 where seq > 2"], "Final entry 2 was"),
        (["update entry set note = 'n9' where seq = 2"], "Final entry 2 was changed"),
        (["update entry set version = 2 where seq = 2"], "Final entry 2 was changed"),
        (["update head set seq = 9"], "Final entry 6 is missing, or the record of the last"),
        (["delete from head"], "the record of the last entry was changed"),
        ([*UNSEARCHED, "delete from note where id = 'n1'"], "no final note in the list"),
        ([*UNSEARCHED, "update note set id = 'nx' where id = 'n1'"], "no final entry"),
        (["update entry set doc = '' where seq = 2"], "Final entry 2 has no text, and nothing tells of its deletion"),
    ],
)  # fmt: skip
def test_what_was_changed_is_named(
    file: Path, chained: tuple[Home, bytes, bytes, str], changes: list[str], named: str
) -> None:
    (told,) = tampered(file, chained, *changes)
    assert named in told
    assert "weekends" not in told


def rewritten(reader: sqlite3.Connection, change: Callable[[dict[str, object]], None]) -> None:
    """Change entry 2 and give it a hash that fits, as someone would who knows how it is made."""
    (doc,) = reader.execute("select doc from entry where seq = 2").fetchone()
    told = json.loads(doc)
    change(told)
    new = canonical(told)
    reader.execute("update entry set doc = ?, hash = ? where seq = 2", (new, digest(new)))


@pytest.mark.parametrize("key", ["author", "seq", "note", "version", "prev", "body"])
def test_an_entry_written_anew_with_a_hash_that_fits_breaks_the_chain(
    file: Path, chained: tuple[Home, bytes, bytes, str], key: str
) -> None:
    with other_reader(file, chained[1]) as reader:
        reader.execute("drop trigger entry_no_update")
        rewritten(reader, lambda told: told.update({key: "else"}))
        reader.commit()
    rules, chain = checked(file, chained).troubles
    assert "entry_no_update" in rules
    assert "Final entry 2" in chain or "Final entry 3" in chain


@pytest.mark.parametrize("name", TRIGGERS.split())
def test_a_rule_taken_away_is_named(file: Path, chained: tuple[Home, bytes, bytes, str], name: str) -> None:
    with other_reader(file, chained[1]) as reader:
        reader.execute(f"drop trigger {name}")
        reader.commit()
    (told,) = checked(file, chained).troubles
    assert told.endswith(f": {name}.")


def test_a_rule_made_harmless_is_named(file: Path, chained: tuple[Home, bytes, bytes, str]) -> None:
    with other_reader(file, chained[1]) as reader:
        reader.execute("drop trigger entry_no_delete")
        reader.execute("create trigger entry_no_delete before delete on entry begin select 1; end")
        reader.commit()
    assert "entry_no_delete" in checked(file, chained).troubles[0]


def test_an_old_page_put_back_is_told(file: Path, chained: tuple[Home, bytes, bytes, str]) -> None:
    """Every page that existed before is put back as it was, one at a time: never is a wrong note taken for right."""
    _, key, early, shown = chained
    whole = file.read_bytes()
    found = 0
    for page in range(1, len(early) // PAGE):
        place = slice(page * PAGE, (page + 1) * PAGE)
        if early[place] == whole[place]:
            continue
        file.write_bytes(whole[: place.start] + early[place] + whole[place.stop :])
        try:
            with closing(open_database(file, key)) as connection:
                troubles = check(connection).troubles
        except EngageError as e:
            troubles = [str(e)]
        found += bool(troubles)
        assert troubles or checked(file, chained).fingerprint == shown
    assert found
