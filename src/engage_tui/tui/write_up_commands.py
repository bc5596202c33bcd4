"""The commands of the write-up. They are part of `commands.COMMANDS`, from which everything else is made."""

from __future__ import annotations

from engage_tui.tui.command import Command, Scope

WRITE_UP_COMMANDS: tuple[Command, ...] = (
    Command("write-up.next", "n", "next_stop", "Next question", "Go to the next question.", Scope.WRITE_UP),
    Command("write-up.back", "b", "previous_stop", "Question before", "Go back one question.", Scope.WRITE_UP),
    Command("write-up.yes", "space", "yes", "Yes", "Answer yes, or take it off; tick a source.", Scope.WRITE_UP),
    Command("write-up.no", "x", "no", "No", "Answer no, and say why.", Scope.WRITE_UP),
    Command("write-up.write", "w", "write", "Write", "Write in your own words.", Scope.WRITE_UP),
    Command(
        "write-up.take",
        "t",
        "take",
        "Take what is there",
        "Take over what the walk offers here, to be worked over. Nothing is taken by itself.",
        Scope.WRITE_UP,
    ),
    Command(
        "write-up.remove",
        "delete,minus",
        "remove",
        "Take out an entry",
        "Take an entry out, whole. Undo brings it back.",
        Scope.WRITE_UP,
    ),
    Command("write-up.undo", "u", "undo", "Undo", "Take back the last change.", Scope.WRITE_UP),
)
