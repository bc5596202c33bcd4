"""Sentences, names, quotations and slips, each with its place in the text."""

from __future__ import annotations

import pytest

from engage_tui.lens.slips import Slips
from engage_tui.lens.spoken import quoted_spans, touches
from engage_tui.lens.tokens import MR, MS, NAME, sentences

ORDINARY = {"she", "he", "the", "mum", "seen", "dad"}


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text, ORDINARY)]


def names(text: str) -> list[tuple[str, str]]:
    return [(text[t.start : t.end], t.name) for s in sentences(text, ORDINARY) for t in s.tokens if t.name]


def quoted(text: str) -> list[str]:
    return [text[start:end] for start, end in quoted_spans(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Seen. Mum left.", ["Seen.", "Mum left."]),
        ("Mr. Bell came at 2.30 p.m. on Friday", ["Mr. Bell came at 2.30 p.m. on Friday"]),
        ("e.g. the door", ["e.g. the door"]),
        ("seen today\n- mum well\n- dad out", ["seen today", "- mum well", "- dad out"]),
        ("seen\n\nmum", ["seen", "mum"]),
        ("seen\r\n\r\nmum", ["seen", "mum"]),
        ("a long line of more than fifty characters that goes on\nand ends", None),
        ("short line\nand another", ["short line", "and another"]),
        ("Why?! She left…", ["Why?!", "She left…"]),
    ],
)
def test_a_text_is_cut_into_sentences(text: str, wanted: list[str] | None) -> None:
    assert cut(text) == ([text] if wanted is None else wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Mr Bell and Ms Jones-Lee", [("Mr Bell", MR), ("Ms Jones-Lee", MS)]),
        ("seen with Mrs. Ann Lowe", [("Mrs. Ann Lowe", MS)]),
        ("he saw Leo", [("Leo", NAME)]),
        ("Leo said so", [("Leo", NAME)]),
        ("Bruising noted", []),
        ("the DASH form", []),
    ],
)
def test_names_are_told_from_other_words(text: str, wanted: list[tuple[str, str]]) -> None:
    assert names(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("He said “no, never” and left", ["“no, never”"]),
        ('He said "no" and "yes"', ['"no"', '"yes"']),
        ("the parents' row wasn't 'just a row' at all", ["'just a row'"]),
        ("she ‘made’ him, she’s told", ["‘made’"]),
        ("“one\ntwo” three", ["“one\ntwo”"]),
        ("“open to the end\n\nnext", ["“open to the end"]),
        ('a 6" knife and a 9" pan', []),
        ("> quoted line\nnot", ["> quoted line"]),
        ("don't, won't, the boys' room", []),
        ("“he said ‘no’ twice” so", ["“he said ‘no’ twice”"]),
    ],
)
def test_quotations_are_found(text: str, wanted: list[str]) -> None:
    assert quoted(text) == wanted


def test_spans_touch_when_they_share_a_character() -> None:
    spans = [(2, 4), (8, 9)]
    assert [n for n in range(11) if touches(spans, n, n + 1)] == [2, 3, 8]
    assert touches(spans, 0, 20)
    assert not touches([], 0, 5)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("volitile", "volatile"),
        ("volatle", "volatile"),
        ("vollatile", "volatile"),
        ("volatiel", "volatile"),
        ("volatile", "volatile"),
        ("vol", "vol"),
        ("violet", "violet"),
        ("compliant", "compliant"),
    ],
)
def test_slips_of_the_keyboard_are_read_as_what_was_meant(typed: str, meant: str) -> None:
    assert Slips(["volatile", "violent", "complaint"]).meant(typed) == meant
