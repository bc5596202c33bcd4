"""The note field by field: every word that was written, alone and as it was written. Fiction, all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given

from engage_tui.conversation.events import Wrote
from engage_tui.conversation.words import Field
from engage_tui.record.audience import Audience
from engage_tui.record.export import note_for
from engage_tui.record.fields import paste_fields
from engage_tui.record.form import NOT_ANSWERED
from support.random_talks import FITTING_TALK, examples, the_guide
from support.talks import after, full_talk

if TYPE_CHECKING:
    from engage_tui.conversation.state import Conversation
    from engage_tui.record.fields import PasteField


def fields_of(talk: Conversation) -> tuple[PasteField, ...]:
    return paste_fields(note_for(talk, the_guide(), audience=Audience.FILE))


def test_a_field_is_the_words_alone_with_the_line_ends_that_were_written() -> None:
    talk = after(full_talk(), Wrote("record.attempts", Field.TEXT, "Monday: rang.\n\n  Tuesday: no answer. "))
    field = next(f for f in fields_of(talk) if f.text.startswith("Monday"))
    assert field.text == talk.items["record.attempts"].text(Field.TEXT)
    assert not field.whole


def test_a_part_is_its_text_with_its_heading() -> None:
    part = next(f for f in fields_of(full_talk()) if f.label.endswith("What was seen and heard"))
    assert part.whole
    assert part.text.startswith("2. What was seen and heard\n---")
    assert "Rang her four times in half an hour." in part.text


def test_nothing_that_only_the_survivor_said_is_among_them() -> None:
    assert not any("SECRET" in f.text + f.label + f.caption for f in fields_of(full_talk()))


def test_a_mark_says_what_it_is_about() -> None:
    assert "Is someone going with you? [yes]" in [f.text for f in fields_of(full_talk())]


@examples(40)
@given(talk=FITTING_TALK)
def test_every_word_of_the_file_copy_is_in_one_of_them(talk: Conversation) -> None:
    note = note_for(talk, the_guide(), audience=Audience.FILE)
    fields = paste_fields(note)
    assert len({f.key for f in fields}) == len(fields)
    texts = [f.text for f in fields if not f.whole]
    for entry in (e for p in note.parts for g in p.groups for e in g.entries):
        assert all(line.text in texts for line in entry.lines)
        told = entry.mark and entry.mark != NOT_ANSWERED
        assert not told or any(entry.label in t and entry.mark in t for t in texts)
    assert not [f for f in fields if not f.whole and f.caption == NOT_ANSWERED]
