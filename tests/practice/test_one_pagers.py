"""One-pagers: every bank of the guide is on paper, one page each, and nothing that is a form about people."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from engage_tui.guide.loader import load_guide
from engage_tui.paths import shipped_content
from engage_tui.practice.banks import BANKS, COMPARED, FORM_ONLY, one_pagers
from engage_tui.practice.handout_files import handout_bytes, page_data, to_text
from engage_tui.practice.leaf import Layout
from support.pages import everything_in, poppler, poppler_says
from support.random_talks import the_guide

if TYPE_CHECKING:
    from pathlib import Path

    from engage_tui.practice.leaf import Leaf


@cache
def pages() -> dict[str, Leaf]:
    return {leaf.name: leaf for leaf in one_pagers(the_guide())}


@cache
def printed(name: str) -> str:
    return json.dumps(page_data(pages()[name]), ensure_ascii=False)


@cache
def drawn(name: str) -> bytes:
    return handout_bytes(pages()[name], "pdf")


def on_paper(text: str, name: str) -> bool:
    return json.dumps(text, ensure_ascii=False)[1:-1] in printed(name)


def test_every_item_of_every_bank_is_on_some_page_with_how_it_is_said() -> None:
    guide, missing = the_guide(), []
    stop_card = {"stop-reasons", "stop-say", "stop-next"}
    for section in guide.sections.values():
        banked = section.walk or section.id in stop_card
        if not banked or section.id in FORM_ONLY or section.step == "training":
            continue
        for item in section.items:
            wanted = [item.short, *item.parts, *(f"“{way.words}”" for way in item.say)]
            missing += [text for text in wanted if not any(on_paper(text, name) for name in pages())]
    assert missing == []


def test_the_replies_are_there_to_hold_the_line_and_side_by_side() -> None:
    for replies in the_guide().replies.values():
        assert on_paper(replies.heard, "page-replies")
        assert on_paper(replies.holds_the_line.say, "page-replies")
        for _, reply in replies.three():
            assert on_paper(reply.say, f"page-{COMPARED}")
            assert on_paper(reply.why, f"page-{COMPARED}")


def test_what_asks_about_people_and_background_is_on_no_page() -> None:
    for name in FORM_ONLY:
        for item in the_guide().sections[name].items:
            assert not any(on_paper(item.short, page) for page in pages())


def test_no_section_is_in_two_banks_and_each_bank_is_of_the_guide() -> None:
    sections = [s for bank in BANKS for s in bank.sections]
    assert len(sections) == len(set(sections))
    assert set(sections) <= set(the_guide().sections)


@pytest.mark.parametrize("name", sorted(pages()))
def test_each_says_that_it_is_practice_where_it_is_from_and_goes_on_one_page(name: str) -> None:
    leaf, data = pages()[name], page_data(pages()[name])
    assert data["title"].startswith("PRACTICE: ")
    assert data["practice"] == "PRACTICE"
    assert leaf.foot.startswith("Source: ")
    assert "`" not in to_text(leaf)
    pdf = drawn(name)
    assert b"/MarkInfo" in pdf
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) == 1 or leaf.layout is Layout.SHEET


def test_the_file_says_nothing_of_who_made_it_where_or_when() -> None:
    inside = everything_in("pdf", drawn("page-safety"))
    for name in ("/Author", "/CreationDate", "/ModDate", "CreateDate", "ModifyDate", "/Keywords", "/home/", "/tmp/"):
        assert name not in inside
    assert drawn("page-safety") == handout_bytes(pages()["page-safety"], "pdf")


@poppler
def test_another_program_reads_the_words_page_numbers_and_tags() -> None:
    said = " ".join(poppler_says("pdftotext", drawn("page-good-practice"), "-", options=("-raw",)).split())
    assert "Page 1 of 1" in said
    assert "PRACTICE" in said
    for item in the_guide().sections["good-practice"].items:
        assert item.short in said
    assert re.search(r"Tagged: +yes", poppler_says("pdfinfo", drawn("page-good-practice")))


def test_a_service_s_own_section_and_item_are_on_paper_and_said_to_be_local(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text(
        "schema: 1\nsections:\n"
        "  - id: ours\n    step: ask\n    title: Ours\n    items:\n"
        "      - {id: ours.one, kind: practice, short: Ring the duty desk., source: {doc: local, section: Ours}}\n"
        "  - id: good-practice\n    step: respond\n    title: Good practice\n    items:\n"
        "      - {id: ours.two, kind: practice, short: 'Say [b]who[/b] #you are.', source: {doc: local, section: O}}\n"
    )
    own = {leaf.name: leaf for leaf in one_pagers(load_guide(shipped_content(), tmp_path))}
    assert "Ring the duty desk. (local)" in to_text(own["page-own-ours"])
    assert "Say [b]who[/b] #you are. (local)" in to_text(own["page-good-practice"])
    assert handout_bytes(own["page-good-practice"], "pdf").startswith(b"%PDF-")
