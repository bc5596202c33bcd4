"""Who may see what. Facts known only from the survivor are taken out of the conversation itself, before anything is
built from it, so that no view or export of the file copy can hold them whatever it does.

Source of the rule: Respect's guidelines, 4. Respond, Safety issues.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from engage_tui.conversation.words import Field, Source

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
        kept = None if is_restricted_item(guide, item_id) else _without_survivor(answer)
        if kept is not None:
            items[item_id] = kept
    # Not even the time of the last change may tell that there was something later.
    shown = [conversation.created, *(a.changed for a in items.values())]
    shown += [conversation.opening.at] if conversation.opening else []
    return replace(conversation, items=items, place="", changed=max(shown))


def held_back(conversation: Conversation, guide: Guide) -> dict[str, Answer]:
    """What `for_file` takes out, by item: whole answers, or only the survivor's words."""
    held = {}
    for item_id, answer in conversation.items.items():
        if is_restricted_item(guide, item_id) or only_survivor(answer):
            held[item_id] = answer
        elif Field.SURVIVOR in answer.words or Source.SURVIVOR in answer.ticked:
            words: dict[Field, Words] = {f: w for f, w in answer.words.items() if f is Field.SURVIVOR}
            held[item_id] = replace(answer, planned=False, ticked=frozenset({Source.SURVIVOR}), words=words)
    return held


def only_held_back(conversation: Conversation, guide: Guide) -> Conversation:
    """The conversation with nothing but what `for_file` takes out: the restricted sheet."""
    return replace(conversation, items=held_back(conversation, guide))


def only_survivor(answer: Answer) -> bool:
    """No other source stands behind the mark, so the mark itself would give the survivor away, and so would the action.

    A field of the form (`text`) is the worker's own statement and stays.
    """
    return answer.sources == {Source.SURVIVOR} and Field.TEXT not in answer.words


def _without_survivor(answer: Answer) -> Answer | None:
    if only_survivor(answer):
        return None
    if Source.SURVIVOR not in answer.sources:
        return answer
    words: dict[Field, Words] = {f: w for f, w in answer.words.items() if f is not Field.SURVIVOR}
    times = [w.changed for w in words.values()] or [answer.first]
    return replace(answer, words=words, ticked=answer.ticked - {Source.SURVIVOR}, changed=max(times))
