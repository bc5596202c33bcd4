"""The system's clipboard, for the one place where words may go there: a field that was asked for, for a short time.

Other programs can read it, and its history may keep it, so it is emptied again. Nothing here ever raises, and nothing
waits on the thread of the screen: programs that hold a clipboard can hang.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import threading
from base64 import b64encode
from concurrent.futures import Future
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

WAIT_SECONDS = 5.0
LAST_SECONDS = 1.0
_REMOTE = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")
_PROGRAMS = ("wl-copy", "xsel", "xclip", "klipper")


def remote(environ: Mapping[str, str] = os.environ) -> bool:
    """The app runs on another machine than the one with the keyboard, whose clipboard only the terminal can reach."""
    return any(environ.get(name) for name in _REMOTE)


def has_program(environ: Mapping[str, str] = os.environ) -> bool:
    """There is a clipboard that a program can put something on, without the terminal's help."""
    if sys.platform in ("win32", "darwin"):
        return True
    screen = environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")
    inside_windows = "WSL_DISTRO_NAME" in environ and shutil.which("clip.exe")
    return bool(inside_windows or (screen and any(map(shutil.which, _PROGRAMS))))


def to_terminal(text: str) -> str:
    """What asks a terminal to put text on the clipboard of the machine it runs on."""
    return f"\x1b]52;c;{b64encode(text.encode()).decode()}\x07"


EMPTY = to_terminal(" ") + "\x1b]52;c;\x07"
"""A blank first: some terminals take no notice of an empty text."""


class Clipboard:
    """Puts one text at a time there, and takes it away again for as long as it is still the last."""

    def __init__(self) -> None:
        self.terminal: Callable[[str], object] = _to_screen
        """Writes to the terminal; the app puts its own way here while it runs."""
        self._ours = ""
        self._by_program = self._by_terminal = False
        self._timer: asyncio.TimerHandle | None = None
        self._lock = threading.Lock()
        self.warned = False
        """It was said in this run who else can see it."""

    @property
    def holds(self) -> bool:
        """Something of ours was put there and not taken away yet."""
        return bool(self._ours)

    async def copy(self, text: str, seconds: float) -> bool:
        """Put a text there for a time. Whether it surely is; else the terminal was asked, and not every one does it."""
        self._ours = text
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(seconds, self.forget)
        sure = not remote() and has_program() and await self._by_way_of_program(text)
        if self._ours != text:  # it was asked to be gone before it was even there
            _aside(lambda: _take_away(text))
        elif not sure:
            self._by_terminal = True
            self.terminal(to_terminal(text))
        return sure

    async def _by_way_of_program(self, text: str) -> bool:
        self._by_program = True
        with suppress(TimeoutError):
            return await asyncio.wait_for(asyncio.wrap_future(_aside(lambda: _put(text))), WAIT_SECONDS)
        return False

    def forget(self) -> None:
        """Take it away, without waiting for it."""
        self._forget()

    def forget_now(self, seconds: float = LAST_SECONDS) -> None:
        """Take it away, and wait for that a moment: the app is about to end, or to stand still."""
        done = self._forget()
        if done is not None:
            with suppress(TimeoutError):
                done.result(seconds)

    def app_ended(self) -> None:
        """The terminal is the shell's again: take away what is left, by writing to it directly."""
        self.terminal = _to_screen
        self.forget_now()

    def _forget(self) -> Future[bool] | None:
        with self._lock:
            text, by_program, by_terminal = self._ours, self._by_program, self._by_terminal
            self._ours, self._by_program, self._by_terminal = "", False, False
        if by_terminal:  # it cannot be asked what it holds, so what was copied since goes, too
            self.terminal(EMPTY)
        return _aside(lambda: _take_away(text)) if by_program else None


def _aside(job: Callable[[], bool]) -> Future[bool]:
    """Do it on a thread that no exit waits for."""
    done: Future[bool] = Future()
    done.set_running_or_notify_cancel()

    def run() -> None:
        result = False
        try:
            result = job()
        finally:
            done.set_result(result)

    threading.Thread(target=run, name="clipboard", daemon=True).start()
    return done


def _put(text: str) -> bool:
    """Put it there and look whether it is: some of the programs fail without a word."""
    import pyperclip

    try:
        if sys.platform == "darwin":
            pyperclip.set_clipboard("pbcopy")
        pyperclip.copy(text)
        return _same(pyperclip.paste(), text)
    except (pyperclip.PyperclipException, OSError, ValueError, ImportError, subprocess.SubprocessError):
        return False


def _take_away(text: str) -> bool:
    """Empty it, if it still holds this."""
    import pyperclip

    try:
        if _same(pyperclip.paste(), text):
            pyperclip.copy("")
    except (pyperclip.PyperclipException, OSError, ValueError, ImportError, subprocess.SubprocessError):
        return False
    return True


def _same(one: str, other: str) -> bool:
    """The same words: Windows has line ends of its own, and some programs add one."""
    return one.replace("\r\n", "\n").rstrip("\n") == other.rstrip("\n")


def _to_screen(text: str) -> None:
    """Write to the terminal when the app no longer does, where the app did."""
    stream = sys.__stdout__ if sys.platform == "win32" else sys.__stderr__
    if stream is not None and stream.isatty():
        with suppress(OSError, ValueError):
            stream.write(text)
            stream.flush()
