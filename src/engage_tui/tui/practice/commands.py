"""The commands of practice, joined into the one table in `tui/commands.py`."""

from __future__ import annotations

from engage_tui.tui.command import Command, Scope

DRILL_COMMANDS = (
    Command("drill.next", "n", "next", "Next", "Go on to the next thing that they say.", Scope.DRILL, False),
    Command(
        "drill.mark",
        "m",
        "mark",
        "Come back to it",
        "Mark it to come back to at the end; again takes the mark off.",
        Scope.DRILL,
    ),
)

PRACTICE_COMMANDS: tuple[Command, ...] = DRILL_COMMANDS
