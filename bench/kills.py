"""Real kills at random moments in the middle of saving, a restore, a backup, a final note, an amendment and setting up.

`python -m bench.kills [KIND ...] [--rounds 300]` kills a process again and again while it does one of these over and
over, and looks each time whether the notes open and hold what they held before or after, and nothing else. Before that
it kills it once before each step that gives a file a name, takes one away or waits for the disk. The tests do that, and
a few rounds of each. All notes here are made up.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import shutil
import signal
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from engage_tui.conversation.state import Answer, Words
from engage_tui.conversation.update import begin
from engage_tui.conversation.words import Field, Setting
from engage_tui.errors import EngageError
from engage_tui.guide.loader import load_guide
from engage_tui.paths import Home, shipped_content
from engage_tui.record.final import final_record
from engage_tui.store import backup, keys
from engage_tui.store.access import get_in, keys_of
from engage_tui.store.checking import check
from engage_tui.store.database import open_database
from engage_tui.store.restore import Opened, restore, unpacked
from engage_tui.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection

    from engage_tui.conversation.state import Conversation

    Did = Callable[[int], None]

PASSPHRASE, COSTS = "words that open nobody's notes", keys.Costs(passes=3, memory_kib=64 * 1024)
THEN, DAY, AT = datetime(2026, 1, 1, tzinfo=UTC), date(2026, 1, 1), "2026-01-01T12:00:00Z"
ANSWERS, KEPT, LONGEST_SECONDS = 60, 3, 0.4
LOOK_BACK = 50
FRESH_AFTER = 25
"""Rounds after which another folder is begun, so that no round has to look at what hundreds left."""


def answer(text: str) -> Answer:
    """An answer with these words."""
    return Answer(THEN, THEN, words={Field.TEXT: Words(text, THEN, THEN)})


def talk(note: str) -> Conversation:
    """A conversation with words in it that tell which one it is."""
    items = {f"bench.{n}": answer(f"{note}, answer {n} " + "äŵ😀 " * n) for n in range(ANSWERS)}
    empty = begin(note, reference=note, setting=Setting.OFFICE, person="nobody", author="bench", held_on=DAY, at=THEN)
    return replace(empty, items=items)


class Notes:
    """Notes with one conversation, which opens without stretching a passphrase each time."""

    def __init__(self, home: Home, note: str) -> None:
        self.home, self.talk = home, talk(note)
        with closing(Store.create(home, PASSPHRASE, COSTS)) as store:
            store.save(None, self.talk)
        self.document = keys.read_keys(home.keys)
        self.data_key = keys.open_keys(self.document, PASSPHRASE)
        self.key = keys.subkey(self.data_key, "db")

    def back_up(self, path: Path) -> Opened:
        """A backup of them as they are."""
        with closing(open_database(self.home.notes, self.key)) as connection:
            backup.make(connection, self.home.keys, path)
        return Opened(path, self.document, self.data_key, 1)


def opened(home: Home, key: bytes) -> Store:
    """The notes as the app opens them."""
    return Store(home, get_in(home, key).connection)


def troubles(home: Home, key: bytes) -> str:
    """What is wrong in notes that open."""
    with closing(open_database(home.notes, key)) as connection:
        return "; ".join(check(connection).troubles)


# -- what is done over and over


class Saves:
    """One answer after another is saved, as the app saves them."""

    def __init__(self, folder: Path) -> None:
        self.notes = Notes(Home(folder / "engage"), "one")

    def _saved(self, store: Store) -> Conversation:
        return store.load(self.notes.talk.id)

    def work(self, did: Did) -> None:
        with closing(opened(self.notes.home, self.notes.key)) as store:
            before = self._saved(store)
            for n in range(len(before.items) - ANSWERS + 1, sys.maxsize):
                after = replace(before, items={**before.items, f"more.{n}": answer(f"further answer {n}")})
                store.save(before, after)
                did(n)
                before = after

    def check(self, done: int) -> str:
        with closing(opened(self.notes.home, self.notes.key)) as store:
            items = self._saved(store).items
        there = len(items) - ANSWERS
        further = {f"more.{n}": answer(f"further answer {n}") for n in range(1, there + 1)}
        if there < done or items != {**self.notes.talk.items, **further}:
            return f"{done} were said to be saved, {there} are there, or some are not as they were"
        return troubles(self.notes.home, self.notes.key)


class Restores:
    """Two backups of different notes, with keys of their own, are put in place in turn."""

    def __init__(self, folder: Path) -> None:
        self.notes = [Notes(Home(folder / name), name) for name in ("one", "two")]
        self.backups = [notes.back_up(folder / f"{n}.backup") for n, notes in enumerate(self.notes)]
        self.home = self.notes[0].home

    def work(self, did: Did) -> None:
        for n in range(1, sys.maxsize):
            store = keys_of(self.home)["store"]
            restore(self.home, next(b for b in self.backups if b.document["store"] != store), DAY)
            for aside in self.home.folder.glob("set-aside-*"):
                shutil.rmtree(aside)
            did(n)

    def check(self, _: int) -> str:
        if not self.home.has_store:
            return "it would begin anew"
        document = keys_of(self.home)
        there = next(notes for notes in self.notes if notes.document["store"] == document["store"])
        with closing(opened(self.home, there.key)) as store:
            if [store.load(n.id) for n in store.notes()] != [there.talk]:
                return "the notes are not those of the key file"
        return troubles(self.home, there.key)


class Backups:
    """The app's own backups are made, and old ones go."""

    def __init__(self, folder: Path) -> None:
        self.notes = Notes(Home(folder / "engage"), "one")

    def work(self, did: Did) -> None:
        home = self.notes.home
        with closing(open_database(home.notes, self.notes.key)) as connection:
            for n in range(1, sys.maxsize):
                backup.sweep(home.backups)
                made = backup.make_in(home.backups, connection, home.keys, DAY)
                backup.prune(home.backups, KEPT, made)
                did(n)

    def check(self, done: int) -> str:
        kept = backup.kept(self.notes.home.backups)
        if done and not kept:
            return "there is no backup"
        for one in kept:
            with TemporaryDirectory() as folder:
                backup.unpack(one.path, Path(folder))
                unpacked(Path(folder), self.notes.data_key).close()
        return troubles(self.notes.home, self.notes.key)


class Finals:
    """A draft is made final and amended, and the amendment is made final."""

    def __init__(self, folder: Path) -> None:
        self.guide = load_guide(shipped_content())
        self.notes = Notes(Home(folder / "engage"), "one")
        self.said: set[int] = set()
        """Those that were said to be amended."""
        self.top = 0

    def _record(self, conversation: Conversation) -> dict[str, object]:
        return final_record(conversation, self.guide)

    def work(self, did: Did) -> None:
        with closing(opened(self.notes.home, self.notes.key)) as store:
            first = max((int(n.id) for n in store.notes() if n.id.isdecimal()), default=0)
            for n in range(first + 1, sys.maxsize):
                draft = replace(self.notes.talk, id=str(n))
                store.save(None, draft)
                store.finalise(draft, at=AT, record=self._record(draft))
                amendment = replace(draft, id=f"of {n}")
                store.begin_amendment(amendment, draft.id, reason="a slip", at=AT)
                store.finalise(amendment, at=AT, record=self._record(amendment))
                did(n)

    def check(self, done: int) -> str:
        with closing(opened(self.notes.home, self.notes.key)) as store:
            self.said |= set(range(self.top + 1, done + 1))
            there = [int(n.id) for n in store.notes() if n.id.isdecimal() and int(n.id) > self.top]
            self.top = max(there, default=self.top)
            short = [n for n in self.said if n > self.top - LOOK_BACK and len(store.versions(str(n))) != 2]
            changed = [n for n in there if store.load(str(n)) != replace(self.notes.talk, id=str(n))]
        if short or changed:
            return f"versions are missing of {short}; {changed} are not as they were"
        return troubles(self.notes.home, self.notes.key)


class SetUps:
    """Notes are set up, each in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made = 0

    def work(self, did: Did) -> None:
        for n in range(self.made + 1, sys.maxsize):
            Notes(Home(self.folder / str(n)), "one")
            did(n)

    def check(self, done: int) -> str:
        self.made = max(self.made, done) + 1
        home = Home(self.folder / str(self.made))
        if not home.has_store:
            Store.create(home, PASSPHRASE, COSTS).close()  # nothing stands in the way of it
        Store.unlock(home, PASSPHRASE).close()
        return ""


KINDS = {"save": Saves, "restore": Restores, "backup": Backups, "final": Finals, "setup": SetUps}


# -- the kills


Kind = Saves | Restores | Backups | Finals | SetUps
NAMING = ("rename", "replace", "link", "unlink")
STEPS = (*NAMING, "open", "rmdir", "fsync")


def _do(kind: Kind, end: Connection, step: int, steps: Sequence[str]) -> None:
    """Do it over and over; or, with a step, once at most, and be killed before that step of it."""
    if not step:
        kind.work(end.send)
    left = step

    def before(done: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **more: Any) -> Any:
            nonlocal left
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)
            return done(*args, **more)

        return counted

    def did(n: int) -> None:
        end.send(n)
        os._exit(0)

    for name in steps:
        setattr(os, name, before(getattr(os, name)))
    kind.work(did)


def _started(kind: Kind, step: int = 0, steps: Sequence[str] = STEPS) -> tuple[multiprocessing.Process, Connection]:
    ours, theirs = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=_do, args=(kind, theirs, step, steps))
    process.start()
    theirs.close()
    return process, ours


def _heard(process: multiprocessing.Process, ours: Connection, said: int = 0) -> int:
    """The last that was said, now that it has ended."""
    process.join()
    while ours.poll():
        try:
            said = ours.recv()
        except EOFError:
            break
    return said


def _looked_at(kind: Kind, said: int) -> str:
    """What is wrong after a kill."""
    try:
        return kind.check(said)
    except EngageError as e:
        return str(e)


def kill_once(kind: Kind, dice: random.Random) -> int:
    """Kill it at a random moment. How often it was done, as far as it was said."""
    process, ours = _started(kind)
    said = 0
    for _ in range(dice.randint(0, 2)):
        said = ours.recv()
    time.sleep(dice.uniform(0, LONGEST_SECONDS))
    process.kill()
    return _heard(process, ours, said)


def every_step(name: str, steps: Sequence[str]) -> int:
    """Kill one kind before each of its steps; how often something was wrong."""
    wrong = 0
    if sys.platform == "win32":
        print("Windows has no signal that kills at a step: left out")
        return 0
    with TemporaryDirectory(prefix="engage-kills-") as folder:
        kind = KINDS[name](Path(folder))
        for step in count(1):
            said = _heard(*_started(kind, step, steps))
            found = _looked_at(kind, said)
            if found:
                wrong += 1
                print(f"{name}, killed before step {step}: {found}")
            if said:
                break
    print(f"{name}: killed before each of {step - 1} steps, {wrong} wrong", flush=True)
    return wrong


def rounds(name: str, many: int, dice: random.Random) -> int:
    """Kill one kind so many times; how often something was wrong."""
    wrong, done = 0, 0
    for begun in range(0, many, FRESH_AFTER):
        with TemporaryDirectory(prefix="engage-kills-") as folder:
            kind = KINDS[name](Path(folder))
            for _ in range(min(FRESH_AFTER, many - begun)):
                said = kill_once(kind, dice)
                done += said
                found = _looked_at(kind, said)
                if found:
                    wrong += 1
                    print(f"{name}: {found}")
    print(f"{name}: {many} kills, done {done} times between them, {wrong} wrong", flush=True)
    return wrong


def main() -> int:
    """Run it. 0 when nothing was ever wrong."""
    parser = argparse.ArgumentParser(prog="python -m bench.kills", description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"of {', '.join(KINDS)}; all without one")
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--seed", type=int, default=None, help="for the same moments again, as far as a clock allows")
    parser.add_argument("--quick", action="store_true", help="of the steps only those that change a name")
    options = parser.parse_args()
    dice = random.Random(options.seed)
    kinds = options.kinds or KINDS
    wrong = [
        every_step(name, NAMING if options.quick else STEPS) + rounds(name, options.rounds, dice) for name in kinds
    ]
    return 1 if any(wrong) else 0


if __name__ == "__main__":
    sys.exit(main())
