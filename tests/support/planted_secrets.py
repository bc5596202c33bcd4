"""The passphrase of the tests, and the least costs that the app accepts for stretching it."""

from __future__ import annotations

from engage_tui.store.keys import Costs

PASSPHRASE = "three plain words"
LEAST_COSTS = Costs(passes=3, memory_kib=64 * 1024)
