"""What the walk offers for a question of the note: taken with one key, as the worker's own act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engage_tui.conversation.events import Event, Marked, Ticked, Wrote
from engage_tui.conversation.rules import unknown_indicators
from engage_tui.conversation.words import SOURCE_OF, Field, Mark
from engage_tui.guide.model import AnswerKind, base_id
from engage_tui.record.captions import SETTINGS
from engage_tui.record.held import answers, bearing, direct, quote
from engage_tui.text import capitalised, shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from engage_tui.conversation.state import Answer
    from engage_tui.record.held import Held, Walk

    Offers = Callable[[Walk, str, Sequence[Held]], Iterator["Offer"]]


@dataclass(frozen=True, slots=True)
class Offer:
    """`events` are what taking it does to the answer `key`; writing goes on in `field`, if one is named."""

    label: str
    events: tuple[Event, ...]
    key: str
    field: Field | None = None


def _joined(old: str, lines: Sequence[str]) -> str:
    """Text with those of the lines that are not in it yet below it."""
    new = [line for line in lines if line not in old]
    return "\n".join([*([old] if old else []), *new])


def lines_in(field: Field, label: str) -> Offers:
    """All that is held, as lines of one field."""

    def offers(walk: Walk, key: str, held: Sequence[Held]) -> Iterator[Offer]:
        answer = walk.talk.answer(key)
        old = answer.text(field) if answer else ""
        text = _joined(old, [h.line for h in held])
        if text != old:
            yield Offer(label, (Wrote(key, field, text),), key, field)

    return offers


def yes_with(*marks: Mark) -> Offers:
    """A yes with what was noted under one of these marks; nothing when it was answered with a no."""

    def offers(walk: Walk, key: str, held: Sequence[Held]) -> Iterator[Offer]:
        answer = walk.talk.answer(key)
        old = answer.text(Field.TEXT) if answer else ""
        lines = [h.line for h in held if h.mark in marks]
        text = _joined(old, lines)
        if lines and text != old and (answer is None or answer.mark is not Mark.NO):
            yield Offer("Yes, with what was noted on it", (Marked(key, Mark.YES), Wrote(key, Field.TEXT, text)), key)

    return offers


def acts(walk: Walk, key: str, _held: Sequence[Held]) -> Iterator[Offer]:
    """What was seen, and what the person or others said of it, each as an act with its source."""
    written = _written(walk, key, Field.ACT)
    new = walk.talk.next_entry(base_id(key))
    plain = (i for i in walk.guide.items if walk.guide.answer_kind(i) in (AnswerKind.NOTICED, AnswerKind.RISK))
    for _, answer, _ in answers(walk, [*plain, *direct(walk.guide)]):
        for field in (Field.SEEN, Field.SAID, Field.AGENCY, Field.RECORD):
            text = answer.text(field)
            told = quote(text) if field is Field.SAID else text
            if text and text not in written:
                events = (Wrote(new, Field.ACT, told), Ticked(new, SOURCE_OF[field], on=True))
                yield Offer(f"An act: {told}", events, new, Field.ACT)


def effects(walk: Walk, key: str, _held: Sequence[Held]) -> Iterator[Offer]:
    """What the person said of the children, as the effect on a child."""
    act = walk.shown.answer(key)
    if act is None:  # nothing is put beside an act that only the survivor told of
        return
    for said in _said(walk, "form.impact-on-children"):
        if said not in act.text(Field.ON_CHILD):
            text = _joined(act.text(Field.ON_CHILD), [quote(said)])
            events = (Wrote(key, Field.ON_CHILD, text), Ticked(key, SOURCE_OF[Field.SAID], on=True))
            yield Offer(f"On a child: {quote(said)}", events, key, Field.ON_CHILD)


def own_actions(walk: Walk, key: str, _held: Sequence[Held]) -> Iterator[Offer]:
    """What the person said about what they could do, each as an action of theirs."""
    written = _written(walk, key, Field.ACTION)
    new = walk.talk.next_entry(base_id(key))
    for said in _said(walk, base_id(key)):
        if said not in written:
            events = (Wrote(new, Field.ACTION, quote(said)), Wrote(new, Field.WHO, walk.talk.person))
            yield Offer(f"An action: {quote(said)}", events, new, Field.WHEN)


def this_contact(walk: Walk, key: str, _held: Sequence[Held]) -> Iterator[Offer]:
    """The conversation itself, which is an attempt to engage as well."""
    day, way = f"{walk.talk.held_on:%d %B %Y}".lstrip("0"), SETTINGS[walk.talk.setting]
    if day not in _written(walk, key, Field.WHEN):
        new = walk.talk.next_entry(base_id(key))
        events = (Wrote(new, Field.WHEN, day), Wrote(new, Field.WAY, way))
        yield Offer(f"This one: {way}, {day}", events, new, Field.OUTCOME)


def from_agencies(walk: Walk, key: str, held: Sequence[Held]) -> Iterator[Offer]:
    """What agencies said, where it was noted on the walk."""
    written = _written(walk, key, Field.AGENCY)
    new = walk.talk.next_entry(base_id(key))
    for one in held:
        if one.words not in written:
            yield Offer(f"They said: {one.words}", (Wrote(new, Field.AGENCY, one.words),), new, Field.WHO)


def gaps(walk: Walk, key: str, _held: Sequence[Held]) -> Iterator[Offer]:
    """The risk indicators that are still not known."""
    written = _written(walk, key, Field.TEXT)
    new = walk.talk.next_entry(base_id(key))
    for item in unknown_indicators(walk.talk, walk.guide):
        if item.short not in written:
            yield Offer(f"Not known: {shorten(item.short, 90)}", (Wrote(new, Field.TEXT, item.short),), new, Field.WHO)


def _said(walk: Walk, item_id: str) -> Iterator[str]:
    """The person's words on whatever bears on an item."""
    found: Iterator[Answer] = (answer for _, answer, _ in answers(walk, bearing(walk.guide, item_id)))
    for answer in found:
        if said := answer.text(Field.SAID):
            yield said


def _written(walk: Walk, key: str, field: Field) -> str:
    """What stands in a field of all entries of an item together."""
    keys = walk.talk.entries(base_id(key))
    return "\n".join(walk.talk.items[k].text(field) for k in keys)


def told_of(offer: Offer) -> str:
    """An offer as a row shows it."""
    return capitalised(shorten(offer.label.replace("\n", " "), 200))
