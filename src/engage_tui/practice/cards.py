"""The cards of a scenario on paper: a file for each who holds one, so that nobody is handed what another keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.practice.leaf import Frame, Layout, Leaf, Point, Room
from engage_tui.record.sheet import Heading, Role, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engage_tui.guide.guide import Guide
    from engage_tui.practice.leaf import Block, Plain
    from engage_tui.practice.scenario import Role as Played
    from engage_tui.practice.scenario import Said, Scenario


def scenario_leaves(scenario: Scenario, guide: Guide) -> Iterator[Leaf]:
    """Every paper of a scenario: for the worker and the colleague, and one for each of the others."""
    yield _worker(scenario)
    yield _person(scenario)
    yield _survivor_worker(scenario)
    yield _observer(scenario, guide)
    yield _events(scenario)
    yield _trainer(scenario)


def _leaf(scenario: Scenario, name: str, whom: str, blocks: tuple[Block, ...], *, cut: bool = False) -> Leaf:
    """A paper of a scenario; `cut`: its blocks are cards to cut out."""
    layout, columns = (Layout.CARDS, 2) if cut else (Layout.SHEET, 1)
    title = f"{scenario.title}: {whom}"
    return Leaf(f"{name}-{scenario.id}", title, f"For {whom} only", blocks, layout, columns, foot=scenario.fiction)


def _card(scenario: Scenario, role: Played, more: tuple[Plain, ...] = ()) -> Frame:
    return Frame(role.name, (Words(role.card), *more), scenario.title)


def _worker(scenario: Scenario) -> Leaf:
    brief = scenario.brief
    known: tuple[Plain, ...] = (
        Words(scenario.place, caption="Where"),
        Words(brief.known),
        Words(brief.told_by, caption="From"),
        *([Words(brief.orders, caption="Orders")] if brief.orders else []),
        *([Words("Not known", Role.LABEL)] if brief.not_known else []),
        *(Words(each, Role.ITEM) for each in brief.not_known),
    )
    cards = (
        Frame("What is known beforehand", known, scenario.title),
        _card(scenario, scenario.roles.worker),
        _card(scenario, scenario.roles.colleague),
    )
    return _leaf(scenario, "worker", "the worker and the colleague", cards, cut=True)


def _person(scenario: Scenario) -> Leaf:
    role, severe = scenario.roles.person, scenario.severe
    blocks: list[Block] = [
        _card(
            scenario,
            role,
            (
                Words(role.wants, caption="Wants"),
                Words(role.fears, caption="Fears"),
                Words(role.never_says, caption="Never says"),
                Words(scenario.warn, Role.HINT),
            ),
        ),
        Frame(
            "What comes out only if the door is left open",
            (
                Words(severe.fact),
                Words(severe.comes_out_if, caption="It comes out if"),
                Words(severe.stays_in_if, caption="It stays in if"),
                Words(f"“{severe.says}”", caption="You say"),
            ),
            "Tell nobody beforehand",
        ),
    ]
    for beat in scenario.beats:
        if beat.says:
            blocks.append(Heading(beat.prompt, 1))
        blocks.extend(map(_said, beat.says))
    return _leaf(scenario, "person", f"whoever plays {scenario.person.name.split()[0]}", tuple(blocks))


def _said(said: Said) -> Point:
    more = [Words(said.manner, Role.HINT)] if said.manner else []
    more += [Words(f"{move.do} {move.then}", caption="Opens") for move in said.opens]
    more += [Words(f"{move.do} {move.then}", caption="Closes") for move in said.closes]
    return Point(f"“{said.say}”", tuple(more))


def _survivor_worker(scenario: Scenario) -> Leaf:
    role = scenario.roles.survivor_worker
    kept = Frame("What only the survivor said", (Words(role.keeps),), "Nobody says or hints at it in the room")
    return _leaf(scenario, "survivor-worker", "the survivor's worker", (_card(scenario, role), kept))


def _observer(scenario: Scenario, guide: Guide) -> Leaf:
    role = scenario.roles.observer
    watch = tuple(
        block
        for each in role.watch
        for block in (
            Point(each.look_for, (Words(guide.items[each.see].short, Role.HINT),)),
            Room(2, "The words heard"),
        )
    )
    return _leaf(scenario, "observer", "observers", (_card(scenario, role), *watch))


def _events(scenario: Scenario) -> Leaf:
    cards = tuple(Frame(card.title, (Words(card.actor),), scenario.title) for card in scenario.events)
    return _leaf(scenario, "events", "the trainer, to hand out one at a time", cards, cut=True)


def _trainer(scenario: Scenario) -> Leaf:
    severe = scenario.severe
    blocks: list[Block] = [Words(scenario.about), Words(scenario.warn, caption="Say first")]
    blocks += [Heading("The talk", 1)]
    blocks += [Point(beat.prompt, (Words(beat.aim),)) for beat in scenario.beats]
    blocks += [Heading("Cards to let out", 1)]
    for card in scenario.events:
        when = [Words(card.when, Role.HINT)] if card.when else []
        blocks.append(
            Point(
                card.title,
                (Words(card.room, caption="The room sees"), Words(card.worker, caption="Good practice"), *when),
            )
        )
    blocks += [Heading("The severe fact", 1), Words(severe.fact), Words(severe.comes_out_if, caption="It comes out if")]
    blocks += [Words("What has to follow", Role.LABEL), *(Words(each, Role.ITEM) for each in severe.demands)]
    blocks += [Words(severe.if_missed, caption="If it never came out")]
    blocks += [Words(scenario.stop_when, caption="Stopping is the right ending when")]
    blocks += [Heading("Debrief, once everybody is out of role", 1), *(Point(p.ask) for p in scenario.debrief)]
    return _leaf(scenario, "trainer", "the trainer", tuple(blocks))
