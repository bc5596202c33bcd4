"""Wordings of one's own: what a file of them may hold, and that what is written is read back the same."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engage_tui.guide.phrases import MOST, Phrase, by_question, packed, read_phrases, to_yaml, unpacked, with_phrase
from engage_tui.guide.problems import ContentProblems

if TYPE_CHECKING:
    from engage_tui.guide.guide import Guide

HOSTILE = sorted((Path(__file__).parents[1] / "data" / "hostile" / "yaml").glob("*.yaml"))
OPENER = "ask.fatherhood-opener"
WORDS = [
    'He said: "what?" # no',
    "[/b] {x}: - &a *b",
    "Sut mae pethau gartre? ŵ ŷ",
    "!!python/object: x",
    "yes",
    "1e3",
    "\\n",
]


@pytest.mark.parametrize("words", WORDS)
def test_what_is_written_for_the_team_is_read_back_the_same(guide: Guide, words: str) -> None:
    phrases = (Phrase(question=OPENER, words=words), Phrase(words=words))
    assert read_phrases("w.yaml", to_yaml(phrases), guide) == phrases
    assert unpacked(packed(phrases)) == phrases


def test_a_phrase_has_room_for_a_question_and_words_and_nothing_else() -> None:
    assert set(Phrase.model_fields) == {"question", "words"}


def test_the_same_wording_is_kept_once_and_changed_where_it_stands() -> None:
    one, two, three = (Phrase(words=w) for w in ("One?", "Two?", "Three?"))
    assert with_phrase((one, two), one) == (one, two)
    assert with_phrase((one, two), three, instead=one) == (three, two)
    assert with_phrase((one, two), two, instead=one) == (two,)
    assert by_question((one, Phrase(question="a", words="A?"), Phrase(question="a", words="B?"))) == {"a": ("A?", "B?")}


@pytest.mark.parametrize("path", HOSTILE, ids=lambda p: p.stem)
def test_every_hostile_file_is_refused_with_its_name(guide: Guide, path: Path) -> None:
    with pytest.raises(ContentProblems) as caught:
        read_phrases("team.yaml", path.read_bytes(), guide)
    assert all(p.file == "team.yaml" for p in caught.value.problems)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("  - {question: ask.fatherhood-openr, words: How?}", f"Did you mean `{OPENER}`?"),
        ("  - {question: look.say.drink, words: How?}", "there is no question"),
        ("  - {words: ''}", "this is empty"),
        (f"  - {{words: {'x' * 201}}}", "too long"),
        ("  - {words: How?, case: J-042}", "this key is not known"),
        ('  - {words: "a\\u202eb"}', "U+202E"),
        ('  - {words: "one\\ntwo"}', "line end"),
        ("  - How?", "a group of"),
    ],
)
def test_a_mistake_is_told_with_its_line(guide: Guide, line: str, told: str) -> None:
    raw = f"schema: 1\nphrases:\n  - words: Fine?\n{line}\n"
    with pytest.raises(ContentProblems) as caught:
        read_phrases("team.yaml", raw.encode(), guide)
    problem = caught.value.problems[0]
    assert problem.line == 4
    assert told in str(problem)


def test_more_than_anyone_can_choose_from_is_refused(guide: Guide) -> None:
    raw = to_yaml(Phrase(words=f"Question {n}?") for n in range(MOST + 1))
    with pytest.raises(ContentProblems):
        read_phrases("team.yaml", raw, guide)
