"""A note as JSON in a documented, versioned form (docs/note.md, docs/schema/note.schema.json) that reads back."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from pydantic import ConfigDict, Field, ValidationError

from engage_tui.conversation.codec import AnswerRecord, Details, LineOfText, Moment, Record
from engage_tui.conversation.words import Field as NoteField
from engage_tui.errors import EngageError
from engage_tui.record.audience import Audience

if TYPE_CHECKING:
    from engage_tui.conversation.state import Conversation
    from engage_tui.conversation.versions import FinalVersion
    from engage_tui.guide.guide import Guide

FORMAT = "engage-note/1"
_FIELDS = tuple(NoteField)
_SPARSE = frozenset({"kept", *(f.value for f in _FIELDS[_FIELDS.index(NoteField.TEXT) + 1 :])})
"""Keys that belong to some fields of the form only: they are there when they hold something."""


class ItemRecord(AnswerRecord):
    """An answer with what it was about, so that the note reads without the guide it was written with."""

    label: str = Field("", description="The item as the guide worded it.")
    step: str = Field("", description="The step the item stands in.")

    @classmethod
    def labelled(cls, answer: AnswerRecord, label: str, step: str) -> ItemRecord:
        """The record of an answer with its label."""
        return cls(**{name: getattr(answer, name) for name in AnswerRecord.model_fields}, label=label, step=step)


class VersionRecord(Record):
    """Which version of a final note this is. The hash is that of its entry in the app's record (docs/note.md)."""

    number: int = Field(ge=1, description="1 for the note as it was first made final; an amendment is the next one.")
    at: Moment = Field(description="When this version was made final.")
    author: LineOfText
    reason: LineOfText = Field("", description="Why it was amended.")
    fingerprint: str = Field(pattern="^([0-9A-F]{4} ){5}[0-9A-F]{4}$", description="The first 96 bits of `sha256`.")
    sha256: str = Field(pattern="^[0-9a-f]{64}$", description="The SHA-256 of the entry's text.")


class NoteRecord(Record):
    """A note. `items` holds what was noted, by item id; an item that is not there was left untouched."""

    model_config = ConfigDict(
        title="engage-tui note", json_schema_extra={"$schema": "https://json-schema.org/draft/2020-12/schema"}
    )

    format: Literal["engage-note/1"] = "engage-note/1"
    app: str = Field(description="The app and version that wrote this.")
    audience: Audience = Field(
        description="`file`: without what only the survivor said. `restricted`: everything, never for the person."
    )
    state: Literal["draft", "final"]
    version: VersionRecord | None = Field(None, description="The version of a final note, where it is known.")
    conversation: Details
    items: dict[str, ItemRecord]


def to_json(
    conversation: Conversation,
    guide: Guide,
    *,
    audience: Audience,
    final: bool,
    written_by: str,
    version: FinalVersion | None = None,
) -> str:
    """The JSON of a conversation that holds only what `audience` may see."""
    items = {}
    for item_id, answer in conversation.items.items():
        label = step = ""
        if item := guide.of_entry(item_id):
            label = item.say[0].words if item.say else item.short
            step = guide.step_of(item_id).id
        items[item_id] = ItemRecord.labelled(AnswerRecord.of(answer), label, step)
    record = NoteRecord(
        app=written_by,
        audience=audience,
        state="final" if final else "draft",
        version=_version(version),
        conversation=Details.of(conversation),
        items=items,
    )
    told = record.model_dump(mode="json", exclude={"version"} if version is None else set())
    told["items"] = {i: {k: v for k, v in item.items() if v or k not in _SPARSE} for i, item in told["items"].items()}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _version(version: FinalVersion | None) -> VersionRecord | None:
    if version is None:
        return None
    return VersionRecord(
        number=version.number,
        at=datetime.fromisoformat(version.at),
        author=version.author,
        reason=version.reason,
        fingerprint=version.fingerprint,
        sha256=version.sha256,
    )


def from_json(text: str) -> Conversation:
    """The conversation in a note's JSON. Raises `EngageError` without quoting what the file holds."""
    try:
        record = NoteRecord.model_validate_json(text)
    except ValidationError as e:
        known = {*NoteRecord.model_fields, *Details.model_fields, *ItemRecord.model_fields}
        place = e.errors(include_input=False, include_url=False)[0]["loc"]
        where = ".".join(str(p) for p in place if p in known)
        raise EngageError(
            f"This is not a note in the form {FORMAT} (see {where or 'the beginning'}).",
            "Choose a JSON file that engage-tui exported.",
        ) from None
    return record.conversation.conversation({i: r.answer() for i, r in record.items.items()})
