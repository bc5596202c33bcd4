"""A note as JSON in a documented, versioned form (docs/note.md, docs/schema/note.schema.json) that reads back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal

from pydantic import ConfigDict, Field, ValidationError

from engage_tui.conversation.codec import AnswerRecord, Details, Record
from engage_tui.errors import EngageError
from engage_tui.record.audience import Audience

if TYPE_CHECKING:
    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide

FORMAT = "engage-note/1"


class ItemRecord(AnswerRecord):
    """An answer with what it was about, so that the note reads without the guide it was written with."""

    label: str = Field("", description="The item as the guide worded it.")
    step: str = Field("", description="The step the item stands in.")

    @classmethod
    def labelled(cls, answer: AnswerRecord, label: str, step: str) -> ItemRecord:
        """The record of an answer with its label."""
        return cls(**{name: getattr(answer, name) for name in AnswerRecord.model_fields}, label=label, step=step)


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
    conversation: Details
    items: dict[str, ItemRecord]


def to_json(conversation: Conversation, guide: Guide, *, audience: Audience, final: bool, written_by: str) -> str:
    """The JSON of a conversation that holds only what `audience` may see."""
    items = {}
    for item_id, answer in conversation.items.items():
        label = step = ""
        if item_id in guide.items:
            item = guide.items[item_id]
            label = item.say[0].words if item.say else item.short
            step = guide.step_of(item_id).id
        items[item_id] = ItemRecord.labelled(AnswerRecord.of(answer), label, step)
    record = NoteRecord(
        app=written_by,
        audience=audience,
        state="final" if final else "draft",
        conversation=Details.of(conversation),
        items=items,
    )
    return json.dumps(record.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"


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
