"""What each question of the write-up has from the walk: read from the conversation, never from the survivor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from engage_tui.conversation.events import Marked, Planned, Ticked, Wrote
from engage_tui.conversation.words import Field, Mark, Source
from engage_tui.record.audience import for_file
from engage_tui.record.write_up import STOPS, first_open, stand_at, stops
from support.random_talks import FITTING_TALK, examples, the_guide
from support.talks import after, full_talk, new_talk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.record.write_up import Shown, Stop

PATTERN = "assess.map-the-pattern"
ORDER = [
    "form.summary",
    "form.spoken-directly",
    "form.parenting-choice",
    "form.impact-on-children",
    "form.actions-attributed",
    "form.programme-referral",
    PATTERN,
    PATTERN,
    "assess.survivor-strengths",
    "record.concrete-actions",
    "record.attempts",
    "note.agencies",
    "note.promised",
    "note.not-known",
    "note.supervision",
    "note.view",
    "note.next",
]


def stop(item: str, nth: int = 0) -> Stop:
    return [s for s in STOPS if s.item == item][nth]


def at(item: str, talk: Conversation, guide: Guide, nth: int = 0) -> Shown:
    return stand_at(stop(item, nth), talk, guide)


def held(item: str, talk: Conversation, guide: Guide) -> list[str]:
    return [h.line for h in at(item, talk, guide).held]


def take(shown: Shown, talk: Conversation, number: int = 0) -> Conversation:
    return after(talk, *shown.offers[number].events)


def test_the_questions_come_in_their_order_and_all_are_in_the_guide(guide: Guide) -> None:
    assert [s.item for s in stops(guide)] == ORDER


def test_every_question_is_one_and_says_why(guide: Guide) -> None:
    for each in stops(guide):
        shown = stand_at(each, new_talk(), guide)
        assert len(shown.ask) <= 100
        assert shown.why


def test_nothing_is_held_of_a_walk_on_which_nothing_was_noted(guide: Guide) -> None:
    for each in stops(guide):
        shown = stand_at(each, new_talk(), guide)
        assert not shown.held
        assert not each.answered(new_talk())
        what = {"record.attempts": 1, "note.not-known": 8}
        assert len(shown.offers) == what.get(each.item, 0), each.item


def test_the_abuse_was_raised_where_a_direct_question_was_asked(guide: Guide) -> None:
    item = "form.spoken-directly"
    assert held(item, full_talk(), guide) == [
        "Asked: “What is all this like for the children?” “They go upstairs when I shout”",
        f"Used: {guide.items['respond.abuse-is-choice'].short}",
    ]
    planned = after(new_talk(), Planned("ask.discloses.police", on=True))
    assert held(item, planned, guide) == [], "planned is not asked"
    blank = after(new_talk(), Marked("ask.discloses.children", Mark.ASKED))
    taken = take(at(item, blank, guide), blank).items[item]
    assert taken.mark is Mark.YES
    assert taken.text(Field.TEXT) == "Asked: “What is all this like for the children?”"


def test_a_no_is_never_turned_into_a_yes_by_what_the_walk_holds(guide: Guide) -> None:
    item = "form.spoken-directly"
    talk = after(full_talk(), Marked(item, Mark.NO))
    assert at(item, talk, guide).held
    assert not at(item, talk, guide).offers


@pytest.mark.parametrize("mark", [Mark.OFFERED, Mark.DECLINED])
def test_only_a_referral_counts_as_one(guide: Guide, mark: Mark) -> None:
    item = "form.programme-referral"
    talk = after(new_talk(), Marked("refer.dapp", mark))
    assert at(item, talk, guide).held
    assert not at(item, talk, guide).offers
    assert at(item, after(talk, Marked("refer.dapp", Mark.REFERRED)), guide).offers


def test_what_was_taken_is_not_offered_again_and_what_was_written_stays(guide: Guide) -> None:
    talk = full_talk()
    shown = at("form.summary", talk, guide)
    taken = take(shown, talk)
    text = taken.items["form.summary"].text(Field.TEXT)
    assert text.startswith(talk.items["form.summary"].text(Field.TEXT) + "\n")
    assert all(h.line in text for h in shown.held)
    assert not at("form.summary", taken, guide).offers


def test_an_act_comes_with_where_it_is_known_from(guide: Guide) -> None:
    talk = full_talk()
    offers = at(PATTERN, talk, guide).offers
    assert [o.label for o in offers] == [
        "An act: Rang her four times in half an hour.",
        "An act: “She says it is over”",
        "An act: “They go upstairs when I shout”",
    ]
    taken = take(at(PATTERN, talk, guide), talk)
    taken = take(at(PATTERN, taken, guide), taken)
    first, second = (taken.items[k] for k in taken.entries(PATTERN))
    assert (first.text(Field.ACT), first.sources) == ("Rang her four times in half an hour.", {Source.ME})
    assert (second.text(Field.ACT), second.sources) == ("“She says it is over”", {Source.PERSON})
    assert len(at(PATTERN, taken, guide).offers) == 1


def test_nothing_is_put_beside_an_act_that_only_the_survivor_told_of(guide: Guide) -> None:
    talk = after(full_talk(), Wrote(PATTERN, Field.ACT, "Locks the door"), Ticked(PATTERN, Source.SURVIVOR, on=True))
    assert not at(PATTERN, talk, guide, 1).offers
    seen_too = after(talk, Ticked(PATTERN, Source.ME, on=True))
    (offer,) = at(PATTERN, seen_too, guide, 1).offers
    assert offer.label == "On a child: “They go upstairs when I shout”"


def test_the_persons_own_actions_are_what_they_said_they_could_do(guide: Guide) -> None:
    question = "ask.other-issue.what-can-you-do"
    talk = after(new_talk(), Marked(question, Mark.ASKED), Wrote(question, Field.SAID, "Go to my brother's"))
    taken = take(at("record.concrete-actions", talk, guide), talk)
    answer = taken.items["record.concrete-actions"]
    assert (answer.text(Field.ACTION), answer.text(Field.WHO)) == ("“Go to my brother's”", "the client")
    assert "Action: “Go to my brother's”" in held("form.actions-attributed", taken, guide)


def test_indicators_marked_either_way_are_no_gap(guide: Guide) -> None:
    talk = after(new_talk(), Marked("risk.weapons", Mark.PRESENT), Marked("risk.escalation", Mark.NOT_IDENTIFIED))
    told = [o.label for o in at("note.not-known", talk, guide).offers]
    assert len(told) == 6
    assert not any(guide.items[i].short in " ".join(told) for i in ("risk.weapons", "risk.escalation"))


def test_what_was_planned_and_not_asked_is_for_next_time(guide: Guide) -> None:
    item = guide.items["ask.discloses.police"]
    assert held("note.next", full_talk(), guide) == [f"Planned, not asked: {item.say[0].words}"]


def test_it_begins_at_the_first_question_with_nothing(guide: Guide) -> None:
    assert first_open(new_talk(), guide) == 0
    assert ORDER[first_open(full_talk(), guide)] == "form.impact-on-children"
    answered: Sequence[Wrote] = [Wrote(i, Field.TEXT, "x") for i in ORDER]
    assert first_open(after(new_talk(), *answered, Wrote(PATTERN, Field.ON_CHILD, "x")), guide) == 0


@examples(30)
@given(talk=FITTING_TALK)
def test_all_that_is_held_and_offered_is_in_the_file_copy(talk: Conversation) -> None:
    guide = the_guide()
    hidden = {w.text for a in talk.items.values() for w in a.words.values()}
    hidden -= {w.text for a in for_file(talk, guide).items.values() for w in a.words.values()}
    shown = [stand_at(s, talk, guide) for s in stops(guide)]
    told = [h.words for s in shown for h in s.held]
    told += [e.text for s in shown for o in s.offers for e in o.events if isinstance(e, Wrote)]
    assert not hidden & set(told)


@examples(30)
@given(talk=FITTING_TALK)
def test_taking_an_offer_changes_something_every_time(talk: Conversation) -> None:
    for each in stops(the_guide()):
        for offer in stand_at(each, talk, the_guide()).offers:
            assert after(talk, *offer.events) != talk
