"""A case: the notes under one reference. Nothing but the reference makes them one case, and nothing else finds it.

The references are read from the index that the list of notes has, which holds them, so no note is opened for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from engage_tui.conversation.words import Setting

if TYPE_CHECKING:
    import apsw

_OF_CASE = """
select note.id, held_on, state, changed, newest.version,
  coalesce(newest.doc ->> '$.body.conversation.created', note.details ->> '$.created'),
  coalesce(newest.doc ->> '$.body.conversation.setting', note.details ->> '$.setting'),
  coalesce(newest.doc ->> '$.body.conversation.author', note.details ->> '$.author')
from note left join entry as newest on newest.note = note.id
  and newest.version = (select max(version) from entry where entry.note = note.id)
where note.id in (select id from note indexed by note_by_change where reference = ?)
  and note.id not in (select draft from amendment)
order by held_on, 6, note.id
"""
_REFERENCES = """
select reference, count(*) from note indexed by note_by_change
where reference <> '' and id not in (select draft from amendment) group by reference
"""


@dataclass(frozen=True, slots=True)
class Contact:
    """One conversation of a case: a draft, or the newest version of a final note. `changed` is UTC in ISO form."""

    id: str
    held_on: date
    state: str
    changed: str
    created: datetime
    setting: Setting
    author: str
    version: int = 0

    @property
    def final(self) -> bool:
        return self.state == "final"


def of_case(connection: apsw.Connection, reference: str) -> list[Contact]:
    """The conversations under a reference, the oldest first. An amendment under way counts once it is final."""
    if not reference:
        return []
    return [
        Contact(
            id=str(note),
            held_on=date.fromisoformat(str(held_on)),
            state=str(state),
            changed=str(changed),
            created=datetime.fromisoformat(str(created)),
            setting=Setting(str(setting)),
            author=str(author),
            version=int(str(version or 0)),
        )
        for note, held_on, state, changed, version, created, setting, author in connection.execute(
            _OF_CASE, (reference,)
        )
    ]


def references(connection: apsw.Connection) -> dict[str, int]:
    """Every reference, and how many conversations are kept under it."""
    return {str(reference): int(str(count)) for reference, count in connection.execute(_REFERENCES)}
