"""What a note still lacks, in plain words, each with its place. Nothing here ever blocks saving or leaving."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from engage_tui.conversation.rules import action_settled, needs_reason, only_the_survivor, present_indicators
from engage_tui.conversation.words import Field, Mark
from engage_tui.guide.model import AnswerKind
from engage_tui.text import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from engage_tui.conversation.state import Answer, Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.guide.model import Item
    from engage_tui.record.slips import Slip

FOUR_QUESTIONS = ("form.spoken-directly", "form.parenting-choice", "form.impact-on-children", "form.actions-attributed")
"""The engagement questions whose `no` must be explained. Source: Beyond Training, Appendix 2."""


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing: the `item` to go to (empty: the conversation's details), the `field` to write."""

    item: str
    message: str
    needed: bool
    """Whether the note cannot be made final without it."""
    field: Field | None = None
    at: int | None = None
    """The place in the field's words, where it is about some of them."""


def missing(conversation: Conversation, guide: Guide, told: Iterable[Slip] = ()) -> tuple[Missing, ...]:
    """What is needed before the note can be final, and after it what is worth another look.

    `told`: words in the file copy that say that the survivor told something.
    """
    found = [*_details(conversation), *_risk(conversation, guide), *_act_now(conversation, guide)]
    found += [*_explanations(conversation, guide), *_entries(conversation, guide), *_worth_a_look(conversation, guide)]
    found += _told(told, guide)
    return tuple(sorted(found, key=lambda m: not m.needed))


def ready(conversation: Conversation, guide: Guide) -> bool:
    """The note may be made final."""
    return not any(m.needed for m in missing(conversation, guide))


def _details(conversation: Conversation) -> Iterator[Missing]:
    if not conversation.reference:
        yield Missing("", "The conversation has no reference. Give it one in the details.", needed=True)
    if not conversation.author:
        yield Missing("", "The note does not say who wrote it. Put your name in the details.", needed=True)
    later = conversation.held_on - conversation.changed.date()
    if later > timedelta(days=1):  # a day more, for time zones
        day = f"{conversation.held_on:%d %B %Y}".lstrip("0")
        yield Missing("", f"Its date, {day}, is later than the day it was written. Look at it again.", needed=False)


def _risk(conversation: Conversation, guide: Guide) -> Iterator[Missing]:
    for item in present_indicators(conversation, guide):
        answer = conversation.items[item.id]
        name = shorten(item.short, 60)
        if not action_settled(answer):
            told = f"Present: {name} Say {_lacks(answer)}, or why nothing will be done."
            yield Missing(item.id, told, needed=True, field=_first_empty(answer))
        if not answer.sources:
            yield Missing(item.id, f"Present: {name} Say where you know it from.", needed=True, field=Field.SEEN)


def _act_now(conversation: Conversation, guide: Guide) -> Iterator[Missing]:
    for item, answer in _noted(conversation, guide):
        if item.act_now and answer.mark is not None and not action_settled(answer):
            told = f"{shorten(item.short, 60)} Say {_lacks(answer, done=True)}, or why nothing was done."
            yield Missing(item.id, told, needed=True, field=_first_empty(answer))


def _lacks(answer: Answer, *, done: bool = False) -> str:
    """What is still to be said of an action: no more than that."""
    told = _WAS_DONE if done else _WILL_BE_DONE
    return _listed([words for field, words in told.items() if not answer.text(field).strip()])


_WILL_BE_DONE = {Field.ACTION: "what will be done", Field.WHO: "who does it", Field.WHEN: "by when"}
_WAS_DONE = {Field.ACTION: "what was done", Field.WHO: "by whom", Field.WHEN: "when"}


def _first_empty(answer: Answer) -> Field:
    wanted = (Field.ACTION, Field.WHO, Field.WHEN)
    return next((f for f in wanted if not answer.text(f).strip()), Field.ACTION)


def _explanations(conversation: Conversation, guide: Guide) -> Iterator[Missing]:
    for item, answer in _noted(conversation, guide):
        if needs_reason(answer, guide.answer_kind(item.id)):
            needed = item.id in FOUR_QUESTIONS
            yield Missing(item.id, f"You answered no: {item.short} Say why.", needed=needed, field=Field.REASON)


def _entries(conversation: Conversation, guide: Guide) -> Iterator[Missing]:
    """What the tables lack: whose job it is, how change will show, where an act is known from."""
    tables = [i.id for i in guide.items.values() if i.restricted and guide.answer_kind(i.id) is AnswerKind.PEOPLE]
    names = [conversation.items[k].text(Field.NAME) for i in tables for k in conversation.entries(i)]
    for item_id in guide.items:
        for key in conversation.entries(item_id):
            kind, answer = guide.answer_kind(item_id), conversation.items[key]
            if kind is AnswerKind.ACTIONS:
                yield from _action(key, answer, conversation, names)
            elif kind in _OWNED:
                yield from _owned(key, answer, _OWNED[kind])
            elif kind is AnswerKind.PATTERN and not answer.sources:
                told = f"{_named(answer, Field.ACT)}: say where it is known from. Until then no copy shows it."
                yield Missing(key, told, needed=False)


def _action(key: str, answer: Answer, conversation: Conversation, names: Sequence[str]) -> Iterator[Missing]:
    name = _named(answer, Field.ACTION)
    if only_the_survivor(answer.text(Field.WHO), conversation, names) and not answer.text(Field.REASON).strip():
        told = f"{name}: it falls to the survivor alone. Give it to somebody else, or say why."
        yield Missing(key, told, needed=True, field=Field.REASON)
    if only_the_survivor(answer.text(Field.CHECKED_BY), conversation, names):
        told = f"{name}: the survivor should not have to check it. Name somebody else."
        yield Missing(key, told, needed=False, field=Field.CHECKED_BY)
    blank = [f for f in _OF_AN_ACTION if not answer.text(f).strip()]
    if blank:
        told = f"{name}: say {_listed([_OF_AN_ACTION[f] for f in blank])}."
        yield Missing(key, told, needed=False, field=blank[0])


def _owned(key: str, answer: Answer, wanted: Mapping[Field, str]) -> Iterator[Missing]:
    """What is promised or not known needs somebody to see to it, until it is said what came of it."""
    blank = [f for f in wanted if not answer.text(f).strip()]
    if blank and not answer.text(Field.OUTCOME).strip():
        told = f"{_named(answer, Field.TEXT)}: say {_listed([wanted[f] for f in blank])}."
        yield Missing(key, told, needed=False, field=blank[0])


_OF_AN_ACTION = {
    Field.WHEN: "by when",
    Field.EVIDENCE: "how change will show",
    Field.CHECKED_BY: "who checks",
}
_OWNED = {
    AnswerKind.PROMISES: {Field.WHO: "to whom", Field.WHEN: "by when"},
    AnswerKind.UNKNOWNS: {Field.WHO: "who will find out"},
}


def _named(answer: Answer, field: Field) -> str:
    """An entry by its own words, in quotation marks."""
    words = shorten(answer.text(field).strip("“”\"' \n"), 50)  # often they are a quotation already
    return f"“{words}”" if words else "An entry without words"


def _listed(parts: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def _worth_a_look(conversation: Conversation, guide: Guide) -> Iterator[Missing]:
    for item, answer in _noted(conversation, guide):
        kind = guide.answer_kind(item.id)
        without_reason = not answer.text(Field.REASON).strip()
        if kind is AnswerKind.REFERRAL and item.if_no and answer.mark is not None and without_reason:
            name = f"{item.short.partition('. ')[0].rstrip('.')}."
            yield Missing(item.id, f"{name} {item.if_no}", needed=False, field=Field.REASON)
        if kind is AnswerKind.YES_NO and answer.mark is Mark.YES and not without_reason:
            told = f"You answered yes, and a reason for no stands there: {item.short}"
            yield Missing(item.id, told, needed=False, field=Field.REASON)
        if kind is AnswerKind.CHECK and answer.mark is Mark.NO and without_reason:
            yield Missing(item.id, f"No: {item.short} Say what you did instead.", needed=False, field=Field.REASON)
    checks = [i for i in guide.items.values() if guide.answer_kind(i.id) is AnswerKind.CHECK]
    blank = [i for i in checks if conversation.answer(i.id) is None]
    if blank:
        told = f"Not every safe-to-talk check is answered. The first: {shorten(blank[0].short, 60)}"
        yield Missing(blank[0].id, told, needed=False)
    for item_id in FOUR_QUESTIONS:
        answered = conversation.answer(item_id)
        if item_id in guide.items and (answered is None or answered.mark is None):
            told = f"Not answered: {guide.items[item_id].short} That is not a no."
            yield Missing(item_id, told, needed=False)


def _told(told: Iterable[Slip], guide: Guide) -> Iterator[Missing]:
    for slip in told:
        message = f"{place_of(slip, guide)} {SAYS_WHO_TOLD} The file copy would show it."
        yield Missing(slip.key, message, needed=False, field=slip.field, at=slip.start)


SAYS_WHO_TOLD = "This says that the survivor or a child told you something."


def place_of(slip: Slip, guide: Guide) -> str:
    """Where such words stand, as a list shows it."""
    item = guide.of_entry(slip.key)
    return shorten(item.short, 60) if item is not None else ""


def _noted(conversation: Conversation, guide: Guide) -> Iterator[tuple[Item, Answer]]:
    """In the guide's order, which stays the same however often the note is opened."""
    for item_id, item in guide.items.items():
        if item_id in conversation.items:
            yield item, conversation.items[item_id]
