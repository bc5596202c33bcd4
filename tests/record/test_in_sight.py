"""Which words may be in the person's sight: names, places, numbers, and what gives the talk away stay out of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from engage_tui.conversation.events import Ticked, Wrote
from engage_tui.conversation.words import Field, Source
from engage_tui.record.in_sight import Sight, Why, gives_away
from support.talks import after, new_talk

if TYPE_CHECKING:
    from engage_tui.guide.guide import Guide

FIT = [
    "How has the week been at home?",
    "What sort of dad do you want to be?",
    "What do you enjoy with the kids at weekends?",
    "What would Mum say about it?",
    "And what happened last Friday?",
    "What did you have for breakfast?",
    "When it all gets too much, what do you usually do?",
    "Who cooks tea most nights?",
    "How do you and the kids get on at bath time?",
    "How is boxing training?",
    "What would you like your daughter to remember about this summer?",
    "Tell me about a time you were proud of how you handled things.",
    "What music do you play in the van?",
    "If your boy was a fly on the wall, what would he see?",
    "What does a calm evening look like in your house?",
]


@pytest.mark.parametrize("words", FIT)
def test_an_ordinary_question_may_be_seen(words: str, guide: Guide) -> None:
    assert Sight(new_talk(), guide).why_not(words) is None


@pytest.mark.parametrize(
    "words",
    [
        "How is Gary getting on?",
        "what does sarah think?",
        "What is school like for Kayleigh?",
        "How do you find living in Leeds?",
        "Who can I ring on 07700 900123?",
        "What happened at 12 Acacia Avenue?",
        "Shall I write to you at a.b@example.org?",
        "How do you get on with Mrs Begum?",
        "What about the 14th?",
        "How is J.K.?",
    ],
)
def test_names_places_and_numbers_are_kept_out(words: str, guide: Guide) -> None:
    assert Sight(new_talk(), guide).why_not(words) is Why.NAME


@pytest.mark.parametrize(
    "words",
    [
        "What is the violence like?",
        "How often do you hit them?",
        "What did the police say?",
        "When did you last lose your temper and start shouting?",
        "How do you feel about the risk?",
        "What do you say to people who call it abuse?",
        "What happens when you have been drinking?",
        "What would you do if they were leaving?",
        "How did the court case go?",
        "What does the perpetrator programme tell you?",
    ],
)
def test_words_that_give_it_away_are_kept_out(words: str, guide: Guide) -> None:
    assert Sight(new_talk(), guide).why_not(words) is Why.SUBJECT


@pytest.mark.parametrize(
    "words",
    [
        "how is zbyszek getting on",
        "what does shaz make of it",
        "how's little tommo",
        "how do you think dzieci feel teraz w domu",
        "كيف حالك اليوم",
        "…",
        "",
    ],
)
def test_a_word_that_is_not_known_is_kept_out_and_so_is_another_language(words: str, guide: Guide) -> None:
    assert Sight(new_talk(), guide).why_not(words) is not None


def test_the_word_for_the_person_is_kept_out_when_it_is_a_name_and_not_when_it_is_dad(guide: Guide) -> None:
    talk = new_talk()
    assert Sight(replace(talk, person="gaz"), guide).why_not("How are you doing, gaz?") is Why.NAME
    assert Sight(replace(talk, person="dad"), guide).why_not("What sort of dad do you want to be?") is None
    assert Sight(replace(talk, reference="heron"), guide).why_not("What about the heron?") is Why.NAME


@pytest.mark.parametrize(
    ("item", "field"),
    [
        ("ask.discloses.children", Field.SURVIVOR),
        ("look.checks-whereabouts", Field.AGENCY),
        ("look.checks-whereabouts", Field.RECORD),
        ("plan.known", Field.FACT),
        ("plan.exit-words", Field.TEXT),
        ("plan.survivor-told", Field.TEXT),
        ("record.pattern", Field.ON_SURVIVOR),
    ],
)
def test_a_word_that_somebody_else_told_is_kept_out(item: str, field: Field, guide: Guide) -> None:
    item = item if item in guide.items else "risk.weapons"
    talk = after(new_talk(), Wrote(item, field, "She keeps her phone and papers in the kitchen"))

    assert Sight(new_talk(), guide).why_not("What do you keep in the kitchen?") is None
    assert Sight(talk, guide).why_not("What do you keep in the kitchen?") is Why.TOLD


def test_a_fact_is_a_secret_until_it_is_said_that_the_person_may_know_it(guide: Guide) -> None:
    words = "How is the football going?"
    talk = after(
        new_talk(),
        Wrote("plan.known", Field.FACT, "Plays football on Sundays"),
        Ticked("plan.known", Source.PERSON, on=True),
    )
    assert Sight(talk, guide).why_not(words) is Why.TOLD
    assert Sight(after(talk, Wrote("plan.known", Field.MAY_KNOW, "Yes")), guide).why_not(words) is None


@pytest.mark.parametrize("word", ["abusive", "violent", "risky", "perpetrators", "strangled", "non-abusive", "hitting"])
def test_a_word_gives_it_away_in_any_form(word: str) -> None:
    assert gives_away(word)


@pytest.mark.parametrize("word", ["breakfast", "harmony", "hitch", "what", "home", "children"])
def test_a_word_that_only_begins_like_one_does_not(word: str) -> None:
    assert not gives_away(word)
