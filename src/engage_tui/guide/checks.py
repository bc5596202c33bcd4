"""What no single value can tell: ids that are there twice, names that lead nowhere, parts that do not go together."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from engage_tui.guide.local_items import CONTACT
from engage_tui.guide.model import AnswerKind, Kind
from engage_tui.guide.problems import Hints, Problem, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from engage_tui.guide.local import Protocol
    from engage_tui.guide.model import Document, Item, Section, Step
    from engage_tui.guide.overlay import Merged
    from engage_tui.guide.parts import Parts, Placed
    from engage_tui.guide.replies import ReplySet

WALK_NUMBERS = range(7)
_AnyPlaced: TypeAlias = (
    "Placed[Document] | Placed[Step] | Placed[Section] | Placed[Item] | Placed[ReplySet] | Placed[Protocol]"
)


@dataclass(frozen=True, slots=True)
class _Seen:
    """Everything that was read. `whole` is false when some could not be used: then nothing is said to be missing."""

    files: Sequence[Parts]
    merged: Merged
    hints: Hints

    @property
    def whole(self) -> bool:
        return all(parts.whole for parts in self.files)

    def known(self, name: str, names: Iterable[str]) -> bool:
        """Whether a name leads somewhere, be it to a part that has a mistake of its own."""
        return name in names or any(name in parts.ids for parts in self.files if not parts.whole)


def check_together(files: Sequence[Parts], merged: Merged, hints: Hints) -> list[Problem]:
    """Every mistake that shows only when the files are seen together, and laid over each other."""
    seen = _Seen(files, merged, hints)
    items = [(i, s) for s, own in merged.items.items() for i in own.values()]
    return [
        *_twice(files),
        *_numbers(seen),
        *_listed_sections(seen),
        *_section_steps(seen),
        *_item_names(seen),
        *_replies(seen),
        *_protocols(seen),
        *chain.from_iterable(_item_shape(merged, item, section) for item, section in items),
        *_same_kind(files),
    ]


def _twice(files: Sequence[Parts]) -> Iterator[Problem]:
    """An id may stand once among the shipped files, and once more, laid over, among the local ones."""
    first: dict[tuple[str, str, bool], str] = {}
    for parts in files:
        groups: dict[str, Sequence[_AnyPlaced]] = {
            "documents": parts.documents,
            "steps": parts.steps,
            "sections": parts.sections,
            "items": [item for item, _ in parts.items],
            "replies": parts.replies,
            "protocols": parts.protocols,
        }
        for group, places in groups.items():
            for placed in places:
                where = f"{placed.reading.file}:{placed.reading.line((*placed.path, 'id'))}"
                name = placed.part.id
                taken = first.setdefault((group, name, placed.local), where)
                if taken != where:
                    yield placed.problem(
                        ("id",), f"the id {quoted(name)} is taken (first at {taken}).", "Choose another."
                    )


def _numbers(seen: _Seen) -> Iterator[Problem]:
    """The walk has one step of each number from 0 to 6."""
    owner: dict[int, str] = {}
    for step in seen.merged.steps.values():
        number = step.part.number
        if number is not None and owner.setdefault(number, step.part.id) != step.part.id:
            told = f"the step {quoted(owner[number])} has the number {number} already."
            yield step.problem(("number",), told, "Choose another.")
    missing = [str(n) for n in WALK_NUMBERS if n not in owner]
    if missing and seen.whole:
        file = next((s.reading.file for parts in seen.files for s in parts.steps), "steps.yaml")
        yield Problem(file, 0, "steps", f"no step has number {', '.join(missing)}.", "The walk needs 0 to 6.")


def _listed_sections(seen: _Seen) -> Iterator[Problem]:
    """Each section stands once, and in the step that it names."""
    sections = seen.merged.sections
    for step in seen.merged.steps.values():
        for n, name in enumerate(step.part.sections):
            place = ("sections", n)
            if name in step.part.sections[:n]:
                yield step.problem(place, f"the section {quoted(name)} is listed twice.", "Keep one.")
            elif name in sections and sections[name].step != step.part.id:
                told = f"the section {quoted(name)} belongs to the step {quoted(sections[name].step)}."
                yield step.problem(place, told, "List it there, or change its `step:`.")
            elif not seen.known(name, sections):
                yield step.problem(place, f"there is no section {quoted(name)}.", seen.hints.nearest(name, sections))


def _section_steps(seen: _Seen) -> Iterator[Problem]:
    steps = seen.merged.steps
    listed = {(step.part.id, name) for parts in seen.files for step in parts.steps for name in step.part.sections}
    shipped = {s.part.id: s.part for parts in seen.files for s in parts.sections if not s.local}
    for section in (s for parts in seen.files for s in parts.sections):
        part = section.part
        if not seen.known(part.step, steps):
            told = f"there is no step {quoted(part.step)}."
            yield section.problem(("step",), told, seen.hints.nearest(part.step, steps))
        elif section.local and part.id in shipped and shipped[part.id].step != part.step:
            told = f"the section {quoted(part.id)} belongs to the step {quoted(shipped[part.id].step)}."
            yield section.problem(("step",), told, "Choose another id for a section of your own.")
        elif not section.local and part.step in steps and (part.step, part.id) not in listed:
            told = f"the step {quoted(part.step)} does not list this section."
            yield section.problem(("id",), told, "Add it there.")


def _item_names(seen: _Seen) -> Iterator[Problem]:
    documents = seen.merged.documents
    items = {i: p.part for own in seen.merged.items.values() for i, p in own.items()}
    indicators = {i for i, part in items.items() if part.kind is Kind.RISK_INDICATOR}
    links = (("touches", indicators, "is not a risk indicator"), ("see", items.keys(), "is not an item"))
    for placed in (item for parts in seen.files for item, _ in parts.items):
        item = placed.part
        if not seen.known(item.source.doc, documents):
            fix = seen.hints.nearest(item.source.doc, documents)
            yield placed.problem(("source", "doc"), f"there is no document {quoted(item.source.doc)}.", fix)
        for key, known, told in links:
            for n, name in enumerate(getattr(item, key)):
                if not seen.known(name, known):
                    yield placed.problem((key, n), f"{quoted(name)} {told}.", seen.hints.nearest(name, known))


def _replies(seen: _Seen) -> Iterator[Problem]:
    """Replies are to an item that there is, and what is marked when they were used can be marked so."""
    items = {i for own in seen.merged.items.values() for i in own}
    kinds = {
        i: seen.merged.sections[s].answer if p.part.answer is None else p.part.answer
        for s, own in seen.merged.items.items()
        for i, p in own.items()
    }
    for placed in (r for parts in seen.files for r in parts.replies):
        for key, name in (("id", placed.part.id), ("used", placed.part.used)):
            if not seen.known(name, items):
                yield placed.problem((key,), f"{quoted(name)} is not an item.", seen.hints.nearest(name, items))
        if kinds.get(placed.part.used, AnswerKind.USED) is not AnswerKind.USED:
            told = f"{quoted(placed.part.used)} cannot be marked as used."
            yield placed.problem(("used",), told, "Name an item with `answer: used`.")


def _protocols(seen: _Seen) -> Iterator[Problem]:
    """A protocol belongs to an item that there is, and rings contacts that there are."""
    items = {i for own in seen.merged.items.values() for i in own}
    contacts = {i.removeprefix(CONTACT) for i in items if i.startswith(CONTACT)}
    for placed in (p for parts in seen.files for p in parts.protocols):
        if not seen.known(placed.part.id, items):
            fix = seen.hints.nearest(placed.part.id, items)
            yield placed.problem(("id",), f"{quoted(placed.part.id)} is not an item.", fix)
        for n, name in enumerate(placed.part.ring):
            if not seen.known(name, contacts):
                told = f"there is no contact {quoted(name)}."
                yield placed.problem(("ring", n), told, seen.hints.nearest(name, contacts))


def _item_shape(merged: Merged, placed: Placed[Item], section_id: str) -> Iterator[Problem]:
    item = placed.part
    answer = merged.sections[section_id].answer if item.answer is None else item.answer
    asked, weighed = answer is AnswerKind.QUESTION, answer is AnswerKind.RISK
    question, indicator = item.kind is Kind.QUESTION, item.kind is Kind.RISK_INDICATOR
    rules = (
        ("say", question and not item.say, "a question needs words to say.", "Add `say:`."),
        ("say", bool(item.say) and not question, "only a question is said aloud.", "Take it out."),
        ("answer", question != asked, "`kind: question` and `answer: question` go together.", "Give it both."),
        ("answer", indicator != weighed, "`kind: risk-indicator` and `answer: risk` go together.", "Give it both."),
        ("if_no", answer is AnswerKind.CHECK and not item.if_no, "a check needs the safer option.", "Add `if_no:`."),
        (
            "reasons",
            bool(item.reasons) and answer is not AnswerKind.YES_NO,
            "only the no of a yes-no is explained.",
            "Take it out, or give it `answer: yes-no`.",
        ),
        (
            "act_now",
            bool(item.act_now) and answer is AnswerKind.NONE,
            "nothing can be marked here, so the card would never open.",
            "Give it an `answer:`.",
        ),
    )
    for key, wrong, message, fix in rules:
        if wrong:
            yield placed.problem((key,), message, fix)


def _same_kind(files: Sequence[Parts]) -> Iterator[Problem]:
    """An item laid over a shipped one stays what it was: an indicator that became advice would no longer be weighed."""
    shipped = {i.part.id: i.part.kind for parts in files for i, _ in parts.items if not i.local}
    for placed in (i for parts in files for i, _ in parts.items if i.local):
        kind = shipped.get(placed.part.id)
        if kind is not None and kind is not placed.part.kind:
            told = f"{quoted(placed.part.id)} is a {kind.value} in the shipped content."
            yield placed.problem(("kind",), told, f"Write `kind: {kind.value}`, or choose another id.")
