"""The system's clipboard: asked for, checked, taken off again, and never in the way. Real programs stand in for it."""

from __future__ import annotations

import asyncio
import os
import stat
import sys
import time
from base64 import b64encode
from typing import TYPE_CHECKING

import pyperclip
import pytest

from engage_tui.tui import clipboard
from engage_tui.tui.clipboard import EMPTY, Clipboard, has_program, remote, to_terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the programs stood in for are those of Linux")

XSEL = """#!/bin/sh
# A clipboard in a file, with the options that pyperclip gives to xsel.
case "$*" in
  *-i*) cat > "{held}" ;;
  *-o*) cat "{held}" ;;
esac
"""
BROKEN = "#!/bin/sh\ncat > /dev/null\nexit 1\n"
HANGING = "#!/bin/sh\nexec sleep 60\n"


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """What the clipboard holds, as a file; a program named `xsel` reads and writes it."""
    file = tmp_path / "held"
    file.write_text("")
    a_program(tmp_path, XSEL.format(held=file))
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("DISPLAY", ":99")
    for name in ("WAYLAND_DISPLAY", "SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)
    pyperclip.set_clipboard("xsel")
    yield file
    pyperclip.copy, pyperclip.paste = pyperclip.lazy_load_stub_copy, pyperclip.lazy_load_stub_paste


def a_program(tmp_path: Path, text: str) -> None:
    program = tmp_path / "bin" / "xsel"
    program.parent.mkdir(exist_ok=True)
    program.write_text(text)
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


def new() -> tuple[Clipboard, list[str]]:
    written: list[str] = []
    made = Clipboard()
    made.terminal = written.append
    return made, written


def wait_for(file: Path, text: str) -> None:
    end = time.monotonic() + 10
    while file.read_text() != text and time.monotonic() < end:
        time.sleep(0.01)
    assert file.read_text() == text


async def test_a_text_is_put_there_looked_for_and_taken_off_after_its_time(held: Path) -> None:
    made, written = new()
    assert await made.copy("Tuesday: no answer.\nŁukasz", 0.2)
    assert held.read_text() == "Tuesday: no answer.\nŁukasz"
    await asyncio.sleep(0.3)
    wait_for(held, "")
    assert not written
    assert not made.holds


async def test_what_was_copied_elsewhere_since_stays(held: Path) -> None:
    made, _ = new()
    await made.copy("ours", 60)
    held.write_text("somebody else's")
    made.forget_now(10)
    assert held.read_text() == "somebody else's"


async def test_a_second_copy_begins_the_time_anew(held: Path) -> None:
    made, _ = new()
    await made.copy("one", 0.2)
    await made.copy("two", 60)
    await asyncio.sleep(0.4)
    assert held.read_text() == "two"
    made.forget_now(10)
    assert held.read_text() == ""


async def test_a_program_that_fails_without_a_word_is_noticed_and_the_terminal_is_asked(
    held: Path, tmp_path: Path
) -> None:
    a_program(tmp_path, BROKEN)
    made, written = new()
    assert not await made.copy("words", 60)
    assert written == [to_terminal("words")]
    made.forget_now(10)
    assert written[1:] == [EMPTY]


async def test_a_program_that_hangs_keeps_nobody_waiting(
    held: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "WAIT_SECONDS", 0.2)
    a_program(tmp_path, HANGING)
    made, written = new()
    begun = time.monotonic()
    assert not await made.copy("words", 60)
    made.forget_now(0.2)
    assert time.monotonic() - begun < 3
    assert written == [to_terminal("words"), EMPTY]


async def test_over_ssh_the_terminal_is_asked_and_no_program(held: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22")
    made, written = new()
    assert not await made.copy("words", 60)
    assert written == [f"\x1b]52;c;{b64encode(b'words').decode()}\x07"]
    assert held.read_text() == ""


async def test_asked_to_forget_while_it_is_still_being_put_there_it_does(held: Path, tmp_path: Path) -> None:
    a_program(tmp_path, XSEL.format(held=held).replace("cat > ", "sleep 0.3; cat > "))
    made, _ = new()
    copying = asyncio.create_task(made.copy("words", 60))
    await asyncio.sleep(0.1)
    made.forget()
    await copying
    await asyncio.sleep(0.5)
    wait_for(held, "")


def test_where_there_is_nothing_to_forget_nothing_is_done() -> None:
    made, written = new()
    made.forget_now()
    made.app_ended()
    assert not written


def test_what_tells_whether_a_program_can_be_used() -> None:
    assert remote({"SSH_TTY": "/dev/pts/1"})
    assert not remote({"TERM": "xterm"})
    assert not has_program({"TERM": "xterm"}), "no display"
