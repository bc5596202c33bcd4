"""Opening the encrypted SQLite file so that it is durable, checked and never silently new.

The file is a SQLCipher 4 database: any tool built for that format opens it with the same raw key.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import apsw

from engage_tui.errors import StoreBusyError, StoreDamagedError, WriteError
from engage_tui.files import create_private

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BUSY_MS = 2_000
PAGE_BYTES = 4096
_PLAIN_HEADER = b"SQLite format 3\x00"


def create_database(path: Path, key: bytes) -> apsw.Connection:
    """A new, empty, encrypted database; `path` must not exist. Raises `WriteError`."""
    create_private(path)  # private from the first byte; SQLite's own side files take after it
    with explained(path):
        return _prepared(apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE), key)


def open_database(path: Path, key: bytes) -> apsw.Connection:
    """An existing database, to be written to. Never makes or empties a file.

    Raises `StoreDamagedError`, `StoreBusyError` or `WriteError`.
    """
    check_file(path)
    with explained(path):
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
        if path.with_name(f"{path.name}-wal").exists():
            # Until the file is seen to be whole, closing it neither folds in the log that waits nor takes it away.
            connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
        connection = _prepared(connection, key)
        try:
            _see_writable(connection, path)
            see_whole(connection, path)
        except BaseException:
            connection.close()
            raise
        connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0)
        return connection


def _see_writable(connection: apsw.Connection, path: Path) -> None:
    """SQLite opens what cannot be written to all the same, and then every save would fail. Raises `WriteError`."""
    if connection.readonly("main"):
        raise _no_writing(path)


def see_whole(connection: apsw.Connection, path: Path) -> None:
    """Look at every page. Raises `StoreDamagedError`."""
    if connection.execute("pragma quick_check(1)").fetchall() != [("ok",)]:
        raise _damaged(path)


def open_unchecked(path: Path, key: bytes) -> apsw.Connection:
    """A damaged database, for reading what can be read of it; only ever a copy. Raises `StoreDamagedError`."""
    check_file(path)
    with explained(path):
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
        try:
            give_key(connection, key)
            connection.pragma("temp_store", "memory")
        except BaseException:
            connection.close()
            raise
        return connection


def check_not_open(path: Path) -> None:
    """See that no other process has the notes open, without their key. Raises `StoreBusyError`; changes nothing."""
    if not path.exists():
        return
    try:
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    except apsw.Error:  # no file that anything could have open
        return
    try:
        connection.execute("select count(*) from sqlite_master").fetchall()
    except (apsw.BusyError, apsw.LockedError):
        raise _busy(path) from None
    except apsw.Error:  # it could be looked at, so nobody holds it; without the key it cannot be read
        return
    finally:
        connection.close()


def check_file(path: Path) -> None:
    """See that there is a file that could be ours. Raises `StoreDamagedError`."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(len(_PLAIN_HEADER))
    except FileNotFoundError:
        raise StoreDamagedError(
            f"The notes file {path} is missing, though its keys are here.",
            "Nothing was changed and no new file was made. Put the file back from a backup.",
        ) from None
    except OSError as e:
        raise StoreDamagedError(f"The notes file {path} cannot be read ({e.strerror}).", "Nothing was changed.") from e
    if size < PAGE_BYTES or head == _PLAIN_HEADER:
        raise _damaged(path)


def _prepared(connection: apsw.Connection, key: bytes) -> apsw.Connection:
    try:
        connection.set_busy_timeout(BUSY_MS)
        give_key(connection, key)
        connection.pragma("locking_mode", "exclusive")
        connection.pragma("journal_mode", "wal")
        connection.pragma("synchronous", "full")
        connection.pragma("fullfsync", True)
        connection.pragma("checkpoint_fullfsync", True)
        connection.pragma("foreign_keys", True)
        connection.pragma("cell_size_check", True)
        connection.pragma("trusted_schema", False)
        connection.pragma("secure_delete", True)
        connection.pragma("temp_store", "memory")
        connection.execute("begin immediate")  # takes the exclusive lock now, so that a second app is told at once
        connection.execute("commit")
    except BaseException:
        connection.close()
        raise
    return connection


def give_key(connection: apsw.Connection, key: bytes) -> None:
    """Let a connection read, and try it. Raises what SQLite says of a wrong key or of damage."""
    connection.pragma("cipher", "sqlcipher")
    connection.pragma("legacy", 4)
    connection.execute(f"pragma key = \"x'{key.hex()}'\"")
    connection.execute("select count(*) from sqlite_master").fetchall()  # the first true test of the key


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns SQLite's errors into ours, told in plain words and without anything that was being written."""
    try:
        yield
    except (apsw.BusyError, apsw.LockedError):
        raise _busy(path) from None
    except (apsw.NotADBError, apsw.CorruptError, apsw.FormatError):
        raise _damaged(path) from None
    except apsw.FullError:
        raise WriteError("The disk is full.", "What you wrote is still here. Make room and it will be saved.") from None
    except (apsw.ReadOnlyError, apsw.PermissionsError):
        raise _no_writing(path) from None
    except (apsw.IOError, apsw.CantOpenError):
        raise WriteError(f"The disk did not take the change ({path}).", "What you wrote is still here.") from None
    except apsw.Error:  # whatever it was, saving must be told of it and go on trying
        raise WriteError(f"The change did not go into {path}.", "What you wrote is still here.") from None


def _no_writing(path: Path) -> WriteError:
    return WriteError(f"The folder of {path} cannot be written to.", "What you wrote is still here.")


def _busy(path: Path) -> StoreBusyError:
    from engage_tui.store.holder import held_by

    told = f"Another engage-tui has the notes open. {held_by(path)}".rstrip()
    return StoreBusyError(told, "Close it first. Nothing was changed here.")


def _damaged(path: Path) -> StoreDamagedError:
    return StoreDamagedError(
        f"The notes file {path} is damaged.",
        "Nothing was changed. Keep it as it is and put a backup in its place.",
    )
