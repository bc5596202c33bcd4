"""The keys worth showing for what the cursor is on. Pure; the names of the keys come from the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.conversation.words import SHAPES
from engage_tui.guide.model import AnswerKind
from engage_tui.record.captions import MARKS

if TYPE_CHECKING:
    from collections.abc import Callable

Hint = tuple[str, str]


def item_hints(kind: AnswerKind | None, *, writes: bool, key: Callable[[str], str]) -> list[Hint]:
    """The keys for an item of this kind; None stands for a heading. `writes`: there is a conversation to write in."""
    if kind is None:
        return [("Enter", "open")]
    more = (key("items.open"), "more")
    shape = SHAPES[kind]
    if not writes or kind is AnswerKind.NONE:
        return [more]
    marks = (("items.mark", shape.usual), ("items.other", shape.other), ("items.negative", shape.negative))
    hints = [(key(command), MARKS[mark]) for command, mark in marks if mark is not None]
    if shape.plans:
        hints.insert(1, (key("items.plan"), "planned"))
    return [*hints, ("Enter", "write"), more]


WALK_HINTS = (
    ("steps.next", "next"),
    ("steps.find", "find"),
    ("walk.risk", "risk"),
    ("walk.good", "good practice"),
)
GUIDE_HINTS = (("steps.next", "next"), ("steps.back", "back"), ("steps.find", "find"))
