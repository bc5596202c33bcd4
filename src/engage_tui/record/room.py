"""What may be on the screen in the room, where the person may read it: built from what is allowed, never by taking out.

A question is shown in the worker's words or the bank's, and only when its branch may be seen and its words are fit for
it. Nothing else of a conversation or of the guide can get there: there is no other field to carry it.

Source of the rule: Respect's guidelines, 4. Respond, Safety issues.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engage_tui.conversation.events import Marked, Wrote
from engage_tui.conversation.rules import planned
from engage_tui.conversation.stopping import USUAL, sentences
from engage_tui.conversation.words import Field, Mark
from engage_tui.guide.model import AnswerKind, Branch, base_id
from engage_tui.record.audience import only_survivor
from engage_tui.record.in_sight import Sight, Why
from engage_tui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engage_tui.conversation.events import Event
    from engage_tui.conversation.state import Answer, Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.guide.model import Item

OPENERS = "openers"
ASK = "ask"
_BRANCHES = frozenset({None, Branch.PRESENTS_ANOTHER_ISSUE, Branch.DISCLOSES_ABUSE})
"""The branches that may be seen, as far as their words are fit for it."""
_OPEN = re.compile(r"\b(what|how|who|which|where|tell me|take me|picture|describe)\b", re.IGNORECASE)
DIRECT = "it is one of the direct questions"
NOT_SAFE = "you marked it not safe to ask"
NOT_OPEN = "it is not an open question"
KEPT = "what is noted there is kept from the person"


@dataclass(frozen=True, slots=True)
class RoomQuestion:
    """One question as the person may see it; `key` is where it is noted that it was asked."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A planned question that is not shown as it was planned: told to the worker beforehand, on their own screen."""

    words: str
    why: str
    instead: str = ""
    """The bank's wording that is shown in its place."""
    key: str = ""
    """Where it is planned."""
    hidden: bool = False
    """The words are for nobody's eyes in passing, not even here."""


@dataclass(frozen=True, slots=True)
class Room:
    """The questions in their order, and what became of the others."""

    questions: tuple[RoomQuestion, ...]
    left_out: tuple[LeftOut, ...]
    usual: bool
    """Nothing that was planned may be shown, or nothing was planned: these are the ways in."""


def room(conversation: Conversation, guide: Guide) -> Room:
    """What may be shown of a conversation: the planned questions in order, or else the guide's ways in."""
    sight = Sight(conversation, guide)
    shown: list[RoomQuestion] = []
    left: list[LeftOut] = []
    for key in planned(conversation, guide):
        words, out = _fit(conversation, guide, sight, key)
        shown += [RoomQuestion(key, words)] if words else []
        left += [_named(out, conversation, guide, key)] if out is not None else []
    if shown:
        return Room(tuple(shown), tuple(left), usual=False)
    section = guide.sections.get(OPENERS)
    ways_in = (i.id for i in section.items) if section else ()
    return Room(tuple(_openers(conversation, guide, sight, ways_in)), tuple(left), usual=True)


def _openers(conversation: Conversation, guide: Guide, sight: Sight, ids: Iterable[str]) -> Iterable[RoomQuestion]:
    for item_id in ids:
        answer = conversation.answer(item_id)
        if answer is None or answer.mark in (None, Mark.ASKED, Mark.NOT_ASKED):
            words, _ = _of_bank(guide, sight, item_id)
            if words:
                yield RoomQuestion(item_id, words)


def _fit(conversation: Conversation, guide: Guide, sight: Sight, key: str) -> tuple[str, LeftOut | None]:
    """What is shown of a planned question, if anything, and what has to be told about it."""
    answer, kind = conversation.items[key], guide.answer_kind(key)
    if kind is AnswerKind.OWN_QUESTION:
        return _own(guide, sight, key, answer)
    planned_as = clean_line(answer.text(Field.PLANNED_AS))
    bank, why = _of_bank(guide, sight, key)
    if answer.mark is Mark.NOT_SAFE:
        bank, why = "", NOT_SAFE
    if not bank and why in (DIRECT, NOT_SAFE, KEPT):
        return "", LeftOut(planned_as or _said(guide, key), why)
    if not planned_as:
        return bank, None if bank else LeftOut(_said(guide, key), why)
    against = sight.why_not(planned_as)
    if against is None:
        return planned_as, None
    return bank, LeftOut(planned_as, against, bank)


def _named(out: LeftOut, conversation: Conversation, guide: Guide, key: str) -> LeftOut:
    """With where it is planned, and whether its words came from the survivor alone."""
    hidden = _kept(guide, key) or only_survivor(conversation.items[key], guide.answer_kind(key))
    return replace(out, key=key, hidden=hidden)


def _own(guide: Guide, sight: Sight, key: str, answer: Answer) -> tuple[str, LeftOut | None]:
    words = clean_line(answer.text(Field.ASKED_AS))
    if not words:
        return "", None
    against = NOT_SAFE if answer.mark is Mark.NOT_SAFE else KEPT if _kept(guide, key) else sight.why_not(words)
    return ("", LeftOut(words, against)) if against is not None else (words, None)


def _of_bank(guide: Guide, sight: Sight, key: str) -> tuple[str, str]:
    """The bank's wording, or nothing and why it may not be seen."""
    item = guide.items[base_id(key)]
    if _kept(guide, key):
        return "", KEPT
    if not item.say or guide.answer_kind(key) is not AnswerKind.QUESTION:
        return "", NOT_OPEN
    if item.branch not in _BRANCHES or guide.section_of(key).gate is not None or guide.step_of(key).id != ASK:
        return "", DIRECT
    words = item.say[0].words
    if not _OPEN.search(words):
        return "", NOT_OPEN
    against: Why | None = sight.why_not(words)
    return (words, "") if against is None else ("", against.value)


def not_shown(conversation: Conversation, guide: Guide, ids: Iterable[str]) -> dict[str, str]:
    """Of these questions those that are not shown in the bank's wording, and why: told before one is picked."""
    sight = Sight(conversation, guide)
    return {item_id: why for item_id in ids if (why := _of_bank(guide, sight, item_id)[1])}


def _kept(guide: Guide, key: str) -> bool:
    item: Item = guide.items[base_id(key)]
    return item.restricted or item.private or bool(item.act_now)


def _said(guide: Guide, key: str) -> str:
    item = guide.items[base_id(key)]
    return item.say[0].words if item.say else item.short


def leaving(conversation: Conversation, guide: Guide) -> str:
    """A sentence to leave with that anyone may read, whatever a service has put among its own."""
    sight = Sight(conversation, guide)
    return next((words for words in sentences(guide) if sight.why_not(words) is None), USUAL)


def asked(conversation: Conversation, guide: Guide, question: RoomQuestion) -> tuple[Event, ...]:
    """What is noted when a shown question was asked: the mark, and in which words, which also keeps the time of it."""
    answer = conversation.answer(question.key)
    marked = Marked(question.key, Mark.ASKED)
    if guide.answer_kind(question.key) is AnswerKind.OWN_QUESTION or (answer and answer.text(Field.ASKED_AS)):
        return (marked,)
    return (marked, Wrote(question.key, Field.ASKED_AS, question.words))
