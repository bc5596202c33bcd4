"""Opening and creating a store, each import made only when it is called: the first paint must not wait for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engage_tui.paths import Home
    from engage_tui.store.store import Store


def unlock(home: Home, passphrase: str, *, raise_costs: bool = False) -> Store:
    """Open the notes. Slow on purpose. `raise_costs`: see `Store.unlock`. Raises `EngageError`."""
    from engage_tui.store.store import Store

    return Store.unlock(home, passphrase, raise_costs=raise_costs)


def create(home: Home, passphrase: str) -> Store:
    """Set up the notes. Slow on purpose. Raises `EngageError`."""
    from engage_tui.store.store import Store

    return Store.create(home, passphrase)


def check(home: Home, passphrase: str) -> None:
    """See whether this is the passphrase, without opening anything. Slow on purpose. Raises `EngageError`."""
    from engage_tui.store.access import keys_of
    from engage_tui.store.keys import open_keys

    open_keys(keys_of(home), passphrase)


def change_passphrase(home: Home, passphrase: str, new: str) -> None:
    """Let another passphrase open the notes, which this process has open. Slow on purpose. Raises `EngageError`."""
    from engage_tui.store.access import keys_of
    from engage_tui.store.keys import open_keys
    from engage_tui.store.rekeying import set_passphrase

    set_passphrase(home.keys, open_keys(keys_of(home), passphrase), new)


def has_recovery(home: Home) -> bool:
    """Whether a recovery code was made for the notes. Raises `StoreDamagedError`."""
    from engage_tui.store.access import keys_of
    from engage_tui.store.keys import has_recovery

    return has_recovery(keys_of(home))


def renew_recovery(home: Home, passphrase: str, code: str) -> None:
    """Let this recovery code open the notes, which this process has open. Slow on purpose. Raises `EngageError`."""
    from engage_tui.store.access import keys_of
    from engage_tui.store.keys import open_keys
    from engage_tui.store.rekeying import set_recovery

    set_recovery(home.keys, open_keys(keys_of(home), passphrase), code)


def check_code(home: Home, code: str) -> None:
    """See whether this is the recovery code, without opening anything. Raises `EngageError`."""
    from engage_tui.store.access import keys_of
    from engage_tui.store.keys import open_with_code

    open_with_code(keys_of(home), code)


def recover(home: Home, code: str, passphrase: str) -> Store:
    """Open the notes with the recovery code, and set a new passphrase. Slow on purpose. Raises `EngageError`."""
    from engage_tui.store.store import Store

    return Store.recover(home, code, passphrase)
