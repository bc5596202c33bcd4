"""Reading lines from a terminal or a pipe. Being told to stop is heard between lines, so no line is ever half taken."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

from engage_tui.errors import EngageError

if TYPE_CHECKING:
    from types import FrameType

LIMIT = 200_000
"""Bytes in a line: as much as a note can sensibly take at once."""
GONE = 128 + getattr(signal, "SIGHUP", 1)
TERMINAL_LIMIT = 4095
"""Bytes that a terminal takes in a line. It drops the rest without a word."""


class Ended(Exception):
    """Nothing more will be typed, with the exit code: 0 when the input is over, or 128 and the number of a signal."""

    def __init__(self, code: int = 0) -> None:
        super().__init__(code)
        self.code = code


class Idle(Exception):
    """Nobody has typed a line for as long as was asked for."""


class TooLong(EngageError):
    """A line was longer than anyone writes by hand. Nothing of it was kept."""


def put(text: str) -> None:
    """Write to the standard output, at once. Raises `Ended` when there is nobody to read it any more."""
    try:
        print(text, end="", flush=True)
    except OSError as e:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # what still waits to be written must not fail again
        raise Ended(0 if isinstance(e, BrokenPipeError) else GONE) from None


class Lines:
    """Lines of the standard input. On Windows Python reads the console, and cannot tell how long nobody typed."""

    def __init__(self) -> None:
        self.is_terminal = sys.stdin is not None and sys.stdin.isatty()
        self._told = 0
        self._pending = b""
        self._wake = -1
        self.cut = False
        """The last line was as long as the terminal takes, so there may have been more of it."""

    def listen(self) -> None:
        """From now on signals that end a process end the next wait for a line instead."""
        numbers = [signal.SIGINT, signal.SIGTERM]
        if sys.platform != "win32":
            self._wake, wakes = os.pipe()
            os.set_blocking(wakes, False)
            signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)
            numbers.append(signal.SIGHUP)
            signal.signal(signal.SIGTSTP, signal.SIG_IGN)  # what was read out would stay in sight, with the notes open
        for number in numbers:
            signal.signal(number, self._tell)

    def _tell(self, number: int, _: FrameType | None) -> None:
        self._told = self._told or number
        if sys.platform == "win32":
            raise Ended(128 + number)

    def read(self, wait: float | None = None) -> str:
        """The next line, without its end. Raises `Ended`, `TooLong`, or `Idle` after so many seconds without one."""
        if sys.platform == "win32":
            if not (typed := sys.stdin.buffer.readline(LIMIT)):
                raise Ended
            return self._decoded(typed)
        too_long = False
        while b"\n" not in self._pending:
            if len(self._pending) > LIMIT:
                self._pending, too_long = b"", True
            self._wait(wait)
            chunk = self._chunk()
            if not chunk and not self._pending:
                raise self._end()
            self._pending += chunk or b"\n"  # the last line of a file may have no end
        line, _, self._pending = self._pending.partition(b"\n")
        if too_long or len(line) > LIMIT:
            raise TooLong("That was too much in one line.", "Nothing of it was taken. Paste it in smaller pieces.")
        self.cut = self.is_terminal and len(line) >= TERMINAL_LIMIT - 1
        return self._decoded(line)

    def _chunk(self) -> bytes:
        try:
            return os.read(sys.stdin.fileno(), 65536)
        except OSError:  # a terminal that is gone cannot be read
            raise self._end() from None

    def _end(self) -> Ended:
        gone = self.is_terminal and sys.platform != "win32" and not sys.stdin.isatty()
        return Ended(GONE if gone else 0)

    @staticmethod
    def _decoded(line: bytes) -> str:
        return line.decode("utf-8", errors="replace").removesuffix("\n").removesuffix("\r")

    def _wait(self, seconds: float | None) -> None:
        """Until there is something to read. What the terminal holds of a line that is not finished does not count."""
        import select

        self._check()
        ready, _, _ = select.select([sys.stdin, *([self._wake] if self._wake >= 0 else [])], [], [], seconds)
        self._check()
        if not ready:
            raise Idle

    def _check(self) -> None:
        if self._told:
            raise Ended(128 + self._told)

    def more_comes(self) -> bool:
        """Another line is there already: a person pastes. A pipe is always ahead, and says nothing by it."""
        if sys.platform == "win32" or not self.is_terminal:
            return False
        import select

        return b"\n" in self._pending or bool(select.select([sys.stdin], [], [], 0)[0])

    def take_begun(self) -> str:
        """What has been typed of a line that was not finished."""
        if sys.platform == "win32" or not self.is_terminal:
            return ""
        import termios

        fd = sys.stdin.fileno()
        before = termios.tcgetattr(fd)
        at_once = termios.tcgetattr(fd)
        at_once[3] &= ~(termios.ICANON | termios.ECHO)
        at_once[6][termios.VMIN] = at_once[6][termios.VTIME] = 0
        termios.tcsetattr(fd, termios.TCSANOW, at_once)
        try:
            return os.read(fd, TERMINAL_LIMIT).decode("utf-8", errors="replace")
        finally:
            termios.tcsetattr(fd, termios.TCSANOW, before)

    def read_unseen(self, prompt: str, wait: float | None = None) -> str:
        """A line that is not shown while it is typed. Only on a terminal."""
        if sys.platform == "win32":
            from getpass import getpass

            return getpass(prompt)
        import termios

        fd = sys.stdin.fileno()
        before = termios.tcgetattr(fd)
        unseen = termios.tcgetattr(fd)
        unseen[3] &= ~termios.ECHO
        termios.tcsetattr(fd, termios.TCSADRAIN, unseen)
        try:
            put(prompt)
            line = self.read(wait)
        finally:
            termios.tcsetattr(fd, termios.TCSADRAIN, before)
        put("\n")
        return line
