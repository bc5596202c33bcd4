"""What the room goes through when a take is over: out of the roles first, always; then the talk about it.

The order follows the training evidence: what went well for the worker first, words heard rather than views, and
obstacles sorted into one's own and the organisation's (`training.personal-or-organisational`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engage_tui.practice.observing import NO_WORDS, sheet, take_title
from engage_tui.practice.session import Ending

if TYPE_CHECKING:
    from engage_tui.practice.scenario import Scenario
    from engage_tui.practice.session import Session

SHORT, LONG = 5, 20
"""Minutes."""
MOST_WORDS_SHOWN = 5
PAUSE_QUESTIONS = (
    "What did you see and hear?",
    "What was {name} doing with it?",
    "What else could the worker try?",
)
"""Asked of the room in a pause: facts first, then what they are for, then what to do."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that a room reads from the back row."""

    heading: str
    lines: tuple[str, ...]
    see: tuple[str, ...] = ()


def pause_questions(scenario: Scenario) -> tuple[str, ...]:
    """The three questions, with the name of whoever is played."""
    return tuple(question.format(name=scenario.person.name.split()[0]) for question in PAUSE_QUESTIONS)


_THANKS = {
    Ending.FINISHED: ("That is the end.", "Thank you, everybody."),
    Ending.STOP_WORD: ("Stop.", "Thank you for saying it. That is what the word is for.", "Nobody has to say why."),
    Ending.UNSAFE: (
        "Stopped, because it was not safe.",
        "Knowing when to stop is the skill. This is a good ending.",
        "Thank you, everybody.",
    ),
}


def out_of_role(scenario: Scenario, ending: Ending) -> tuple[Page, ...]:
    """The pages that come after every take and are never skipped."""
    name = scenario.person.name.split()[0]
    return (
        Page("Stop there", _THANKS[ending]),
        Page(
            "Out of the roles",
            (
                "Stand up. Change chairs. Put the cards down.",
                "Each who played says:",
                "“My name is …, and I am not …”",
                f"one thing of the role that I leave in that chair (whoever played {name} goes first)",
                "the next thing that I do today, as myself",
            ),
        ),
    )


def debrief(scenario: Scenario, state: Session, minutes: int) -> tuple[Page, ...]:
    """The pages of a debrief of five or twenty minutes. Each ends in one thing to keep and one to change."""
    points = scenario.debrief if minutes >= LONG else scenario.debrief[:1]
    pages = [
        Page("The worker first", ("What went well?", "What would you like to try again?")),
        *([_from_the_role(scenario)] if minutes >= LONG else []),
        *_observers(state, minutes),
        *(Page("Talk about", (point.ask,), point.see) for point in points),
        *_severe(scenario, state),
        Page(
            "One thing each",
            ("One thing to keep.", "One thing to change.", "Is what stands in the way mine, or my organisation's?"),
            ("training.personal-or-organisational",),
        ),
    ]
    return tuple(pages)


def _from_the_role(scenario: Scenario) -> Page:
    name = scenario.person.name.split()[0]
    return Page(f"From {name}'s chair", ("When did you want to say more?", "When did you want to close up?"))


def _observers(state: Session, minutes: int) -> list[Page]:
    """Words that were heard, a take at a time; no word of how often."""
    pages = []
    for place, take in enumerate(state.takes):
        said = [(h.moment.title, w) for h in sheet(state) for w in h.words[place] if w != NO_WORDS]
        if said:
            most = MOST_WORDS_SHOWN if minutes >= LONG else 3
            lines = tuple(f"{title}: “{words}”" for title, words in said[:most])
            pages.append(Page(f"Words heard. {take_title(take)}", lines))
    return pages or [Page("Observers", ("One thing that you heard, in the words that were said.",))]


def _severe(scenario: Scenario, state: Session) -> list[Page]:
    """What the severe fact would have asked for, or what was missed: the trainer says it, as it is in the scenario."""
    severe = scenario.severe
    if state.fact_out:
        return [Page("What that asks of us", severe.demands, (severe.item, *severe.see))]
    return [Page("What did not come out", (severe.if_missed,), (severe.item, *severe.see))]
