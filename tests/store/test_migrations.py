"""The shape of the database: reached step by step, each whole or not at all, and nothing newer is touched."""

from __future__ import annotations

import hashlib
from contextlib import closing
from typing import TYPE_CHECKING

import apsw
import pytest

from engage_tui.errors import StoreDamagedError
from engage_tui.store.migrations import MIGRATIONS, migrate

if TYPE_CHECKING:
    from collections.abc import Iterator


TABLES = {"note", "answer", "entry", "head", "fact", "amendment", "review", "page", "searchable"}
SEARCH = {"search", "search_data", "search_idx", "search_config"}
RELEASED = ("1045e516779d9271", "e2bd7deda21230e6", "ae9999cb2b3b24d3")
"""The SHA-256 of every step, so that none is edited by mistake."""


@pytest.fixture
def connection() -> Iterator[apsw.Connection]:
    opened = apsw.Connection(":memory:")
    yield opened
    opened.close()


def shape(connection: apsw.Connection) -> list[object]:
    return connection.execute("select type, name, sql from sqlite_master order by name").fetchall()


def names(connection: apsw.Connection) -> set[str]:
    return {str(name) for (name,) in connection.execute("select name from sqlite_master where type = 'table'")}


def test_an_empty_database_gets_the_newest_shape(connection: apsw.Connection) -> None:
    migrate(connection)
    assert connection.pragma("user_version") == len(MIGRATIONS)
    assert names(connection) == TABLES | SEARCH


def test_no_step_was_edited() -> None:
    assert tuple(hashlib.sha256(step.encode()).hexdigest()[:16] for step in MIGRATIONS) == RELEASED


@pytest.mark.parametrize("version", range(len(MIGRATIONS)))
def test_every_older_shape_gets_the_newest_one(connection: apsw.Connection, version: int) -> None:
    for step in MIGRATIONS[:version]:
        connection.execute(step)
    connection.pragma("user_version", version)
    migrate(connection)
    with closing(apsw.Connection(":memory:")) as new:
        migrate(new)
        assert shape(connection) == shape(new)


def test_the_newest_shape_stays_as_it_is_with_what_is_in_it(connection: apsw.Connection) -> None:
    migrate(connection)
    connection.execute("insert into fact values ('author', 'A. Worker')")
    before, changes = shape(connection), connection.total_changes()
    migrate(connection)
    assert shape(connection) == before
    assert connection.total_changes() == changes
    assert connection.execute("select value from fact").get == "A. Worker"


def test_a_step_that_fails_half_way_leaves_no_trace(connection: apsw.Connection) -> None:
    connection.execute("create table fact (in_the_way)")  # the last table of the first step
    before = shape(connection)
    with pytest.raises(apsw.SQLError):
        migrate(connection)
    assert shape(connection) == before
    assert connection.pragma("user_version") == 0
    assert not connection.in_transaction


def test_a_newer_shape_is_refused_and_not_touched(connection: apsw.Connection) -> None:
    connection.pragma("user_version", len(MIGRATIONS) + 1)
    with pytest.raises(StoreDamagedError, match="newer engage-tui"):
        migrate(connection)
    assert shape(connection) == []


@pytest.mark.parametrize(
    "sql",
    [
        "insert into note values ('a', 'J-1', '2026-11-21', 'nearly', 'x', '{}')",
        "insert into note values ('a', null, '2026-11-21', 'draft', 'x', '{}')",
        "insert into answer values ('nobody', 'item', '{}')",
    ],
)
def test_rows_that_make_no_sense_are_refused(connection: apsw.Connection, sql: str) -> None:
    connection.pragma("foreign_keys", True)
    migrate(connection)
    with pytest.raises(apsw.ConstraintError):
        connection.execute(sql)
