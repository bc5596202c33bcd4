"""Notes made once and copied for each test that needs its own."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from engage_tui.paths import Home
from support.vaults import Made, fill, raw_key

if TYPE_CHECKING:
    from engage_tui.guide.guide import Guide


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, guide: Guide) -> Made:
    """Notes with a draft, a final note and more. Not to be changed: see `copied`."""
    home = Home(tmp_path_factory.mktemp("made") / "engage")
    fill(home, guide)
    return Made(home, raw_key(home))


@pytest.fixture
def copied(made: Made, home: Home) -> Home:
    """A copy of the notes for one test."""
    shutil.copytree(made.home.folder, home.folder)
    return home
