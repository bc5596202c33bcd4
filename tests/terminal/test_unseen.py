"""The blank screen comes by itself, stays blank through a lock and a pause, and a PIN brings it back for a while."""

from __future__ import annotations

import re
import signal
import sys
import time
from pathlib import Path

import pytest

from engage_tui.paths import Home
from engage_tui.store.pin import hashed
from engage_tui.store.store import Store
from support.planted_secrets import PASSPHRASE
from support.terminal import Terminal, engage, open_draft, said, write

WORDS = "Twice in spring GREYHERON"
PIN = "2580"
OF_THE_CASE = ("J-042", "GREYHERON", "upstairs", "police", "A. Worker", "Passphrase", "engage")
FOCUS_OUT, FOCUS_IN = b"\x1b[O", b"\x1b[I"


def settings(home: Path, text: str) -> None:
    (home / "engage" / "settings.toml").write_text(text)


def wait_blank(terminal: Terminal) -> None:
    terminal.wait_until(lambda text: not text.strip(), "a blank screen", 5)


def give(terminal: Terminal, secret: str) -> None:
    terminal.send(f"{secret}\r".encode())


def told_since(terminal: Terminal, shown: int) -> list[str]:
    """What of the case was written since then."""
    return [word for word in OF_THE_CASE if word.encode() in terminal.raw[shown:]]


def test_left_alone_it_goes_blank_with_a_window_open_draws_nothing_then_locks_and_stays_blank(ready: Path) -> None:
    settings(ready, "blank_after = 0.035\nlock_after = 0.065\n")
    with engage(ready) as terminal:
        open_draft(terminal)
        write(terminal, WORDS)
        terminal.send(b"\x1bOP")
        terminal.wait_for("What the keys do")
        wait_blank(terminal)
        shown = len(terminal.raw)
        assert terminal.wait_quiet(0.3).strip() == ""
        rest, used = len(terminal.raw), terminal.cpu_seconds()
        time.sleep(0.3)
        assert len(terminal.raw) == rest
        assert terminal.cpu_seconds() - used < 0.1
        terminal.wait_until(lambda _: b"\x1b[?1049h" in terminal.raw[shown:], "a fresh process")
        assert terminal.wait_quiet(0.3).strip() == ""
        assert told_since(terminal, shown) == []
        terminal.send(b"\r")
        terminal.wait_for("Look round the guide")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        assert terminal.modes_left_on() == set()
    assert said(ready) == WORDS


def test_in_another_window_it_goes_blank_by_choice_and_a_pin_brings_it_back_until_three_were_wrong(ready: Path) -> None:
    settings(ready, "blank_unfocused = true\n")
    store = Store.unlock(Home(ready / "engage"), PASSPHRASE)
    store.set_fact("pin", hashed(PIN))
    store.close()
    with engage(ready) as terminal:
        open_draft(terminal)
        write(terminal, "before")
        terminal.send(FOCUS_OUT)
        wait_blank(terminal)
        terminal.send(FOCUS_IN)
        give(terminal, PIN)
        terminal.wait_for("before")
        terminal.send(b" and after")  # the cursor is where it was
        terminal.wait_for("before and after")
        terminal.send(FOCUS_OUT)
        wait_blank(terminal)
        for wrong in ("0000", "2581", "25800", PIN):
            give(terminal, wrong)
            assert terminal.wait_for("Not right").strip() == "Not right."
        terminal.wait_quiet(0.3)
        assert terminal.text().strip() == "Not right."
        give(terminal, PASSPHRASE)
        terminal.wait_for("before and after")
        assert PIN.encode() not in terminal.raw


def wait_stopped(terminal: Terminal) -> None:
    end = time.monotonic() + 5
    while Path(f"/proc/{terminal.process.pid}/stat").read_text().rpartition(") ")[2][0] != "T":
        assert time.monotonic() < end, "it goes on"
        time.sleep(0.01)
    terminal.wait_quiet(0.05)


def go_on(terminal: Terminal, words: str, *, warned: bool) -> None:
    """Let it go on: it comes back blank, and then as it was, ready for one letter more.

    Stopped without warning, it may have been about to draw, onto the screen that is still there: that comes first.
    """
    shown = len(terminal.raw)
    terminal.signal(signal.SIGCONT)
    terminal.wait_until(lambda _: b"\x1b[?1049h" in terminal.raw[shown:], "the screen taken again")
    wait_blank(terminal)
    assert told_since(terminal, shown if warned else terminal.raw.rindex(b"\x1b[?1049h")) == []
    give(terminal, PASSPHRASE)
    terminal.wait_for(words)
    terminal.send(b"!")
    terminal.wait_for(f"{words}!")


@pytest.mark.skipif(sys.platform != "linux", reason="read from /proc")
def test_paused_it_saves_first_gives_the_terminal_back_and_comes_back_blank(ready: Path) -> None:
    with engage(ready) as terminal:
        open_draft(terminal)
        write(terminal, WORDS)
        terminal.signal(signal.SIGTSTP)
        wait_stopped(terminal)
        assert terminal.modes_left_on() == set()
        assert terminal.echoes()
        assert not re.search(r"[A-Za-z]{3}", terminal.after_leaving())
        go_on(terminal, WORDS, warned=True)
        terminal.signal(signal.SIGSTOP)  # which cannot be heard coming
        wait_stopped(terminal)
        go_on(terminal, f"{WORDS}!", warned=False)
        terminal.signal(signal.SIGTSTP)
        wait_stopped(terminal)
        assert terminal.modes_left_on() == set()
        assert terminal.echoes()
        terminal.signal(signal.SIGKILL)  # while it stands still: it was saved before
        terminal.process.wait(10)
    assert said(ready) == f"{WORDS}!!"
