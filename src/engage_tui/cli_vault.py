"""The commands that keep the notes safe: backup, restore, verify, salvage, doctor. They say nothing of any note."""

from __future__ import annotations

import os
import sys

from engage_tui.cli_passphrase import add_passphrase_option
from engage_tui.errors import EngageError, NotFoundError, StoreBusyError, StoreDamagedError, WriteError

TYPE_CHECKING = False  # the command line imports this for its parser, and `typing` is slow
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path
    from typing import Any

    import apsw

    from engage_tui.paths import Home
    from engage_tui.store.restore import Keyring


ASK, ASK_ANY = "Passphrase or recovery code: ", "Passphrase or recovery code (Enter to leave the rest out): "


def add_parsers(commands: Any) -> None:
    """The options of these commands; docs/commands.md is generated from here."""
    backup = commands.add_parser("backup", help="write an encrypted backup of the notes to a file")
    backup.add_argument("file", metavar="FILE", help="a file that is not there yet")
    restore = commands.add_parser("restore", help="put a backup in the place of the notes")
    restore.add_argument("file", metavar="FILE", help="a backup; notes that are there are set aside, never deleted")
    verify = commands.add_parser("verify", help="check the notes, or a backup, from end to end")
    verify.add_argument("file", nargs="?", metavar="FILE", help="a backup; without it, the notes themselves")
    salvage = commands.add_parser("salvage", help="save out what can still be read of damaged notes, encrypted")
    salvage.add_argument("folder", metavar="FOLDER", help="the folder to write a backup of what was read to")
    doctor = commands.add_parser("doctor", help="report how the notes are kept, without anything of what is in them")
    for parser in (backup, restore, verify, salvage, doctor):
        add_passphrase_option(parser, "the passphrase or the recovery code")


def backup(options: Namespace) -> int:
    """Write a backup that was seen to open, and print where it is."""
    from engage_tui.store import backup as backups
    from engage_tui.store.access import looked_at

    home, target = _home(), _path(options.file)
    if os.path.lexists(target):
        raise WriteError(f"There is already a file {target}.", "It was not touched. Choose another name.")
    key = _db_key(home, options)
    try:
        with looked_at(home, key) as connection:
            backups.sweep(target.parent, target.name)
            backups.make(connection, home.keys, target)
    except StoreBusyError as e:
        raise StoreBusyError(e.message, "Close it first, or make the backup there, in Settings.") from None
    print(target)
    print(
        "The backup is encrypted and opens with the passphrase or recovery code of today. Keep it on another disk.",
        file=sys.stderr,
    )
    return 0


def restore(options: Namespace) -> int:
    """Put a backup in the place of the notes, once it was seen to open."""
    from engage_tui.paths import find_home
    from engage_tui.store.database import check_not_open
    from engage_tui.store.restore import open_backup
    from engage_tui.store.restore import restore as put_back
    from engage_tui.text import plural

    os.umask(0o077)
    home = find_home()
    check_not_open(home.notes)  # told before the passphrase is asked for
    opened = open_backup(_path(options.file), _keyring(home, options))
    aside = put_back(home, opened, _today())
    print(f"The backup is in place, with {plural(opened.notes, 'note')}.")
    if aside is not None:
        print(f"What was there before was set aside, whole, in {aside}.", file=sys.stderr)
    return 0


def verify(options: Namespace) -> int:
    """Check notes or a backup: 0 when all is sound."""
    from contextlib import closing
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from engage_tui.paths import find_home
    from engage_tui.store import backup as backups
    from engage_tui.store import keys
    from engage_tui.store.access import looked_at
    from engage_tui.store.restore import unpacked

    os.umask(0o077)
    if options.file is None:
        home = _home()
        with looked_at(home, _db_key(home, options)) as connection:
            return _told(connection)
    with TemporaryDirectory(prefix="engage-") as name:
        folder = Path(name)
        backups.unpack(_path(options.file), folder)
        document = keys.read_keys(folder / backups.KEYS)
        _, data_key = _keyring(find_home(), options).open(document)
        with closing(unpacked(folder, data_key)) as connection:
            return _told(connection)


def _told(connection: apsw.Connection) -> int:
    from engage_tui.store.checking import check
    from engage_tui.text import plural

    found = check(connection)
    print(f"{plural(found.notes, 'note')}, {plural(found.finals, 'final entry', 'final entries')} in order.")
    if found.fingerprint:
        print(f"Fingerprint of the last one: {found.fingerprint}")
    if found.troubles:
        for trouble in found.troubles:
            print(trouble, file=sys.stderr)
        raise StoreDamagedError("Something is wrong with these notes.", "Nothing was changed. Keep them as they are.")
    print("Everything is whole.")
    return 0


def salvage(options: Namespace) -> int:
    """Save out what can be read, and say how much that was."""
    from engage_tui.store.database import check_not_open
    from engage_tui.store.salvage import salvage as save_out

    home = _home()
    check_not_open(home.notes)
    done = save_out(home, _db_key(home, options), _path(options.folder), _today())
    print(done.path)
    print(f"{done}\nPut it in place with `engage-tui restore`. The damaged file was not touched.", file=sys.stderr)
    return 0


def doctor(options: Namespace) -> int:
    """Print how the notes are kept. What needs the passphrase is left out without one, and that is said."""
    from engage_tui.cli_passphrase import read_passphrase
    from engage_tui.paths import find_home
    from engage_tui.store.doctor import look, look_inside

    os.umask(0o077)
    home = find_home()
    for name, value in look(home, _today()):
        print(f"{name:20} {value}")
    for name, value in _own_content(home):
        print(f"{name:20} {value}")
    passphrase = ""
    if home.has_store and (options.passphrase_fd is not None or sys.stdin.isatty()):
        passphrase = read_passphrase(options.passphrase_fd, ASK_ANY)
    if not passphrase:
        print("Left out without the passphrase: whether the notes and the newest backup open and are whole.")
        return 0
    for name, value in look_inside(home, passphrase):
        print(f"{name:20} {value}")
    return 0


def _own_content(home: Home) -> Iterator[tuple[str, str]]:
    """Which content of the user's own lies over the shipped one, and whether it is used."""
    from engage_tui.guide.loader import load_guide
    from engage_tui.paths import shipped_content
    from engage_tui.settings import load_settings
    from engage_tui.text import plural

    if not home.content.is_dir():
        yield "own content", f"none ({home.content} is not there)"
        return
    try:
        guide = load_guide(shipped_content(), home.content)
        guide = guide.dated(_today(), load_settings(home.settings).services_months)
    except EngageError as e:
        yield "own content", f"LEFT OUT: {e.message}"
        return
    replies = f", {plural(len(guide.local_replies), 'set')} of replies" if guide.local_replies else ""
    yield "own content", f"{home.content}: {plural(len(guide.local), 'item')}{replies}, edition {guide.edition}"
    if guide.ages:
        yield "to check again", ", ".join(guide.ages)


# -- what they share


def _home() -> Home:
    from engage_tui.paths import find_home

    home = find_home()
    if not home.has_store:
        raise NotFoundError(f"There are no notes in {home.folder}.", "Start the app once to set them up.")
    os.umask(0o077)
    return home


def _db_key(home: Home, options: Namespace) -> bytes:
    from engage_tui.cli_passphrase import read_passphrase
    from engage_tui.store import keys
    from engage_tui.store.access import keys_of

    document = keys_of(home)
    return keys.subkey(keys.open_with_either(document, read_passphrase(options.passphrase_fd, ASK)), "db")


def _keyring(home: Home, options: Namespace) -> Keyring:
    from engage_tui.cli_passphrase import read_passphrase
    from engage_tui.store.restore import Keyring

    keyring = Keyring(read_passphrase(options.passphrase_fd, ASK))
    keyring.try_present(home)
    return keyring


def _path(given: str) -> Path:
    from pathlib import Path

    try:
        return Path(given).expanduser().absolute()
    except RuntimeError:
        return Path(given).absolute()


def _today() -> date:
    from datetime import UTC, datetime

    return datetime.now(UTC).astimezone().date()
