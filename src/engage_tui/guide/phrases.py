"""Wordings of a worker's own beside those of the bank: what one is, and the file in which a team hands them round.

A phrase holds a question's id and words to say, and has no place for anything else: no date, no reference, nobody.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationError

from engage_tui.guide.explain import explain
from engage_tui.guide.fields import Id, Model, Spoken, whole_number
from engage_tui.guide.problems import ContentProblems, Hints, quoted
from engage_tui.guide.reading import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engage_tui.guide.guide import Guide

MOST = 400
"""More than anyone can choose from; so that a file cannot fill the screen or the notes."""


class Phrase(Model):
    """One wording: of the question with this id, or, without one, a question of one's own."""

    question: Id | None = Field(None, description="The question that this is a way to say; none: one of your own.")
    words: Spoken


class PhraseFile(Model):
    """A file of wordings, as a team hands it round."""

    schema_: Annotated[Literal[1], BeforeValidator(whole_number)] = Field(alias="schema", description="Always 1.")
    phrases: tuple[Phrase, ...] = Field(max_length=MOST)


def packed(phrases: Iterable[Phrase]) -> str:
    """All phrases as they are kept with the notes."""
    return PhraseFile(schema=1, phrases=tuple(phrases)).model_dump_json(by_alias=True, exclude_none=True)


def unpacked(text: str) -> tuple[Phrase, ...]:
    """The same the other way round; none for no text. Raises `ValueError` for what this version cannot read."""
    return PhraseFile.model_validate_json(text).phrases if text else ()


def read_phrases(name: str, raw: bytes, guide: Guide) -> tuple[Phrase, ...]:
    """The phrases of a file, read as strictly as content. Raises `ContentProblems`, which holds every mistake."""
    reading, hints = read_yaml(name, raw), Hints()
    phrases: tuple[Phrase, ...] = ()
    if reading.value is not None:
        try:
            phrases = PhraseFile.model_validate(reading.value).phrases
        except ValidationError as e:
            explain(e, PhraseFile, reading, hints)
    asked = [i.id for i in guide.items.values() if i.say]
    for n, phrase in enumerate(phrases):
        if phrase.question is not None and phrase.question not in asked:
            told = f"there is no question {quoted(phrase.question)}."
            reading.problem(("phrases", n, "question"), told, hints.nearest(phrase.question, asked))
    if reading.problems:
        raise ContentProblems(reading.problems)
    return phrases


def to_yaml(phrases: Iterable[Phrase]) -> bytes:
    """The file for the team. Every text is quoted as JSON does it, which is YAML, too, and nothing can break out."""
    lines = [
        "# Wordings of our own for the questions of engage-tui. Read it through before you pass it on.",
        "schema: 1",
        "phrases:",
    ]
    for phrase in phrases:
        words = json.dumps(phrase.words, ensure_ascii=False)
        lines += (
            [f"  - question: {phrase.question}", f"    words: {words}"] if phrase.question else [f"  - words: {words}"]
        )
    return ("\n".join(lines) + "\n").encode()


def with_phrase(phrases: Iterable[Phrase], phrase: Phrase, *, instead: Phrase | None = None) -> tuple[Phrase, ...]:
    """The phrases with one more, or with one in the place of another; never the same twice."""
    kept = [phrase if p == instead else p for p in phrases]
    return tuple(dict.fromkeys([*kept, phrase]))


def by_question(phrases: Iterable[Phrase]) -> Mapping[str, tuple[str, ...]]:
    """The words for each question of the bank."""
    found: dict[str, tuple[str, ...]] = {}
    for phrase in phrases:
        if phrase.question is not None:
            found[phrase.question] = (*found.get(phrase.question, ()), phrase.words)
    return found
