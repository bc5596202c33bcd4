"""A made-up case of three contacts, the oldest first. Fiction, all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from engage_tui.conversation.events import Marked, Planned, Ticked, Wrote
from engage_tui.conversation.words import Field, Mark, Setting, Source
from support.talks import START, after, new_talk

if TYPE_CHECKING:
    from engage_tui.conversation.events import Event
    from engage_tui.conversation.state import Conversation

PROMISE, UNKNOWN, ACTION, ATTEMPT = "note.promised", "note.not-known", "record.concrete-actions", "record.attempts"
ACT, AGENCY = "assess.map-the-pattern", "note.agencies"
CHILDREN, POLICE, SEPARATION = "ask.discloses.children", "ask.discloses.police", "ask.heightened.separation"


def contact(days: int, *events: Event, setting: Setting = Setting.VISIT, reference: str = "J-042") -> Conversation:
    """A conversation so many days after the first possible one, with these events a minute apart."""
    start = START + timedelta(days=days)
    new = replace(new_talk(reference, f"t{days}"), created=start, changed=start, held_on=start.date(), setting=setting)
    return after(new, *events, start=start)


def a_case() -> list[Conversation]:
    """A visit that left much open, a call that settled some of it, and a visit at which nobody was met."""
    return [
        contact(
            -28,
            Planned(CHILDREN, on=True),
            Marked(CHILDREN, Mark.ASKED),
            Wrote(CHILDREN, Field.SAID, "They go upstairs when I shout"),
            Planned(POLICE, on=True),
            Marked(SEPARATION, Mark.NOT_SAFE),
            Wrote(SEPARATION, Field.REASON, "SECRET his brother sat in the kitchen"),
            Marked("risk.threats-to-kill", Mark.PRESENT),
            Wrote("risk.threats-to-kill", Field.AGENCY, "Police: said on 12 March that he would end her"),
            Wrote("risk.threats-to-kill", Field.ACTION, "Rang the duty manager"),
            Wrote("risk.threats-to-kill", Field.WHO, "A. Worker"),
            Wrote("risk.threats-to-kill", Field.WHEN, "the same day"),
            Wrote("risk.weapons", Field.SAID, "There is nothing like that in the house"),
            Wrote("risk.weapons", Field.SURVIVOR, "SECRET a knife in the van"),
            Wrote(ACT, Field.ACT, "Broke her phone against the wall"),
            Wrote(ACT, Field.TOWARDS, "the survivor, with both children in the room"),
            Wrote(ACT, Field.WHEN, "12 March, after the match"),
            Ticked(ACT, Source.AGENCY, on=True),
            Wrote(f"{ACT}~2", Field.ACT, "Reads her messages each night"),
            Wrote(f"{ACT}~2", Field.WHEN, "for about two years"),
            Ticked(f"{ACT}~2", Source.PERSON, on=True),
            Wrote(f"{ACT}~3", Field.ACT, "SECRET follows her to work"),
            Ticked(f"{ACT}~3", Source.SURVIVOR, on=True),
            Wrote(PROMISE, Field.TEXT, "A phone number for the fathers' group"),
            Wrote(PROMISE, Field.WHO, "the client"),
            Wrote(PROMISE, Field.WHEN, "by 30 October"),
            Wrote(f"{PROMISE}~2", Field.SURVIVOR, "SECRET a call on her work phone"),
            Wrote(UNKNOWN, Field.TEXT, "Whether bail conditions name the children's school"),
            Wrote(UNKNOWN, Field.WHO, "police liaison"),
            Wrote(UNKNOWN, Field.WHEN, "by 2 November"),
            Wrote(ACTION, Field.ACTION, "Ring the behaviour change programme himself"),
            Wrote(ACTION, Field.WHEN, "by 7 November"),
            Wrote(ACTION, Field.CHECKED_BY, "A. Worker"),
            Wrote(AGENCY, Field.WHO, "Police, Sgt Example"),
            Wrote(AGENCY, Field.WHEN, "23 October 2026"),
            Wrote(AGENCY, Field.AGENCY, "Two call-outs since March"),
            Marked("refer.dapp", Mark.OFFERED),
            Wrote("form.legal-status", Field.TEXT, "Bail until 4 January, not to go to her workplace"),
        ),
        contact(
            -14,
            Marked("look.say.drink", Mark.HEARD),
            Wrote("risk.weapons", Field.AGENCY, "Police took a knife from his van in May"),
            Planned("ask.discloses.patterns", on=True),
            setting=Setting.PHONE,
        ),
        contact(
            -7,
            Wrote(ATTEMPT, Field.WHEN, "14 November 2026, 16:00"),
            Wrote(ATTEMPT, Field.WAY, "home visit, as agreed"),
            Wrote(ATTEMPT, Field.OUTCOME, "Nobody opened; the television was on"),
            Wrote(f"{ATTEMPT}~2", Field.WHEN, "16 November 2026"),
            Wrote(f"{ATTEMPT}~2", Field.WAY, "phone, twice"),
            Wrote(f"{ATTEMPT}~2", Field.OUTCOME, "No answer, left a message"),
        ),
    ]
