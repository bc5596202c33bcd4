"""Real kills at random moments: whatever was said to be saved is there, and setting up can always be taken up again."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from support.command import engage, environment

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 12
DICE = random.Random()


def writer(folder: Path) -> subprocess.Popen[bytes]:
    """A process that saves one answer after another and says `ACK n` for each."""
    command = [sys.executable, "-m", "engage_tui", "selftest", "write", str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())


def acked(line: bytes) -> int:
    assert line.startswith(b"ACK "), line
    return int(line.removeprefix(b"ACK "))


def check(folder: Path, last: int) -> None:
    """Every entry up to the last that was acknowledged is there, word for word."""
    found = engage("selftest", "check", str(folder), str(last))
    assert (found.returncode, found.stderr) == (0, "")


def test_everything_said_to_be_saved_is_there_after_a_kill_at_any_moment(tmp_path: Path) -> None:
    folder, last = tmp_path / "store", 0
    for _ in range(KILLS):
        with writer(folder) as process:
            assert process.stdout is not None
            said = [process.stdout.readline() for _ in range(DICE.randint(1, 30))]
            time.sleep(DICE.uniform(0, 0.02))  # the random moment; nothing is waited for
            process.kill()
            said += process.stdout.readlines()
        assert process.returncode == -signal.SIGKILL
        # It goes on after the last entry that it finds: the last acknowledged, or one more that was under way.
        assert acked(said[0]) in (last + 1, last + 2)
        last = acked(said[-1])
    assert last >= KILLS
    check(folder, last)


@pytest.mark.parametrize("moment", ["notes.db.new-wal", "keys.json"])
def test_setting_up_that_is_killed_can_be_taken_up_again(tmp_path: Path, moment: str) -> None:
    folder = tmp_path / "store"
    with writer(folder) as process:
        end = time.monotonic() + 30
        while not ((folder / moment).exists() or (folder / "notes.db").exists()):  # it may be over too soon to see
            assert process.poll() is None
            assert time.monotonic() < end
        process.kill()
        assert process.stdout is not None
        said = process.stdout.read().count(b"ACK")
    again = engage("selftest", "write", str(folder), "--count", "3")
    assert again.stderr == ""
    assert acked(again.stdout.encode().split(b"\n")[0]) in (said + 1, said + 2)
