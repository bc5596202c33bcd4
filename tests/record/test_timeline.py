"""A case in order of time, for a screen that others may see. Fiction, all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from engage_tui.conversation.events import Marked, Ticked, Wrote
from engage_tui.conversation.update import apply
from engage_tui.conversation.versions import FinalVersion
from engage_tui.conversation.words import Field, Mark, Source
from engage_tui.record.audience import for_file, held_back
from engage_tui.record.carry import carry
from engage_tui.record.left import left_open
from engage_tui.record.timeline import CaseNote, What, timeline
from support.random_talks import ANY_TALK, examples, the_guide
from support.talks import START, after, full_talk, new_talk

if TYPE_CHECKING:
    from engage_tui.conversation.events import Event
    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.record.timeline import Moment

PROMISE, ACTION, ATTEMPT, ACT, AGENCY = (
    "note.promised",
    "record.concrete-actions",
    "record.attempts",
    "assess.pattern",
    "note.agencies",
)


def talk(days: int, *events: Event) -> Conversation:
    start = START + timedelta(days=days)
    new = replace(new_talk("J-042", f"t{days}"), created=start, changed=start, held_on=start.date())
    return after(new, *events, start=start)


def line(guide: Guide, *talks: Conversation) -> tuple[Moment, ...]:
    return timeline([CaseNote(t) for t in talks], guide, UTC)


def pattern_item(guide: Guide) -> str:
    return next(i for i in guide.items if guide.answer_kind(i) == "pattern")


def test_what_has_a_date_stands_at_it_and_what_has_none_at_its_conversation(guide: Guide) -> None:
    act = pattern_item(guide)
    one = talk(
        0,
        Wrote(act, Field.ACT, "Broke her phone"),
        Wrote(act, Field.WHEN, "12 March, after the pub"),
        Ticked(act, Source.AGENCY, on=True),
        Wrote(f"{act}~2", Field.ACT, "Reads her messages"),
        Wrote(f"{act}~2", Field.WHEN, "since they met"),
        Ticked(f"{act}~2", Source.PERSON, on=True),
        Wrote(ACTION, Field.ACTION, "Ring the course"),
        Wrote(ACTION, Field.WHEN, "by 3 December"),
        Wrote(ATTEMPT, Field.OUTCOME, "No answer"),
        Wrote(ATTEMPT, Field.WHEN, "18 Nov 2026, 10:00"),
        Wrote(AGENCY, Field.WHO, "Police"),
        Wrote("form.legal-status", Field.TEXT, "Bail until 4 January"),
        Marked("refer.dapp", Mark.OFFERED),
    )
    found = line(guide, one)
    assert [(m.what, m.on, m.dated) for m in found] == [
        (What.ACT, date(2026, 3, 12), True),
        (What.ATTEMPT, date(2026, 11, 18), True),
        (What.CONTACT, date(2026, 11, 21), True),
        (What.ACT, date(2026, 11, 21), False),
        (What.AGENCY, date(2026, 11, 21), False),
        (What.REFERRAL, date(2026, 11, 21), False),
        (What.ORDERS, date(2026, 11, 21), False),
        (What.ACTION, date(2026, 12, 3), True),
    ]
    assert found[0].written == "12 March, after the pub"
    assert found[3].written == "since they met"
    assert all(m.note == "t0" for m in found)


def test_versions_stand_at_the_day_they_were_made(guide: Guide) -> None:
    versions = (
        FinalVersion(2, "2026-12-01T09:00:00Z", "B. Worker", "The date was wrong", "b" * 64, "bb"),
        FinalVersion(1, "2026-11-22T09:00:00Z", "A. Worker", "", "a" * 64, "aa"),
    )
    found = timeline([CaseNote(talk(0), versions)], guide, UTC)
    assert [(m.what, m.on.day, m.told) for m in found] == [
        (What.CONTACT, 21, ("Home visit", "A. Worker")),
        (What.FINAL, 22, ("Made final", "A. Worker")),
        (What.FINAL, 1, ("Version 2, amended", "B. Worker", "The date was wrong")),
    ]
    assert line(guide, talk(0))[0].told[-1] == "draft"


def test_what_was_carried_over_stands_there_once(guide: Guide) -> None:
    one = talk(0, Wrote(PROMISE, Field.TEXT, "A call"))
    two = talk(7)
    for left in left_open([one], guide, UTC):
        for event in carry(left, guide, UTC):
            two = apply(two, event, two.changed)
    promises = [m for m in line(guide, one, two) if m.what is What.PROMISE]
    same_minute = replace(two, held_on=one.held_on, items={PROMISE: replace(two.items[PROMISE], changed=one.changed)})
    assert [m.note for m in line(guide, one, same_minute) if m.what is What.PROMISE] == ["t7"]
    assert [(m.note, m.told) for m in promises] == [("t7", ("A call",))]


def test_nothing_of_what_the_survivor_said_is_in_it(guide: Guide) -> None:
    found = line(guide, full_talk())
    assert "SECRET" not in repr(found)
    assert [m.what for m in found].count(What.RESTRICTED) == 1


@examples(100)
@given(st.lists(ANY_TALK, min_size=1, max_size=3))
def test_it_is_made_of_what_the_file_copies_hold(talks: list[Conversation]) -> None:
    guide = the_guide()
    notes = [replace(t, id=f"t{n}") for n, t in enumerate(talks)]
    found = line(guide, *notes)
    files = {t.id: for_file(t, guide) for t in notes}
    assert found == line(guide, *files.values()) or any(held_back(t, guide) for t in notes)
    for m in found:
        if m.key in files[m.note].items:
            words = {w.text for w in files[m.note].items[m.key].words.values()}
            assert m.written in words | {""}
        else:
            assert m.what in (What.CONTACT, What.RESTRICTED)
    assert [m.on for m in found] == sorted(m.on for m in found)
