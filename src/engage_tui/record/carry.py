"""How one thing that an earlier conversation left is carried into the next. It keeps its sources, so that what is known
only from the survivor stays that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.conversation.events import Carried, Event, Planned, Ticked
from engage_tui.conversation.words import Field, Source
from engage_tui.guide.model import base_id
from engage_tui.record.audience import kind_of, only_survivor
from engage_tui.record.earlier import FIRST, About, carried_from, is_entry

if TYPE_CHECKING:
    from datetime import tzinfo

    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.record.earlier import Left

_CARRIED = frozenset({About.UNASKED, About.UNKNOWN, About.PROMISE, About.ACTION})
_NOT_CARRIED = frozenset({Field.OUTCOME, Field.RELEASE, Field.CARRIED})
"""A person moved it into the file copy of that note; whether it goes into this one is for a person to say again."""


def can_carry(left: Left, guide: Guide) -> bool:
    """It can become part of the next conversation. What was not safe to ask never is: nobody is invited to ask it."""
    return left.about in _CARRIED and base_id(left.key) in guide.items


def carry(left: Left, guide: Guide, zone: tzinfo | None = None) -> tuple[Event, ...]:
    """What has to happen to a conversation for this to be carried into it."""
    if not can_carry(left, guide):
        return ()
    if left.about is About.UNASKED and not is_entry(guide, left.key):
        hers = left.shown is None or only_survivor(left.answer, kind_of(guide, left.key))
        theirs = (Ticked(left.key, Source.SURVIVOR, on=True),) if hers else ()
        return (*theirs, Planned(left.key, on=True))
    words = [(f, w.text) for f, w in left.answer.words.items() if f not in _NOT_CARRIED]
    first = left.answer.text(Field.CARRIED)
    told = carried_from(left, guide, zone) + (f"{FIRST}{first.rpartition(FIRST)[2]}" if first else "")
    mark = None if left.about is About.UNASKED else left.answer.mark
    planned = left.about is About.UNASKED
    return (Carried(base_id(left.key), told, tuple(words), left.answer.ticked, mark, planned),)


def carried_here(left: Left, current: Conversation, guide: Guide, zone: tzinfo | None = None) -> str:
    """The key under which it stands in this conversation already; empty when it does not."""
    if left.about is About.UNASKED and not is_entry(guide, left.key):
        answer = current.answer(left.key)
        return left.key if answer and (answer.planned or answer.mark is not None) else ""
    told = carried_from(left, guide, zone)
    entries = current.entries(base_id(left.key))
    return next((k for k in entries if current.items[k].text(Field.CARRIED).partition(FIRST)[0] == told), "")
