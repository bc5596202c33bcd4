"""Passphrase and recovery code on the screen: what is shown once, what is asked for, and what never stays."""

from __future__ import annotations

import re
import threading
from time import monotonic
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from engage_tui.errors import PassphraseError
from engage_tui.paths import Home
from engage_tui.settings import Settings
from engage_tui.store import backup, keys
from engage_tui.store.opening import check, check_code, has_recovery
from engage_tui.store.recovery import new_code
from engage_tui.tui.app import EngageApp
from engage_tui.tui.desk import Desk
from engage_tui.tui.screens.home import HomeScreen
from engage_tui.tui.screens.passphrase import AskPassphraseScreen, PassphraseScreen
from engage_tui.tui.screens.recovery import RecoverScreen, RecoveryScreen
from engage_tui.tui.screens.settings import SettingsScreen
from engage_tui.tui.screens.shield import ShieldScreen
from engage_tui.tui.screens.unlock import PAUSES, UnlockScreen
from engage_tui.tui.widgets.inputs import SecretInput
from engage_tui.tui.widgets.row_list import RowList
from engage_tui.when import local_today
from support.planted_secrets import PASSPHRASE
from support.seat import Seat, key_event
from support.vaults import new_store

if TYPE_CHECKING:
    from typing import Any

OTHER = "three other words"
NO_CODE = "no recovery code for your notes yet"


@pytest.fixture(scope="module")
def data_key(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The data key of the notes that tests begin with."""
    home = Home(tmp_path_factory.mktemp("keys") / "engage")
    new_store(home).close()
    return keys.open_keys(keys.read_keys(home.keys), PASSPHRASE)


@pytest.fixture(autouse=True)
def _quick(home: Home, data_key: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Notes with a passphrase that costs nothing to stretch: none of this is about the stretching."""
    monkeypatch.setattr(keys.Costs, "sensible", lambda _: True)
    new_store(home).close()
    document = keys.read_keys(home.keys)
    document = keys.with_passphrase(document, PASSPHRASE, data_key, keys.Costs(passes=1, memory_kib=8))
    keys.write_keys(home.keys, document, replace=True)


def problem(seat: Seat) -> str:
    return str(seat.app.screen.query_one("#problem", Static).render())


def code_shown(seat: Seat) -> str:
    found = re.search(r"(?:\w{4} {3}){6}\w{4}", seat.text())
    assert found is not None, seat.text()
    return found[0]


async def open_row(seat: Seat, row: str) -> None:
    """From Home to a row of Settings."""
    seat.app.screen.query_one(RowList).go_to("settings")
    await seat.press("enter")
    seat.app.screen.query_one(RowList).go_to(row)
    await seat.press("enter")


async def show_code(seat: Seat) -> str:
    """From Home to a new code on the screen; the code."""
    await open_row(seat, "recovery")
    await seat.type(PASSPHRASE)
    await seat.press("enter")
    assert isinstance(seat.app.screen, RecoveryScreen)
    return code_shown(seat)


async def write_down(seat: Seat) -> str:
    """Make a code, and type its last group in small letters; the code."""
    code = await show_code(seat)
    await seat.type(code[-4:].lower())
    await seat.press("enter")
    return code


async def test_the_code_is_made_when_its_last_group_is_typed_and_home_tells_until_then(
    at_home: Any, home: Home
) -> None:
    async with at_home() as seat:
        assert NO_CODE in seat.text()
        code = await show_code(seat)
        assert not has_recovery(home)
        await seat.type("0000" if code[-4:] != "0000" else "1111")
        await seat.press("enter")
        assert "not the last group" in problem(seat)
        assert not has_recovery(home)
        await seat.type(code[-4:].lower())
        await seat.press("enter")
        assert isinstance(seat.app.screen, SettingsScreen)
        assert re.search(r"Recovery code +make a new one", seat.text())
        check_code(home, code)
        await seat.press("escape")
        assert NO_CODE not in seat.text()


async def test_a_code_that_was_not_written_down_opens_nothing(at_home: Any, home: Home) -> None:
    async with at_home() as seat:
        for way in (["escape"], ["f3"], ["tab", "enter"]):
            await show_code(seat)
            await seat.press(*way)
            assert isinstance(seat.app.screen, SettingsScreen)
            assert re.search(r"Recovery code +none yet", seat.text())
            await seat.press("f3")
    assert not has_recovery(home)


async def test_a_new_code_takes_the_place_of_the_old_one_only_once_it_is_written_down(at_home: Any, home: Home) -> None:
    async with at_home() as seat:
        old = await write_down(seat)
        await seat.press("escape")
        await show_code(seat)
        assert "no longer opens" in seat.text()
        await seat.press("f3", "escape")
        check_code(home, old)
        new = await write_down(seat)
        check_code(home, new)
        with pytest.raises(PassphraseError):
            check_code(home, old)


async def test_a_code_is_not_given_to_somebody_without_the_passphrase(at_home: Any, home: Home) -> None:
    async with at_home() as seat:
        await open_row(seat, "recovery")
        await seat.type(OTHER)
        await seat.press("enter")
        assert isinstance(seat.app.screen, AskPassphraseScreen)
        assert "does not open these notes" in problem(seat)
        assert OTHER not in seat.text()
        assert not has_recovery(home)


def kept_by(seat: Seat) -> str:
    """All that screens, toasts, title and clipboard hold."""
    screens = [str(w.render()) for s in seat.app.screen_stack for w in s.walk_children() if isinstance(w, Static)]
    fields = [f.value for s in seat.app.screen_stack for f in s.query(SecretInput)]
    toasts = [f"{n.title} {n.message}" for n in seat.app._notifications]
    return " ".join([*screens, *fields, *toasts, seat.app.title, seat.app.sub_title, seat.app.clipboard])


async def test_the_code_does_not_stay_anywhere_and_the_blank_screen_covers_it(at_home: Any) -> None:
    async with at_home() as seat:
        code = await show_code(seat)
        await seat.type(code[-4:])
        await seat.press("shift+home", "ctrl+c", "ctrl+x", "ctrl+l")
        assert isinstance(seat.app.screen, ShieldScreen)
        assert not seat.text().strip()
        await seat.type(PASSPHRASE)
        await seat.press("enter")
        assert code in seat.text()
        screen = seat.app.screen
        await seat.press("enter")
        assert isinstance(seat.app.screen, SettingsScreen)
        assert code[-4:] not in kept_by(seat) + seat.text()
        assert code.replace(" ", "") not in str(vars(screen))


async def test_the_blank_screen_stays_when_slow_work_under_it_is_done(at_home: Any, home: Home) -> None:
    async with at_home() as seat:
        code = await show_code(seat)
        await seat.type(code[-4:])
        may_go_on = threading.Event()
        seat.app.desk.vault.submit(may_go_on.wait, 10)  # as if stretching took long
        for key in ("enter", "f3", "ctrl+l"):
            seat.app.post_message(key_event(key))
        while not isinstance(seat.app.screen, ShieldScreen):
            await seat.pilot.pause(0.01)
        assert isinstance(seat.app.screen_stack[-2], RecoveryScreen), "what has begun is not left half-way"
        may_go_on.set()
        while not has_recovery(home):
            await seat.pilot.pause(0.01)
        await seat.pilot.pause(0.1)
        assert isinstance(seat.app.screen, ShieldScreen)
        for key in (*PASSPHRASE, "enter"):
            seat.app.post_message(key_event(key))
        await seat.rest()
        assert isinstance(seat.app.screen, SettingsScreen)


async def test_the_passphrase_is_changed_and_each_mistake_is_told(at_home: Any, home: Home) -> None:
    async with at_home() as seat:
        before = home.keys.read_bytes()
        await open_row(seat, "passphrase")
        await seat.press("enter")
        assert "as it is now first" in problem(seat)
        for text in ("not this one at all", OTHER, OTHER):
            await seat.type(text)
            await seat.press("enter")
        assert isinstance(seat.app.screen, PassphraseScreen)
        assert "does not open these notes" in problem(seat)
        assert home.keys.read_bytes() == before
        for field in seat.app.screen.query(SecretInput):
            field.value = ""
        for now, new, again, told in (
            (PASSPHRASE, "short", "", "at least 10 letters"),
            ("", " but longer", "not that", "not the same"),
            ("", "", "short but longer", ""),
        ):
            await seat.type(now)
            await seat.press(*["enter"] * bool(now))
            await seat.type(new)
            await seat.press(*["enter"] * bool(new))
            await seat.type(again)
            await seat.press(*["enter"] * bool(again))
            if told:
                assert told in problem(seat)
        assert isinstance(seat.app.screen, SettingsScreen)
        check(home, "short but longer")
        with pytest.raises(PassphraseError):
            check(home, PASSPHRASE)


async def test_a_mistyped_code_is_told_and_the_right_one_asks_for_a_new_passphrase(at_home: Any, home: Home) -> None:
    async with at_home() as seat:
        code = await write_down(seat)
    app = EngageApp(Desk(home, Settings()))
    async with app.run_test(size=(80, 24)) as pilot:
        seat = Seat(app, pilot)
        await seat.press("tab", "down", "enter")
        await seat.type(new_code())
        await seat.press("enter")
        assert "That recovery code does not open these notes" in problem(seat)
        await seat.press("f3")
        assert isinstance(app.screen, UnlockScreen)
        await seat.press("enter")
        assert isinstance(app.screen, RecoverScreen)
        letter = "A" if code[-1] != "A" else "B"
        await seat.type(code[:-1] + letter)
        await seat.press("enter")
        assert "mistyped" in problem(seat)
        await seat.press("backspace")
        await seat.type(code[-1])
        await seat.press("enter")
        assert "The code is right" in seat.text()
        assert code not in seat.text()
        assert not app.desk.vault.is_open, "nothing is opened before there is a new passphrase"
        for text in (OTHER, OTHER):
            await seat.type(text)
            await seat.press("enter")
        assert isinstance(app.screen, HomeScreen)
        assert code[-4:] not in kept_by(seat)
    app.close_notes()
    check(home, OTHER)
    with pytest.raises(PassphraseError):
        check(home, PASSPHRASE)


@pytest.mark.parametrize("gone", ["notes.db", "keys.json"])
async def test_with_the_code_alone_a_backup_is_put_where_it_is_missing(at_home: Any, home: Home, gone: str) -> None:
    async with at_home() as seat:
        code = await write_down(seat)
        backup.make_in(home.backups, seat.app.desk.vault.store._connection, home.keys, local_today())
    (home.folder / gone).unlink()
    app = EngageApp(Desk(home, Settings()))
    async with app.run_test(size=(100, 30)) as pilot:
        seat = Seat(app, pilot)

        async def type_code() -> None:
            app.screen.query_one(RowList).go_to("recover")
            app.screen.query_one(RowList).focus()
            await seat.press("enter")
            await seat.type(code)
            await seat.press("enter")

        async def new_passphrase() -> None:
            for text in (OTHER, OTHER):
                await seat.type(text)
                await seat.press("enter")

        await type_code()
        if gone == "notes.db":
            await new_passphrase()
        assert isinstance(app.screen, UnlockScreen)
        app.screen.query_one(RowList).go_to("restore")
        await seat.press("enter")
        assert "Open them with the passphrase or the recovery code" in problem(seat)
        await type_code()
        await new_passphrase()
        assert isinstance(app.screen, HomeScreen)
    app.close_notes()


async def test_gone_blank_the_first_screen_forgets_the_code_and_the_passphrase(at_home: Any, home: Home) -> None:
    async with at_home() as seat:
        code = await write_down(seat)
    app = EngageApp(Desk(home, Settings()))
    async with app.run_test(size=(80, 24)) as pilot:
        seat = Seat(app, pilot)
        await seat.type(PASSPHRASE)
        await seat.press("ctrl+l", "enter", "enter")
        assert isinstance(app.screen, UnlockScreen)
        assert not app.desk.vault.is_open
        await seat.press("tab", "down", "enter")
        await seat.type(code)
        await seat.press("enter")
        assert "The code is right" in seat.text()
        await seat.press("ctrl+l", "enter")
        assert isinstance(app.screen, RecoverScreen)
        assert "The code is right" not in seat.text()
        assert code[-4:] not in kept_by(seat)


async def test_without_a_code_the_entry_screen_says_so(home: Home) -> None:
    app = EngageApp(Desk(home, Settings()))
    async with app.run_test(size=(80, 24)) as pilot:
        seat = Seat(app, pilot)
        await seat.press("tab", "down", "enter")
        assert isinstance(app.screen, UnlockScreen)
        assert "No recovery code was made" in problem(seat)


async def test_wrong_passphrases_in_a_row_wait_longer_and_typing_goes_on(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert list(PAUSES) == sorted(PAUSES)
    monkeypatch.setattr("engage_tui.tui.screens.unlock.PAUSES", (0.0, 0.0, 0.8))
    app = EngageApp(Desk(home, Settings()))
    async with app.run_test(size=(80, 24)) as pilot:
        seat = Seat(app, pilot)
        for number in range(3):
            assert "waits a little longer" not in problem(seat), number
            await seat.type("three plain wards")
            await seat.press("enter")
        assert "waits a little longer" in problem(seat)
        screen = app.screen
        assert isinstance(screen, UnlockScreen)
        assert not screen.is_busy, "the next try can be typed at once"
        due = screen._not_before
        await seat.type(PASSPHRASE)
        assert monotonic() < due, "typing was not held up"
        await seat.press("enter")
        assert monotonic() >= due
        assert isinstance(app.screen, HomeScreen)
    app.close_notes()
