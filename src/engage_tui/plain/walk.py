"""The steps in order, from anywhere to anywhere, with a conversation or, without one, as the guide to be read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from engage_tui.conversation.alerts import alerts_in, all_settled
from engage_tui.conversation.events import Moved, Visited
from engage_tui.conversation.rules import planned
from engage_tui.conversation.words import Field
from engage_tui.guide.model import base_id
from engage_tui.guide.search import Finder
from engage_tui.plain import notices
from engage_tui.plain.desk import LOCK
from engage_tui.plain.lines import Ended
from engage_tui.plain.round import Round
from engage_tui.plain.wording import line_of
from engage_tui.record.captions import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engage_tui.guide.model import Step
    from engage_tui.plain.desk import Desk
    from engage_tui.plain.draft import Draft

RECORD = "record"
GOOD_PRACTICE = ("safety-issues", "good-practice")
RISK = ("act", "indicators")
MOST_FOUND = 20


class Elsewhere(Exception):
    """The worker goes to another place: the id of a step or of an item."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


class Done(Exception):
    """The worker leaves what was opened over the walk."""


class Left(Exception):
    """The worker leaves the walk."""


class Walk:
    """Goes from step to step until it is left."""

    def __init__(self, desk: Desk, draft: Draft | None = None) -> None:
        self._desk, self._guide, self._draft = desk, desk.guide, draft
        self._say = desk.console.say
        self._steps = self._guide.walk_steps()
        self._step = self._steps[0]
        self._over = False
        """Something is open over the walk, such as the risk indicators."""
        self._commands: Mapping[str, Callable[[], None]] = {
            "help": lambda: self._say(notices.HELP),
            "where": self._where,
            "mind": lambda: self._say(*self._step.keep_in_mind),
            "risk": partial(self._open_over, "Risk indicators", RISK),
            "good": partial(self._open_over, "Good practice and safety", GOOD_PRACTICE),
            "undo": partial(self._turn, back=True),
            "redo": partial(self._turn, back=False),
            "stop": self._stop,
            "planned": self._planned,
            "details": self._details,
            "copies": self._copies,
            "done": self._done,
            "menu": self._leave,
            "quit": partial(self._end, 0),
            "lock": partial(self._end, LOCK),
        }

    def run(self, place: str = "") -> None:
        """From a place, which is a step or an item, until the menu is asked for. Raises `Ended`."""
        while True:
            try:
                self._show(place)
                place = self._after(self._step)
            except Elsewhere as e:
                place = e.place
            except Left:
                return

    def _after(self, step: Step) -> str:
        """The place after a step; after the last one, its beginning."""
        at = self._steps.index(step) + 1
        return self._steps[min(at, len(self._steps) - 1)].id

    def _show(self, place: str) -> None:
        """A step from its beginning, or from an item."""
        item = place if self._guide.of_entry(place) else ""
        step = self._guide.step_of(place) if item else next((s for s in self._steps if s.id == place), self._steps[0])
        self._step = step if step in self._steps else self._steps[0]
        name = step.title if not step.number else f"Step {step.number} of 6, {step.title}"
        self._say("", f"{name}. {step.aim}")
        if self._draft is not None:
            self._draft.send(Visited(step.id))
            self._draft.send(Moved(place if item else step.id))
            self._alert(self._draft)
            if step.id == RECORD and not item:
                from engage_tui.plain.noting import Noting

                if Noting(self._desk, self._draft, self._general).run():
                    raise Left
        Round(self._desk, self._draft, self._guide.sections_of(step.id), self._general).go(item)

    def _alert(self, draft: Draft) -> None:
        """What calls for action, without saying what it is: somebody may hear it."""
        alerts = alerts_in(draft.talk, self._guide)
        where = [str(s.number) for s in self._steps if s.id in alerts]
        if where:
            settled = all_settled(draft.talk, self._guide)
            told = "What will be done is written down" if settled else "Something calls for action"
            self._say(f"{told}. See step {' and '.join(where)}.")

    # -- words that work anywhere

    def _general(self, typed: str) -> bool:
        word, _, rest = typed.partition(" ")
        if typed in self._commands:
            self._commands[typed]()
        elif word == "step" and rest.isdecimal():
            self._go_to_step(int(rest))
        elif word == "find" and rest:
            self._find(rest)
        else:
            return False
        return True

    def _go_to_step(self, number: int) -> None:
        step = next((s for s in self._steps if s.number == number), None)
        if step is None:
            self._say("There are steps 0 to 6. 0 is what comes before you start.")
        else:
            raise Elsewhere(step.id)

    def _find(self, words: str) -> None:
        found = Finder(self._guide, background=False).find(words, most=MOST_FOUND)
        if not found:
            self._say("Nothing has these words. Try fewer or shorter ones.")
            return
        told = [(i.id, f"{self._guide.step_of(i.id).short}: {line_of(self._guide, i)}") for i in found]
        chosen = self._desk.console.choose(told, "Go to number, or Enter to stay:")
        if chosen:
            raise Elsewhere(chosen)

    def _open_over(self, title: str, sections: Sequence[str]) -> None:
        """Sections over where one is, and back to it."""
        if self._over:
            self._say("You are there already. done comes back.")
            return
        self._say("", f"{title}. done comes back.")
        self._over = True
        try:
            shown = [self._guide.sections[s] for s in sections if s in self._guide.sections]
            Round(self._desk, self._draft, shown, self._general).go()
        except Done:
            pass
        finally:
            self._over = False
        self._say("", f"Back in {self._step.title}. again reads out where you are.")

    def _done(self) -> None:
        if not self._over:
            self._say("Nothing is open over the walk. menu leaves the conversation.")
            return
        raise Done

    def _where(self) -> None:
        if self._draft is None:
            self._say(f"The guide, {self._step.title}. Nothing is written down here.")
            return
        talk = self._draft.talk
        amends = f"Amendment of version {self._draft.amends.version}. " if self._draft.amends else ""
        saved = "Everything is saved." if self._draft.settled else "NOT SAVED."
        self._say(
            f"{amends}{talk.reference}, {SETTINGS[talk.setting]}, {talk.held_on:%d %B %Y}. {self._step.title}. {saved}"
        )

    def _turn(self, *, back: bool) -> None:
        """Undo or redo, and say what it was: words must not go away unheard."""
        item = (self._draft.undo() if back else self._draft.redo()) if self._draft else None
        if item is None:
            self._say("There is nothing more to take back or bring back.")
            return
        of = self._guide.of_entry(item)
        told = "Taken back" if back else "Brought back"
        self._say(f"{told}: {line_of(self._guide, of)}" if of else f"{told}.")

    def _stop(self) -> None:
        from engage_tui.plain.stopping import stop

        if self._draft is None:
            self._say("There is no conversation open.")
        elif stop(self._desk, self._draft) and not self._over:
            self._open_over("Risk indicators", RISK)

    def _planned(self) -> None:
        """What was planned to ask, in its order, to go to."""
        keys = planned(self._draft.talk, self._guide) if self._draft else ()
        if self._draft is None or not keys:
            self._say("No questions are planned.")
            return
        talk = self._draft.talk
        told = [(base_id(k), talk.items[k].text(Field.ASKED_AS) or self._line(k)) for k in keys]
        chosen = self._desk.console.choose(told, "Go to number, or Enter to stay:")
        if chosen:
            raise Elsewhere(chosen)

    def _line(self, key: str) -> str:
        return line_of(self._guide, self._guide.items[base_id(key)])

    def _details(self) -> None:
        from engage_tui.plain.menu import ask_details

        if self._draft is None:
            self._say("There is no conversation open.")
        elif described := ask_details(self._desk, self._draft.talk):
            self._draft.send(described)

    def _copies(self) -> None:
        from engage_tui.plain.copies import write_copies

        if self._draft is None:
            self._say("There is no conversation open.")
        else:
            write_copies(self._desk, self._draft.talk)

    def _leave(self) -> None:
        if self._may_leave():
            raise Left

    def _may_leave(self) -> bool:
        """Nothing is lost by leaving, or the worker says that it may be."""
        if self._draft is None or self._draft.save_or_say():
            return True
        return self._desk.console.agreed("The last change would be lost.", "leave")

    def _end(self, code: int) -> None:
        if self._may_leave():
            raise Ended(code)
