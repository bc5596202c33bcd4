"""What a note still lacks: said in plain words, with the place to go to, and never blocking a draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from engage_tui.conversation.events import Described, Event, Marked, Ticked, Wrote
from engage_tui.conversation.rules import action_settled
from engage_tui.conversation.words import SHAPES, Field, Mark, Setting, Source
from engage_tui.guide.model import AnswerKind
from engage_tui.record.missing import FOUR_QUESTIONS, Missing, missing, ready
from support.random_talks import FITTING_TALK, examples, noteable, offered, the_guide
from support.talks import after, full_talk, new_talk

if TYPE_CHECKING:
    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide

WEAPONS = "risk.weapons"
ACTION = (
    Wrote(WEAPONS, Field.ACTION, "Told the duty manager"),
    Wrote(WEAPONS, Field.WHO, "A. Worker"),
    Wrote(WEAPONS, Field.WHEN, "today"),
)
SAW = Wrote(WEAPONS, Field.SEEN, "A knife on the table")


def about(item: str, *events: Event, guide: Guide) -> list[Missing]:
    """What is missing for one item."""
    return [m for m in missing(after(new_talk(), *events), guide) if m.item == item]


def test_a_new_note_may_be_made_final_and_unanswered_is_no_no(guide: Guide) -> None:
    assert ready(new_talk(), guide)
    found = missing(new_talk(), guide)
    first_check = next(i.id for i in guide.items.values() if guide.answer_kind(i.id) is AnswerKind.CHECK)
    assert [m.item for m in found] == [first_check, *FOUR_QUESTIONS]
    assert "Not every safe-to-talk check is answered." in found[0].message
    assert all(not m.needed and "That is not a no." in m.message for m in found[1:])
    assert not found[0].needed


def test_the_four_questions_are_in_the_guide(guide: Guide) -> None:
    assert [guide.answer_kind(i) for i in FOUR_QUESTIONS] == [AnswerKind.YES_NO] * 4


def test_a_final_note_needs_a_reference_and_an_author(guide: Guide) -> None:
    no_one = after(new_talk(), Described("", Setting.VISIT, "the client", " ", new_talk().held_on))
    needed = [m for m in missing(no_one, guide) if m.needed]
    assert [m.item for m in needed] == ["", ""]
    assert "reference" in needed[0].message
    assert "who wrote it" in needed[1].message
    assert not ready(no_one, guide)


def test_every_indicator_present_needs_an_action_with_who_and_when_or_a_reason(guide: Guide) -> None:
    for item in guide.risk_indicators():
        talk = after(new_talk(), Marked(item.id, Mark.PRESENT), Ticked(item.id, Source.ME, on=True))
        needed = [m for m in missing(talk, guide) if m.needed]
        assert [(m.item, m.field) for m in needed] == [(item.id, Field.ACTION)]
        assert not ready(talk, guide)
        assert ready(after(talk, Wrote(item.id, Field.REASON, "Police are there now")), guide)


@pytest.mark.parametrize("left_out", range(3))
def test_it_points_to_the_first_field_of_the_action_that_is_empty(guide: Guide, left_out: int) -> None:
    events = [e for n, e in enumerate(ACTION) if n != left_out]
    (found,) = about(WEAPONS, Marked(WEAPONS, Mark.PRESENT), SAW, *events, guide=guide)
    assert (found.needed, found.field) == (True, ACTION[left_out].field)


def test_blanks_are_no_action_and_no_reason(guide: Guide) -> None:
    blanks = [Wrote(WEAPONS, f, " \n") for f in (Field.ACTION, Field.WHO, Field.WHEN, Field.REASON)]
    (found,) = about(WEAPONS, Marked(WEAPONS, Mark.PRESENT), SAW, *blanks, guide=guide)
    assert found.needed


def test_a_present_indicator_with_its_action_and_source_lacks_nothing(guide: Guide) -> None:
    assert about(WEAPONS, Marked(WEAPONS, Mark.PRESENT), SAW, *ACTION, guide=guide) == []


def test_a_present_indicator_needs_a_source(guide: Guide) -> None:
    (found,) = about(WEAPONS, Marked(WEAPONS, Mark.PRESENT), *ACTION, guide=guide)
    assert found.needed
    assert "where you know it from" in found.message


@pytest.mark.parametrize("mark", [None, Mark.NOT_IDENTIFIED])
def test_an_indicator_that_is_not_present_needs_nothing(guide: Guide, mark: Mark | None) -> None:
    for item in guide.risk_indicators():
        assert about(item.id, Marked(item.id, mark), Wrote(item.id, Field.SEEN, "x"), guide=guide) == []


def test_whatever_calls_for_action_now_needs_it_written_down(guide: Guide) -> None:
    calling = [i for i in guide.items.values() if i.act_now]
    assert calling
    for item in calling:
        for mark in SHAPES[guide.answer_kind(item.id)].marks:
            (found,) = about(item.id, Marked(item.id, mark), guide=guide)
            assert (found.needed, found.field) == (True, Field.ACTION)
            told = [Wrote(item.id, f, "x") for f in (Field.ACTION, Field.WHO, Field.WHEN)]
            assert about(item.id, Marked(item.id, mark), *told, guide=guide) == []


def test_a_no_on_the_four_questions_must_be_explained(guide: Guide) -> None:
    for item in FOUR_QUESTIONS:
        (found,) = about(item, Marked(item, Mark.NO), guide=guide)
        assert (found.needed, found.field) == (True, Field.REASON)
        assert about(item, Marked(item, Mark.NO), Wrote(item, Field.REASON, "Not safe"), guide=guide) == []
        assert about(item, Marked(item, Mark.YES), guide=guide) == []


def test_another_no_of_the_form_is_worth_explaining_and_blocks_nothing(guide: Guide) -> None:
    others = [i for i in noteable(guide) if guide.answer_kind(i) is AnswerKind.YES_NO and i not in FOUR_QUESTIONS]
    assert others
    for item in others:
        (found,) = about(item, Marked(item, Mark.NO), guide=guide)
        assert (found.needed, found.field) == (False, Field.REASON)


def test_an_unsafe_check_asks_what_was_done_instead(guide: Guide) -> None:
    (found,) = about("check.sober", Marked("check.sober", Mark.NO), guide=guide)
    assert (found.needed, found.field) == (False, Field.REASON)
    assert about("check.sober", Marked("check.sober", Mark.YES), guide=guide) == []
    reason = Wrote("check.sober", Field.REASON, "Came back on Monday")
    assert about("check.sober", Marked("check.sober", Mark.NO), reason, guide=guide) == []


def test_a_second_best_referral_asks_for_its_reason(guide: Guide) -> None:
    asking = [i for i in noteable(guide) if guide.answer_kind(i) is AnswerKind.REFERRAL and guide.items[i].if_no]
    assert asking
    for item in asking:
        (found,) = about(item, Marked(item, Mark.OFFERED), guide=guide)
        assert (found.needed, found.field) == (False, Field.REASON)
        reason = Wrote(item, Field.REASON, "He is on the list for the programme")
        assert about(item, Marked(item, Mark.OFFERED), reason, guide=guide) == []


@examples(30)
@given(talk=FITTING_TALK)
def test_what_is_needed_comes_first_and_leads_to_a_field_that_can_be_written_there(talk: Conversation) -> None:
    guide = the_guide()
    found = missing(talk, guide)
    assert [m.needed for m in found] == sorted((m.needed for m in found), reverse=True)
    assert ready(talk, guide) == (not any(m.needed for m in found))
    assert len(set(found)) == len(found)
    for each in found:
        assert each.message
        if each.field is not None:
            assert each.field in offered(guide, each.item)


@examples(30)
@given(talk=FITTING_TALK)
def test_nothing_goes_final_with_a_risk_present_and_no_action(talk: Conversation) -> None:
    guide = the_guide()
    marked = [talk.items[i.id] for i in guide.risk_indicators() if i.id in talk.items]
    if any(a.mark is Mark.PRESENT and not action_settled(a) for a in marked):
        assert not ready(talk, guide)


def test_the_full_example_lacks_only_what_is_told(guide: Guide) -> None:
    found = {m.item: m.needed for m in missing(full_talk(), guide)}
    assert found == {"check.whereabouts": False, "form.impact-on-children": False, "form.actions-attributed": False}
    assert ready(full_talk(), guide)


def test_what_is_promised_or_not_known_needs_somebody_to_see_to_it(guide: Guide) -> None:
    promise = Wrote("note.promised", Field.TEXT, "Ring back about the keys")
    (found,) = about("note.promised", promise, guide=guide)
    assert (found.message, found.needed, found.field) == (
        "“Ring back about the keys”: say to whom and by when.",
        False,
        Field.WHO,
    )
    assert about("note.promised", promise, Wrote("note.promised", Field.OUTCOME, "Rang on Monday"), guide=guide) == []
    gap = "note.not-known~2"
    (found,) = about(gap, Wrote(gap, Field.TEXT, "Who has the car"), guide=guide)
    assert found.message == "“Who has the car”: say who will find out."
    assert about(gap, Wrote(gap, Field.TEXT, "x"), Wrote(gap, Field.WHO, "A. Worker"), guide=guide) == []


def test_an_entry_that_is_a_quotation_is_quoted_once(guide: Guide) -> None:
    action = "record.concrete-actions"
    (found,) = about(action, Wrote(action, Field.ACTION, "“I can stay at my brother's”"), guide=guide)
    assert found.message.startswith("“I can stay at my brother's”: say by when")


def test_a_date_that_lies_ahead_is_worth_a_look(guide: Guide) -> None:
    talk = replace(new_talk(), held_on=new_talk().held_on + timedelta(days=2))
    (found,) = [m for m in missing(talk, guide) if not m.item]
    assert not found.needed
    assert "23 November 2026" in found.message
    assert not [m for m in missing(replace(talk, held_on=talk.held_on - timedelta(days=1)), guide) if not m.item]


def test_words_beside_one_of_the_four_questions_are_no_answer_to_it(guide: Guide) -> None:
    (found,) = about(FOUR_QUESTIONS[0], Wrote(FOUR_QUESTIONS[0], Field.TEXT, "We spoke about drink"), guide=guide)
    assert "That is not a no." in found.message


def test_every_line_is_a_sentence_or_two_for_a_tired_colleague(guide: Guide) -> None:
    talk = after(
        full_talk(),
        Wrote("record.concrete-actions", Field.ACTION, "Hands in the keys"),
        Wrote("record.concrete-actions", Field.WHO, "the survivor"),
        Wrote("record.concrete-actions", Field.CHECKED_BY, "her"),
        Wrote("assess.map-the-pattern", Field.ACT, "Reads her messages"),
        Marked("risk.escalation", Mark.PRESENT),
    )
    for each in missing(talk, guide):
        assert each.message[0] == "“" or each.message[0].isupper()
        assert each.message[-1] in ".?…", each.message
        assert len(each.message) <= 200, each.message
