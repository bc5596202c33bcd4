"""The page to carry: whoever finds it learns neither who nor what it is about. Fiction, all of it."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from engage_tui.conversation.events import Marked, Opened, Ordered, Planned, Ticked, Wrote
from engage_tui.conversation.words import Field, Mark, Source
from engage_tui.guide.model import AnswerKind
from engage_tui.record.in_sight import gives_away
from engage_tui.record.visit_plan import (
    BY_CHOICE,
    CHECK_IN,
    EXIT,
    HEADINGS,
    KEPT,
    RING,
    SECOND,
    STOP_WHEN,
    Part,
    plan_bytes,
    plan_name,
    plan_text,
    visit_plan,
)
from engage_tui.tui.plan_rows import RESTRICTED, plan_rows
from support.pages import everything_in, pdf_words, poppler, poppler_says
from support.talks import after, full_talk, new_talk

if TYPE_CHECKING:
    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide

CHILDREN, FATHER, LIFE, OWN = "ask.discloses.children", "ask.fatherhood-opener", "ask.relationship-wanted", "ask.own"
HOOK, RED = "plan.hook", "plan.red-lines"
SECRETS = ("Zofia", "hammer under the stairs", "refuge in Leeds", "perpetrator", "at risk", "abuse", "07700 900123")


def prepared() -> Conversation:
    return after(
        new_talk(),
        Planned(LIFE, on=True),
        Planned(FATHER, on=True),
        Wrote(OWN, Field.ASKED_AS, "What was the best bit of your week?"),
        Planned(OWN, on=True),
        Ordered((FATHER, OWN, LIFE)),
        Wrote(HOOK, Field.TEXT, "He wants to be a better dad than his own father."),
        Wrote(RED, Field.TEXT, "Shouting. Somebody else comes in."),
        Wrote(EXIT, Field.TEXT, "I left my other phone in the car."),
        Wrote(SECOND, Field.TEXT, "My colleague opens and I listen."),
        Wrote(CHECK_IN, Field.TEXT, "The duty desk at 15:30. Sam rings me if not."),
    )


def words(talk: Conversation, guide: Guide, part: Part, *turned: str) -> list[str]:
    return [x.words for x in visit_plan(talk, guide, frozenset(turned)).page if x.part is part]


def why(talk: Conversation, guide: Guide, told: str) -> str:
    return next(x.why for x in visit_plan(talk, guide).lines if told in x.words)


def test_it_holds_what_was_prepared_in_order(guide: Guide) -> None:
    talk = prepared()
    assert words(talk, guide, Part.WHEN) == ["21 November 2026, home visit"]
    assert words(talk, guide, Part.ASK) == [
        guide.items[FATHER].say[0].words,
        "What was the best bit of your week?",
        guide.items[LIFE].say[0].words,
    ]
    assert words(talk, guide, Part.BEGIN) == ["He wants to be a better dad than his own father."]
    assert words(talk, guide, Part.LEAVE) == ["I left my other phone in the car."]
    assert words(talk, guide, Part.RING) == [RING]


def test_what_was_asked_already_is_not_on_it(guide: Guide) -> None:
    talk = after(prepared(), Marked(FATHER, Mark.ASKED))
    assert guide.items[FATHER].say[0].words not in words(talk, guide, Part.ASK)


def test_red_lines_that_say_what_it_is_about_are_replaced_by_one_that_does_not(guide: Guide) -> None:
    assert words(prepared(), guide, Part.END) == ["Somebody else comes in.", STOP_WHEN]
    assert "give away" in why(prepared(), guide, "Shouting")


def test_the_reference_and_the_colleagues_are_on_it_only_by_choice(guide: Guide) -> None:
    talk = prepared()
    plan = visit_plan(talk, guide)
    assert not {x.part for x in plan.page} & BY_CHOICE
    assert "J-042" not in plan_text(plan)
    turned = ("reference", f"{SECOND}:0", f"{CHECK_IN}:0", f"{CHECK_IN}:1")
    assert words(talk, guide, Part.REFERENCE, *turned) == ["J-042"]
    assert words(talk, guide, Part.WITH, *turned) == ["My colleague opens and I listen."]
    assert words(talk, guide, Part.RING_IN, *turned) == ["The duty desk at 15:30."], "a name stays out, chosen or not"


def test_a_reference_that_is_a_name_cannot_be_put_on_it(guide: Guide) -> None:
    talk = replace(prepared(), reference="Kowalski family")
    assert words(talk, guide, Part.REFERENCE, "reference") == []


def test_a_refusal_cannot_be_overruled_and_more_can_be_left_out(guide: Guide) -> None:
    talk = after(prepared(), Wrote(HOOK, Field.TEXT, "Zofia loves him. His new job."))
    refused = {x.key for x in visit_plan(talk, guide).refused}
    everything = frozenset(x.key for x in visit_plan(talk, guide).lines)
    assert refused
    for turned in (frozenset(), refused, everything):
        plan = visit_plan(talk, guide, frozenset(turned))
        assert not refused & {x.key for x in plan.page}
        assert {x.key for x in plan.refused} == refused
    assert words(talk, guide, Part.BEGIN, f"{HOOK}:1") == []


@pytest.mark.parametrize(
    "text",
    [
        "Zofia comes in",
        "He hits the wall",
        "the court order",
        "I ring on 07700 900123",
        "At 12 Mill Lane",
        "Bydd e'n flin",
    ],
)
@pytest.mark.parametrize("item_id", [HOOK, RED, EXIT, SECOND, CHECK_IN])
def test_names_numbers_places_and_words_that_tell_are_taken_out(guide: Guide, item_id: str, text: str) -> None:
    talk = after(new_talk(), Wrote(item_id, Field.TEXT, text))
    everything = frozenset(x.key for x in visit_plan(talk, guide).lines)
    assert text not in plan_text(visit_plan(talk, guide, everything))
    assert why(talk, guide, text)


def test_names_from_the_people_tables_and_the_word_for_the_person_are_taken_out(guide: Guide) -> None:
    talk = replace(new_talk(), person="Mr Larch")
    talk = after(talk, Wrote("form.children-details", Field.NAME, "Daisy Holt"))
    for name in ("larch", "daisy", "holt"):
        told = after(talk, Wrote(HOOK, Field.TEXT, f"the {name} thing"))
        assert words(told, guide, Part.BEGIN) == [], name


def test_what_the_survivor_said_is_taken_out_wherever_it_was_copied_to(guide: Guide) -> None:
    talk = after(
        new_talk(),
        Wrote("form.victim-additional", Field.TEXT, "the allotment behind the chapel"),
        Wrote(HOOK, Field.TEXT, "The allotment"),
        Wrote(OWN, Field.ASKED_AS, "How is the allotment?"),
        Planned(OWN, on=True),
    )
    assert "allotment" not in plan_text(visit_plan(talk, guide))
    assert "does not know you know" in why(talk, guide, "The allotment")


def test_a_line_that_the_survivor_stands_behind_is_not_even_shown(guide: Guide) -> None:
    talk = after(new_talk(), Wrote(HOOK, Field.TEXT, "his music"), Ticked(HOOK, Source.SURVIVOR, on=True))
    line = next(x for x in visit_plan(talk, guide).lines if x.part is Part.BEGIN)
    assert (line.words, line.why) == ("", KEPT)
    rows = "\n".join(r.plain for r in plan_rows(visit_plan(talk, guide)))
    assert "music" not in rows
    assert RESTRICTED in rows


def everything(guide: Guide, secret: str) -> Conversation:
    """Every question planned, and the secret in every field of every item there is."""
    events: list[object] = [Opened()]
    for item in guide.items.values():
        events += [Wrote(item.id, field, f"About {secret}") for field in Field]
        if guide.answer_kind(item.id) in (AnswerKind.QUESTION, AnswerKind.OWN_QUESTION):
            events.append(Planned(item.id, on=True))
    return after(new_talk(), *events)  # type: ignore[arg-type]


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("source", [None, Source.AGENCY, Source.SURVIVOR])
def test_secrets_in_every_field_of_every_item_are_not_on_it_whatever_is_chosen(
    guide: Guide, secret: str, source: Source | None
) -> None:
    talk = everything(guide, secret)
    if source is not None:
        talk = after(talk, *(Ticked(i, source, on=True) for i in talk.items))
    keys = [x.key for x in visit_plan(talk, guide).lines]
    choose = random.Random(7)
    for turned in ([], keys, choose.sample(keys, len(keys) // 2)):
        text = plan_text(visit_plan(talk, guide, frozenset(turned)))
        for word in secret.split():
            assert len(word) < 4 or word.casefold() not in text.casefold(), secret


def test_it_says_nothing_of_abuse_of_the_app_or_of_the_worker(guide: Guide) -> None:
    for talk in (prepared(), full_talk(), everything(guide, "the week")):
        text = plan_text(visit_plan(talk, guide)).replace(RING, "").replace(STOP_WHEN, "")
        told = [w.strip(".,?!").casefold() for w in text.replace("’", "'").split()]
        exempt = {"left"}  # in the guide's own sentence about a telephone
        assert not [w for w in told if gives_away(w) and w not in exempt]
        for never in ("engage", "A. Worker", "the client", "survivor", "note", "conversation"):
            assert never not in text
    assert not any(gives_away(w.casefold()) for h in HEADINGS.values() for w in h.split())


@poppler
def test_the_pdf_is_one_page_with_the_same_words_and_names_nobody(guide: Guide) -> None:
    plan = visit_plan(prepared(), guide)
    data = plan_bytes(plan, "pdf")
    assert "Pages:           1\n" in poppler_says("pdfinfo", data)
    assert "Title:           Plan\n" in poppler_says("pdfinfo", data)
    printed = " ".join(pdf_words(data).split())
    for line in plan.page:
        assert line.words in printed
    inside = everything_in("pdf", data)
    for never in ("J-042", "A. Worker", "engage", "Conversation", "Shouting", "Sam "):
        assert never not in inside, never


def test_the_name_of_the_file_says_nothing() -> None:
    assert plan_name(prepared(), "pdf") == "plan-2026-11-21.pdf"
    assert plan_name(prepared(), "txt", 2) == "plan-2026-11-21-2.txt"


def test_more_than_a_page_is_told(guide: Guide) -> None:
    talk = after(new_talk(), Wrote(HOOK, Field.TEXT, "\n".join(["His new job."] * 60)))
    assert visit_plan(talk, guide).long
    assert not visit_plan(prepared(), guide).long
    assert "more than one page" in "\n".join(r.plain for r in plan_rows(visit_plan(talk, guide)))
