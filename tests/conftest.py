"""Fixtures for all tests. Each test has its own home folder; nothing touches the user's."""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from typing import TYPE_CHECKING

import pytest

from engage_tui.guide.loader import load_guide
from engage_tui.paths import Home, shipped_content
from engage_tui.store import keys
from support.vaults import new_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engage_tui.guide.guide import Guide
    from engage_tui.store.store import Store

# What is compiled is kept, whatever this shell is set to: hundreds of processes read the same files.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.fixture(scope="session", autouse=True)
def _passphrases_stretched_once() -> Iterator[None]:
    """Argon2id is slow on purpose, and many tests open copies of the same notes: what it gave for a passphrase, a salt
    and costs is kept. Each of them is stretched for real the first time, and always in the processes that tests start.
    """
    once = lru_cache(maxsize=None, typed=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys.bindings, "crypto_pwhash_alg", once(keys.bindings.crypto_pwhash_alg))
        yield


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENGAGE_HOME", str(tmp_path / "engage"))
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An app folder that is not there yet."""
    return Home(tmp_path / "engage")


@pytest.fixture(scope="session")
def guide() -> Guide:
    """The shipped guide."""
    return load_guide(shipped_content())


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    """A new, real, encrypted store, with the least costs that are allowed."""
    opened = new_store(home)
    yield opened
    opened.close()
