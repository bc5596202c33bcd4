"""What the screen says is saved is on the disk, whatever happens next: kills, a second instance, no room left."""

from __future__ import annotations

import contextlib
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from engage_tui.conversation.words import Field, Mark
from support.keys import key_bytes
from support.no_writing import GIVE_UP_THE_RIGHT, takes_no_change
from support.planted_secrets import PASSPHRASE
from support.terminal import (
    QUESTION,
    QUESTION_BEGINS,
    Terminal,
    engage,
    open_draft,
    said,
    stored,
    unlock,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_SECONDS = 2.0


def kill(terminal: Terminal) -> None:
    terminal.signal(signal.SIGKILL)
    assert terminal.process.wait(10) == -signal.SIGKILL


def test_a_mark_is_on_the_disk_as_soon_as_the_screen_says_saved(ready: Path) -> None:
    with engage(ready) as terminal:
        open_draft(terminal)
        for key, sign in (("space", "●"), ("x", "✕"), ("o", "–")):
            terminal.send(key_bytes(key))
            terminal.wait_for(rf"(?s)saved \d\d:\d\d\n.*{sign} {QUESTION_BEGINS}")
        kill(terminal)
    answer = stored(ready).answer(QUESTION)
    assert answer is not None
    assert answer.mark is Mark.NOT_ASKED


def test_words_are_on_the_disk_two_seconds_after_they_were_typed_when_the_app_is_killed(
    ready: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Kills at random moments while words are being typed without a pause, and what Home says after one."""
    chance = random.Random()
    with contextlib.ExitStack() as stack:
        typists = []
        for _ in range(2):
            home = tmp_path_factory.mktemp("killed")
            shutil.copytree(ready / "engage", home / "engage")
            terminal = stack.enter_context(engage(home))
            typists.append(Typist(home, terminal, chance.uniform(2.5, 3.0)))
        for typist in typists:
            open_draft(typist.terminal)
            write(typist.terminal, "w0 ")
        while sum(typist.go_on() for typist in typists):
            time.sleep(0.05)  # the pause between two words
        for typist in typists:
            *kept, _ = said(typist.home).split(" ")  # the last may have been cut short
            assert kept == [f"w{number}" for number in range(len(kept))]
            assert len(kept) >= typist.due > 5
    home = typists[0].home
    with engage(home) as terminal:
        unlock(terminal)
        screen = terminal.wait_for("not closed properly last time")
        assert "▸ Continue J-042" in screen
        terminal.press("enter")
        terminal.wait_for("w0 w1 w2")


class Typist:
    """Types a word at a time, until its app is killed, and knows how many must have been saved by then."""

    def __init__(self, home: Path, terminal: Terminal, seconds: float) -> None:
        self.home, self.terminal = home, terminal
        self._seconds = seconds
        self._began, self._typed = 0.0, 0
        self._seen: list[tuple[float, int]] = []
        self.due = 0

    def go_on(self) -> bool:
        """Type a word, or be killed. False when that is done. The time of a word counts from when it can be seen."""
        now = time.monotonic()
        if self.due:
            return False
        if self._typed and now > self._began + self._seconds:
            kill(self.terminal)
            self.due = max((word for at, word in self._seen if at < now - MOST_SECONDS), default=0) + 1
            return False
        self._began = self._began or now
        self._typed += 1
        self.terminal.send(f"w{self._typed} ".encode())
        self._seen.append((now, max(map(int, re.findall(r"w(\d+) ", self.terminal.text())), default=0)))
        return True


def test_words_typed_on_while_the_next_field_is_still_opening_are_kept_in_that_field(ready: Path) -> None:
    """On a busy machine, or from a text expander, keys come in one go. The next field may be the survivor's."""
    with engage(ready) as terminal:
        open_draft(terminal)
        write(terminal, "for the first\tfor the second")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    answer = stored(ready).items[QUESTION]
    assert (answer.text(Field.SAID), answer.text(Field.SEEN)) == ("for the first", "for the second")


def test_words_are_there_when_the_draft_is_left_and_opened_again_at_once(ready: Path) -> None:
    with engage(ready) as terminal:
        open_draft(terminal)
        write(terminal, "one ")
        terminal.wait_quiet(1)  # at rest: nothing more is to be saved
        terminal.send(b"two\x13")
        terminal.wait_gone("Tab next field")
        terminal.send(key_bytes("backspace"))
        terminal.wait_for("▸ Continue")
        terminal.send(key_bytes("enter"))
        terminal.wait_for("J-042 · home visit")
        terminal.press("w")
        terminal.type(" three")
        terminal.wait_for("(?m)one two three$")


def test_a_second_instance_is_refused_in_words_and_the_first_goes_on(ready: Path) -> None:
    with engage(ready) as first, engage(ready) as second:
        open_draft(first)
        second.wait_for("Passphrase")
        second.type(PASSPHRASE)
        asked = time.monotonic()
        second.press("enter")
        screen = second.wait_for("Another engage-tui has the notes open.")
        assert sys.platform != "linux" or f"process {first.process.pid}, started at" in " ".join(screen.split())
        assert time.monotonic() - asked < 3.5
        write(first, "still here")
        first.press("ctrl+q")
        assert first.wait_exit() == 0
    assert said(ready) == "still here"


# -- no room left


@contextlib.contextmanager
def no_file_may_grow(home: Path, terminal: Terminal) -> Iterator[None]:
    """The nearest to a full disk that needs no rights: a limit on the size of the files that the app writes."""
    _, hard = resource.prlimit(terminal.process.pid, resource.RLIMIT_FSIZE)
    size = (home / "engage" / "notes.db-wal").stat().st_size
    resource.prlimit(terminal.process.pid, resource.RLIMIT_FSIZE, (size, hard))
    yield
    resource.prlimit(terminal.process.pid, resource.RLIMIT_FSIZE, (hard, hard))


@contextlib.contextmanager
def full_disk(home: Path, _: Terminal) -> Iterator[None]:
    filler = home / "filler"
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        for size in (65536, 4096, 512, 1):
            with contextlib.suppress(OSError):
                while True:
                    file.write(b"x" * size)
    yield
    filler.unlink()


@pytest.fixture
def small_disk(ready: Path) -> Iterator[Path | None]:
    """A home on a disk of two megabytes, which only root can have; None for others."""
    disk = ready / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m,mode=0700", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode:
        yield None
        return
    try:
        shutil.copytree(ready / "engage", disk / "engage")
        yield disk
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a disk, or limits another process")
def test_when_there_is_no_room_it_says_so_keeps_the_words_and_asks_before_leaving(
    ready: Path, small_disk: Path | None
) -> None:
    home, no_room = (small_disk, full_disk) if small_disk else (ready, no_file_may_grow)
    with engage(home, size=(120, 36)) as terminal:
        open_draft(terminal)
        write(terminal, "before")
        terminal.wait_for(r"said \(\d\d:\d\d\): before")
        terminal.wait_for(r"saved \d\d:\d\d")
        with no_room(home, terminal):
            terminal.type(" during")
            screen = terminal.wait_for("NOT SAVED: The disk (is full|did not take the change)")
            assert "before during" in screen
            terminal.send(b" and on")
            terminal.press("f4")
            terminal.wait_for("Folder on another disk")
            terminal.send(f"{ready / 'elsewhere'}\r\r".encode())
            terminal.wait_for("Only this user account")
            for copy in (ready / "elsewhere").iterdir():
                assert "before during and on" in copy.read_text()
            terminal.press("f3")
            terminal.wait_for("F4 write copies to another disk")
            terminal.wait_for("before during and on")
            terminal.press("ctrl+q")
            terminal.wait_for("(?s)Not everything is saved yet.*▸ Stay. Saving goes on by itself")
            terminal.press("enter")
            terminal.wait_gone("Not everything is saved yet")
            terminal.wait_for("before during and on")
        terminal.wait_gone("NOT SAVED")
        terminal.wait_for(r"saved \d\d:\d\d")
        kill(terminal)
    assert said(home) == "before during and on"


@pytest.mark.skipif(sys.platform != "linux", reason="gives up rights as Linux knows them")
def test_when_the_folder_becomes_read_only_what_is_open_goes_on_being_saved_and_the_rest_is_told(ready: Path) -> None:
    folder = ready / "engage"
    with engage(ready, size=(120, 36), prepare=GIVE_UP_THE_RIGHT) as terminal:
        open_draft(terminal)
        write(terminal, "before")
        try:
            folder.chmod(0o500)
            for path in folder.iterdir():
                path.chmod(0o400)
            terminal.send(b" during")
            terminal.wait_for(r"said \(\d\d:\d\d\): before during")
            terminal.wait_for(r"saved \d\d:\d\d")
            terminal.press("ctrl+s", "6", "home", "down", "down", "enter", "enter")
            terminal.wait_for("(?s)cannot be made.*Choose")
            terminal.press("f3", "ctrl+q")
            assert terminal.wait_exit() == 0
        finally:
            folder.chmod(0o700)
            for path in folder.iterdir():
                path.chmod(0o600)
    assert said(ready) == "before during"


@pytest.mark.skipif(sys.platform != "linux", reason="gives up rights as Linux knows them")
def test_a_folder_that_takes_no_change_opens_read_only_and_says_so(ready: Path) -> None:
    with takes_no_change(ready / "engage"), engage(ready, prepare=GIVE_UP_THE_RIGHT) as terminal:
        terminal.wait_for(r"Your\s+notes\s+open\s+READ-ONLY")
        unlock(terminal)
        assert terminal.text().split("\n")[0].endswith("READ-ONLY")
        terminal.press("enter")
        terminal.wait_for("(?m)READ-ONLY$")
        terminal.press("space", "p", "w", "x", "ctrl+q")
        assert terminal.wait_exit() == 0
    assert said(ready) == ""


@pytest.mark.skipif(sys.platform != "linux", reason="limits another process")
def test_leaving_by_way_of_home_asks_first_too_when_something_is_not_saved(ready: Path) -> None:
    with engage(ready, size=(120, 36)) as terminal:
        open_draft(terminal)
        with no_file_may_grow(ready, terminal):
            terminal.press("space")
            terminal.wait_for("NOT SAVED")
            terminal.press("escape")
            terminal.wait_for("(?s)NOT SAVED.*▸ Continue")
            terminal.press("end", "enter")
            terminal.wait_for("(?s)Not everything is saved yet.*▸ Stay")
            terminal.press("down", "enter")
            terminal.wait_for("Folder on another disk")
            terminal.press("f3", "enter")
            terminal.wait_for("(?s)Not everything is saved yet.*▸ Stay")
            terminal.press("enter")
            terminal.wait_gone("Not everything is saved yet")
        terminal.wait_gone("NOT SAVED|saving")  # by itself, and Home says so
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert stored(ready).items[QUESTION].mark is Mark.ASKED
