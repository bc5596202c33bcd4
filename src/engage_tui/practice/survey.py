"""Before and after: what each person says of their own knowledge, confidence and feelings. Numbers of people, no names.

It is for the room to talk about. There is no average, and nothing says what would be a success.
Source of the scale and the three words: `training.scale-1-7`, `training.three-emotions`.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

LEAST, MOST = 1, 7
WORDS = 3
_LONGEST_WORD = 24
SPACED = 3
"""How many have to write a word for it to be as large as it gets."""
PEOPLE = 40
"""More than any room; so that a slip of the finger makes no list without end."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = ("person", "when", "knowledge", "confidence", "word 1", "word 2", "word 3", "something changed")


class When(StrEnum):
    """Which of the two sheets."""

    BEFORE = "before"
    AFTER = "after"


class Changed(StrEnum):
    """How much somebody expects to do differently."""

    LOT = "a lot"
    LITTLE = "a little"
    NOT = "not at all"


class Scale(StrEnum):
    """What is said in numbers."""

    KNOWLEDGE = "knowledge"
    CONFIDENCE = "confidence"


ASKED: Mapping[Scale, str] = {
    Scale.KNOWLEDGE: "What I know about people who abuse",
    Scale.CONFIDENCE: "How confident I feel to talk with them",
}
"""How each scale is put, on the screen and on paper."""


@dataclass(frozen=True, slots=True)
class Answers:
    """One sheet. A number left out is None."""

    knowledge: int | None = None
    confidence: int | None = None
    words: tuple[str, ...] = ()
    changed: Changed | None = None

    def number(self, scale: Scale) -> int | None:
        """What was said on a scale."""
        return self.knowledge if scale is Scale.KNOWLEDGE else self.confidence


@dataclass(frozen=True, slots=True)
class Survey:
    """Every sheet, by the person's number (from 1) and which of the two it is."""

    people: int = 12
    sheets: Mapping[tuple[int, When], Answers] = field(default_factory=dict)

    def of(self, person: int, when: When) -> Answers | None:
        """A person's sheet, if they handed one in."""
        return self.sheets.get((person, when))

    def filled(self, when: When) -> list[Answers]:
        """The sheets that were handed in."""
        return [answers for (_, each), answers in sorted(self.sheets.items()) if each is when]


def with_sheet(survey: Survey, person: int, when: When, answers: Answers) -> Survey:
    """The survey with a sheet; an empty one is taken out."""
    sheets = {**survey.sheets, (person, when): answers}
    if answers == Answers():
        del sheets[person, when]
    return Survey(survey.people, sheets)


def with_people(survey: Survey, people: int) -> Survey:
    """The survey for more people or fewer; never fewer than have handed in a sheet."""
    least = max((person for person, _ in survey.sheets), default=1)
    return Survey(min(max(people, least, 1), PEOPLE), survey.sheets)


def read_number(typed: str) -> int | None:
    """A number from 1 to 7; None for nothing. Raises `ValueError` for anything else."""
    text = typed.strip()
    if not text:
        return None
    if text.isascii() and text.isdigit() and LEAST <= int(text[:3]) <= MOST:
        return int(text)
    raise ValueError(f"Write a whole number from {LEAST} to {MOST}, or leave it empty.")


def read_words(typed: str) -> tuple[str, ...]:
    """Up to three words, between commas or blanks, in small letters. Raises `ValueError` for more or for no words."""
    words = tuple(dict.fromkeys(w.casefold() for w in re.split(r"[,;\s]+", typed.strip()) if w))
    if len(words) > WORDS:
        raise ValueError(f"At most {WORDS} words, with a comma between them.")
    if any(len(w) > _LONGEST_WORD or not re.fullmatch(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", w) for w in words):
        raise ValueError("Feelings in one word each, such as: curious.")
    return words


def read_changed(typed: str) -> Changed | None:
    """`lot`, `little` or `not`, also with one letter or more; None for nothing. Raises `ValueError`."""
    text = typed.strip().casefold().removeprefix("a ")
    if not text:
        return None
    for changed in Changed:
        if changed.removeprefix("a ").startswith(text) and (len(text) > 1 or text == "n"):
            return changed
    raise ValueError("Write lot, little or not.")


def spread(survey: Survey, scale: Scale, when: When) -> Mapping[int, int]:
    """How many said each number, from 7 down to 1."""
    said = Counter(answers.number(scale) for answers in survey.filled(when))
    return {number: said[number] for number in range(MOST, LEAST - 1, -1)}


def room_words(survey: Survey, when: When) -> Mapping[str, int]:
    """The room's words in the order of the alphabet, and how many wrote each."""
    said = Counter(word for answers in survey.filled(when) for word in answers.words)
    return dict(sorted(said.items()))


def pictured(word: str, count: int) -> str:
    """A word as large as a terminal can make it: as it is, in capitals, or in capitals with room between."""
    if count == 1:
        return word
    return word.upper() if count < SPACED else " ".join(word.upper())


def to_csv(survey: Survey) -> bytes:
    """Every sheet as a table without names. A cell that a spreadsheet might run begins with an apostrophe."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    table.writerows([_harmless(cell) for cell in row] for row in _rows(survey))
    return out.getvalue().encode("utf-8-sig")


def _rows(survey: Survey) -> Iterator[Sequence[str]]:
    for (person, when), answers in sorted(
        survey.sheets.items(), key=lambda sheet: (sheet[0][0], [*When].index(sheet[0][1]))
    ):
        words = (*answers.words, *("",) * WORDS)[:WORDS]
        numbers = ("" if n is None else str(n) for n in (answers.knowledge, answers.confidence))
        yield (str(person), when, *numbers, *words, answers.changed or "")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
