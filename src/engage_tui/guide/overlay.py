"""Laying a user's own content over the shipped content, item by item."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from engage_tui.guide.local import Contact, Protocol, Terms
from engage_tui.guide.model import Document, Item, Step
from engage_tui.guide.replies import ReplySet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engage_tui.guide.model import Section
    from engage_tui.guide.parts import Parts, Placed

PartT = TypeVar("PartT", Document, Step, Item, ReplySet, Protocol)


@dataclass(slots=True)
class Merged:
    """The content as it is after laying over: each section with its items in order, each with its place."""

    documents: dict[str, Placed[Document]] = field(default_factory=dict)
    steps: dict[str, Placed[Step]] = field(default_factory=dict)
    sections: dict[str, Section] = field(default_factory=dict)
    items: dict[str, dict[str, Placed[Item]]] = field(default_factory=dict)
    """By section id, then by item id."""
    replies: dict[str, Placed[ReplySet]] = field(default_factory=dict)
    protocols: dict[str, Placed[Protocol]] = field(default_factory=dict)
    contacts: list[Contact] = field(default_factory=list)
    terms: Terms = field(default_factory=Terms)


def merge(files: Sequence[Parts]) -> Merged:
    """The content of all files, the user's own over the shipped. Of two with one id in a folder the first counts."""
    merged = Merged()
    home: dict[str, str] = {}
    laid: dict[str, bool] = {}
    for parts in files:
        for document in parts.documents:
            _lay(merged.documents, document)
        for step in parts.steps:
            _lay(merged.steps, step)
        for replies in parts.replies:
            _lay(merged.replies, replies)
        for protocol in parts.protocols:
            _lay(merged.protocols, protocol)
        merged.contacts += parts.contacts
        merged.terms = parts.terms if parts.terms.model_fields_set else merged.terms
        for section in parts.sections:
            if laid.get(section.part.id) is not section.local:
                _lay_section(merged, section)
                laid[section.part.id] = section.local
        for item, section in parts.items:
            # A local item takes the place of the one with its id, wherever that stands.
            place = home.setdefault(item.part.id, section.part.id)
            merged.sections.setdefault(place, section.part)
            _lay_item(merged.items.setdefault(place, {}), item)
    return merged


def _lay(there: dict[str, Placed[PartT]], placed: Placed[PartT]) -> None:
    before = there.get(placed.part.id)
    if before is None or (placed.local and not before.local):
        there[placed.part.id] = placed


def _lay_item(there: dict[str, Placed[Item]], placed: Placed[Item]) -> None:
    """What is kept from the person, or calls for action now, stays so in other words: a missing line must not undo it.

    So does what can be noted, on which it hangs who may see it: the people tables are masked, an act needs a source.
    """
    before = there.get(placed.part.id)
    if before is not None and placed.local and not before.local:
        names = [name for name in ("restricted", "private", "act_now") if getattr(before.part, name)]
        names += ["answer"] if placed.part.answer is None else []
        stays = {name: getattr(before.part, name) for name in names}
        placed = replace(placed, part=placed.part.model_copy(update=stays))
    _lay(there, placed)


def _lay_section(merged: Merged, placed: Placed[Section]) -> None:
    """A section that is there already keeps what the later one does not say: its gate, its answer, its folding."""
    new, before = placed.part, merged.sections.get(placed.part.id)
    if before is None:
        merged.sections[new.id] = new
    else:
        said = {name: getattr(new, name) for name in new.model_fields_set if name != "items"}
        merged.sections[new.id] = before.model_copy(update=said)
