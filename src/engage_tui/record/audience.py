"""Who may see what. Facts known only from the survivor are taken out of the conversation itself, before anything is
built from it, so that no view or export of the file copy can hold them whatever it does.

Source of the rule: Respect's guidelines, 4. Respond, Safety issues.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from engage_tui.conversation.words import Field, Mark, Source
from engage_tui.guide.model import AnswerKind

if TYPE_CHECKING:
    from engage_tui.conversation.state import Answer, Conversation, Words
    from engage_tui.guide.guide import Guide


class Audience(StrEnum):
    """`file`: for the case file, which the person may one day read. `restricted`: holds the survivor's facts."""

    FILE = "file"
    RESTRICTED = "restricted"


def is_restricted_item(guide: Guide, item_id: str) -> bool:
    """Everything noted against this item belongs on the restricted sheet.

    So does what was noted against an item that the guide no longer has: nobody can tell any more whether it was.
    """
    return item_id not in guide.items or guide.items[item_id].restricted


def for_file(conversation: Conversation, guide: Guide) -> Conversation:
    """The conversation without anything known only from the survivor."""
    items = {}
    for item_id, answer in conversation.items.items():
        kept = None if _all_held_back(guide, item_id, answer) else _without_part(answer)
        if kept is not None:
            items[item_id] = kept
    # Not even the time of the last change may tell that there was something later.
    shown = [conversation.created, *(a.changed for a in items.values())]
    opening = conversation.opening if conversation.opening and not conversation.opening.reason else None
    shown += [opening.at] if opening else []
    return replace(conversation, items=items, opening=opening, place="", changed=max(shown))


def held_back(conversation: Conversation, guide: Guide) -> dict[str, Answer]:
    """What `for_file` takes out, by item: whole answers, or the words that come from the survivor or may show it."""
    held = {}
    for item_id, answer in conversation.items.items():
        if _all_held_back(guide, item_id, answer):
            held[item_id] = answer
        elif _part_held_back(answer):
            words: dict[Field, Words] = {f: w for f, w in answer.words.items() if f in _held_fields(answer)}
            ticked = answer.ticked & {Source.SURVIVOR}
            held[item_id] = replace(answer, planned=False, ticked=ticked, words=words)
    return held


def only_held_back(conversation: Conversation, guide: Guide) -> Conversation:
    """The conversation with nothing but what `for_file` takes out: the restricted sheet."""
    return replace(conversation, items=held_back(conversation, guide))


def only_survivor(answer: Answer) -> bool:
    """No other source stands behind the mark, so the mark itself would give the survivor away, and so would the action.

    A field of the form (`text`) is the worker's own statement and stays.
    """
    return answer.sources == {Source.SURVIVOR} and Field.TEXT not in answer.words


def unsourced(guide: Guide, item_id: str, answer: Answer) -> bool:
    """A risk indicator of which nobody has said where it is known from: it may be from the survivor alone."""
    plain_no = answer.mark is Mark.NOT_IDENTIFIED and not answer.words
    return guide.answer_kind(item_id) is AnswerKind.RISK and not answer.sources and not plain_no


def _all_held_back(guide: Guide, item_id: str, answer: Answer) -> bool:
    return is_restricted_item(guide, item_id) or only_survivor(answer) or unsourced(guide, item_id, answer)


def _held_fields(answer: Answer) -> frozenset[Field]:
    """Why something was not safe to ask is as a rule a fact about the survivor."""
    return frozenset({Field.SURVIVOR, Field.REASON} if answer.mark is Mark.NOT_SAFE else {Field.SURVIVOR})


def _part_held_back(answer: Answer) -> bool:
    return Source.SURVIVOR in answer.ticked or not _held_fields(answer).isdisjoint(answer.words)


def _without_part(answer: Answer) -> Answer:
    if not _part_held_back(answer):
        return answer
    words: dict[Field, Words] = {f: w for f, w in answer.words.items() if f not in _held_fields(answer)}
    hers = min((w.first for f, w in answer.words.items() if f not in words), default=None)
    first = answer.first if hers != answer.first else min((w.first for w in words.values()), default=answer.first)
    changed = max((w.changed for w in words.values()), default=first)
    return replace(answer, words=words, ticked=answer.ticked - {Source.SURVIVOR}, first=first, changed=changed)
