"""Record: the note taking shape, what is missing, making it final, writing copies."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.widgets import Static

from engage_tui.conversation.events import Marked, Wrote
from engage_tui.conversation.words import Field, Mark
from engage_tui.tui.screens.copies import CopiesScreen
from engage_tui.tui.screens.details import DetailsScreen
from engage_tui.tui.screens.home import HomeScreen
from engage_tui.tui.screens.note import NoteScreen
from support.talks import after, full_talk, new_talk

if TYPE_CHECKING:
    from typing import Any

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


async def test_a_missing_author_leads_to_the_details(on_the_walk: Any) -> None:
    async with on_the_walk(replace(new_talk(), author=""), place="record") as seat:
        row = next(r.key for r in seat.bench.rows.rows if "who wrote it" in r.plain)
        seat.bench.rows.go_to(row)
        await seat.press("enter")
        assert isinstance(seat.app.screen, DetailsScreen)


async def test_what_is_missing_never_blocks_leaving_or_copies(on_the_walk: Any) -> None:
    talk = after(new_talk(), Marked("risk.weapons", Mark.PRESENT))
    async with on_the_walk(talk, place="record") as seat:
        await seat.press("down", "enter")
        assert isinstance(seat.app.screen, CopiesScreen)
        await seat.press("escape", "escape")
        assert isinstance(seat.app.screen, HomeScreen)


async def test_it_cannot_be_made_final_while_something_is_needed_and_says_so(on_the_walk: Any) -> None:
    talk = after(new_talk(), Marked("risk.weapons", Mark.PRESENT))
    async with on_the_walk(talk, place="record") as seat:
        await seat.press("down", "down", "enter")
        assert seat.bench.rows.key == "missing:0", "the cursor goes to the first thing that is needed"
        assert any("still needed" in n.message for n in seat.app._notifications)
        notes = await seat.app.desk.vault.run(seat.app.desk.vault.store.notes)
        assert [n.state for n in notes] == ["draft"]


async def test_a_final_note_is_kept_shown_with_its_fingerprint_and_no_longer_a_draft(on_the_walk: Any) -> None:
    async with on_the_walk(full_talk(), place="record") as seat:
        await seat.press("down", "down", "enter", "down", "enter")
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
        await seat.press("enter")
        lines = "\n".join(row.plain for row in seat.app.screen.query_one("RowList").rows)
        assert "SECRET" not in lines
        assert "Some of what is noted is on another sheet." in lines
        assert "They go upstairs when I shout" in lines


async def test_copies_say_where_they_went_and_who_could_read_them_and_never_overwrite(
    on_the_walk: Any, home: Home
) -> None:
    async with on_the_walk(full_talk(), place="record", size=(120, 40)) as seat:
        await seat.press("down", "enter", "enter")
        told = str(seat.app.screen.query_one("#problem", Static).render())
        assert str(home.exports) in told
        assert "Only this user account can read it" in told
        first = sorted(p.name for p in home.exports.iterdir())
        assert first == [f"J-042-2026-11-21-draft.{form}" for form in ("json", "md", "txt")]
        assert all((p.stat().st_mode & 0o777) == 0o600 for p in home.exports.iterdir())
        await seat.press("enter")
        assert len(list(home.exports.iterdir())) == 6
        assert "SECRET" not in "".join(p.read_text() for p in home.exports.iterdir())


async def test_the_restricted_sheet_is_written_only_when_it_is_chosen(on_the_walk: Any, home: Home) -> None:
    async with on_the_walk(full_talk(), place="record", size=(120, 40)) as seat:
        await seat.press("down", "enter", "down", "down", "enter")
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
        await seat.press("6", "home", "enter")
        assert isinstance(seat.app.screen, NoteScreen)
        await seat.press("end", "escape")
        await seat.press("down", "enter", "enter")
        assert len(list(home.exports.iterdir())) == 3
