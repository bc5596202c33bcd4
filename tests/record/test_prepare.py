"""Getting ready for a visit: what it goes through, what stays open, the questions in their order. Fiction."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from engage_tui.conversation.events import Marked, Opened, Ordered, Planned, Ticked, Wrote
from engage_tui.conversation.rules import planned
from engage_tui.conversation.words import Field, Mark, Source
from engage_tui.record.audience import for_file, may_know, not_for_them
from engage_tui.record.export import render_note
from engage_tui.record.prepare import (
    KNOWN,
    OWN,
    QUESTIONS,
    added,
    bank,
    checks,
    dropped,
    first_place,
    moved,
    offered,
    places,
    put,
    refused,
    reworded,
    unanswered,
)
from engage_tui.tui.prepare_rows import ALL_YES, Preparing, place_rows
from support.talks import after, new_talk

if TYPE_CHECKING:
    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide

CHILDREN, FATHER, LIFE = "ask.discloses.children", "ask.fatherhood-opener", "ask.relationship-wanted"
THREE = (Planned(CHILDREN, on=True), Planned(FATHER, on=True), Planned(LIFE, on=True))


def rows(talk: Conversation, guide: Guide, at: int, opened: str = "") -> str:
    shown = place_rows(Preparing(guide, talk, at, opened), lambda _: "")
    return "\n".join(f"{r.lead} {r.plain} {r.tail}" for r in shown)


def last(guide: Guide) -> int:
    return len(places(guide)) - 1


def test_every_line_of_the_plan_and_every_check_has_its_place(guide: Guide) -> None:
    met = [i for p in places(guide) for i in p.items]
    assert len(met) == len(set(met))
    lines = {i.id for i in guide.sections["visit-plan"].items} - {"plan.stopped"}  # that one comes afterwards
    assert set(met) == lines | {i.id for i in checks(guide)} | {QUESTIONS}


def test_it_begins_at_the_first_part_in_which_nothing_stands(guide: Guide) -> None:
    assert first_place(new_talk(), guide) == 0
    some = after(new_talk(), Marked("check.sober", Mark.YES))
    assert first_place(some, guide) == 0, "a check without an answer is not done"
    every = after(new_talk(), *(Marked(i.id, Mark.YES) for i in checks(guide)))
    assert first_place(every, guide) == 1


# -- it never says that it is safe


def test_a_no_and_an_unanswered_check_are_named_at_the_end_with_what_to_do(guide: Guide) -> None:
    talk = after(new_talk(), Marked("check.sober", Mark.NO), Marked("check.orders", Mark.YES))
    assert [i.id for i in refused(talk, guide)] == ["check.sober"]
    assert "check.orders" not in [i.id for i in unanswered(talk, guide)]
    told = rows(talk, guide, last(guide))
    for item in checks(guide):
        assert (item.short in told) is (item.id != "check.orders")
        assert (item.if_no in told) is (item.id != "check.orders")


@pytest.mark.parametrize("mark", [Mark.YES, Mark.NO, None])
def test_it_never_says_that_it_is_safe_and_counts_nothing(guide: Guide, mark: Mark | None) -> None:
    talk = after(new_talk(), *(Marked(i.id, mark) for i in checks(guide) if mark))
    place = places(guide)[-1]
    told = f"{place.title} {place.why} {rows(talk, guide, last(guide))}"
    assert "cannot tell whether it is safe" in told
    said = told.replace("cannot tell whether it is safe", "").replace(ALL_YES, "")
    for item in checks(guide):
        said = said.replace(item.if_no, "")
    assert not re.search(r"\d|%|\bsafe to go\b|\ball clear\b|\bscore", said, re.IGNORECASE)
    assert (ALL_YES in told) is (mark is Mark.YES)
    assert "does not make it safe" in ALL_YES


def test_every_no_has_a_safer_way_that_names_whom_to_turn_to(guide: Guide) -> None:
    for item in checks(guide):
        assert item.if_no
    every = " ".join(i.if_no for i in checks(guide))
    for whom in ("manager", "safeguarding lead", "survivor's worker", "999"):
        assert whom in every


# -- what is known, and whether the person may know it


@pytest.mark.parametrize(
    ("source", "said", "kept"),
    [
        (Source.SURVIVOR, "", True),
        (Source.SURVIVOR, "Yes", True),
        (Source.AGENCY, "", False),
        (Source.AGENCY, "No", True),
        (Source.AGENCY, "Not before the hearing", True),
        (Source.AGENCY, "only if the police agree", True),
        (Source.AGENCY, "Yes", False),
        (None, "Yes", True),
    ],
)
def test_whether_a_fact_is_kept_from_the_person(guide: Guide, source: Source | None, said: str, kept: bool) -> None:
    talk = after(new_talk(), Wrote(KNOWN, Field.FACT, "A call-out in May"), Wrote(KNOWN, Field.MAY_KNOW, said))
    talk = after(talk, Ticked(KNOWN, source, on=True)) if source else talk
    assert not_for_them(guide, KNOWN, talk.items[KNOWN]) is kept
    assert (KNOWN in for_file(talk, guide).items) is not kept
    for form in ("md", "txt", "json"):
        assert ("call-out" in render_note(talk, guide, form=form)) is not kept
    assert ("not for them" in rows(talk, guide, 1)) is kept
    said_no = bool(said) and said != "Yes"
    assert ("A call-out in May" in rows(talk, guide, 1)) is (source is not Source.SURVIVOR and not said_no)


def test_nobody_has_said_is_neither_yes_nor_no(guide: Guide) -> None:
    talk = after(new_talk(), Wrote(KNOWN, Field.FACT, "A call-out"), Ticked(KNOWN, Source.AGENCY, on=True))
    assert may_know(talk.items[KNOWN]) is None
    assert "not said" in rows(talk, guide, 1, KNOWN)


# -- the questions


def test_questions_are_asked_in_the_order_in_which_they_are_put(guide: Guide) -> None:
    talk = after(new_talk(), *THREE)
    talk = after(talk, Ordered((CHILDREN, FATHER, LIFE)))
    up = moved(talk, guide, LIFE, -1)
    assert up == Ordered((CHILDREN, LIFE, FATHER))
    assert planned(after(talk, up), guide) == (CHILDREN, LIFE, FATHER)
    assert moved(talk, guide, CHILDREN, -1) is None
    assert moved(talk, guide, LIFE, 1) is None
    assert moved(talk, guide, "ask.discloses.police", 1) is None


def test_a_question_that_is_picked_goes_behind_the_others(guide: Guide) -> None:
    talk = after(new_talk(), *added(new_talk(), guide, LIFE))
    talk = after(talk, *added(talk, guide, FATHER))  # which stands before it in the guide
    assert planned(talk, guide) == (LIFE, FATHER)


def test_the_direct_questions_wait_for_open_answers(guide: Guide) -> None:
    gated = {i.id for s in guide.sections.values() if s.gate for i in s.items if i.say}
    assert gated
    assert gated.isdisjoint(i.id for i in bank(new_talk(), guide))
    assert gated <= {i.id for i in bank(after(new_talk(), Opened()), guide)}


def test_the_banks_other_wordings_are_taken_one_after_the_other_and_then_the_first_again(guide: Guide) -> None:
    talk = after(new_talk(), Planned(FATHER, on=True))
    words = [w.words for w in guide.items[FATHER].say]
    for expected in (*words[1:], words[0]):
        event = reworded(talk, guide, FATHER)
        assert event is not None
        talk = after(talk, event)
        assert put(talk, guide, FATHER) == expected
    assert talk.items[FATHER].text(Field.PLANNED_AS) == ""


def test_wordings_that_the_worker_keeps_come_after_the_banks_and_are_left_again(guide: Guide) -> None:
    mine = ("What would you like your kids to say about home?",)
    talk = after(
        new_talk(), Planned(FATHER, on=True), Wrote(FATHER, Field.PLANNED_AS, guide.items[FATHER].say[-1].words)
    )
    event = reworded(talk, guide, FATHER, mine)
    assert event == Wrote(FATHER, Field.PLANNED_AS, mine[0])
    assert reworded(after(talk, event), guide, FATHER, mine) == Wrote(FATHER, Field.PLANNED_AS, "")


def test_the_workers_own_words_are_never_replaced_by_the_banks(guide: Guide) -> None:
    talk = after(new_talk(), Planned(FATHER, on=True), Wrote(FATHER, Field.PLANNED_AS, "How are the kids?"))
    assert reworded(talk, guide, FATHER) is None
    assert put(talk, guide, FATHER) == "How are the kids?"


def test_taking_a_question_off_keeps_everything_that_came_of_it(guide: Guide) -> None:
    bare = after(new_talk(), Wrote(OWN, Field.ASKED_AS, "Mine?"), Planned(OWN, on=True))
    assert not after(bare, dropped(bare, guide, OWN)).items
    asked = after(bare, Marked(OWN, Mark.ASKED), Wrote(OWN, Field.SAID, "Fine"))
    left = after(asked, dropped(asked, guide, OWN))
    assert left.items[OWN].text(Field.SAID) == "Fine"
    assert not left.items[OWN].planned


@pytest.mark.parametrize("form", ["md", "txt"])
def test_planned_is_not_asked_all_the_way_into_the_note(guide: Guide, form: str) -> None:
    own = "What was the best bit of your week?"
    talk = after(
        new_talk(),
        *THREE,
        Wrote(LIFE, Field.PLANNED_AS, "What does a good day look like?"),
        Wrote(OWN, Field.ASKED_AS, own),
        Planned(OWN, on=True),
        Marked(FATHER, Mark.ASKED),
    )
    note = " ".join(render_note(talk, guide, form=form).replace("\\", "").split())
    headings = [n for n in (note.find("Asked"), note.find("Planned")) if n >= 0]
    assert len(headings) == 2
    asked, plan = note.split("Planned", 1)
    assert guide.items[FATHER].say[0].words in asked
    for words in (guide.items[CHILDREN].say[0].words, "What does a good day look like?", own):
        assert words in plan
        assert words not in asked


def test_an_example_begins_with_words_to_say_where_there_are_some(guide: Guide) -> None:
    assert offered(guide, "plan.exit-words").startswith("I left my other phone in the car.")
    assert offered(guide, "plan.if-influence") == guide.items["plan.if-influence"].more
