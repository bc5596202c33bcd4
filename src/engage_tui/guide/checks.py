"""What no single value can tell: ids that are there twice, names that lead nowhere, parts that do not go together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engage_tui.guide.model import AnswerKind, Kind
from engage_tui.guide.problems import Problem, did_you_mean, quoted
from engage_tui.guide.reading import dotted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from engage_tui.guide.loader import Loaded
    from engage_tui.guide.model import Item, Section
    from engage_tui.guide.reading import Path

WALK_NUMBERS = range(7)


@dataclass(frozen=True, slots=True)
class _Names:
    """Every name that another part of the content may point to."""

    documents: frozenset[str]
    steps: frozenset[str]
    sections: frozenset[str]
    links: dict[str, frozenset[str]]


def check_references(files: Sequence[Loaded]) -> list[Problem]:
    """Every mistake that shows only when the files are seen together."""
    names = _names(files)
    return [
        *_twice(files),
        *_steps(files, names),
        *_section_names(files, names),
        *(p for loaded, path, _, item in _items(files) for p in _item_names(names, loaded, path, item)),
        *(p for loaded, path, section, item in _items(files) for p in _item_shape(loaded, path, section, item)),
    ]


def _names(files: Sequence[Loaded]) -> _Names:
    items = [i for _, _, _, i in _items(files)]
    links = {key: frozenset(i.id for i in items if allowed(i)) for key, allowed in _LINKS.items()}
    return _Names(_ids(files, "documents"), _ids(files, "steps"), _ids(files, "sections"), links)


def _at(loaded: Loaded, path: Path, message: str, fix: str = "") -> Problem:
    return Problem(loaded.reading.file, loaded.reading.line(path), dotted(path), message, fix)


def _items(files: Iterable[Loaded]) -> Iterator[tuple[Loaded, Path, Section, Item]]:
    for loaded in files:
        for s, section in enumerate(loaded.content.sections):
            for i, item in enumerate(section.items):
                yield loaded, ("sections", s, "items", i), section, item


def _ids(files: Sequence[Loaded], group: str) -> frozenset[str]:
    return frozenset(entry.id for loaded in files for entry in getattr(loaded.content, group))


def _twice(files: Sequence[Loaded]) -> Iterator[Problem]:
    """An id may stand once among the shipped files, and once more, laid over, among the local ones."""
    seen: dict[tuple[str, str, bool], str] = {}
    places: list[tuple[Loaded, Path, str, str]] = [
        (loaded, (group, n), group, entry.id)
        for loaded in files
        for group in ("documents", "steps", "sections")
        for n, entry in enumerate(getattr(loaded.content, group))
    ]
    places += [(loaded, path, "items", item.id) for loaded, path, _, item in _items(files)]
    for loaded, path, group, name in places:
        where = f"{loaded.reading.file}:{loaded.reading.line((*path, 'id'))}"
        first = seen.setdefault((group, name, loaded.local), where)
        if first != where:
            yield _at(loaded, (*path, "id"), f"the id {quoted(name)} is taken (first at {first}).", "Choose another.")


def _steps(files: Sequence[Loaded], names: _Names) -> Iterator[Problem]:
    numbers = {step.number for loaded in files for step in loaded.content.steps}
    missing = [str(n) for n in WALK_NUMBERS if n not in numbers]
    if missing:
        file = files[0].reading.file if files else "steps.yaml"
        yield Problem(file, 0, "steps", f"no step has number {', '.join(missing)}.", "The walk needs 0 to 6.")
    for loaded in files:
        for n, step in enumerate(loaded.content.steps):
            for m, name in enumerate(step.sections):
                if name not in names.sections:
                    path = ("steps", n, "sections", m)
                    yield _at(loaded, path, f"there is no section {quoted(name)}.", did_you_mean(name, names.sections))


def _section_names(files: Sequence[Loaded], names: _Names) -> Iterator[Problem]:
    listed = {(step.id, name) for loaded in files for step in loaded.content.steps for name in step.sections}
    for loaded in files:
        for n, section in enumerate(loaded.content.sections):
            if section.step not in names.steps:
                fix = did_you_mean(section.step, names.steps)
                yield _at(loaded, ("sections", n, "step"), f"there is no step {quoted(section.step)}.", fix)
            elif not loaded.local and (section.step, section.id) not in listed:
                path = ("sections", n, "id")
                yield _at(loaded, path, f"the step {quoted(section.step)} does not list this section.", "Add it there.")


def _item_names(names: _Names, loaded: Loaded, path: Path, item: Item) -> Iterator[Problem]:
    if item.source.doc not in names.documents:
        fix = did_you_mean(item.source.doc, names.documents)
        yield _at(loaded, (*path, "source", "doc"), f"there is no document {quoted(item.source.doc)}.", fix)
    for key, known in names.links.items():
        for n, name in enumerate(getattr(item, key)):
            if name not in known:
                yield _at(loaded, (*path, key, n), f"{quoted(name)} {_MEANT[key]}.", did_you_mean(name, known))


_LINKS: dict[str, Callable[[Item], bool]] = {
    "touches": lambda i: i.kind is Kind.RISK_INDICATOR,
    "see": lambda _: True,
}
_MEANT = {"touches": "is not a risk indicator", "see": "is not an item"}


def _item_shape(loaded: Loaded, path: Path, section: Section, item: Item) -> Iterator[Problem]:
    answer = section.answer if item.answer is None else item.answer
    asked, weighed = answer is AnswerKind.QUESTION, answer is AnswerKind.RISK
    question, indicator = item.kind is Kind.QUESTION, item.kind is Kind.RISK_INDICATOR
    rules = (
        ("say", question and not item.say, "a question needs words to say.", "Add `say:`."),
        ("say", bool(item.say) and not question, "only a question is said aloud.", "Take it out."),
        ("answer", question != asked, "`kind: question` and `answer: question` go together.", "Give it both."),
        ("answer", indicator != weighed, "`kind: risk-indicator` and `answer: risk` go together.", "Give it both."),
        ("if_no", answer is AnswerKind.CHECK and not item.if_no, "a check needs the safer option.", "Add `if_no:`."),
        (
            "act_now",
            bool(item.act_now) and answer is AnswerKind.NONE,
            "nothing can be marked here, so the card would never open.",
            "Give it an `answer:`.",
        ),
    )
    for key, wrong, message, fix in rules:
        if wrong:
            yield _at(loaded, (*path, key), message, fix)
