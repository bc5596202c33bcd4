"""Words in the file copy that say the survivor, or a child in confidence, told the worker something.

Such words belong under a source that is kept from the person. What finds them is given from outside: this module knows
where to look, and the rules are content.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from engage_tui.conversation.words import Field
from engage_tui.guide.model import AnswerKind
from engage_tui.record.audience import for_file, is_restricted_item, kind_of, only_survivor, released
from engage_tui.record.known_words import TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engage_tui.conversation.state import Answer, Conversation
    from engage_tui.guide.guide import Guide

_NOT_LOOKED_AT = frozenset({Field.SAID, Field.ASKED_AS, Field.SURVIVOR, Field.RELEASE, Field.NAME})
"""The person's own words, what is kept from the file copy anyway, and names."""


class Found(Protocol):
    """Words in a text."""

    @property
    def start(self) -> int:
        """Where they begin."""

    @property
    def text(self) -> str:
        """The words."""

    @property
    def label(self) -> str:
        """What they were found as."""


class Finder(Protocol):
    """Finds such words."""

    def findings(self, text: str, /) -> Sequence[Found]:
        """What is found, in the text's order."""


@dataclass(frozen=True, slots=True)
class Slip:
    """The answer, its field, and the words with their place there."""

    key: str
    field: Field
    start: int
    words: str


def open_fields(guide: Guide, key: str, answer: Answer | None) -> frozenset[Field]:
    """The fields of an answer that are to be looked at: what the person may read and did not say themselves."""
    kind = kind_of(guide, key)
    if is_restricted_item(guide, key) or (answer is not None and only_survivor(answer, kind)):
        return frozenset()
    return frozenset(Field) - _NOT_LOOKED_AT


def slips(conversation: Conversation, guide: Guide, finder: Finder) -> tuple[Slip, ...]:
    """The first such words of each field of the file copy, less those that the writer decided to keep."""
    return tuple(_slips(conversation, guide, finder))


def _slips(conversation: Conversation, guide: Guide, finder: Finder) -> Iterator[Slip]:
    shown = for_file(conversation, guide)
    for key in sorted(shown.items, key=lambda k: _place(guide, k)):
        answer = shown.items[key]
        if released(guide, key, conversation.items[key]):  # moved there on purpose, with a reason
            continue
        kept = {(k.words, k.label) for k in conversation.items[key].kept}
        for name in (f for f in answer.words if f not in _NOT_LOOKED_AT):
            found = (f for f in finder.findings(answer.text(name)) if (f.text, f.label) not in kept)
            if first := next(iter(found), None):
                yield Slip(key, name, first.start, first.text)


def _place(guide: Guide, key: str) -> tuple[int, str]:
    item = guide.of_entry(key)
    order = list(guide.items)
    return (order.index(item.id) if item is not None else len(order), key)


def told_by(conversation: Conversation, guide: Guide) -> tuple[str, ...]:
    """The first names of those whose words are kept out of the file copy: the survivor's and the children's.

    No surnames: the person may have the same.
    """
    names = []
    for item_id, item in guide.items.items():
        kind = guide.answer_kind(item_id)
        if kind is AnswerKind.CHILDREN or (kind is AnswerKind.PEOPLE and item.restricted):
            names += [conversation.items[k].text(Field.NAME) for k in conversation.entries(item_id)]
    firsts = (next((w for w in name.split() if w.casefold().rstrip(".") not in TITLES), "") for name in names)
    return tuple(dict.fromkeys(w for w in firsts if w.isalpha() and len(w) > 1))


class Remembering:
    """A finder that knows what it found in the texts of the last run. It lives as long as what asks it."""

    def __init__(self, finder: Finder) -> None:
        self.finder = finder
        self._before: dict[str, Sequence[Found]] = {}
        self._now: dict[str, Sequence[Found]] = {}

    def findings(self, text: str) -> Sequence[Found]:
        """What is found in a text, from memory if it was asked for in this run or the last."""
        found = self._now.get(text, self._before.get(text))
        self._now[text] = found = self.finder.findings(text) if found is None else found
        return found

    def next_run(self) -> None:
        """Words that were taken out since are forgotten."""
        self._before, self._now = self._now, {}
