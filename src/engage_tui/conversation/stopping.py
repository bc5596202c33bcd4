"""Stopping the talk: what the card shows, and what lands in the note. Stopping because it was not safe is good work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engage_tui.conversation.events import Event, Wrote
from engage_tui.conversation.words import Field
from engage_tui.guide.local_items import CONTACTS

if TYPE_CHECKING:
    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.guide.model import Item

STOPPED = "plan.stopped"
EXIT_WORDS, CHECK_IN, SECOND_WORKER = "plan.exit-words", "plan.check-in", "plan.second-worker"
REASONS, SAY, NEXT = "stop-reasons", "stop-say", "stop-next"
THREAT, ACT_NOW = "stop.threat", "assess.act-now"
USUAL = "I have to stop there for today. Thank you for your time. I will be in touch."
"""What can be said when the content has no sentence: the card must never be without one."""


@dataclass(frozen=True, slots=True)
class StopReason:
    """A reason to choose; `card` is the item whose act-now card it opens, if it calls for action."""

    words: str
    card: str = ""


@dataclass(frozen=True, slots=True)
class StopCard:
    """All that a stop card shows."""

    own_words: str
    """The exit words, as they were planned."""
    sentences: tuple[str, ...]
    """Usual sentences to say. The first gives nothing away, so that the person may see it."""
    reasons: tuple[StopReason, ...]
    check_in: str
    second_worker: str
    next: tuple[str, ...]


def stop_card(conversation: Conversation, guide: Guide) -> StopCard:
    """The card for a conversation, from the content and from what was planned."""
    return StopCard(
        own_words=_planned(conversation, EXIT_WORDS),
        sentences=sentences(guide),
        reasons=tuple(StopReason(i.short, _card(guide, i)) for i in _items(guide, REASONS)),
        check_in=_planned(conversation, CHECK_IN),
        second_worker=_planned(conversation, SECOND_WORKER),
        next=tuple(" ".join((i.short, *_age(guide, i))) for s in (NEXT, CONTACTS) for i in _items(guide, s)),
    )


def sentences(guide: Guide) -> tuple[str, ...]:
    """The usual sentences to say, of which there is always one."""
    return tuple(i.short for i in _items(guide, SAY)) or (USUAL,)


def stopped(conversation: Conversation, reason: str, when: str) -> tuple[str, tuple[Event, ...]]:
    """The entry that a stop gets, and the events that write it. Without a reason only the time is written."""
    key = conversation.next_entry(STOPPED)
    events = (Wrote(key, Field.WHEN, when), Wrote(key, Field.REASON, reason))
    return key, events[: 2 if reason else 1]


def _planned(conversation: Conversation, item_id: str) -> str:
    answer = conversation.answer(item_id)
    return answer.text(Field.TEXT).strip() if answer else ""


def _items(guide: Guide, section_id: str) -> tuple[Item, ...]:
    section = guide.sections.get(section_id)
    return section.items if section else ()


def _age(guide: Guide, item: Item) -> tuple[str, ...]:
    """What has to be said of a number that nobody has rung for long."""
    return (guide.ages[item.id],) if item.id in guide.ages else ()


def _card(guide: Guide, reason: Item) -> str:
    """The item whose card a reason opens. A threat always has one, however a service words it."""
    acts = (i for i in reason.see if i in guide.items and (i == ACT_NOW or guide.items[i].act_now))
    return next(acts, ACT_NOW if reason.id == THREAT and ACT_NOW in guide.items else "")
