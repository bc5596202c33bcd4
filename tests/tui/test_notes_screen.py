"""The list of notes: found by typing, narrowed, given review dates, deleted; and final notes amended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from engage_tui.conversation.words import Field
from engage_tui.tui.screens.home import HomeScreen
from engage_tui.tui.screens.note import NoteScreen
from engage_tui.tui.screens.notes import MORE, MOST, NotesScreen
from engage_tui.tui.screens.prompt import PromptScreen
from engage_tui.tui.screens.walk import WalkScreen
from engage_tui.tui.widgets.inputs import LineInput
from engage_tui.tui.widgets.row_list import RowList
from engage_tui.when import local_today, read_day
from support.talks import full_talk, new_talk
from support.vaults import DRAFT, FINAL, finalise

if TYPE_CHECKING:
    from typing import Any

    from engage_tui.guide.guide import Guide
    from engage_tui.store.store import Store


@pytest.fixture
def in_the_list(at_home: Any, guide: Guide) -> Any:
    """The list of a draft, a final note and an empty draft, on a wide screen."""

    def prepare(store: Store) -> None:
        store.save(None, DRAFT)
        finalise(store, FINAL, guide)
        store.save(None, new_talk("E-1", "e1"))

    return lambda size=(100, 30), more=lambda _: None: at_home(
        size, prepare=lambda store: (prepare(store), more(store))
    )


async def open_list(seat: Any) -> None:
    seat.app.screen.query_one(RowList).go_to("notes")
    await seat.press("enter")
    assert isinstance(seat.app.screen, NotesScreen)


async def fill_in(seat: Any, text: str) -> None:
    """Put text into the line on the screen, as a paste would."""
    seat.app.screen.query_one(LineInput).value = text
    await seat.pilot.pause()
    await seat.rest()


def listed(seat: Any) -> list[str]:
    return [row.key for row in seat.app.screen.query_one(RowList).rows]


def told(seat: Any) -> str:
    return str(seat.app.screen.query_one("#found", Static).render())


async def test_typing_finds_notes_by_their_words_and_the_arrows_move_meanwhile(in_the_list: Any) -> None:
    async with in_the_list() as seat:
        await open_list(seat)
        assert (listed(seat), told(seat)) == (["a1", "f1", "e1"], "3 notes · all notes")
        await seat.type("week")
        assert (listed(seat), told(seat)) == (["a1", "f1"], "2 notes found · all notes")
        assert "Look" in seat.text()
        await seat.press("down")
        assert seat.app.screen.query_one(RowList).key == "f1"
        await fill_in(seat, "weekends f-1")
        assert listed(seat) == ["f1"]
        await seat.type("x")
        assert told(seat) == "Nothing found among all notes."
        await seat.press("enter")
        assert isinstance(seat.app.screen, NotesScreen), "there is nothing to open"
        await seat.press("backspace", "enter")
        assert isinstance(seat.app.screen, NoteScreen)
        await seat.press("escape")
        assert seat.app.screen.query_one(LineInput).value == "weekends f-1"


async def test_enter_opens_what_was_typed_even_when_the_search_is_not_done_yet(in_the_list: Any) -> None:
    async with in_the_list() as seat:
        await open_list(seat)
        for key in ("e", "-", "1", "enter"):  # no rest between them
            seat.app.screen.query_one(LineInput).focus()
            await seat.pilot.press(key)
        await seat.rest()
        assert isinstance(seat.app.screen, WalkScreen)
        assert seat.talk.id == "e1"


async def test_no_word_of_a_note_and_no_place_of_the_survivors_is_shown_in_the_list(in_the_list: Any) -> None:
    async with in_the_list() as seat:
        await open_list(seat)
        for typed in ("knife", "leaves friday", "moved north", "survivor's acting"):
            await fill_in(seat, typed)
            assert listed(seat) == ["a1", "f1"], typed
            text = "\n".join(row.plain for row in seat.app.screen.query_one(RowList).rows)
            assert text.split() == ["J-042", "21", "Nov", "2026", "F-1", "21", "Nov", "2026"], typed
        await fill_in(seat, "upstairs")
        assert "They go" not in seat.text()
        assert "Ask: " in seat.text()


async def test_a_key_narrows_the_list_to_drafts_final_notes_and_those_due(in_the_list: Any) -> None:
    async with in_the_list(more=lambda store: store.set_review("e1", local_today())) as seat:
        assert "1 due for review" in seat.text()
        await open_list(seat)
        for ids in (["a1", "e1"], ["f1"], ["e1"], ["a1", "f1", "e1"]):
            await seat.press("f5")
            assert listed(seat) == ids


async def test_many_notes_are_cut_off_with_a_line_that_says_how_many_more_and_shows_them(at_home: Any) -> None:
    def prepare(store: Store) -> None:
        for n in range(MOST + 20):
            store.save(None, new_talk(f"N-{n}", f"n{n}"))

    async with at_home(prepare=prepare) as seat:
        await open_list(seat)
        assert len(listed(seat)) == MOST + 1
        seat.app.screen.query_one(RowList).go_to(MORE)
        await seat.rest()
        assert "20 more" in seat.text()
        await seat.press("enter")
        assert len(listed(seat)) == MOST + 20


async def test_a_review_date_is_given_changed_and_taken_away(in_the_list: Any) -> None:
    async with in_the_list() as seat:
        await open_list(seat)
        await seat.press("f6")
        assert isinstance(seat.app.screen, PromptScreen)
        await seat.type("1/5/2027")
        await seat.press("enter")
        assert "review 1 May 2027" in seat.text()
        await seat.press("f6")
        assert seat.app.screen.query_one(LineInput).value == "01/05/2027"
        seat.app.screen.query_one(LineInput).value = "soon"
        await seat.press("enter")
        assert any("not a date" in n.message for n in seat.app._notifications)
        assert "review 1 May 2027" in seat.text()
        await seat.press("f6")
        seat.app.screen.query_one(LineInput).value = ""
        await seat.press("enter")
        assert "review" not in seat.app.screen.query_one(RowList).rows[0].tail


@pytest.mark.parametrize(
    ("typed", "on"),
    [
        ("2027-05-01", date(2027, 5, 1)), ("1/5/2027", date(2027, 5, 1)), ("01/05/2027", date(2027, 5, 1)),
        ("31/2/2027", None), ("5/2027", None), ("tomorrow", None), ("", None), ("1/5/27/3", None), ("²/5/2027", None),
    ],
)  # fmt: skip
def test_a_date_is_read_day_first_or_not_at_all(typed: str, on: date | None) -> None:
    assert read_day(typed) == on


async def delete(seat: Any, *typed: str) -> None:
    await seat.press("f8")
    for words in typed:
        await fill_in(seat, words)
        await seat.press("enter")


async def test_a_note_is_deleted_only_when_its_reference_is_typed_and_what_stays_is_told(in_the_list: Any) -> None:
    async with in_the_list() as seat:
        await open_list(seat)
        await seat.press("f8")
        for words in ("Delete J-042?", "Copies written to files are not deleted", "backups", "solid-state disk"):
            assert words in "\n".join(str(part.render()) for part in seat.app.screen.query(Static))
        await seat.type("J-43")
        await seat.press("enter")
        assert listed(seat) == ["a1", "f1", "e1"]
        await delete(seat, "J-042")
        assert listed(seat) == ["f1", "e1"]
        await delete(seat, "F-1", "Time to keep it is over")
        assert listed(seat) == ["e1"]
        vault = seat.app.desk.vault
        (body,) = await vault.run(
            lambda: vault.store._connection.execute("select doc from entry where seq = 2").fetchone()
        )
        assert "Time to keep it is over" in body
        assert "F-1" not in body


async def test_a_draft_that_was_open_stays_deleted(in_the_list: Any) -> None:
    async with in_the_list() as seat:
        await open_list(seat)
        await seat.press("enter")
        await seat.press("2", "escape")
        await open_list(seat)
        await delete(seat, "J-042")
        assert listed(seat) == ["f1", "e1"]
        await seat.press("escape")
        assert isinstance(seat.app.screen, HomeScreen)
        assert "Continue E-1" in seat.text()
        seat.app.save_now()
        vault = seat.app.desk.vault
        assert {n.id for n in await vault.run(vault.store.notes)} == {"f1", "e1"}


async def test_a_final_note_is_amended_with_a_reason_and_both_versions_can_be_read(in_the_list: Any) -> None:
    async with in_the_list() as seat:
        await open_list(seat)
        await seat.press("down", "enter")
        await seat.press("a")
        assert "nothing that only the survivor said" in str(seat.app.screen.query_one(".dialog-text", Static).render())
        await fill_in(seat, "The date of the call was wrong")
        await seat.press("enter")
        assert isinstance(seat.app.screen, WalkScreen)
        assert "Amendment of version 1 · F-1" in seat.text()
        assert seat.talk.items == FINAL.items
        await seat.go_to("record.attempts")
        await seat.press("enter")
        await seat.type("Tuesday ")
        await seat.press("escape", "6")
        seat.bench.rows.go_to("do:final")
        await seat.press("enter", "down", "enter")
        assert isinstance(seat.app.screen, NoteScreen)
        text = seat.text()
        for words in (
            "Versions",
            "● 2  A. Worker",
            "The date of the call was wrong",
            "○ 1  A. Worker",
            "Final, version 2.",
        ):
            assert words in text
        seat.app.screen.query_one(RowList).go_to("version:1")
        await seat.press("enter")
        assert "Final. Fingerprint" in seat.text()
        assert "Tuesday" not in "\n".join(r.plain for r in seat.app.screen.query_one(RowList).rows)
        await seat.press("a")
        assert any("newest version" in n.message for n in seat.app._notifications)
        await seat.press("escape")
        assert isinstance(seat.app.screen, NotesScreen)
        assert listed(seat) == ["f1", "a1", "e1"]
        assert "final 2" in seat.text()


async def test_an_amendment_that_was_begun_is_marked_in_the_list_and_gone_on_with(in_the_list: Any) -> None:
    async with in_the_list() as seat:
        await open_list(seat)
        await seat.press("down", "enter")
        await seat.press("a")
        await fill_in(seat, "A reason")
        await seat.press("enter")
        await seat.press("escape")
        await seat.press("escape")
        draft = seat.talk.id
        assert "amends 1" in seat.text()
        seat.app.screen.query_one(RowList).go_to("f1")
        await seat.press("enter")
        await seat.press("a")
        assert isinstance(seat.app.screen, WalkScreen)
        assert seat.talk.id == draft
        for _ in range(3):
            await seat.press("escape")
        assert "Continue the amendment of F-1" in seat.text()


async def test_copies_of_an_amended_note_carry_version_reason_and_fingerprint(in_the_list: Any) -> None:
    from support.vaults import AT

    def amend(store: Store) -> None:
        draft = replace(full_talk(), id="draft", reference="F-1", changed=FINAL.changed + timedelta(days=1))
        store.begin_amendment(draft, "f1", reason="A wrong date", at=AT)
        record = final_record(draft, the_guide())
        store.finalise(draft, at="2026-11-22T15:00:00Z", record=record)

    from engage_tui.record.final import final_record
    from support.random_talks import the_guide

    async with in_the_list(more=amend) as seat:
        await open_list(seat)
        await seat.press("enter")
        await seat.press("w", "3", "enter")
        home = seat.app.desk.home
        names = sorted(p.name for p in home.exports.iterdir())
        assert names == [f"F-1-2026-11-21-final-v2.{form}" for form in ("docx", "txt")]
        text = (home.exports / names[1]).read_text()
        vault = seat.app.desk.vault
        fingerprint = await vault.run(vault.store.fingerprint, "f1")
        for words in (f"Final, version 2. Fingerprint {fingerprint}", "A wrong date", "amended 22 November 2026"):
            assert words in text
        assert DRAFT.items["record.attempts"].text(Field.TEXT) in text
