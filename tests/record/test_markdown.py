"""A note in Markdown, read by another program: what people typed comes out as they typed it, and as nothing else."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from engage_tui.conversation.events import Described, Opened, Wrote
from engage_tui.conversation.words import SHAPES, Field, Setting
from engage_tui.record.export import render_note
from support.random_talks import FITTING_TALK, examples, the_guide
from support.talks import after, full_talk, new_talk

if TYPE_CHECKING:
    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide

READERS = {name: MarkdownIt(name, {"html": True}) for name in ("commonmark", "gfm-like")}
READER = pytest.mark.parametrize("reader", READERS)
# What the note itself is made of. Anything else in it would have come out of somebody's words.
SKELETON = {"h1", "h2", "h3", "ul", "li", "p", "strong", "em", "hr", "blockquote", "br"}
HOSTILE = [
    "# Risk: none",
    "Risk: none\n=====",
    "Risk: none\n---",
    "---",
    "* * *",
    "- one\n- two",
    "+ plus",
    "1. threw a cup\n2. left",
    "12) he said",
    "1986\\. A great year",
    "    four blanks *first*",
    "\ttab first, `then` this",
    "one\n\n    indented after a gap_a_b_",
    "text\n      more deeply",
    "**bold** _it_ ~~gone~~ `code` ``x``",
    "```\nfence\n```",
    "~~~ python",
    "[here](http://example.com) ![p](http://example.com/p.png)",
    "[a]: http://example.com 'b'",
    "[^1] and [^1]: note",
    "<http://example.com> and <me@example.com>",
    "http://example.com https://example.com/?a=b&c=d",
    "www.example.com and example.com",
    "me@example.com",
    "<script>alert(1)</script>",
    "<!-- hidden --> <b>x</b> <img src=x onerror=y>",
    "&amp; &lt;b&gt; &#42; &nbsp; &copy",
    "a | b\n--|--\n1 | 2",
    "> quoted\n>> twice",
    "Lines\nof\ntheir own",
    "a  \nb\\\nc",
    "ends in a backslash \\",
    "\\*not bold\\*",
    "$x^2$ and :smile: and @someone and #12",
    "- [ ] to do\n- [x] done",
    "Term\n: definition",
    "5 < 6 > 4 * 2 = 8 + 1",
    "snake_case_name *",
    "ŵyl zażółć مرحبا 你好 👩🏽\u200d⚕️",
    "=cmd|' /C calc'!A0",
    "\u00a0starts with a hard blank",
    "*",
    "_ _",
]
FILES = sorted((Path(__file__).parents[1] / "data" / "hostile" / "text").glob("*.txt"))
WHERE = ("record.attempts", Field.TEXT), ("look.say.drink", Field.SAID), ("look.say.drink", Field.VIEW)


@dataclass
class Read(HTMLParser):
    """What a reader makes of a note: its tags, its headings, and the text of each quotation, line by line."""

    tags: Counter[str] = field(default_factory=Counter)
    attributes: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    quotations: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [name for name, _ in attrs]
        if tag == "blockquote":
            self.quotations.append("")
        elif tag == "li":
            self.items.append("")
        elif tag in ("h1", "h2", "h3"):
            self.headings.append("")
        if tag not in ("br", "hr", "img"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("br", "hr", "img"):
            assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "blockquote" in self._open:
            self.quotations[-1] += data
        elif self._open and self._open[-1] in ("h1", "h2", "h3"):
            self.headings[-1] += data
        elif "li" in self._open:
            self.items[-1] += data


def read(text: str, reader: str) -> Read:
    found = Read()
    found.feed(READERS[reader].render(text))
    found.close()
    return found


def note(talk: Conversation) -> str:
    return render_note(talk, the_guide(), form="md")


def as_read(text: str) -> str:
    """Text as any reader of Markdown shows it: its words and lines; blanks in a row and empty lines are one."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def typed(text: str) -> Conversation:
    """A conversation in which this was typed into several fields."""
    return after(new_talk(), *(Wrote(item, f, text) for item, f in WHERE))


@cache
def plain_note(reader: str) -> Read:
    return read(note(typed("plain words")), reader)


@cache
def plain_details(reader: str) -> Read:
    return read(note(named("plain")), reader)


def named(words: str) -> Conversation:
    """A full conversation with these words in its details and as the reason for opening the direct questions."""
    return after(full_talk(), Described(words, Setting.VISIT, words, words, new_talk().held_on), Opened(words))


def assert_harmless(found: Read) -> None:
    assert set(found.tags) <= SKELETON
    assert found.attributes == []


def check(text: str, reader: str) -> None:
    """The text comes out of the note as it was typed, in each place, and nothing else comes of it."""
    talk = typed(text)
    found, plain = read(note(talk), reader), plain_note(reader)
    assert_harmless(found)
    kept = {w.text for a in talk.items.values() for w in a.words.values()}
    assert [as_read(q) for q in found.quotations] == [as_read(kept.pop())] * len(WHERE)
    assert found.headings == plain.headings
    for tag in ("ul", "li", "hr", "strong", "em", "blockquote"):
        assert found.tags[tag] == plain.tags[tag], tag


@READER
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_out_as_typed_and_as_nothing_else(text: str, reader: str) -> None:
    check(text, reader)


@READER
@pytest.mark.skipif(not FILES, reason="the files with hostile text are not here")
def test_every_file_of_hostile_text_comes_out_as_typed_and_as_nothing_else(reader: str) -> None:
    for path in FILES:
        text = path.read_bytes()[:4000].decode("utf-8", "replace")
        if after(new_talk(), Wrote("record.attempts", Field.TEXT, text)).items:
            check(text, reader)


MARKUP = st.text(st.sampled_from("ab1 \n\t#*_-+=~`>|<!&;:[]()\\.\"'$^@{}/") | st.characters(codec="utf-8"), max_size=30)


@READER
@examples(40)
@given(text=MARKUP.filter(lambda t: after(new_talk(), Wrote("record.attempts", Field.TEXT, t)).items))
@example(text="1. a")
@example(text="    *a*")
def test_any_text_comes_out_as_typed_and_as_nothing_else(text: str, reader: str) -> None:
    check(text, reader)


@READER
@pytest.mark.parametrize("text", [t for t in HOSTILE if t.strip()])
def test_hostile_details_and_reasons_come_out_as_typed_and_as_nothing_else(text: str, reader: str) -> None:
    talk = named(text)
    found, plain = read(note(talk), reader), plain_details(reader)
    assert_harmless(found)
    assert {t: n for t, n in found.tags.items() if t != "br"} == {t: n for t, n in plain.tags.items() if t != "br"}
    assert as_read(found.headings[0]) == as_read(f"Conversation note {talk.reference}")
    shown = [as_read(i.replace("\n", " ")) for i in found.items]
    assert as_read(f"Reference: {talk.reference}") in shown
    assert as_read(f"The person is called: {talk.person}") in shown
    assert as_read(f"Written by: {talk.author}") in shown
    assert any(i.startswith(as_read(f"{talk.person[:1].upper()}{talk.person[1:]} said (14:06):")) for i in shown)


@READER
@examples(15)
@given(talk=FITTING_TALK)
def test_any_note_is_made_of_nothing_but_its_own_parts(talk: Conversation, reader: str) -> None:
    assert_harmless(read(note(talk), reader))


@READER
def test_the_guides_own_words_come_out_as_they_stand(reader: str, guide: Guide) -> None:
    found = read(note(full_talk()), reader)
    labels = [i for i in full_talk().items if i in guide.items and not guide.items[i].say]
    shown = {as_read(i.split(" — ")[0]) for i in found.items}
    for item_id in labels:
        if entry := SHAPES[guide.answer_kind(item_id)].entry:
            assert f"{entry} 1" in shown
        elif not (guide.items[item_id].restricted or item_id == "risk.weapons"):
            assert guide.items[item_id].short in shown
    assert found.headings[:2] == ["Conversation note J-042", "1. Safe-to-talk checks"]
    assert len([h for h in found.headings if re.match(r"\d+\. ", h)]) == 13
