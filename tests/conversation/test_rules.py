"""What follows from a conversation: risk is never graded, one indicator is enough, planned is not asked."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from engage_tui.conversation.events import Marked, Opened, Planned, Shut, Ticked, Wrote
from engage_tui.conversation.rules import (
    action_settled,
    gate_open,
    needs_reason,
    present_indicators,
    risk_mark,
    touched_by_answers,
    unasked,
    unknown_indicators,
)
from engage_tui.conversation.state import Answer, Words
from engage_tui.conversation.words import Field, Mark, Source
from engage_tui.guide.model import AnswerKind
from support.random_talks import ANY_TALK, examples, the_guide
from support.talks import START, after, new_talk

if TYPE_CHECKING:
    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide

POLICE = "ask.discloses.police"


def answer(mark: Mark | None = None, **texts: str) -> Answer:
    return Answer(START, START, mark=mark, words={Field(k): Words(v, START, START) for k, v in texts.items()})


def test_every_indicator_starts_as_not_known(guide: Guide) -> None:
    assert len(guide.risk_indicators()) == 8
    assert unknown_indicators(new_talk(), guide) == guide.risk_indicators()
    assert present_indicators(new_talk(), guide) == ()


@pytest.mark.parametrize("mark", [None, *Mark])
def test_only_its_own_two_marks_say_anything_about_a_risk(mark: Mark | None) -> None:
    expected = mark if mark in (Mark.PRESENT, Mark.NOT_IDENTIFIED) else None
    assert risk_mark(answer(mark)) is expected
    assert risk_mark(None) is None


def test_an_indicator_with_words_but_no_mark_is_still_not_known(guide: Guide) -> None:
    talk = after(
        new_talk(), Wrote("risk.weapons", Field.SAID, "No knives here"), Ticked("risk.weapons", Source.ME, on=True)
    )
    assert [i.id for i in unknown_indicators(talk, guide)] == [i.id for i in guide.risk_indicators()]


@examples(20)
@given(talk=ANY_TALK)
def test_an_indicator_is_present_only_if_marked_so_and_known_only_if_marked(talk: Conversation) -> None:
    guide = the_guide()
    marks = {i.id: talk.items[i.id].mark if i.id in talk.items else None for i in guide.risk_indicators()}
    present = [i for i, mark in marks.items() if mark is Mark.PRESENT]
    known = [i for i, mark in marks.items() if mark in (Mark.PRESENT, Mark.NOT_IDENTIFIED)]
    assert [i.id for i in present_indicators(talk, guide)] == present
    assert [i.id for i in unknown_indicators(talk, guide)] == [i for i in marks if i not in known]


def test_an_action_is_settled_by_what_who_and_when_or_by_a_reason() -> None:
    for what, who, when, reason in product(("", " \n", "x"), repeat=4):
        told = {"action": what, "who": who, "when": when, "reason": reason}
        expected = (what == who == when == "x") or reason == "x"
        assert action_settled(answer(**{k: v for k, v in told.items() if v})) is expected, told


def test_a_noted_question_points_to_the_indicators_it_touches_and_marks_none(guide: Guide) -> None:
    question = next(i for i in guide.items.values() if i.touches)
    touched = question.touches[0]
    assert touched_by_answers(new_talk(), guide, touched) == ()
    talk = after(new_talk(), Marked(question.id, Mark.ASKED))
    assert [i.id for i in touched_by_answers(talk, guide, touched)] == [question.id]
    assert present_indicators(talk, guide) == ()
    assert len(unknown_indicators(talk, guide)) == 8


def test_the_direct_questions_are_open_only_after_they_were_opened() -> None:
    assert not gate_open(new_talk())
    assert gate_open(after(new_talk(), Opened()))
    assert gate_open(after(new_talk(), Opened("He raised it")))
    assert not gate_open(after(new_talk(), Opened(), Shut()))


@pytest.mark.parametrize("mark", [None, Mark.NOT_ASKED])
def test_a_question_planned_and_not_asked_is_left_for_the_next_contact(guide: Guide, mark: Mark | None) -> None:
    talk = after(new_talk(), Planned(POLICE, on=True), Marked(POLICE, mark))
    assert [i.id for i in unasked(talk, guide)] == [POLICE]


def test_a_question_that_was_asked_or_never_planned_is_not_left(guide: Guide) -> None:
    assert unasked(after(new_talk(), Planned(POLICE, on=True), Marked(POLICE, Mark.ASKED)), guide) == ()
    assert unasked(after(new_talk(), Marked(POLICE, Mark.NOT_ASKED)), guide) == ()


def test_a_question_that_was_not_safe_to_ask_is_not_put_forward_as_merely_planned(guide: Guide) -> None:
    talk = after(new_talk(), Planned(POLICE, on=True), Marked(POLICE, Mark.NOT_SAFE))
    assert unasked(talk, guide) == ()


@pytest.mark.parametrize("kind", AnswerKind)
@pytest.mark.parametrize("mark", [None, *Mark])
def test_only_a_no_on_the_form_needs_an_explanation(kind: AnswerKind, mark: Mark | None) -> None:
    is_no = kind is AnswerKind.YES_NO and mark is Mark.NO
    assert needs_reason(answer(mark), kind) is is_no
    assert needs_reason(answer(mark, reason=" \n"), kind) is is_no
    assert not needs_reason(answer(mark, reason="Not safe at present"), kind)
