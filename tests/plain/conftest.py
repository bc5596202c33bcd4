"""Notes that are ready to be unlocked: set up once, copied for each test."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from support.talks import new_talk
from support.terminal import set_up

if TYPE_CHECKING:
    from pathlib import Path

if sys.platform == "win32":
    collect_ignore_glob = ["test_plain_*.py"]  # no pty, and file descriptors are passed on in the POSIX way


@pytest.fixture(scope="session")
def _pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plain")
    set_up(folder, new_talk())
    return folder


@pytest.fixture
def ready(_pattern: Path, tmp_path: Path) -> Path:
    """A home with the tests' passphrase and draft J-042, in which nothing is noted."""
    shutil.copytree(_pattern / "engage", tmp_path / "engage")
    return tmp_path
