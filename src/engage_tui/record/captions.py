"""Marks, fields, sources and settings as people read them, on screen and in the note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.conversation.state import PRACTICE
from engage_tui.conversation.words import Field, Mark, Setting, Source
from engage_tui.guide.model import AnswerKind
from engage_tui.text import capitalised

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FOR_PRACTICE = f"A reference cannot begin with {PRACTICE}: that is for role-play."
MARKS: Mapping[Mark, str] = {
    Mark.HEARD: "heard",
    Mark.SEEN: "seen",
    Mark.ASKED: "asked",
    Mark.NOT_ASKED: "not asked",
    Mark.NOT_SAFE: "not safe to ask",
    Mark.USED: "used",
    Mark.PRESENT: "present",
    Mark.NOT_IDENTIFIED: "not identified",
    Mark.YES: "yes",
    Mark.NO: "no",
    Mark.OFFERED: "offered",
    Mark.REFERRED: "referred",
    Mark.DECLINED: "declined",
}

SOURCES: Mapping[Source, str] = {
    Source.ME: "seen or heard by me",
    Source.PERSON: "said by the person",
    Source.SURVIVOR: "said by the survivor",
    Source.AGENCY: "from another agency",
    Source.RECORD: "from a record",
}

SETTINGS: Mapping[Setting, str] = {
    Setting.VISIT: "home visit",
    Setting.OFFICE: "office",
    Setting.PHONE: "phone call",
    Setting.MEETING: "meeting",
    Setting.CUSTODY: "custody",
}

THE_PERSON = "the person"

_FIELDS: Mapping[Field, str] = {
    Field.SAID: "{Person} said",
    Field.SEEN: "I saw or heard",
    Field.VIEW: "My view",
    Field.SURVIVOR: "The survivor said (restricted)",
    Field.AGENCY: "Another agency said",
    Field.RECORD: "A record says",
    Field.ASKED_AS: "I put it like this",
    Field.REASON: "Reason",
    Field.ACTION: "What will be done",
    Field.WHO: "Who does it",
    Field.WHEN: "By when",
    Field.TEXT: "Text",
    Field.ACT: "What {person} did or does",
    Field.TOWARDS: "Towards whom",
    Field.ON_CHILD: "Effect on a child",
    Field.ON_SURVIVOR: "Effect on the survivor",
    Field.ON_HOUSEHOLD: "Effect on the household",
    Field.PROTECTIVE: "Who did what to protect",
    Field.EVIDENCE: "How change will show",
    Field.CHECKED_BY: "Who checks",
    Field.IF_NOT: "If it is not done",
    Field.WAY: "How",
    Field.OFFER: "What was offered",
    Field.OUTCOME: "What came of it",
    Field.HELD_UNDER: "Held in the case system under",
    Field.CASE_ID: "ID",
    Field.NAME: "Name",
    Field.BORN: "Born, or due",
    Field.GENDER: "Gender",
    Field.DISABILITY: "Disability",
    Field.ADDRESS: "Address",
    Field.ETHNICITY: "Ethnicity",
    Field.RELIGION: "Religion",
    Field.SEXUALITY: "Sexuality",
    Field.INVOLVEMENT: "Services involved, and how",
    Field.FACT: "What is known",
    Field.MAY_KNOW: "May {person} know it?",
    Field.PLANNED_AS: "How I mean to put it",
    Field.RELEASE: "In the file copy because",
    Field.CARRIED: "Carried over from",
}

_SPECIAL: Mapping[tuple[AnswerKind, Field], str] = {
    (AnswerKind.QUESTION, Field.REASON): "Why not",
    (AnswerKind.RISK, Field.REASON): "If no action, why not",
    (AnswerKind.HEARD, Field.REASON): "If no action, why not",
    (AnswerKind.HEARD, Field.ACTION): "What was done",
    (AnswerKind.HEARD, Field.WHO): "Who did it",
    (AnswerKind.HEARD, Field.WHEN): "When",
    (AnswerKind.CHECK, Field.REASON): "What I did about it",
    (AnswerKind.YES_NO, Field.REASON): "If no, why",
    (AnswerKind.YES_NO, Field.TEXT): "More about it",
    (AnswerKind.PATTERN, Field.WHEN): "When, and since when",
    (AnswerKind.ACTIONS, Field.ACTION): "What {person} will do",
    (AnswerKind.ACTIONS, Field.WHO): "Who has to do it",
    (AnswerKind.ACTIONS, Field.REASON): "Why it falls to the survivor",
    (AnswerKind.ATTEMPTS, Field.WHEN): "Date and time",
    (AnswerKind.AGENCIES, Field.WHO): "Which agency, and whom",
    (AnswerKind.AGENCIES, Field.WHEN): "When",
    (AnswerKind.AGENCIES, Field.TEXT): "What was asked or shared",
    (AnswerKind.AGENCIES, Field.AGENCY): "What they said",
    (AnswerKind.CONSULTED, Field.WHO): "With whom",
    (AnswerKind.CONSULTED, Field.WHEN): "When",
    (AnswerKind.CONSULTED, Field.TEXT): "What was talked through",
    (AnswerKind.CONSULTED, Field.OUTCOME): "What was agreed",
    (AnswerKind.STOPS, Field.WHEN): "At what time",
    (AnswerKind.STOPS, Field.REASON): "Why it was stopped",
    (AnswerKind.STOPS, Field.OUTCOME): "What was done next",
    (AnswerKind.STOPS, Field.WHO): "Who was told",
    (AnswerKind.OWN_QUESTION, Field.ASKED_AS): "The question",
    (AnswerKind.OWN_QUESTION, Field.REASON): "Why not",
    (AnswerKind.PROMISES, Field.TEXT): "What was promised",
    (AnswerKind.PROMISES, Field.WHO): "To whom",
    (AnswerKind.PROMISES, Field.OUTCOME): "How it was kept",
    (AnswerKind.UNKNOWNS, Field.TEXT): "What is not known",
    (AnswerKind.UNKNOWNS, Field.WHO): "Who will find out",
    (AnswerKind.UNKNOWNS, Field.OUTCOME): "What was found out",
}


TABLES: Mapping[AnswerKind, str] = {
    AnswerKind.AGENCIES: "Agencies consulted",
    AnswerKind.CONSULTED: "Talked through with",
    AnswerKind.PROMISES: "Promised",
    AnswerKind.UNKNOWNS: "Not known",
    AnswerKind.CHILDREN: "Children",
    AnswerKind.KNOWN: "Known beforehand",
    AnswerKind.STOPS: "Stopped",
}
"""What a table of entries is called where its part of the note holds other things, too."""


def field_caption(kind: AnswerKind, field: Field, person: str = THE_PERSON, say: Callable[[str], str] = str) -> str:
    """What a field is called for an answer of this kind; `person` is the practitioner's word for the person.

    `say` gives the caption in the language of the screen; notes have none.
    """
    caption = say(_SPECIAL.get((kind, field), _FIELDS[field]))
    named = person or THE_PERSON
    return caption.replace("{Person}", capitalised(named)).replace("{person}", named)


def copied_caption(kind: AnswerKind, field: Field, person: str = THE_PERSON) -> str:
    """The same where the person may read it: what the survivor said stands there only if somebody moved it there."""
    return "The survivor said" if field is Field.SURVIVOR else field_caption(kind, field, person)


def source_caption(source: Source, person: str = THE_PERSON) -> str:
    """Where a fact comes from, in words."""
    return SOURCES[source].replace(THE_PERSON, person or THE_PERSON)
