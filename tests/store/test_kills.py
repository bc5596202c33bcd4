"""Real kills at random moments: whatever was said to be saved is there, and setting up can always be taken up again."""

from __future__ import annotations

import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engage_tui.errors import PassphraseError
from engage_tui.store import keys
from engage_tui.store.store import Store
from support.command import engage, environment
from support.planted_secrets import PASSPHRASE
from support.vaults import new_store

if TYPE_CHECKING:
    from engage_tui.paths import Home

KILLS = 12
OTHER = "three other words"
DICE = random.Random()
TOP = Path(__file__).parents[2]


def killed(*arguments: str) -> str:
    """What `bench.kills` told, which has found nothing wrong."""
    command = [sys.executable, "-m", "bench.kills", *arguments]
    done = subprocess.run(command, cwd=TOP, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_everything_said_to_be_saved_is_there_after_a_kill_at_any_moment() -> None:
    told = killed("save", f"--rounds={KILLS}")
    between = re.search(rf"save: {KILLS} kills, done (\d+) times between them, 0 wrong", told)
    assert between is not None
    assert int(between[1]) > KILLS


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that kills at a step")
@pytest.mark.parametrize(
    ("kinds", "how"),
    [(["restore", "setup"], ["--quick", "--rounds=0"]), (["final"], ["--quick", "--rounds=2"])],
)
def test_a_kill_at_any_step_leaves_the_notes_that_were_there_or_those_that_come(
    kinds: list[str], how: list[str]
) -> None:
    """The same with 300 kills of each is `python -m bench.kills`."""
    assert killed(*kinds, *how).count(" 0 wrong") == 2 * len(kinds)


CHANGES = """
import itertools, sys
from pathlib import Path
from engage_tui.store.keys import Costs
from engage_tui.store.rekeying import set_passphrase
Costs.sensible = lambda _: True
path, data_key, *passphrases = sys.argv[1:]
for passphrase in itertools.cycle(passphrases):
    set_passphrase(Path(path), bytes.fromhex(data_key), passphrase)
    print("changed", flush=True)
"""


def test_a_kill_while_the_passphrase_is_changed_leaves_exactly_one_that_opens(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With costs that take no time, so that kills come while files are written, and not while keys are stretched."""
    monkeypatch.setattr(keys.Costs, "sensible", lambda _: True)
    home.folder.mkdir()
    document, data_key = keys.new_keys(PASSPHRASE, keys.Costs(passes=1, memory_kib=8))
    keys.write_keys(home.keys, document, replace=False)
    first = document["slots"][0]["salt"]
    opening = [PASSPHRASE]
    for _ in range(KILLS):
        order = [OTHER, PASSPHRASE] if opening == [PASSPHRASE] else [PASSPHRASE, OTHER]
        command = [sys.executable, "-c", CHANGES, str(home.keys), data_key.hex(), *order]
        with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"changed\n"
            time.sleep(DICE.uniform(0, 0.05))
            process.kill()
        assert process.returncode == -signal.SIGKILL
        opening = [p for p in (PASSPHRASE, OTHER) if opens(home, p)]
        assert len(opening) == 1
    assert keys.read_keys(home.keys)["slots"][0]["salt"] != first, "it was changed, and not only begun"


def opens(home: Home, passphrase: str) -> bool:
    try:
        keys.open_keys(keys.read_keys(home.keys), passphrase)
    except PassphraseError:
        return False
    return True


def test_what_a_kill_left_of_a_new_key_file_is_gone_once_the_notes_are_opened(home: Home) -> None:
    new_store(home).close()
    left, other = home.folder / ".keys.json.1a2b3c4d.tmp", home.folder / ".settings.toml.1a2b3c4d.tmp"
    left.touch()
    other.touch()
    Store.unlock(home, PASSPHRASE).close()
    assert not left.exists()
    assert other.exists()


def test_selftest_changes_the_passphrase_and_tells_that_one_of_the_two_opens(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    assert engage("selftest", "rekey", str(folder), "--count", "1").stdout == "ACK 1\n"
    assert engage("selftest", "opens", str(folder)).returncode == 0
