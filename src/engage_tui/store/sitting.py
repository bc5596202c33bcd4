"""What is read and noted when the notes are opened to be worked on, and when they are closed again."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engage_tui.errors import WriteError

if TYPE_CHECKING:
    from engage_tui.store.store import Store


PHRASES = "phrases"
"""The fact that holds the worker's own wordings: encrypted like the notes, because a name can get into one."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """`author` is the name on the notes, `pin` what tells the PIN; `clean`: they were closed properly the last time.

    `phrases` are the worker's own wordings, packed.
    """

    author: str
    pin: str
    clean: bool
    phrases: str = ""


def begin(store: Store, author: str = "") -> Sitting:
    """Sit down with the notes; a new author is kept with them. Raises `EngageError`."""
    if author:
        store.set_fact("author", author)
    sitting = Sitting(store.fact("author"), store.fact("pin"), store.fact("open") != "yes", store.fact(PHRASES))
    with suppress(WriteError):  # on a full disk the notes can still be read
        store.set_fact("open", "yes")
    return sitting


def end(store: Store) -> None:
    """Close the notes properly."""
    with suppress(WriteError):
        store.set_fact("open", "no")
    store.close()
