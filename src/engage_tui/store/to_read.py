"""Notes that cannot be written to, opened to be read: where they stand, or from a private copy where that does not do.

No lock is held on them. Whoever can write to them is seen before they are opened, and not afterwards.
"""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import apsw

from engage_tui.errors import WriteError
from engage_tui.store import migrations
from engage_tui.store.database import check_file, check_not_open, explained, give_key, open_database, see_whole
from engage_tui.store.migrations import migrate, version_of

if TYPE_CHECKING:
    from collections.abc import Callable


def open_to_read(path: Path, key: bytes) -> tuple[apsw.Connection, Callable[[], object]]:
    """An existing database, to be read only, and what to call once it is closed.

    Raises `StoreDamagedError`, `StoreBusyError` or `WriteError`.
    What waits in a log beside it can only be read together with it by somebody who may write, and the same goes for
    notes of an older shape. Those are read from a copy, which is encrypted as they are and goes when they are closed.
    """
    check_file(path)
    check_not_open(path)
    log = _log(path)
    if not (log.exists() and log.stat().st_size):
        connection = _where_it_stands(path, key)
        if version_of(connection) >= len(migrations.MIGRATIONS):
            return connection, lambda: None
        connection.close()
    return _from_a_copy(path, key)


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _where_it_stands(path: Path, key: bytes) -> apsw.Connection:
    """Without a lock or a file beside it, neither of which could be made."""
    name = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with explained(path):
        connection = apsw.Connection(name, flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI)
        try:
            give_key(connection, key)
            connection.pragma("trusted_schema", False)
            connection.pragma("cell_size_check", True)
            connection.pragma("temp_store", "memory")
            see_whole(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


def _from_a_copy(path: Path, key: bytes) -> tuple[apsw.Connection, Callable[[], object]]:
    folder = TemporaryDirectory(prefix="engage-", ignore_cleanup_errors=True)  # private by the way it is made
    try:
        copy = Path(folder.name) / path.name
        shutil.copyfile(path, copy)
        if _log(path).exists():
            shutil.copyfile(_log(path), _log(copy))
        with closing(open_database(copy, key)) as connection:
            migrate(connection)
        return _where_it_stands(copy, key), folder.cleanup
    except OSError as e:
        folder.cleanup()
        raise WriteError(
            f"The notes can only be read from a copy, and none could be made in {folder.name} ({e.strerror}).",
            "Nothing was changed. Make room there and try again.",
        ) from e
    except BaseException:
        folder.cleanup()
        raise
