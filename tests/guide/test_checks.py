"""What shows only when all files are seen together: each rule of guide/checks.py, broken once on a small guide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from engage_tui.guide.loader import load_guide
from support.contents import item, line_of, problem, problems, question, section, small, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from support.contents import Content


@dataclass
class Rule:
    """What breaks it, and the place and words it must be told with."""

    change: Callable[[Content], object]
    key: str
    message: str
    fix: str


def first(content: Content, number: int) -> Content:
    """The item of a step's section."""
    found: Content = content["sections"][number]["items"][0]
    return found


def without(content: Content, key: str) -> None:
    del content[key]


RULES = {
    "a document twice": Rule(
        lambda c: c["documents"].append({"id": "house", "title": "Again"}),
        "documents[2].id",
        "the id `house` is taken (first at steps.yaml:",
        "Choose another.",
    ),
    "a step twice": Rule(
        lambda c: (
            c["steps"].append({"id": "step1", "title": "T", "short": "T", "aim": "A", "sections": ["more"]}),
            c["sections"].append(section("more", "step1", item("new"))),
        ),
        "steps[8].id",
        "the id `step1` is taken",
        "Choose another.",
    ),
    "a section twice": Rule(
        lambda c: c["sections"].append(section("s1", "step1", item("new"))),
        "sections[8].id",
        "the id `s1` is taken",
        "Choose another.",
    ),
    "an item twice": Rule(
        lambda c: c["sections"][1]["items"].append(item("item5")),
        "sections[6].items[1].id",
        "the id `item5` is taken",
        "Choose another.",
    ),
    "no step of a number": Rule(
        lambda c: without(c["steps"][4], "number"), "steps", "no step has number 4.", "The walk needs 0 to 6."
    ),
    "a step lists a section that is not there": Rule(
        lambda c: c["steps"][1]["sections"].append("s11"),
        "steps[2].sections[2]",
        "there is no section `s11`.",
        "Did you mean `s1`?",
    ),
    "a section names a step that is not there": Rule(
        lambda c: c["sections"].append(section("more", "stpe1", item("new"))),
        "sections[8].step",
        "there is no step `stpe1`.",
        "Did you mean `step1`?",
    ),
    "a section that its step does not list": Rule(
        lambda c: c["sections"].append(section("more", "step1", item("new"))),
        "sections[8].id",
        "the step `step1` does not list this section.",
        "Add it there.",
    ),
    "a source that is not a document": Rule(
        lambda c: first(c, 1)["source"].update(doc="huose"),
        "sections[2].items[1].source.doc",
        "there is no document `huose`.",
        "Did you mean `house`?",
    ),
    "a related item that is not there": Rule(
        lambda c: first(c, 1).update(see=["item2", "itme3"]),
        "sections[2].items[1].see[2]",
        "`itme3` is not an item.",
        "Did you mean `item3`?",
    ),
    "a question that touches what is no indicator": Rule(
        lambda c: first(c, 2).update(touches=["item1"]),
        "sections[3].items[1].touches[1]",
        "`item1` is not a risk indicator.",
        "Did you mean `item3`?",
    ),
    "a question without words": Rule(
        lambda c: without(first(c, 2), "say"),
        "sections[3].items[1].say",
        "a question needs words to say.",
        "Add `say:`.",
    ),
    "words to say where nothing is asked": Rule(
        lambda c: first(c, 1).update(say=[{"to": "anyone", "words": "Hello?"}]),
        "sections[2].items[1].say",
        "only a question is said aloud.",
        "Take it out.",
    ),
    "a question that cannot be answered": Rule(
        lambda c: first(c, 2).update(answer="used"),
        "sections[3].items[1].answer",
        "`kind: question` and `answer: question` go together.",
        "Give it both.",
    ),
    "an answer to what is no question": Rule(
        lambda c: first(c, 1).update(answer="question"),
        "sections[2].items[1].answer",
        "`kind: question` and `answer: question` go together.",
        "Give it both.",
    ),
    "an indicator that cannot be weighed": Rule(
        lambda c: first(c, 3).update(answer="none"),
        "sections[4].items[1].answer",
        "`kind: risk-indicator` and `answer: risk` go together.",
        "Give it both.",
    ),
    "a risk answer to what is no indicator": Rule(
        lambda c: first(c, 1).update(answer="risk"),
        "sections[2].items[1].answer",
        "`kind: risk-indicator` and `answer: risk` go together.",
        "Give it both.",
    ),
    "a check without a safer option": Rule(
        lambda c: first(c, 1).update(kind="check", answer="check"),
        "sections[2].items[1].if_no",
        "a check needs the safer option.",
        "Add `if_no:`.",
    ),
    "an act-now card that nothing opens": Rule(
        lambda c: first(c, 1).update(act_now="Ring now."),
        "sections[2].items[1].act_now",
        "nothing can be marked here, so the card would never open.",
        "Give it an `answer:`.",
    ),
}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_that_is_broken_is_told_once_with_its_place_and_fix(tmp_path: Path, name: str) -> None:
    rule, content = RULES[name], small()
    rule.change(content)

    told = problem(write(tmp_path, steps=content))

    assert (told.file, told.key, told.fix) == ("steps.yaml", rule.key, rule.fix)
    assert told.message.startswith(rule.message)


@pytest.mark.parametrize(
    ("name", "words", "nth"),
    [
        ("a source that is not a document", '"huose"', 1),
        ("a related item that is not there", '"itme3"', 1),
        ("a step lists a section that is not there", '"s11"', 1),
        ("a section names a step that is not there", '"stpe1"', 1),
        ("a document twice", '"id": "house"', 2),
        ("an item twice", '"id": "item5"', 2),
        ("an act-now card that nothing opens", '"act_now"', 1),
    ],
)
def test_a_broken_rule_is_told_with_its_line(tmp_path: Path, name: str, words: str, nth: int) -> None:
    content = small()
    RULES[name].change(content)
    folder = write(tmp_path, steps=content)

    assert problem(folder).line == line_of(folder, "steps", words, nth)


def test_all_broken_rules_are_told_together(tmp_path: Path) -> None:
    content = small()
    for number in (0, 1, 4, 5, 6):
        first(content, number).update(source={"doc": "nowhere", "section": "One"}, see=["nothing"], act_now="Ring now.")

    assert len(problems(write(tmp_path, steps=content))) == 15


def test_an_id_is_free_once_among_all_files(tmp_path: Path) -> None:
    content = small()
    content["steps"][0]["sections"].append("more")
    folder = write(tmp_path, steps=content, a={"schema": 1, "sections": [section("more", "step0", item("item0"))]})

    told = problem(folder)
    assert told.file == "steps.yaml"
    assert told.message == f"the id `item0` is taken (first at a.yaml:{line_of(folder, 'a', 'item0')})."


def test_ids_of_different_sorts_do_not_meet(tmp_path: Path) -> None:
    content = small()
    content["documents"].append({"id": "step1", "title": "A document"})
    content["sections"][0]["items"].append(item("s1"))

    assert "s1" in load_guide(write(tmp_path, steps=content)).items


def test_an_items_own_answer_counts_before_its_sections(tmp_path: Path) -> None:
    content = small()
    content["sections"][1] |= {"answer": "check", "items": [item("item1", answer="used")]}
    content["sections"][4] |= {"items": [question("item4", answer="question")]}

    guide = load_guide(write(tmp_path, steps=content))
    assert (guide.answer_kind("item1"), guide.answer_kind("item4")) == ("used", "question")


def test_a_sections_answer_counts_for_items_without_one(tmp_path: Path) -> None:
    content = small()
    content["sections"][1]["answer"] = "check"

    assert problem(write(tmp_path, steps=content)).key == "sections[2].items[1].if_no"


GAPS: dict[str, Callable[[Content], object]] = {
    "two steps of one number": lambda c: (
        c["steps"].append({**c["steps"][1], "id": "other", "sections": ["more"]}),
        c["sections"].append(section("more", "other", item("new"))),
    ),
    "a section listed by a step that is not its own": lambda c: c["steps"][1]["sections"].append("s4"),
    "a section listed twice": lambda c: c["steps"][1]["sections"].append("s1"),
}


@pytest.mark.parametrize("name", GAPS)
def test_a_step_shows_its_own_sections_once_and_has_a_number_of_its_own(tmp_path: Path, name: str) -> None:
    content = small()
    GAPS[name](content)

    assert problems(write(tmp_path, steps=content))
