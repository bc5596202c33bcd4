"""The guide in another language: files beside the English ones, in a folder named by the language (`content/cy`).

Ids, kinds and sources stay; only words are given anew. What has none stays English, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field, ValidationError

from engage_tui.guide.explain import explain
from engage_tui.guide.fields import Id, Label, Line, Model, Prose, whole_number
from engage_tui.guide.model import Wording
from engage_tui.guide.problems import ContentProblems, Hints, Problem, quoted, shown_name
from engage_tui.guide.reading import MAX_BYTES, read_yaml
from engage_tui.interface import TEXTS, is_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from engage_tui.guide.guide import Guide
    from engage_tui.guide.reading import Reading

_WORDS = ("short", "more", "why", "parts", "say", "if_no", "act_now", "elsewhere")
_OF_STEPS = ("title", "short", "aim", "keep_in_mind")
_OF_SECTIONS = ("title", "intro")


class ItemWords(Model):
    """An item in another language. What is left out stays English."""

    id: Id
    short: Line | None = None
    more: Prose = ""
    why: Prose = ""
    parts: tuple[Line, ...] = ()
    say: tuple[Wording, ...] = Field((), description="As many wordings as the English item has, in their order.")
    if_no: Prose = ""
    act_now: Prose = ""
    elsewhere: Prose = ""


class SectionWords(Model):
    """A section's heading in another language."""

    id: Id
    title: Line | None = None
    intro: Prose = ""


class StepWords(Model):
    """A step in another language."""

    id: Id
    title: Label | None = None
    short: Label | None = None
    aim: Line | None = None
    keep_in_mind: tuple[Line, ...] = ()


class TranslationFile(Model):
    """One file of a language's folder. Any of the lists may be left out; the files of a folder are read as one."""

    schema_: Annotated[Literal[1], BeforeValidator(whole_number)] = Field(alias="schema", description="Always 1.")
    steps: tuple[StepWords, ...] = ()
    sections: tuple[SectionWords, ...] = ()
    items: tuple[ItemWords, ...] = ()
    interface: dict[str, Line] = Field(default_factory=dict, description="The interface's texts, by the English ones.")


WordsT = TypeVar("WordsT", ItemWords, SectionWords, StepWords)


@dataclass(slots=True)
class Translation:
    """All words of one language; `own` are the ids that stand in the user's own folder."""

    language: str
    steps: dict[str, StepWords] = field(default_factory=dict)
    sections: dict[str, SectionWords] = field(default_factory=dict)
    items: dict[str, ItemWords] = field(default_factory=dict)
    interface: dict[str, str] = field(default_factory=dict)
    own: set[str] = field(default_factory=set)


def load_translation(guide: Guide, language: str, shipped: Path, local: Path | None = None) -> Translation:
    """The words of a language, the user's own over ours. Raises `ContentProblems`, with every mistake."""
    translation, problems, hints = Translation(language), list[Problem](), Hints()
    for folder, own in ((shipped / language, False), *([(local / language, True)] if local else [])):
        for path in sorted(folder.glob("*.y*ml")) if folder.is_dir() else ():
            problems += _read(path, f"{language}/{shown_name(path.name)}", translation, guide, hints, own=own)
    if problems:
        raise ContentProblems(problems)
    return translation


def languages(shipped: Path, local: Path | None = None) -> list[str]:
    """The languages that there is anything in, by their folders."""
    found: set[str] = set()
    for folder in (shipped, local):
        if folder is not None and folder.is_dir():
            found |= {p.name for p in folder.iterdir() if is_language(p.name) and p.is_dir()}
    return sorted(found)


def _read(path: Path, name: str, translation: Translation, guide: Guide, hints: Hints, *, own: bool) -> list[Problem]:
    try:
        with path.open("rb") as file:
            reading = read_yaml(name, file.read(MAX_BYTES + 1))
    except OSError as e:
        return [Problem(name, 0, "", f"this file cannot be read ({e.strerror}).")]
    if reading.value is None:
        return reading.problems
    try:
        read = TranslationFile.model_validate(reading.value)
    except ValidationError as e:
        explain(e, TranslationFile, reading, hints)
        return reading.problems
    for key, known, into in (
        ("steps", guide.steps, translation.steps),
        ("sections", guide.sections, translation.sections),
        ("items", guide.items, translation.items),
    ):
        _take(reading, key, getattr(read, key), known, into, hints)
        translation.own |= {words.id for words in getattr(read, key)} if own else set()
    _check_lists(reading, read, guide, own=own)
    for text in read.interface:
        if text not in TEXTS:
            told = f"the interface has no such text: {quoted(text)}."
            reading.problem(("interface", text), told, hints.nearest(text, TEXTS))
    translation.interface |= read.interface
    return reading.problems


def _take(
    reading: Reading, key: str, found: tuple[Any, ...], known: Mapping[str, Any], into: dict[str, Any], hints: Hints
) -> None:
    for n, words in enumerate(found):
        if words.id not in known:
            told = f"there is nothing with the id {quoted(words.id)}."
            reading.problem((key, n, "id"), told, hints.nearest(words.id, known))
        into[words.id] = words


def _check_lists(reading: Reading, read: TranslationFile, guide: Guide, *, own: bool) -> None:
    """A list must stay whole: the translation has as many as the English one that it is of."""
    for n, words in enumerate(read.items):
        item = guide.items.get(words.id) if own or words.id not in guide.local else None
        for key in ("say", "parts"):
            ours = len(getattr(item, key)) if item else 0
            given = len(getattr(words, key))
            if item is not None and given not in (0, ours):
                reading.problem(("items", n, key), f"there are {given} here, and {ours} in English.", "Give as many.")


def translated(guide: Guide, translation: Translation) -> Guide:
    """The guide in that language. An item that a service has laid over ours is not put back by our own translation."""
    words = {i: w for i, w in translation.items.items() if i not in guide.local or i in translation.own}
    items = {i: _with(item, words.get(i), _WORDS) for i, item in guide.items.items()}
    sections = {}
    for name, section in guide.sections.items():
        own = tuple(items[i.id] for i in section.items)
        sections[name] = _with(section, translation.sections.get(name), _OF_SECTIONS).model_copy(update={"items": own})
    steps = {name: _with(step, translation.steps.get(name), _OF_STEPS) for name, step in guide.steps.items()}
    english = {place for place, _, _ in missing(guide, translation)}
    return replace(guide, steps=steps, sections=sections, items=items, english=frozenset(english))


def _with(part: Any, words: Any, names: tuple[str, ...]) -> Any:
    given = {name: getattr(words, name) for name in names if words is not None and getattr(words, name)}
    return part.model_copy(update=given) if given else part


def missing(guide: Guide, translation: Translation) -> Iterator[tuple[str, str, str]]:
    """What stays English: the id, the key and the English words."""
    groups: tuple[tuple[Mapping[str, Any], Mapping[str, Any], tuple[str, ...]], ...] = (
        (guide.steps, translation.steps, _OF_STEPS),
        (guide.sections, translation.sections, _OF_SECTIONS),
        (guide.items, translation.items, _WORDS),
    )
    for parts, words, names in groups:
        for part_id, part in parts.items():
            ours = part_id in guide.local and part_id not in translation.own
            for name in names:
                text = getattr(part, name)
                if text and (ours or not getattr(words.get(part_id), name, None)):
                    yield part_id, name, text if isinstance(text, str) else str(len(text))


def missing_texts(translation: Translation) -> list[str]:
    """The texts of the interface that the language lacks."""
    return [text for text in TEXTS if not translation.interface.get(text)]
