"""The commands on what to say, wordings of one's own and replies: part of `commands.COMMANDS`."""

from __future__ import annotations

from engage_tui.tui.command import Command, Scope

PHRASE_COMMANDS: tuple[Command, ...] = (
    Command(
        "steps.keep-wording",
        "K",
        "keep_wording",
        "Keep this wording",
        "Keep your own words for this question, for every visit, among its other wordings.",
        Scope.STEPS,
    ),
    Command(
        "steps.wordings",
        "W",
        "wordings",
        "Your own wordings",
        "See, change, plan, write out and read in the wordings that you keep.",
        Scope.STEPS,
    ),
    Command(
        "steps.replies",
        "R",
        "replies",
        "Replies",
        "Three replies to what they say, side by side: one joins in, one picks a fight, one holds the line.",
        Scope.STEPS,
    ),
    Command("replies.next", "n,right", "next", "Next", "The replies to the next thing they may say.", Scope.REPLIES),
    Command("replies.back", "b,left", "previous", "Before", "The replies to the thing before.", Scope.REPLIES),
    Command("replies.used", "space", "used", "Used", "Mark that you held the line here. Again: not.", Scope.REPLIES),
    Command(
        "wordings.plan", "p", "plan", "Plan it", "Plan this for the open conversation, in these words.", Scope.PHRASES
    ),
    Command(
        "wordings.remove", "delete,minus", "remove", "Take out", "Take this wording out, after asking.", Scope.PHRASES
    ),
    Command("wordings.new", "a", "add", "Add", "Add a question of your own.", Scope.PHRASES),
    Command(
        "wordings.export",
        "w",
        "export",
        "Write for the team",
        "Write all wordings to a file for the team. Those that may tell who somebody is are left out.",
        Scope.PHRASES,
    ),
    Command(
        "wordings.import",
        "i",
        "bring_in",
        "Read in",
        "Read in a file of wordings from the team, checked as strictly as content.",
        Scope.PHRASES,
    ),
)
