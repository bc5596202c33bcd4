"""How well the lens does on labelled sentences, and that docs/lens.md says so."""

from __future__ import annotations

from collections import Counter

import pytest

from engage_tui.lens.model import Trouble
from engage_tui.paths import shipped_content
from support.labelled import PARTS, figures, sentences, table


@pytest.mark.parametrize("part", PARTS)
def test_problem_sentences_are_flagged_and_clean_ones_are_not(part: str) -> None:
    result = figures(part)
    assert result.found >= 0.9
    assert result.false <= 0.05


@pytest.mark.parametrize("part", PARTS)
def test_no_label_is_left_behind(part: str) -> None:
    result = figures(part)
    assert all(result.right[label] >= 0.8 * result.there[label] for label in Trouble)


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
