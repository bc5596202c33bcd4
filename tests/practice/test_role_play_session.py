"""What happens in a role-play: takes are kept, the fact keeps behind its door, another process is believed little."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from engage_tui.paths import shipped_content
from engage_tui.practice import debrief as debriefs
from engage_tui.practice.codec import (
    MOST_TALLY,
    UnreadableError,
    fits,
    read_snapshot,
    read_tally,
    snapshot_line,
    tally_line,
)
from engage_tui.practice.events import (
    CardPlayed,
    CardTaken,
    DoorLeft,
    Ended,
    FactCame,
    LineMarked,
    Paused,
    RapportBegan,
    RapportEnded,
    Rewound,
    SilenceBegan,
    SilenceEnded,
    Tallied,
    Untallied,
    Went,
    WentOn,
)
from engage_tui.practice.observing import MOMENTS, sheet, side_by_side
from engage_tui.practice.scenarios import load_scenarios
from engage_tui.practice.session import MOST_TAKES, Ending, LineKind, Session, Who, begin
from engage_tui.practice.update import Running, apply

if TYPE_CHECKING:
    from engage_tui.guide.guide import Guide
    from engage_tui.practice.events import Event
    from engage_tui.practice.scenario import Scenario


@pytest.fixture(scope="module")
def scenario(guide: Guide) -> Scenario:
    return load_scenarios(guide, shipped_content()).scenarios["friday-twenty-to-five"]


def after(*events: Event, state: Session | None = None) -> Session:
    """The state after these, ten seconds apart."""
    state = state or begin("friday-twenty-to-five", "picking-up", "Anna")
    for n, event in enumerate(events, 1):
        state = apply(state, event, 10 * n)
    return state


def test_a_rewind_keeps_both_takes_with_what_was_marked_and_heard_in_each() -> None:
    state = after(
        Went("asking"),
        LineMarked(Who.WORKER, LineKind.CLOSED, "Calm down"),
        Tallied("spars", "Calm down"),
        Went("quiet"),
        Ended(Ending.FINISHED),
        Rewound("Ben", line=1),
        Tallied("holds-the-line", "I will not. Where are you?"),
    )
    assert [(t.worker, t.beat, t.from_line) for t in state.takes] == [
        ("Anna", "picking-up", None),
        ("Ben", "asking", 1),
    ]
    assert state.beat == "asking"
    assert state.ending is None
    heard = {h.moment.id: h.words for h in sheet(state)}
    assert heard == {"spars": (("Calm down",), ()), "holds-the-line": ((), ("I will not. Where are you?",))}


def test_the_severe_fact_comes_out_only_through_a_door_that_was_left_open_in_the_same_take() -> None:
    shut = after(FactCame())
    assert not shut.fact_is_out
    out = after(DoorLeft(opened=True), FactCame())
    assert out.fact_is_out
    assert after(DoorLeft(opened=False), state=out).door_is_open, "what is out is out"
    again = after(Rewound("Ben"), FactCame(), state=out)
    assert (again.fact_is_out, again.fact_out) == (False, (1,))


def test_a_pause_stops_both_timers_and_rapport_goes_on_after_it() -> None:
    state = after(RapportBegan(), SilenceBegan(), Paused())
    assert (state.silent, state.warming, state.paused) == (False, False, True)
    assert apply(state, SilenceBegan(), 40) is state
    state = apply(state, WentOn(), 100)
    assert (state.warming, state.silent) == (True, False)
    assert state.rapport_seconds(130) == 20 + 30
    state = apply(state, RapportEnded(), 110)
    assert state.rapport_seconds(500) == 30
    silent = after(SilenceBegan(), SilenceEnded())
    assert [s.seconds(999) for s in silent.silences] == [10]


def test_after_the_end_only_observers_and_another_take_change_anything() -> None:
    ended = after(Paused(), Ended(Ending.STOP_WORD))
    assert not ended.paused
    for event in (Went("quiet"), Paused(), CardPlayed("threat"), DoorLeft(opened=True), Ended(Ending.FINISHED)):
        assert apply(ended, event, 60) is ended
    assert apply(ended, Tallied("body"), 60).tallies
    assert apply(ended, Rewound("Ben"), 60).ending is None


def test_undo_takes_back_the_last_event_but_no_tally_and_no_ending() -> None:
    running = Running(begin("s", "one", "Anna")).after(CardPlayed("threat"), 5).after(Tallied("spars", "x"), 6)
    undone = running.undone()
    assert undone.state.released == ()
    assert undone.state.shown is None
    assert [t.words for t in undone.state.tallies] == ["x"]
    assert undone.undone() is undone
    ended = running.after(Ended(Ending.STOP_WORD), 9)
    assert ended.undone() is ended
    retaken = ended.after(Rewound("Ben"), 10).after(Tallied("spars", "y"), 11).undone()
    assert [t.words for t in retaken.state.tallies] == ["x"], "its take is gone"


def test_a_card_is_on_the_projector_until_it_is_taken_off_or_the_talk_moves_on() -> None:
    state = after(CardPlayed("threat"))
    assert state.shown == "threat"
    assert after(CardTaken(), state=state).shown is None
    assert after(Went("quiet"), state=state).shown is None
    assert after(Went("picking-up"), state=state) is state


def test_a_tally_can_be_taken_off_and_there_is_an_end_to_takes() -> None:
    state = after(Tallied("spars", "a"), Tallied("body"), Tallied("spars", "b"), Untallied("spars"))
    assert [t.words for t in state.tallies] == ["a", ""]
    assert apply(state, Untallied("silence-kept"), 90) is state
    assert [t.words for t in apply(state, Untallied("spars", "a"), 90).tallies] == [""]
    assert apply(state, Untallied("spars", "b"), 90) is state
    many = after(*(Rewound("x") for _ in range(MOST_TAKES + 5)))
    assert len(many.takes) == MOST_TAKES
    assert apply(many, Rewound("x", line=3), 999) is many


def test_every_moment_leads_to_the_guide_and_fits_a_row(guide: Guide) -> None:
    for moment in MOMENTS.values():
        assert moment.see in guide.items, moment
        assert len(moment.title) <= 26


def test_columns_stand_beside_each_other_within_the_width() -> None:
    lines = side_by_side([["one two three four five six seven"], ["x", "y"], []], 40)
    assert all(len(line) <= 40 for line in lines)
    assert lines[0].split() == ["one", "two", "x"]


def test_a_session_goes_to_the_other_terminal_and_back_whole(scenario: Scenario) -> None:
    state = after(
        Went("asking"),
        LineMarked(Who.PERSON, LineKind.COME_BACK, "“Gone quiet now”"),
        CardPlayed("threat"),
        SilenceBegan(),
        RapportBegan(),
        DoorLeft(opened=True),
        FactCame(),
        Tallied("spars", "é ✓"),
        Ended(Ending.UNSAFE),
    )
    told = read_snapshot(snapshot_line(state, 95))
    assert (told.state, told.at) == (state, 95)
    assert fits(told.state, scenario)
    assert not fits(after(Went("elsewhere")), scenario)
    assert read_tally(tally_line(Tallied("spars", "a\x1b[2J\nb"))) == Tallied("spars", "a[2J b")
    assert read_tally(tally_line(Untallied("spars", "a\nb"))) == Untallied("spars", "a b")


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\x00\xff\n",
        b"[" * 4000,
        b"null",
        b'{"moment": "no-such-moment"}',
        b'{"moment": "spars", "more": 1}',
        b'{"moment": 1}',
        b'{"moment": "spars", "words": "' + b"x" * 400 + b'"}',
        b'{"moment": "spars", "words": "' + b"x" * MOST_TALLY + b'"}',
    ],
)
def test_hostile_lines_are_refused_and_say_nothing_of_themselves(line: bytes) -> None:
    for read in (read_tally, read_snapshot):
        with pytest.raises(UnreadableError) as told:
            read(line)
        assert "x" * 20 not in str(told.value)


def test_a_snapshot_with_anything_unknown_or_out_of_bounds_is_refused() -> None:
    good = json.loads(snapshot_line(after(Tallied("spars")), 5))
    for change in (
        {"at": -1},
        {"version": 2},
        {"extra": 1},
        {"state": {**good["state"], "score": 7}},
        {"state": {**good["state"], "takes": []}},
        {"state": {**good["state"], "tallies": good["state"]["tallies"] * 601}},
        {"state": {**good["state"], "paused": "yes"}},
    ):
        with pytest.raises(UnreadableError):
            read_snapshot(json.dumps(good | change).encode())


def test_every_debrief_goes_out_of_role_first_and_ends_in_one_thing_each(guide: Guide) -> None:
    for each in load_scenarios(guide, shipped_content()).scenarios.values():
        state = begin(each.id, each.beats[0].id, "Anna")
        state = after(Tallied("spars", "words that were heard"), Tallied("body"), state=state)
        for ending in Ending:
            first, roles = debriefs.out_of_role(each, ending)
            assert "Thank you" in " ".join(first.lines)
            assert roles.heading == "Out of the roles"
        short, long = debriefs.debrief(each, state, debriefs.SHORT), debriefs.debrief(each, state, debriefs.LONG)
        assert len(short) < len(long)
        for pages in (short, long):
            assert pages[0].heading == "The worker first"
            assert "organisation" in pages[-1].lines[-1]
            assert any("words that were heard" in line for page in pages for line in page.lines)
        assert {p.ask for p in each.debrief} <= {line for page in long for line in page.lines}
    assert "good ending" in " ".join(debriefs.out_of_role(each, Ending.UNSAFE)[0].lines)
