"""From `language.yaml` files to a lens, or to a list of every mistake in them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pydantic import ValidationError

from engage_tui.guide.explain import explain
from engage_tui.guide.loader import LANGUAGE_FILE
from engage_tui.guide.parts import Placed
from engage_tui.guide.problems import ContentProblems, Hints, Problem, quoted
from engage_tui.guide.reading import MAX_BYTES, Reading, dotted, read_yaml
from engage_tui.lens.lens import LEARNED, Lens, ReadyRule
from engage_tui.lens.model import LanguageFile, Leave, Rule, Trouble
from engage_tui.lens.patterns import PatternError, parse
from engage_tui.lens.view import Leaving

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path as FilePath

    from engage_tui.guide.reading import Path
    from engage_tui.lens.matching import Pattern

ORDINARY = "ordinary"
"""The list of words that may be capitalised without being anybody's name."""


@dataclass(slots=True)
class _Laid:
    """The files as they lie over each other, and the mistakes in them."""

    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rules: dict[str, Placed[Rule]] = field(default_factory=dict)
    leave: list[tuple[Leave, Reading]] = field(default_factory=list)
    off: set[str] = field(default_factory=set)
    learned: dict[str, tuple[str, str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def load_lens(shipped: FilePath, local: FilePath | None = None) -> Lens:
    """The lens of a content folder, with the user's own `language.yaml` laid over it rule by rule.

    Raises `ContentProblems`, which holds every mistake of both files.
    """
    laid = _laid(shipped, local)
    lens = _built(laid)
    if laid.problems:
        raise ContentProblems(laid.problems)
    return lens


def _laid(shipped: FilePath, local: FilePath | None) -> _Laid:
    laid, hints = _Laid(), Hints()
    for folder in (shipped, local):
        if folder is not None and holds(folder, LANGUAGE_FILE) and not (folder is local and shipped.samefile(folder)):
            _lay(laid, read_file(folder / LANGUAGE_FILE), hints, local=folder is local)
    return laid


def holds(folder: FilePath, name: str) -> bool:
    """Whether a content folder holds this file of rules."""
    try:
        return (folder / name).is_file()
    except (OSError, ValueError):
        return False  # a path that cannot be is told by the guide's loader


def check_lens(shipped: FilePath, local: FilePath | None = None) -> Lens:
    """The same, with the examples of every rule tried. Raises `ContentProblems`."""
    laid = _laid(shipped, local)
    lens = _built(laid)
    if not laid.problems:
        laid.problems += _untrue(lens, laid)
    if laid.problems:
        raise ContentProblems(laid.problems)
    return lens


def _untrue(lens: Lens, laid: _Laid) -> Iterator[Problem]:
    """The examples that do not turn out as their rule says, with nothing but the rules to go by."""
    lens = replace(lens, learned={})
    for rule in lens.rules:
        placed = laid.rules[rule.id]
        for key, wanted, told in (("flags", True, "is not flagged by"), ("leaves", False, "is flagged by")):
            for n, sample in enumerate(getattr(placed.part, key)):
                found = lens.findings(sample)
                hit = any(f.label in rule.labels if wanted else f.rule == rule.id for f in found)
                if hit is not wanted:
                    yield placed.problem(
                        (key, n), f"{quoted(sample)} {told} the rule.", "Mend the rule or the example."
                    )


def read_file(path: FilePath) -> Reading:
    """What a file holds, or why it could not be read."""
    try:
        with path.open("rb") as file:
            return read_yaml(path.name, file.read(MAX_BYTES + 1))
    except OSError as e:
        reading = Reading(path.name)
        reading.problems.append(Problem(path.name, 0, "", f"this file cannot be read ({e.strerror})."))
        return reading


def _lay(laid: _Laid, reading: Reading, hints: Hints, *, local: bool) -> None:
    content = None
    if reading.value is not None:
        try:
            content = LanguageFile.model_validate(reading.value)
        except ValidationError as e:
            explain(e, LanguageFile, reading, hints)
    laid.problems += reading.problems
    if content is None:
        return
    for name, words in content.words.items():
        laid.words[name] = (*laid.words.get(name, ()), *words)
    laid.learned |= {like.label.value: (like.why, like.rewording) for like in content.learned}
    laid.leave.append((content.leave, reading))
    own: dict[str, Placed[Rule]] = {}
    for n, rule in enumerate(content.rules):
        placed = Placed(rule, reading, ("rules", n), local)
        if rule.id in own:
            first = own[rule.id].reading.line(own[rule.id].path)
            told = f"the rule {quoted(rule.id)} is here twice (first on line {first})."
            laid.problems.append(placed.problem(("id",), told, "Give one another id."))
        own.setdefault(rule.id, placed)
    laid.rules |= own
    for n, name in enumerate(content.off):
        known = [LEARNED, *laid.rules, *Trouble]
        if name not in known:
            path: Path = ("off", n)
            told, fix = f"{quoted(name)} is not a rule or a label.", hints.nearest(name, known)
            laid.problems.append(Problem(reading.file, reading.line(path), f"off[{n + 1}]", told, fix))
    laid.off |= set(content.off)


def _built(laid: _Laid) -> Lens:
    lists = {name: tuple(spread(name, laid.words, ())) for name in laid.words}
    rules = [_ready(placed, lists, laid) for placed in laid.rules.values() if placed.part.id not in laid.off]
    leaving: dict[str, list[Pattern]] = {name: [] for name in Leave.model_fields}
    for leave, reading in laid.leave:
        for name, patterns in leaving.items():
            patterns.extend(patterns_of(getattr(leave, name), lists, laid.problems, reading, ("leave", name)))
    return Lens(
        tuple(rule for rule in rules if rule.labels),
        Leaving(**{name: tuple(patterns) for name, patterns in leaving.items()}),
        frozenset(lists.get(ORDINARY, ())),
        frozenset(name for name, placed in laid.rules.items() if placed.local),
        {} if LEARNED in laid.off else {k: v for k, v in laid.learned.items() if k not in laid.off},
    )


def spread(name: str, words: Mapping[str, Sequence[str]], above: tuple[str, ...]) -> Iterator[str]:
    """A list's words, with those of the lists that it names. A list within itself adds nothing."""
    for word in words.get(name, ()):
        if word.startswith("<"):
            if word[1:-1] not in (*above, name):
                yield from spread(word[1:-1], words, (*above, name))
        else:
            yield word


def _ready(placed: Placed[Rule], lists: Mapping[str, Sequence[str]], laid: _Laid) -> ReadyRule:
    rule = placed.part

    def read(name: str, patterns: Sequence[str]) -> tuple[Pattern, ...]:
        return tuple(patterns_of(patterns, lists, laid.problems, placed.reading, (*placed.path, name)))

    return ReadyRule(
        id=rule.id,
        labels=tuple(label.value for label in (rule.label, *rule.also) if label not in laid.off),
        why=rule.why,
        rewording=rule.rewording,
        any=read("any", rule.any),
        except_=read("except", rule.except_),
        near=read("near", rule.near),
        unless=read("unless", rule.unless),
        negated=rule.negated,
        asked=rule.asked,
        advised=rule.advised,
        viewed=rule.viewed,
    )


def patterns_of(
    texts: Sequence[str], lists: Mapping[str, Sequence[str]], problems: list[Problem], reading: Reading, path: Path
) -> Iterator[Pattern]:
    """Patterns, read; those that cannot be are told in `problems`."""
    for n, text in enumerate(texts):
        try:
            yield parse(text, lists)
        except PatternError as e:
            message, _, fix = str(e).partition("|")
            at = (*path, n)
            problems.append(Problem(reading.file, reading.line(at), dotted(at), f"{quoted(text)} {message}.", fix))
