"""Words typed where no box is open: letters that come as typing do not run the commands they stand for. Pure."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

BURST_SECONDS = 0.3
"""Keys of different commands do not come one so soon after the other, and letters of a word do."""
PAUSE_SECONDS = 1.5
"""After so long without a key, what comes is meant as a command again."""


class Stray(Enum):
    """What becomes of a key."""

    ACTS = auto()
    TOLD = auto()
    """It does nothing, and that is said."""
    NOTHING = auto()


class StrayTyping:
    """Knows the key before and when it came."""

    def __init__(self, commands: Container[str]) -> None:
        """`commands`: the keys that do something here."""
        self._commands = commands
        self._before = ""
        self._at = float("-inf")
        self._typing = False

    def wrote(self) -> None:
        """A key went into a box: what comes after it stands on its own."""
        self._typing, self._before = False, ""

    def takes(self, key: str, character: str | None, now: float) -> Stray:
        """What becomes of a key. `character` is empty for one that writes nothing, such as Enter: it always acts."""
        since, self._at = now - self._at, now
        before, self._before = self._before, key
        if not character:
            self._typing = False
            self._before = ""
            return Stray.ACTS
        if self._typing and since < PAUSE_SECONDS:
            return Stray.NOTHING
        burst = bool(before) and key != before and since < BURST_SECONDS
        self._typing = burst or key not in self._commands
        return Stray.TOLD if self._typing else Stray.ACTS
