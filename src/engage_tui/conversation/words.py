"""The words that practitioners and notes share: marks, fields, sources and settings, and which go with which item."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from engage_tui.guide.model import AnswerKind

if TYPE_CHECKING:
    from collections.abc import Mapping


class Mark(StrEnum):
    """What was noted against an item. `planned` is kept beside it: planned is not asked."""

    HEARD = "heard"
    SEEN = "seen"
    ASKED = "asked"
    NOT_ASKED = "not-asked"
    NOT_SAFE = "not-safe"
    USED = "used"
    PRESENT = "present"
    NOT_IDENTIFIED = "not-identified"
    YES = "yes"
    NO = "no"
    OFFERED = "offered"
    REFERRED = "referred"
    DECLINED = "declined"


class Field(StrEnum):
    """A place for words. His words, what the worker saw and what the worker thinks are three separate things."""

    SAID = "said"
    SEEN = "seen"
    VIEW = "view"
    SURVIVOR = "survivor"
    AGENCY = "agency"
    RECORD = "record"
    ASKED_AS = "asked_as"
    REASON = "reason"
    ACTION = "action"
    WHO = "who"
    WHEN = "when"
    TEXT = "text"
    ACT = "act"
    TOWARDS = "towards"
    ON_CHILD = "on_child"
    ON_SURVIVOR = "on_survivor"
    ON_HOUSEHOLD = "on_household"
    PROTECTIVE = "protective"
    EVIDENCE = "evidence"
    CHECKED_BY = "checked_by"
    IF_NOT = "if_not"
    WAY = "way"
    OFFER = "offer"
    OUTCOME = "outcome"
    HELD_UNDER = "held_under"
    CASE_ID = "case_id"
    NAME = "name"
    BORN = "born"
    GENDER = "gender"
    DISABILITY = "disability"
    ADDRESS = "address"
    ETHNICITY = "ethnicity"
    RELIGION = "religion"
    SEXUALITY = "sexuality"
    INVOLVEMENT = "involvement"
    FACT = "fact"
    MAY_KNOW = "may_know"
    PLANNED_AS = "planned_as"
    RELEASE = "release"
    CARRIED = "carried"


class Source(StrEnum):
    """Where a fact comes from."""

    ME = "me"
    PERSON = "person"
    SURVIVOR = "survivor"
    AGENCY = "agency"
    RECORD = "record"


class Setting(StrEnum):
    """Where the conversation takes place."""

    VISIT = "visit"
    OFFICE = "office"
    PHONE = "phone"
    MEETING = "meeting"
    CUSTODY = "custody"


SOURCE_OF: Mapping[Field, Source] = {
    Field.SEEN: Source.ME,
    Field.SAID: Source.PERSON,
    Field.SURVIVOR: Source.SURVIVOR,
    Field.AGENCY: Source.AGENCY,
    Field.RECORD: Source.RECORD,
}
"""Words carry their source by the field they stand in, so that none can be without one."""


@dataclass(frozen=True, slots=True)
class AnswerShape:
    """What an answer kind offers. A kind has up to three marks, each with a place (and a key) of its own."""

    usual: Mark | None = None
    """The mark that is given most: seen, asked, present, yes."""
    other: Mark | None = None
    """A second one beside it: heard, not asked, referred."""
    negative: Mark | None = None
    """The one that says no: not safe to ask, not identified, declined."""
    fields: tuple[Field, ...] = ()
    """The places for words, in the order in which they are offered."""
    plans: bool = False
    """Whether it can be planned beforehand."""
    sources: bool = False
    """Whether facts can come from others too, so that each source can be ticked without words."""
    entry: str = ""
    """What one entry is called, where there can be many: `Attempt`. Empty: there is one answer."""

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks there are."""
        return tuple(m for m in (self.usual, self.other, self.negative) if m is not None)


_FROM_OTHERS = (Field.AGENCY, Field.RECORD, Field.SURVIVOR)
_SAID_SEEN_VIEW = (Field.SAID, Field.SEEN, Field.VIEW)
_IDENTITY = (Field.GENDER, Field.DISABILITY, Field.ADDRESS, Field.ETHNICITY, Field.RELIGION)
IDENTIFYING = frozenset({Field.NAME, Field.BORN, *_IDENTITY, Field.SEXUALITY})
"""The cells of the people tables that say who somebody is: off by default, and masked in copies."""
_ACTION = (Field.ACTION, Field.WHO, Field.WHEN, Field.REASON)

SHAPES: Mapping[AnswerKind, AnswerShape] = {
    AnswerKind.NONE: AnswerShape(),
    AnswerKind.HEARD: AnswerShape(Mark.HEARD, fields=_SAID_SEEN_VIEW),
    AnswerKind.NOTICED: AnswerShape(Mark.SEEN, Mark.HEARD, fields=(*_SAID_SEEN_VIEW, *_FROM_OTHERS), sources=True),
    AnswerKind.QUESTION: AnswerShape(
        Mark.ASKED,
        Mark.NOT_ASKED,
        Mark.NOT_SAFE,
        fields=(*_SAID_SEEN_VIEW, Field.ASKED_AS, Field.REASON, Field.PLANNED_AS),
        plans=True,
    ),
    AnswerKind.RISK: AnswerShape(
        Mark.PRESENT,
        negative=Mark.NOT_IDENTIFIED,
        fields=(*_ACTION, Field.SEEN, Field.SAID, *_FROM_OTHERS, Field.VIEW),
        sources=True,
    ),
    AnswerKind.USED: AnswerShape(Mark.USED, fields=_SAID_SEEN_VIEW),
    AnswerKind.CHECK: AnswerShape(Mark.YES, negative=Mark.NO, fields=(Field.REASON,)),
    AnswerKind.YES_NO: AnswerShape(Mark.YES, negative=Mark.NO, fields=(Field.REASON, Field.TEXT)),
    AnswerKind.TEXT: AnswerShape(fields=(Field.TEXT, Field.SURVIVOR)),
    AnswerKind.PATTERN: AnswerShape(
        fields=(
            Field.ACT,
            Field.TOWARDS,
            Field.WHEN,
            Field.ON_CHILD,
            Field.ON_SURVIVOR,
            Field.ON_HOUSEHOLD,
            Field.PROTECTIVE,
        ),
        sources=True,
        entry="Act",
    ),
    AnswerKind.ACTIONS: AnswerShape(
        fields=(
            Field.ACTION,
            Field.WHEN,
            Field.WHO,
            Field.EVIDENCE,
            Field.CHECKED_BY,
            Field.IF_NOT,
            Field.OUTCOME,
            Field.REASON,
            Field.SURVIVOR,
        ),
        entry="Action",
    ),
    AnswerKind.ATTEMPTS: AnswerShape(
        fields=(Field.WHEN, Field.WAY, Field.OFFER, Field.OUTCOME, Field.SURVIVOR), entry="Attempt"
    ),
    AnswerKind.AGENCIES: AnswerShape(
        fields=(Field.WHO, Field.WHEN, Field.TEXT, Field.AGENCY, Field.SURVIVOR), sources=True, entry="Agency"
    ),
    AnswerKind.CONSULTED: AnswerShape(
        fields=(Field.WHO, Field.WHEN, Field.TEXT, Field.OUTCOME, Field.SURVIVOR), entry="Talk"
    ),
    AnswerKind.PROMISES: AnswerShape(
        fields=(Field.TEXT, Field.WHO, Field.WHEN, Field.OUTCOME, Field.SURVIVOR), entry="Promise"
    ),
    AnswerKind.UNKNOWNS: AnswerShape(
        fields=(Field.TEXT, Field.WHO, Field.WHEN, Field.OUTCOME, Field.SURVIVOR), entry="Not known"
    ),
    AnswerKind.KNOWN: AnswerShape(fields=(Field.FACT, Field.MAY_KNOW), sources=True, entry="Fact"),
    AnswerKind.STOPS: AnswerShape(
        fields=(Field.WHEN, Field.REASON, Field.OUTCOME, Field.WHO, Field.SURVIVOR), entry="Stop"
    ),
    AnswerKind.OWN_QUESTION: AnswerShape(
        Mark.ASKED,
        Mark.NOT_ASKED,
        Mark.NOT_SAFE,
        fields=(Field.ASKED_AS, *_SAID_SEEN_VIEW, Field.REASON),
        plans=True,
        entry="Own question",
    ),
    AnswerKind.PEOPLE: AnswerShape(
        fields=(Field.HELD_UNDER, Field.NAME, Field.BORN, *_IDENTITY, Field.SEXUALITY), entry="Person"
    ),
    AnswerKind.CHILDREN: AnswerShape(
        fields=(Field.HELD_UNDER, Field.CASE_ID, Field.NAME, Field.BORN, *_IDENTITY, Field.INVOLVEMENT), entry="Child"
    ),
    AnswerKind.REFERRAL: AnswerShape(
        Mark.OFFERED, Mark.REFERRED, Mark.DECLINED, fields=(Field.REASON, Field.SAID, Field.VIEW)
    ),
}


_NOT_OWN = frozenset({Field.SURVIVOR, Field.AGENCY, Field.RELEASE, Field.CARRIED})
_FACTS = frozenset({AnswerKind.PATTERN, AnswerKind.KNOWN, AnswerKind.OWN_QUESTION})
_ENTRIES_OF_OWN = frozenset(k for k, s in SHAPES.items() if s.entry) - _FACTS


def own_fields(kind: AnswerKind) -> frozenset[Field]:
    """The fields that hold the worker's own statement, whoever else is named as a source beside them.

    A field of the form, and what the worker did, promised or does not know. An act and its effect are never that, nor
    is text that stands with a fact because its item was once a field of the form.
    """
    offered = frozenset(SHAPES[kind].fields)
    return offered - _NOT_OWN if kind in _ENTRIES_OF_OWN else offered & {Field.TEXT}


def fields_for(kind: AnswerKind, *, acts: bool, restricted: bool, identities: bool = False) -> tuple[Field, ...]:
    """The fields offered for an item. `acts`: marking it calls for action now; `restricted`: all of it is.

    `identities`: the people tables were turned on, with all their cells.
    """
    fields = SHAPES[kind].fields
    if not identities:
        fields = tuple(f for f in fields if f not in IDENTIFYING)
    if acts and Field.ACTION not in fields:
        fields = (*_ACTION, *fields)
    if restricted:  # nothing to keep apart from it
        fields = tuple(f for f in fields if f is not Field.SURVIVOR)
    return fields
