"""Texts made to hurt: they come through whole, and the time grows with the text and never more."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from support.labelled import sentences, shipped_lens

TEXTS = sorted((Path(__file__).parents[1] / "data" / "hostile" / "text").glob("*.txt"))
DENSE = " ".join(row.text for row in sentences("build")[:60])
HOSTILE = {
    "one word": "a" * 4000,
    "quotes": "'a " * 2000,
    "open quotes": "“" * 2000 + "'" * 2000,
    "no stop": "she failed " * 800,
    "soft": "she will also again still then " * 400,
    "gaps": "her " * 2000,
    "negations": "not never nor " * 800,
    "hyphens": "a-" * 2000,
    "lines": "a\n" * 2000,
    "titles": "Mr " * 1500 + "Mr. " * 500,
    "names": "Anna Bella Carla " * 600,
    "stops": ". ? ! ; : " * 800,
    "slips": "volitlie protcet " * 600,
    "dense": DENSE,
}


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
def test_a_hostile_text_comes_through_and_places_are_true(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", errors="replace") + "\n\nMum failed to protect the children."
    findings = shipped_lens().findings(text)
    assert findings
    assert all(text[f.start : f.end] == f.text for f in findings)


def work(text: str) -> int:
    """How many calls looking at a text takes: the same on every machine."""
    shipped_lens().findings(text)  # what is learnt once is learnt before
    count = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        shipped_lens().findings(text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("name", HOSTILE)
def test_twice_the_text_is_twice_the_work(name: str) -> None:
    text = HOSTILE[name]
    assert work(f"{text}\n\n{text}") <= 2.3 * work(text) + 200


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_takes_more_work_than_its_length_allows(name: str) -> None:
    """Also without a single full stop: half of it is at least nearly half the work."""
    text = HOSTILE[name]
    assert work(text) <= 2.6 * work(text[: len(text) // 2]) + 400
