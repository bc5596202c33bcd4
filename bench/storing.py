"""The encrypted store beside plain SQLite, in this process and in the same folder."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import partial
from statistics import median
from typing import TYPE_CHECKING

from bench.homes import PASSPHRASE, SENTENCE, THEN
from bench.pairs import Row, Scene, in_turn, timed
from engage_tui.conversation.codec import AnswerRecord, Details
from engage_tui.conversation.events import Wrote
from engage_tui.conversation.update import apply
from engage_tui.store.database import open_database
from engage_tui.store.finding import Wanted
from engage_tui.store.migrations import migrate
from engage_tui.store.store import Store
from engage_tui.tui.screens.notes import MOST, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import apsw

    from bench.homes import Homes
    from bench.pairs import Figures
    from engage_tui.paths import Home

SAVES = 40
LISTED = 10_000
_LIST = "select id, reference, held_on, state, changed from note order by changed desc"

_SEARCH = """
select id, reference, held_on, state, changed from note where id in (select note from words where words match ?)
order by changed desc limit ?
"""


def scenes(homes: Homes) -> Sequence[Scene]:
    """All scenes of this file."""
    return (
        Scene((Row("autosave of one answer", "ms", "plain SQLite"),), lambda _: _saves(homes), 7, 2),
        _opening(homes, 1, "opening the store, without the key"),
        _opening(homes, 5_000, "opening the store with 5,000 notes"),
        _unlocking(homes),
        _listing(homes),
        _searching(homes, "upstairs", "search of 10,000 notes, a word in none"),
        _searching(homes, "chil", "search of 10,000 notes, a beginning in all"),
    )


def _plain(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    return connection


def _plain_copy(homes: Homes, home: Home) -> Path:
    """The tables of a home in a plain SQLite file."""
    path = homes.fresh("plain") / "notes.db"
    with homes.database(home) as source, closing(_plain(path)) as plain:
        for table in ("note", "answer"):
            for (made_by,) in source.execute(
                "select sql from sqlite_master where tbl_name = ? and type <> 'trigger' and sql is not null", (table,)
            ):
                plain.execute(str(made_by))
        plain.execute("begin")
        for table in ("note", "answer"):
            rows = source.execute(f"select * from {table}").fetchall()
            plain.executemany(f"insert into {table} values ({', '.join('?' * len(rows[0]))})", rows)
        plain.execute("commit")
    return path


def _saves(homes: Homes) -> tuple[Figures, Figures]:
    """One save of ours and one plain one in turn, many times: the disk is the same for neighbours."""
    home = homes.copy(homes.home(1))
    ours, other = [], []
    with closing(Store.unlock(home, PASSPHRASE)) as store, closing(_plain(home.folder / "plain.db")) as plain:
        plain.execute("create table note (id text primary key, details text) without rowid")
        plain.execute("create table answer (note text, item text, body text, primary key (note, item)) without rowid")
        before, item = homes.note(), homes.question
        for number in range(SAVES):
            after = apply(before, Wrote(item, homes.fields(item)[0], f"{SENTENCE} {number}"), THEN)
            ours.append(timed(partial(store.save, before, after))[0])
            details = Details.of(after).model_dump_json()
            body = AnswerRecord.of(after.items[item]).model_dump_json(exclude_defaults=True)
            other.append(timed(partial(_save_plain, plain, item, details, body))[0])
            before = after
    return (median(ours),), (median(other),)


def _save_plain(plain: sqlite3.Connection, item: str, details: str, body: str) -> None:
    plain.execute("begin immediate")
    plain.execute("insert or replace into note values ('note', ?)", (details,))
    plain.execute("insert or replace into answer values ('note', ?, ?)", (item, body))
    plain.execute("commit")


def _opening(homes: Homes, notes: int, name: str) -> Scene:
    def ours() -> Figures:
        home = homes.home(notes)
        key = homes.key(home)
        spent, connection = timed(lambda: _opened(home, key))
        connection.close()
        return (spent,)

    def other() -> Figures:
        path = _plain_copy(homes, homes.home(notes))
        spent, connection = timed(lambda: _plain_opened(path))
        connection.close()
        return (spent,)

    return Scene((Row(name, "ms", "plain SQLite"),), in_turn(ours, other), 9, 3)


def _opened(home: Home, key: bytes) -> apsw.Connection:
    """What unlocking does once it has the key."""
    connection = open_database(home.notes, key)
    migrate(connection)
    return connection


def _plain_opened(path: Path) -> sqlite3.Connection:
    connection = _plain(path)
    connection.execute("select count(*) from sqlite_master").fetchall()
    return connection


def _unlocking(homes: Homes) -> Scene:
    def with_argon() -> Figures:
        spent, store = timed(lambda: Store.unlock(homes.home(1), PASSPHRASE))
        store.close()
        return (spent,)

    def without() -> Figures:
        home = homes.home(1)
        key = homes.key(home)
        spent, connection = timed(lambda: _opened(home, key))
        connection.close()
        return (spent,)

    return Scene((Row("unlocking, with the passphrase", "ms", "without Argon2id"),), in_turn(with_argon, without), 7, 3)


def _listing(homes: Homes) -> Scene:
    def ours() -> Figures:
        with closing(Store.unlock(homes.home(LISTED), PASSPHRASE)) as store:
            return timed(lambda: rows_of(store.find(Wanted(), -1), homes.guide), waiting=False)[:1]

    def other() -> Figures:
        with closing(_plain(_plain_copy(homes, homes.home(LISTED)))) as plain:
            return timed(lambda: plain.execute(_LIST).fetchall(), waiting=False)[:1]

    return Scene((Row("list of 10,000 notes, as rows", "ms", "plain SQLite query"),), in_turn(ours, other), 5, 2)


def _searching(homes: Homes, text: str, name: str) -> Scene:
    """The first screenful of what is found, as rows, beside a plain FTS5 table with a row for each note."""

    def ours() -> Figures:
        with closing(Store.unlock(homes.home(LISTED), PASSPHRASE)) as store:
            return timed(lambda: rows_of(store.find(Wanted(text), MOST), homes.guide), waiting=False)[:1]

    def other() -> Figures:
        with closing(_plain(_plain_copy(homes, homes.home(LISTED)))) as plain:
            plain.execute("create virtual table words using fts5(note unindexed, body)")
            plain.execute("insert into words select note, group_concat(body, ' ') from answer group by note")
            return timed(lambda: plain.execute(_SEARCH, (f"{text}*", MOST)).fetchall(), waiting=False)[:1]

    return Scene((Row(name, "ms", "plain SQLite FTS5"),), in_turn(ours, other), 5, 2)
