"""A conversation as JSON and back. The store and the exported note share these records, so there is one format.

Reading is strict: unknown keys and wrong types are refused, and text goes through `clean` like any other.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer

from engage_tui.conversation.state import Answer, Conversation, Kept, Opening, Words
from engage_tui.conversation.words import Field as NoteField
from engage_tui.conversation.words import Mark, Setting, Source
from engage_tui.text import clean, clean_line


def _utc(at: datetime) -> datetime:
    try:
        return at.astimezone(UTC)
    except OverflowError:
        raise ValueError("out of range") from None


Moment = Annotated[
    AwareDatetime,
    AfterValidator(_utc),
    PlainSerializer(lambda at: at.isoformat().replace("+00:00", "Z"), return_type=str),
]
"""A time in UTC, such as `2026-11-21T14:32:05Z`."""
Text = Annotated[str, AfterValidator(clean)]
LineOfText = Annotated[str, AfterValidator(clean_line)]


class Record(BaseModel):
    """Nothing unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Times(Record):
    """When the answer was first written and last changed, and the same for each field that holds words."""

    first: Moment
    changed: Moment
    words: dict[NoteField, tuple[Moment, Moment]] = {}


class KeptRecord(Record):
    """Words that the language lens asked about and the writer kept."""

    words: Text
    label: LineOfText
    reason: Text = ""


class AnswerRecord(Record):
    """What was noted against one item. A field that is left out was left empty."""

    mark: Mark | None = None
    planned: bool = False
    said: Text = Field("", description="What the person said, in their words.")
    seen: Text = Field("", description="What the worker saw or heard.")
    view: Text = Field("", description="What the worker thinks: a view, not a fact.")
    survivor: Text = Field("", description="What the survivor said. Restricted.")
    agency: Text = Field("", description="What another agency said.")
    record: Text = Field("", description="What stands in a record.")
    asked_as: Text = Field("", description="How the worker put the question.")
    reason: Text = Field("", description="Why not: not safe, no action, a no explained.")
    action: Text = Field("", description="What will be done.")
    who: Text = ""
    when: Text = ""
    text: Text = Field("", description="A field of the form.")
    act: Text = Field("", description="Something the person does or did.")
    towards: Text = ""
    on_child: Text = Field("", description="The effect on a child.")
    on_survivor: Text = Field("", description="The effect on the survivor.")
    on_household: Text = Field("", description="The effect on the household.")
    protective: Text = Field("", description="What the survivor or others do to protect.")
    evidence: Text = Field("", description="How change will show.")
    checked_by: Text = ""
    if_not: Text = Field("", description="What follows if it is not done.")
    way: Text = Field("", description="How an attempt was made.")
    offer: Text = Field("", description="What was offered.")
    outcome: Text = Field("", description="What came of it.")
    held_under: Text = Field("", description="The reference under which the case system holds the identity.")
    case_id: Text = ""
    name: Text = Field("", description="This and the next seven: the identity rows of the form. Off by default.")
    born: Text = ""
    gender: Text = ""
    disability: Text = ""
    address: Text = ""
    ethnicity: Text = ""
    religion: Text = ""
    sexuality: Text = ""
    involvement: Text = Field("", description="Which services are involved with a child, and how.")
    fact: Text = Field("", description="Something known before the visit.")
    may_know: Text = Field("", description="Whether the person may know it.")
    planned_as: Text = Field("", description="How the worker means to put a question. Planned is not asked.")
    release: Text = Field("", description="Why a person moved what only the survivor said into the file copy.")
    carried: Text = Field("", description="The earlier conversation that this was carried over from.")
    kept: tuple[KeptRecord, ...] = Field((), description="Wording that the writer kept when asked about it.")
    source: tuple[Source, ...] = Field((), description="Every source of what is noted here.")
    ticked: tuple[Source, ...] = Field((), description="The sources ticked by hand, with or without words.")
    times: Times

    @classmethod
    def of(cls, answer: Answer) -> AnswerRecord:
        """The record of an answer."""
        words = {f: (w.first, w.changed) for f, w in answer.words.items()}
        return cls(
            mark=answer.mark,
            planned=answer.planned,
            source=tuple(sorted(answer.sources)),
            ticked=tuple(sorted(answer.ticked)),
            kept=tuple(KeptRecord(words=k.words, label=k.label, reason=k.reason) for k in answer.kept),
            times=Times(first=answer.first, changed=answer.changed, words=words),
            **{f.value: w.text for f, w in answer.words.items()},
        )

    def answer(self) -> Answer:
        """The answer that was recorded."""
        words = {}
        for field in NoteField:
            text = getattr(self, field.value)
            if text:
                first, changed = self.times.words.get(field, (self.times.first, self.times.changed))
                words[field] = Words(text, first, changed)
        return Answer(
            first=self.times.first,
            changed=self.times.changed,
            mark=self.mark,
            planned=self.planned,
            ticked=frozenset(self.ticked),
            words=words,
            kept=tuple(Kept(k.words, k.label, k.reason) for k in self.kept),
        )


class OpeningRecord(Record):
    """When the heightened-risk questions were opened, and why, if not because the person was answering openly."""

    at: Moment
    reason: Text = ""


class Details(Record):
    """A conversation without its answers."""

    id: LineOfText
    reference: LineOfText
    setting: Setting
    person: LineOfText
    author: LineOfText
    held_on: date
    created: Moment
    changed: Moment
    opening: OpeningRecord | None = None
    visited: tuple[str, ...] = ()
    place: str = ""
    edition: str = ""
    order: tuple[LineOfText, ...] = ()
    identities: bool = False

    @classmethod
    def of(cls, conversation: Conversation) -> Details:
        """The details of a conversation."""
        opening = conversation.opening
        return cls(
            id=conversation.id,
            reference=conversation.reference,
            setting=conversation.setting,
            person=conversation.person,
            author=conversation.author,
            held_on=conversation.held_on,
            created=conversation.created,
            changed=conversation.changed,
            opening=OpeningRecord(at=opening.at, reason=opening.reason) if opening else None,
            visited=tuple(sorted(conversation.visited)),
            place=conversation.place,
            edition=conversation.edition,
            order=conversation.order,
            identities=conversation.identities,
        )

    def conversation(self, items: dict[str, Answer]) -> Conversation:
        """The conversation that was recorded, with its answers."""
        return Conversation(
            id=self.id,
            reference=self.reference,
            setting=self.setting,
            person=self.person,
            author=self.author,
            held_on=self.held_on,
            created=self.created,
            changed=self.changed,
            items=items,
            opening=Opening(self.opening.at, self.opening.reason) if self.opening else None,
            visited=frozenset(self.visited),
            place=self.place,
            edition=self.edition,
            order=self.order,
            identities=self.identities,
        )


def now(clock: datetime) -> datetime:
    """A clock reading as the state keeps it: UTC, whole seconds."""
    return clock.astimezone(UTC).replace(microsecond=0)
