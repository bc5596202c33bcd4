"""What no single value of a scenario can tell: names that lead nowhere, steps out of order, what a run needs."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pydantic import BaseModel

from engage_tui.guide.model import Kind
from engage_tui.guide.problems import Problem, quoted
from engage_tui.guide.reading import dotted
from engage_tui.practice.scenario import STEPS, EventKind, Part
from engage_tui.text import clean_line, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engage_tui.guide.guide import Guide
    from engage_tui.guide.parts import Placed
    from engage_tui.guide.problems import Hints
    from engage_tui.guide.reading import Path, Reading, Value
    from engage_tui.practice.scenario import Scenario

TO_WRITE = "TO WRITE: "
"""What the texts of a new scenario begin with until somebody has written them."""
ACT_NOW = "assess.act-now"
"""The item for a severe fact that is on no list, such as strangling."""
_LINKS = ("see", "item")
"""The keys that hold ids of the guide."""
_TALK = ("look", "ask", "assess", "respond", "refer")
"""The steps in which the person is there and something can come out."""


def unwritten(reading: Reading) -> Iterator[Problem]:
    """The texts of a new scenario that are still to be written, each with what belongs there."""
    for path, text in _texts(reading.value, ()):
        if text.startswith(TO_WRITE):
            wanted = shorten(clean_line(text.removeprefix(TO_WRITE)), 150)
            yield Problem(reading.file, reading.line(path), dotted(path), f"still to be written: {wanted}")


def _texts(value: Value | None, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif value is not None:
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(inner, (*path, key))


def check_scenario(placed: Placed[Scenario], guide: Guide | None, hints: Hints) -> list[Problem]:
    """Every mistake that shows only when the whole scenario is seen, beside the guide it links to."""
    return [
        *_links(placed, guide, hints),
        *_ids(placed),
        *_people(placed),
        *_steps(placed),
        *_events(placed),
        *_severe(placed, guide, hints),
    ]


def _links(placed: Placed[Scenario], guide: Guide | None, hints: Hints) -> Iterator[Problem]:
    if guide is None:
        return
    for path, name in linked(placed.part):
        if name not in guide.items:
            told = f"{quoted(name)} is not an item of the guide."
            yield placed.problem(path, told, hints.nearest(name, guide.items))


def linked(part: BaseModel, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every id of the guide that a scenario names, with its path in the file."""
    for key in type(part).model_fields:
        value = getattr(part, key)
        here = (*path, key)
        if key in _LINKS:
            named = [(here, value)] if isinstance(value, str) else [((*here, n), v) for n, v in enumerate(value)]
            yield from named
        elif isinstance(value, BaseModel):
            yield from linked(value, here)
        elif isinstance(value, tuple):
            for n, inner in enumerate(value):
                if isinstance(inner, BaseModel):
                    yield from linked(inner, (*here, n))


def _ids(placed: Placed[Scenario]) -> Iterator[Problem]:
    """People, beats and event cards each have ids of their own."""
    scenario = placed.part
    groups = {
        "people": [p.id for p in scenario.people],
        "beats": [b.id for b in scenario.beats],
        "events": [e.id for e in scenario.events],
    }
    for key, ids in groups.items():
        for n, name in enumerate(ids):
            if name in ids[:n]:
                line = placed.reading.line((key, ids.index(name), "id"))
                told = f"the id {quoted(name)} is here twice (first on line {line})."
                yield placed.problem((key, n, "id"), told, "Choose another.")


def _people(placed: Placed[Scenario]) -> Iterator[Problem]:
    parts = [p.part for p in placed.part.people]
    if parts.count(Part.PERSON) != 1:
        told = f"one is `part: person`, whom the worker talks with; here it is {parts.count(Part.PERSON)}."
        yield placed.problem(("people",), told, "Mark the one.")
    if Part.SURVIVOR not in parts:
        yield placed.problem(("people",), "nobody is `part: survivor`.", "Say whom the person harms.")


def _steps(placed: Placed[Scenario]) -> Iterator[Problem]:
    """All six steps, in their order, and something said in the first."""
    beats = placed.part.beats
    for n, (before, beat) in enumerate(pairwise(beats), start=1):
        if STEPS.index(beat.step) < STEPS.index(before.step):
            told = f"{quoted(beat.step)} comes after {quoted(before.step)} here."
            yield placed.problem(("beats", n, "step"), told, f"The order is {', '.join(STEPS)}.")
    there = {beat.step for beat in beats}
    missing = [step for step in STEPS if step not in there]
    if missing:
        yield placed.problem(("beats",), f"no beat is in {', '.join(missing)}.", "Each of the six steps needs one.")
    if "look" in there and not any(beat.says for beat in beats if beat.step == "look"):
        n = next(n for n, beat in enumerate(beats) if beat.step == "look")
        yield placed.problem(("beats", n), "nothing is said here, so there is nothing to hear.", "Add `says:`.")


def _events(placed: Placed[Scenario]) -> Iterator[Problem]:
    """A trainer who wants the silence card finds one."""
    seen: set[EventKind] = set()
    for n, event in enumerate(placed.part.events):
        if event.kind in seen and event.kind is not EventKind.OTHER:
            told = f"there is a card of the kind {quoted(event.kind.value)} already."
            yield placed.problem(("events", n, "kind"), told, "Take one out, or call it `other`.")
        seen.add(event.kind)


def _severe(placed: Placed[Scenario], guide: Guide | None, hints: Hints) -> Iterator[Problem]:
    """The one severe fact is a risk indicator, or what is on no list; it can come out while the person is there."""
    severe, beats = placed.part.severe, {beat.id: beat for beat in placed.part.beats}
    item = guide.items.get(severe.item) if guide else None
    if item is not None and item.kind is not Kind.RISK_INDICATOR and severe.item != ACT_NOW:
        told = f"{quoted(severe.item)} is not a risk indicator."
        yield placed.problem(("severe", "item"), told, f"Name one, or `{ACT_NOW}` for what is on no list.")
    if severe.beat not in beats:
        told = f"there is no beat {quoted(severe.beat)}."
        yield placed.problem(("severe", "beat"), told, hints.nearest(severe.beat, beats))
    elif beats[severe.beat].step not in _TALK:
        told = "the person is no longer there then, so it cannot come out."
        yield placed.problem(("severe", "beat"), told, "Name an earlier beat.")
    for n, beat in enumerate(placed.part.beats):
        for m, said in enumerate(beat.says):
            if said.say == severe.says:
                told = "this is the severe fact, which is said only when the door is left open."
                yield placed.problem(("beats", n, "says", m, "say"), told, "Let the person say something else here.")
