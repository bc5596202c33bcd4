"""Which part of the note an answer goes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.guide.model import AnswerKind, NotePart

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engage_tui.guide.guide import Guide

_USUAL_PART: Mapping[AnswerKind, NotePart] = {
    AnswerKind.HEARD: NotePart.SEEN_AND_HEARD,
    AnswerKind.NOTICED: NotePart.SEEN_AND_HEARD,
    AnswerKind.QUESTION: NotePart.QUESTIONS,
    AnswerKind.RISK: NotePart.RISK,
    AnswerKind.USED: NotePart.RESPONSES,
    AnswerKind.CHECK: NotePart.SAFE_TO_TALK,
    AnswerKind.YES_NO: NotePart.ENGAGEMENT,
    AnswerKind.TEXT: NotePart.ENGAGEMENT,
    AnswerKind.REFERRAL: NotePart.REFERRALS,
    AnswerKind.PATTERN: NotePart.PATTERN,
    AnswerKind.ACTIONS: NotePart.ACTIONS,
    AnswerKind.ATTEMPTS: NotePart.ATTEMPTS,
    AnswerKind.AGENCIES: NotePart.REFERRALS,
    AnswerKind.CONSULTED: NotePart.NEXT,
    AnswerKind.PROMISES: NotePart.NEXT,
    AnswerKind.UNKNOWNS: NotePart.NEXT,
    AnswerKind.KNOWN: NotePart.SAFE_TO_TALK,
    AnswerKind.STOPS: NotePart.SAFE_TO_TALK,
    AnswerKind.OWN_QUESTION: NotePart.QUESTIONS,
    AnswerKind.PEOPLE: NotePart.ENGAGEMENT,
    AnswerKind.CHILDREN: NotePart.ENGAGEMENT,
}
_BY_STEP: Mapping[tuple[str, AnswerKind], NotePart] = {
    ("prepare", AnswerKind.USED): NotePart.SAFE_TO_TALK,
    ("prepare", AnswerKind.TEXT): NotePart.SAFE_TO_TALK,
    ("assess", AnswerKind.USED): NotePart.REFERRALS,
    ("refer", AnswerKind.USED): NotePart.REFERRALS,
}


def part_of(guide: Guide, key: str, kind: AnswerKind) -> NotePart:
    """The part that the content names, or else the usual one for such answers in that step."""
    item = guide.of_entry(key)
    if item is not None:
        if item.note not in (None, NotePart.SETTING):
            return item.note
        step = guide.step_of(key).id
        if (step, kind) in _BY_STEP:
            return _BY_STEP[step, kind]
    return _USUAL_PART.get(kind, NotePart.NEXT)
