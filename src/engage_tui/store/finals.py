"""Final notes and their versions: made, amended, read, and deleted. Each function works in the caller's transaction."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from engage_tui.conversation.codec import AnswerRecord, Details
from engage_tui.conversation.versions import Amends, FinalVersion
from engage_tui.errors import EngageError, NotFoundError
from engage_tui.store import chain

if TYPE_CHECKING:
    import apsw

    from engage_tui.conversation.state import Conversation

NOTHING_CHANGED = "Nothing was changed."


def amends(connection: apsw.Connection, draft: str) -> Amends | None:
    """What a draft is an amendment of, if it is one."""
    row = connection.execute("select note, version, reason from amendment where draft = ?", (draft,)).fetchone()
    return Amends(str(row[0]), int(str(row[1])), str(row[2])) if row else None


def amendment_of(connection: apsw.Connection, note: str) -> str:
    """The draft that is to amend this note; empty when there is none."""
    row = connection.execute("select draft from amendment where note = ?", (note,)).fetchone()
    return str(row[0]) if row else ""


def begin_amendment(connection: apsw.Connection, draft: Conversation, note: str, *, reason: str, at: str) -> None:
    """Say of a draft that was just saved that it is to amend this final note."""
    newest = connection.execute(
        "select max(version) from entry where note = (select id from note where id = ? and state = 'final')", (note,)
    ).get
    if newest is None:
        raise EngageError("Only a final note can be amended.", NOTHING_CHANGED)
    if amendment_of(connection, note):
        raise EngageError("An amendment of this note has been begun already.", "Go on with that one.")
    connection.execute("insert into amendment values (?, ?, ?, ?, ?)", (draft.id, note, newest, reason, at))


def finalise(connection: apsw.Connection, conversation: Conversation, *, at: str, record: dict[str, Any]) -> str:
    """Put a saved draft into the chain, as a note of its own or as the next version of the one it amends: its hash."""
    state = connection.execute("select state from note where id = ?", (conversation.id,)).fetchone()
    if state != ("draft",):
        raise EngageError("Only a saved draft can be made final.", NOTHING_CHANGED)
    of = amends(connection, conversation.id)
    if of is not None:
        return _finalise_amendment(connection, conversation, of, at=at, record=record)
    hash_ = chain.append(connection, note=conversation.id, kind="final", at=at, author=conversation.author, body=record)
    connection.execute("update note set state = 'final' where id = ?", (conversation.id,))
    connection.execute("delete from answer where note = ?", (conversation.id,))
    return hash_


def _finalise_amendment(
    connection: apsw.Connection, conversation: Conversation, of: Amends, *, at: str, record: dict[str, Any]
) -> str:
    """The draft goes, and what the list says of the note follows its new version."""
    details = {**record["conversation"], "id": of.note}
    version = int(str(connection.execute("select max(version) from entry where note = ?", (of.note,)).get)) + 1
    hash_ = chain.append(
        connection,
        note=of.note,
        version=version,
        kind="amendment",
        at=at,
        author=conversation.author,
        reason=of.reason,
        body={**record, "conversation": details},
    )
    connection.execute("delete from note where id = ?", (conversation.id,))
    connection.execute(
        "update note set reference = ?, held_on = ?, changed = ? where id = ?",
        (details["reference"], details["held_on"], details["changed"], of.note),
    )
    return hash_


def versions(connection: apsw.Connection, note: str) -> list[FinalVersion]:
    """The versions of a final note, the newest first; none for a draft."""
    rows = connection.execute(
        "select version, doc ->> '$.at', doc ->> '$.author', doc ->> '$.reason', hash from entry"
        " where note = (select id from note where id = ?) order by version desc",
        (note,),
    ).fetchall()
    return [
        FinalVersion(int(str(number)), str(at), str(author), str(reason), str(hash_), chain.fingerprint(str(hash_)))
        for number, at, author, reason, hash_ in rows
    ]


def entry_text(connection: apsw.Connection, note: str, version: int | None = None) -> str:
    """The exact text of an entry, the newest when no version is named. Raises `NotFoundError`."""
    sql = (
        "select doc from entry where note = (select id from note where id = ?) and (version = ? or ? is null)"
        " order by version desc limit 1"
    )
    row = connection.execute(sql, (note, version, version)).fetchone()
    if row is None:
        raise NotFoundError("There is no such version of this note.", NOTHING_CHANGED)
    return str(row[0])


def load_final(connection: apsw.Connection, note: str, version: int | None = None) -> Conversation:
    """The conversation in an entry, the newest when no version is named. Raises `NotFoundError`."""
    body = json.loads(entry_text(connection, note, version))["body"]
    items = {
        item: AnswerRecord.model_validate({k: v for k, v in answer.items() if k not in ("label", "step")}).answer()
        for item, answer in body["items"].items()
    }
    return Details.model_validate(body["conversation"]).conversation(items)


def delete(connection: apsw.Connection, note: str, *, at: str, author: str, reason: str) -> None:
    """Delete a draft; or empty every version of a final note, after an entry that says who did so, when and why.

    The places and hashes of a final note's entries stay, so that the chain can still be followed. Nothing else of the
    note does, not even its reference. Raises `NotFoundError`, or `EngageError` when an amendment has been begun.
    """
    row = connection.execute("select state from note where id = ?", (note,)).fetchone()
    if row is None:
        raise NotFoundError("There is no such note.", "It may have been deleted already.")
    if amendment_of(connection, note):
        raise EngageError("An amendment of this note has been begun.", "Delete or finish that first.")
    if row == ("final",):
        sql = "select version, hash from entry where note = ? order by version"
        found = connection.execute(sql, (note,)).fetchall()
        chain.append(
            connection,
            note=note,
            version=int(str(found[-1][0])) + 1,
            kind="deleted",
            at=at,
            author=author,
            reason=reason,
            body={"erased": [str(hash_) for _, hash_ in found]},
        )
        connection.execute("update entry set doc = '' where note = ? and version <= ?", (note, found[-1][0]))
    connection.execute("delete from note where id = ?", (note,))
