"""What may be on the screen in the room: secrets planted in every field of every item never are."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from engage_tui.conversation.events import Marked, Ordered, Planned, Ticked, Wrote
from engage_tui.conversation.stopping import USUAL
from engage_tui.conversation.words import Field, Mark, Source
from engage_tui.guide.model import AnswerKind, Branch
from engage_tui.record.in_sight import gives_away
from engage_tui.record.room import DIRECT, KEPT, NOT_OPEN, NOT_SAFE, asked, leaving, room
from support.talks import after, new_talk

if TYPE_CHECKING:
    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide

SECRETS = ("Zofia", "hammer under the stairs", "refuge in Leeds", "perpetrator", "at risk", "abuse", "07700 900123")
ORDINARY = "How has the week been at home?"


def planned(*keys: str) -> Conversation:
    return after(new_talk(), *(Planned(k, on=True) for k in keys))


def words(talk: Conversation, guide: Guide) -> list[str]:
    return [q.words for q in room(talk, guide).questions]


def everything(guide: Guide, secret: str) -> Conversation:
    """A conversation with every question planned and a secret in every field of every item there is."""
    events: list[object] = []
    for item in guide.items.values():
        kind = guide.answer_kind(item.id)
        events += [Wrote(item.id, field, f"What about {secret}?") for field in Field]
        if kind in (AnswerKind.QUESTION, AnswerKind.OWN_QUESTION):
            events.append(Planned(item.id, on=True))
        events += [Ticked(item.id, source, on=True) for source in Source]
    talk = after(new_talk(), *events)
    return replace(talk, reference=secret, person=secret, author=secret)


@pytest.mark.parametrize("secret", SECRETS)
def test_nothing_that_is_written_anywhere_gets_on_the_screen(guide: Guide, secret: str) -> None:
    shown = room(everything(guide, secret), guide)

    bank = {i.say[0].words for i in guide.items.values() if i.say}
    assert shown.questions
    assert {q.words for q in shown.questions} <= bank
    assert not any(secret.casefold() in q.words.casefold() for q in shown.questions)


def test_no_planned_question_shown_in_the_banks_words_gives_it_away(guide: Guide) -> None:
    every = planned(*(i.id for i in guide.items.values() if i.say))

    for question in words(every, guide):
        assert not [w for w in re.findall(r"[a-z']+", question.lower()) if gives_away(w)], question


def test_the_direct_questions_are_never_shown_even_in_ordinary_words(guide: Guide) -> None:
    direct = [i.id for i in guide.items.values() if i.branch is Branch.HEIGHTENED_RISK and i.say]
    talk = after(planned(*direct, "ask.own"), *(Wrote(i, Field.PLANNED_AS, ORDINARY) for i in direct))
    talk = after(talk, Wrote("ask.own", Field.ASKED_AS, "What was good about today?"))

    shown = room(talk, guide)
    assert [q.words for q in shown.questions] == ["What was good about today?"]
    assert {left.why for left in shown.left_out} == {DIRECT}
    assert len(shown.left_out) == len(direct)


def test_planned_questions_come_in_the_order_given_and_the_others_after_them(guide: Guide) -> None:
    talk = planned("ask.fatherhood-opener", "ask.relationship-wanted", "ask.discloses.children")
    talk = after(talk, Ordered(("ask.discloses.children", "ask.relationship-wanted")))

    assert [q.key for q in room(talk, guide).questions] == [
        "ask.discloses.children",
        "ask.relationship-wanted",
        "ask.fatherhood-opener",
    ]


def test_the_workers_words_are_shown_when_fit_and_else_the_banks_and_that_is_told(guide: Guide) -> None:
    item = guide.items["ask.fatherhood-opener"]
    fit = after(planned(item.id), Wrote(item.id, Field.PLANNED_AS, ORDINARY))
    unfit = after(fit, Wrote(item.id, Field.PLANNED_AS, "What sort of dad does Zofia see?"))

    assert words(fit, guide) == [ORDINARY]
    assert not room(fit, guide).left_out
    assert words(unfit, guide) == [item.say[0].words]
    (left,) = room(unfit, guide).left_out
    assert (left.words, left.instead) == ("What sort of dad does Zofia see?", item.say[0].words)
    assert "name" in left.why


@pytest.mark.parametrize(
    ("key", "why"),
    [("ask.heightened.weapon", DIRECT), ("ask.discloses.police", NOT_OPEN), ("ask.other-issue.wants-change", NOT_OPEN)],
)
def test_a_question_that_may_not_be_seen_is_left_out_with_the_reason(guide: Guide, key: str, why: str) -> None:
    shown = room(planned(key, "ask.fatherhood-opener"), guide)

    assert [q.key for q in shown.questions] == ["ask.fatherhood-opener"]
    assert [left.why for left in shown.left_out] == [why]


def test_with_nothing_planned_or_nothing_left_the_ways_in_are_shown(guide: Guide) -> None:
    ways_in = [i.say[0].words for i in guide.sections["openers"].items]

    assert words(new_talk(), guide) == ways_in
    shown = room(planned("ask.heightened.weapon"), guide)
    assert [q.words for q in shown.questions] == ways_in
    assert shown.usual
    assert len(shown.left_out) == 1


def test_what_is_not_safe_to_ask_is_not_shown(guide: Guide) -> None:
    talk = after(planned("ask.fatherhood-opener", "ask.relationship-wanted", "ask.own"))
    talk = after(talk, Wrote("ask.own", Field.ASKED_AS, ORDINARY), Marked("ask.own", Mark.NOT_SAFE))
    talk = after(talk, Marked("ask.fatherhood-opener", Mark.NOT_SAFE))

    shown = room(talk, guide)
    assert [q.key for q in shown.questions] == ["ask.relationship-wanted"]
    assert {left.why for left in shown.left_out} == {NOT_SAFE}
    alone = after(new_talk(), Marked("ask.fatherhood-opener", Mark.NOT_SAFE))
    assert "ask.fatherhood-opener" not in {q.key for q in room(alone, guide).questions}


@pytest.mark.parametrize("flag", ["restricted", "private"])
def test_a_services_restricted_or_private_question_is_not_shown(guide: Guide, flag: str) -> None:
    item = guide.items["ask.fatherhood-opener"].model_copy(update={flag: True})
    other = replace(guide, items={**guide.items, item.id: item})
    talk = after(planned(item.id), Wrote(item.id, Field.PLANNED_AS, ORDINARY))

    shown = room(talk, other)
    assert item.id not in {q.key for q in shown.questions}
    assert [left.why for left in shown.left_out] == [KEPT]


def test_an_own_question_without_words_is_nothing(guide: Guide) -> None:
    assert room(planned("ask.own"), guide).usual


def test_asking_keeps_the_words_and_so_the_time(guide: Guide) -> None:
    talk = planned("ask.fatherhood-opener")
    (question,) = room(talk, guide).questions
    talk = after(talk, *asked(talk, guide, question))
    answer = talk.items["ask.fatherhood-opener"]

    assert answer.mark is Mark.ASKED
    assert answer.planned
    assert answer.text(Field.ASKED_AS) == question.words
    assert asked(talk, guide, question) == (Marked(question.key, Mark.ASKED),)


def test_the_sentence_to_leave_with_gives_nothing_away_whatever_a_service_writes(guide: Guide) -> None:
    section = guide.sections["stop-say"]
    bad = tuple(i.model_copy(update={"short": "We have to talk about the violence with Zofia."}) for i in section.items)
    other = replace(guide, sections={**guide.sections, "stop-say": section.model_copy(update={"items": bad})})

    assert leaving(new_talk(), guide) == section.items[0].short
    assert leaving(new_talk(), other) == USUAL


def test_any_mixture_of_words_shows_nothing_but_fit_ones(guide: Guide) -> None:
    """Own questions put together at random from ordinary and other words."""
    parts = ["how", "are", "you", "what", "Zofia", "police", "the week", "knife", "at home", "Leeds", "risk", "today"]
    bad = {"zofia", "police", "knife", "leeds", "risk"}
    dice = random.Random(5)
    for _ in range(200):
        text = " ".join(dice.choices(parts, k=6))
        talk = after(planned("ask.own"), Wrote("ask.own", Field.ASKED_AS, text))
        for shown in words(talk, guide):
            assert not bad & set(shown.lower().split()), shown
