"""Conversations to test with. Fiction, all of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from engage_tui.conversation.events import Marked, Opened, Planned, Ticked, Visited, Wrote
from engage_tui.conversation.update import apply, begin
from engage_tui.conversation.words import Field, Mark, Setting, Source

if TYPE_CHECKING:
    from engage_tui.conversation.events import Event
    from engage_tui.conversation.state import Conversation

START = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)


def new_talk(reference: str = "J-042", talk_id: str = "a1") -> Conversation:
    """A conversation with nothing noted."""
    return begin(
        talk_id,
        reference=reference,
        setting=Setting.VISIT,
        person="the client",
        author="A. Worker",
        held_on=date(2026, 11, 21),
        at=START,
    )


def after(talk: Conversation, *events: Event, start: datetime = START) -> Conversation:
    """The conversation after events a minute apart."""
    for n, event in enumerate(events, 1):
        talk = apply(talk, event, start + timedelta(minutes=n))
    return talk


def full_talk() -> Conversation:
    """A conversation with something of every kind noted."""
    return after(
        new_talk(),
        Visited("prepare"),
        Marked("check.not-alone", Mark.YES),
        Marked("check.sober", Mark.NO),
        Wrote("check.sober", Field.REASON, "Kept it short and agreed to speak on Monday."),
        Marked("look.say.drink", Mark.HEARD),
        Wrote("look.say.drink", Field.SAID, "I only drink at weekends"),
        Marked("look.checks-whereabouts", Mark.SEEN),
        Wrote("look.checks-whereabouts", Field.SEEN, "Rang her four times in half an hour."),
        Planned("ask.discloses.children", on=True),
        Marked("ask.discloses.children", Mark.ASKED),
        Wrote("ask.discloses.children", Field.SAID, "They go upstairs when I shout"),
        Planned("ask.discloses.police", on=True),
        Marked("ask.heightened.separation", Mark.NOT_SAFE),
        Wrote("ask.heightened.separation", Field.REASON, "Partner was in the next room"),
        Opened("He raised it himself"),
        Marked("risk.separation", Mark.PRESENT),
        Wrote("risk.separation", Field.SURVIVOR, "SECRET she leaves on Friday"),
        Wrote("risk.separation", Field.SAID, "She says it is over"),
        Wrote("risk.separation", Field.ACTION, "Told the duty manager"),
        Wrote("risk.separation", Field.WHO, "A. Worker"),
        Wrote("risk.separation", Field.WHEN, "today, 15:00"),
        Marked("risk.weapons", Mark.PRESENT),
        Ticked("risk.weapons", Source.SURVIVOR, on=True),
        Wrote("risk.weapons", Field.SURVIVOR, "SECRET knife under the seat"),
        Wrote("risk.weapons", Field.REASON, "SECRET survivor's worker is acting"),
        Marked("risk.threats-to-kill", Mark.NOT_IDENTIFIED),
        Marked("respond.abuse-is-choice", Mark.USED),
        Marked("refer.dapp", Mark.OFFERED),
        Wrote("refer.dapp", Field.SAID, "I will think about it"),
        Marked("form.spoken-directly", Mark.YES),
        Marked("form.parenting-choice", Mark.NO),
        Wrote("form.parenting-choice", Field.REASON, "Not safe at present"),
        Wrote("form.summary", Field.TEXT, "He talked about the drinking and about shouting at the children."),
        Wrote("form.victim-additional", Field.TEXT, "SECRET moved to the north"),
        Wrote("record.attempts", Field.TEXT, "Rang on Monday, no answer."),
        Wrote("note.view", Field.TEXT, "I think he wants help."),
        Wrote("look.say.drink", Field.VIEW, "He looked down when he said it; I think there is more."),
    )
