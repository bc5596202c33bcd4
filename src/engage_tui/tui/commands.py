"""Every command, declared once. From here come its key, its hint, its place in the palette, its help, its row in
docs/keys.md and the name under which settings can give it another key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

from engage_tui.tui.case_commands import CASE_COMMANDS
from engage_tui.tui.command import Command, Scope, types_text
from engage_tui.tui.note_commands import NOTE_COMMANDS
from engage_tui.tui.phrase_commands import PHRASE_COMMANDS
from engage_tui.tui.practice.commands import PRACTICE_COMMANDS
from engage_tui.tui.prepare_commands import PREPARE_COMMANDS
from engage_tui.tui.visit_commands import VISIT_COMMANDS
from engage_tui.tui.wording_commands import WORDING_COMMANDS, WORDING_WHILE_WRITING
from engage_tui.tui.write_up_commands import WRITE_UP_COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


__all__ = ["BY_ID", "COMMANDS", "Command", "Scope", "bindings", "key_name", "key_names", "types_text"]


def _steps() -> Iterable[Command]:
    names = ("Before you start", "Look and listen", "Ask", "Assess risk", "Respond", "Refer", "Record")
    for number, name in enumerate(names):
        yield Command(
            f"steps.{number}",
            str(number),
            f"step({number})",
            f"Go to {name}",
            f"Show {name}." if number == 0 else f"Show step {number}, {name}.",
            Scope.STEPS,
        )


COMMANDS: tuple[Command, ...] = (
    Command(
        "app.shield",
        "ctrl+l",
        "app.shield",
        "Blank the screen",
        "Blank the screen at once, from anywhere. What you were doing is kept; your passphrase brings it back.",
        Scope.ANYWHERE,
    ),
    Command("app.help", "f1,question_mark", "app.help", "Help", "What the keys do, here and now.", Scope.ANYWHERE),
    Command(
        "app.palette",
        "ctrl+p",
        "app.command_palette",
        "All commands",
        "Find a command by its name.",
        Scope.ANYWHERE,
        False,
    ),
    Command(
        "app.lock",
        "f9",
        "app.lock",
        "Lock",
        "Save, forget the keys and everything on the screen, and ask for the passphrase again.",
        Scope.ANYWHERE,
    ),
    Command(
        "app.layout",
        "f12",
        "app.layout",
        "Large layout",
        "One column, short lines and a blank line between items, for low vision or a projector; again: as before.",
        Scope.ANYWHERE,
    ),
    Command("app.quit", "ctrl+q", "app.leave", "Leave", "Save and close. There is nothing to confirm.", Scope.ANYWHERE),
    Command("list.up", "up,k", "up", "Up", "Go up.", Scope.LIST, False),
    Command("list.down", "down,j", "down", "Down", "Go down.", Scope.LIST, False),
    Command("list.page-up", "pageup", "page_up", "Page up", "Go up a page.", Scope.LIST, False),
    Command("list.page-down", "pagedown", "page_down", "Page down", "Go down a page.", Scope.LIST, False),
    Command("list.first", "home", "first", "First", "Go to the top.", Scope.LIST, False),
    Command("list.last", "end", "last", "Last", "Go to the bottom.", Scope.LIST, False),
    Command("list.choose", "enter", "choose", "Open", "Open or choose what the cursor is on.", Scope.LIST, False),
    *_steps(),
    Command("steps.next", "n", "next", "Next step", "Go to the next step.", Scope.STEPS),
    Command("steps.back", "b", "previous", "Step before", "Go to the step before.", Scope.STEPS),
    Command(
        "steps.find", "slash", "find", "Find", "Find words in all guidance and questions, and go there.", Scope.STEPS
    ),
    Command(
        "items.open", "right,l", "unfold", "Show more", "Open a section, or show all there is on an item.", Scope.ITEMS
    ),
    Command("items.close", "left,h", "fold", "Show less", "Close what is open.", Scope.ITEMS),
    Command("items.all", "e", "fold_all", "Open or close all", "Open or close all sections of this step.", Scope.ITEMS),
    Command(
        "steps.panel", "i", "panel", "Keep in mind", "Show or hide the panel with what to keep in mind.", Scope.STEPS
    ),
    Command("steps.leave", "escape,backspace", "leave", "Back", "Go back to where you came from.", Scope.STEPS),
    Command(
        "items.mark",
        "space",
        "mark",
        "Mark",
        "Give the usual mark or take it off: seen, heard, asked, used, present, yes, offered. On a source: tick it.",
        Scope.ITEMS,
    ),
    Command(
        "items.yes", "y", "yes", "Yes", "On a check: yes, and go on to the next, as in Prepare a visit.", Scope.ITEMS
    ),
    Command("items.other", "o", "other", "Other mark", "The mark beside it: heard, not asked, referred.", Scope.ITEMS),
    Command(
        "items.negative", "x", "negative", "Mark as no", "Not safe to ask, not identified, no, declined.", Scope.ITEMS
    ),
    Command(
        "items.plan", "p", "plan", "Plan", "Plan to ask this question. Planned is kept apart from asked.", Scope.ITEMS
    ),
    Command(
        "items.write", "w", "write", "Write", "Write words down: what they said, what you saw, your view.", Scope.ITEMS
    ),
    Command("items.wording", "v", "wording", "Other wording", "Show the question in the next wording.", Scope.ITEMS),
    Command(
        "items.remove",
        "delete,minus",
        "remove",
        "Take out an entry",
        "Take one of several entries out, whole. Undo brings it back.",
        Scope.ITEMS,
    ),
    Command(
        "items.move",
        "m",
        "move",
        "Move into the file copy",
        "Move what only the survivor said here into the file copy, with a reason, or take it back.",
        Scope.ITEMS,
    ),
    Command(
        "items.tables",
        "t",
        "tables",
        "People tables",
        "On a row for people: turn names and the other cells of the form on or off. What is written stays.",
        Scope.ITEMS,
    ),
    Command(
        "walk.risk",
        "r",
        "screen.risk",
        "Risk indicators",
        "See and mark the risk indicators, from any step.",
        Scope.WALK,
    ),
    Command(
        "walk.good", "g", "screen.good", "Good practice", "See good practice and safety, from any step.", Scope.WALK
    ),
    Command("walk.undo", "u", "screen.undo", "Undo", "Take back the last change.", Scope.WALK),
    Command("walk.redo", "U", "screen.redo", "Redo", "Bring back what was undone.", Scope.WALK),
    Command(
        "walk.write-up",
        "Y",
        "screen.write_up",
        "Write it up",
        "Write the note question by question, with what the walk already holds on each.",
        Scope.WALK,
    ),
    Command(
        "walk.details",
        "d",
        "screen.details",
        "Details",
        "Change the reference, date, setting, or who wrote it.",
        Scope.WALK,
    ),
    Command(
        "walk.elsewhere",
        "f4",
        "screen.elsewhere",
        "Copies elsewhere",
        "Write copies to a folder on another disk, when this one does not take what you write.",
        Scope.WALK,
    ),
    *WRITE_UP_COMMANDS,
    Command(
        "writing.next", "tab", "next_field", "Next field", "Go to the next field of this item.", Scope.WRITING, False
    ),
    Command(
        "writing.previous",
        "shift+tab",
        "previous_field",
        "Field before",
        "Go to the field before.",
        Scope.WRITING,
        False,
    ),
    Command(
        "writing.done",
        "escape,ctrl+s",
        "done",
        "Done",
        "Stop writing. Every word is kept and saved.",
        Scope.WRITING,
        False,
    ),
    *WORDING_WHILE_WRITING,
    *NOTE_COMMANDS,
    *WORDING_COMMANDS,
    *CASE_COMMANDS,
    *VISIT_COMMANDS,
    *PHRASE_COMMANDS,
    *PREPARE_COMMANDS,
    *PRACTICE_COMMANDS,
    Command("dialog.close", "escape,f3", "close", "Close", "Close this and go back.", Scope.DIALOG, False),
)

BY_ID: Mapping[str, Command] = {c.id: c for c in COMMANDS}


def bindings(*scopes: Scope) -> list[BindingType]:
    """Textual bindings for the commands of some scopes. A binding's id is the command's, for the keymap."""
    return [
        Binding(
            command.keys,
            command.action,
            command.title,
            show=False,
            priority=command.anywhere,
            id=command.id,
        )
        for command in COMMANDS
        if command.scope in scopes and command.keys
    ]


_NAMES = {
    "question_mark": "?",
    "slash": "/",
    "space": "space",
    "escape": "Esc",
    "backspace": "Backspace",
    "enter": "Enter",
    "tab": "Tab",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "home": "Home",
    "end": "End",
}


def key_name(key: str) -> str:
    """A key as people read it: `Ctrl+L`, `F1`, `space`."""
    *held, last = key.strip().split("+")
    shown = _NAMES.get(last) or (last.upper() if len(last) > 1 and last[0] == "f" and last[1:].isdigit() else last)
    if held:
        shown = shown.upper() if len(shown) == 1 else shown
    return "+".join([*(h.capitalize() for h in held), shown])


def key_names(keys: str) -> str:
    """All keys of a command as people read them."""
    return " or ".join(key_name(k) for k in keys.split(",") if k)
