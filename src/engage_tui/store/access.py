"""Opening notes for whoever has their key: to be changed, or, where they stand on what takes no change, to be read."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from engage_tui.errors import WriteError
from engage_tui.files import private_folder, rename_private, replace_private
from engage_tui.store import keys, migrations, rekeying
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
        if not home.notes.exists() and home.coming_notes.exists():
            rename_private(home.coming_notes, home.notes)
        connection = open_database(home.notes, db_key)
        _bring_up_to_date(home, connection)
    except WriteError as e:
        return _get_in_to_read(home, db_key, e)
    _clear_leftovers(home)
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


def keys_of(home: Home) -> dict[str, Any]:
    """The key file's content, once a restore that was cut short is finished. Raises `StoreDamagedError`."""
    try:
        finish_restore(home)
    except WriteError:  # it can be read all the same
        return keys.read_keys(home.coming_keys if home.coming_keys.exists() else home.keys)
    return keys.read_keys(home.keys)


def finish_restore(home: Home) -> None:
    """Put in place what a restore made ready, if the notes before are out of the way: until then those are what opens.

    Every restore ends with this, so that one cut short is taken up where it was. Raises `WriteError`.
    """
    if home.notes.exists() or not home.restoring:
        return
    for path in beside(home):  # it belongs to the notes that were set aside, and would spoil these
        if path.exists():
            rename_private(path, _last_set_aside(home) / path.name)
    replace_private(home.coming_keys, home.keys)
    rename_private(home.coming_notes, home.notes)


def beside(home: Home) -> list[Path]:
    """What SQLite may have beside the notes."""
    return [home.notes.with_name(home.notes.name + end) for end in ("-wal", "-shm")]


def _last_set_aside(home: Home) -> Path:
    """The folder that the notes before went to a moment ago."""
    folders = home.folder.glob("set-aside-*")
    return max(folders, key=lambda path: path.stat().st_mtime, default=None) or private_folder(
        home.folder / "set-aside"
    )


def _clear_leftovers(home: Home) -> None:
    """Take away what was left half made: a key file, and what a restore made ready before it was cut short."""
    rekeying.clear_leftovers(home.keys)
    if home.coming_keys.exists():
        for path in (home.coming_notes, home.coming_keys):  # copies of what is in the backup
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _get_in_to_read(home: Home, db_key: bytes, trouble: WriteError) -> Access:
    from engage_tui.store.to_read import open_to_read

    path = home.notes if home.notes.exists() or not home.coming_notes.exists() else home.coming_notes
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
