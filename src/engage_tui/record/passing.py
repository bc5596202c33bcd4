"""What is neither shown nor read out in passing: somebody may look over a shoulder, or listen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.conversation.words import IDENTIFYING, Field, Mark
from engage_tui.guide.model import AnswerKind
from engage_tui.record.audience import kind_of, may_know, only_survivor

if TYPE_CHECKING:
    from engage_tui.conversation.state import Answer
    from engage_tui.guide.guide import Guide

NEVER_IN_PASSING = frozenset({Field.SURVIVOR, Field.ON_SURVIVOR, Field.PROTECTIVE, Field.RELEASE}) | IDENTIFYING
"""Fields of which it is told that something is written there, and not what."""


def hidden_field(answer: Answer, name: Field) -> bool:
    """Of this it is told only that it is written. Why it was not safe to ask is as a rule from the survivor."""
    return name in NEVER_IN_PASSING or (name is Field.REASON and answer.mark is Mark.NOT_SAFE)


def all_hidden(guide: Guide, key: str, answer: Answer) -> bool:
    """No word of this answer is told in passing: restricted, from the survivor alone, or not for the person to know."""
    item, kind = guide.of_entry(key), kind_of(guide, key)
    unknown = kind is AnswerKind.KNOWN and may_know(answer) is False
    return item is None or item.restricted or unknown or only_survivor(answer, kind)
