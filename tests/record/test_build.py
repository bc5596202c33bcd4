"""From a conversation to a note: its parts in order, everything noted in its place, nothing left out."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage_tui.conversation.events import Marked, Opened, Planned, Visited, Wrote
from engage_tui.conversation.words import SHAPES, Field, Mark
from engage_tui.guide.loader import load_guide
from engage_tui.guide.model import AnswerKind, NotePart
from engage_tui.paths import shipped_content
from engage_tui.record.audience import Audience
from engage_tui.record.build import build_note
from engage_tui.record.captions import MARKS
from engage_tui.record.form import DATE_LABEL, NOT_ANSWERED
from support.random_talks import FITTING_TALK, GONE, described, examples, noteable, talks, the_guide
from support.talks import after, full_talk, new_talk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.record.note import Entry, Line, Note, Part

TITLES = [
    "Safe-to-talk checks",
    "What was seen and heard",
    "Questions",
    "Risk",
    "Responses used",
    "Pattern of behaviour and its impact",
    "Survivor strengths and protective acts",
    "Actions for the person",
    "Referrals and other agencies",
    "Engagement form",
    "Attempts to engage",
    "Practitioner's view",
    "Next contact",
]
POLICE = "ask.discloses.police"
WORDS = st.text("abc äŵ\n.", min_size=1, max_size=12)


def note_of(talk: Conversation, guide: Guide, audience: Audience = Audience.FILE) -> Note:
    return build_note(talk, guide, audience=audience, state="Draft", written_by="engage-tui", zone=UTC)


def part(note: Note, title: str) -> Part:
    return next(p for p in note.parts if p.title == title)


def entries(part: Part, group: str | None = None) -> list[Entry]:
    return [e for g in part.groups if group in (None, g.title) for e in g.entries]


def lines(note: Note) -> Iterator[tuple[str, Entry, Line]]:
    """Every line of words, with its part's title and its entry."""
    for each in note.parts:
        for entry in entries(each):
            for line in entry.lines:
                yield each.title, entry, line


def written(talk: Conversation) -> list[str]:
    return sorted(w.text for a in talk.items.values() for w in a.words.values())


def in_note(note: Note) -> list[str]:
    return sorted(line.text for _, _, line in lines(note) if line.caption != "Known from")


def test_a_note_has_every_part_in_its_order_even_when_nothing_was_noted(guide: Guide) -> None:
    note = note_of(new_talk(), guide)
    assert [p.title for p in note.parts] == TITLES
    assert [p.title for p in note.parts if not p.empty] == ["Engagement form"], "it names what was not answered"
    assert dict(note.facts) == {
        "Reference": "J-042",
        "Date": "21 November 2026",
        "Setting": "home visit",
        "The person is called": "the client",
        "Written by": "A. Worker",
        "Last changed": "21 November 2026, 14:00",
    }


def test_each_thing_noted_is_in_its_part_with_its_mark(guide: Guide) -> None:
    note = note_of(full_talk(), guide)
    placed = {
        "Safe-to-talk checks": [("check.not-alone", "yes"), ("check.sober", "no")],
        "What was seen and heard": [("look.say.drink", "heard"), ("look.checks-whereabouts", "seen")],
        "Responses used": [("respond.abuse-is-choice", "used")],
        "Referrals and other agencies": [("refer.dapp", "offered")],
    }
    for title, expected in placed.items():
        found = [(e.label, e.mark) for g in part(note, title).groups if g.title != "Not answered" for e in g.entries]
        assert found == [(guide.items[i].short, mark) for i, mark in expected], title
    (attempts,) = part(note, "Attempts to engage").groups
    assert [(e.label, e.mark) for e in attempts.entries] == [("Attempt 1", "")]


def test_checks_that_were_not_answered_are_named_in_the_note(guide: Guide) -> None:
    noted = part(note_of(full_talk(), guide), "Safe-to-talk checks")
    told = [e.label for g in noted.groups if g.title == "Not answered" for e in g.entries]
    checks = [i for i in guide.items.values() if guide.answer_kind(i.id) is AnswerKind.CHECK]
    all_checks = [i for i in checks if not (i.restricted or i.private)]
    assert told == [i.short for i in all_checks if i.id not in full_talk().items]
    assert told


def test_questions_are_told_apart_as_asked_planned_and_not_safe(guide: Guide) -> None:
    questions = [i for i in noteable(guide) if guide.answer_kind(i) is AnswerKind.QUESTION][:6]
    asked, planned, planned_not_asked, not_safe, not_asked, words_only = questions
    talk = after(
        new_talk(),
        Planned(asked, on=True),
        Marked(asked, Mark.ASKED),
        Planned(planned, on=True),
        Planned(planned_not_asked, on=True),
        Marked(planned_not_asked, Mark.NOT_ASKED),
        Planned(not_safe, on=True),
        Marked(not_safe, Mark.NOT_SAFE),
        Marked(not_asked, Mark.NOT_ASKED),
        Wrote(words_only, Field.SAID, "He told me without being asked"),
    )
    questions_part = part(note_of(talk, guide), "Questions")
    groups = {g.title: [e.label for e in g.entries] for g in questions_part.groups}
    said = {i: guide.items[i].say[0].words for i in questions}
    assert groups == {
        "Asked": [said[asked]],
        "Planned, and not asked": [said[planned], said[planned_not_asked]],
        "Not safe to ask": [said[not_safe]],
        "Not asked": [said[not_asked]],
        "Noted without a mark": [said[words_only]],
    }
    marks = [e.mark for e in entries(questions_part)]
    assert marks == ["planned, asked", "planned", "planned, not asked", "planned, not safe to ask", "not asked", ""]


def test_what_was_planned_and_not_asked_stands_under_next_contact(guide: Guide) -> None:
    talk = after(new_talk(), Planned(POLICE, on=True))
    label = guide.items[POLICE].say[0].words
    assert [e.label for e in entries(part(note_of(talk, guide), "Next contact"))] == [label]
    asked = after(talk, Marked(POLICE, Mark.ASKED))
    assert part(note_of(asked, guide), "Next contact").empty


def test_the_note_says_when_and_why_the_direct_questions_were_opened(guide: Guide) -> None:
    assert part(note_of(new_talk(), guide), "Questions").intro == ""
    told = after(new_talk(), Opened("He raised it himself"))
    assert part(note_of(told, guide), "Questions").intro.endswith("opened at 14:01: He raised it himself")
    openly = after(new_talk(), Opened())
    assert part(note_of(openly, guide), "Questions").intro.endswith("14:01: the person was answering openly")


def test_a_view_stands_apart_from_the_facts_and_is_called_a_view(guide: Guide) -> None:
    note = note_of(full_talk(), guide)
    views = [(title, e.label, line.caption) for title, e, line in lines(note) if "there is more" in line.text]
    assert views == [("Practitioner's view", guide.items["look.say.drink"].short, "My view")]
    assert "a view and not a fact" in part(note, "Practitioner's view").intro


@examples(20)
@given(talk=FITTING_TALK)
def test_a_view_is_never_among_the_facts(talk: Conversation) -> None:
    for title, _, line in lines(note_of(talk, the_guide())):
        assert (line.caption == "My view") <= (title == "Practitioner's view")


@examples(20)
@given(talk=FITTING_TALK)
def test_only_the_words_of_the_person_and_the_survivor_are_quotations(talk: Conversation) -> None:
    said = {w.text for a in talk.items.values() for f, w in a.words.items() if f in (Field.SAID, Field.SURVIVOR)}
    for _, _, line in lines(note_of(talk, the_guide(), Audience.RESTRICTED)):
        assert (line.text in said) if line.quoted else True
        assert line.quoted == (" said" in line.caption and line.caption != "Another agency said")


@examples(40)
@given(talk=talks(WORDS, fitting=True))
def test_every_word_written_is_in_the_note_once(talk: Conversation) -> None:
    assert in_note(note_of(talk, the_guide())) == written(talk)


@examples(20)
@given(talk=talks(WORDS, fitting=True))
def test_every_mark_is_in_the_note(talk: Conversation) -> None:
    note = note_of(talk, the_guide())
    told = [e for p in note.parts for e in entries(p) if e.mark not in ("", NOT_ANSWERED) and e.label != DATE_LABEL]
    shown = sorted(e.mark.removeprefix("planned, ") for e in told)
    marks = [MARKS[a.mark] if a.mark else "planned" for a in talk.items.values() if a.mark or a.planned]
    assert shown == sorted(marks)


@pytest.mark.parametrize("kind", [k for k in AnswerKind if k is not AnswerKind.NONE])
def test_words_reach_the_note_even_when_the_guide_has_changed_what_can_be_marked_there(
    guide: Guide, kind: AnswerKind
) -> None:
    """A draft may be older than the content: the item may have taken other marks then."""
    item = next(i for i in noteable(guide) if guide.answer_kind(i) is kind and not guide.items[i].restricted)
    lost = []
    for mark in Mark:
        talk = after(new_talk(), Marked(item, mark), Wrote(item, Field.SAID, "Told me so"))
        lost += [] if in_note(note_of(talk, guide)) == ["Told me so"] else [mark.value]
    assert lost == []


OWN_SECTION = """
schema: 1
sections:
  - id: own-section
    step: look
    title: Our own
    items:
"""
OWN_ITEM = """
      - id: own.{part}.{answer}
        kind: {kind}
        answer: {answer}
        short: Our own item
        note: {part}
        {more}
        source: {{doc: respect, section: "1. Look"}}
"""
MORE = {
    AnswerKind.QUESTION: ("question", "say: [{to: anyone, words: How are things?}]"),
    AnswerKind.RISK: ("risk-indicator", ""),
    AnswerKind.CHECK: ("check", "if_no: Stop."),
}
KINDS = [k for k in AnswerKind if k is not AnswerKind.NONE]


@pytest.fixture(scope="module")
def own_guide(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    """The guide with an item of one's own for each kind of answer and each part of the note."""
    folder: Path = tmp_path_factory.mktemp("content")
    text = OWN_SECTION
    for note_part, answer in product(NotePart, KINDS):
        kind, more = MORE.get(answer, ("practice", ""))
        text += OWN_ITEM.format(part=note_part, answer=answer, kind=kind, more=more)
    (folder / "own.yaml").write_text(text)
    return load_guide(shipped_content(), folder)


@pytest.mark.parametrize("note_part", NotePart)
def test_words_reach_the_note_whichever_part_ones_own_content_names(own_guide: Guide, note_part: NotePart) -> None:
    lost = []
    for kind in KINDS:
        for mark in (*SHAPES[kind].marks, None):
            item = f"own.{note_part}.{kind}"
            talk = after(new_talk(), Marked(item, mark), Wrote(item, Field.SAID, "Told me so"))
            if in_note(note_of(talk, own_guide)) != ["Told me so"]:
                lost.append((kind.value, mark and mark.value))
    assert lost == []


def test_an_answer_whose_item_is_no_longer_in_the_guide_keeps_its_words_and_mark(guide: Guide) -> None:
    talk = after(new_talk(), Marked(GONE, Mark.HEARD), Wrote(GONE, Field.SAID, "So he said"))
    found = [(e.label, e.mark, line.text) for _, e, line in lines(note_of(talk, guide))]
    assert found == [(GONE, "heard", "So he said")]


def test_items_come_in_the_order_of_the_guide_however_they_were_noted(guide: Guide) -> None:
    checks = [i for i in noteable(guide) if guide.answer_kind(i) is AnswerKind.CHECK]
    talk = after(new_talk(), *(Marked(i, Mark.YES) for i in reversed(checks)))
    labels = [e.label for e in entries(part(note_of(talk, guide), "Safe-to-talk checks"))]
    assert labels == [guide.items[i].short for i in checks]


@examples(15)
@given(talk=FITTING_TALK)
def test_the_same_conversation_gives_the_same_note(talk: Conversation) -> None:
    assert note_of(talk, the_guide()) == note_of(after(talk, Visited("ask")), the_guide())


def test_times_are_shown_in_the_zone_of_the_reader(guide: Guide) -> None:
    talk = after(new_talk(), Wrote("record.attempts", Field.TEXT, "Rang"), Opened())
    india = timezone(timedelta(hours=5, minutes=30))
    note = build_note(talk, guide, audience=Audience.FILE, state="Draft", written_by="engage-tui", zone=india)
    assert [line.at for _, _, line in lines(note)] == ["19:31"]
    assert dict(note.facts)["Last changed"] == "21 November 2026, 19:32"
    assert "19:32" in part(note, "Questions").intro


def test_the_restricted_sheet_leaves_out_parts_with_nothing_in_them(guide: Guide) -> None:
    assert note_of(new_talk(), guide, Audience.RESTRICTED).parts == ()
    titles = [p.title for p in note_of(full_talk(), guide, Audience.RESTRICTED).parts]
    assert "Risk" in titles
    assert "Pattern of behaviour and its impact" not in titles


@examples(20)
@given(event=described(st.text("abc", min_size=1)))
def test_the_head_of_the_note_holds_the_details(event: object) -> None:
    talk = after(new_talk(), event)  # type: ignore[arg-type]
    facts = dict(note_of(talk, the_guide()).facts)
    assert facts["Reference"] == talk.reference
    assert facts["The person is called"] == talk.person
    assert facts["Written by"] == talk.author
    assert facts["Date"] == f"{talk.held_on.day} {talk.held_on:%B %Y}"
