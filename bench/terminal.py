"""A program in a pseudo-terminal: started, typed at, watched and timed. Linux only.

A thread does nothing but read: it stamps each piece of output as it comes, with how long the program had by then waited
for a processor. The screen is emulated on another thread, so its slowness moves no stamp.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import signal
import struct
import sys
import termios
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Self

from bench import proc
from bench.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

COLUMNS, ROWS = 120, 40
QUIET = 0.150
"""Silence that ends a start, in seconds."""
SHORT_QUIET = 0.060
"""Silence that ends what a key press sets off."""
TIMEOUT = 60.0
ALL = slice(0, ROWS)
KEYS = {
    "enter": b"\r",
    "tab": b"\t",
    "escape": b"\x1b[27u",  # as terminals send it that tell it from a sequence by itself
    "backspace": b"\x7f",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "quit": b"\x11",
    "clear": b"\x15",
}
_ASKS_FOR_FRAMES, _HAS_FRAMES = b"\x1b[?2026$p", b"\x1b[?2026;2$y"

sys.setswitchinterval(0.0001)  # the reading thread must not wait for the emulator


class NotSeenError(Exception):
    """What was waited for did not come; holds the screen."""


@dataclass(frozen=True, slots=True)
class _Piece:
    at: float
    waited: float
    data: bytes


@dataclass(frozen=True, slots=True)
class Press:
    """A key press, in milliseconds: to the first frame that changed, and to the last before a silence."""

    first: float
    last: float
    written: int


@dataclass(frozen=True, slots=True)
class Presses:
    """Many presses. `cpu` is in milliseconds a key, `written` in bytes a key."""

    each: tuple[Press, ...]
    cpu: float

    def first(self, share: float = 0.5) -> float:
        """Milliseconds to the first changed frame: the median, or another share of all presses."""
        return quantile([p.first for p in self.each], share)

    def last(self, share: float = 0.5) -> float:
        """Milliseconds to the last changed frame."""
        return quantile([p.last for p in self.each], share)

    @property
    def written(self) -> float:
        return quantile([p.written for p in self.each], 0.5)


def quantile(values: Sequence[float], share: float) -> float:
    """The value that this share of all values does not exceed, interpolated."""
    ordered = sorted(values)
    low, part = divmod((len(ordered) - 1) * share, 1)
    after = ordered[min(int(low) + 1, len(ordered) - 1)]
    return ordered[int(low)] + (after - ordered[int(low)]) * part


class Terminal:
    """Times are net: less the time that the program's first thread stood waiting behind other programs."""

    def __init__(self, command: Sequence[str], *, folder: Path, env: Mapping[str, str]) -> None:
        self.screen = Screen(COLUMNS, ROWS)
        self._pieces: SimpleQueue[_Piece | None] = SimpleQueue()
        self.written = 0
        self.ended = False
        self._last = _Piece(time.perf_counter(), 0.0, b"")
        self.started = self._last.at
        self.pid, self._master = pty.fork()
        if self.pid == 0:
            _become(command, folder, env)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Ask it to leave, then tell it, then make it."""
        with suppress(OSError):
            os.write(self._master, KEYS["quit"])
        for number in (0, signal.SIGTERM, signal.SIGKILL):
            if number:
                os.kill(self.pid, number)
            if self._gone(3.0):
                break
        self._reader.join(5)
        os.close(self._master)

    def _gone(self, seconds: float) -> bool:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._take(0.01)  # a program that cannot write does not end
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                return True
        return False

    def _read(self) -> None:
        tail = b""
        while True:
            try:
                data = os.read(self._master, 65536)
            except OSError:
                data = b""
            at = time.perf_counter()
            if not data:
                break
            self._pieces.put(_Piece(at, proc.waited_ms(self.pid), data))
            if _ASKS_FOR_FRAMES in tail + data:
                os.write(self._master, _HAS_FRAMES)
            tail = (tail + data)[1 - len(_ASKS_FOR_FRAMES) :]
        self._pieces.put(None)

    def _take(self, seconds: float) -> bool:
        """Show the next piece of output. False when there is none for so long."""
        if self.ended:
            time.sleep(max(seconds, 0.0))
            return False
        try:
            piece = self._pieces.get(timeout=max(seconds, 0.0001))
        except Empty:
            return False
        if piece is None:
            self.ended = True
            return False
        self._last = piece
        self.written += len(piece.data)
        self.screen.feed(piece.data)
        return True

    # -- watching

    @property
    def text(self) -> str:
        """The screen."""
        return "\n".join(self.screen.lines())

    def _wait(self, seen: Callable[[], bool], what: str, timeout: float) -> None:
        end = time.monotonic() + timeout
        while self.screen.in_frame or not seen():
            if not self._take(0.2) and (self.ended or time.monotonic() > end):
                raise NotSeenError(f"{what} {'before it ended' if self.ended else 'in time'}. The screen:\n{self.text}")

    def wait_for(self, pattern: str, timeout: float = TIMEOUT) -> float:
        """Wait for a regular expression on the screen. Milliseconds from the start, net."""
        found = re.compile(pattern)
        self._wait(lambda: found.search(self.text) is not None, f"did not show /{pattern}/", timeout)
        return self._since_start()

    def settle(self, quiet: float = QUIET, timeout: float = TIMEOUT) -> float:
        """Wait for a silence. Milliseconds from the start to the last output before it, net."""
        end, since = time.monotonic() + timeout, time.perf_counter()
        while (left := max(since, self._last.at) + quiet - time.perf_counter()) > 0 and time.monotonic() < end:
            self._take(left)
        return self._since_start()

    def _since_start(self) -> float:
        return (self._last.at - self.started) * 1000 - self._last.waited

    def row_of(self, text: str) -> int:
        """The first row with this text."""
        return next(n for n, line in enumerate(self.screen.lines()) if text in line)

    # -- typing

    def send(self, *keys: str, quiet: float = SHORT_QUIET) -> None:
        """Press keys, named or as typed, each after what the one before set off."""
        for key in keys:
            os.write(self._master, KEYS.get(key, key.encode()))
            self.settle(quiet)

    def until(self, key: str, pattern: str) -> float:
        """Press a key and wait for a regular expression. Milliseconds between them, net."""
        waited, sent = proc.waited_ms(self.pid), time.perf_counter()
        os.write(self._master, KEYS.get(key, key.encode()))
        self.wait_for(pattern)
        return (self._last.at - sent) * 1000 - (self._last.waited - waited)

    def press(self, key: str, *, rows: slice = ALL, quiet: float = SHORT_QUIET) -> Press:
        """Press a key and time what changes in these rows."""
        before, written = self.screen.looks(rows), self.written
        waited, sent = proc.waited_ms(self.pid), time.perf_counter()
        os.write(self._master, KEYS.get(key, key.encode()))
        changes: list[float] = []
        end = sent + TIMEOUT / 10
        while True:
            left = (max(sent, self._last.at) + quiet if changes else end) - time.perf_counter()
            if left <= 0:
                break
            if not self._take(left) or self.screen.in_frame:
                continue
            after = self.screen.looks(rows)
            if after != before:
                before = after
                changes.append((self._last.at - sent) * 1000 - (self._last.waited - waited))
        if not changes:
            raise NotSeenError(f"{key!r} changed nothing. The screen:\n{self.text}")
        return Press(changes[0], changes[-1], self.written - written)

    def presses(self, keys: Sequence[str], *, rows: slice = ALL, quiet: float = SHORT_QUIET) -> Presses:
        """Press keys one after another, each when what the one before set off is done."""
        self.settle()
        before = proc.cpu_ms(self.pid)
        each = tuple(self.press(k, rows=rows, quiet=quiet) for k in keys)
        return Presses(each, (proc.cpu_ms(self.pid) - before) / len(keys))

    # -- resting

    def idle(self, seconds: float) -> tuple[float, int]:
        """Do nothing for a while: CPU in milliseconds a second, and how many bytes were written."""
        cpu, written, begun = proc.cpu_ms(self.pid), self.written, time.perf_counter()
        while (left := begun + seconds - time.perf_counter()) > 0:
            self._take(left)
        return (proc.cpu_ms(self.pid) - cpu) / (time.perf_counter() - begun), self.written - written

    def memory_mb(self) -> float:
        return proc.memory_mb(self.pid)


def _become(command: Sequence[str], folder: Path, env: Mapping[str, str]) -> None:
    """In the new process: turn into the program, or end."""
    try:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        os.chdir(folder)
        os.execve(command[0], list(command), env)
    finally:
        os._exit(127)
