"""Fields on the clipboard, and a copy for supervision, in a real terminal of 80 by 24. Everyone here is made up."""

from __future__ import annotations

import os
import signal
import stat
import time
from base64 import b64encode
from typing import TYPE_CHECKING

import pytest

from engage_tui.conversation.events import Moved, Wrote
from engage_tui.conversation.words import Field
from engage_tui.settings import save_setting
from engage_tui.tui.clipboard import EMPTY
from support.talks import after, new_talk
from support.terminal import engage, set_up, unlock

if TYPE_CHECKING:
    from pathlib import Path

    from support.terminal import Terminal

pytestmark = pytest.mark.skipif("sys.platform == 'win32'", reason="needs a pty")

WORDS = "zqmarker Sarah Jones rang\nfrom 14 Marlow Road"
ASKED = f"\x1b]52;c;{b64encode(WORDS.encode()).decode()}\x07".encode()
GONE = EMPTY.encode()


@pytest.fixture
def ready(tmp_path: Path) -> Path:
    """A draft with words in it, opened at Record."""
    set_up(tmp_path, after(new_talk(), Wrote("form.summary", Field.TEXT, WORDS), Moved("record")))
    return tmp_path


def choose(terminal: Terminal, row: str) -> None:
    """Choose a row of the Record step."""
    terminal.wait_for("▸")
    while f"▸ → {row}" not in terminal.text():
        terminal.press("down")
    terminal.press("enter")


def fields(terminal: Terminal) -> None:
    """From the first screen to the words in the list of fields."""
    unlock(terminal)
    terminal.wait_for("▸ Continue J-042")
    terminal.press("enter")
    choose(terminal, "Paste it")
    terminal.wait_for("Nothing is on the clipboard until you copy it")
    while not terminal.line("▸").strip().startswith("▸   ○ zqmarker"):
        terminal.press("down")


def wait_raw(terminal: Terminal, wanted: bytes, seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while wanted not in terminal.raw and time.monotonic() < end:
        time.sleep(0.02)
    assert wanted in terminal.raw


def assert_nothing_on_the_disk(home: Path) -> None:
    for path in home.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert b"zqmarker" not in data, path
            assert b64encode(b"zqmarker")[:10] not in data, path


def test_a_field_goes_to_the_clipboard_when_asked_and_is_taken_off_when_the_screen_goes_blank(ready: Path) -> None:
    with engage(ready) as terminal:
        fields(terminal)
        assert b"\x1b]52" not in terminal.raw
        terminal.press("c")
        terminal.wait_for("✓ zqmarker")
        terminal.wait_for("Windows")
        assert terminal.raw.count(ASKED) == 1
        assert GONE not in terminal.raw
        terminal.press("ctrl+l")
        wait_raw(terminal, GONE)
        assert_nothing_on_the_disk(ready)


def test_a_copied_field_is_taken_off_the_clipboard_after_its_time(ready: Path) -> None:
    save_setting(ready / "engage" / "settings.toml", "clipboard_seconds", 5)
    with engage(ready) as terminal:
        fields(terminal)
        terminal.press("c")
        wait_raw(terminal, ASKED)
        copied = time.monotonic()
        wait_raw(terminal, GONE)
        assert 3 < time.monotonic() - copied < 15


@pytest.mark.parametrize("way", ["leave", "lock", "told to stop"])
def test_a_copied_field_is_taken_off_the_clipboard_when_the_app_ends_or_locks(ready: Path, way: str) -> None:
    with engage(ready) as terminal:
        fields(terminal)
        terminal.press("c")
        wait_raw(terminal, ASKED)
        if way == "told to stop":
            terminal.signal(signal.SIGTERM)
        else:
            terminal.press("ctrl+q" if way == "leave" else "f9")
        wait_raw(terminal, GONE)
        if way == "lock":
            terminal.wait_for("Passphrase")
        else:
            terminal.wait_exit()
        assert_nothing_on_the_disk(ready)


def test_a_program_for_the_clipboard_is_used_where_there_is_one_and_emptied_on_leaving(ready: Path) -> None:
    """As on a desktop: the app on X11 with xsel, played by a script that keeps the clipboard in a file elsewhere."""
    folder = ready / "desktop"
    folder.mkdir()
    held, program = folder / "held", folder / "xsel"
    held.write_text("")
    program.write_text(f'#!/bin/sh\ncase "$*" in *-i*) cat > "{held}" ;; *) cat "{held}" ;; esac\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    with engage(ready, env={"PATH": path, "DISPLAY": ":99"}) as terminal:
        fields(terminal)
        terminal.press("c")
        terminal.wait_for("Copied. It is taken off")
        assert held.read_text() == WORDS
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        assert held.read_text() == ""
        assert b"\x1b]52" not in terminal.raw


def test_a_field_by_itself_has_nothing_around_it_and_leaves_the_mouse_to_the_terminal(ready: Path) -> None:
    with engage(ready) as terminal:
        fields(terminal)
        before = len(terminal.raw)
        terminal.press("enter")
        terminal.wait_gone("Paste by field")
        terminal.wait_quiet()
        lines = terminal.text().split("\n")
        assert [line.rstrip() for line in lines[:2]] == WORDS.split("\n")
        assert not any(line.strip() for line in lines[2:-1])
        assert b"\x1b[?1000l" in terminal.raw[before:]
        before = len(terminal.raw)
        terminal.press("escape")
        terminal.wait_for("Paste by field")
        assert b"\x1b[?1000h" in terminal.raw[before:]
        terminal.press("ctrl+q")
        terminal.wait_exit()
        assert terminal.modes_left_on() == set()


def test_a_supervision_copy_is_shown_decided_and_written(ready: Path) -> None:
    with engage(ready) as terminal:
        unlock(terminal)
        terminal.wait_for("▸ Continue J-042")
        terminal.press("enter")
        choose(terminal, "Make a supervision copy")
        terminal.wait_for(r"Sarah Jones  →  S\.J\.")
        terminal.wait_for(r"14 Marlow Road  →  \[address\]")
        terminal.press("a")
        terminal.wait_for("that was missed")
        terminal.type("zqmarker")
        terminal.press("enter")
        terminal.wait_for("zqmarker  →")
        terminal.press("v")
        terminal.wait_for("not written yet")
        terminal.press("escape", "w")
        terminal.wait_for("It is not encrypted")
        assert_nothing_on_the_disk(ready)
        while "▸ Write it as plain text" not in terminal.text():
            terminal.press("down")
        terminal.press("enter")
        terminal.wait_for("Only this user account can read it")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    (written,) = (ready / "engage" / "exports").iterdir()
    assert written.name == "J-042-2026-11-21-draft-supervision.txt"
    assert "S.J. rang" in written.read_text()
    assert_nothing_on_the_disk(ready)


def test_the_list_of_fields_can_be_used_in_a_window_of_five_lines(ready: Path) -> None:
    with engage(ready, size=(24, 5)) as terminal:
        unlock(terminal)
        terminal.wait_for("Continue")
        terminal.press("enter")
        choose(terminal, "Paste it")
        terminal.wait_for("▸ ○ About")
        terminal.press("down", "c")
        terminal.wait_for("✓ J-042")
        terminal.press("enter")
        terminal.wait_gone("▸")
        assert terminal.text().split("\n")[0].strip() == "J-042"
        terminal.press("escape", "escape")
        terminal.wait_for("J-04")
