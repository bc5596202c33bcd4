"""The commands of the language lens in the app: part of `commands.COMMANDS`, from which everything else is made."""

from __future__ import annotations

from engage_tui.tui.command import Command, Scope

WORDING_WHILE_WRITING: tuple[Command, ...] = (
    Command(
        "writing.wording",
        "ctrl+n",
        "next_words",
        "Next marked words",
        "Go to the next words that the language lens has marked.",
        Scope.WRITING,
        False,
    ),
    Command(
        "writing.keep",
        "ctrl+o",
        "keep_words",
        "Keep these words",
        "Keep the words told of below, with a reason if you like. They are not asked about here again.",
        Scope.WRITING,
        False,
    ),
)
WORDING_COMMANDS: tuple[Command, ...] = (
    Command(
        "note.wording",
        "l",
        "wording",
        "Look at the wording",
        "See words of the note that the language lens would ask about. Nothing is changed by it.",
        Scope.NOTE,
    ),
    Command(
        "wording.keep",
        "space",
        "keep",
        "Keep these words",
        "Keep the words as they are, with a reason if you like; on words that were kept: ask about them again.",
        Scope.WORDING,
    ),
    Command("wording.undo", "u", "undo", "Undo", "Take back the last change.", Scope.WORDING),
)
