"""The four views of a role-play, and what a room reads of it. Pure."""

from __future__ import annotations

from enum import StrEnum
from textwrap import wrap
from typing import TYPE_CHECKING

from engage_tui.practice.debrief import pause_questions
from engage_tui.tui.screens.room import pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engage_tui.guide.guide import Guide
    from engage_tui.practice.scenario import Scenario
    from engage_tui.practice.session import Session

_TALLEST = 1000


class View(StrEnum):
    """Who looks at the screen."""

    ROOM = "room"
    WORKER = "worker"
    ACTOR = "actor"
    OBSERVER = "observer"


TITLES = {
    View.ROOM: "Room",
    View.WORKER: "Worker",
    View.ACTOR: "Actor",
    View.OBSERVER: "Trainer and observers",
}


def view_after(view: View) -> View:
    """The view that comes after this one; after the last comes the first."""
    views = list(View)
    return views[(views.index(view) + 1) % len(views)]


def room_words(scenario: Scenario, guide: Guide, state: Session) -> tuple[str, ...]:
    """What the projector shows, a paragraph each: nothing but the step and the prompt, a card, or three questions."""
    if state.ending:
        return ("Thank you.",)
    if state.paused:
        return ("Pause", *pause_questions(scenario))
    if state.shown:
        return (scenario.event(state.shown).room,)
    beat = scenario.beat(state.beat)
    return (step_title(guide, beat.step), beat.prompt)


def step_title(guide: Guide, step_id: str) -> str:
    """The name of a step, as the guide has it."""
    return guide.steps[step_id].title if step_id in guide.steps else step_id


def filled(words: Sequence[str], width: int, height: int) -> str:
    """Paragraphs as large as they fit: short lines with gaps; else longer lines; else without gaps."""
    large = "\n\n\n".join(pages(text, width, _TALLEST)[0] for text in words)
    if large.count("\n") < height:
        return large
    room = max(10, min(72, width - 4))
    lines = ["\n".join(wrap(text, room)) for text in words]
    spaced = "\n\n".join(lines)
    return spaced if spaced.count("\n") < height else "\n".join(lines)
