"""A note as plain text: what people typed keeps its words and lines and cannot pass for a part of the note."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage_tui.conversation.events import Described, Wrote
from engage_tui.conversation.words import Field, Setting
from engage_tui.record.audience import Audience
from engage_tui.record.export import render_note
from support.random_talks import FITTING_TALK, TEXT, examples, the_guide
from support.talks import after, full_talk, new_talk

if TYPE_CHECKING:
    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide

WIDTH = 76
HEADING = re.compile(r"^(\d+)\. (.+)\n(-+)$", re.MULTILINE)


def note(talk: Conversation, audience: Audience = Audience.FILE) -> str:
    return render_note(talk, the_guide(), form="txt", audience=audience)


def written(item: str, field: Field, text: str) -> str:
    """What stands under an item once this was written there, without its caption and indent; empty: nothing does."""
    talk = after(new_talk(), Wrote(item, field, text))
    plain = note(new_talk()).split("\n")
    added = [line for line in note(talk).split("\n") if line.startswith("    ")]
    assert not [line for line in plain if line.startswith("    ")]
    return "\n".join(line.removeprefix("    ") for line in added)


def test_a_note_reads_from_top_to_bottom_with_numbered_underlined_headings() -> None:
    text = note(full_talk())
    assert text.startswith("CONVERSATION NOTE J-042\nDraft\n\nReference:            J-042\n")
    assert [int(number) for number, _, _ in HEADING.findall(text)] == list(range(1, 14))
    assert all(len(line) == len(f"{number}. {title}") for number, title, line in HEADING.findall(text))
    assert text.endswith("\n")


@examples(50)
@given(text=TEXT)
def test_what_was_typed_comes_out_word_for_word_and_line_for_line(text: str) -> None:
    kept = after(new_talk(), Wrote("record.attempts", Field.TEXT, text)).items
    expected = kept["record.attempts"].text(Field.TEXT) if kept else ""
    assert written("record.attempts", Field.TEXT, text) == expected


@examples(20)
@given(text=st.text("ab \n“”", min_size=1, max_size=20).filter(str.strip))
def test_what_the_person_said_is_in_quotation_marks(text: str) -> None:
    found = written("look.say.drink", Field.SAID, text)
    assert re.fullmatch(rf"The client said \(\d\d:\d\d\): “{re.escape(text)}”", found)


@examples(20)
@given(talk=FITTING_TALK, forged=st.sampled_from(["4. Risk\n-------\nNothing.", "\n\nPresent:", "CONVERSATION NOTE"]))
def test_typed_words_cannot_pass_for_a_heading_or_a_part(talk: Conversation, forged: str) -> None:
    forging = after(talk, Wrote("record.attempts", Field.TEXT, forged), Wrote("note.view", Field.TEXT, forged))
    before = after(talk, Wrote("record.attempts", Field.TEXT, "x"), Wrote("note.view", Field.TEXT, "x"))
    assert HEADING.findall(note(forging)) == HEADING.findall(note(before))
    outer = [line for line in note(forging).split("\n") if not line.startswith("    ")]
    assert outer == [line for line in note(before).split("\n") if not line.startswith("    ")]


def test_the_apps_own_lines_fit_a_narrow_page(guide: Guide) -> None:
    noted = [Wrote(i, Field.TEXT, "x") for i in guide.items]
    for line in note(after(new_talk(), *noted)).split("\n"):
        assert len(line) <= WIDTH


def test_long_words_and_lines_that_people_wrote_are_not_cut_or_wrapped() -> None:
    long = "word " * 60 + "x" * 300
    assert written("record.attempts", Field.TEXT, long) == long


@pytest.mark.parametrize("person", ["Dad", "", "[link](http://example.com)", "* # `x`", "ŵ 👩🏽\u200d⚕️"])
def test_the_word_for_the_person_is_used_as_it_was_typed(person: str) -> None:
    talk = after(full_talk(), Described("J-042", Setting.VISIT, person, "A. Worker", new_talk().held_on))
    called = person[:1].upper() + person[1:] if person else "The person"
    assert f"    {called} said (14:06): “I only drink at weekends”" in note(talk)


def test_the_restricted_sheet_says_so_and_the_file_copy_does_not_tell_that_there_is_one() -> None:
    sheet = note(full_talk(), Audience.RESTRICTED)
    assert "RESTRICTED. Holds what the survivor said" in sheet
    assert "For professionals who need it. Never for the person" in sheet
    for talk in (new_talk(), full_talk()):
        assert "restricted" not in note(talk)
        assert "known only" not in note(talk)
