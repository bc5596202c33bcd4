"""When the screen blanks and locks by itself, and what brings it back. The same in a real terminal: test_unseen.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import events

from engage_tui.idle import Idle
from engage_tui.settings import Settings, load_settings
from engage_tui.store.pin import check_new_pin, hashed, is_pin, is_right
from engage_tui.tui.app import LOCK, LOCK_BLANK
from engage_tui.tui.screens.help import HelpScreen
from engage_tui.tui.screens.home import HomeScreen
from engage_tui.tui.screens.settings import minutes
from engage_tui.tui.screens.shield import ShieldScreen
from engage_tui.tui.widgets.row_list import RowList
from support.planted_secrets import PASSPHRASE

if TYPE_CHECKING:
    from typing import Any

    from engage_tui.paths import Home
    from engage_tui.store.store import Store

PIN = "2580"


class Clock:
    """Stands still until it is told how much time has gone by."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def with_clock(seat: Any) -> Clock:
    """Give the app a clock that stands still."""
    clock = Clock()
    seat.app._idle = Idle(clock)
    return clock


async def at(seat: Any, clock: Clock, seconds: float) -> None:
    """So many seconds later, when the app's alarm goes off."""
    clock.seconds += seconds
    seat.app._mind_the_time()
    await seat.rest()


def blank(seat: Any) -> bool:
    return isinstance(seat.app.screen, ShieldScreen)


async def give(seat: Any, secret: str) -> None:
    await seat.type(secret)
    await seat.press("enter")


# -- by itself


async def test_it_blanks_five_minutes_after_the_last_key_and_not_before(at_home: Any) -> None:
    async with at_home() as seat:
        clock = with_clock(seat)
        await at(seat, clock, 299)
        await seat.press("f1")
        await at(seat, clock, 299)
        assert isinstance(seat.app.screen, HelpScreen)
        await at(seat, clock, 1)
        assert blank(seat)
        assert seat.text().strip() == ""
        await give(seat, PASSPHRASE)
        assert isinstance(seat.app.screen, HelpScreen)
        await at(seat, clock, 299)
        assert not blank(seat), "coming back counts as being there"


async def test_the_first_key_after_a_long_sleep_finds_it_blank_and_does_nothing_else(at_home: Any) -> None:
    async with at_home() as seat:
        clock = with_clock(seat)
        clock.seconds += 3600 * 24
        seat.app.desk.settings = Settings(lock_after="off")
        await seat.press("f1")
        assert blank(seat)
        await give(seat, PASSPHRASE)
        assert isinstance(seat.app.screen, HomeScreen)


async def test_it_never_blanks_or_locks_by_itself_when_that_is_off(at_home: Any) -> None:
    async with at_home(settings=Settings(blank_after="off", lock_after="off")) as seat:
        await at(seat, with_clock(seat), 1e6)
        assert isinstance(seat.app.screen, HomeScreen)


@pytest.mark.parametrize("seen", [True, False])
async def test_it_locks_half_an_hour_after_the_last_key_blank_or_not(at_home: Any, seen: bool) -> None:
    settings = Settings(blank_after="off") if seen else Settings()
    async with at_home(settings=settings) as seat:
        clock = with_clock(seat)
        await at(seat, clock, 1799)
        assert blank(seat) is not seen
        if not seen:
            await give(seat, "0000")  # keys on the blank screen are nobody's in particular
        clock.seconds += 1
        seat.app._mind_the_time()
        assert seat.app.return_code == (LOCK if seen else LOCK_BLANK)


async def test_it_does_not_lock_while_something_cannot_be_saved_and_stays_blank_on_leaving(on_the_walk: Any) -> None:
    async with on_the_walk(place="ask.discloses.children") as seat:
        clock = with_clock(seat)
        vault = seat.app.desk.vault
        await vault.run(vault.store._connection.execute, "pragma query_only = 1")
        await seat.press("space")
        await at(seat, clock, 1800)
        await seat.press("ctrl+q")
        assert blank(seat), "nothing comes up over it"
        assert seat.app.return_code is None
        await vault.run(vault.store._connection.execute, "pragma query_only = 0")
        seat.app._mind_the_time()
        assert seat.app.return_code == LOCK_BLANK


async def test_locked_from_the_blank_screen_it_stays_blank(at_home: Any) -> None:
    async with at_home() as seat:
        await seat.press("ctrl+l", "f9")
        assert seat.app.return_code == LOCK_BLANK


async def test_what_cannot_be_tried_is_not_told_as_wrong(at_home: Any, home: Home) -> None:
    async with at_home() as seat:
        home.keys.unlink()
        await seat.press("ctrl+l")
        await give(seat, PASSPHRASE)
        assert blank(seat)
        assert "Not right" not in seat.text()
        assert "cannot be tried just now" in seat.text()


async def test_another_window_blanks_it_only_by_choice_and_the_focus_is_kept_either_way(at_home: Any) -> None:
    async with at_home() as seat:
        focused = seat.app.focused
        for chosen in (False, True):
            seat.app.desk.settings = Settings(blank_unfocused=chosen)
            seat.app.post_message(events.AppBlur())
            await seat.pilot.pause()
            assert blank(seat) is chosen
            seat.app.cover()
            await seat.rest()
            await give(seat, PASSPHRASE)
            assert seat.app.focused is focused


async def test_the_times_are_chosen_in_settings_and_kept(at_home: Any, home: Home) -> None:
    async with at_home() as seat:
        seat.app.screen.query_one(RowList).go_to("settings")
        await seat.press("enter")
        for row, keys in (("blank_after", "home enter"), ("lock_after", "end enter"), ("blank_unfocused", "")):
            seat.app.screen.query_one(RowList).go_to(row)
            await seat.press("enter", *keys.split())
        assert "after 1 minute" in seat.text()
        clock = with_clock(seat)
        await at(seat, clock, 60)
        assert blank(seat)
    kept = load_settings(home.settings)
    assert (kept.blank_after, kept.lock_after, kept.blank_unfocused) == (1, "off", True)


def test_times_read_as_people_say_them() -> None:
    assert [minutes(time) for time in (1, 5, 0.5, 60, 120, 90, "off")] == [
        "1 minute",
        "5 minutes",
        "0.5 minutes",
        "1 hour",
        "2 hours",
        "90 minutes",
        "off",
    ]


# -- the PIN


def test_a_pin_is_digits_and_is_told_by_a_hash_it_cannot_be_read_from() -> None:
    told = hashed(PIN)
    assert told.startswith("$argon2id$")
    assert PIN not in told
    assert is_right(told, PIN)
    assert not is_right(told, "2581")
    assert [text for text in ("123", "1234", "12345678", "123456789", "12a4", "١٢٣٤", "") if is_pin(text)] == [
        "1234",
        "12345678",
    ]
    assert [text for text in ("7777", "1234", "8765", "258", PIN) if not check_new_pin(text)] == [PIN]


async def test_a_pin_is_chosen_in_settings_brings_the_screen_back_and_is_taken_away_again(at_home: Any) -> None:
    async with at_home() as seat:
        vault = seat.app.desk.vault
        seat.app.screen.query_one(RowList).go_to("settings")
        await seat.press("enter")
        seat.app.screen.query_one(RowList).go_to("pin")
        await seat.press("enter")
        for text in ("12a4", PIN, "2581"):
            await give(seat, text)
        assert not vault.pin
        await give(seat, PIN)
        assert await vault.run(vault.store.fact, "pin") == vault.pin != ""
        await seat.press("ctrl+l")
        await give(seat, PIN)
        assert not blank(seat)
        await seat.press("enter", "down", "enter")
        assert await vault.run(vault.store.fact, "pin") == vault.pin == ""
        await seat.press("ctrl+l")
        await give(seat, PIN)
        assert blank(seat)


async def test_a_pin_that_comes_late_is_not_right(at_home: Any) -> None:
    def prepare(store: Store) -> None:
        store.set_fact("pin", hashed(PIN))

    async with at_home(prepare=prepare) as seat:
        seat.app.desk.vault.pin = hashed(PIN)
        await seat.press("ctrl+l")
        clock = Clock()
        seat.app.screen._blank = Idle(clock)
        clock.seconds += 600
        await give(seat, PIN)
        assert blank(seat)
        assert seat.text().strip() == "Not right."
        clock.seconds -= 1
        await give(seat, PIN)
        assert not blank(seat)
