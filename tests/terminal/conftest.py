"""Notes that are ready to be unlocked: set up once, copied for each test."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from engage_tui.conversation.events import Moved, Wrote
from engage_tui.conversation.words import Field
from support.talks import after, new_talk
from support.terminal import QUESTION, set_up

if TYPE_CHECKING:
    from pathlib import Path

if sys.platform == "win32":
    collect_ignore_glob = ["test_*.py"]  # there is no pty to run the app in


@pytest.fixture(scope="session")
def _pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Draft J-042, with the cursor on a question that has no words yet, below one that has."""
    folder = tmp_path_factory.mktemp("pattern")
    talk = after(
        new_talk(),
        Wrote("ask.discloses.children", Field.SAID, "They go upstairs when I shout"),
        Moved(QUESTION),
    )
    set_up(folder, talk)
    return folder


@pytest.fixture
def ready(_pattern: Path, tmp_path: Path) -> Path:
    """A home of its own for one test, with passphrase and draft J-042."""
    shutil.copytree(_pattern / "engage", tmp_path / "engage")
    return tmp_path
