"""How the notes are kept, for whoever is asked for help: places, sizes, versions and dates, and nothing of any note."""

from __future__ import annotations

import platform
import shutil
from typing import TYPE_CHECKING

from engage_tui import __version__
from engage_tui.errors import EngageError
from engage_tui.store import backup, keys, places
from engage_tui.text import plural

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from engage_tui.paths import Home

Line = tuple[str, str]


def look(home: Home, today: date) -> Iterator[Line]:
    """What needs no passphrase."""
    import apsw

    yield "engage-tui", __version__
    yield "Python", f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    yield "SQLite", f"{apsw.sqlite_lib_version()} with encryption, apsw {apsw.apsw_version()}"
    for name, path in (("folder", home.folder), ("notes", home.notes), ("keys", home.keys), ("backups", home.backups)):
        yield name, f"{path}{_size(path)}"
    yield "key file", _keys(home)
    found = places.exposed(home)
    yield "private", "yes" if not found else f"NO: others may open {', '.join(str(p) for p in found)}"
    yield "takes changes", "yes" if places.takes_changes(home) else "NO: the notes open read-only"
    yield "copied elsewhere", _elsewhere(home.folder)
    yield "free space", _free(home.folder)
    made = backup.kept(home.backups)
    yield "own backups", plural(len(made), "file")
    if made:
        days = (today - made[0].day).days
        yield "newest backup", f"{made[0].path.name}, {plural(days, 'day')} old{_size(made[0].path)}"
    left = [p for p in (home.coming_notes, *home.folder.glob("set-aside-*")) if p.exists()]
    if left:
        yield "set aside", ", ".join(p.name for p in left)


def look_inside(home: Home, passphrase: str) -> Iterator[Line]:
    """What only the passphrase opens. Trouble is told, not raised."""
    from engage_tui.store.access import keys_of, looked_at
    from engage_tui.store.checking import check
    from engage_tui.store.migrations import MIGRATIONS, version_of
    from engage_tui.store.restore import Keyring, newest_that_opens

    keyring = Keyring(passphrase)
    try:
        _, data_key = keyring.open(keys_of(home))
        with looked_at(home, keys.subkey(data_key, "db")) as connection:
            found = check(connection)
            yield "shape of the file", f"{version_of(connection)} of {len(MIGRATIONS)}"
        yield "notes", plural(found.notes, "note")
        yield "final entries", str(found.finals)
        yield "sound", " ".join(found.troubles) or "yes, from end to end"
    except EngageError as e:
        yield "sound", f"NO: {e}"
    newest = newest_that_opens(home, keyring)
    yield "backup that opens", f"{newest.path.name}, {plural(newest.notes, 'note')}" if newest else "none"


def _size(path: Path) -> str:
    try:
        return f"  ({path.stat().st_size:,} bytes)" if path.is_file() else "" if path.exists() else "  (not there)"
    except OSError as e:
        return f"  (cannot be read: {e.strerror})"


def _keys(home: Home) -> str:
    if not home.has_store:
        return "none yet: no notes are set up here"
    try:
        document = keys.read_keys(home.keys)
        costs = keys.costs_of(document)
    except EngageError as e:
        return f"NO: {e.message}"
    code = "a recovery code" if keys.has_recovery(document) else "no recovery code"
    return f"{document['format']}; passphrase: {costs.passes} passes, {costs.memory_kib // 1024} MiB; {code}"


def _elsewhere(folder: Path) -> str:
    service, drive = places.synced(folder), places.networked(folder)
    if service:
        return f"It looks like a folder of {service}: other computers get copies, and the notes can be damaged by it."
    return f"It stands on a network drive ({drive}), where the notes can be damaged." if drive else "no sign of it"


def _free(folder: Path) -> str:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        return f"{shutil.disk_usage(folder).free // 1_000_000:,} MB"
    except OSError as e:
        return f"cannot be told ({e.strerror})"
