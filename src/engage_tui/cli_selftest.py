"""`selftest`: a writer, a checker and a reader on a throw-away store, so that kills, power cuts and damage can be tried
from outside on the real store code. Not in the help, and it refuses any folder that it did not make itself.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from engage_tui.conversation.state import Answer, Words
from engage_tui.conversation.update import begin
from engage_tui.conversation.words import Field, Setting
from engage_tui.errors import PassphraseError, UsageError
from engage_tui.files import private_folder
from engage_tui.paths import Home
from engage_tui.store.keys import Costs
from engage_tui.store.opening import change_passphrase, check
from engage_tui.store.store import Store

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from engage_tui.conversation.state import Conversation

MARKER = "made-by-selftest"
NOBODYS = "words that open nobody's notes"
NOBODYS_TOO = "other words that open nobody's notes"
LEAST_COSTS = Costs(passes=3, memory_kib=64 * 1024)
NOTE = "selftest"
THEN = datetime(2026, 1, 1, tzinfo=UTC)


def add_arguments(parser: ArgumentParser) -> None:
    """The options of the hidden command."""
    parser.add_argument("action", choices=("write", "check", "read", "rekey", "opens"))
    parser.add_argument("store", type=Path)
    parser.add_argument("acked", nargs="?", default="", help="check: the last number that was acknowledged")
    parser.add_argument("--count", type=int, default=0, help="write, rekey: stop after this many")


def selftest(options: Namespace) -> int:
    """Run one of the actions."""
    os.umask(0o077)
    home = Home(options.store.absolute())
    actions = {"write": _write, "check": _check, "read": _read, "rekey": _rekey, "opens": _opens}
    return actions[options.action](home, options)


def _text(number: int) -> str:
    return f"entry {number}: " + "äŵ😀 " * (number % 40)


def _item(number: int) -> str:
    return f"selftest.{number}"


def _write(home: Home, options: Namespace) -> int:
    """Save one answer after another, and say ACK for each only when the store says that it is saved."""
    store, empty = _open_or_create(home)
    number = max((int(i.removeprefix("selftest.")) for i in _entries(store)), default=0)
    last = number + options.count
    while not options.count or number < last:
        number += 1
        answer = Answer(THEN, THEN, words={Field.TEXT: Words(_text(number), THEN, THEN)})
        store.save(empty, _with(empty, number, answer))
        print(f"ACK {number}", flush=True)
    store.close()
    return 0


def _rekey(home: Home, options: Namespace) -> int:
    """Change the passphrase to and fro, and say ACK for each change only when it is made."""
    if not home.has_store:
        _open_or_create(home)[0].close()
    _check_marker(home)
    now, number = NOBODYS if _opened_by(home, NOBODYS) else NOBODYS_TOO, 0
    while not options.count or number < options.count:
        new = NOBODYS_TOO if now == NOBODYS else NOBODYS
        change_passphrase(home, now, new)
        now, number = new, number + 1
        print(f"ACK {number}", flush=True)
    return 0


def _opens(home: Home, _: Namespace) -> int:
    """0 when exactly one of the two passphrases opens the store."""
    _check_marker(home)
    opening = [p for p in (NOBODYS, NOBODYS_TOO) if _opened_by(home, p)]
    if len(opening) != 1:
        print(f"{len(opening)} of 2 passphrases open it", file=sys.stderr)
    return 0 if len(opening) == 1 else 1


def _opened_by(home: Home, passphrase: str) -> bool:
    try:
        check(home, passphrase)
    except PassphraseError:
        return False
    return True


def _with(empty: Conversation, number: int, answer: Answer) -> Conversation:
    from dataclasses import replace

    return replace(empty, items={_item(number): answer})


def _open_or_create(home: Home) -> tuple[Store, Conversation]:
    empty = begin(
        NOTE,
        reference="S-1",
        setting=Setting.OFFICE,
        person="nobody",
        author="selftest",
        held_on=date(2026, 1, 1),
        at=THEN,
    )
    marker = home.folder / MARKER
    if not home.has_store:
        if home.folder.exists() and any(home.folder.iterdir()) and not marker.exists():
            raise UsageError(f"{home.folder} is not empty.", "selftest makes its own folder.")
        private_folder(home.folder)
        marker.touch()
        return Store.create(home, NOBODYS, LEAST_COSTS), empty
    return _unlock(home), empty


def _unlock(home: Home) -> Store:
    _check_marker(home)
    return Store.unlock(home, NOBODYS)


def _check_marker(home: Home) -> None:
    if not (home.folder / MARKER).exists():
        raise UsageError(f"{home.folder} was not made by selftest.", "It was not touched.")


def _entries(store: Store) -> dict[str, Answer]:
    return dict(store.load(NOTE).items) if store.count() else {}


def _check(home: Home, options: Namespace) -> int:
    """0 when everything up to the number acknowledged is there, word for word."""
    if not options.acked:
        return 0
    store = _unlock(home)
    entries = _entries(store)
    store.close()
    wrong = [
        n
        for n in range(1, int(options.acked) + 1)
        if _item(n) not in entries or entries[_item(n)].text(Field.TEXT) != _text(n)
    ]
    if wrong:
        print(f"missing or changed: {wrong[:10]}", file=sys.stderr)
    return 1 if wrong else 0


def _read(home: Home, _: Namespace) -> int:
    """Print everything in a fixed order."""
    store = _unlock(home)
    entries = _entries(store)
    store.close()
    for name in sorted(entries):
        print(name, entries[name].text(Field.TEXT))
    return 0
