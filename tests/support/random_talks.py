"""Random conversations for property tests: any event on any item, in any order. Fiction, all of it."""

from __future__ import annotations

import os
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from engage_tui.conversation.events import (
    Carried,
    Described,
    Identified,
    KeptWords,
    Marked,
    Moved,
    Opened,
    Planned,
    Removed,
    Shut,
    Ticked,
    Visited,
    Wrote,
)
from engage_tui.conversation.words import SHAPES, Field, Mark, Setting, Source, fields_for
from engage_tui.guide.loader import load_guide
from engage_tui.guide.model import AnswerKind, base_id
from engage_tui.paths import shipped_content
from support.talks import after, new_talk

if TYPE_CHECKING:
    from engage_tui.conversation.events import Event
    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide

GONE = "local.gone"
"""An item that was noted once and that the guide does not have."""


TIMES = float(os.environ.get("ENGAGE_EXAMPLES", "0.5"))
"""ENGAGE_EXAMPLES=10 tries twenty times as many; what is usual keeps the suite short."""


def examples(count: int, **more: int) -> settings:
    """How many examples a property is tried with, at ENGAGE_EXAMPLES=1."""
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
    phases = [p for p in Phase if p is not Phase.explain]
    most = max(5, round(count * TIMES))
    return settings(max_examples=most, deadline=None, suppress_health_check=slow, phases=phases, **more)


@cache
def the_guide() -> Guide:
    """The shipped guide, for strategies, which cannot take a fixture."""
    return load_guide(shipped_content())


def noteable(guide: Guide) -> list[str]:
    """The items that something can be noted against."""
    return [i for i in guide.items if guide.answer_kind(i) is not AnswerKind.NONE]


def offered(guide: Guide, item_id: str) -> tuple[Field, ...]:
    """The fields that the app offers for an item."""
    item = guide.items[base_id(item_id)]
    return fields_for(guide.answer_kind(item_id), acts=bool(item.act_now), restricted=item.restricted, identities=True)


@st.composite
def _items(draw: st.DrawFn) -> str:
    """An item that can be noted, each kind of answer as often as any other; or one that is not in the guide."""
    guide = the_guide()
    kind = draw(st.sampled_from([k for k in AnswerKind if k is not AnswerKind.NONE]))
    item = draw(st.sampled_from([i for i in guide.items if guide.answer_kind(i) is kind]))
    return item + draw(st.sampled_from(["", "~2", "~10"])) if SHAPES[kind].entry else item


KNOWN = _items()
ITEMS = st.one_of(KNOWN, KNOWN, KNOWN, st.just(GONE))
STEPS = st.deferred(lambda: st.sampled_from(list(the_guide().steps)))
TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
"""Anything that can be typed, pasted or sent, and more."""
LINE = st.text(st.characters(codec="utf-8"), max_size=20)
PLAIN_MARKS = st.none() | st.sampled_from(Mark)
CARRIED_WORDS = st.lists(st.tuples(st.sampled_from(Field), TEXT), max_size=3, unique_by=lambda w: w[0]).map(tuple)
DATES = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def described(line: st.SearchStrategy[str] = LINE) -> st.SearchStrategy[Described]:
    return st.builds(Described, line, st.sampled_from(Setting), line, line, DATES)


def around(text: st.SearchStrategy[str] = TEXT) -> st.SearchStrategy[Event]:
    """What happens beside the answers."""
    return st.one_of(
        st.builds(Opened, text),
        st.builds(Shut),
        st.builds(Visited, STEPS),
        st.builds(Moved, ITEMS),
        described(text),
        st.builds(Identified, st.booleans()),
    )


def any_answers(text: st.SearchStrategy[str], items: st.SearchStrategy[str]) -> st.SearchStrategy[Event]:
    """A mark, a tick, a plan or words, whether the app would offer it there or not."""
    return st.one_of(
        st.builds(Marked, items, st.none() | st.sampled_from(Mark)),
        st.builds(Planned, items, st.booleans()),
        st.builds(Wrote, items, st.sampled_from(Field), text),
        st.builds(Ticked, items, st.sampled_from(Source), st.booleans()),
        st.builds(Removed, items),
        st.builds(
            Carried, items.map(base_id), TEXT, CARRIED_WORDS, st.frozensets(st.sampled_from(Source)), PLAIN_MARKS
        ),
        st.builds(KeptWords, items, text, st.just("vague"), text, st.booleans()),
    )


@st.composite
def fitting_answers(draw: st.DrawFn, text: st.SearchStrategy[str], items: st.SearchStrategy[str]) -> Event:
    """A mark, a tick, a plan or words, as the app offers them for the item."""
    guide = the_guide()
    item = draw(items)
    shape = SHAPES[guide.answer_kind(item)]
    ways = [st.builds(Wrote, st.just(item), st.sampled_from(offered(guide, item)), text)]
    if shape.marks:
        ways.append(st.builds(Marked, st.just(item), st.none() | st.sampled_from(shape.marks)))
    if shape.plans:
        ways.append(st.builds(Planned, st.just(item), st.booleans()))
    if shape.sources:
        ways.append(st.builds(Ticked, st.just(item), st.sampled_from(Source), st.booleans()))
    return draw(st.one_of(ways))


@st.composite
def talks(
    draw: st.DrawFn, text: st.SearchStrategy[str] = TEXT, *, fitting: bool = False, size: int = 25
) -> Conversation:
    """A conversation after random events a minute apart, on a handful of items so that events meet.

    `fitting`: only what the app offers.
    """
    few = st.sampled_from(draw(st.lists(KNOWN if fitting else ITEMS, min_size=1, max_size=6)))
    answers = fitting_answers(text, few) if fitting else any_answers(text, few)
    return after(new_talk(), *draw(st.lists(answers | answers | answers | around(text), max_size=size)))


ANY_TALK = talks()
FITTING_TALK = talks(fitting=True)
