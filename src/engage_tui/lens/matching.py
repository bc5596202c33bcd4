"""Matching a pattern against a sentence: a set of places moves forward, part by part.

Gaps are bounded and places are a set, so the time grows with the text and never more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from engage_tui.lens.forms import word_set

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engage_tui.lens.tokens import Token

_MAX_SOFT = 3
_STOPS = frozenset({".", ";", ":", "!", "?", "…"})
_DENYING = frozenset({"not", "never", "nor", "neither", "without"})
_SOFT = word_set(
    """the a an again also still then often always now once sometimes soon just even only too yet already ever perhaps
    have has had having will would shall should could might may must do does did can"""
)
_BE = word_set("is are was were am be been being")
_NOT_ADVERBS = word_set("only family early daily weekly monthly elderly ugly reply supply apply fly bully lovely")


@dataclass(frozen=True, slots=True)
class Word:
    """One place: any of these words, or a name of one of these kinds."""

    words: frozenset[str]
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Gap:
    """At most so many words of any kind, within a clause."""

    most: int


@dataclass(frozen=True, slots=True)
class Maybe:
    """A part that may be there."""

    part: Word | Either


@dataclass(frozen=True, slots=True)
class Either:
    """One of several runs."""

    runs: tuple[Run, ...]


Part: TypeAlias = "Word | Gap | Maybe | Either"
Run: TypeAlias = "tuple[Part, ...]"
Step: TypeAlias = "Callable[[Line, set[int]], set[int]]"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern ready to match.

    `needs` are lists of words of which a sentence must hold one each; `key` is the rarest of them, or None. `steps`
    go through `run`, and `first` are the words and names it can begin with.
    """

    run: Run
    needs: tuple[frozenset[str], ...]
    key: frozenset[str] | None
    first: Word
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as patterns look at it: its words, which of them are names, and what may be passed over.

    `soft[n]` is how many words from n on need not be named; `stop[n]` is the next place that no gap goes beyond.
    """

    norms: tuple[str, ...]
    names: tuple[str, ...]
    soft: tuple[int, ...]
    stop: tuple[int, ...]


def line_of(tokens: Sequence[Token]) -> Line:
    """The line of a sentence."""
    norms = tuple(t.norm for t in tokens)
    size = len(norms)
    stop = [size] * (size + 1)
    for n in range(size - 1, -1, -1):
        stop[n] = n if norms[n] in _STOPS or norms[n] in _DENYING else stop[n + 1]
    return Line(norms, tuple(t.name for t in tokens), tuple(_soft(norms)), tuple(stop))


def _soft(norms: Sequence[str]) -> list[int]:
    counts = [0] * (len(norms) + 1)
    for n in range(len(norms) - 1, -1, -1):
        norm = norms[n]
        passes = norm in _SOFT or (len(norm) > 4 and norm.endswith("ly") and norm not in _NOT_ADVERBS)
        if not passes and norm in _BE and n + 1 < len(norms):
            passes = norms[n + 1].endswith("ing") or (counts[n + 1] > 0 and norms[n + 1] not in _SOFT)
        counts[n] = min(_MAX_SOFT, counts[n + 1] + 1) if passes else 0
    return counts


def matches(pattern: Pattern, line: Line) -> list[tuple[int, int]]:
    """Where the pattern matches: each place it starts with the farthest place where it can end."""
    first, names = pattern.first.words, pattern.first.names
    starts = [n for n, norm in enumerate(line.norms) if norm in first]
    if names:
        starts = sorted({*starts, *(n for n, name in enumerate(line.names) if name in names)})
    found = []
    for start in starts:
        places = {start}
        for step in pattern.steps:
            places = step(line, places)
            if not places:
                break
        else:
            found.append((start, max(places)))
    return found


def steps_of(run: Run, *, first: bool = True) -> tuple[Step, ...]:
    """The steps over a run, each with the gap before it."""
    steps: list[Step] = []
    gap = 0
    for part in run:
        if isinstance(part, Gap):
            gap += part.most
        else:
            steps.append(_step(part, gap, first=first and not steps))
            gap = 0
    return tuple(steps)


def _step(part: Word | Maybe | Either, gap: int, *, first: bool) -> Step:
    """The step over one part and the gap before it."""
    if isinstance(part, Word):
        return _word_step(part, gap, first=first)
    inner = _maybe_step(part, first=first) if isinstance(part, Maybe) else _either_step(part, first=first)
    return _after_gap(inner, gap) if gap else inner


def _word_step(part: Word, gap: int, *, first: bool) -> Step:
    words, names = part.words, part.names

    def step(line: Line, places: set[int]) -> set[int]:
        reached = set()
        norms, size = line.norms, len(line.norms)
        for place in places:
            if gap:
                last = min(place + gap, line.stop[place])
                last += line.soft[last]
            else:
                last = place if first else place + line.soft[place]
            for n in range(place, min(last + 1, size)):
                if norms[n] in words or (names and line.names[n] in names):
                    reached.add(n + 1)
                    if not gap:
                        break
        return reached

    return step


def _maybe_step(part: Maybe, *, first: bool) -> Step:
    inner = _step(part.part, 0, first=first)
    return lambda line, places: places | inner(line, places)


def _either_step(part: Either, *, first: bool) -> Step:
    runs = tuple(steps_of(run, first=first) for run in part.runs)

    def step(line: Line, places: set[int]) -> set[int]:
        reached: set[int] = set()
        for run in runs:
            here = places
            for inner in run:
                here = inner(line, here)
                if not here:
                    break
            reached |= here
        return reached

    return step


def _after_gap(inner: Step, gap: int) -> Step:
    def step(line: Line, places: set[int]) -> set[int]:
        wider: set[int] = set()
        for place in places:
            wider.update(range(place, min(place + gap, line.stop[place]) + 1))
        return inner(line, wider)

    return step
