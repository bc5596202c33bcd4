"""The guide in memory: steps, sections and items, found by id in constant time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from engage_tui.errors import NotFoundError
from engage_tui.guide.local import ages
from engage_tui.guide.model import AnswerKind, Kind, base_id
from engage_tui.guide.problems import did_you_mean, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from engage_tui.guide.model import Document, Item, Section, Source, Step
    from engage_tui.guide.replies import ReplySet


@dataclass(frozen=True, slots=True)
class Guide:
    """All content, checked. `local` holds the ids of items that come from the user's own folder.

    `edition` is a short fingerprint of the files read, so that a note can say which guide it was written with.
    """

    documents: Mapping[str, Document]
    steps: Mapping[str, Step]
    sections: Mapping[str, Section]
    items: Mapping[str, Item]
    local: frozenset[str]
    edition: str
    _home: Mapping[str, str] = field(repr=False)
    replies: Mapping[str, ReplySet] = field(default_factory=dict)
    """Replies by the item with what the person says."""
    local_replies: frozenset[str] = frozenset()
    word_for_person: str = ""
    """The organisation's own word for the person, where it has one."""
    english: frozenset[str] = frozenset()
    """In another language: the ids of what is still English, in whole or in part."""
    ages: Mapping[str, str] = field(default_factory=dict)
    """What has to be said about items that nobody has made sure of for long."""

    def dated(self, today: date, most: int) -> Guide:
        """The same guide, with what is older than `most` months said to be."""
        old = dict(ages(((i.id, i.checked) for i in self.items.values()), today, most))
        return self if old == self.ages else replace(self, ages=old)

    def replies_at(self, item_id: str) -> ReplySet | None:
        """The replies to what an item says, or those that the item is marked for when they were used."""
        key = base_id(item_id)
        return self.replies.get(key) or next((r for r in self.replies.values() if r.used == key), None)

    def item(self, item_id: str) -> Item:
        """The item of that id. Raises `NotFoundError` with the nearest id."""
        try:
            return self.items[item_id]
        except KeyError:
            raise NotFoundError(
                f"There is no item {quoted(item_id)} in the guide.", did_you_mean(item_id, self.items)
            ) from None

    def of_entry(self, key: str) -> Item | None:
        """The item that an answer belongs to, be it one of several entries; None when the guide has no such item."""
        return self.items.get(base_id(key))

    def section_of(self, item_id: str) -> Section:
        """The section an item or entry stands in. Raises `KeyError` for an id that is not in the guide."""
        return self.sections[self._home[base_id(item_id)]]

    def step_of(self, item_id: str) -> Step:
        """The step an item or entry stands in. Raises `KeyError` for an id that is not in the guide."""
        return self.steps[self.section_of(item_id).step]

    def answer_kind(self, item_id: str) -> AnswerKind:
        """What can be noted against an item: its own kind, or else its section's."""
        own = self.items[base_id(item_id)].answer
        return self.section_of(item_id).answer if own is None else own

    def walk_steps(self) -> tuple[Step, ...]:
        """`Before you start` and the six steps, in their order."""
        numbered = [s for s in self.steps.values() if s.number is not None]
        return tuple(sorted(numbered, key=lambda s: s.number or 0))

    def sections_of(self, step_id: str, *, background: bool = False) -> tuple[Section, ...]:
        """The sections of a step in order; those kept for reading only (`walk: false`) just when asked for."""
        named = (self.sections[s] for s in self.steps[step_id].sections)
        return tuple(s for s in named if s.walk or background)

    def walk_items(self) -> Iterator[Item]:
        """Every item met on the walk, in order."""
        for step in self.walk_steps():
            for section in self.sections_of(step.id):
                yield from section.items

    def risk_indicators(self) -> tuple[Item, ...]:
        """The indicators of imminent or severe harm, in order."""
        return tuple(i for i in self.items.values() if i.kind is Kind.RISK_INDICATOR)

    def questions_touching(self, indicator_id: str) -> tuple[Item, ...]:
        """The questions whose answers can touch a risk indicator; none means: find out elsewhere."""
        return tuple(i for i in self.items.values() if i.kind is Kind.QUESTION and indicator_id in i.touches)

    def cite(self, source: Source) -> str:
        """A source as people read it: document title and section."""
        return f"{self.documents[source.doc].title}, {source.section}"
