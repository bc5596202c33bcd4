"""Three replies to what a person may say, side by side: one joins in, one picks a fight, one holds the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from engage_tui.guide.fields import Id, Line, Model, Prose, Spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = {"joins_in": "Joins in", "picks_a_fight": "Picks a fight", "holds_the_line": "Holds the line"}
"""The three as they are headed, in the order in which they are shown."""
HOLDS = NAMES["holds_the_line"]
NEXT = "Then"


class Reply(Model):
    """Words to say, or not to say, and why."""

    say: Spoken
    why: Line


class ReplySet(Model):
    """The replies to one thing a person may say. `id` is the item that this is about."""

    id: Id = Field(description="The item with what the person says, such as `look.say.drink`.")
    used: Id = Field(description="The item that is marked as used when the line was held.")
    heard: Spoken = Field(description="How it may sound when the person says it.")
    joins_in: Reply
    picks_a_fight: Reply
    holds_the_line: Reply
    next: Prose = Field(min_length=1, description="What to do next.")

    def three(self) -> Iterator[tuple[str, Reply]]:
        """The replies with their headings, in order."""
        for name, heading in NAMES.items():
            yield heading, getattr(self, name)

    def lines(self) -> Iterator[tuple[str, str, str]]:
        """It line by line: a heading, what is said, and why or what to do."""
        yield "They say", f"“{self.heard}”", ""
        for heading, reply in self.three():
            yield heading, f"“{reply.say}”", reply.why
        yield NEXT, "", self.next

    @property
    def words(self) -> str:
        """Everything in it, to be searched."""
        return " ".join([self.heard, *(f"{r.say} {r.why}" for _, r in self.three()), self.next])
