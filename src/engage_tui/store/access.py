"""Opening notes for whoever has their key: to be changed, or, where they stand on what takes no change, to be read."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from engage_tui.errors import WriteError
from engage_tui.files import rename_private
from engage_tui.store import migrations, rekeying
from engage_tui.store.database import explained, open_database
from engage_tui.store.migrations import migrate, version_of
from engage_tui.store.places import takes_changes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import apsw

    from engage_tui.paths import Home


@dataclass(frozen=True, slots=True)
class Access:
    """An open database of the newest shape."""

    connection: apsw.Connection
    why_read_only: str = ""
    """Why it takes no change; empty when it does."""
    clear_up: Callable[[], object] = lambda: None
    """To be called once it is closed."""


def get_in(home: Home, db_key: bytes) -> Access:
    """Open the notes, in the newest shape. Raises `StoreBusyError`, `StoreDamagedError` or `WriteError`."""
    try:
        if not home.notes.exists() and fresh(home).exists():
            rename_private(fresh(home), home.notes)
        connection = open_database(home.notes, db_key)
        _bring_up_to_date(home, connection)
    except WriteError as e:
        return _get_in_to_read(home, db_key, e)
    rekeying.clear_leftovers(home.keys)
    return Access(connection)


@contextmanager
def looked_at(home: Home, db_key: bytes) -> Iterator[apsw.Connection]:
    """The notes as they are, open for as long as they are looked at. Raises as `get_in` does."""
    try:
        found = Access(open_database(home.notes, db_key))
    except WriteError as e:
        found = _get_in_to_read(home, db_key, e)
    try:
        yield found.connection
    finally:
        found.connection.close()
        found.clear_up()


def fresh(home: Home) -> Path:
    """Where notes stand that are about to be put in place, by setting up or by a restore."""
    return home.notes.with_name("notes.db.new")


def _get_in_to_read(home: Home, db_key: bytes, trouble: WriteError) -> Access:
    from engage_tui.store.to_read import open_to_read

    path = home.notes if home.notes.exists() or not fresh(home).exists() else fresh(home)
    connection, clear_up = open_to_read(path, db_key)
    plainly = f"Nothing can be written to the folder {home.folder}."  # SQLite cannot tell one reason from another
    return Access(connection, trouble.message if takes_changes(home) else plainly, clear_up)


def _bring_up_to_date(home: Home, connection: apsw.Connection) -> None:
    """Give older notes their new shape, with a backup of them as they were made first. Closed if that fails."""
    from engage_tui.store.backup import make_in

    try:
        with explained(home.notes):
            if 0 < version_of(connection) < len(migrations.MIGRATIONS):
                make_in(home.backups, connection, home.keys, datetime.now(UTC).astimezone().date())
            migrate(connection)
    except BaseException:
        connection.close()
        raise
