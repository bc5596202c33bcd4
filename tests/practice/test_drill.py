"""The solo drill as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.guide.replies import NAMES
from engage_tui.practice.drill import MOST, Turn, Yourself, course, themes

if TYPE_CHECKING:
    from engage_tui.guide.guide import Guide


def test_every_reply_of_the_guide_has_a_theme(guide: Guide) -> None:
    assert {said for ids in themes(guide).values() for said in ids} == set(guide.replies)


def test_rounds_go_on_where_the_last_one_ended(guide: Guide) -> None:
    seen: set[str] = set()
    for number in range(3):
        turns = [s for s in course(guide, guide.replies, number) if isinstance(s, Turn)]
        assert len(turns) == MOST
        seen |= {t.replies.id for t in turns}
    assert seen == set(guide.replies)


def test_the_same_round_is_the_same_and_no_place_is_always_right(guide: Guide) -> None:
    turns = [s for s in course(guide, guide.replies) if isinstance(s, Turn)]
    assert course(guide, guide.replies) == course(guide, guide.replies)
    assert {t.order.index("holds_the_line") for t in turns} == {0, 1, 2}
    assert all(sorted(t.order) == sorted(NAMES) for t in turns)


def test_questions_to_oneself_come_between_and_others_in_the_next_round(guide: Guide) -> None:
    first, second = ([s.item.id for s in course(guide, guide.replies, n) if isinstance(s, Yourself)] for n in range(2))
    assert first
    assert second
    assert not set(first) & set(second)


def test_nothing_to_drill_is_no_fault(guide: Guide) -> None:
    assert course(guide, ()) == ()
