"""Before and after, as plain values and as a file opened again."""

from __future__ import annotations

import csv
import io

import pytest

from engage_tui.practice.survey import (
    COLUMNS,
    Answers,
    Changed,
    Scale,
    Survey,
    When,
    pictured,
    read_changed,
    read_number,
    read_words,
    room_words,
    spread,
    to_csv,
    with_people,
    with_sheet,
)


def filled() -> Survey:
    survey = with_sheet(Survey(3), 1, When.BEFORE, Answers(2, 3, ("anxious", "curious")))
    survey = with_sheet(survey, 2, When.BEFORE, Answers(2, None, ("anxious",)))
    return with_sheet(survey, 1, When.AFTER, Answers(5, 5, ("curious",), Changed.LITTLE))


def test_how_many_said_each_number_from_seven_down() -> None:
    assert [*spread(filled(), Scale.KNOWLEDGE, When.BEFORE)] == [7, 6, 5, 4, 3, 2, 1]
    assert spread(filled(), Scale.KNOWLEDGE, When.BEFORE)[2] == 2
    assert spread(filled(), Scale.CONFIDENCE, When.BEFORE)[3] == 1


def test_the_words_of_the_room_in_the_order_of_the_alphabet_and_larger_when_more_wrote_them() -> None:
    assert list(room_words(filled(), When.BEFORE).items()) == [("anxious", 2), ("curious", 1)]
    assert [pictured("shy", n) for n in (1, 2, 3)] == ["shy", "SHY", "S H Y"]


@pytest.mark.parametrize("typed", ["0", "8", "3.5", "seven", "-1", "٣", "1" * 5000])
def test_only_whole_numbers_from_one_to_seven(typed: str) -> None:
    with pytest.raises(ValueError, match="1 to 7"):
        read_number(typed)


def test_what_is_typed() -> None:
    assert (read_number(" 7 "), read_number("")) == (7, None)
    assert read_words("Anxious, CURIOUS worn-out") == ("anxious", "curious", "worn-out")
    assert [read_changed(t) for t in ("a lot", "li", "n", "")] == [Changed.LOT, Changed.LITTLE, Changed.NOT, None]


@pytest.mark.parametrize("typed", ["a b c d", "=1+1", "x" * 25, "07700900123", "a@b"])
def test_only_feelings_in_a_word_each(typed: str) -> None:
    with pytest.raises(ValueError, match=r"[Ww]ord"):
        read_words(typed)


def test_the_file_reads_back_and_holds_no_names_and_nothing_that_runs() -> None:
    survey = with_sheet(filled(), 2, When.AFTER, Answers(words=("=cmd|' /c calc'!a1",)))
    header, *rows = csv.reader(io.StringIO(to_csv(survey).decode("utf-8-sig")))
    assert tuple(header) == COLUMNS
    assert rows[1] == ["1", "after", "5", "5", "curious", "", "", "a little"]
    assert [r[:2] for r in rows] == [["1", "before"], ["1", "after"], ["2", "before"], ["2", "after"]]
    assert not [cell for row in rows for cell in row if cell.startswith("=")]


def test_nobody_who_handed_in_a_sheet_is_left_out_and_an_empty_sheet_is_none() -> None:
    assert with_people(filled(), 0).people == 2
    assert with_people(filled(), 999).people == 40
    assert with_sheet(filled(), 1, When.AFTER, Answers()).of(1, When.AFTER) is None
