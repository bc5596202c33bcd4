"""How long nobody has been at the keyboard, and when that is too long. Knows nothing of the screen."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from engage_tui.settings import seconds

if TYPE_CHECKING:
    from collections.abc import Callable

    from engage_tui.settings import Minutes


def now() -> float:
    """Seconds that go on while the computer sleeps, where the system can tell: a closed lid is time away."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()


class Idle:
    """Since when nobody has been there."""

    def __init__(self, clock: Callable[[], float] = now) -> None:
        self._clock = clock
        self._since = clock()

    def someone_is_here(self) -> None:
        """A key was pressed, or the like."""
        self._since = self._clock()

    def left(self, minutes: Minutes) -> float | None:
        """The seconds until so many minutes without a key are over, zero or less when they are; None for `off`."""
        wait = seconds(minutes)
        return None if wait is None else self._since + wait - self._clock()
