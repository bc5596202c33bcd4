"""Final notes as a chain: each entry carries the SHA-256 of the one before, over bytes that are the same everywhere.

Whoever holds an entry's text can check its fingerprint with any tool that computes SHA-256.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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
