"""The parts of one content file, each with its place. From a file with mistakes the parts that are right are kept, so
that the mistakes that show only across files can be told in the same breath.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from engage_tui.guide.explain import explain
from engage_tui.guide.local import Contact, Protocol, Terms
from engage_tui.guide.local_items import contact_item, section_for, service_item
from engage_tui.guide.model import ContentFile, Document, Item, Section, Step
from engage_tui.guide.problems import Problem
from engage_tui.guide.reading import dotted
from engage_tui.guide.replies import ReplySet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engage_tui.guide.problems import Hints
    from engage_tui.guide.reading import Path, Reading, Value

ModelT = TypeVar("ModelT", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Placed(Generic[ModelT]):
    """A part and where it stands. `local`: in the user's own folder."""

    part: ModelT
    reading: Reading
    path: Path
    local: bool

    def problem(self, key: tuple[str | int, ...], message: str, fix: str = "") -> Problem:
        """A mistake at a key of this part."""
        path = (*self.path, *key)
        return Problem(self.reading.file, self.reading.line(path), dotted(path), message, fix)


@dataclass(slots=True)
class Parts:
    """What one file brings. `whole` is false when something in it could not be used; `ids` are all that stand in it."""

    whole: bool
    documents: list[Placed[Document]] = field(default_factory=list)
    steps: list[Placed[Step]] = field(default_factory=list)
    sections: list[Placed[Section]] = field(default_factory=list)
    items: list[tuple[Placed[Item], Placed[Section]]] = field(default_factory=list)
    replies: list[Placed[ReplySet]] = field(default_factory=list)
    protocols: list[Placed[Protocol]] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    terms: Terms = field(default_factory=Terms)
    ids: frozenset[str] = frozenset()


def parts_of(reading: Reading, hints: Hints, *, local: bool) -> Parts:
    """The parts of a file that was read. Mistakes are added to `reading`."""
    if reading.value is None:
        return Parts(whole=False)
    try:
        content = ContentFile.model_validate(reading.value)
    except ValidationError as e:
        explain(e, ContentFile, reading, hints)
        return _salvaged(reading, local=local)
    parts = Parts(whole=not reading.problems, ids=frozenset(_ids(reading.value)))
    for n, document in enumerate(content.documents):
        parts.documents.append(Placed(document, reading, ("documents", n), local))
    for n, step in enumerate(content.steps):
        parts.steps.append(Placed(step, reading, ("steps", n), local))
    for n, replies in enumerate(content.replies):
        parts.replies.append(Placed(replies, reading, ("replies", n), local))
    for n, protocol in enumerate(content.protocols):
        parts.protocols.append(Placed(protocol, reading, ("protocols", n), local))
    parts.contacts, parts.terms = list(content.contacts), content.terms
    _add_local(parts, reading, [("contacts", n, contact_item(c)) for n, c in enumerate(content.contacts)], local=local)
    _add_local(parts, reading, [("services", n, service_item(s)) for n, s in enumerate(content.services)], local=local)
    for n, section in enumerate(content.sections):
        placed = Placed(section, reading, ("sections", n), local)
        parts.sections.append(placed)
        for m, item in enumerate(section.items):
            parts.items.append((Placed(item, reading, ("sections", n, "items", m), local), placed))
    return parts


def _add_local(parts: Parts, reading: Reading, items: Sequence[tuple[str, int, Item]], *, local: bool) -> None:
    """Contacts and services stand among the items, each at its own place in the file."""
    for key, n, item in items:
        section = Placed(section_for(item), reading, (key,), local)
        parts.items.append((Placed(item, reading, (key, n), local), section))


def _salvaged(reading: Reading, *, local: bool) -> Parts:
    """The parts that are right by themselves."""
    parts = Parts(whole=False, ids=frozenset(_ids(reading.value)))
    for path, raw in _entries(reading.value, "documents", ()):
        parts.documents += _valid(Document, reading, path, raw, local=local)
    for path, raw in _entries(reading.value, "steps", ()):
        parts.steps += _valid(Step, reading, path, raw, local=local)
    for path, raw in _entries(reading.value, "replies", ()):
        parts.replies += _valid(ReplySet, reading, path, raw, local=local)
    for path, raw in _entries(reading.value, "protocols", ()):
        parts.protocols += _valid(Protocol, reading, path, raw, local=local)
    for path, raw in _entries(reading.value, "contacts", ()):
        parts.contacts += [c.part for c in _valid(Contact, reading, path, raw, local=local)]
    for path, raw in _entries(reading.value, "sections", ()):
        items = [p for at, r in _entries(raw, "items", path) for p in _valid(Item, reading, at, r, local=local)]
        about = {k: v for k, v in raw.items() if k != "items"} if isinstance(raw, dict) else {}
        stand_in = {**about, "items": [i.part for i in items]}
        for section in _valid(Section, reading, path, stand_in, local=local):
            parts.sections.append(section)
            parts.items += [(item, section) for item in items]
    return parts


def _entries(value: Value | None, key: str, path: Path) -> Iterator[tuple[Path, Value]]:
    found = value.get(key) if isinstance(value, dict) else None
    if isinstance(found, list):
        for n, entry in enumerate(found):
            yield (*path, key, n), entry


def _valid(model: type[ModelT], reading: Reading, path: Path, raw: object, *, local: bool) -> list[Placed[ModelT]]:
    try:
        return [Placed(model.model_validate(raw), reading, path, local)]
    except ValidationError:
        return []  # told already, with the whole file


def _ids(value: Value | None) -> Iterator[str]:
    """Every id that stands in the file, whether or not its part can be used: a name that points to it is no mistake."""
    if isinstance(value, dict):
        own = value.get("id")
        if isinstance(own, str):
            yield own
        for inner in value.values():
            yield from _ids(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _ids(inner)
