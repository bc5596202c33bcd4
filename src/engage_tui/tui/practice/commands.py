"""The commands of practice, joined into the one table in `tui/commands.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engage_tui.tui.command import Command

PRACTICE_COMMANDS: tuple[Command, ...] = ()
