"""The rows of a step, as plain values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from engage_tui.conversation.events import Marked, Opened, Wrote
from engage_tui.conversation.words import Field, Mark
from engage_tui.guide.model import Kind
from engage_tui.tui.field_rows import HIDDEN
from engage_tui.tui.step_rows import StepView, step_rows
from support.talks import after, full_talk, new_talk

if TYPE_CHECKING:
    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.tui.row import Row


def rows_of(guide: Guide, step: str, talk: Conversation | None, *, expanded: frozenset[str] = frozenset()) -> list[Row]:
    return step_rows(StepView(guide, guide.sections_of(step), talk, expanded=expanded))


def row(rows: list[Row], key: str) -> Row:
    return next(r for r in rows if r.key == key)


@pytest.mark.parametrize("step", ["prepare", "look", "ask", "assess", "respond", "refer", "record"])
def test_every_item_of_a_step_has_a_row_in_order(guide: Guide, step: str) -> None:
    keys = [r.key for r in rows_of(guide, step, None) if r.key in guide.items]
    assert keys == [i.id for section in guide.sections_of(step) for i in section.items]


def test_every_item_shows_its_source_when_it_is_opened(guide: Guide) -> None:
    everything = frozenset(guide.items)
    for step in guide.walk_steps():
        plain = [r.plain for r in rows_of(guide, step.id, None, expanded=everything)]
        items = sum(len(s.items) for s in guide.sections_of(step.id))
        assert sum(p.startswith("Source: ") for p in plain) == items


def test_marks_are_told_apart_by_shape_and_by_word(guide: Guide) -> None:
    item = "ask.discloses.police"
    shapes = {}
    for mark in (None, Mark.ASKED, Mark.NOT_ASKED, Mark.NOT_SAFE):
        shown = row(rows_of(guide, "ask", after(new_talk(), Marked(item, mark))), item)
        shapes[mark] = (shown.lead, shown.tail)
    assert len({lead for lead, _ in shapes.values()}) == 4
    assert len({tail for _, tail in shapes.values()}) == 4


def test_a_risk_indicator_starts_as_not_known_and_says_so(guide: Guide) -> None:
    rows = rows_of(guide, "assess", new_talk())
    for item in guide.risk_indicators():
        assert row(rows, item.id).tail == "not known"


def test_no_number_stands_in_the_risk_step_but_times_and_what_was_typed(guide: Guide) -> None:
    rows = rows_of(guide, "assess", full_talk())
    own = {r.key for r in rows if r.key.split("#")[0] in guide.items or r.key.startswith(("intro:", "section:"))}
    for shown in rows:
        text = re.sub(r"\(\d\d:\d\d\)", "", f"{shown.plain} {shown.tail}")
        if shown.key in own and "#" not in shown.key:
            assert not re.search(r"\d", text), text
            assert "noted" not in shown.tail


def test_the_indicators_no_question_reaches_say_so(guide: Guide) -> None:
    for item in guide.risk_indicators():
        rows = rows_of(guide, "assess", new_talk(), expanded=frozenset({item.id}))
        told = any("No question in step 2 asks about this" in r.plain for r in rows)
        assert told == (item.id in {"risk.sexual-violence", "risk.threats-to-kill"})


def test_an_answer_that_touches_an_indicator_is_a_prompt_and_not_a_mark(guide: Guide) -> None:
    talk = after(new_talk(), Marked("look.checks-whereabouts", Mark.SEEN))
    rows = rows_of(guide, "assess", talk, expanded=frozenset({"risk.coercive-control"}))
    assert any("Does that bear on it?" in r.plain for r in rows)
    assert row(rows, "risk.coercive-control").tail == "not known"


def test_what_the_survivor_said_and_what_rests_on_it_alone_is_hidden(guide: Guide) -> None:
    for step in guide.walk_steps():
        rows = rows_of(guide, step.id, full_talk())
        assert "SECRET" not in "\n".join(r.plain for r in rows)
    hidden = [r for r in rows_of(guide, "assess", full_talk()) if HIDDEN in r.plain]
    assert {r.key for r in hidden} >= {"risk.separation#survivor", "risk.weapons#survivor", "risk.weapons#reason"}
    assert not any("survivor said" in r.plain for r in hidden), "not even that the survivor spoke"


def test_why_something_was_not_safe_to_ask_is_hidden_in_passing(guide: Guide) -> None:
    question, own = "ask.heightened.separation", "ask.own"
    for key, name in ((question, Field.SAID), (own, Field.ASKED_AS)):
        noted = Marked(key, Mark.NOT_SAFE), Wrote(key, name, "shown"), Wrote(key, Field.REASON, "SECRET he reads texts")
        talk = after(new_talk(), Opened(), *noted)
        told = [rows_of(guide, guide.step_of(key).id, talk, expanded=e) for e in (frozenset(), frozenset({key}))]
        assert "SECRET" not in "\n".join(r.plain for rows in told for r in rows)
        assert "shown" in "\n".join(r.plain for rows in told for r in rows)
        not_asked = after(talk, Marked(key, Mark.NOT_ASKED))
        assert "SECRET" in "\n".join(r.plain for r in rows_of(guide, guide.step_of(key).id, not_asked))


def test_long_words_are_cut_in_the_list_and_say_how_much_there_is(guide: Guide) -> None:
    talk = after(new_talk(), Wrote("form.summary", Field.TEXT, "\n".join(f"line {n}" for n in range(10_000))))
    shown = row(rows_of(guide, "record", talk), "form.summary#text")
    assert "and 9,997 more lines" in shown.plain
    assert len(shown.plain) < 200


def test_questions_show_what_to_say_and_not_a_label(guide: Guide) -> None:
    rows = rows_of(guide, "ask", None)
    for item in guide.items.values():
        if item.kind is Kind.QUESTION:
            assert row(rows, item.id).plain == item.say[0].words
