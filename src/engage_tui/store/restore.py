"""Putting a backup in the place of the notes. What was there is set aside under a new name, and nothing is deleted."""

from __future__ import annotations

import json
import secrets
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from engage_tui.errors import EngageError, PassphraseError, StoreBusyError, StoreDamagedError, WriteError
from engage_tui.files import private_folder, rename_private, write_private
from engage_tui.store import backup, keys
from engage_tui.store.access import beside, finish_restore, keys_of
from engage_tui.store.database import check_not_open, explained, open_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    import apsw

    from engage_tui.paths import Home


@dataclass(frozen=True, slots=True)
class Opened:
    """A backup that opens: its file, the key file that goes with the passphrase, the data key, how many notes."""

    path: Path
    document: dict[str, Any]
    data_key: bytes
    notes: int


class Keyring:
    """Tries one passphrase or recovery code on key files, stretching a passphrase once for each.

    Key files of one store hold the same data key, so one that opens does for all backups of that store, also for those
    made before the passphrase was changed.
    """

    def __init__(self, secret: str) -> None:
        self._secret = secret
        self._opened: dict[str, tuple[dict[str, Any], bytes]] = {}
        self._refused: dict[str, PassphraseError] = {}

    def open(self, document: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """A key file of the same store that it opens, and the data key. Raises `PassphraseError`."""
        store, spelt = str(document["store"]), json.dumps(document, sort_keys=True)
        if store in self._opened:
            return self._opened[store]
        if spelt in self._refused:
            raise self._refused[spelt]
        try:
            self._opened[store] = document, keys.open_with_either(document, self._secret)
        except PassphraseError as e:
            self._refused[spelt] = e
            raise
        return self._opened[store]

    def try_present(self, home: Home) -> bytes | None:
        """The data key by the key file in use, if it is there, whole, and this opens it."""
        try:
            return self.open(keys_of(home))[1]
        except EngageError:
            return None


@contextmanager
def disk_told() -> Iterator[None]:
    """Turns what the system says of a disk into words. For use as a decorator."""
    try:
        yield
    except OSError as e:
        raise WriteError(f"The disk did not take the change ({e.strerror}).", "Nothing was deleted.") from e


@disk_told()
def open_backup(path: Path, keyring: Keyring) -> Opened:
    """See that a backup opens and is whole. Raises `PassphraseError` or `StoreDamagedError`."""
    with TemporaryDirectory(prefix="engage-") as folder:
        backup.unpack(path, Path(folder))
        document, data_key = keyring.open(keys.read_keys(Path(folder) / backup.KEYS))
        with closing(unpacked(Path(folder), data_key)) as connection:
            notes = int(str(connection.execute("select count(*) from note").get))
    return Opened(path, document, data_key, notes)


def unpacked(folder: Path, data_key: bytes) -> apsw.Connection:
    """The database of a backup that was unpacked into a folder. Raises `StoreDamagedError`."""
    try:
        return open_database(folder / backup.NOTES, keys.subkey(data_key, "db"))
    except StoreDamagedError:
        raise StoreDamagedError(
            "The notes in this backup are damaged.", "Nothing was changed. Try an older one."
        ) from None


def newest_that_opens(home: Home, keyring: Keyring) -> Opened | None:
    """The newest of the app's own backups that this passphrase or recovery code opens."""
    keyring.try_present(home)
    for one in backup.kept(home.backups):
        with suppress(EngageError):
            return open_backup(one.path, keyring)
    return None


@disk_told()
def restore(home: Home, opened: Opened, today: date) -> Path | None:
    """Put a backup in the place of the notes; the folder where the notes that stood there were set aside, if any.

    A kill at any moment leaves the old notes to be opened, or the new ones: see `finish_restore`.
    Raises `StoreBusyError`, `StoreDamagedError` or `WriteError`.
    """
    private_folder(home.folder)
    _settle(home, opened.data_key)
    for left in home.folder.glob(".restoring-*"):
        _empty(left)
    folder = private_folder(home.folder / f".restoring-{secrets.token_hex(4)}")
    try:
        backup.unpack(opened.path, folder)
        unpacked(folder, opened.data_key).close()
        aside = _set_aside(home, folder, opened.document, today)
        finish_restore(home)
    finally:
        _empty(folder)
    return aside


def _settle(home: Home, data_key: bytes) -> None:
    """Nobody has the notes open, and what waits in their log is in the file if they open at all."""
    with explained(home.notes):
        check_not_open(home.notes)
    try:
        open_database(home.notes, keys.subkey(data_key, "db")).close()
    except StoreBusyError:
        raise
    except EngageError:  # damaged, missing or of another key: it is set aside as it is
        return


def _set_aside(home: Home, folder: Path, document: dict[str, Any], today: date) -> Path | None:
    """Move the notes that stand there out of the way, once all that is to come stands ready beside them."""
    home.coming_keys.unlink(missing_ok=True)  # of a restore that was cut short; its notes are set aside
    old = [path for path in (home.coming_notes, home.notes, *beside(home)) if path.exists()]
    aside = _free_folder(home, today) if old or home.keys.exists() else None
    if aside is not None and home.keys.exists():  # copied: a folder without keys would look like a first run
        write_private(aside / home.keys.name, home.keys.read_bytes(), replace=False)
    if aside is not None and home.coming_notes in old:
        old.remove(home.coming_notes)
        rename_private(home.coming_notes, aside / home.coming_notes.name)
    keys.write_keys(home.coming_keys, document, replace=True)
    rename_private(folder / backup.NOTES, home.coming_notes)
    for path in old:  # the notes first: what is left of them then is set aside when the restore is finished
        if aside is not None:
            rename_private(path, aside / path.name)
    return aside


def _free_folder(home: Home, today: date) -> Path:
    number = 1
    while True:
        folder = home.folder / f"set-aside-{today.isoformat()}{f'-{number}' if number > 1 else ''}"
        if not folder.exists():
            return private_folder(folder)
        number += 1


def _empty(folder: Path) -> None:
    """Take away a folder of our own with what was unpacked in it."""
    for name in (backup.KEYS, backup.NOTES, f"{backup.NOTES}-wal", f"{backup.NOTES}-shm"):
        with suppress(OSError):
            (folder / name).unlink(missing_ok=True)
    with suppress(OSError):
        folder.rmdir()
