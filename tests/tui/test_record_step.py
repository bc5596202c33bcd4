"""Record: the note taking shape, what is missing, making it final, writing copies."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.widgets import Static

from engage_tui.conversation.events import Marked, Wrote
from engage_tui.conversation.words import Field, Mark, Source
from engage_tui.record.export import FORMATS
from engage_tui.settings import Settings, load_settings
from engage_tui.tui.screens.copies import CopiesScreen
from engage_tui.tui.screens.details import DetailsScreen
from engage_tui.tui.screens.home import HomeScreen
from engage_tui.tui.screens.note import NoteScreen, open_final
from engage_tui.tui.screens.note_actions import SURE
from engage_tui.tui.widgets.row_list import RowList
from support.pages import PAGES, everything_in
from support.seat import key_event
from support.talks import after, full_talk, new_talk
from support.vaults import finalise

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    import pytest

    from engage_tui.guide.guide import Guide
    from engage_tui.paths import Home


def shown(seat: Any) -> str:
    return "\n".join(row.plain for row in seat.bench.rows.rows)


async def test_the_missing_list_goes_to_the_place_and_opens_the_field(on_the_walk: Any) -> None:
    talk = after(new_talk(), Marked("form.parenting-choice", Mark.NO), Marked("risk.weapons", Mark.PRESENT))
    async with on_the_walk(talk, place="record") as seat:
        assert "Needed before it can be final" in shown(seat)
        row = next(r.key for r in seat.bench.rows.rows if r.plain.startswith("You answered no"))
        seat.bench.rows.go_to(row)
        await seat.press("enter")
        await seat.type("Not safe at present")
        await seat.press("escape")
        assert seat.talk.items["form.parenting-choice"].text(Field.REASON) == "Not safe at present"
        await seat.press("6")
        assert "You answered no" not in shown(seat)
        row = next(r.key for r in seat.bench.rows.rows if r.plain.startswith("Present: "))
        seat.bench.rows.go_to(row)
        await seat.press("enter")
        assert seat.bench.rows.key == "risk.weapons"
        assert seat.bench.pane.writing


async def test_a_row_of_the_missing_list_goes_to_the_very_entry_and_its_field(on_the_walk: Any) -> None:
    actions = "record.concrete-actions"
    talk = after(
        new_talk(),
        Wrote(actions, Field.ACTION, "Stays at his brother's"),
        Wrote(f"{actions}~2", Field.ACTION, "Hands in the keys"),
        Wrote(f"{actions}~2", Field.WHEN, "Friday"),
        Wrote(f"{actions}~2", Field.EVIDENCE, "Two sets at the office"),
    )
    async with on_the_walk(talk, place="record") as seat:
        for words, entry, field in (
            ("Hands in the keys”: say who checks", f"{actions}~2", Field.CHECKED_BY),
            ("Stays at his brother's”: say by when, how", f"{actions}~1", Field.WHEN),
        ):
            await seat.press("6")
            seat.bench.rows.go_to(next(r.key for r in seat.bench.rows.rows if words in r.plain))
            await seat.press("enter")
            assert seat.bench.rows.key == entry
            assert seat.bench.pane._field is field
            await seat.press("escape")


async def test_an_act_without_a_source_is_opened_to_tick_one(on_the_walk: Any) -> None:
    pattern = "assess.map-the-pattern"
    talk = after(new_talk(), Wrote(pattern, Field.ACT, "Reads her messages"))
    async with on_the_walk(talk, place="record") as seat:
        seat.bench.rows.go_to(next(r.key for r in seat.bench.rows.rows if "Reads her messages" in r.plain))
        await seat.press("enter")
        assert seat.bench.rows.key == f"{pattern}~1"
        await seat.press("down", "space")
        assert seat.talk.items[pattern].sources == {Source.ME}


async def test_a_missing_author_leads_to_the_details(on_the_walk: Any) -> None:
    async with on_the_walk(replace(new_talk(), author=""), place="record") as seat:
        row = next(r.key for r in seat.bench.rows.rows if "who wrote it" in r.plain)
        seat.bench.rows.go_to(row)
        await seat.press("enter")
        assert isinstance(seat.app.screen, DetailsScreen)


async def test_what_is_missing_never_blocks_leaving_or_copies(on_the_walk: Any) -> None:
    talk = after(new_talk(), Marked("risk.weapons", Mark.PRESENT))
    async with on_the_walk(talk, place="record") as seat:
        await seat.press("down", "down", "enter")
        assert isinstance(seat.app.screen, CopiesScreen)
        await seat.press("escape", "escape")
        assert isinstance(seat.app.screen, HomeScreen)


async def test_it_cannot_be_made_final_while_something_is_needed_and_says_so(on_the_walk: Any) -> None:
    talk = after(new_talk(), Marked("risk.weapons", Mark.PRESENT))
    async with on_the_walk(talk, place="record") as seat:
        await seat.press(*["down"] * 3, "enter")
        assert seat.bench.rows.key == "missing:0", "the cursor goes to the first thing that is needed"
        assert any("still needed" in n.message for n in seat.app._notifications)
        notes = await seat.app.desk.vault.run(seat.app.desk.vault.store.notes)
        assert [n.state for n in notes] == ["draft"]


async def test_a_final_note_is_kept_shown_with_its_fingerprint_and_no_longer_a_draft(on_the_walk: Any) -> None:
    async with on_the_walk(full_talk(), place="record") as seat:
        await seat.press(*["down"] * 3, "enter", "down", "enter")
        assert isinstance(seat.app.screen, NoteScreen)
        vault = seat.app.desk.vault
        fingerprint = await vault.run(vault.store.fingerprint, "a1")
        assert f"Final. Fingerprint {fingerprint}" in seat.text()
        kept = await vault.run(vault.store.load, "a1")
        assert kept.items == full_talk().items
        await seat.press("escape")
        assert isinstance(seat.app.screen, HomeScreen)
        assert "Continue" not in seat.text()


async def test_unanswered_is_worth_a_look_and_not_needed(on_the_walk: Any) -> None:
    async with on_the_walk(place="record") as seat:
        assert "That is not a no." in shown(seat)
        assert "Needed before" not in shown(seat)


async def test_the_note_on_screen_holds_nothing_of_the_survivors_and_says_that_something_is_held(
    on_the_walk: Any,
) -> None:
    async with on_the_walk(full_talk(), place="record", size=(120, 36)) as seat:
        await seat.press("down", "enter")
        lines = "\n".join(row.plain for row in seat.app.screen.query_one("RowList").rows)
        assert "SECRET" not in lines
        assert "Some of what is noted is on another sheet." in lines
        assert "They go upstairs when I shout" in lines


async def test_copies_say_where_they_went_and_who_could_read_them_and_never_overwrite(
    on_the_walk: Any, home: Home
) -> None:
    async with on_the_walk(full_talk(), place="record", size=(120, 40)) as seat:
        await seat.press("down", "down", "enter", "enter")
        told = str(seat.app.screen.query_one("#problem", Static).render())
        assert str(home.exports) in told
        assert "Only this user account can read it" in told
        assert [p.name for p in home.exports.iterdir()] == ["J-042-2026-11-21-draft.docx"]
        await seat.press("2", "3", "4", "5", "enter")
        names = sorted(p.name for p in home.exports.iterdir())
        assert names == ["J-042-2026-11-21-draft-2.docx", *(f"J-042-2026-11-21-draft.{f}" for f in sorted(FORMATS))]
        assert all((p.stat().st_mode & 0o777) == 0o600 for p in home.exports.iterdir())
        for path in home.exports.iterdir():
            form, data = path.suffix[1:], path.read_bytes()
            assert "SECRET" not in (everything_in(form, data) if form in PAGES else data.decode())


async def test_the_copy_for_other_agencies_is_written_by_itself(on_the_walk: Any, home: Home) -> None:
    async with on_the_walk(full_talk(), place="record") as seat:
        await seat.press("down", "down", "enter", "2", "3", "4", "5", "down", "enter")
        written = {p.suffix: p for p in home.exports.iterdir()}
        assert {p.stem for p in written.values()} == {"J-042-2026-11-21-draft-agencies"}
        assert "Kept it short" not in written[".txt"].read_text()
        assert "J-042-2026-11-21-draft-agencies.docx, .pdf, .txt, .md, .json" in seat.text()
        assert "Esc back" in seat.text(), "all of it fits"


async def test_making_it_final_says_that_it_can_be_amended_and_its_keys_are_seen_on_a_narrow_screen(
    at_home: Any, guide: Guide
) -> None:
    talk = replace(full_talk(), id="f1", reference="F-1")
    async with at_home(prepare=lambda store: finalise(store, talk, guide), size=(80, 24)) as seat:
        seat.app.push_screen(await open_final(seat.app.desk, "f1"))
        await seat.rest()
        assert all(
            hint in seat.text() for hint in ("a amend", "w write copies", "s supervision copy", "p paste by field")
        )
    assert "amendment" in SURE


async def test_what_a_copy_does_not_hold_is_told_to_the_worker_and_named_only_when_asked(
    on_the_walk: Any, home: Home
) -> None:
    hers = (Marked("risk.weapons", Mark.PRESENT), Wrote("risk.weapons", Field.SURVIVOR, "A knife by the bed"))
    async with on_the_walk(after(new_talk(), *hers), place="record", settings=Settings(copy_forms="txt")) as seat:
        risk = seat.app.screen.guide.items["risk.weapons"].short.split()[-1]
        await seat.press("down", "down", "enter", "enter")
        assert "Something restricted is kept back" in seat.text()
        assert risk not in seat.text()
        seat.app.screen.query_one(RowList).go_to("kept-back")
        await seat.press("enter")
        assert risk in seat.text()
        assert "A knife" not in seat.text()
        (written,) = home.exports.iterdir()
        assert risk not in written.read_text()


async def test_nothing_is_said_to_be_kept_back_when_nothing_is(on_the_walk: Any, home: Home) -> None:
    talk = after(new_talk(), Wrote("look.say.drink", Field.SAID, "At weekends"))
    async with on_the_walk(talk, place="record", settings=Settings(copy_forms="txt")) as seat:
        await seat.press("down", "down", "enter", "enter")
        assert list(home.exports.iterdir())
        assert "kept back" not in seat.text()


async def test_closing_at_once_breaks_no_copy_off(on_the_walk: Any, home: Home) -> None:
    async with on_the_walk(full_talk(), place="record", settings=Settings(copy_forms="txt md json")) as seat:
        await seat.press("down", "down", "enter", "enter", "f3", "down", "enter", "f3")
        assert isinstance(seat.app.screen, CopiesScreen)
        assert len(list(home.exports.iterdir())) == 6
        await seat.press("f3")
        assert not isinstance(seat.app.screen, CopiesScreen)


async def test_names_in_full_are_chosen_for_the_copies_at_hand_and_not_for_those_of_other_agencies(
    on_the_walk: Any, home: Home
) -> None:
    name = Wrote("form.child-details", Field.NAME, "Zofia Testing")
    async with on_the_walk(after(full_talk(), name), place="record", settings=Settings(copy_forms="txt")) as seat:
        await seat.press("down", "down", "enter", "enter")
        await seat.press("end", "up", "enter")
        assert "● Names in full, not initials" in seat.text()
        assert "Esc back" in seat.text(), "all of it fits"
        await seat.press("home", "enter", "down", "enter", "down", "enter")
        written = {p.name: "Zofia Testing" in p.read_text("utf-8") for p in home.exports.iterdir()}
        assert written == {
            "J-042-2026-11-21-draft.txt": False,
            "J-042-2026-11-21-draft-names.txt": True,
            "J-042-2026-11-21-draft-agencies.txt": False,
            "J-042-2026-11-21-draft-restricted.txt": False,
        }
        await seat.press("escape", "enter")
        assert "○ Names in full" in seat.text(), "decided anew each time"
    async with on_the_walk(full_talk(), place="record") as seat:
        await seat.press("down", "down", "enter")
        assert "Names in full" not in seat.text(), "nothing to choose"


async def test_the_forms_chosen_are_remembered_for_the_next_copies(on_the_walk: Any, home: Home) -> None:
    async with on_the_walk(full_talk(), place="record") as seat:
        await seat.press("down", "down", "enter", "1")
        assert "Choose another form first" in seat.text()
        await seat.press("3", "1", "enter")
        await seat.press("escape", "enter")
        assert "3 ● Plain text" in seat.text()
        assert "1 ○ Word document" in seat.text()
        await seat.press("enter")
        assert {p.suffix for p in home.exports.iterdir()} == {".txt"}
    assert load_settings(home.settings).copy_forms == "txt"


async def test_a_setting_that_cannot_be_kept_is_no_trouble_for_the_copies(on_the_walk: Any, home: Home) -> None:
    home.settings.mkdir(parents=True)
    async with on_the_walk(full_talk(), place="record") as seat:
        await seat.press("down", "down", "enter", "3", "enter")
        assert "Written to" in seat.text()
        assert {p.suffix for p in home.exports.iterdir()} == {".docx", ".txt"}


async def test_without_the_part_for_pdfs_that_is_said_and_the_rest_is_written(
    on_the_walk: Any, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    async with on_the_walk(full_talk(), place="record", settings=Settings(copy_forms="docx pdf")) as seat:
        await seat.press("down", "down", "enter", "2")
        assert "To write a PDF, one more part is needed" in seat.text()
        assert "2 ○ PDF" in seat.text()
        await seat.press("enter")
        assert {p.suffix for p in home.exports.iterdir()} == {".docx"}


async def test_onto_another_disk_go_plain_text_and_what_can_be_read_back(
    on_the_walk: Any, home: Home, tmp_path: Path
) -> None:
    async with on_the_walk(full_talk(), place="record") as seat:
        screen = CopiesScreen(seat.app.desk, seat.app.screen.guide, full_talk(), final=False, elsewhere=True)
        seat.app.push_screen(screen)
        await seat.rest()
        await seat.type(str(tmp_path / "stick"))
        await seat.press("enter", "enter")
        assert sorted(p.suffix for p in (tmp_path / "stick").iterdir()) == [".json", ".txt"]
    assert not home.settings.exists()


async def test_a_long_note_is_drawn_while_the_screen_goes_on(on_the_walk: Any, home: Home) -> None:
    text = "\n".join(f"line {n} of what was said" for n in range(4000))
    async with on_the_walk(after(new_talk(), Wrote("form.summary", Field.TEXT, text)), place="record") as seat:
        await seat.press("down", "down", "enter", "2")
        seat.app.post_message(key_event("enter"))
        longest, before = 0.0, time.perf_counter()
        while len(list(home.exports.glob("*.pdf"))) == 0:
            await asyncio.sleep(0.005)
            now = time.perf_counter()
            longest, before = max(longest, now - before), now
        assert longest < 0.5
        await seat.rest()


async def test_the_restricted_sheet_is_written_only_when_it_is_chosen(on_the_walk: Any, home: Home) -> None:
    async with on_the_walk(full_talk(), place="record", size=(120, 40)) as seat:
        await seat.press("down", "down", "enter", "5", "1", "down", "down", "enter")
        written = sorted(p.name for p in home.exports.iterdir())
        assert all("restricted" in name for name in written)
        whole = json.loads(next(home.exports.glob("*.json")).read_text())
        assert whole["items"]["risk.separation"]["survivor"] == "SECRET she leaves on Friday"


async def test_words_of_ten_thousand_lines_go_through_the_screen_and_into_the_note(
    on_the_walk: Any, home: Home
) -> None:
    text = "\n".join(f"line {n} [b]x[/b]" for n in range(10_000))
    async with on_the_walk(after(new_talk(), Wrote("form.summary", Field.TEXT, text)), place="form.summary") as seat:
        await seat.press("enter", "end", "!", "escape")
        kept = seat.talk.items["form.summary"].text(Field.TEXT)
        assert kept.startswith(text[:1000])
        assert len(kept) == len(text) + 1
        await seat.press("6", "home", "down", "enter")
        assert isinstance(seat.app.screen, NoteScreen)
        await seat.press("end", "escape")
        await seat.press("down", "enter", "3", "4", "5", "enter")
        assert len(list(home.exports.iterdir())) == 4
