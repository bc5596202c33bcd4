"""Saving out what can still be read of damaged notes: row by row, into a new encrypted backup, never as plain text."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import apsw

from engage_tui.conversation.codec import AnswerRecord, Details
from engage_tui.conversation.words import Setting
from engage_tui.errors import StoreDamagedError, WriteError
from engage_tui.files import private_folder
from engage_tui.store import backup, chain
from engage_tui.store.database import create_database, open_unchecked
from engage_tui.store.migrations import migrate
from engage_tui.store.restore import disk_told
from engage_tui.text import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from apsw import SQLiteValue

    from engage_tui.paths import Home

    Row = tuple[SQLiteValue, ...]

LOST_DETAILS = "details lost"
"""Stands after the reference of a draft whose setting, person and author could not be read."""


_AMENDS = ("draft", "final")
"""The states of a draft that amends a note, and of that note."""


@dataclass(slots=True)
class Salvaged:
    """What was read and what was not. Each number is one that is known: there may be more that nothing tells of."""

    path: Path
    notes: int = 0
    answers: int = 0
    finals: int = 0
    lost: int = 0
    """Notes that are known to have been there and could not be read."""
    unsure: int = 0
    """Drafts that were read and may miss answers or details."""
    missed: int = 0
    """Answers of these drafts that are known, by what search keeps of their words, to have been there."""

    def __str__(self) -> str:
        told = f"Read: {plural(self.notes, 'note')} ({self.finals} final), {plural(self.answers, 'answer')} of drafts."
        told += f" Lost: {plural(self.lost, 'note')}."
        if self.unsure:
            told += f" {plural(self.unsure, 'draft')} may miss some answers or details."
        if self.missed:
            told += f" Known to be missing: {plural(self.missed, 'answer')} with words. Answers without words leave no"
            told += " trace to count them by."
        return told


@dataclass(slots=True)
class _Read:
    """Rows as they were found, by their keys."""

    notes: dict[str, Row] = field(default_factory=dict)
    listed: dict[str, Row] = field(default_factory=dict)
    answers: dict[str, dict[str, Row]] = field(default_factory=dict)
    cut: set[str] = field(default_factory=set)
    """Notes of which not all answers could be read."""
    noted: dict[str, set[str]] = field(default_factory=dict)
    """The items of drafts that search keeps words of."""
    entries: dict[int, Row] = field(default_factory=dict)
    facts: list[Row] = field(default_factory=list)
    amendments: list[Row] = field(default_factory=list)
    reviews: list[Row] = field(default_factory=list)
    head: Row | None = None


@disk_told()
def salvage(home: Home, db_key: bytes, folder: Path, today: date) -> Salvaged:
    """Read what can be read into a new backup in `folder`. The damaged file is only copied.

    Raises `WriteError`, or `StoreDamagedError` when nothing at all can be read.
    """
    private = folder if folder.is_dir() else private_folder(folder)
    target = _free_name(private, today)
    backup.sweep(private, target.name)
    with TemporaryDirectory(prefix="engage-") as name:
        work = Path(name)
        try:
            for path in (home.notes, home.notes.with_name(home.notes.name + "-wal")):
                if path.exists():
                    shutil.copyfile(path, work / path.name)
        except OSError as e:
            raise WriteError(f"The damaged notes could not be copied ({e.strerror}).", "Nothing was changed.") from e
        with closing(open_unchecked(work / home.notes.name, db_key)) as damaged:
            read = _read_all(damaged)
        with closing(create_database(work / "new.db", db_key)) as new:
            migrate(new)
            told = _write_all(new, read, target)
            if not told.notes:
                raise StoreDamagedError("No note could be read from the damaged file.", "Nothing was changed.")
            backup.make(new, home.keys, target)
    return told


def _free_name(folder: Path, today: date) -> Path:
    number = 1
    while True:
        path = folder / f"{today.isoformat()}-saved-out{f'-{number}' if number > 1 else ''}{backup.SUFFIX}"
        if not path.exists():
            return path
        number += 1


# -- reading


def _some(damaged: apsw.Connection, sql: str, values: Sequence[SQLiteValue] = ()) -> tuple[list[Row], bool]:
    """The rows up to the first that cannot be read, and whether that was all of them."""
    rows: list[Row] = []
    try:
        rows.extend(damaged.execute(sql, values))
    except apsw.Error:
        return rows, False
    return rows, True


def _from_both_ends(
    damaged: apsw.Connection, sql: str, key: str, values: Sequence[SQLiteValue] = ()
) -> tuple[list[Row], bool]:
    """A damaged place stops reading, so what lies behind it is read from the other end."""
    rows, whole = _some(damaged, f"{sql} order by {key}", values)
    if whole:
        return rows, True
    back = ", ".join(f"{part} desc" for part in key.split(", "))
    return [*rows, *_some(damaged, f"{sql} order by {back}", values)[0]], False


_NOTED = (
    "select page.note, searchable.item from searchable join page on page.id = searchable.page"
    " where page.version = 0 and searchable.item <> ''"
)


def _read_all(damaged: apsw.Connection) -> _Read:
    read = _Read()
    everything = "select id, reference, held_on, state, changed, details from note"
    read.notes = {str(row[0]): row for row in _from_both_ends(damaged, everything, "id")[0]}
    listed = "select id, reference, held_on, state, changed from note indexed by note_by_change"
    rows = _from_both_ends(damaged, listed, "changed, reference, held_on, state, id")[0]
    read.listed = {str(row[0]): row for row in rows}
    pairs = _from_both_ends(damaged, "select note, item, body from answer", "note, item")[0]
    _read_entries(damaged, read)
    known = {*read.listed, *read.notes, *(str(note) for note, _, _ in pairs)}
    items = {str(item) for _, item, _ in pairs}
    for note in known:
        if note not in read.notes:
            read.notes.update((note, row) for row in _some(damaged, f"{everything} where id = ?", [note])[0])
        read.answers[note] = {str(item): (n, item, body) for n, item, body in pairs if n == note}
        _read_answers(damaged, read, note, items)
    for of, item in _from_both_ends(damaged, _NOTED, "searchable.id")[0]:
        read.noted.setdefault(str(of), set()).add(str(item))
    read.facts = _from_both_ends(damaged, "select name, value from fact", "name")[0]
    of_drafts = "select draft, note, version, reason, begun from amendment"
    read.amendments = list(dict.fromkeys(_from_both_ends(damaged, of_drafts, "draft")[0]))
    read.reviews = list(dict.fromkeys(_from_both_ends(damaged, "select note, due from review", "note")[0]))
    return read


def _read_answers(damaged: apsw.Connection, read: _Read, note: str, items: Iterable[str]) -> None:
    sql = "select note, item, body from answer where note = ?"
    rows, whole = _from_both_ends(damaged, sql, "item", [note])
    read.answers[note].update((str(row[1]), row) for row in rows)
    if whole:
        return
    read.cut.add(note)
    for item in set(items) - set(read.answers[note]):
        rows = _some(damaged, f"{sql} and item = ?", [note, item])[0]
        read.answers[note].update((item, row) for row in rows)


def _read_entries(damaged: apsw.Connection, read: _Read) -> None:
    heads = _some(damaged, "select seq, hash from head")[0]
    read.head = heads[0] if heads else None
    sql = "select seq, note, version, doc, hash from entry"
    read.entries = {int(str(row[0])): row for row in _from_both_ends(damaged, sql, "seq")[0]}
    last = max([*read.entries, int(str(read.head[0])) if read.head else 0])
    for seq in range(1, last + 1):
        if seq not in read.entries:
            read.entries.update((seq, row) for row in _some(damaged, f"{sql} where seq = ?", [seq])[0])
    right = {seq: row for seq, row in read.entries.items() if chain.digest(str(row[3])) == row[4]}
    # Of a deleted note only the hashes are there, and the entry that names them.
    erased = {hash_ for row in right.values() for hash_ in chain.erased(str(row[3]))}
    read.entries = {s: row for s, row in read.entries.items() if s in right or (row[3] == "" and row[4] in erased)}


# -- writing


def _write_all(new: apsw.Connection, read: _Read, path: Path) -> Salvaged:
    told = Salvaged(path)
    finals = {str(row[1]): row for _, row in sorted(read.entries.items())}
    deleted = {note for note, row in finals.items() if chain.erased(str(row[3]))}
    states: dict[str, str] = {}
    author = next((str(value) for name, value in read.facts if name == "author"), "")
    with new:
        for note in sorted({*read.notes, *read.listed, *read.answers, *finals} - deleted):
            row = _note_row(note, read, finals, author)
            if row is None:
                told.lost += 1
                continue
            new.execute("insert into note values (?, ?, ?, ?, ?, ?)", row)
            states[note] = str(row[3])
            told.notes += 1
            if row[3] == "final":
                told.finals += 1
                continue
            answers = list(read.answers.get(note, {}).values())
            new.executemany("insert into answer values (?, ?, ?)", answers)
            told.answers += len(answers)
            told.unsure += note in read.cut or note not in read.notes
            told.missed += len(read.noted.get(note, set()) - set(read.answers.get(note, {})))
        new.executemany("insert into entry values (?, ?, ?, ?, ?)", [row for _, row in sorted(read.entries.items())])
        new.executemany("insert or replace into fact values (?, ?)", read.facts)
        drafts = [row for row in read.amendments if (states.get(str(row[0])), states.get(str(row[1]))) == _AMENDS]
        new.executemany("insert or ignore into amendment values (?, ?, ?, ?, ?)", drafts)
        reviews = [row for row in read.reviews if str(row[0]) in states]
        new.executemany("insert or ignore into review values (?, ?)", reviews)
        head = read.head or next(((row[0], row[4]) for _, row in sorted(read.entries.items(), reverse=True)), None)
        if head is not None:
            new.execute("insert into head values (1, ?, ?)", head)
    return told


def _note_row(note: str, read: _Read, finals: dict[str, Row], author: str) -> Row | None:
    """The row of a note, or what can be put together of it; None when nothing of use is left."""
    if note in finals:
        details = Details.model_validate(json.loads(str(finals[note][3]))["body"]["conversation"])
        return _row_of(details, "final")
    if note in read.notes:
        return read.notes[note] if read.notes[note][3] == "draft" else None  # final, and its entry is lost
    if note in read.listed and read.listed[note][3] == "final":
        return None
    answers = [AnswerRecord.model_validate_json(str(body)) for _, _, body in read.answers.get(note, {}).values()]
    if not answers:
        return None
    first, changed = min(a.times.first for a in answers), max(a.times.changed for a in answers)
    _, reference, held_on, *_ = read.listed.get(note, (note, note[:8], first.date().isoformat()))
    return _row_of(
        Details(
            id=note,
            reference=f"{reference} ({LOST_DETAILS})",
            setting=Setting.VISIT,
            person="",
            author=author,
            held_on=datetime.fromisoformat(str(held_on)).date(),
            created=first.astimezone(UTC),
            changed=changed.astimezone(UTC),
        ),
        "draft",
    )


def _row_of(details: Details, state: str) -> Row:
    changed = details.model_dump(mode="json")["changed"]
    return (details.id, details.reference, details.held_on.isoformat(), state, changed, details.model_dump_json())
