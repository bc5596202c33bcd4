"""The first screens: setting a passphrase, opening the notes, looking round without, and Home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

from engage_tui.settings import Settings
from engage_tui.tui.app import EngageApp
from engage_tui.tui.desk import Desk
from engage_tui.tui.screens.home import HomeScreen
from engage_tui.tui.screens.notes import NotesScreen
from engage_tui.tui.screens.recovery import RecoveryScreen
from engage_tui.tui.screens.unlock import SLOW, FirstRunScreen
from engage_tui.tui.screens.walk import WalkScreen
from engage_tui.tui.widgets.inputs import SecretInput
from engage_tui.tui.widgets.row_list import RowList
from support.planted_secrets import PASSPHRASE
from support.seat import Seat
from support.talks import full_talk, new_talk
from support.vaults import new_store

if TYPE_CHECKING:
    from typing import Any

    from engage_tui.paths import Home
    from engage_tui.store.store import Store


def problem(seat: Seat) -> str:
    return str(seat.app.screen.query_one("#problem", Static).render())


async def test_the_first_run_tells_each_mistake_and_keeps_what_was_typed(home: Home) -> None:
    app = EngageApp(Desk(home, Settings()))
    async with app.run_test(size=(80, 24)) as pilot:
        seat = Seat(app, pilot)
        assert "Ctrl+L hides it all behind a blank screen; so does a while without a key." in seat.text()
        assert "Copies you ask for are ordinary files that anyone can open." in " ".join(seat.text().split())
        await seat.type("short")
        await seat.press("enter")
        assert "at least 10 letters" in problem(seat)
        await seat.type(" but now longer")
        await seat.press("enter")
        await seat.type("something else")
        await seat.press("enter")
        assert "The two are not the same" in problem(seat)
        await seat.type("short but now longer")
        await seat.press("enter", "enter")
        assert "need a name" in problem(seat)
        assert not home.has_store, "nothing is set up before everything is right"
        await seat.type("AW")
        await seat.press("enter")
        assert isinstance(app.screen, RecoveryScreen)
        await seat.press("f3")
        assert isinstance(app.screen, HomeScreen)
        assert home.has_store
    app.close_notes()


async def test_while_the_notes_are_set_up_nothing_can_be_chosen(home: Home) -> None:
    app = EngageApp(Desk(home, Settings()))
    async with app.run_test(size=(80, 24)) as pilot:
        seat = Seat(app, pilot)
        screen = app.screen
        assert isinstance(screen, FirstRunScreen)
        screen.say_busy(SLOW)
        await pilot.pause()
        assert "Setting up your notes …" in seat.text()
        assert "Look round the guide" not in seat.text()
        assert app.focused is None
        screen.say("The disk is full.")
        await pilot.pause()
        assert "Look round the guide" in seat.text()


async def test_a_wrong_passphrase_is_told_and_the_right_one_still_opens(home: Home) -> None:
    new_store(home).close()
    app = EngageApp(Desk(home, Settings()))
    async with app.run_test(size=(80, 24)) as pilot:
        seat = Seat(app, pilot)
        await seat.type("three plain wards")
        await seat.press("enter")
        assert "does not open these notes" in problem(seat)
        assert app.screen.query_one(SecretInput).value == ""
        await seat.type(PASSPHRASE)
        await seat.press("enter")
        assert isinstance(app.screen, HomeScreen)
    app.close_notes()


async def test_damage_is_told_and_nothing_new_is_set_up(home: Home) -> None:
    new_store(home).close()
    home.notes.write_bytes(b"")
    app = EngageApp(Desk(home, Settings()))
    async with app.run_test(size=(80, 24)) as pilot:
        seat = Seat(app, pilot)
        await seat.type(PASSPHRASE)
        await seat.press("enter")
        assert "damaged" in problem(seat)
    assert home.notes.read_bytes() == b""


async def test_the_guide_can_be_read_without_a_passphrase_and_nothing_is_saved(home: Home) -> None:
    app = EngageApp(Desk(home, Settings()))
    async with app.run_test(size=(80, 24)) as pilot:
        seat = Seat(app, pilot)
        await seat.press("tab", "tab", "tab", "enter")
        assert isinstance(app.screen, WalkScreen)
        await seat.press("2", "space", "enter", "r", "escape", "escape")
        assert "Passphrase" in seat.text()
    assert not home.folder.exists()


async def test_home_offers_the_draft_that_was_changed_last(at_home: Any) -> None:
    def prepare(store: Store) -> None:
        store.save(None, new_talk("J-1", "one"))
        store.save(None, full_talk())

    async with at_home(prepare=prepare) as seat:
        assert "▸ Continue J-042" in seat.text()
        await seat.press("enter")
        assert isinstance(seat.app.screen, WalkScreen)
        assert seat.talk.items == full_talk().items


async def test_after_an_unclean_end_home_says_so_and_offers_the_draft(at_home: Any) -> None:
    def prepare(store: Store) -> None:
        store.save(None, full_talk())

    async with at_home(prepare=prepare) as seat:
        assert "not closed properly" not in seat.text()
        vault = seat.app.desk.vault
        vault.clean_exit = False  # as the vault finds it after a kill; tests/terminal has the real one
        seat.app.pop_screen()
        seat.app.push_screen(HomeScreen(seat.app.desk))
        await seat.rest()
        assert "not closed properly" in seat.text()
        assert "Continue J-042" in seat.text()


async def test_broken_content_of_ones_own_is_told_and_the_shipped_guide_opens(at_home: Any, home: Home) -> None:
    home.content.mkdir(parents=True)
    (home.content / "mine.yaml").write_text("schema: 1\nsections: nothing\n")
    async with at_home() as seat:
        assert "Your own content was left out" in seat.text()
        assert "mine.yaml:2" in seat.text().replace("\n", "")
        seat.app.screen.query_one(RowList).go_to("guide")
        await seat.press("enter")
        assert isinstance(seat.app.screen, WalkScreen)


async def test_notes_lists_drafts_and_final_ones(at_home: Any) -> None:
    def prepare(store: Store) -> None:
        store.save(None, new_talk("J-1", "one"))
        store.save(None, full_talk())

    async with at_home(prepare=prepare) as seat:
        seat.app.screen.query_one(RowList).go_to("notes")
        await seat.press("enter")
        assert isinstance(seat.app.screen, NotesScreen)
        assert "J-1" in seat.text()
        assert "J-042" in seat.text()
        await seat.press("enter")
        assert isinstance(seat.app.screen, WalkScreen)
