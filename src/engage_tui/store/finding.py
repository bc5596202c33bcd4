"""Notes as the list shows them, and the search for words in everything that was written.

The words that are looked for are given to the database one by one and quoted, so that none of them is taken for an
instruction. They are in memory only: the database keeps what is temporary there, and nothing here is logged.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import apsw

from engage_tui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_WORDS = 50
MOST_PLACES = 8
"""So many places of a note are told, the best first."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A note in the list. `changed` is UTC in ISO form; `state` is `draft` or `final`."""

    id: str
    reference: str
    held_on: date
    state: str
    changed: str
    version: int = 0
    """The newest version of a final note."""
    amends: int = 0
    """The version that a draft is an amendment of; 0 for a note of its own."""
    review: date | None = None
    """When to decide whether to keep it."""

    @property
    def final(self) -> bool:
        return self.state == "final"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which notes: with all these words, in this state (empty: any), with a review date up to this one."""

    text: str = ""
    state: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Words were found in this item; `version` is 0 in a draft."""

    item: str
    version: int
    unsourced: bool = False
    """Nobody has said where the answer is known from."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The notes found, the last changed first, up to the most that were asked for, and how many there are in all.

    `places` tells, by note, where the words stand. Where they stand only in what the survivor alone said, it tells
    nothing, and neither does it for the note's own details.
    """

    notes: tuple[Summary, ...]
    total: int
    places: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)


def phrases(connection: apsw.Connection, text: str) -> list[str]:
    """The words of a text as the database looks for them: each quoted, the last one also as a beginning.

    What holds no letter and no digit cannot be looked for and is left out.
    """
    tokens = connection.fts5_tokenizer("unicode61", ["remove_diacritics", "2"])
    chunks = [c for c in clean_line(text).split() if tokens(c.encode(), apsw.FTS5_TOKENIZE_QUERY, None)]
    quoted = ['"' + c.replace('"', '""') + '"' for c in chunks[:MOST_WORDS]]
    return [*dict.fromkeys(quoted[:-1]), *(f"{q} *" for q in quoted[-1:])]


_SELECT = """
select note.id, reference, held_on, state, changed,
  case state when 'final' then (select max(version) from entry where entry.note = note.id) end,
  amendment.version, review.due
from note left join amendment on amendment.draft = note.id left join review on review.note = note.id
"""
SUMMARIES = f"{_SELECT} order by changed desc"
DRAFT = f"{_SELECT} where state = 'draft' and note.id = ?"
LATEST_DRAFT = f"{_SELECT} where state = 'draft' order by changed desc limit 1"

_FOUND = "with found as materialized (select id, changed from note where "
_SHOWN = """),
total as (select count(*) as notes from found), shown as (select id from found order by changed desc, id limit ?)
select note.id, reference, held_on, state, changed,
  case state when 'final' then (select max(version) from entry where entry.note = note.id) end,
  amendment.version, review.due, total.notes
from shown join note on note.id = shown.id left join amendment on amendment.draft = note.id
  left join review on review.note = note.id, total
order by changed desc, note.id
"""
_HAS_WORD = "id in (select note from page where page.id in (select rowid >> 20 from search where search match ?))"
_HITS = """select rowid as id from search where search match ?
  and rowid >> 20 in (select id from page where note in (select value from json_each(?)))"""
_PLACES = """
select note, item, version, held from (
  select page.note, searchable.item, page.version, searchable.held,
    row_number() over (partition by page.note order by page.version desc, count(*) desc, searchable.id) as nth
  from (HITS) as hit join searchable on searchable.id = hit.id join page on page.id = searchable.page
  where searchable.held <> 1 and searchable.item <> '' group by searchable.id
) where nth <= ? order by note, nth
"""


def summary(row: Sequence[object]) -> Summary:
    """A row of `SUMMARIES`."""
    note_id, reference, held_on, state, changed = map(str, row[:5])
    version, amends, due = row[5:8]
    review = date.fromisoformat(str(due)) if due else None
    return Summary(
        note_id,
        reference,
        date.fromisoformat(held_on),
        state,
        changed,
        int(str(version or 0)),
        int(str(amends or 0)),
        review,
    )


def find(connection: apsw.Connection, wanted: Wanted, most: int) -> Listed:
    """The notes that are wanted, up to `most` of them (a negative number: all)."""
    words = phrases(connection, wanted.text)
    tests: list[str] = [_HAS_WORD] * len(words)
    values: list[object] = [*words]
    if wanted.state:
        tests.append("state = ?")
        values.append(wanted.state)
    if wanted.due is not None:
        tests.append("id in (select note from review where due <= ?)")
        values.append(wanted.due.isoformat())
    rows = connection.execute(_FOUND + (" and ".join(tests) or "true") + _SHOWN, (*values, most)).fetchall()
    notes = tuple(summary(row) for row in rows)
    total = int(str(rows[0][8])) if rows else 0
    return Listed(notes, total, _places(connection, words, [n.id for n in notes]) if words else {})


def _places(connection: apsw.Connection, words: Sequence[str], shown: Sequence[str]) -> dict[str, tuple[Place, ...]]:
    ids = json.dumps(shown)
    values = [value for word in words for value in (word, ids)]
    sql = _PLACES.replace("HITS", " union all ".join([_HITS] * len(words)))
    places: dict[str, list[Place]] = {}
    for note, item, version, held in connection.execute(sql, (*values, MOST_PLACES)):
        places.setdefault(str(note), []).append(Place(str(item), int(str(version)), held == 2))
    return {note: tuple(found) for note, found in places.items()}
