"""How well the lens does on labelled sentences, and that docs/lens.md says so."""

from __future__ import annotations

from collections import Counter

import pytest

from engage_tui.lens.model import Trouble
from engage_tui.paths import shipped_content
from support.labelled import DATA, PARTS, UNSEEN, figures, sentences, table

BARS = pytest.mark.parametrize(
    ("part", "found", "false", "each"),
    [("build", 0.95, 0.02, 0.9), ("aside", 0.9, 0.05, 0.8), ("blind", 0.83, 0.05, 0.4), ("fresh", 0.85, 0.05, 0.4)],
)
"""The shares that each part must keep to: problem sentences found, clean ones flagged, and found of each label."""


@BARS
def test_problem_sentences_are_flagged_and_clean_ones_are_not(
    part: str, found: float, false: float, each: float
) -> None:
    result = figures(part)
    assert result.found >= found
    assert result.false <= false
    assert all(result.right[label] >= each * result.there[label] for label in Trouble)


def test_what_figures_are_taken_of_was_not_learnt_from() -> None:
    measured = {row.text for part in UNSEEN for row in sentences(part)}
    learnt = [p.stem for p in DATA.glob("*.jsonl") if p.stem not in UNSEEN]
    assert len(learnt) >= 5
    assert not measured & {row.text for part in learnt for row in sentences(part)}


def test_the_set_is_large_varied_and_its_parts_are_apart() -> None:
    rows = {part: sentences(part) for part in PARTS}
    every = [row for part in PARTS for row in rows[part]]
    assert len(every) >= 400
    assert len({row.text for row in every}) == len(every)
    assert len({row.source for row in every}) >= 8
    by_label = Counter(row.label for row in every)
    assert all(by_label[label] >= 20 for label in Trouble)
    assert 0.35 < by_label[""] / len(every) < 0.65


def test_the_published_figures_are_the_true_ones() -> None:
    page = (shipped_content().parent / "docs" / "lens.md").read_text(encoding="utf-8")
    assert table() in page
