"""Writing it up after a visit: the questions in their order, and what the walk already holds on each.

Everything comes from the file copy of the conversation, so that nothing the survivor said is carried into a field that
the person could read. An offer is taken by the worker or left; nothing here fills anything in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engage_tui.conversation.rules import unasked
from engage_tui.conversation.words import SHAPES, Field, Mark
from engage_tui.guide.model import AnswerKind
from engage_tui.record.audience import for_file
from engage_tui.record.held import Held, Walk, answers, bearing, direct, noted, words_of
from engage_tui.record.offers import (
    Offer,
    acts,
    effects,
    from_agencies,
    gaps,
    lines_in,
    own_actions,
    this_contact,
    yes_with,
)
from engage_tui.text import shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide

EFFECTS = (Field.ON_CHILD, Field.ON_SURVIVOR, Field.ON_HOUSEHOLD)
CHILDREN = "form.impact-on-children"
PATTERN = "assess.map-the-pattern"
ACTIONS = "record.concrete-actions"


def _nothing(_walk: Walk, _item: str) -> Iterator[Held]:
    yield from ()


def _no_offer(_walk: Walk, _key: str, _held: Sequence[Held]) -> Iterator[Offer]:
    yield from ()


@dataclass(frozen=True, slots=True)
class Stop:
    """One question. `ask` and `why` are the item's own where empty; `fields`: only these are written here."""

    item: str
    held: Callable[[Walk, str], Iterator[Held]] = _nothing
    offers: Callable[[Walk, str, Sequence[Held]], Iterator[Offer]] = _no_offer
    ask: str = ""
    why: str = ""
    fields: tuple[Field, ...] = ()

    def key(self, conversation: Conversation) -> str:
        """The answer that is written here: the item's, or for the effects of an act the newest act's without any."""
        entries = conversation.entries(self.item)
        if not self.fields or not entries:
            return self.item
        bare = [k for k in entries if not any(conversation.items[k].text(f) for f in self.fields)]
        return (bare or entries)[-1]

    def answered(self, conversation: Conversation) -> bool:
        """Something is written or marked here. No more is meant by it."""
        found = [conversation.items[k] for k in conversation.entries(self.item)]
        fields = self.fields or tuple(Field)
        marked = not self.fields and any(a.mark is not None for a in found)
        return marked or any(a.text(f) for a in found for f in fields)


# -- what the walk holds


def _everything(walk: Walk, _item: str) -> Iterator[Held]:
    """What there is to lean on for a summary: what was marked on the walk, and the words."""
    kinds = (AnswerKind.NOTICED, AnswerKind.HEARD, AnswerKind.QUESTION, AnswerKind.USED, AnswerKind.REFERRAL)
    yield from noted(walk, [i for i in walk.guide.items if walk.guide.answer_kind(i) in (*kinds, AnswerKind.RISK)])


def _direct(walk: Walk, _item: str) -> Iterator[Held]:
    yield from noted(walk, direct(walk.guide))
    respond = [i for i in walk.guide.items if walk.guide.step_of(i).id == "respond"]
    yield from noted(walk, respond)


def _bearing(walk: Walk, item: str) -> Iterator[Held]:
    yield from noted(walk, bearing(walk.guide, item))


def _attributed(walk: Walk, item: str) -> Iterator[Held]:
    """The actions that are written down already, and what the person said they would do."""
    for key in walk.shown.entries(ACTIONS):
        yield Held("Action", walk.shown.items[key].text(Field.ACTION), mark=Mark.YES)
    yield from _bearing(walk, item)


def _of_children(walk: Walk, item: str) -> Iterator[Held]:
    act = walk.shown.answer(Stop(item, fields=EFFECTS).key(walk.talk))
    if act is not None and act.text(Field.ACT):
        yield Held("The act", act.text(Field.ACT))
    yield from _bearing(walk, CHILDREN)


def _agencies(walk: Walk, _item: str) -> Iterator[Held]:
    yield from words_of(walk, Field.AGENCY)


def _done(walk: Walk, _item: str) -> Iterator[Held]:
    """What was done about risk, which is often what was talked through."""
    for label, answer, kind in answers(walk):
        if answer.text(Field.ACTION) and SHAPES[kind].marks:
            told = (answer.text(f) for f in (Field.ACTION, Field.WHO, Field.WHEN))
            yield Held(shorten(label, 90), ", ".join(filter(None, told)))


def _views(walk: Walk, _item: str) -> Iterator[Held]:
    yield from words_of(walk, Field.VIEW)


def _open(walk: Walk, _item: str) -> Iterator[Held]:
    """What is left for the next contact: planned and not asked, promised, not known."""
    for item in unasked(walk.shown, walk.guide):
        yield Held("Planned, not asked", item.say[0].words if item.say else item.short)
    for name, item_id in (("Promised", "note.promised"), ("Not known", "note.not-known")):
        for key in walk.shown.entries(item_id):
            if text := walk.shown.items[key].text(Field.TEXT):
                yield Held(name, text)


# -- the stops


STOPS: tuple[Stop, ...] = (
    Stop(
        "form.summary",
        _everything,
        lines_in(Field.TEXT, "Begin with what was noted, as lines to work over"),
        why="If you do only one, do this one: whoever takes over reads it first.",
    ),
    Stop("form.spoken-directly", _direct, yes_with(Mark.ASKED)),
    Stop("form.parenting-choice", _bearing, yes_with(Mark.USED)),
    Stop(CHILDREN, _bearing, yes_with(Mark.ASKED, Mark.USED)),
    Stop("form.actions-attributed", _attributed, yes_with(Mark.YES)),
    Stop("form.programme-referral", _bearing, yes_with(Mark.REFERRED)),
    Stop(
        PATTERN,
        _nothing,
        acts,
        ask="What does the person do? One act at a time, with dates.",
        why="Act by act it shows who does what to whom, which a single event hides.",
    ),
    Stop(
        PATTERN,
        _of_children,
        effects,
        ask="What does that do to the children, the survivor and the household?",
        why="The plan has to deal with the harm. What only the survivor told you goes in the restricted part.",
        fields=EFFECTS,
    ),
    Stop("assess.survivor-strengths", ask="What does the survivor already do to protect the children?"),
    Stop(ACTIONS, _bearing, own_actions),
    Stop(
        "record.attempts",
        _nothing,
        this_contact,
        ask="Which attempts were there to engage the person? This one counts.",
    ),
    Stop("note.agencies", _agencies, from_agencies),
    Stop("note.promised"),
    Stop("note.not-known", _nothing, gaps),
    Stop("note.supervision", _done),
    Stop("note.view", _views),
    Stop("note.next", _open, lines_in(Field.TEXT, "Begin with what is still open, as lines to work over")),
)


def stops(guide: Guide) -> tuple[Stop, ...]:
    """The stops whose item the guide has, in their order."""
    return tuple(s for s in STOPS if s.item in guide.items)


@dataclass(frozen=True, slots=True)
class Shown:
    """A stop as it stands for one conversation."""

    stop: Stop
    key: str
    ask: str
    why: str
    held: tuple[Held, ...]
    offers: tuple[Offer, ...]


def stand_at(stop: Stop, conversation: Conversation, guide: Guide, key: str = "") -> Shown:
    """What a stop asks, what the walk holds on it and what it offers. `key`: the answer that is being written there."""
    item = guide.items[stop.item]
    walk = Walk(conversation, for_file(conversation, guide), guide)
    held = tuple(stop.held(walk, stop.item))
    key = key if key in conversation.items else stop.key(conversation)
    return Shown(stop, key, stop.ask or item.short, stop.why or item.why, held, tuple(stop.offers(walk, key, held)))


def first_open(conversation: Conversation, guide: Guide) -> int:
    """Where to begin: the first stop at which nothing stands yet, or the first of all."""
    return next((n for n, s in enumerate(stops(guide)) if not s.answered(conversation)), 0)
