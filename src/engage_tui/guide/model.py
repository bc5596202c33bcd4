"""What the content files may say: frozen models, nothing unknown allowed. docs/content.md explains them.

`docs/schema/content.schema.json` is generated from `ContentFile`, so the descriptions here are what an editor shows.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from engage_tui.guide.fields import Caption, Id, Label, Line, Model, Number, Prose, Spoken, Truth, whole_number
from engage_tui.guide.local import Contact, Day, Protocol, Service, Terms
from engage_tui.guide.replies import ReplySet


class Kind(StrEnum):
    """What sort of thing an item is. The words are those of practice/coverage."""

    PRACTICE = "practice"
    SAFETY = "safety"
    INSIGHT = "insight"
    INDICATOR = "indicator"
    STATEMENT = "statement"
    QUESTION = "question"
    RISK_INDICATOR = "risk-indicator"
    LANGUAGE = "language"
    REFERRAL = "referral"
    CONTACT = "contact"
    RECORD_FIELD = "record-field"
    SELFCARE = "selfcare"
    FIGURE = "figure"
    CHECK = "check"


class Branch(StrEnum):
    """When a question fits. Source: Respect's guidelines, 2. Ask."""

    PRESENTS_ANOTHER_ISSUE = "presents-another-issue"
    DISCLOSES_ABUSE = "discloses-abuse"
    HEIGHTENED_RISK = "heightened-risk"


class AnswerKind(StrEnum):
    """What a practitioner can note against an item."""

    NONE = "none"
    """Read only."""
    HEARD = "heard"
    """Something the person may say: heard, with the words."""
    NOTICED = "noticed"
    """Something that may be seen or heard, with the words and what was observed."""
    QUESTION = "question"
    """Planned, asked, not asked, not safe to ask, with the words said."""
    RISK = "risk"
    """Present, not identified, not known; with a source for every fact, and an action."""
    USED = "used"
    """Good practice that was used or said."""
    CHECK = "check"
    """A safe-to-talk check: yes or no; a no shows the safer option."""
    YES_NO = "yes-no"
    """A yes or no question of the record; a no needs an explanation."""
    TEXT = "text"
    """A field of the record, in the worker's own words."""
    REFERRAL = "referral"
    """Offered, referred or declined."""
    PATTERN = "pattern"
    """One thing the person does, towards whom, when, and its effect. As many entries as there are acts."""
    ACTIONS = "actions"
    """What the person has to do, by when, how change will show, who checks, what if not. Many entries."""
    ATTEMPTS = "attempts"
    """An attempt to engage the person, with what came of it. Many entries."""
    AGENCIES = "agencies"
    """An agency consulted: what was asked and what it said. Many entries."""
    CONSULTED = "consulted"
    """A talk with a manager, supervisor or specialist: what was agreed. Many entries."""
    PROMISES = "promises"
    """A promise: what, to whom, by when. Many entries."""
    UNKNOWNS = "unknowns"
    """A gap in what is known, and who will fill it. Many entries."""
    KNOWN = "known"
    """Something known before the visit: from whom, and whether the person may know it. Many entries."""
    STOPS = "stops"
    """The talk was stopped: why, and what came next. Many entries."""
    OWN_QUESTION = "own-question"
    """A question of the worker's own, beside the bank's. Many entries."""
    PEOPLE = "people"
    """A person's identity row of the published form. Many entries; off unless a worker turns the tables on."""
    CHILDREN = "children"
    """A child's identity row of the published form. Many entries; off unless a worker turns the tables on."""


class Gate(StrEnum):
    """What must be so before a section opens."""

    OPEN_ANSWERS = "open-answers"


class NotePart(StrEnum):
    """The parts of the note, in their order. Source of the order: the product's own design of the note."""

    SETTING = "setting"
    SAFE_TO_TALK = "safe-to-talk"
    SEEN_AND_HEARD = "seen-and-heard"
    QUESTIONS = "questions"
    RISK = "risk"
    RESPONSES = "responses"
    PATTERN = "pattern"
    STRENGTHS = "strengths"
    ACTIONS = "actions"
    REFERRALS = "referrals"
    ENGAGEMENT = "engagement"
    ATTEMPTS = "attempts"
    VIEW = "view"
    NEXT = "next"


ENTRY = "~"
"""What stands between an item's id and the number of a further entry: `record.attempts~2`. No id can hold it."""


def base_id(key: str) -> str:
    """The id of the item that an entry belongs to. The first entry of an item has the item's own id."""
    return key.partition(ENTRY)[0]


class Document(Model):
    """A document that content is drawn from."""

    id: Id
    title: Line
    by: Caption = ""


class Source(Model):
    """Where an item comes from: a document's id and the section of it."""

    doc: Id
    section: Line


class Wording(Model):
    """One way to say a question aloud, and whom it suits."""

    to: Label = Field(description="Whom it suits, such as `anyone`, `a father`, `little English`.")
    words: Spoken


class Item(Model):
    """One thing to know, look for, ask, check, do or write down."""

    id: Id
    kind: Kind
    answer: AnswerKind | None = Field(None, description="What can be noted; the section's when left out.")
    short: Line = Field(description="The line in the list. For a question: what it is for; `say` is what is said.")
    more: Prose = Field("", description="The explanation, opened on demand.")
    why: Prose = Field("", description="Why it matters.")
    source: Source
    covers: tuple[Id, ...] = Field((), description="Coverage ids that this item carries besides its own.")
    parts: tuple[Line, ...] = Field((), description="A list that must stay whole.")
    say: tuple[Wording, ...] = Field((), description="Ways to ask it aloud; the first is for anyone.")
    branch: Branch | None = Field(None, description="The branch of Ask that a question belongs to.")
    touches: tuple[Id, ...] = Field((), description="Risk indicators that an answer can touch.")
    if_no: Prose = Field("", description="A check: the safer option. A yes-no: what to explain.")
    act_now: Prose = Field("", description="Marking this opens an act-now card that says this.")
    elsewhere: Prose = Field("", description="A risk indicator: how to find out without asking the person.")
    names: tuple[Line, ...] = Field((), description="Outside tools that a form links to: named, never copied.")
    link: Caption = Field("", description="Where your own service keeps what `names` lists: a folder, page or person.")
    reasons: tuple[Line, ...] = Field((), description="A yes-no: usual explanations of a no, offered to choose from.")
    see: tuple[Id, ...] = Field((), description="Related items.")
    tags: tuple[Label, ...] = Field((), description="Other words a person may search for.")
    checked: Day | None = Field(None, description="The day on which this was last made sure of.")
    note: NotePart | None = Field(None, description="The part of the note its answer goes to, if not the usual one.")
    private: Truth = Field(
        False, description="Workers' or the survivor's safety: shown in lists, in no copy but the restricted one."
    )
    restricted: Truth = Field(False, description="Answers come from or endanger the survivor: restricted sheet only.")


class Section(Model):
    """A group of items under one heading of a step."""

    id: Id
    step: Id
    title: Line
    intro: Prose = ""
    answer: AnswerKind = Field(AnswerKind.NONE, description="What can be noted against items that do not say.")
    gate: Gate | None = Field(None, description="`open-answers`: opens when marked so, or with a reason.")
    closed: Truth = Field(False, description="Folded when the step is first opened.")
    walk: Truth = Field(True, description="false: background, shown in the guide only.")
    items: tuple[Item, ...] = Field(min_length=1)


class Step(Model):
    """One of the six steps, or what comes before and beside them."""

    id: Id
    number: Number | None = Field(None, description="0 before you start, 1 to 6 the steps; none: background.")
    title: Label
    short: Label = Field(description="The name where there is little room.")
    aim: Line
    keep_in_mind: tuple[Line, ...] = ()
    sections: tuple[Id, ...] = Field(min_length=1, description="The order of its sections.")


class ContentFile(Model):
    """One YAML file of a content folder. Any of the lists may be left out; the files of a folder are read as one."""

    model_config = ConfigDict(
        title="engage-tui content", json_schema_extra={"$schema": "https://json-schema.org/draft/2020-12/schema"}
    )

    schema_: Annotated[Literal[1], BeforeValidator(whole_number)] = Field(alias="schema", description="Always 1.")
    documents: tuple[Document, ...] = ()
    steps: tuple[Step, ...] = ()
    sections: tuple[Section, ...] = ()
    replies: tuple[ReplySet, ...] = ()
    contacts: tuple[Contact, ...] = ()
    services: tuple[Service, ...] = ()
    protocols: tuple[Protocol, ...] = ()
    terms: Terms = Terms()
