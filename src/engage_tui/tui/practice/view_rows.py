"""The rows of the worker's, the actor's and the observers' view of a role-play. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.practice.observing import MOMENTS, take_title
from engage_tui.practice.session import LineKind, Who
from engage_tui.tui.practice.faces import View, step_title
from engage_tui.tui.row import Row, blank, text_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engage_tui.guide.guide import Guide
    from engage_tui.practice.scenario import Scenario
    from engage_tui.practice.session import MarkedLine, Session

ITEM = "item:"
"""Before the id of an item of the guide, in a row's key."""
_WHO = {Who.WORKER: "worker", Who.PERSON: "person"}
_KINDS = {LineKind.OPENED: "opened", LineKind.CLOSED: "closed", LineKind.COME_BACK: "to come back to"}


def rows_for(view: View, scenario: Scenario, guide: Guide, state: Session) -> list[Row]:
    """What a view shows, but the room's, which has no rows."""
    match view:
        case View.WORKER:
            return list(_worker(scenario, guide, state))
        case View.ACTOR:
            return list(_actor(scenario, guide, state))
        case View.OBSERVER:
            return list(_observer(scenario, guide, state))
    return []


def _part(key: str, title: str, *texts: str, role: str = "") -> Iterator[Row]:
    """A heading and paragraphs under it; nothing when there is no paragraph."""
    shown = [text for text in texts if text]
    if shown:
        yield text_row(key, title, "title", stop=True)
        for n, text in enumerate(shown):
            yield text_row(f"{key}:{n}", text, role, indent=2, stop=True)
        yield blank(f"{key}:gap")


def _now(scenario: Scenario, guide: Guide, state: Session) -> Iterator[Row]:
    beat = scenario.beat(state.beat)
    place = scenario.beats.index(beat) + 1
    title = f"{place} of {len(scenario.beats)} · {step_title(guide, beat.step)} · {beat.prompt}"
    yield from _part("now", title, f"Aim: {beat.aim}")


def _items(guide: Guide, key: str, title: str, ids: Sequence[str]) -> Iterator[Row]:
    found = [guide.items[name] for name in dict.fromkeys(ids) if name in guide.items]
    if found:
        yield text_row(key, title, "title")
        yield from (text_row(f"{ITEM}{item.id}", item.short, indent=2, stop=True) for item in found)
        yield blank(f"{key}:gap")


def _worker(scenario: Scenario, guide: Guide, state: Session) -> Iterator[Row]:
    yield from _now(scenario, guide, state)
    yield from _items(guide, "guide", "In the guide", scenario.beat(state.beat).see)
    role, brief = scenario.roles.worker, scenario.brief
    yield from _part("role", f"You are {role.name}", role.card)
    yield from _part("brief", "What you know", brief.known, f"From: {brief.told_by}", brief.orders or "")
    yield from _part("unknown", "What nobody knows yet", *brief.not_known)


def _actor(scenario: Scenario, guide: Guide, state: Session) -> Iterator[Row]:
    role, beat = scenario.roles.person, scenario.beat(state.beat)
    played = [scenario.event(r.event) for r in state.released if r.take == state.take.number]
    for card in reversed(played[-1:]):
        yield from _part("card", f"Now: {card.title}", card.actor)
    yield from _now(scenario, guide, state)
    for n, said in enumerate(beat.says):
        yield text_row(f"say{n}", f"“{said.say}”", "title", stop=True)
        if said.manner:
            yield text_row(f"manner{n}", said.manner, "muted", indent=2, stop=True)
        for name, moves in (("opens", said.opens), ("closes", said.closes)):
            title = "You open up when the worker" if name == "opens" else "You close up when the worker"
            yield from _part(f"{name}{n}", title, *(f"{move.do} → {move.then}" for move in moves))
    yield from _severe_for_actor(scenario, state)
    yield from _part("role", f"You are {role.name}", role.card)
    needs = (f"You want: {role.wants}", f"You fear: {role.fears}", f"You never say: {role.never_says}")
    yield from _part("needs", "Underneath", *needs)
    for n, card in enumerate(played[:-1]):
        yield from _part(f"played{n}", f"Before: {card.title}", card.actor)


def _severe_for_actor(scenario: Scenario, state: Session) -> Iterator[Row]:
    severe = scenario.severe
    if state.fact_is_out:
        yield from _part("severe", "It is out. Do not take it back.", severe.fact)
    elif state.door_is_open:
        yield from _part("severe", "The door is open. You may say it now.", f"“{severe.says}”", severe.fact)
    else:
        yield from _part(
            "severe",
            "Keep this to yourself until the door is open",
            severe.fact,
            f"It comes out if: {severe.comes_out_if}",
            f"It stays in if: {severe.stays_in_if}",
        )


def _observer(scenario: Scenario, guide: Guide, state: Session) -> Iterator[Row]:
    yield from _now(scenario, guide, state)
    yield from _part("stop", "Stop when", scenario.stop_when)
    yield text_row("cards", "Event cards, by their number", "title")
    played = {r.event for r in state.released if r.take == state.take.number}
    for number, event in enumerate(scenario.events, 1):
        tail = "on the room view" if event.id == state.shown else "played" if event.id in played else ""
        words = f"{event.title}. {event.when}" if event.when else event.title
        yield Row(f"event:{event.id}", ((words, ""),), lead=str(number), tail=tail, indent=2)
        if event.id == state.shown:
            yield text_row(f"do:{event.id}", f"Good practice now: {event.worker}", "muted", indent=4)
    yield blank("cards:gap")
    yield from _severe_for_observer(scenario, state)
    yield from _part("lines", "Marked lines", *(line_words(scenario, guide, state, line) for line in state.lines))
    yield from _part("heard", "Noted", *_noted(state))
    watch = (f"{each.look_for}" for each in scenario.roles.observer.watch)
    yield from _part("watch", "Look out for", scenario.roles.observer.card, *watch)
    yield from _part("takes", "Takes", *(take_title(take) for take in state.takes))
    yield from _items(guide, "guide", "In the guide", scenario.beat(state.beat).see)


def _severe_for_observer(scenario: Scenario, state: Session) -> Iterator[Row]:
    severe = scenario.severe
    if state.fact_is_out:
        demands = (f"{n}. {demand}" for n, demand in enumerate(severe.demands, 1))
        yield from _part("severe", "It came out. What has to follow, in order", *demands)
        return
    door = "The door is open." if state.door_is_open else "The door is shut."
    comes = f"Comes out if: {severe.comes_out_if}"
    yield from _part("severe", f"The severe fact. {door}", severe.fact, comes, f"Stays in if: {severe.stays_in_if}")


def line_words(scenario: Scenario, guide: Guide, state: Session, line: MarkedLine) -> str:
    """A marked line as a row has it: `2. 4:10, Ask: worker, opened: “And then?”`."""
    take = f"take {line.take}, " if len(state.takes) > 1 else ""
    words = f": “{line.words}”" if line.words else ""
    where = f"{clock(line.at)}, {step_title(guide, scenario.beat(line.beat).step)}"
    return f"{line.number}. {where}: {take}{_WHO[line.who]}, {_KINDS[line.kind]}{words}"


def _noted(state: Session) -> Iterator[str]:
    for tally in state.tallies[-6:]:
        title = MOMENTS[tally.moment].title
        yield f"{title}: “{tally.words}”" if tally.words else title


def timers(state: Session, at: int) -> str:
    """The line of timers, for observers alone."""
    silence = clock(state.silences[-1].seconds(at)) if state.silent else "off"
    rapport = clock(state.rapport_seconds(at)) + ("" if state.warming else " (off)")
    return f"Silence {silence}   Rapport {rapport}   Since the start {clock(at)}"


def clock(seconds: int) -> str:
    """`2:05`."""
    return f"{seconds // 60}:{seconds % 60:02}"
