"""Random walks with random events in any order: nothing noted is ever lost or changed by an event that is not about it.

A plain set of dictionaries is kept beside the conversation, and the two must agree after every event.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from engage_tui.conversation.events import (
    Described,
    Event,
    Marked,
    Moved,
    Opened,
    Planned,
    Shut,
    Ticked,
    Visited,
    Wrote,
)
from engage_tui.conversation.state import Opening
from engage_tui.conversation.update import apply
from engage_tui.conversation.words import Field, Mark, Setting, Source
from support.random_talks import ITEMS, STEPS, examples
from support.talks import START, new_talk

# Few items and few texts, so that events often meet.
SOME = st.sampled_from(["risk.weapons", "look.say.drink", "ask.heightened.separation", "local.gone"]) | ITEMS
WORDS = st.sampled_from(["", " ", "He said so", "Ddoe, yn y tŷ\nagain"]) | st.text("aé \n", max_size=5)
PLAIN = st.sampled_from(["", "J-1", "Dad", "B. Worker"])


class Walk(RuleBasedStateMachine):
    """A conversation and what should be in it."""

    def __init__(self) -> None:
        super().__init__()
        self.talk = new_talk()
        self.clock: datetime = START
        self.marks: dict[str, Mark] = {}
        self.planned: set[str] = set()
        self.ticked: set[tuple[str, Source]] = set()
        self.words: dict[tuple[str, Field], tuple[str, datetime, datetime]] = {}
        self.times: dict[str, tuple[datetime, datetime]] = {}
        self.details = (self.talk.reference, self.talk.setting, self.talk.person, self.talk.author, self.talk.held_on)
        self.opening: Opening | None = None
        self.visited: set[str] = set()
        self.place = ""
        self.changed = START

    def send(self, event: Event, *, changes: bool) -> None:
        """Apply an event. One that changes nothing gives the same object; none touches the conversation before it."""
        self.clock += timedelta(minutes=1)
        before = repr(self.talk)
        after = apply(self.talk, event, self.clock)
        assert repr(self.talk) == before
        assert (after is not self.talk) == changes
        self.talk = after
        if changes and not isinstance(event, Moved | Visited):
            self.changed = self.clock

    def noted(self, item: str, *, changes: bool) -> None:
        """Keep the times of an item: the first stays for as long as anything is noted there."""
        if not self.anything(item):
            self.times.pop(item, None)
        elif changes:
            first, _ = self.times.get(item, (self.clock, self.clock))
            self.times[item] = (first, self.clock)

    def anything(self, item: str) -> bool:
        held = self.marks.keys() | self.planned | {i for i, _ in self.ticked} | {i for i, _ in self.words}
        return item in held

    @rule(item=SOME, mark=st.none() | st.sampled_from(Mark))
    def mark(self, item: str, mark: Mark | None) -> None:
        changes = self.marks.get(item) is not mark
        self.send(Marked(item, mark), changes=changes)
        self.marks.pop(item, None)
        if mark is not None:
            self.marks[item] = mark
        self.noted(item, changes=changes)

    @rule(item=SOME, on=st.booleans())
    def plan(self, item: str, on: bool) -> None:
        changes = (item in self.planned) != on
        self.send(Planned(item, on), changes=changes)
        self.planned = self.planned | {item} if on else self.planned - {item}
        self.noted(item, changes=changes)

    @rule(item=SOME, source=st.sampled_from(Source), on=st.booleans())
    def tick(self, item: str, source: Source, on: bool) -> None:
        changes = ((item, source) in self.ticked) != on
        self.send(Ticked(item, source, on), changes=changes)
        self.ticked = self.ticked | {(item, source)} if on else self.ticked - {(item, source)}
        self.noted(item, changes=changes)

    @rule(item=SOME, field=st.sampled_from(Field), text=WORDS)
    def write(self, item: str, field: Field, text: str) -> None:
        text = text if text.strip() else ""  # blanks are no words
        old = self.words.get((item, field))
        changes = (old[0] if old else "") != text
        self.send(Wrote(item, field, text), changes=changes)
        if not text:
            self.words.pop((item, field), None)
        elif changes:
            self.words[item, field] = (text, old[1] if old else self.clock, self.clock)
        self.noted(item, changes=changes)

    @rule(reason=st.sampled_from(["", "He raised it"]))
    def open_gate(self, reason: str) -> None:
        changes = self.opening is None or self.opening.reason != reason
        self.send(Opened(reason), changes=changes)
        if changes:
            self.opening = Opening(self.clock, reason)

    @rule()
    def shut_gate(self) -> None:
        self.send(Shut(), changes=self.opening is not None)
        self.opening = None

    @rule(step=STEPS)
    def visit(self, step: str) -> None:
        self.send(Visited(step), changes=step not in self.visited)
        self.visited.add(step)

    @rule(place=SOME | STEPS)
    def move(self, place: str) -> None:
        self.send(Moved(place), changes=place != self.place)
        self.place = place

    @rule(
        reference=PLAIN,
        setting=st.sampled_from(Setting),
        person=PLAIN,
        author=PLAIN,
        held_on=st.dates(date(2026, 1, 1), date(2026, 1, 3)),
    )
    def describe(self, reference: str, setting: Setting, person: str, author: str, held_on: date) -> None:
        details = (reference, setting, person, author, held_on)
        self.send(Described(*details), changes=details != self.details)
        self.details = details

    @invariant()
    def all_that_was_noted_is_there_and_nothing_else(self) -> None:
        items = self.talk.items.items()
        assert {i: a.mark for i, a in items if a.mark} == self.marks
        assert {i for i, a in items if a.planned} == self.planned
        assert {(i, s) for i, a in items for s in a.ticked} == self.ticked
        words = {(i, f): (w.text, w.first, w.changed) for i, a in items for f, w in a.words.items()}
        assert words == self.words

    @invariant()
    def times_say_when_it_was_first_noted_and_last_changed(self) -> None:
        assert {i: (a.first, a.changed) for i, a in self.talk.items.items()} == self.times
        assert (self.talk.created, self.talk.changed) == (START, self.changed)

    @invariant()
    def the_rest_is_as_it_was_last_set(self) -> None:
        talk = self.talk
        assert (talk.reference, talk.setting, talk.person, talk.author, talk.held_on) == self.details
        assert (talk.opening, talk.visited, talk.place) == (self.opening, self.visited, self.place)
        assert talk.id == new_talk().id


TestNothingIsLostOnAnyWalk = Walk.TestCase
TestNothingIsLostOnAnyWalk.settings = examples(40, stateful_step_count=40)
