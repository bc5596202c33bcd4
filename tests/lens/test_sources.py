"""Words that tell what a survivor told the worker: the labelled sentences, names, whose word it is, the files."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engage_tui.guide.loader import load_guide
from engage_tui.guide.problems import ContentProblems
from engage_tui.lens.sources import SourcesFile, check_sources, load_sources
from engage_tui.paths import shipped_content

if TYPE_CHECKING:
    from engage_tui.lens.lens import Lens

DATA = Path(__file__).parents[1] / "data" / "sources"


@cache
def looking() -> Lens:
    return load_sources(shipped_content()).told(("Ayesha", "Leo"), "client")


def sentences(name: str) -> list[str]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_nine_in_ten_sentences_that_tell_what_the_survivor_told_are_found() -> None:
    told = sentences("told.txt")
    missed = [s for s in told if not looking().findings(s)]
    assert len(told) >= 60
    assert len(missed) <= len(told) * 0.1, missed


def test_one_in_twenty_others_is_found_at_most() -> None:
    others = sentences("not_told.txt")
    found = [s for s in others if looking().findings(s)]
    assert len(others) >= 60
    assert len(found) <= len(others) * 0.05, found


def test_a_name_counts_only_where_it_stands_in_the_survivors_or_a_childs_row() -> None:
    text = "Sam told me he has a knife."
    sources = load_sources(shipped_content())
    assert sources.told(("Sam",)).findings(text)
    assert not sources.told(("Ayesha",)).findings(text)


def test_where_the_person_is_a_woman_his_words_are_the_survivors_and_hers_are_her_own() -> None:
    mum = load_sources(shipped_content()).told(person="Mum")
    assert mum.findings("He told me she has a knife.")
    assert mum.findings("He is planning to leave her.")
    assert not mum.findings("She told me she has a knife.")
    assert not mum.findings("Mum told me she shouts.")


def test_the_persons_own_word_is_never_the_survivor() -> None:
    assert not load_sources(shipped_content()).told(person="the ex").findings("The ex told me about Sunday.")


def test_the_shipped_examples_are_true() -> None:
    assert check_sources(shipped_content()).rules


def own(folder: Path, text: str) -> Path:
    (folder / "sources.yaml").write_text(f"schema: 1\n{text}", encoding="utf-8")
    return folder


def test_a_practice_lead_adds_a_rule_a_word_and_switches_one_off(tmp_path: Path) -> None:
    own(tmp_path, "words: {survivor: [nan]}\noff: [refuge]\nrules: [{id: own.rule, any: [safe house]}]\n")
    told = load_sources(shipped_content(), tmp_path).told()
    assert told.findings("Nan told me about it.")
    assert told.findings("She is at the safe house.")
    assert not told.findings("A refuge has room.")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rules: [{id: a, any: ['(b']}]\n", "not closed"),
        ("off: [nothing]\n", "is not a rule"),
        ("rules: [{id: a, any: [b]}, {id: a, any: [c]}]\n", "twice"),
        ("rulez: []\n", "rulez"),
        ("rules: [{id: a, any: [xyz], flags: [nothing of it]}]\n", "is not flagged"),
        ("rules: [{id: a, any: [xyz], leaves: [it is xyz]}]\n", "is flagged"),
    ],
)
def test_every_mistake_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ContentProblems) as caught:
        check_sources(shipped_content(), own(tmp_path, text))
    assert told in str(caught.value)
    assert "sources.yaml" in str(caught.value)


def test_the_guide_leaves_the_file_alone(tmp_path: Path) -> None:
    assert load_guide(shipped_content(), own(tmp_path, "off: [refuge]\n")).items


def test_the_schema_tells_every_key() -> None:
    assert {"schema", "why", "instead", "words", "off", "rules"} == set(SourcesFile.model_json_schema()["properties"])
