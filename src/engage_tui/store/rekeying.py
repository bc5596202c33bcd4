"""Changing what opens the notes, by writing the key file anew: never the notes, and never before the new way was tried.

Each is called by the one process that has the notes open. A kill at any moment leaves the old key file or the new one.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from engage_tui.errors import EngageError, PassphraseError, WriteError
from engage_tui.files import write_private
from engage_tui.store import keys

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any


def set_passphrase(path: Path, data_key: bytes, passphrase: str) -> None:
    """Let this passphrase open the notes in place of the one before. Slow on purpose. Raises `EngageError`."""
    document = keys.read_keys(path)
    new = keys.with_passphrase(document, passphrase, data_key, keys.costs_from_now(document))
    _replace(path, new, lambda written: keys.open_keys(written, passphrase), data_key)


def set_recovery(path: Path, data_key: bytes, code: str) -> None:
    """Let this recovery code open the notes in place of the one before. Raises `EngageError`."""
    new = keys.with_recovery(keys.read_keys(path), code, data_key)
    _replace(path, new, lambda written: keys.open_with_code(written, code), data_key)


def raise_costs(path: Path, data_key: bytes, passphrase: str) -> bool:
    """Make guessing as slow as in new key files, if it was quicker. Whether it was; a failure leaves all as it is."""
    try:
        document = keys.read_keys(path)
        if not keys.costs_of(document).below(keys.costs_from_now(document)):
            return False
        set_passphrase(path, data_key, passphrase)
    except EngageError:
        return False
    return True


def clear_leftovers(path: Path) -> None:
    """Remove what a kill may have left of a change: a key file that was never put in place."""
    for leftover in path.parent.glob(f".{path.name}.*.tmp"):
        with suppress(OSError):
            leftover.unlink()


def _replace(path: Path, document: dict[str, Any], opens: Callable[[dict[str, Any]], bytes], data_key: bytes) -> None:
    """Put a key file in place of the one before, once the very bytes of it have been seen to open."""
    data = keys.as_bytes(document)
    try:
        opened = opens(keys.from_bytes(data))
    except PassphraseError:
        opened = b""
    if opened != data_key:
        raise WriteError("The new key file did not open when it was tried.", "The old one was kept as it was.")
    write_private(path, data, replace=True)
