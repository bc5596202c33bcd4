"""The commands of practice, joined into the one table in `tui/commands.py`."""

from __future__ import annotations

from engage_tui.tui.command import Command, Scope
from engage_tui.tui.practice.run_commands import RUN_COMMANDS

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
    *(
        Command(f"drill.reply-{n}", f"{n}", f"reply({n})", f"Reply {n}", help_text, Scope.DRILL, False)
        for n, help_text in enumerate((*("Choose this reply.",) * 3, "Type your own words."), 1)
    ),
)

SURVEY_COMMANDS = (
    Command(
        "survey.mine",
        "o",
        "mine",
        "Own two numbers",
        "Show one person what they said, before and after side by side.",
        Scope.SURVEY,
    ),
    Command("survey.more", "a", "more", "One person more", "Make room for one person more.", Scope.SURVEY, False),
    Command("survey.fewer", "d", "fewer", "One fewer", "Take out the last person, if empty.", Scope.SURVEY, False),
)

PRACTICE_COMMANDS: tuple[Command, ...] = (*RUN_COMMANDS, *DRILL_COMMANDS, *SURVEY_COMMANDS)
