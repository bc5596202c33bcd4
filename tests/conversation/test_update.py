"""What each event does to a conversation, and that an event that changes nothing gives the same conversation."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given

from engage_tui.conversation.events import (
    Described,
    Event,
    Marked,
    Moved,
    Opened,
    Planned,
    Shut,
    Ticked,
    Visited,
    Wrote,
)
from engage_tui.conversation.state import Answer, Conversation, Opening, Words
from engage_tui.conversation.update import apply, begin
from engage_tui.conversation.words import Field, Mark, Setting, Source
from support.random_talks import ANY_TALK, ITEMS, TEXT, any_answers, around, examples
from support.talks import START, after, full_talk, new_talk

DRINK = "look.say.drink"
WEAPONS = "risk.weapons"
LATER = START + timedelta(hours=5)


def minute(number: int) -> datetime:
    return START + timedelta(minutes=number)


def test_a_new_conversation_has_nothing_noted_and_clean_details() -> None:
    talk = begin(
        "a1",
        reference="  J-042\n",
        setting=Setting.PHONE,
        person="Zoe\u0308\u202e",
        author="A.\x1b Worker ",
        held_on=date(2026, 11, 21),
        at=START,
    )
    assert (talk.reference, talk.person, talk.author) == ("J-042", "Zoë", "A. Worker")
    assert (talk.items, talk.opening, talk.visited, talk.place) == ({}, None, frozenset(), "")
    assert talk.created == talk.changed == START


def test_a_mark_is_kept_and_can_be_changed_and_taken_back() -> None:
    marked = after(new_talk(), Marked(WEAPONS, Mark.PRESENT))
    assert marked.items == {WEAPONS: Answer(minute(1), minute(1), mark=Mark.PRESENT)}
    changed = after(new_talk(), Marked(WEAPONS, Mark.PRESENT), Marked(WEAPONS, Mark.NOT_IDENTIFIED))
    assert changed.items == {WEAPONS: Answer(minute(1), minute(2), mark=Mark.NOT_IDENTIFIED)}
    assert after(marked, Marked(WEAPONS, None)).items == {}


def test_planned_is_not_asked_and_asked_stays_planned() -> None:
    planned = after(new_talk(), Planned("ask.discloses.police", on=True))
    assert planned.items["ask.discloses.police"].mark is None
    asked = after(planned, Marked("ask.discloses.police", Mark.ASKED))
    assert asked.items["ask.discloses.police"].planned
    unplanned = after(asked, Planned("ask.discloses.police", on=False))
    assert unplanned.items["ask.discloses.police"].mark is Mark.ASKED


def test_words_are_kept_in_their_own_field_with_their_own_times() -> None:
    talk = after(
        new_talk(),
        Wrote(DRINK, Field.SAID, "At weekends"),
        Wrote(DRINK, Field.VIEW, "There is more"),
        Wrote(DRINK, Field.SAID, "Only at weekends"),
    )
    assert talk.items[DRINK] == Answer(
        minute(1),
        minute(3),
        words={
            Field.SAID: Words("Only at weekends", minute(1), minute(3)),
            Field.VIEW: Words("There is more", minute(2), minute(2)),
        },
    )


def test_words_taken_out_are_gone_and_nothing_else_is() -> None:
    talk = after(
        new_talk(), Marked(DRINK, Mark.HEARD), Wrote(DRINK, Field.SAID, "12 High Street"), Wrote(DRINK, Field.SAID, "")
    )
    assert talk.items == {DRINK: Answer(minute(1), minute(3), mark=Mark.HEARD)}
    assert "High Street" not in repr(talk)


def test_words_are_kept_as_typed_but_for_what_only_a_terminal_would_act_on() -> None:
    talk = after(new_talk(), Wrote(DRINK, Field.SAID, "\tŵyl\r\n  “zażółć” \x1b[31m\u202e مرحبا 👩🏽\u200d⚕️ \n\n"))
    assert talk.items[DRINK].text(Field.SAID) == "\tŵyl\n  “zażółć” [31m مرحبا 👩🏽\u200d⚕️ \n\n"


def test_words_carry_the_source_of_their_field_and_a_tick_adds_one() -> None:
    talk = after(new_talk(), Wrote(WEAPONS, Field.AGENCY, "Police hold a log"), Ticked(WEAPONS, Source.ME, on=True))
    assert talk.items[WEAPONS].sources == {Source.AGENCY, Source.ME}
    without = after(talk, Ticked(WEAPONS, Source.AGENCY, on=True), Ticked(WEAPONS, Source.AGENCY, on=False))
    assert without.items[WEAPONS].text(Field.AGENCY) == "Police hold a log"
    assert without.items[WEAPONS].sources == {Source.AGENCY, Source.ME}


def test_the_gate_opens_with_its_reason_and_time_and_shuts() -> None:
    opened = after(new_talk(), Opened("  He raised it himself \n"))
    assert opened.opening == Opening(minute(1), "He raised it himself")
    assert after(opened, Shut()).opening is None


def test_shutting_the_gate_keeps_the_answers_behind_it() -> None:
    question = "ask.heightened.separation"
    open_talk = after(new_talk(), Opened(), Marked(question, Mark.ASKED), Wrote(question, Field.SAID, "It is over"))
    shut = after(open_talk, Shut(), start=LATER)
    assert shut.items == open_talk.items
    assert after(shut, Opened(), start=LATER).items == open_talk.items


def test_going_from_step_to_step_is_kept_and_is_no_change_to_the_note() -> None:
    talk = full_talk()
    moved = after(talk, Moved("risk.weapons"), Visited("refer"), start=LATER)
    assert moved.place == "risk.weapons"
    assert moved.visited == talk.visited | {"refer"}
    assert replace(moved, place=talk.place, visited=talk.visited) == talk


def test_new_details_take_the_place_of_the_old_ones_and_leave_the_answers() -> None:
    talk = full_talk()
    changed = after(talk, Described(" K-7 ", Setting.OFFICE, "Dad", "B. Worker", date(2026, 12, 1)), start=LATER)
    assert (changed.reference, changed.setting, changed.person) == ("K-7", Setting.OFFICE, "Dad")
    assert (changed.author, changed.held_on) == ("B. Worker", date(2026, 12, 1))
    assert (changed.items, changed.opening, changed.created) == (talk.items, talk.opening, talk.created)


SAME_AGAIN = [
    Marked(WEAPONS, Mark.PRESENT),
    Planned("ask.discloses.police", on=True),
    Wrote(DRINK, Field.SAID, "At weekends"),
    Wrote(DRINK, Field.SAID, "caf\u0065\u0301\r\n"),
    Ticked(WEAPONS, Source.SURVIVOR, on=True),
    Opened("He raised it"),
    Opened(),
    Visited("ask"),
    Moved(DRINK),
    Described("K-7", Setting.OFFICE, " Dad ", "B. Worker", date(2026, 12, 1)),
]
NOTHING_TO_DO = [
    Marked(WEAPONS, None),
    Planned(DRINK, on=False),
    Wrote(DRINK, Field.SAID, ""),
    Wrote(DRINK, Field.SAID, "\x1b\u200b"),
    Ticked(WEAPONS, Source.ME, on=False),
    Shut(),
    Moved(""),
    Described("J-042", Setting.VISIT, "the client", "A. Worker", date(2026, 11, 21)),
]


@pytest.mark.parametrize("event", SAME_AGAIN, ids=repr)
def test_the_same_again_gives_the_same_conversation(event: Event) -> None:
    once = after(new_talk(), event)
    assert once != new_talk()
    assert apply(once, event, LATER) is once


@pytest.mark.parametrize("event", NOTHING_TO_DO, ids=repr)
def test_taking_away_what_is_not_there_gives_the_same_conversation(event: Event) -> None:
    talk = new_talk()
    assert apply(talk, event, LATER) is talk


@examples(30)
@given(talk=ANY_TALK, event=any_answers(TEXT, ITEMS) | around())
def test_any_event_sent_twice_changes_the_conversation_at_most_once(talk: Conversation, event: Event) -> None:
    once = apply(talk, event, LATER)
    assert apply(once, event, LATER + timedelta(minutes=1)) is once
    assert once is talk or once != talk


def test_an_earlier_conversation_stays_as_it_was() -> None:
    talk = full_talk()
    before = repr(talk)
    after(talk, Wrote(DRINK, Field.SAID, "Something else"), Marked(WEAPONS, None), Shut(), start=LATER)
    assert repr(talk) == before
    with pytest.raises(FrozenInstanceError):
        talk.reference = "other"  # type: ignore[misc]


def test_the_conversation_says_when_it_was_changed_last() -> None:
    assert after(new_talk(), Marked(DRINK, Mark.HEARD), Visited("ask"), Moved("ask")).changed == minute(1)
    assert after(new_talk(), Marked(DRINK, Mark.HEARD), Shut(), Opened()).changed == minute(3)
