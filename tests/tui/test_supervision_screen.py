"""Making a supervision copy: shown first, decided by a person, read, and then written. Everyone here is made up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.widgets import Static

from engage_tui.conversation.events import Wrote
from engage_tui.conversation.words import Field
from engage_tui.record.redact import HEAD
from engage_tui.tui.screens.note import open_final
from engage_tui.tui.screens.reading import ReadingScreen
from engage_tui.tui.screens.supervision import SupervisionScreen
from engage_tui.tui.screens.supervision_copies import SupervisionCopies
from engage_tui.tui.widgets.row_list import RowList
from support.talks import after, full_talk
from support.vaults import finalise

if TYPE_CHECKING:
    from typing import Any

    from engage_tui.guide.guide import Guide
    from engage_tui.paths import Home

WORDS = "Rang Sarah Jones on 07700 900123. Sarah was with Devonte at 14 Marlow Road. Pixie barked, as the whelk does."
TALK = after(full_talk(), Wrote("form.summary", Field.TEXT, WORDS))


def rows(seat: Any) -> dict[str, str]:
    """What the list says, by what is found."""
    found = seat.app.screen.query_one(RowList).rows
    return {row.spans[0][0]: row.plain for row in found}


async def supervision(seat: Any) -> SupervisionScreen:
    seat.bench.rows.go_to("do:supervision")
    await seat.press("enter")
    assert isinstance(seat.app.screen, SupervisionScreen)
    return seat.app.screen


def go_to(seat: Any, text: str) -> None:
    found = seat.app.screen.query_one(RowList)
    found.go_to(next(row.key for row in found.rows if row.spans[0][0] == text))


async def test_what_will_be_replaced_is_shown_with_what_and_in_how_many_places(on_the_walk: Any) -> None:
    async with on_the_walk(TALK, place="record") as seat:
        await supervision(seat)
        assert rows(seat)["Sarah Jones"] == "Sarah Jones  →  S.J."
        assert rows(seat)["14 Marlow Road"] == "14 Marlow Road  →  [address]"
        tails = {r.spans[0][0]: r.tail for r in seat.app.screen.query_one(RowList).rows}
        assert tails["Sarah"] == "name, 1 place"
        assert tails["07700 900123"] == "contact, 1 place"
        assert "Nothing is written yet" in " ".join(seat.text().split())


async def test_each_can_be_kept_and_taken_out_again_and_what_was_missed_is_added(on_the_walk: Any) -> None:
    async with on_the_walk(TALK, place="record") as seat:
        screen = await supervision(seat)
        go_to(seat, "Devonte")
        await seat.press("space")
        assert rows(seat)["Devonte"] == "Devonte  →  stays"
        await seat.press("a")
        await seat.type("whelk")
        await seat.press("enter")
        assert rows(seat)["whelk"].endswith(("[taken out]", "W."))
        assert rows(seat)["Devonte"] == "Devonte  →  stays", "what was decided before stays decided"
        await seat.press("v")
        assert isinstance(seat.app.screen, ReadingScreen)
        read = "\n".join(row.plain for row in seat.app.screen.query_one(RowList).rows)
        assert "S.J. was with Devonte at [address]." in read
        assert "whelk" not in read
        assert HEAD in read
        await seat.press("escape")
        assert seat.app.screen is screen
        go_to(seat, "Devonte")
        await seat.press("space")
        assert rows(seat)["Devonte"] == "Devonte  →  D."


async def test_a_word_that_does_not_stand_in_the_note_is_told(on_the_walk: Any) -> None:
    async with on_the_walk(TALK, place="record") as seat:
        screen = await supervision(seat)
        await seat.press("a")
        await seat.type("nowhere at all")
        await seat.press("enter")
        assert any("does not stand in the note" in n.message for n in seat.app._notifications)
        assert screen._added == []


async def test_it_is_written_under_its_own_name_and_holds_nothing_that_was_taken_out(
    on_the_walk: Any, home: Home
) -> None:
    async with on_the_walk(TALK, place="record", size=(120, 40)) as seat:
        await supervision(seat)
        assert not home.exports.exists(), "until it is written there is nothing on the disk"
        await seat.press("w")
        assert isinstance(seat.app.screen, SupervisionCopies)
        found = seat.app.screen.query_one(RowList)
        assert "json" not in {row.key for row in found.rows}
        for form in ("txt", "docx"):
            found.go_to(form)
            await seat.press("enter")
        told = str(seat.app.screen.query_one("#problem", Static).render())
        assert "Only this user account can read it" in told
        assert "what only the survivor said, and how people keep safe, is not in it" in told
        names = sorted(p.name for p in home.exports.iterdir())
        assert names == [f"J-042-2026-11-21-draft-supervision.{form}" for form in ("docx", "txt")]
        text = (home.exports / names[1]).read_text()
        assert HEAD in text
        for gone in ("Sarah", "Jones", "07700", "Marlow", "Devonte", "SECRET"):
            assert gone not in text
        assert all((p.stat().st_mode & 0o777) == 0o600 for p in home.exports.iterdir())


async def test_a_final_note_has_one_too_with_its_version_and_fingerprint(
    at_home: Any, guide: Guide, home: Home
) -> None:
    talk = replace(TALK, id="f1", reference="F-1")
    async with at_home((120, 40), prepare=lambda store: finalise(store, talk, guide)) as seat:
        seat.app.push_screen(await open_final(seat.app.desk, "f1"))
        await seat.rest()
        await seat.press("s")
        assert isinstance(seat.app.screen, SupervisionScreen)
        await seat.press("w")
        seat.app.screen.query_one(RowList).go_to("txt")
        await seat.press("enter")
        text = (home.exports / "F-1-2026-11-21-final-supervision.txt").read_text()
        assert f"Final. {HEAD} Fingerprint " in text
        assert "by A.W." in text


async def test_the_note_itself_is_not_changed_by_it(on_the_walk: Any) -> None:
    async with on_the_walk(TALK, place="record") as seat:
        before = seat.talk.items
        await supervision(seat)
        await seat.press("w", "escape", "escape")
        assert seat.talk.items == before


async def test_with_nothing_found_it_still_says_to_read_it(on_the_walk: Any) -> None:
    talk = replace(full_talk(), author="")
    async with on_the_walk(talk, place="record") as seat:
        await supervision(seat)
        assert "Nothing was found." in seat.text()
        await seat.press("space")  # there is nothing to keep
        assert isinstance(seat.app.screen, SupervisionScreen)


async def test_arabic_script_is_pointed_out(on_the_walk: Any) -> None:
    talk = after(full_talk(), Wrote("form.summary", Field.TEXT, "قال محمد شيئا"))
    async with on_the_walk(talk, place="record") as seat:
        await supervision(seat)
        assert "Arabic script" in " ".join(seat.text().split())
        assert "محمد" in rows(seat)
