"""Encrypted notes as tests meet them: ready-made, with their raw key, and read by another program."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from engage_tui.paths import Home
from engage_tui.record.final import final_record
from engage_tui.store import keys
from engage_tui.store.database import open_database
from engage_tui.store.store import Store
from support.planted_secrets import LEAST_COSTS, PASSPHRASE
from support.talks import full_talk, new_talk

if TYPE_CHECKING:
    import sqlite3

    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide

DRAFT = full_talk()
FINAL = replace(full_talk(), id="f1", reference="F-1")


@dataclass(frozen=True)
class Made:
    """Closed notes, and the key of their database."""

    home: Home
    key: bytes


AT = "2026-11-21T15:00:00Z"


def finalise(store: Store, talk: Conversation, guide: Guide) -> str:
    """Save a conversation and make it final."""
    store.save(None, talk)
    return store.finalise(talk, at=AT, record=final_record(talk, guide))


def fill(home: Home, guide: Guide) -> None:
    """Set up notes: a draft, a final note, and enough other drafts for many pages."""
    store = Store.create(home, PASSPHRASE, LEAST_COSTS)
    store.save(None, DRAFT)
    finalise(store, FINAL, guide)
    for n in range(20):
        store.save(None, replace(DRAFT, id=f"more-{n}", reference=f"M-{n}"))
    store.save(None, new_talk("E-1", "e1"))
    store.set_fact("author", "A. Worker")
    store.close()


@cache
def _pattern() -> tuple[TemporaryDirectory[str], bytes]:
    """The folder of new, empty notes, and the key of their database."""
    folder = TemporaryDirectory(prefix="engage-tests-")
    home = Home(Path(folder.name) / "engage")
    Store.create(home, PASSPHRASE, LEAST_COSTS).close()
    return folder, raw_key(home)


def new_store(home: Home) -> Store:
    """New notes with the tests' passphrase, open. The passphrase is stretched for the first of them only."""
    folder, _ = _pattern()
    shutil.copytree(Path(folder.name) / "engage", home.folder, dirs_exist_ok=True)
    return open_again(home)


def open_again(home: Home) -> Store:
    """Open notes that `new_store` made, without stretching the passphrase."""
    return Store(home, open_database(home.notes, _pattern()[1]))


def raw_key(home: Home) -> bytes:
    """The database's own key, as the passphrase gives it."""
    return keys.subkey(keys.open_keys(keys.read_keys(home.keys), PASSPHRASE), "db")


def everything(store: Store) -> list[object]:
    """All that can be read of the notes."""
    return [*store.notes(), *(store.load(n.id) for n in store.notes()), store.fact("author")]


def other_reader(path: Path, key: bytes) -> closing[sqlite3.Connection]:
    """The same file, opened by SQLCipher's own library. Use as a context manager."""
    dbapi2 = pytest.importorskip("sqlcipher3.dbapi2")
    connection = dbapi2.connect(str(path), timeout=0.1)
    connection.execute(f"pragma key = \"x'{key.hex()}'\"")
    return closing(connection)


def attempt(reader: sqlite3.Connection, sql: str) -> None:
    """Try a statement; a refusal by the file's own rules is what is hoped for."""
    try:
        reader.execute(sql)
        reader.commit()
    except pytest.importorskip("sqlcipher3.dbapi2").DatabaseError:
        reader.rollback()


def dump(reader: sqlite3.Connection) -> list[object]:
    """Every row of every table, and the tables themselves."""
    made = reader.execute("select type, name, sql from sqlite_master order by name").fetchall()
    tables = [name for kind, name, _ in made if kind == "table"]
    return [made, *(sorted(reader.execute(f"select * from {table}").fetchall()) for table in tables)]
