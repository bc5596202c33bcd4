"""Finding guidance by words, tags and ids."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage_tui.guide.loader import load_guide
from engage_tui.guide.search import Finder, folded
from engage_tui.paths import shipped_content
from support.contents import item, question, small, write

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = load_guide(shipped_content())
FINDER = Finder(SHIPPED)


@pytest.fixture
def finder(tmp_path: Path) -> Finder:
    """A few items in known places."""
    content = small()
    content["sections"][0]["items"] = [
        item("far.more", more="Only here: the red kettle boils."),
        item("near.short", short="Kettle and cup"),
        item("near.tag", tags=["kettle", "tea time"]),
        item("near.kettle"),
        item("far.parts", parts=["one cup", "two spoons"]),
        item("far.names", names=["The Spoon Tool"]),
        item("far.covers", covers=["covered.spoon"]),
        item("accents", short="Dŵr yn y tŷ: crème brûlée"),
        item("apostrophe", short="She’s the child’s mother"),
    ]
    content["sections"][2]["items"].append(question("words", say=[{"to": "anyone", "words": "Where is the teapot?"}]))
    content["sections"][6] |= {"walk": False, "items": [item("background", short="A teapot by a trainer")]}
    return Finder(load_guide(write(tmp_path, steps=content)))


def found(finder: Finder, words: str) -> list[str]:
    return [i.id for i in finder.find(words)]


def test_words_in_the_line_a_tag_or_the_id_come_before_words_in_the_explanation(finder: Finder) -> None:
    assert found(finder, "kettle") == ["near.short", "near.tag", "near.kettle", "far.more"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("tea time", ["near.tag"]),
        ("near.short", ["near.short"]),
        ("teapot", ["words", "background"]),
        ("spoon", ["far.parts", "far.names", "far.covers"]),
        ("KETTLE CUP", ["near.short"]),
        ("boils kettle", ["far.more"]),
        ("kettle  nowhere", []),
        ("kett", ["near.short", "near.tag", "near.kettle", "far.more"]),
    ],
)
def test_every_word_must_be_there_in_any_order_and_case(finder: Finder, words: str, expected: list[str]) -> None:
    assert found(finder, words) == expected


@pytest.mark.parametrize("words", ["dwr", "DŴR", "w\u0302r", "ty", "creme brulee", "CRÈME"])
def test_accents_need_not_be_typed(finder: Finder, words: str) -> None:
    assert found(finder, words) == ["accents"]


@pytest.mark.parametrize("words", ["she's", "she’s", "child's"])
def test_any_apostrophe_will_do(finder: Finder, words: str) -> None:
    assert found(finder, words) == ["apostrophe"]


@pytest.mark.parametrize("words", ["", "   ", "\t\n"])
def test_no_words_find_everything_in_the_order_of_the_walk(words: str) -> None:
    assert FINDER.find(words) == list(SHIPPED.items.values())


def test_background_is_left_out_where_it_is_not_wanted() -> None:
    assert Finder(SHIPPED, background=False).find("") == list(SHIPPED.walk_items())


def test_no_more_than_wanted_are_found_and_the_nearest_of_them(finder: Finder) -> None:
    assert [i.id for i in finder.find("kettle", most=2)] == ["near.short", "near.tag"]
    assert [i.id for i in finder.find("kettle", most=4)] == found(finder, "kettle")
    assert finder.find("kettle", most=0) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("strangulation", "risk.escalation"),
        ("samaritans", "look.say.suicidal"),
        ("drunk", "check.sober"),
        ("0808", "phoneline.number"),
        ("risk.weapons", "risk.weapons"),
        ("marac", "assess.multi-agency"),
    ],
)
def test_what_a_worker_would_type_finds_what_they_need(words: str, expected: str) -> None:
    assert expected in found(FINDER, words)


def test_every_item_is_found_by_its_id() -> None:
    assert all(name in found(FINDER, name) for name in SHIPPED.items)


@given(st.text(max_size=20))
def test_more_words_never_find_more(words: str) -> None:
    assert set(found(FINDER, f"risk {words}")) <= set(found(FINDER, "risk"))


@given(st.text(st.characters(max_codepoint=0x24F)))
def test_text_is_compared_alike_whatever_its_case(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_one_among_ten_thousand_is_found() -> None:
    pattern = SHIPPED.items["risk.weapons"]
    items = [pattern.model_copy(update={"id": f"many.n{n}", "short": f"Number {n}"}) for n in range(10_000)]
    finder = Finder(replace(SHIPPED, items={i.id: i for i in items}))

    assert found(finder, "number 9876") == ["many.n9876"]
    assert [i.id for i in finder.find("number", most=2)] == ["many.n0", "many.n1"]
    assert len(finder.find("weapon")) == 10_000
