"""The app in a real pseudo-terminal, driven by keys and read from the screen that a person would see."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pyte

from engage_tui.conversation.words import Field
from engage_tui.paths import Home
from engage_tui.store.store import Store
from support.keys import key_bytes
from support.planted_secrets import LEAST_COSTS, PASSPHRASE

if TYPE_CHECKING:
    import signal
    from collections.abc import Callable, Mapping, Sequence

    from engage_tui.conversation.state import Conversation

WAIT = 20.0
NOTHING_COMES = 0.15
"""Seconds after which a key that nothing has come of is one that does nothing."""
SETTLED = 0.025
"""Seconds of rest after which a key has done what it does: the app draws 60 times a second."""
QUESTION = "ask.discloses.police"
"""Where the cursor is in the draft that tests open: a question with nothing noted yet."""
QUESTION_BEGINS = "Have the police ever come"
# Modes that must not be left on when the app has ended, and what turns each off.
MODES = {
    "1049": "alternate screen",
    "1000": "mouse",
    "1003": "mouse",
    "1006": "mouse",
    "2004": "paste",
    "1004": "focus",
}
# Most of what is written is colours, and none of the tests sees them.
_COLOURS = re.compile(rb"\x1b\[[\d;]*m")
# Takes the pty as the controlling terminal of the new session, so that closing it sends SIGHUP as in real life.
_LAUNCH = """
import fcntl, os, sys, termios
owns, prepare, *command = sys.argv[1:]
if owns:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
exec(prepare)
os.execvp(command[0], command)
"""


class Timeout(AssertionError):
    """What was waited for did not come; carries the last screen."""


class Terminal:
    """A program in a pseudo-terminal. Use as a context manager: leaving it ends the program."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        home: Path,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
        prepare: str = "",
        owns_terminal: bool = True,
    ) -> None:
        """`prepare` is Python that the new process runs first. `owns_terminal`: closing the window sends it SIGHUP."""
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._lock = threading.Lock()
        self._shown, self._shown_at = "", -1
        self.raw = bytearray()
        """Every byte the program has written."""
        self.answered = 0
        """Where in `raw` the last answer to a program that asks line by line has ended."""
        self._master, slave = pty.openpty()
        columns, rows = size
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
            "HOME": str(home),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
            "ENGAGE_HOME": str(home / "engage"),
            "TMPDIR": str(home),
            **(env or {}),
        }
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _LAUNCH, "yes" if owns_terminal else "", prepare, *command],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment,
            start_new_session=True,
            cwd=home,
        )
        os.close(slave)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(10)
        self.close_window()
        self._reader.join(5)

    def _read(self) -> None:
        while True:
            try:
                ready, _, _ = select.select([self._master], [], [], 0.2)
                data = os.read(self._master, 65536) if ready else None
            except (OSError, ValueError):
                return
            if data == b"":
                return
            if data:
                with self._lock:
                    self.raw += data
                    self._stream.feed(_COLOURS.sub(b"", data))

    # -- what is seen

    def text(self) -> str:
        """The screen as text, blanks at the ends of lines left out."""
        with self._lock:
            if self._shown_at != len(self.raw):  # drawing it is slow, and waiting asks for it over and over
                across = range(self._screen.columns)
                lines = (self._screen.buffer[row] for row in range(self._screen.lines))
                self._shown = "\n".join("".join([line[x].data for x in across]).rstrip() for line in lines)
                self._shown_at = len(self.raw)
            return self._shown

    def wait_for(self, pattern: str, timeout: float = WAIT) -> str:
        """Wait until a regular expression is on the screen; the screen."""
        return self.wait_until(lambda text: re.search(pattern, text) is not None, f"/{pattern}/", timeout)

    def wait_gone(self, pattern: str, timeout: float = WAIT) -> str:
        """Wait until a regular expression is not on the screen; the screen."""
        return self.wait_until(lambda text: re.search(pattern, text) is None, f"no /{pattern}/", timeout)

    def wait_until(self, done: Callable[[str], bool], what: str, timeout: float = WAIT) -> str:
        """Wait until the screen is as `done` says; the screen. `what` tells in a failure what was waited for."""
        end = time.monotonic() + timeout
        while True:
            text = self.text()
            if done(text):
                return text
            if time.monotonic() > end or (self.process.poll() is not None and time.monotonic() > end - timeout + 2):
                state = self.process.poll()
                raise Timeout(f"waited for {what}; exit {state}; the screen:\n{text}")
            time.sleep(0.01)

    def wait_quiet(self, seconds: float = 0.15, timeout: float = WAIT) -> str:
        """Wait until nothing was written for a while, and the program was at rest all the while; the screen."""
        end = time.monotonic() + timeout
        size, since = -1, time.monotonic()
        while time.monotonic() < end:
            if len(self.raw) != size or self._working():
                size, since = len(self.raw), time.monotonic()
            if time.monotonic() - since >= seconds:
                break
            time.sleep(0.008)
        return self.text()

    def _working(self) -> bool:
        """Whether any thread of the program is working, or waits for its turn to, as far as the system tells."""
        try:
            threads = list(Path(f"/proc/{self.process.pid}/task").iterdir())
            return any((thread / "stat").read_text().rpartition(") ")[2][0] in "RD" for thread in threads)
        except OSError:
            return False

    def line(self, pattern: str) -> str:
        """The first line of the screen in which a regular expression is found; empty when there is none."""
        return next((each for each in self.text().split("\n") if re.search(pattern, each)), "")

    def after_leaving(self) -> str:
        """What was written after the app gave the screen back: what stays in the window for others to read."""
        return bytes(self.raw).rpartition(b"\x1b[?1049l")[2].decode()

    def echoes(self) -> bool:
        """Whether the terminal is as a shell needs it: what is typed is shown, and taken line by line."""
        flags = termios.tcgetattr(self._master)[3]
        return bool(flags & termios.ECHO and flags & termios.ICANON)

    def cpu_seconds(self) -> float:
        """The processor time that the program has used; 0 where the system does not tell it in this way."""
        told = Path(f"/proc/{self.process.pid}/stat")
        if not told.exists():
            return 0
        fields = told.read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    # -- what is done

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        view = memoryview(data)
        while view:
            view = view[os.write(self._master, view[:4096]) :]

    def press(self, *keys: str) -> None:
        """Press keys, each after the program has shown what the one before did."""
        for key in keys:
            self.send(key_bytes(key))
            self._settle(0.12 if key == "escape" else 0)  # a lone Escape is told from a sequence by its pause

    def type(self, text: str) -> None:
        """Type text."""
        self.send(text.encode())
        self._settle()

    def _settle(self, at_least: float = 0) -> None:
        """Wait until the program has begun to do something about what was sent, and is at rest again."""
        time.sleep(at_least)
        size, end = len(self.raw), time.monotonic() + NOTHING_COMES
        while time.monotonic() < end and len(self.raw) == size and not self._working():
            time.sleep(0.003)
        self.wait_quiet(SETTLED)

    def paste(self, text: str) -> None:
        """Paste text, bracketed as terminals do."""
        self.send(b"\x1b[200~" + text.encode() + b"\x1b[201~")

    def click(self, text: str, offset: int = 0) -> None:
        """Click the left mouse button on a text, or so many cells to the right of its start."""
        row, line = next((n, each) for n, each in enumerate(self.text().split("\n"), 1) if text in each)
        place = f"{line.index(text) + 1 + offset};{row}"
        self.send(f"\x1b[<0;{place}M\x1b[<0;{place}m".encode())
        self.wait_quiet()

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size."""
        with self._lock:
            self._screen.resize(rows, columns)
            self._shown_at = -1
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.wait_quiet()

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def close_window(self) -> None:
        """Close the terminal, as when its window is closed."""
        if self._master >= 0:
            master, self._master = self._master, -1
            os.close(master)

    def wait_exit(self, timeout: float = WAIT) -> int:
        """Wait for the program to end by itself; its exit code."""
        try:
            code = self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise Timeout(f"it did not end; the screen:\n{self.text()}") from None
        self.wait_quiet(0.05)
        return code

    def modes_left_on(self) -> set[str]:
        """Terminal modes that the program switched on and not off again."""
        left = {}
        for number, way in re.findall(rb"\x1b\[\?([\d;]+)([hl])", bytes(self.raw)):
            for each in number.decode().split(";"):
                left[each] = way == b"h"
        shown = {name for number, name in MODES.items() if left.get(number)}
        return shown | ({"hidden cursor"} if left.get("25") is False else set())


def engage(home: Path, *arguments: str, **options: object) -> Terminal:
    """The app, in a terminal, on a home of its own."""
    installed = os.environ.get("ENGAGE_TUI_COMMAND")
    command = [installed] if installed else [sys.executable, "-m", "engage_tui"]
    return Terminal([*command, *arguments], home=home, **options)  # type: ignore[arg-type]


def set_up(home: Path, *talks: Conversation, author: str = "A. Worker") -> None:
    """Make notes that are ready to be unlocked, without the first run: a folder to be copied for many tests."""
    before = os.umask(0o077)
    store = Store.create(Home(home / "engage"), PASSPHRASE, LEAST_COSTS)
    store.set_fact("author", author)
    for talk in talks:
        store.save(None, talk)
    store.close()
    os.umask(before)


def stored(home: Path, reference: str = "J-042") -> Conversation:
    """What is on the disk, read by a process other than the app's (this one), with the app gone."""
    store = Store.unlock(Home(home / "engage"), PASSPHRASE)
    try:
        note = next(n for n in store.notes() if n.reference == reference)
        return store.load(note.id)
    finally:
        store.close()


def said(home: Path, item: str = QUESTION) -> str:
    """The person's words that are on the disk for a question."""
    answer = stored(home).answer(item)
    return answer.text(Field.SAID) if answer else ""


def first_run(terminal: Terminal, author: str = "A. Worker") -> None:
    """Set up the notes, from the first screen to Home, without a recovery code."""
    set_passphrase(terminal, author)
    terminal.press("f3")
    terminal.wait_for("New conversation")


def set_passphrase(terminal: Terminal, author: str = "A. Worker") -> None:
    """Set up the notes, from the first screen to the one that shows the recovery code."""
    terminal.wait_for("Set a passphrase")
    for text in (PASSPHRASE, PASSPHRASE, author):
        terminal.type(text)
        terminal.press("enter")
    terminal.wait_for("Type the last group")


def unlock(terminal: Terminal, passphrase: str = PASSPHRASE) -> None:
    """Open the notes, from the first screen to Home."""
    terminal.wait_for("Passphrase")
    terminal.type(passphrase)
    terminal.press("enter")
    terminal.wait_for("▸ (Continue|New|Read)")


def open_draft(terminal: Terminal, reference: str = "J-042") -> str:
    """From the first screen to the draft that was worked on last; the screen."""
    unlock(terminal)
    terminal.wait_for(rf"▸ Continue[^●○→]*{reference}")
    terminal.press("enter")
    return terminal.wait_for(r"(?m)saved( \d\d:\d\d)?$")


def write(terminal: Terminal, words: str) -> None:
    """From the question under the cursor into the pane, and type. The words are seen, and not yet passed on."""
    terminal.press("enter")
    terminal.wait_for("Tab next field")
    terminal.send(words.encode())
    terminal.wait_for(re.escape(words[-12:].strip()))


def start_conversation(terminal: Terminal, reference: str = "J-042") -> None:
    """From Home to the first step of a new conversation."""
    while "▸ New conversation" not in terminal.text():
        terminal.press("down")
    terminal.press("enter")
    terminal.wait_for("Reference: a code")
    terminal.type(reference)
    terminal.press("enter", "enter", "enter")
    terminal.wait_for(r"saved \d\d:\d\d")


def go_to(terminal: Terminal, words: str) -> None:
    """Use Find to put the cursor on an item."""
    terminal.press("/")
    terminal.wait_for("go there")
    terminal.type(words)
    terminal.press("enter")
    terminal.wait_gone("go there")
