"""Days in what people wrote: plain ones are read, and the rest is left alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage_tui.record.days import days_in
from support.random_talks import examples

WRITTEN = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("by 3 December", [date(2026, 12, 3)]),
        ("3rd of Dec. 2026, 10:00", [date(2026, 12, 3)]),
        ("2026-12-01, or else 4/12/26", [date(2026, 12, 1), date(2026, 12, 4)]),
        ("10 Nov", [date(2026, 11, 10)]),
        ("2 January", [date(2027, 1, 2)]),
        ("by 4.12.2026", [date(2026, 12, 4)]),
    ],
)
def test_a_day_to_come_is_read(text: str, days: list[date]) -> None:
    assert list(days_in(text, WRITTEN, ahead=True)) == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("12 March, after the pub", [date(2026, 3, 12)]),
        ("24 December", [date(2025, 12, 24)]),
        ("21 November", [date(2026, 11, 21)]),
    ],
)
def test_a_day_gone_by_is_read(text: str, days: list[date]) -> None:
    assert list(days_in(text, WRITTEN, ahead=False)) == days


@pytest.mark.parametrize(
    "text", ["Friday", "soon", "31 February 2026", "1/2/3/4", "10 marches", "14:30", "0/0/26", "29 Feb"]
)
def test_what_is_not_plain_is_not_guessed_at(text: str) -> None:
    assert days_in(text, WRITTEN, ahead=False) == ()


@examples(200)
@given(st.text(st.characters(codec="utf-8"), max_size=60), st.dates(), st.booleans())
def test_no_text_and_no_date_is_too_much_for_it(text: str, written: date, ahead: bool) -> None:
    days_in(f"{text} 29 Feb {text} 1/1/00", written, ahead=ahead)
