"""Secrets in every field of every item, found by going through the guide and the answer shapes, so that an item or a
field that is added later is tried too.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from engage_tui.conversation.events import Event, Marked, Opened, Planned, Ticked, Wrote
from engage_tui.conversation.words import IDENTIFYING, SHAPES, SOURCE_OF, Field, Mark, Source, own_fields
from support.random_talks import noteable, the_guide
from support.talks import after, new_talk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.guide.model import AnswerKind, Item

SECRET, PUBLIC = "zqsecret", "zqpublic"
OTHER_SOURCES = [f for f, s in SOURCE_OF.items() if s is not Source.SURVIVOR]
# A field of the form is the worker's own statement, so it stays whatever else stands beside it.
PLAIN = [f for f in Field if f is not Field.RELEASE]
"""Every field but the one that moves the survivor's words into the file copy, which has tests of its own."""
FROM_THE_SURVIVOR = [f for f in PLAIN if f not in OTHER_SOURCES]
HERS = [f for f in FROM_THE_SURVIVOR if f is not Field.TEXT]
"""The fields of a risk indicator that are the survivor's when nobody else is named."""
WAYS = ("only her words", "only a tick", "beside others")


def kept_apart(item: Item) -> bool:
    """All of it is on the restricted sheet: the survivor's, or how the workers keep safe."""
    return item.restricted or item.private


def fields_of(item: Item, way: str, mark: Mark | None, kind: AnswerKind) -> tuple[list[Field], list[Field]]:
    """The fields to hold secrets, and those to hold what is not secret."""
    if kept_apart(item):
        return PLAIN, []
    alone = [f for f in FROM_THE_SURVIVOR if f not in own_fields(kind)]
    if way == "only her words":
        return alone, []
    if way == "only a tick":
        return [f for f in alone if f is not Field.SURVIVOR], []
    # Why it was not safe to ask is as a rule a fact about her, and so is what an act does to her.
    secret = {Field.SURVIVOR, Field.ON_SURVIVOR, Field.PROTECTIVE, *([Field.REASON] if mark is Mark.NOT_SAFE else [])}
    return sorted(secret), [f for f in PLAIN if f not in secret | IDENTIFYING]


def plantable(guide: Guide) -> list[str]:
    """Every item that can hold a secret."""
    return list(dict.fromkeys([*noteable(guide), *(i.id for i in guide.items.values() if kept_apart(i))]))


def one_of_each(guide: Guide) -> list[str]:
    """The first item of every kind of answer, kept apart or not, in each step: what screens tell apart.

    Whole screens are drawn of it, many times over. Whether any single item gets through is for the pure tests to say.
    """
    first: dict[tuple[object, ...], str] = {}
    for item_id in plantable(guide):
        item = guide.items[item_id]
        kind = (guide.step_of(item_id), guide.answer_kind(item_id), item.restricted, item.private)
        first.setdefault(kind, item_id)
    return list(first.values())


def planting(guide: Guide, way: str, nth: int, private: str = SECRET, items: Iterable[str] = ()) -> list[Event]:
    """Words of their own in every field of every item, or of those named; with the nth mark, and planned.

    `private` marks what keeps the workers safe: it is the worker's own, and may stand on the worker's own screens.
    """
    events: list[Event] = [Opened("She told us so " + SECRET + "-opening")]
    for item_id in items or plantable(guide):
        item, shape = guide.items[item_id], SHAPES[guide.answer_kind(item_id)]
        events += [Planned(item_id, on=True)] if shape.plans else []
        mark = shape.marks[nth % len(shape.marks)] if shape.marks else None
        events += [Marked(item_id, mark)] if mark else []
        secret, public = fields_of(item, way, mark, guide.answer_kind(item_id))
        ticks = way != "only her words" and not kept_apart(item)
        events += [Ticked(item_id, Source.SURVIVOR, on=True)] if ticks else []
        hidden = private if item.private and not item.restricted else SECRET
        for marker, fields in ((hidden, secret), (PUBLIC, public)):
            for f in fields:
                words = f"{marker}-{item_id.replace('.', '-')}-{f.name.lower()}-"
                if f is Field.MAY_KNOW:  # anything but a yes keeps the fact from the person; a yes is in no copy
                    words = f"Yes {words}" if marker != PUBLIC else "Yes"
                events.append(Wrote(item_id, f, words))
    return events


@cache
def planted(way: str, nth: int, private: str = SECRET, items: tuple[str, ...] = ()) -> Conversation:
    """A conversation full of it."""
    return after(new_talk(), *planting(the_guide(), way, nth, private, items))


def markers(text: str, marker: str) -> set[str]:
    """Every planted word in a text, whatever a form puts before its signs."""
    return set(re.findall(rf"{marker}[\w-]*", text.replace("\\", "")))


def all_markers(talk: Conversation, marker: str) -> set[str]:
    texts = [w.text for a in talk.items.values() for w in a.words.values()]
    return markers("\n".join([*texts, talk.opening.reason if talk.opening else ""]), marker)
