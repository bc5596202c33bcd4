"""The commands of a role-play: for a trainer at the keyboard, the same in every view, and few enough to remember."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.tui.command import Command, Scope

if TYPE_CHECKING:
    from collections.abc import Iterable

_VIEWS = (
    ("f5", "room", "Room view", "Show the room only the step and the prompt, in large type."),
    ("f6", "worker", "Worker's view", "Show the brief, the aim and what the guide says for this stretch."),
    ("f7", "actor", "Actor's view", "Show the card of whoever plays the person."),
    ("f8", "observer", "Observers' view", "Show the trainer and the observers everything."),
)


def _views() -> Iterable[Command]:
    for key, name, title, help_text in _VIEWS:
        yield Command(f"session.{name}", key, f"screen.view('{name}')", title, help_text, Scope.SESSION)


def _cards() -> Iterable[Command]:
    for number in range(1, 10):
        help_text = f"Let event card {number} happen. Its line for the room comes up on the room view."
        yield Command(
            f"run.card-{number}", str(number), f"screen.card({number})", f"Card {number}", help_text, Scope.RUN, False
        )


def _run(name: str, keys: str, action: str, title: str, help_text: str) -> Command:
    return Command(f"run.{name}", keys, f"screen.{action}", title, help_text, Scope.RUN)


RUN_COMMANDS: tuple[Command, ...] = (
    Command(
        "session.next-view", "v", "screen.next_view", "Next view", "Room, worker, actor, observers.", Scope.SESSION
    ),
    *_views(),
    Command(
        "session.tally",
        "t",
        "screen.tally",
        "Note a moment",
        "Note something that you saw, with the words you heard. Not from the room view.",
        Scope.SESSION,
    ),
    Command(
        "session.untally",
        "T",
        "screen.untally",
        "Take a note back",
        "Take back the moment that was noted last in this take; at a joined terminal the last of one's own.",
        Scope.SESSION,
    ),
    Command(
        "session.sheet",
        "p",
        "screen.sheet",
        "Observers' sheet",
        "What was heard, the takes side by side.",
        Scope.SESSION,
    ),
    Command("session.leave", "escape,backspace", "screen.leave", "Leave", "Leave the role-play.", Scope.SESSION, False),
    _run("next", "n,right", "next", "Next prompt", "Go on to the next stretch; after the last one, end."),
    _run("back", "b,left", "back", "Prompt before", "Go back to the stretch before."),
    *_cards(),
    _run("card-off", "0", "card_off", "Card off", "Take the card off the room view."),
    _run("pause", "space", "pause", "Pause", "Everybody stops, and the room is asked three things; again: go on."),
    _run("mark", "m", "mark", "Mark the line", "Mark what was just said: it opened, it closed, or come back to it."),
    _run("rewind", "w", "rewind", "Another take", "Go back to a marked line with another worker. Both takes are kept."),
    _run("silence", "q", "silence", "Silence", "Start or end the silence timer, which only observers see."),
    _run("rapport", "c", "rapport", "Rapport", "Start or end the rapport timer, which only observers see."),
    _run(
        "door", "o", "door", "The door is open", "The worker left the door open for the worst of it; again: it is shut."
    ),
    _run("fact", "f", "fact", "It came out", "The severe fact came out. Only when the door is open."),
    _run("stop", "s", "stop", "Stop word", "Somebody said the stop word: end at once."),
    _run("unsafe", "x", "unsafe", "Stop: not safe", "The worker stopped because it was not safe: a good ending."),
    _run("undo", "u", "undo", "Undo", "Take back what you pressed last. Not what observers noted, and no ending."),
    Command("pages.next", "n,right,space,enter", "next", "Next page", "Go to the next page.", Scope.PAGES, False),
    Command("pages.back", "b,left", "back", "Page before", "Go to the page before.", Scope.PAGES, False),
    Command(
        "pages.leave",
        "escape,backspace",
        "leave",
        "Leave the pages",
        "Go back. Not before everybody is out of role.",
        Scope.PAGES,
        False,
    ),
)
