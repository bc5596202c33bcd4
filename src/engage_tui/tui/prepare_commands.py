"""The commands for getting ready and for the page to carry: part of `commands.COMMANDS`."""

from __future__ import annotations

from engage_tui.tui.command import Command, Scope

PREPARE_COMMANDS: tuple[Command, ...] = (
    Command(
        "walk.prepare",
        "P",
        "screen.prepare",
        "Prepare a visit",
        "Go through what to settle before you set off, part by part.",
        Scope.WALK,
    ),
    Command(
        "walk.plan",
        "V",
        "screen.visit_plan",
        "Visit plan",
        "The page to carry: what is on it, what was taken out and why, to print.",
        Scope.WALK,
    ),
    Command(
        "prepare.yes",
        "y",
        "yes",
        "Yes",
        "Answer a check with yes, or that they may know a fact, and go on to the next.",
        Scope.PREPARE,
    ),
    Command(
        "prepare.no",
        "n,x",
        "no",
        "No",
        "Answer a check with no, and see the safer way above; or that they may not know a fact.",
        Scope.PREPARE,
    ),
    Command(
        "prepare.tick", "space", "tick", "Tick", "Tick where a fact is from; on a check: yes.", Scope.PREPARE, False
    ),
    Command("prepare.next", "right,l", "next_part", "Next part", "Go to the next part.", Scope.PREPARE),
    Command("prepare.back", "left,h", "previous_part", "Part before", "Go back one part.", Scope.PREPARE),
    Command("prepare.write", "w", "write", "Write", "Write in what the cursor is on.", Scope.PREPARE),
    Command(
        "prepare.example",
        "t",
        "example",
        "Example",
        "Show or hide the guide's example for a line. It is never written down.",
        Scope.PREPARE,
    ),
    Command(
        "prepare.pick", "slash", "pick", "Pick questions", "Find questions of the guide and plan them.", Scope.PREPARE
    ),
    Command("prepare.own", "o", "own", "Own question", "Write a question of your own.", Scope.PREPARE),
    Command("prepare.up", "K,shift+up", "earlier", "Ask it sooner", "Move the question up.", Scope.PREPARE),
    Command("prepare.down", "J,shift+down", "later", "Ask it later", "Move the question down.", Scope.PREPARE),
    Command(
        "prepare.wording",
        "v",
        "wording",
        "Other wording",
        "Mean to put the question in the guide's next wording.",
        Scope.PREPARE,
    ),
    Command(
        "prepare.remove",
        "delete,minus",
        "remove",
        "Take off",
        "Take a question off the plan, or a fact out. Undo brings it back.",
        Scope.PREPARE,
    ),
    Command("prepare.undo", "u", "undo", "Undo", "Take back the last change.", Scope.PREPARE),
    Command(
        "prepare.last-time",
        "c",
        "from_last_time",
        "From last time",
        "See what earlier conversations under this reference left.",
        Scope.PREPARE,
    ),
    Command("prepare.plan", "V", "visit_plan", "Visit plan", "See the page to carry.", Scope.PREPARE),
    Command(
        "plan.turn",
        "space",
        "turn",
        "Leave out",
        "Leave a line out, or put back what you left out. What was taken out for a reason stays out.",
        Scope.PLAN,
    ),
    Command("plan.pdf", "p", "write('pdf')", "Write a PDF", "Write the page as a PDF.", Scope.PLAN),
    Command("plan.text", "t", "write('txt')", "Write text", "Write the page as plain text.", Scope.PLAN),
)
