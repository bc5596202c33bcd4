"""What a command is, and where one can work."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from textual.keys import key_to_character


class Scope(StrEnum):
    """Where a command works."""

    ANYWHERE = "Anywhere"
    LIST = "In a list"
    STEPS = "In the guide and on the walk"
    ITEMS = "On an item"
    WALK = "On the walk"
    WRITE_UP = "Writing it up"
    WRITING = "While writing"
    DIALOG = "In a window over the screen"
    NOTES = "In the list of notes"
    NOTE = "On a note"
    COPIES = "When writing copies"
    PASTE = "Pasting field by field"
    SUPERVISION = "Making a supervision copy"
    WORDING = "Looking at the wording"
    EARLIER = "On what was left from last time"
    ROOM = "With the questions for the room"
    STOP = "On the stop card"
    REPLIES = "On the replies"
    PHRASES = "On your own wordings"
    PREPARE = "Preparing a visit"
    PLAN = "On the visit plan"
    SESSION = "On a role-play"
    RUN = "Running a role-play"
    PAGES = "On pages for the room"
    DRILL = "In the solo drill"
    SURVEY = "Before and after"


@dataclass(frozen=True, slots=True)
class Command:
    """`keys` are Textual key names, separated by commas; `action` is the action run, on whatever the scope names."""

    id: str
    keys: str
    action: str
    title: str
    help: str
    scope: Scope
    palette: bool = True

    @property
    def anywhere(self) -> bool:
        """It works while people write, too, whatever has the focus."""
        return self.scope is Scope.ANYWHERE and not any(map(types_text, self.keys.split(",")))


def types_text(key: str) -> bool:
    """The key types something, so it cannot be a command where people write."""
    character = key_to_character(key)
    return key == "slash" or (character is not None and character.isprintable())
