"""The commands for a visit: stopping, the questions alone on the screen, and coming away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.tui.command import Command, Scope

if TYPE_CHECKING:
    from collections.abc import Iterable

_NUMBERS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def _reasons() -> Iterable[Command]:
    for number, name in enumerate(_NUMBERS, 1):
        help_text = f"Give the {name} reason on the card. It goes into the note with the time."
        yield Command(
            f"stop.{number}", str(number), f"reason({number})", f"Reason {number}", help_text, Scope.STOP, False
        )


VISIT_COMMANDS = (
    Command(
        "app.stop",
        "ctrl+g",
        "app.stop",
        "Stop card",
        "Open the stop card from anywhere on the walk, also while you write or with a window open.",
        Scope.ANYWHERE,
    ),
    Command(
        "walk.stop",
        "s",
        "screen.stop",
        "Stop the talk",
        "The stop card: what to say, why you stop, who to ring. The reason and the time go into the note.",
        Scope.WALK,
        False,
    ),
    Command(
        "walk.room",
        "f",
        "screen.room",
        "Questions for the room",
        "Show the planned questions alone on the screen, one at a time, fit to be seen by the person.",
        Scope.WALK,
    ),
    Command(
        "walk.after",
        "a",
        "screen.after",
        "After the visit",
        "Ring in, take a minute, then write it up. Nothing of it is written down.",
        Scope.WALK,
    ),
    Command("room.next", "n,right,pagedown", "next", "Next question", "Show the next question.", Scope.ROOM, False),
    Command(
        "room.asked",
        "space",
        "asked",
        "Asked",
        "Note that this question was asked, with the time. Only a dot shows it.",
        Scope.ROOM,
        False,
    ),
    Command(
        "room.leave",
        "escape,backspace",
        "leave",
        "Leave the questions",
        "Once: an empty page. Again: back to your notes.",
        Scope.ROOM,
        False,
    ),
    *_reasons(),
)
