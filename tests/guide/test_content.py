"""The shipped content itself: what no edit may take away, and what must never stand in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import yaml

from engage_tui.guide.loader import load_guide
from engage_tui.guide.model import AnswerKind, Gate, Kind
from engage_tui.paths import shipped_content

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engage_tui.guide.model import Item, Section

GUIDE = load_guide(shipped_content())
ITEMS = list(GUIDE.items.values())
ON_THE_WALK = list(GUIDE.walk_items())
QUESTIONS = [i for i in ITEMS if i.kind is Kind.QUESTION]
CHECKS = [i for i in ITEMS if GUIDE.answer_kind(i.id) is AnswerKind.CHECK]

INDICATORS = {
    "risk.separation",
    "risk.escalation",
    "risk.coercive-control",
    "risk.sexual-violence",
    "risk.pregnancy-birth",
    "risk.weapons",
    "risk.threats-to-kill",
    "risk.substance-misuse",
}
NEVER_ASKED = {"risk.sexual-violence", "risk.threats-to-kill"}
DOCUMENTS = {"respect", "partnership", "engage", "red-snapper", "redbridge", "house", "local"}

GRADE = re.compile(
    r"""\b(low|lower|lowest|medium|moderate|standard|high|higher|highest)[- ]risk\b
    | \brisk[- ](level|score|grade|rating|band|total)\b
    | \brisk \s (is|was|as|to) \s (very\s)? (low|medium|high|standard)\b
    | \bscor(e|es|ed|ing)\b
    | \bmedium\b
    | \btraffic[- ]light""",
    re.IGNORECASE | re.VERBOSE,
)
GO_ON = re.compile(
    r"\b(safe|fine|ok|okay|all right|clear) to (go on|go in|go ahead|carry on|proceed|continue)\b", re.IGNORECASE
)
GOING_ON = re.compile(r"(?<!not )\b(go ahead|go on|carry on|proceed|continue|press on)\b", re.IGNORECASE)
FIGURE = re.compile(r"\d\s*%|\bper ?cent|\b\d+ (out of|in) \d+\b|\b(one|two|three) in (three|four|five|ten)\b")
PHONE = re.compile(r"(?<![\w/.-])\+?\d[\d ]{4,}\d(?![\w/-])")
TRADE_MARK = re.compile(r"safe\s*(and|&|\+)\s*together", re.IGNORECASE)


def ids(items: list[Item]) -> list[str]:
    return [i.id for i in items]


def shown(item: Item) -> Iterator[str]:
    """Every text of an item that can be seen on screen or in print."""
    yield from (item.short, item.more, item.why, item.if_no, item.act_now, item.elsewhere, item.source.section)
    yield from (*item.parts, *item.names, *(w.words for w in item.say), *(w.to for w in item.say))


def all_shown() -> Iterator[tuple[str, str]]:
    """Every text of the guide that can be seen, with where it stands."""
    for step in GUIDE.steps.values():
        yield from ((step.id, text) for text in (step.title, step.short, step.aim, *step.keep_in_mind))
    for section in GUIDE.sections.values():
        yield from ((section.id, text) for text in (section.title, section.intro))
    for item in ITEMS:
        yield from ((item.id, text) for text in shown(item))
    for replies in GUIDE.replies.values():
        yield from ((replies.id, " ".join(line)) for line in replies.lines())


def found(pattern: re.Pattern[str]) -> list[str]:
    return [f"{place}: {m[0]}" for place, text in all_shown() for m in pattern.finditer(text)]


# -- the walk


def test_the_walk_has_before_you_start_and_six_steps_each_with_something_in_it() -> None:
    assert [s.number for s in GUIDE.walk_steps()] == list(range(7))
    for step in GUIDE.walk_steps():
        assert GUIDE.sections_of(step.id), step.id
        assert all(section.items for section in GUIDE.sections_of(step.id))


def test_every_section_stands_in_the_step_it_names() -> None:
    for step in GUIDE.steps.values():
        assert {s.step for s in GUIDE.sections_of(step.id, background=True)} == {step.id}


def test_there_is_something_of_every_kind_to_note() -> None:
    assert {GUIDE.answer_kind(i.id) for i in ON_THE_WALK} >= set(AnswerKind) - {AnswerKind.NONE}


def test_a_remark_about_suicide_opens_a_card_with_what_to_do() -> None:
    item = GUIDE.items["look.say.suicidal"]

    assert "999" in item.act_now
    assert GUIDE.answer_kind(item.id) is not AnswerKind.NONE


# -- the indicators


def test_the_eight_indicators_are_there_and_no_others() -> None:
    assert set(ids(list(GUIDE.risk_indicators()))) == INDICATORS
    assert set(ids(ON_THE_WALK)) >= INDICATORS


@pytest.mark.parametrize("name", sorted(INDICATORS))
def test_each_indicator_says_how_to_find_out_without_asking_the_person(name: str) -> None:
    assert GUIDE.answer_kind(name) is AnswerKind.RISK
    assert len(GUIDE.items[name].elsewhere.split()) >= 10


def test_sexual_violence_and_threats_to_kill_are_asked_about_by_no_question_and_no_others_are() -> None:
    assert {i for i in INDICATORS if not GUIDE.questions_touching(i)} == NEVER_ASKED


def test_no_question_speaks_of_sex_or_of_killing() -> None:
    words = [w.words for q in QUESTIONS for w in q.say]

    assert not [w for w in words if re.search(r"\bsex|\brape|\bkill|\bmurder", w, re.IGNORECASE)]


# -- the questions


@pytest.mark.parametrize("item", QUESTIONS, ids=ids(QUESTIONS))
def test_a_question_can_be_said_to_anyone(item: Item) -> None:
    assert item.say[0].to == "anyone"
    assert len({w.to for w in item.say}) == len(item.say)


@pytest.mark.parametrize("item", QUESTIONS, ids=ids(QUESTIONS))
def test_a_question_can_be_said_in_one_breath_without_blame(item: Item) -> None:
    for wording in item.say:
        assert len(wording.words.split()) <= 25, wording.words
        assert not re.search(r"\bwhy (did|do|are|were|have|don.t|didn.t) you\b", wording.words, re.IGNORECASE)
        assert not re.search(r"\babus|\bviolen|\bperpetrator|\bvictim", wording.words, re.IGNORECASE), wording.words
        assert wording.words.count("?") <= 3


def test_every_question_has_its_branch_or_opens_the_talk() -> None:
    openers = set(ids(list(GUIDE.sections["openers"].items)))

    assert {q.id for q in QUESTIONS if q.branch is None} <= openers


def test_the_gravest_questions_stand_behind_the_gate() -> None:
    grave = [q.id for q in QUESTIONS if q.branch == "heightened-risk"]

    assert len(grave) >= 5
    assert {GUIDE.section_of(i).gate for i in grave} == {Gate.OPEN_ANSWERS}


# -- the checks


def test_there_are_checks_before_the_talk() -> None:
    assert len(CHECKS) >= 10
    assert {GUIDE.step_of(i.id).number for i in CHECKS} == {0}


@pytest.mark.parametrize("item", CHECKS, ids=ids(CHECKS))
def test_a_check_that_fails_shows_a_safer_way_that_is_not_to_go_on(item: Item) -> None:
    assert len(item.if_no.split()) >= 10
    assert not GOING_ON.search(item.if_no)


# -- what must stand nowhere


def test_risk_is_graded_and_counted_nowhere() -> None:
    assert found(GRADE) == []


def test_nothing_says_that_it_is_safe_to_go_on() -> None:
    assert found(GO_ON) == []


def test_no_figures_stand_on_the_walk() -> None:
    assert [(i.id, text) for i in ON_THE_WALK for text in shown(i) if FIGURE.search(text)] == []


def test_a_trade_mark_is_named_in_the_background_and_in_titles_only() -> None:
    walk = set(ids(ON_THE_WALK)) | {s.id for step in GUIDE.walk_steps() for s in GUIDE.sections_of(step.id)}

    places = {place for place, text in all_shown() if TRADE_MARK.search(text)}
    assert places & walk == set()
    assert not places & set(GUIDE.steps)


def test_phone_numbers_are_exact() -> None:
    numbers = {m[0] for _, text in all_shown() for m in PHONE.finditer(text)}

    assert numbers == {"0808 8024040", "116 123"}
    assert "0808 8024040" in GUIDE.items["phoneline.number"].short
    assert "116 123" in GUIDE.items["look.say.suicidal"].act_now


# -- sources and lengths


def test_every_item_names_a_document_and_its_section() -> None:
    assert set(GUIDE.documents) == DOCUMENTS
    for item in ITEMS:
        assert item.source.doc in GUIDE.documents
        assert item.source.section.strip()


def test_a_line_of_the_list_is_a_line() -> None:
    lines = [text for i in ITEMS for text in (i.short, *i.parts, *i.names)]
    lines += [text for s in GUIDE.steps.values() for text in (s.title, s.short, s.aim, *s.keep_in_mind)]

    assert not [text for text in lines if "\n" in text or len(text) > 120]


def test_the_steps_fit_a_narrow_rail() -> None:
    names = [s.short for s in GUIDE.walk_steps()]

    assert sum(len(f" x {name} ") for name in names) <= 80
    assert len(set(names)) == 7


@pytest.mark.parametrize("section", GUIDE.sections.values(), ids=GUIDE.sections.keys())
def test_a_heading_fits_a_row_of_eighty_columns(section: Section) -> None:
    assert len(section.title) <= 70


def test_an_explanation_can_be_read_at_a_glance() -> None:
    assert not [i.id for i in ITEMS if len(i.more.split()) > 120]


def test_nothing_is_said_twice() -> None:
    shorts = [i.short for i in ITEMS]

    assert len(set(shorts)) == len(shorts)
    assert not [i.id for i in ITEMS if i.more and i.more.startswith(i.short)]


@pytest.mark.parametrize("path", sorted(shipped_content().rglob("*.yaml")), ids=lambda p: p.stem)
def test_a_file_reads_the_same_with_the_slower_parser(path: Path) -> None:
    """Where libyaml is missing the app falls back on it, and it is stricter about what stands in a list."""
    text = path.read_text(encoding="utf-8")
    assert yaml.load(text, Loader=yaml.SafeLoader) == yaml.load(
        text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
