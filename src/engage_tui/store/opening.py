"""Opening and creating a store, each import made only when it is called: the first paint must not wait for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engage_tui.paths import Home
    from engage_tui.store.store import Store


def unlock(home: Home, passphrase: str) -> Store:
    """Open the notes. Slow on purpose. Raises `EngageError`."""
    from engage_tui.store.store import Store

    return Store.unlock(home, passphrase)


def create(home: Home, passphrase: str) -> Store:
    """Set up the notes. Slow on purpose. Raises `EngageError`."""
    from engage_tui.store.store import Store

    return Store.create(home, passphrase)


def check(home: Home, passphrase: str) -> None:
    """See whether this is the passphrase, without opening anything. Slow on purpose. Raises `EngageError`."""
    from engage_tui.store.keys import open_keys, read_keys

    open_keys(read_keys(home.keys), passphrase)
