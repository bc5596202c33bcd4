"""The form that Word documents and PDFs are drawn from: nothing of a note is lost on the way to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from engage_tui.guide.model import NotePart
from engage_tui.record.audience import Audience
from engage_tui.record.docx_file import to_docx
from engage_tui.record.export import note_for
from engage_tui.record.note import Entry, Group, Line, Note, Part
from engage_tui.record.sheet import LONG, WIDEST_TABLE, Heading, Table, Words, paragraphs, sheet_of
from support.pages import blocks, opened
from support.random_talks import FITTING_TALK, examples, the_guide

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engage_tui.conversation.state import Conversation
    from engage_tui.record.sheet import Block

CAPTIONS = tuple(f"Column {n}" for n in range(9))
WORD = st.text("abc é", min_size=1, max_size=12).filter(str.strip)
LINE = st.builds(Line, st.sampled_from([*CAPTIONS, ""]), WORD | st.just("word " * 400), quoted=st.booleans())
ENTRY = st.builds(Entry, WORD, st.sampled_from(["", "present"]), st.just(""), st.lists(LINE, max_size=9).map(tuple))
COLUMNS = st.integers(0, len(CAPTIONS)).map(lambda n: CAPTIONS[:n])
GROUP = st.builds(Group, st.just("People"), st.lists(ENTRY, min_size=1, max_size=4).map(tuple), COLUMNS)


def note_of(*groups: Group) -> Note:
    facts = (("Reference", "J-042"),)
    parts = (Part(NotePart.PATTERN, "", groups),)
    return Note("Conversation note J-042", "Draft", Audience.FILE, facts, parts, ("The end.",))


def table_of(*entries: Entry, columns: tuple[str, ...]) -> Table:
    tables = [b for b in sheet_of(note_of(Group("", entries, columns))).blocks if isinstance(b, Table)]
    assert len(tables) == 2
    return tables[1]


def texts(several: tuple[Block, ...]) -> Iterator[str]:
    for block in several:
        match block:
            case Heading(text):
                yield text
            case Words(text, _, caption, mark):
                yield from (text, caption, mark)
            case Table(head, rows):
                yield from head
                for row in rows:
                    for cell in row:
                        yield from texts(cell)


@examples(80)
@given(group=GROUP)
def test_every_word_of_every_entry_is_in_the_form_whatever_its_columns(group: Group) -> None:
    found = list(texts(sheet_of(note_of(group)).blocks))
    for entry in group.entries:
        assert entry.label in found
        assert entry.mark in found or not entry.mark
        for line in entry.lines:
            assert line.text in [f.strip("“”") for f in found] or line.text in found
            assert any(line.caption in f for f in found)


@examples(25)
@given(talk=FITTING_TALK)
def test_every_line_of_a_note_is_in_the_form_and_in_the_word_document(talk: Conversation) -> None:
    note = note_for(talk, the_guide(), audience=Audience.FILE)
    found = "\n".join(texts(sheet_of(note).blocks))
    read = "\n".join(p.text for p in blocks(opened(to_docx(note))))
    for part in note.parts:
        for line in (ln for group in part.groups for entry in group.entries for ln in entry.lines):
            assert line.text in found
            assert line.text in read


def test_lines_go_into_the_columns_of_their_captions() -> None:
    one = Entry("Sam", lines=(Line("Born", "2016"), Line("Name", "Sam"), Line("Kept", "in the case system")))
    table = table_of(one, columns=("Name", "Born"))
    assert table.head == ("Name", "Born")
    name, born = table.rows[0]
    assert [w.text for w in name] == ["Sam"]
    assert [(w.caption, w.text) for w in born] == [("", "2016"), ("Kept", "in the case system")]


def test_a_column_without_a_name_gets_one() -> None:
    assert table_of(Entry("Sam", lines=(Line("", "x"),)), columns=("Name", "")).head == ("Name", "Also noted")


def test_what_is_too_wide_or_too_long_to_be_read_across_stands_one_below_the_other() -> None:
    wide = Entry("Sam", lines=tuple(Line(c, "x") for c in CAPTIONS))
    assert len(CAPTIONS) > WIDEST_TABLE
    table = table_of(wide, columns=CAPTIONS)
    assert table.head == ()
    assert [row[0][0].text for row in table.rows] == list(CAPTIONS)
    long = Entry("Sam", lines=(Line("Column 0", "x" * LONG),))
    assert not [b for b in sheet_of(note_of(Group("", (long,), CAPTIONS[:2]))).blocks[1:] if isinstance(b, Table)]


def test_a_column_in_which_nothing_stands_is_left_out() -> None:
    table = table_of(Entry("Weapons", "present"), Entry("Stalking", "present"), columns=())
    assert len(table.head) == 2
    assert sum(table.shares) == 100


def test_lines_are_cut_where_the_direction_changes_and_put_together_again_are_the_same() -> None:
    text = "one\nاثنان\n12:30\n\nthree"
    assert paragraphs(text) == [("one", False), ("اثنان\n12:30\n", True), ("three", False)]
    assert "\n".join(t for t, _ in paragraphs(text)) == text
