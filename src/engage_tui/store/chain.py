"""Final notes as a chain: each entry carries the SHA-256 of the one before, over bytes that are the same everywhere.

Whoever holds an entry's text can check its fingerprint with any tool that computes SHA-256.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import apsw

START = "0" * 64


def canonical(value: Any) -> str:
    """JSON with keys sorted, no blanks and no floats. Raises `TypeError` for what has no one spelling."""
    return json.dumps(_plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    raise TypeError(f"{type(value).__name__} has no place in a final note")


def digest(doc: str) -> str:
    """The SHA-256 of an entry's text, in hex."""
    return hashlib.sha256(doc.encode()).hexdigest()


def fingerprint(hash_: str) -> str:
    """The first 96 bits as people can compare them: `1A2B 3C4D …`."""
    return " ".join(hash_[i : i + 4] for i in range(0, 24, 4)).upper()


def append(
    connection: apsw.Connection,
    *,
    note: str,
    kind: str,
    at: str,
    author: str,
    body: Any,
    version: int = 1,
    reason: str = "",
) -> str:
    """Add a version of a note inside the caller's transaction; the entry's hash.

    `kind` is `final`, `amendment`, or `deleted`, whose body names the hashes of the entries that were emptied for it.
    """
    head = connection.execute("select seq, hash from head").fetchone()
    seq, previous = head or (0, START)
    doc = canonical(
        {
            "v": 1,
            "seq": seq + 1,
            "note": note,
            "version": version,
            "kind": kind,
            "at": at,
            "author": author,
            "reason": reason,
            "body": body,
            "prev": previous,
        }
    )
    hash_ = digest(doc)
    connection.execute("insert into entry values (?, ?, ?, ?, ?)", (seq + 1, note, version, doc, hash_))
    connection.execute(
        "insert into head values (1, ?, ?) on conflict (only) do update set seq = excluded.seq, hash = excluded.hash",
        (seq + 1, hash_),
    )
    return hash_


def erased(doc: str) -> list[str]:
    """The hashes that an entry names as deleted; none for an entry of another kind."""
    try:
        told = json.loads(doc)
        return [str(hash_) for hash_ in told["body"]["erased"]] if told["kind"] == "deleted" else []
    except (ValueError, KeyError, TypeError, RecursionError):
        return []


@dataclass(frozen=True, slots=True)
class Walk:
    """What walking the chain found. `trouble` is empty when every entry is as it was made final."""

    entries: int
    head: str
    """The hash of the last entry that is right: its fingerprint can be compared with one written down before."""
    trouble: str = ""


def verify(connection: apsw.Connection) -> Walk:
    """Work out every hash again, in order, with its links and the head, up to the first entry that is wrong.

    The text of a deleted note's entries is gone; their hashes are taken as they stand if the entry that tells of the
    deletion names them. A chain cut at its end and given a new head is whole in itself: only a fingerprint kept
    elsewhere shows that.
    """
    seq, previous = 0, START
    notes: dict[str, _Final] = {}
    rows = connection.execute("select seq, note, version, doc, hash from entry order by seq")
    for found, note, version, doc, hash_ in rows:
        final = notes.setdefault(str(note), _Final())
        expected = {"seq": found, "note": note, "version": version, "prev": previous}
        trouble = _missing(seq + 1, found)
        if doc == "":
            final.emptied[str(hash_)] = seq + 1
        elif not trouble:
            trouble = _wrong(str(doc), str(hash_), expected)
        trouble = trouble or _out_of_turn(final, found, version) or _of_no_place(final, str(doc), found)
        if trouble:
            return Walk(seq, previous, trouble)
        final.hashes.append(str(hash_))
        seq, previous = seq + 1, str(hash_)
    return Walk(seq, previous, _unexplained(notes) or _wrong_end(connection, seq, previous, notes))


@dataclass(slots=True)
class _Final:
    """What the walk has seen of one note."""

    hashes: list[str] = field(default_factory=list)
    """Of every entry so far: the versions, and the deletion."""
    emptied: dict[str, int] = field(default_factory=dict)
    """The entries without text, by their hashes."""
    deleted: bool = False


def _missing(expected: int, found: object) -> str:
    return "" if found == expected else f"Final entry {expected} is missing."


def _out_of_turn(final: _Final, found: object, version: object) -> str:
    if final.deleted:
        return f"Final entry {found} is of a note that was deleted before it."
    return "" if version == len(final.hashes) + 1 else f"Final entry {found} is not the next version of its note."


def _wrong(doc: str, hash_: str, expected: dict[str, object]) -> str:
    """What is wrong with one entry, without a word of what is in it."""
    named = f"Final entry {expected['seq']}"
    if digest(doc) != hash_:
        return f"{named} was changed after it was made: its fingerprint does not fit its text."
    try:
        told = json.loads(doc)
        fits = {k: told[k] for k in expected} == expected and canonical(told) == doc
    except (ValueError, KeyError, TypeError, RecursionError):
        fits = False
    return "" if fits else f"{named} was changed, put in another place, or does not follow the one before."


def _of_no_place(final: _Final, doc: str, found: object) -> str:
    """Notes begin with a final version, amendments follow, and a deletion ends them and empties all of them."""
    if doc == "":
        return ""
    kind = json.loads(doc).get("kind")
    if kind == "deleted":
        final.deleted = True
        right = final.hashes and erased(doc) == final.hashes == list(final.emptied)
        return "" if right else f"Final entry {found} tells of a deletion that was not made in that way."
    right_kind = "amendment" if final.hashes else "final"
    return "" if kind == right_kind else f"Final entry {found} is of a kind that has no place there."


def _unexplained(notes: Mapping[str, _Final]) -> str:
    empty = [seq for final in notes.values() if not final.deleted for seq in final.emptied.values()]
    return f"Final entry {min(empty)} has no text, and nothing tells of its deletion." if empty else ""


def _wrong_end(connection: apsw.Connection, seq: int, last: str, finals: Mapping[str, _Final]) -> str:
    head = connection.execute("select seq, hash from head").fetchone() or (0, START)
    if head != (seq, last):
        return f"Final entry {seq + 1} is missing, or the record of the last entry was changed."
    deleted = {note for note, final in finals.items() if final.deleted}
    if deleted & {str(i) for (i,) in connection.execute("select id from note")}:
        return "A note in the list was deleted before."
    notes = {str(i) for (i,) in connection.execute("select id from note where state = 'final'")}
    if notes - set(finals):
        return "A note is called final but has no final entry."
    if set(finals) - deleted - notes:
        return "A final entry has no final note in the list."
    return ""
