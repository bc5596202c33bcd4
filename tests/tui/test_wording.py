"""The language lens in the app: while writing, over the whole note, and what was kept. Fiction, all of it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from engage_tui.conversation.events import Carried, KeptWords, Marked, Moved, Ticked, Wrote
from engage_tui.conversation.words import IDENTIFYING, Field, Mark, Source
from engage_tui.settings import Settings, load_settings
from engage_tui.tui.screens.note import NoteScreen
from engage_tui.tui.screens.prompt import PromptScreen
from engage_tui.tui.screens.settings import SettingsScreen
from engage_tui.tui.screens.walk import WalkScreen
from engage_tui.tui.screens.wording import WordingScreen
from engage_tui.tui.screens.write_up import WriteUpScreen
from engage_tui.tui.widgets import wording_line
from engage_tui.tui.widgets.inputs import NoteArea
from engage_tui.tui.widgets.row_list import RowList
from engage_tui.tui.widgets.wording_line import WordingLine
from engage_tui.tui.wording import LOOKED_AT, forget_gone, look, prompts, sentence_around
from engage_tui.tui.wording_rows import look_over
from support.labelled import sentences, shipped_lens
from support.talks import after, full_talk, new_talk

if TYPE_CHECKING:
    from typing import Any

    from engage_tui.lens.lens import Lens
    from engage_tui.paths import Home
    from support.seat import Seat

VIEW, SUMMARY, SURVIVORS = "note.view", "form.summary", "form.victim-additional"
BLAMING = "Mum keeps going back to him."
PLAIN = "He shouted at Mum in the kitchen for an hour."


@pytest.fixture(scope="module")
def lens() -> Lens:
    return shipped_lens()


@pytest.fixture(autouse=True)
def _rests_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording_line, "REST_SECONDS", 0.02)


async def rested(seat: Seat) -> WordingLine:
    """Wait until typing has rested and what was typed was looked at."""
    await seat.pilot.pause(0.05)
    while seat.app.screen.query_one(WordingLine)._waiting:
        await asyncio.sleep(0.01)
    await seat.rest()
    return seat.app.screen.query_one(WordingLine)


def underlined(seat: Seat) -> list[str]:
    area = seat.app.screen.query_one(NoteArea)
    return [area.get_text_range(m.start, m.end) for m in area.marked]


async def open_field(seat: Seat, item: str) -> None:
    await seat.go_to(item)
    await seat.press("w")


# -- while writing


async def test_words_are_marked_when_typing_rests_and_told_of_below(on_the_walk: Any) -> None:
    async with on_the_walk(place=SUMMARY) as seat:
        await seat.press("w")
        await seat.type(BLAMING)
        line = await rested(seat)
        area = seat.app.screen.query_one(NoteArea)
        assert underlined(seat) == ["Mum keeps going back to him"]
        assert area.text == BLAMING
        assert area.cursor_location == (0, len(BLAMING))
        assert line.prompt is not None
        assert line.prompt.labels == ("victim-blaming",)
        assert "“Mum keeps going back to him”" in seat.text()
        assert "Perhaps:" in seat.text()
        drawn = [s for s in area.render_line(0) if s.style is not None and s.style.underline]
        assert "".join(s.text for s in drawn) == "Mum keeps going back to him"
        await seat.press("escape")
        assert seat.talk.items[SUMMARY].text(Field.TEXT) == BLAMING


async def test_marks_go_along_with_their_words_between_two_looks(on_the_walk: Any) -> None:
    async with on_the_walk(after(new_talk(), Wrote(SUMMARY, Field.TEXT, BLAMING), Moved(SUMMARY))) as seat:
        await seat.press("w")
        await rested(seat)
        area = seat.app.screen.query_one(NoteArea)
        area.move_cursor((0, 0))
        area.insert("On Friday.\nThen ")
        assert underlined(seat) == ["Mum keeps going back to him"]
        area.insert("x", (1, 8))  # inside the words
        assert underlined(seat) == []
        area.undo()
        await rested(seat)
        assert underlined(seat) == ["Mum keeps going back to him"]


async def test_the_words_at_or_before_the_cursor_are_told_of_and_a_key_goes_to_the_next(on_the_walk: Any) -> None:
    text = f"{BLAMING} {PLAIN}\nThey have a volatile relationship.\n"
    async with on_the_walk(after(new_talk(), Wrote(SUMMARY, Field.TEXT, text), Moved(SUMMARY))) as seat:
        await seat.press("w")
        line = await rested(seat)
        area = seat.app.screen.query_one(NoteArea)
        assert line.prompt is not None
        assert "volatile" in line.prompt.words
        area.move_cursor((0, 40))
        await seat.rest()
        assert "going back" in line.prompt.words
        await seat.press("ctrl+n")
        assert "volatile" in line.prompt.words
        assert area.cursor_location[0] == 1
        await seat.press("ctrl+n")
        assert area.cursor_location == (0, 0)
        assert area.text == text


async def test_kept_words_are_not_asked_about_again_in_this_answer_until_it_is_taken_back(on_the_walk: Any) -> None:
    talk = after(new_talk(), Wrote(VIEW, Field.TEXT, BLAMING), Moved(SUMMARY))
    async with on_the_walk(talk) as seat:
        await seat.press("w")
        await seat.type(BLAMING)
        await rested(seat)
        await seat.press("ctrl+o")
        assert isinstance(seat.app.screen, PromptScreen)
        await seat.type("It is what the plan says")
        await seat.press("enter")
        assert underlined(seat) == []
        kept = seat.talk.items[SUMMARY].kept
        assert [(k.words, k.label, k.reason) for k in kept] == [
            ("Mum keeps going back to him", "victim-blaming", "It is what the plan says")
        ]
        await seat.press("end", *" Mum keeps going back to him!")
        await rested(seat)
        assert underlined(seat) == []
        await open_field(seat, VIEW)  # another answer
        await rested(seat)
        assert underlined(seat) == ["Mum keeps going back to him"]
        await seat.press("escape", "u", "u")
        assert seat.talk.items[SUMMARY].kept == ()
        await open_field(seat, SUMMARY)
        await rested(seat)
        assert underlined(seat) == ["Mum keeps going back to him"]


async def test_the_words_of_others_are_not_looked_at_and_carried_ones_are(on_the_walk: Any) -> None:
    carried = Carried("record.next-contact", "J-042, 1 November 2026", ((Field.TEXT, BLAMING),))
    talk = after(new_talk(), Wrote("look.say.drink", Field.SAID, BLAMING), carried, Moved("look.say.drink"))
    async with on_the_walk(talk) as seat:
        await seat.press("w")
        assert seat.app.screen.query_one(NoteArea).text == BLAMING
        line = await rested(seat)
        assert underlined(seat) == []
        assert not line.display
        await seat.press("tab")
        assert line.display


async def test_switched_off_in_settings_nothing_is_marked(on_the_walk: Any, home: Home) -> None:
    talk = after(new_talk(), Wrote(SUMMARY, Field.TEXT, BLAMING), Moved(SUMMARY))
    async with on_the_walk(talk) as seat:
        seat.app.push_screen(SettingsScreen(seat.app.desk))
        await seat.rest()
        seat.app.screen.query_one(RowList).go_to("lens_while_writing")
        await seat.press("enter", "escape")
        assert load_settings(home.settings).lens_while_writing is False
        await seat.press("w")
        line = await rested(seat)
        assert not line.display
        assert underlined(seat) == []


async def test_the_lens_is_not_read_before_something_is_typed_that_it_looks_at(on_the_walk: Any) -> None:
    async with on_the_walk(place=SUMMARY) as seat:
        assert seat.app.desk._lens is None
        await seat.press("w")
        await rested(seat)
        assert seat.app.desk._lens is None
        await seat.type("a")
        await rested(seat)
        assert seat.app.desk._lens is not None


async def test_nothing_of_a_field_stays_in_the_line_when_it_is_left(on_the_walk: Any) -> None:
    async with on_the_walk(after(new_talk(), Wrote(SUMMARY, Field.TEXT, BLAMING), Moved(SUMMARY))) as seat:
        await seat.press("w")
        line = await rested(seat)
        assert line._seen
        await seat.press("escape")
        assert (line._seen, line._found, line._prompts, line.prompt) == ({}, (), (), None)


async def test_it_works_in_the_write_up_too(on_the_walk: Any) -> None:
    async with on_the_walk(place="record") as seat:
        await seat.press("Y", "enter")
        assert isinstance(seat.app.screen, WriteUpScreen)
        await seat.type(BLAMING)
        await rested(seat)
        assert underlined(seat) == ["Mum keeps going back to him"]
        await seat.press("ctrl+o", "enter")
        assert underlined(seat) == []
        assert seat.talk.items[SUMMARY].kept


async def test_a_mistake_in_ones_own_rules_is_told_and_ours_are_used(on_the_walk: Any, home: Home) -> None:
    home.content.mkdir(parents=True)
    (home.content / "language.yaml").write_text("schema: 1\nrules:\n  - id: our.x\n    lable: vague\n")
    async with on_the_walk(after(new_talk(), Wrote(SUMMARY, Field.TEXT, BLAMING), Moved(SUMMARY))) as seat:
        await seat.press("w")
        await rested(seat)
        assert underlined(seat) == ["Mum keeps going back to him"]
        assert "language.yaml:3" in seat.app.desk.lens_trouble
        assert [n for n in seat.app._notifications if "language.yaml:3" in n.message]


async def test_ones_own_rules_are_used(on_the_walk: Any, home: Home) -> None:
    home.content.mkdir(parents=True)
    (home.content / "language.yaml").write_text("schema: 1\noff: [victim-blaming]\n")
    async with on_the_walk(after(new_talk(), Wrote(SUMMARY, Field.TEXT, BLAMING), Moved(SUMMARY))) as seat:
        await seat.press("w")
        await rested(seat)
        assert underlined(seat) == []
        assert seat.app.desk.lens_trouble == ""


# -- over the whole note


def noted() -> Any:
    return after(
        new_talk(),
        Wrote("look.say.drink", Field.SAID, "There was an incident, she provoked me"),
        Wrote("look.say.drink", Field.VIEW, f"{PLAIN} There was an incident at home."),
        Wrote(VIEW, Field.TEXT, BLAMING),
        Wrote(SURVIVORS, Field.TEXT, "Mum failed to protect zqsecret."),
        Marked("risk.weapons", Mark.PRESENT),
        Ticked("risk.weapons", Source.SURVIVOR, on=True),
        Wrote("risk.weapons", Field.VIEW, "There was an incident with zqsecret."),
    )


async def look_at_it(seat: Seat) -> RowList:
    seat.bench.rows.go_to("do:wording")
    await seat.press("enter")
    assert isinstance(seat.app.screen, WordingScreen)
    return seat.app.screen.query_one(RowList)


def plain(rows: RowList) -> str:
    return "\n".join(row.plain for row in rows.rows)


async def test_the_whole_note_in_its_order_and_enter_goes_to_the_very_words(on_the_walk: Any) -> None:
    async with on_the_walk(noted(), place="record") as seat:
        before = seat.talk.items
        rows = await look_at_it(seat)
        told = plain(rows)
        assert "My view: There was an incident at home." in told
        assert told.index("an incident at home") < told.index("going back")
        assert "she provoked me" not in told
        assert seat.talk.items == before
        rows.go_to(next(r.key for r in rows.rows if "going back" in r.plain and r.stop))
        await seat.press("enter")
        assert isinstance(seat.app.screen, WalkScreen)
        assert seat.bench.pane._field is Field.TEXT
        assert seat.bench.pane.sheet is not None
        assert seat.bench.pane.sheet.item == VIEW
        assert seat.app.screen.query_one(NoteArea).cursor_location == (0, 0)
        await seat.press("escape", "escape")
        assert seat.bench.rows.key == "do:wording"


async def test_what_only_the_survivor_said_is_told_by_its_place_alone(on_the_walk: Any) -> None:
    async with on_the_walk(noted(), place="record") as seat:
        rows = await look_at_it(seat)
        told = plain(rows)
        assert "zqsecret" not in told
        assert "failed to protect" not in told
        hidden = [r for r in rows.rows if "hidden here" in r.plain]
        assert len(hidden) >= 2
        rows.go_to(hidden[0].key)
        await seat.press("space")
        assert isinstance(seat.app.screen, WordingScreen)  # what was not seen is not kept
        await seat.press("enter")
        assert "zqsecret" in seat.app.screen.query_one(NoteArea).text


async def test_kept_in_the_list_and_asked_about_again(on_the_walk: Any) -> None:
    async with on_the_walk(after(new_talk(), Wrote(VIEW, Field.TEXT, BLAMING)), place="record") as seat:
        rows = await look_at_it(seat)
        rows.go_to("0")
        await seat.press("space")
        await seat.type("As the court put it")
        await seat.press("enter")
        assert "Kept as it is" in plain(rows)
        assert "As the court put it" in plain(rows)
        assert "There are no words here" in plain(rows)
        assert seat.talk.items[VIEW].text(Field.TEXT) == BLAMING
        rows.go_to("kept:0")
        await seat.press("space")
        assert seat.talk.items[VIEW].kept == ()
        assert "going back" in plain(rows)
        await seat.press("u")
        assert seat.talk.items[VIEW].kept
        assert "Kept as it is" in plain(rows)


async def test_it_is_offered_once_more_before_the_note_is_made_final(on_the_walk: Any) -> None:
    async with on_the_walk(after(new_talk(), Wrote(VIEW, Field.TEXT, BLAMING)), place="record") as seat:
        seat.bench.rows.go_to("do:final")
        await seat.press("enter", "down", "down", "enter")
        assert isinstance(seat.app.screen, WordingScreen)
        assert "going back" in plain(seat.app.screen.query_one(RowList))


async def test_no_number_reads_as_a_score(on_the_walk: Any) -> None:
    async with on_the_walk(full_talk(), place="record") as seat:
        row = next(r for r in seat.bench.rows.rows if r.key == "do:wording")
        assert (row.plain, row.tail) == ("Look at the wording", "")
        seat.bench.rows.go_to("do:wording")
        await seat.press("enter")
        top = seat.text().split("\n")[0]
        assert not any(c.isdigit() for c in top.replace("J-042", ""))


async def test_a_final_note_is_looked_at_and_never_changed(on_the_walk: Any, guide: Any) -> None:
    async with on_the_walk(noted(), place="record") as seat:
        seat.app.push_screen(NoteScreen(seat.app.desk, guide, seat.talk))
        await seat.rest()
        await seat.press("l")
        rows = seat.app.screen.query_one(RowList)
        assert "going back" in plain(rows)
        assert "zqsecret" not in plain(rows)
        await seat.press("space", "u")
        assert seat.talk.items == noted().items
        rows.go_to(next(r.key for r in rows.rows if "hidden here" in r.plain))
        await seat.press("enter")
        assert "zqsecret" in plain(rows)


# -- without a screen


def test_every_field_is_either_looked_at_or_has_a_reason_not_to_be() -> None:
    others = {Field.SAID, Field.SURVIVOR, Field.AGENCY, Field.RECORD, Field.ASKED_AS, Field.PLANNED_AS, Field.CARRIED}
    no_sentence = {Field.WHO, Field.WHEN, Field.TOWARDS, Field.CHECKED_BY, Field.WAY, Field.HELD_UNDER, Field.CASE_ID}
    assert set(Field) == LOOKED_AT | others | no_sentence | IDENTIFYING | {Field.MAY_KNOW}
    assert LOOKED_AT.isdisjoint(others | no_sentence | IDENTIFYING)


def test_paragraph_by_paragraph_finds_what_the_whole_finds(lens: Lens) -> None:
    texts = [s.text for s in sentences("build")][::4]
    gaps = ["\n\n", " ", "\n", "\n \n", "\n\n\n"]
    text = "".join(s + gaps[n % len(gaps)] for n, s in enumerate(texts))
    assert look(lens, text, {}) == lens.findings(text)
    assert len(lens.findings(text)) > 50


def test_a_paragraph_is_looked_at_once_and_forgotten_when_it_is_gone(lens: Lens) -> None:
    looked: list[str] = []

    class Counting:
        def findings(self, text: str) -> Any:
            looked.append(text)
            return lens.findings(text)

    seen: Any = {}
    counting: Any = Counting()
    look(counting, f"{BLAMING}\n\n{PLAIN}", seen)
    assert look(counting, f"{BLAMING}\n\n{PLAIN} Then he left.", seen)[0].label == "victim-blaming"
    assert looked == [BLAMING, PLAIN, f"{PLAIN} Then he left."]
    forget_gone(seen, BLAMING)
    assert list(seen) == [BLAMING]


def test_when_it_is_stopped_nothing_more_is_looked_at(lens: Lens) -> None:
    seen: Any = {BLAMING: lens.findings(BLAMING)}
    assert look(lens, f"{BLAMING}\n\n{BLAMING} Again.", seen, lambda: True) == lens.findings(BLAMING)
    assert list(seen) == [BLAMING]


def test_kept_words_are_the_same_whatever_their_capitals_and_lines(lens: Lens) -> None:
    found = lens.findings("In the weeks that followed the assault in June, MUM keeps\ngoing back to him.")
    talk = after(new_talk(), KeptWords(VIEW, "Mum keeps going back to him", "victim-blaming"))
    assert prompts(found)
    assert prompts(found, talk.items[VIEW].kept) == ()
    others = [replace(f, label="vague") for f in found]
    assert prompts(others, talk.items[VIEW].kept)


def test_the_sentence_around_words() -> None:
    text = "He came at nine. There was\nan incident at home. He left."
    start = text.index("an incident")
    assert sentence_around(text, start, start + 11) == ("", "an incident", " at home.")
    assert sentence_around("x " * 500 + "an incident" + " y" * 500, 1000, 1011)[0].startswith("… x")


def test_a_field_that_the_guide_no_longer_has_is_left_alone(guide: Any, lens: Lens) -> None:
    assert look_over(after(new_talk(), Wrote("gone.item", Field.TEXT, BLAMING)), guide, lens) == ()


def test_settings_read_the_switch(tmp_path: Any) -> None:
    assert Settings().lens_while_writing
    (tmp_path / "s.toml").write_text("lens_while_writing = false\n")
    assert not load_settings(tmp_path / "s.toml").lens_while_writing
