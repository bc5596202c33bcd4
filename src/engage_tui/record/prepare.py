"""Preparing a visit: what is gone through before setting off, in its order, and what is still to be settled.

Nothing here says that it is safe to go, and nothing is counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engage_tui.conversation.events import Ordered, Planned, Removed, Wrote
from engage_tui.conversation.rules import gate_open, planned
from engage_tui.conversation.words import Field, Mark
from engage_tui.guide.model import AnswerKind, base_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engage_tui.conversation.events import Event
    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.guide.model import Item

CHECKS = "safe-to-talk"
KNOWN, HOOK, RED_LINES = "plan.known", "plan.hook", "plan.red-lines"
OWN = "ask.own"
"""Questions in the worker's own words are entries of this item."""
QUESTIONS = "questions"
"""Stands among a place's items for the questions that are planned."""
WHY_CHECKS = (
    "Ask yourself before every visit, and look again when you get there. Yes to all of them does not make it safe."
)


@dataclass(frozen=True, slots=True)
class Place:
    """One part of getting ready. `items` are ids of the guide, or `QUESTIONS`; the last place has none."""

    title: str
    why: str
    items: tuple[str, ...] = ()
    section: str = ""
    """Every item of this section of the guide, one's own included."""


_PLACES = (
    Place("Is it safe to talk?", WHY_CHECKS, section=CHECKS),
    Place(
        "What do you know, and what is allowed?",
        "One line for each fact, and where it is from. What only the survivor said, the person may not know you know.",
        (KNOWN, "plan.orders"),
    ),
    Place(
        "Who knows where you are, and who is told first?",
        "In the room there is no time to settle it.",
        ("plan.second-worker", "plan.check-in", "plan.survivor-told"),
    ),
    Place(
        "What do you begin with, and what do you ask?",
        "Three to five questions are plenty. Planned is not asked: the note keeps the two apart.",
        (HOOK, QUESTIONS),
    ),
    Place(
        "How does it end?", "Settle it now, so that nobody has to decide in the room.", (RED_LINES, "plan.exit-words")
    ),
    Place(
        "What if …?",
        "A line for each is enough, and blanks are allowed.",
        ("plan.if-influence", "plan.if-refuses", "plan.if-escalates", "plan.if-partner"),
    ),
    Place("Before you go", "This app cannot tell whether it is safe to go. You and your manager decide."),
)


def places(guide: Guide) -> tuple[Place, ...]:
    """The parts, each with those of its items that the guide has."""
    return tuple(Place(p.title, p.why, _items(p, guide)) for p in _PLACES)


def _items(place: Place, guide: Guide) -> tuple[str, ...]:
    if place.section:
        return tuple(i.id for i in checks(guide))
    return tuple(i for i in place.items if i in guide.items or i == QUESTIONS)


def checks(guide: Guide) -> tuple[Item, ...]:
    """The safe-to-talk checks."""
    section = guide.sections.get(CHECKS)
    return section.items if section else ()


def first_place(conversation: Conversation, guide: Guide) -> int:
    """Where to begin: at the first part of which nothing is written; at the end when there is none."""
    every = places(guide)
    return next((n for n, p in enumerate(every) if p.items and not begun(p, conversation, guide)), len(every) - 1)


def begun(place: Place, conversation: Conversation, guide: Guide) -> bool:
    """Something is noted in every row of a part's checks, or anywhere else in it."""
    if all(guide.answer_kind(i) is AnswerKind.CHECK for i in place.items if i != QUESTIONS) and place.items:
        return all(_mark(conversation, i) is not None for i in place.items)
    noted = any(conversation.entries(i) for i in place.items)
    return noted or (QUESTIONS in place.items and bool(planned(conversation, guide)))


def _mark(conversation: Conversation, item_id: str) -> Mark | None:
    answer = conversation.answer(item_id)
    return answer.mark if answer else None


def refused(conversation: Conversation, guide: Guide) -> tuple[Item, ...]:
    """The checks answered with a no."""
    return tuple(i for i in checks(guide) if _mark(conversation, i.id) is Mark.NO)


def unanswered(conversation: Conversation, guide: Guide) -> tuple[Item, ...]:
    """The checks without an answer. Unanswered is not a no, and no yes either."""
    return tuple(i for i in checks(guide) if _mark(conversation, i.id) is None)


# -- the questions


def bank(conversation: Conversation, guide: Guide) -> Iterator[Item]:
    """The questions that can be picked: the direct ones only when they are open.

    Source: Respect's guidelines, 2. Ask.
    """
    for item in guide.walk_items():
        gated = guide.section_of(item.id).gate is not None and not gate_open(conversation)
        if guide.answer_kind(item.id) is AnswerKind.QUESTION and item.say and not gated:
            yield item


def put(conversation: Conversation, guide: Guide, key: str) -> str:
    """How a planned question is to be put: in the worker's words, or in the bank's."""
    answer, item = conversation.answer(key), guide.items[base_id(key)]
    if guide.answer_kind(key) is AnswerKind.OWN_QUESTION:
        return answer.text(Field.ASKED_AS) if answer else ""
    own = answer.text(Field.PLANNED_AS).strip() if answer else ""
    return own or (item.say[0].words if item.say else item.short)


def moved(conversation: Conversation, guide: Guide, key: str, way: int) -> Ordered | None:
    """The question one place up (-1) or down (1); None where it cannot go."""
    order = list(planned(conversation, guide))
    if key not in order:
        return None
    at = order.index(key)
    if not 0 <= at + way < len(order):
        return None
    order[at], order[at + way] = order[at + way], order[at]
    return Ordered(tuple(order))


def added(conversation: Conversation, guide: Guide, key: str) -> tuple[Event, ...]:
    """What plans a question, behind the others."""
    return (Planned(key, on=True), Ordered((*(k for k in planned(conversation, guide) if k != key), key)))


def dropped(conversation: Conversation, guide: Guide, key: str) -> Event:
    """What takes a question off the plan. One's own goes away whole, unless something came of it."""
    answer = conversation.answer(key)
    own = guide.answer_kind(key) is AnswerKind.OWN_QUESTION
    untouched = answer is not None and answer.mark is None and set(answer.words) <= {Field.ASKED_AS}
    return Removed(key) if own and untouched else Planned(key, on=False)


def reworded(conversation: Conversation, guide: Guide, key: str, mine: Sequence[str] = ()) -> Wrote | None:
    """A planned question in the next wording of the bank's and of those kept as `mine`.

    None where it has no other, or stands in words of the worker's that are kept nowhere else.
    """
    item, answer = guide.items[base_id(key)], conversation.answer(key)
    words = [*(w.words for w in item.say), *mine]
    now = answer.text(Field.PLANNED_AS) if answer else ""
    if guide.answer_kind(key) is not AnswerKind.QUESTION or len(words) < 2 or (now and now not in words):
        return None
    at = (words.index(now) if now else 0) + 1
    return Wrote(key, Field.PLANNED_AS, words[at] if at < len(words) else "")


# -- the guide's own words to begin with

_QUOTED = re.compile(r"[\"“]([^\"”]+)[\"”]")


def offered(guide: Guide, item_id: str) -> str:
    """The guide's example for a line of the plan, to be worked over: what stands there in quotation marks, or all."""
    more = guide.items[item_id].more.strip()
    return "\n".join(q.strip() for q in _QUOTED.findall(more)) or more
