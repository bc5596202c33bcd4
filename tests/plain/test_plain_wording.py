"""What is read out of an item, and the words that answer it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from engage_tui.conversation.events import Marked, Wrote
from engage_tui.conversation.words import SHAPES, Field, Mark, Source
from engage_tui.guide.model import AnswerKind
from engage_tui.plain.reading import spoken
from engage_tui.plain.stops import stops
from engage_tui.plain.wording import (
    RESTRICTED,
    WORDS_FOR,
    all_words,
    answers_told,
    entry_line,
    explained,
    mark_of,
    sources_in,
    state_of,
)
from engage_tui.record.audience import Audience
from engage_tui.record.export import note_for
from engage_tui.record.plain import to_text
from support.talks import after, full_talk, new_talk

if TYPE_CHECKING:
    from engage_tui.guide.guide import Guide


@pytest.mark.parametrize("kind", AnswerKind)
def test_each_mark_has_a_word_and_a_letter_of_its_own(kind: AnswerKind) -> None:
    marks = SHAPES[kind].marks
    words = [word for mark in marks for word in WORDS_FOR[mark]]
    assert len(words) == len(set(words))
    for mark in marks:
        assert {mark_of(kind, word) for word in WORDS_FOR[mark]} == {mark}
        told = f"{WORDS_FOR[mark][0]} ({WORDS_FOR[mark][1]})" in answers_told(kind)
        assert told is not bool(SHAPES[kind].entry), "what there can be many of is marked one by one"


def test_every_mark_there_is_can_be_typed() -> None:
    assert set(WORDS_FOR) == set(Mark)


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("", ()),
        ("me", ((Source.ME, True),)),
        ("me, survivor", ((Source.ME, True), (Source.SURVIVOR, True))),
        ("agency and a record", ((Source.AGENCY, True), (Source.RECORD, True))),
        ("2,5", ((Source.PERSON, True), (Source.RECORD, True))),
        ("not survivor", ((Source.SURVIVOR, False),)),
        ("somebody", None),
        ("0", None),
        ("6", None),
        ("²", None),
    ],
)
def test_sources_are_named_in_words_or_numbers(typed: str, named: object) -> None:
    assert sources_in(typed) == named


def test_nothing_the_survivor_said_is_read_out_in_passing_and_all_of_it_when_it_is_asked_for(guide: Guide) -> None:
    talk = full_talk()
    passing = [state_of(guide, talk, i) for i in talk.items]
    passing += [
        entry_line(guide, talk, k) for i in guide.items for k in talk.entries(i) if SHAPES[guide.answer_kind(i)].entry
    ]
    assert "SECRET" not in " ".join(passing)
    for key, answer in talk.items.items():
        if "SECRET" in " ".join(w.text for w in answer.words.values()):
            assert RESTRICTED in state_of(guide, talk, key), key
            assert "SECRET" in " ".join(words for _, words in all_words(guide, talk, key))


def test_why_a_question_was_not_safe_to_ask_is_not_read_out_in_passing(guide: Guide) -> None:
    own = next(i for i in guide.items if guide.answer_kind(i) is AnswerKind.OWN_QUESTION)
    words = Wrote(own, Field.ASKED_AS, "How is it at home?"), Wrote(own, Field.REASON, "SECRET he reads her texts")
    line = entry_line(guide, after(new_talk(), Marked(own, Mark.NOT_SAFE), *words), own)
    assert "How is it at home?" in line
    assert "SECRET" not in line


def test_what_is_noted_is_told_without_its_words(guide: Guide) -> None:
    said = state_of(guide, full_talk(), "ask.discloses.children")
    assert said == "Noted: planned; asked; words under The client said."


def test_a_risk_indicator_says_where_it_stands_and_an_entry_what_it_begins_with(guide: Guide) -> None:
    talk = new_talk()
    assert state_of(guide, talk, "risk.weapons") == "Not known."
    present = after(talk, Marked("risk.weapons", Mark.PRESENT))
    assert "known from" in state_of(guide, present, "risk.weapons")
    tried = after(talk, Wrote("record.attempts", Field.WHEN, "Monday"), Wrote("record.attempts", Field.WAY, "rang"))
    assert entry_line(guide, tried, "record.attempts") == "Attempt 1: Monday; rang"
    assert state_of(guide, tried, "record.attempts").startswith("Written: 1.")


def test_everything_the_guide_says_of_an_item_is_explained(guide: Guide) -> None:
    for item in guide.items.values():
        told = " ".join(explained(guide, item, None))
        for text in (item.more, item.why, item.if_no, item.act_now, item.elsewhere, *item.parts, *item.names):
            for paragraph in filter(str.strip, text.split("\n")):
                assert paragraph in told, item.id
        assert guide.cite(item.source) in told


def test_every_item_of_the_walk_is_stopped_at_and_what_is_closed_is_named(guide: Guide) -> None:
    talk = replace(new_talk(), opening=full_talk().opening)
    for step in guide.walk_steps():
        sections = guide.sections_of(step.id)
        found = stops(guide, sections, talk, frozenset(s.id for s in sections))
        assert [i for stop in found for i in stop.items] == [i for s in sections for i in s.items]
        shut = stops(guide, sections, talk, frozenset())
        assert {s.section.id for s in shut} == {s.id for s in sections}


def test_the_direct_questions_are_closed_at_first_and_keep_what_was_answered(guide: Guide) -> None:
    section = next(s for s in guide.sections.values() if s.gate)
    shut = stops(guide, [section], new_talk(), frozenset())
    assert [(s.locked, s.items) for s in shut] == [(True, ())]
    noted = after(new_talk(), Marked("ask.heightened.separation", Mark.NOT_SAFE))
    assert [i.id for s in stops(guide, [section], noted, frozenset()) for i in s.items] == ["ask.heightened.separation"]


@pytest.mark.parametrize("audience", Audience)
def test_every_word_of_the_note_is_read_out_and_nothing_that_a_voice_would_spell(
    guide: Guide, audience: Audience
) -> None:
    note = note_for(full_talk(), guide, audience=audience)
    told = "\n".join(line for part in spoken(note) for line in part)
    assert not {"--", "[", "  "} & {told[n : n + size] for size in (1, 2) for n in range(len(told))}
    wanted = re.findall(r"\w+", to_text(note).casefold())
    assert sorted(set(wanted) - set(re.findall(r"\w+", told.casefold()))) == []
