"""Pieces of a text that tell who somebody is, and how patterns find them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator


class Kind(StrEnum):
    """What something that identifies a person is."""

    NAME = "name"
    ADDRESS = "address"
    BIRTH = "date of birth"
    CONTACT = "contact"
    NUMBER = "number"
    PLACE = "place"
    WORD = "added by you"


ADDRESS, BIRTH, CONTACT, NUMBER = "[address]", "[date of birth]", "[contact]", "[number]"
PLACE, WORD = "[place]", "[taken out]"


class Span(NamedTuple):
    """A piece of a text: where it stands, what it is, and what stands in its place."""

    start: int
    end: int
    kind: Kind
    instead: str


def each(
    found: re.Pattern[str], text: str, kind: Kind, instead: str, right: Callable[[str], bool] = lambda _: True
) -> Iterator[Span]:
    """The spans that a pattern finds, its group `it` where it has one, for as far as they are `right`."""
    named = "it" in found.groupindex
    for match in found.finditer(text):
        start, end = match.span("it") if named and match["it"] is not None else match.span()
        if right(text[start:end]):
            yield Span(start, end, kind, instead)
