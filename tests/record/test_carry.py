"""What a next contact opens on, and how it is carried. Fiction, all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage_tui.conversation.events import Carried, KeptWords, Marked, Planned, Ticked, Wrote
from engage_tui.conversation.update import apply
from engage_tui.conversation.words import SHAPES, Field, Mark, Setting, Source
from engage_tui.guide.model import AnswerKind, base_id
from engage_tui.record.audience import Audience, for_file, kind_of
from engage_tui.record.build import build_note
from engage_tui.record.carry import can_carry, carried_here, carry
from engage_tui.record.earlier import FIRST, About, carried_from
from engage_tui.record.left import left_open
from engage_tui.record.plain import to_text
from support.random_talks import ANY_TALK, TEXT, examples, talks, the_guide
from support.talks import START, after, new_talk

if TYPE_CHECKING:
    from engage_tui.conversation.events import Event
    from engage_tui.conversation.state import Answer, Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.record.earlier import Left

PROMISE, UNKNOWN, ACTION, ATTEMPT = "note.promised", "note.not-known", "record.concrete-actions", "record.attempts"
CHILDREN, POLICE, SEPARATION = "ask.discloses.children", "ask.discloses.police", "ask.heightened.separation"
ZONE = UTC


def talk(days: int, *events: Event, setting: Setting = Setting.VISIT, reference: str = "J-042") -> Conversation:
    """A conversation so many days after the first, with these events."""
    start = START + timedelta(days=days)
    new = replace(new_talk(reference, f"t{days}"), created=start, changed=start, held_on=start.date(), setting=setting)
    return after(new, *events, start=start)


def left(about: About, guide: Guide, *earlier: Conversation) -> list[Left]:
    return [x for x in left_open(earlier, guide, ZONE) if x.about is about]


def keys(found: list[Left]) -> list[str]:
    return [x.key for x in found]


def carried_into(
    new: Conversation, found: Left, guide: Guide, at: datetime = START + timedelta(days=30)
) -> Conversation:
    for event in carry(found, guide, ZONE):
        new = apply(new, event, at)
    return new


def test_without_an_earlier_conversation_nothing_is_left(guide: Guide) -> None:
    assert left_open([], guide) == ()


# -- questions


def test_a_question_planned_and_not_asked_is_left_until_it_is_asked(guide: Guide) -> None:
    one = talk(0, Planned(CHILDREN, on=True), Planned(POLICE, on=True), Marked(POLICE, Mark.ASKED))
    assert keys(left(About.UNASKED, guide, one)) == [CHILDREN]
    still = talk(7, Planned(CHILDREN, on=True), Marked(CHILDREN, Mark.NOT_ASKED))
    (found,) = left(About.UNASKED, guide, one, still)
    assert found.origin.note == "t7"
    asked = talk(14, Marked(CHILDREN, Mark.ASKED))
    assert not left(About.UNASKED, guide, one, still, asked)


def test_what_was_not_safe_to_ask_is_kept_apart_and_never_offered_to_be_planned(guide: Guide) -> None:
    one = talk(0, Planned(SEPARATION, on=True), Marked(SEPARATION, Mark.NOT_SAFE), Wrote(SEPARATION, Field.REASON, "s"))
    again = talk(7, Planned(SEPARATION, on=True))
    for earlier in ([one], [one, again]):
        assert not left(About.UNASKED, guide, *earlier)
        (found,) = left(About.NOT_SAFE, guide, *earlier)
        assert not can_carry(found, guide)
        assert carry(found, guide) == ()
        assert found.more
        assert found.shown is not None
        assert Field.REASON not in found.shown.words
    assert not left(About.NOT_SAFE, guide, one, talk(7, Marked(SEPARATION, Mark.ASKED)))


def test_a_carried_question_is_planned(guide: Guide) -> None:
    (found,) = left(About.UNASKED, guide, talk(0, Planned(CHILDREN, on=True)))
    assert carry(found, guide) == (Planned(CHILDREN, on=True),)
    new = carried_into(talk(7), found, guide)
    assert new.items[CHILDREN].planned
    assert carried_here(found, new, guide) == CHILDREN
    assert not carried_here(found, talk(7), guide)


def test_a_question_that_was_moved_into_the_file_copy_is_the_survivors_again_when_it_is_carried(guide: Guide) -> None:
    hers = (Planned(SEPARATION, on=True), Ticked(SEPARATION, Source.SURVIVOR, on=True))
    (found,) = left(About.UNASKED, guide, talk(0, *hers, Wrote(SEPARATION, Field.RELEASE, "She knows and agrees.")))
    new = carried_into(talk(7), found, guide)
    assert new.items[SEPARATION].planned
    assert not for_file(new, guide).items


def test_a_question_of_ones_own_is_known_again_by_where_it_came_from_and_not_by_its_number(guide: Guide) -> None:
    own = next(i for i in guide.items if guide.answer_kind(i) is AnswerKind.OWN_QUESTION)
    one = talk(0, Wrote(own, Field.ASKED_AS, "Who picks them up?"), Planned(own, on=True))
    other = talk(7, Wrote(own, Field.ASKED_AS, "And on Sundays?"), Marked(own, Mark.ASKED))
    (found,) = left(About.UNASKED, guide, one, other)
    assert found.origin.note == "t0"
    new = carried_into(talk(14), found, guide)
    assert new.items[own].planned
    assert new.items[own].text(Field.ASKED_AS) == "Who picks them up?"
    (again,) = left(About.UNASKED, guide, one, other, new)
    assert again.origin.note == "t14"
    asked = apply(new, Marked(own, Mark.ASKED), new.changed)
    assert not left(About.UNASKED, guide, one, other, asked)
    unsafe = apply(new, Marked(own, Mark.NOT_SAFE), new.changed)
    assert keys(left(About.NOT_SAFE, guide, one, other, unsafe)) == [own]
    typed = talk(14, Wrote(own, Field.ASKED_AS, "who picks them up?"), Marked(own, Mark.ASKED))
    assert not left(About.UNASKED, guide, one, other, typed)


# -- risk


def test_an_indicator_not_known_at_the_last_contact_is_told_and_one_that_was_present_before_is_not_forgotten(
    guide: Guide,
) -> None:
    one = talk(0, Marked("risk.weapons", Mark.PRESENT), Wrote("risk.weapons", Field.SEEN, "A bat by the door"))
    two = talk(7, Marked("risk.separation", Mark.NOT_IDENTIFIED), Wrote("risk.separation", Field.SAID, "No"))
    three = talk(14)
    present = left(About.PRESENT, guide, one, two, three)
    assert [(x.key, x.origin.note) for x in present] == [("risk.weapons", "t0")]
    unknown = left(About.INDICATOR, guide, one, two, three)
    assert len(unknown) == len(guide.risk_indicators()) - 1
    (was_no,) = [x for x in unknown if x.key == "risk.separation"]
    assert was_no.answer.mark is Mark.NOT_IDENTIFIED
    assert was_no.origin.note == "t7"
    assert "risk.separation" not in keys(left(About.INDICATOR, guide, one, two))


def test_an_indicator_known_later_is_settled(guide: Guide) -> None:
    assert "risk.weapons" in keys(left(About.INDICATOR, guide, talk(0)))
    later = talk(7, Marked("risk.weapons", Mark.NOT_IDENTIFIED))
    assert "risk.weapons" not in keys(left(About.INDICATOR, guide, talk(0), later))


# -- entries


@pytest.mark.parametrize(
    ("item", "field", "about"),
    [
        (PROMISE, Field.TEXT, About.PROMISE),
        (UNKNOWN, Field.TEXT, About.UNKNOWN),
        (ACTION, Field.ACTION, About.ACTION),
    ],
)
def test_an_entry_is_left_until_something_is_written_of_what_came_of_it(
    guide: Guide, item: str, field: Field, about: About
) -> None:
    one = talk(0, Wrote(item, field, "Ring the school"), Wrote(f"{item}~2", field, "Ring the landlord"))
    assert keys(left(about, guide, one)) == [item, f"{item}~2"]
    done = talk(0, Wrote(item, field, "Ring the school"), Wrote(item, Field.OUTCOME, "Done on Monday"))
    assert not left(about, guide, done)
    later = talk(7, Wrote(item, field, "ring  the School"), Wrote(item, Field.OUTCOME, "Rang"))
    assert keys(left(about, guide, one, later)) == [f"{item}~2"]
    other = talk(
        7, Wrote(item, field, "Ring the school"), Wrote(item, Field.WHO, "B."), Wrote(item, Field.OUTCOME, "x")
    )
    assert len(left(about, guide, one, other)) == 2


def test_a_carried_entry_stands_for_the_one_it_came_from_whatever_is_written_in_it_then(guide: Guide) -> None:
    one = talk(0, Wrote(PROMISE, Field.TEXT, "A call"), Wrote(PROMISE, Field.WHO, "the client"))
    (found,) = left(About.PROMISE, guide, one)
    two = carried_into(talk(7), found, guide)
    assert two.items[PROMISE].text(Field.WHO) == "the client"
    told = two.items[PROMISE].text(Field.CARRIED)
    assert told == "the conversation of 21 November 2026 (home visit, promise 1), written 14:02"
    two = apply(two, Wrote(PROMISE, Field.TEXT, "A call, and a letter"), two.changed)
    (again,) = left(About.PROMISE, guide, one, two)
    assert again.origin.note == "t7"
    three = carried_into(talk(14), again, guide)
    second = three.items[PROMISE].text(Field.CARRIED)
    assert second.startswith("the conversation of 28 November 2026")
    assert second.endswith(FIRST + told)
    (third,) = left(About.PROMISE, guide, one, two, three)
    four = carried_into(talk(21), third, guide)
    assert four.items[PROMISE].text(Field.CARRIED).count(FIRST) == 1
    assert four.items[PROMISE].text(Field.CARRIED).endswith(FIRST + told)
    kept = apply(three, Wrote(PROMISE, Field.OUTCOME, "Rang and wrote"), three.changed)
    assert not left(About.PROMISE, guide, one, two, kept)


def test_what_is_carried_takes_no_place_of_another_and_can_be_seen_to_be_there(guide: Guide) -> None:
    (found,) = left(About.PROMISE, guide, talk(0, Wrote(PROMISE, Field.TEXT, "A call")))
    new = talk(7, Wrote(PROMISE, Field.TEXT, "Another"))
    carried = carried_into(new, found, guide)
    assert carried.items[PROMISE] is new.items[PROMISE]
    assert carried_here(found, carried, guide, ZONE) == f"{PROMISE}~2"
    assert not carried_here(found, new, guide, ZONE)


def test_what_came_of_it_why_it_was_released_and_words_kept_from_the_lens_are_not_carried(guide: Guide) -> None:
    one = talk(
        0,
        Wrote(PROMISE, Field.TEXT, "A call to the toxic home"),
        Wrote(PROMISE, Field.SURVIVOR, "she asked for it"),
        Wrote(PROMISE, Field.RELEASE, "She agreed"),
        KeptWords(PROMISE, "toxic", "vague", "his words"),
    )
    (found,) = left(About.PROMISE, guide, one)
    answer = carried_into(talk(7), found, guide).items[PROMISE]
    assert set(answer.words) == {Field.TEXT, Field.SURVIVOR, Field.CARRIED}
    assert answer.kept == ()
    assert Field.SURVIVOR not in for_file(carried_into(talk(7), found, guide), guide).items[PROMISE].words


def test_the_day_that_something_is_due_is_read_and_the_last_of_several_counts(guide: Guide) -> None:
    one = talk(0, Wrote(ACTION, Field.ACTION, "Ring the course"), Wrote(ACTION, Field.WHEN, "1 Dec, or 3 Dec"))
    two = talk(1, Wrote(ACTION, Field.ACTION, "Sleep elsewhere"), Wrote(ACTION, Field.WHEN, "from Friday"))
    assert [x.due for x in left(About.ACTION, guide, one, two)] == [date(2026, 12, 3), None]


# -- said and seen


def test_what_was_said_stands_beside_what_was_seen_and_what_others_say_each_with_its_date(guide: Guide) -> None:
    item = "risk.weapons"
    one = talk(0, Wrote(item, Field.SAID, "There is nothing in the house"))
    two = talk(7, Wrote(item, Field.AGENCY, "Police took a knife in May"), setting=Setting.PHONE)
    assert not left(About.COMPARED, guide, one)
    (found,) = left(About.COMPARED, guide, one, two)
    assert [(s.field, s.origin.note) for s in found.beside] == [(Field.SAID, "t0"), (Field.AGENCY, "t7")]
    assert not can_carry(found, guide)


def test_what_the_survivor_said_is_never_set_beside_anything(guide: Guide) -> None:
    item = "risk.weapons"
    one = talk(0, Wrote(item, Field.SAID, "Nothing"), Wrote(item, Field.SURVIVOR, "SECRET a knife"))
    assert not left(About.COMPARED, guide, one)
    two = talk(7, Wrote(item, Field.SEEN, "A knife block"), Wrote(item, Field.SURVIVOR, "SECRET"))
    (found,) = left(About.COMPARED, guide, one, two)
    assert found.more
    assert all(s.field is not Field.SURVIVOR for s in found.beside)


# -- attempts


def test_attempts_since_the_last_talk_are_told_in_a_row(guide: Guide) -> None:
    spoke = talk(
        0,
        Marked(CHILDREN, Mark.ASKED),
        Wrote(ATTEMPT, Field.OUTCOME, "Rang before, no answer"),
        Wrote(ATTEMPT, Field.WHEN, "18 November"),
        Wrote(f"{ATTEMPT}~2", Field.OUTCOME, "Rang after"),
        Wrote(f"{ATTEMPT}~2", Field.WHEN, "23/11/2026"),
    )
    nobody = talk(7, Wrote(ATTEMPT, Field.OUTCOME, "Nobody at home"))
    found = left(About.ATTEMPT, guide, spoke, nobody)
    assert [(x.origin.note, x.key) for x in found] == [("t0", f"{ATTEMPT}~2"), ("t7", ATTEMPT)]
    assert not left(About.ATTEMPT, guide, spoke, nobody, talk(14, Wrote("look.say.drink", Field.SAID, "I drink")))


# -- whatever was noted


def is_entry(key: str) -> bool:
    kind = kind_of(the_guide(), key)
    return kind is not None and bool(SHAPES[kind].entry)


def plain_question(key: str, answer: Answer) -> bool:
    return answer.planned and not is_entry(key)


@examples(150)
@given(st.lists(ANY_TALK, min_size=1, max_size=3))
def test_nothing_that_is_open_is_lost_and_nothing_shown_is_more_than_the_file_copy_holds(
    found: list[Conversation],
) -> None:
    guide = the_guide()
    earlier = [replace(t, id=f"t{n}", held_on=date(2026, 1, 1 + n)) for n, t in enumerate(found)]
    told = left_open(earlier, guide, ZONE)
    by_id = {t.id: t for t in earlier}
    for x in told:
        file = for_file(by_id[x.origin.note], guide)
        assert x.shown is None or x.shown == file.items.get(x.key, x.shown)
        assert x.shown is None or x.key in file.items or not x.shown.words
        for s in x.beside:
            of = for_file(by_id[s.origin.note], guide).items[x.key]
            assert of.text(s.field) == s.text
    there = {(x.about, x.origin.note, x.key) for x in told}
    last = earlier[-1]
    kinds = {AnswerKind.UNKNOWNS: About.UNKNOWN, AnswerKind.PROMISES: About.PROMISE, AnswerKind.ACTIONS: About.ACTION}
    for key, answer in last.items.items():
        about = kinds.get(kind_of(guide, key) or AnswerKind.NONE)
        if about and not answer.text(Field.OUTCOME):
            assert (about, last.id, key) in there
        if answer.mark is None and (kind_of(guide, key) is AnswerKind.OWN_QUESTION or plain_question(key, answer)):
            assert {(About.UNASKED, last.id, key)} & there or key in {x.key for x in told if x.about is About.NOT_SAFE}
    for item in guide.risk_indicators():
        answer = last.items.get(item.id)
        if answer is None or answer.mark not in (Mark.PRESENT, Mark.NOT_IDENTIFIED):
            assert item.id in {x.key for x in told if x.about in (About.PRESENT, About.INDICATOR)}


@examples(200)
@given(ANY_TALK, talks(TEXT))
def test_what_only_the_survivor_told_is_never_made_plain_by_being_carried(old: Conversation, new: Conversation) -> None:
    guide = the_guide()
    old = replace(old, id="old", held_on=date(2026, 1, 1))
    for x in left_open([old], guide, ZONE):
        if not can_carry(x, guide):
            continue
        before, now = new, carried_into(new, x, guide, new.changed)
        if x.about is About.UNASKED and not is_entry(x.key):
            if x.shown is None and x.key not in before.items:
                assert x.key not in for_file(now, guide).items
            continue
        came = [k for k in now.items if k not in before.items]
        assert came == [before.next_entry(base_id(x.key))]
        plain = for_file(now, guide).items.get(came[0])
        allowed = {} if x.shown is None else {f: w.text for f, w in x.shown.words.items()}
        for field, words in plain.words.items() if plain else ():
            assert field is Field.CARRIED or allowed.get(field) == words.text
        whole = now.items[came[0]]
        for field, words in x.answer.words.items():
            if field not in (Field.OUTCOME, Field.RELEASE, Field.CARRIED):
                assert whole.text(field) == words.text
        assert whole.text(Field.CARRIED).startswith(carried_from(x, guide, ZONE))


def test_where_it_came_from_stands_in_the_note(guide: Guide) -> None:
    (found,) = left(About.PROMISE, guide, talk(0, Wrote(PROMISE, Field.TEXT, "A call")))
    new = carried_into(talk(7), found, guide)
    note = to_text(
        build_note(for_file(new, guide), guide, audience=Audience.FILE, state="Draft", written_by="x", zone=ZONE)
    )
    assert "Carried over from" in note
    assert "the conversation of 21 November 2026 (home visit, promise 1), written 14:01" in note


def test_nothing_is_carried_without_saying_from_where_and_nothing_twice() -> None:
    new = new_talk()
    assert apply(new, Carried(PROMISE, "  ", ((Field.TEXT, "A call"),)), START) is new
    once = apply(new, Carried(PROMISE, "last time", ((Field.TEXT, "A call"),)), START)
    assert set(once.items[PROMISE].words) == {Field.TEXT, Field.CARRIED}
    assert apply(once, Carried(PROMISE, "last time ", ((Field.TEXT, "Another"),)), START) is once
