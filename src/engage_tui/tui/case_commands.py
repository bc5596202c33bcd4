"""The commands on a case: what earlier contacts left, and all of it in order of time. Part of `commands.COMMANDS`."""

from __future__ import annotations

from engage_tui.tui.command import Command, Scope

CASE_COMMANDS: tuple[Command, ...] = (
    Command(
        "walk.earlier",
        "c",
        "screen.earlier",
        "From last time",
        "See what earlier conversations under this reference left, and carry it over row by row.",
        Scope.WALK,
    ),
    Command(
        "walk.timeline",
        "C",
        "screen.timeline",
        "Timeline",
        "See everything under this reference in order of time.",
        Scope.WALK,
    ),
    Command(
        "notes.earlier",
        "f7",
        "earlier",
        "From last time",
        "See what the conversations under the same reference left, such as before a visit.",
        Scope.NOTES,
    ),
    Command(
        "notes.timeline",
        "f2",
        "timeline",
        "Timeline",
        "See everything under the same reference in order of time.",
        Scope.NOTES,
    ),
    Command(
        "earlier.carry",
        "space",
        "carry",
        "Carry over",
        "Take this into the open conversation, with where it is from. A question becomes planned.",
        Scope.EARLIER,
    ),
)
