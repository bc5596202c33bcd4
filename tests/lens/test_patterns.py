"""The language that rules are written in."""

from __future__ import annotations

import pytest

from engage_tui.lens.forms import forms
from engage_tui.lens.matching import line_of, matches
from engage_tui.lens.patterns import PatternError, parse
from engage_tui.lens.tokens import sentences

LISTS = {"who": ("she", "mum", "@ms"), "fail": ("~fail",)}


def found(pattern: str, text: str) -> list[str]:
    """The stretches of a text that a pattern matches."""
    ready = parse(pattern, LISTS)
    stretches = []
    for sentence in sentences(text, {"she", "mum", "the"}):
        for start, end in matches(ready, line_of(sentence.tokens)):
            stretches.append(text[sentence.tokens[start].start : sentence.tokens[end - 1].end])
    return stretches


@pytest.mark.parametrize(
    ("pattern", "text", "stretch"),
    [
        ("she ~fail to protect", "She failed to protect them", "She failed to protect"),
        ("she|mum ~choose", "Mum chose", "Mum chose"),
        ("<who> <fail>", "Ms Lowe fails", "Ms Lowe fails"),
        ("<who> ... protect", "She did all that to protect", "She did all that to protect"),
        ("<who> ..2 protect", "She may well protect", "She may well protect"),
        ("( at risk / in danger )", "She is in danger", "in danger"),
        ("on <who>? off", "on off", "on off"),
        ("on off", "An on-off thing", "on-off"),
        ("she choose", "She will again quietly choose", "She will again quietly choose"),
        ("she not go", "She didn't go", "She didn't go"),
        ("she not go", "She didnt go", "She didnt go"),
        ("she not go", "She won’t go", "She won’t go"),
        ("mum 's view", "Mum’s view", "Mum’s view"),
    ],
)
def test_a_pattern_matches(pattern: str, text: str, stretch: str) -> None:
    assert found(pattern, text) == [stretch]


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("she ~fail to protect", "She failed. To protect them he left"),
        ("<who> ..2 protect", "She went all the way to protect"),
        ("she ... protect", "She did not protect"),
        ("she choose", "She did not choose"),
        ("she choose", "She was chosen"),
        ("<who> fails", "Mr Lowe fails"),
        ("on off", "on. Off"),
    ],
)
def test_a_pattern_does_not_match(pattern: str, text: str) -> None:
    assert found(pattern, text) == []


@pytest.mark.parametrize(
    "pattern",
    [
        *("", " ", "...", "she?", "( she", "she )", "a / b", "..99 she", "she ..", "she ...", "? she", "( / she )"),
        *("She", "<nobody>", "she || mum", "( a / ) b", "..2 she", "s\u200bhe", "~<who>", "a|( b / c )"),
    ],
)
def test_a_pattern_that_cannot_be_read_is_refused_with_a_fix(pattern: str) -> None:
    with pytest.raises(PatternError, match=r"\|"):
        parse(pattern, LISTS)


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("fail", {"fail", "fails", "failed", "failing"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("provoke", {"provoke", "provokes", "provoked", "provoking"}),
        ("stop", {"stop", "stops", "stopped", "stopping"}),
        ("push", {"push", "pushes", "pushed", "pushing"}),
        ("choose", {"choose", "chooses", "chose", "chosen", "choosing"}),
        ("stay", {"stay", "stays", "stayed", "staying"}),
        ("permit", {"permit", "permits", "permitted", "permitting"}),
        ("threaten", {"threaten", "threatens", "threatened", "threatening"}),
    ],
)
def test_a_word_has_its_forms(word: str, wanted: set[str]) -> None:
    assert forms(word) == wanted
