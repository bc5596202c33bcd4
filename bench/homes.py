"""Homes with notes in them, content folders and plain databases to measure with, all in one temporary folder.

Everything in them is made up, from the ids of the shipped guide and one sentence.
"""

from __future__ import annotations

import shutil
import sys
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from engage_tui.conversation.events import Wrote
from engage_tui.conversation.update import apply, begin
from engage_tui.conversation.words import SHAPES, Field, Setting
from engage_tui.guide.loader import load_guide
from engage_tui.paths import Home, shipped_content
from engage_tui.store import keys
from engage_tui.store.database import open_database
from engage_tui.store.migrations import migrate
from engage_tui.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import apsw

    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide

PASSPHRASE = "three plain words"
SENTENCE = "They said that it had been a long week and that the children were asleep."
MARKED = f"{SENTENCE} There was an incident at home on Friday. She keeps going back to him. " * 4
OWN_VIEW = "note.view"
THEN = datetime(2026, 1, 1, 12, tzinfo=UTC)
NOTE = "note"
APPS = Path(__file__).parent / "apps"

# All notes but the first are copies of it, each an hour older than the one before.
_MORE_NOTES = """
with recursive n (x) as (select 2 union all select x + 1 from n where x < ?)
insert into note select id || x, reference || '-' || x, held_on, state,
  strftime('%Y-%m-%dT%H:%M:%SZ', changed, '-' || x || ' hours'), json_set(details, '$.id', id || x) from note, n
"""
_MORE_ANSWERS = """
with recursive n (x) as (select 2 union all select x + 1 from n where x < ?)
insert into answer select note || x, item, body from answer, n
"""


class Homes:
    """What there is to measure with; made when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = count(1)
        self._made: dict[tuple[int, int], Home] = {}
        self._looked_at: Home | None = None

    @cached_property
    def guide(self) -> Guide:
        """The shipped guide."""
        return load_guide(shipped_content())

    @property
    def question(self) -> str:
        """The first item of step 2 that a note leaves without words."""
        step = self.guide.walk_steps()[2]
        return next(i.id for s in self.guide.sections_of(step.id) for i in s.items if self.fields(i.id))

    def fields(self, item_id: str) -> Sequence[Field]:
        """The places for words of an item."""
        return SHAPES[self.guide.answer_kind(item_id)].fields

    def note(self, lines: int = 0) -> Conversation:
        """A note with words in an item of each section; with `lines`, `question` has so many lines of words too."""
        talk = begin(
            NOTE,
            reference="J-1",
            setting=Setting.VISIT,
            person="the person",
            author="A. Worker",
            held_on=date(2026, 1, 1),
            at=THEN,
            edition=self.guide.edition,
        )
        for section in self.guide.sections.values():
            for item in section.items[1:2]:
                for field in self.fields(item.id)[:1]:
                    talk = apply(talk, Wrote(item.id, field, SENTENCE), THEN)
        if lines:
            words = "\n".join(f"line {n}, and words" for n in range(1, lines + 1))
            talk = apply(talk, Wrote(self.question, self.fields(self.question)[0], words), THEN)
        return replace(talk, place=self.question)

    def home(self, notes: int, lines: int = 0) -> Home:
        """A home with so many notes, to be looked at and not changed; see `note` for `lines`."""
        if (notes, lines) not in self._made:
            home = Home(self.fresh("home") / "engage")
            store = Store.create(home, PASSPHRASE)
            store.set_fact("author", "A. Worker")
            if notes:
                store.save(None, self.note(lines))
            store.close()
            if notes > 1:
                with self.database(home) as connection:
                    connection.execute(_MORE_NOTES, (notes,))
                    connection.execute(_MORE_ANSWERS, (notes,))
            self._made[notes, lines] = home
        return self._made[notes, lines]

    def looked_at(self) -> Home:
        """A home with one note, open at a field of the worker's own with many words that the language lens marks."""
        if self._looked_at is None:
            self._looked_at = Home(self.fresh("home") / "engage")
            words = "\n\n".join([MARKED] * (20_000 // len(MARKED)))
            talk = apply(self.note(), Wrote(OWN_VIEW, Field.TEXT, words), THEN)
            store = Store.create(self._looked_at, PASSPHRASE)
            store.set_fact("author", "A. Worker")
            store.save(None, replace(talk, place=OWN_VIEW))
            store.close()
        return self._looked_at

    @property
    def nothing(self) -> Home:
        """A home that is not there yet."""
        return Home(self.folder / "nothing")

    def copy(self, home: Home) -> Home:
        """The same home once more, to be written to."""
        return Home(Path(shutil.copytree(home.folder, self.fresh("copy") / "engage")))

    def fresh(self, name: str) -> Path:
        """A new, empty folder."""
        folder = self.folder / f"{name}-{next(self._numbers)}"
        folder.mkdir()
        return folder

    @staticmethod
    def key(home: Home) -> bytes:
        """The database's own key."""
        return keys.subkey(keys.open_keys(keys.read_keys(home.keys), PASSPHRASE), "db")

    @contextmanager
    def database(self, home: Home) -> Iterator[apsw.Connection]:
        """The open database of a home, in one transaction."""
        connection = open_database(home.notes, self.key(home))
        migrate(connection)
        try:
            with connection:
                yield connection
        finally:
            connection.close()

    # -- starting things

    def environment(self, home: Home) -> Mapping[str, str]:
        """What a program is given: a plain terminal, and nothing that a build machine sets."""
        return {
            "PATH": "/usr/bin:/bin",
            "HOME": str(self.folder),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
            "ENGAGE_HOME": str(home.folder),
        }

    @cached_property
    def ours(self) -> Sequence[str]:
        """The command as people have it, where it is installed beside this interpreter."""
        installed = Path(sys.executable).with_name("engage-tui")
        return [str(installed)] if installed.exists() else [sys.executable, "-m", "engage_tui"]

    @staticmethod
    def app(name: str, *arguments: str) -> Sequence[str]:
        """One of the apps beside this file."""
        return [sys.executable, str(APPS / f"{name}.py"), *arguments]
