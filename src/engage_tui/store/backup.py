"""Backups: one file with the encrypted notes and the key file as it was, so that it opens alone with the passphrase.

The file is a zip archive with nothing in it compressed: `keys.json` and `notes.db`. Any tool for zip archives takes the
two out again, each has a checksum, and both stay what they are beside the app: a wrapped key and a SQLCipher database.
"""

from __future__ import annotations

import glob
import os
import re
import secrets
import shutil
import struct
import zipfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import apsw

from engage_tui.errors import StoreDamagedError, WriteError
from engage_tui.files import create_private, name_private, private_folder
from engage_tui.store import keys

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path
    from typing import IO

KEYS, NOTES = "keys.json", "notes.db"
SUFFIX = ".backup"
MOST_KEY_BYTES = 64 * 1024
_PIECE = 1024 * 1024
_NAME = re.compile(r"(\d{4}-\d\d-\d\d)(?:-(\d+))?\.backup")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the members tell no time; the file's name tells the day
_THERE, _COUNT = "select name from {}.sqlite_master where type = 'table'", "select count(*) from {}.{}"
_TABLES = ("note", "answer", "entry", "fact", "amendment", "review", "searchable")


@dataclass(frozen=True, slots=True, order=True)
class Kept:
    """One of the app's own backups. Of one day, a higher number is newer."""

    day: date
    number: int
    path: Path


def kept(folder: Path) -> list[Kept]:
    """The backups in a folder by their names, the newest first."""
    try:
        names = [path.name for path in folder.iterdir()]
    except OSError:
        return []
    found = []
    for match in filter(None, map(_NAME.fullmatch, names)):
        try:
            found.append(Kept(date.fromisoformat(match[1]), int(match[2] or 1), folder / match[0]))
        except ValueError:  # no such day
            continue
    return sorted(found, reverse=True)


def due(folder: Path, today: date, days: int) -> bool:
    """Whether it is time for another. A backup from the future (a clock was wrong) does not put it off."""
    past = [b.day for b in kept(folder) if b.day <= today]
    return not past or (today - past[0]).days >= days


def free_name(folder: Path, today: date) -> Path:
    """A name for today's backup that nothing has: the day alone, or with a number."""
    taken = [b.number for b in kept(folder) if b.day == today]
    return folder / f"{today.isoformat()}{f'-{max(taken) + 1}' if taken else ''}{SUFFIX}"


def prune(folder: Path, keep: int, good: Path) -> None:
    """Delete all but the newest `keep`, never `good`. For use only when `good` has just been seen to open."""
    for backup in kept(folder)[max(keep, 1) :]:
        if backup.path != good:
            _drop(backup.path)


def sweep(folder: Path, name: str = "") -> None:
    """Take away what a backup that was killed left half made: nothing under a final name."""
    for left in folder.glob(f".{glob.escape(name) if name else '*'}.*.part*"):
        _drop(left)


def backing_up(connection: apsw.Connection, key_file: Path, target: Path) -> Generator[None, None, None]:
    """Make a backup, a stage at each step, so that saving can go on between them; whole when the steps end.

    Close the iterator to give up. Raises `WriteError` (also when `target` exists) or `StoreDamagedError`.
    """
    if os.path.lexists(target):
        raise WriteError(f"There is already a file {target}.", "It was not touched. Choose another name.")
    copy, packed = (_part(target) for _ in range(2))
    try:
        with _explained(target):
            create_private(copy)  # private from the first byte
            connection.execute("vacuum into ?", (str(copy),))
            counts = _counts(connection, "main")
            yield
            _check(connection, copy, counts)
            yield
            _pack(key_file, copy, packed)
            yield
            _read_back(packed)
            name_private(packed, target)
    finally:
        for path in (copy, packed, copy.with_name(f"{copy.name}-journal")):
            _drop(path)


def _drop(path: Path) -> None:
    """Delete a file, or leave it for the next time when something has it open."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def make(connection: apsw.Connection, key_file: Path, target: Path) -> None:
    """Make a backup in one go. Raises `WriteError` or `StoreDamagedError`."""
    for _ in backing_up(connection, key_file, target):
        pass


def make_in(folder: Path, connection: apsw.Connection, key_file: Path, today: date) -> Path:
    """Make one of the app's own backups in one go. Raises `WriteError` or `StoreDamagedError`."""
    private_folder(folder)
    target = free_name(folder, today)
    make(connection, key_file, target)
    return target


def _part(target: Path) -> Path:
    return target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")


@contextmanager
def _explained(target: Path) -> Generator[None, None, None]:
    try:
        yield
    except (apsw.NotADBError, apsw.CorruptError, apsw.FormatError):
        raise StoreDamagedError(
            "The notes could not be read whole, so no backup was made.",
            "Backups made before were kept. `engage-tui verify` tells more.",
        ) from None
    except apsw.FullError:
        raise WriteError("The disk is full, so no backup was made.", "The notes and older backups are whole.") from None
    except (apsw.Error, OSError):
        raise WriteError(
            f"The backup {target} could not be made.", "The notes and older backups are whole. Is there room?"
        ) from None


def _counts(connection: apsw.Connection, schema: str) -> list[object]:
    """How many rows are in each table there is: notes of an older shape have fewer tables."""
    there = {str(name) for (name,) in connection.execute(_THERE.format(schema))}
    return [(table, connection.execute(_COUNT.format(schema, table)).get) for table in _TABLES if table in there]


def _check(connection: apsw.Connection, copy: Path, counts: object) -> None:
    """Open the copy with the key in use, which an attached database takes over, and see that it is whole."""
    with copy.open("rb") as file:
        encrypted = file.read(16) != b"SQLite format 3\x00"
    connection.execute("attach ? as made", (str(copy),))
    try:
        whole = connection.execute("pragma made.quick_check(1)").fetchall() == [("ok",)]
        same = _counts(connection, "made") == counts
    finally:
        connection.execute("detach made")
    if not (encrypted and whole and same):
        raise WriteError("The backup did not come out whole and was thrown away.", "Older backups were kept.")


def _pack(key_file: Path, copy: Path, packed: Path) -> None:
    keys.read_keys(key_file)  # a backup with a damaged key file would be none
    create_private(packed)
    with packed.open("r+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive, copy.open("rb") as notes:
            archive.writestr(_member(KEYS), key_file.read_bytes())
            with archive.open(_member(NOTES), "w", force_zip64=True) as member:
                shutil.copyfileobj(notes, member, _PIECE)
        file.flush()
        os.fsync(file.fileno())


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _LONG_AGO)
    member.external_attr = 0o600 << 16
    return member


def _read_back(packed: Path) -> None:
    with _archive(packed) as archive:
        if archive.testzip() is not None:
            raise not_whole(packed)


# -- reading one


def unpack(path: Path, folder: Path) -> None:
    """Take both parts out, as private files, each checked against its checksum. Raises `StoreDamagedError`."""
    with _archive(path) as archive:
        for name in (KEYS, NOTES):
            create_private(folder / name)
            with archive.open(name) as member, (folder / name).open("r+b") as out:
                _copy_durably(member, out)


def _copy_durably(member: IO[bytes], out: IO[bytes]) -> None:
    shutil.copyfileobj(member, out, _PIECE)
    out.flush()
    os.fsync(out.fileno())


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive, checked to be one of ours before anything of it is used."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = {m.filename: m for m in archive.infolist()}
            stored = all(
                m.compress_type == zipfile.ZIP_STORED and m.compress_size == m.file_size for m in members.values()
            )
            if len(archive.infolist()) != 2 or set(members) != {KEYS, NOTES} or not stored:
                raise not_whole(path)
            if members[KEYS].file_size > MOST_KEY_BYTES or members[NOTES].file_size > path.stat().st_size:
                raise not_whole(path)
            yield archive
    except FileNotFoundError:
        raise StoreDamagedError(f"There is no file {path}.", "Nothing was changed.") from None
    except (zipfile.BadZipFile, EOFError, ValueError, RuntimeError, struct.error):
        raise not_whole(path) from None
    except OSError as e:
        raise StoreDamagedError(f"The file {path} cannot be read ({e.strerror}).", "Nothing was changed.") from None


def not_whole(path: Path) -> StoreDamagedError:
    """Said of a backup that is damaged or none of ours."""
    return StoreDamagedError(
        f"{path} is not a backup, or it is damaged.", "Nothing was changed. Try one that was made before."
    )
