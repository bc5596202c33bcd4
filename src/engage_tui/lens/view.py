"""A sentence while it is looked at, and what says that words in it are left alone."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engage_tui.lens.matching import line_of, matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engage_tui.lens.matching import Pattern
    from engage_tui.lens.tokens import Sentence, Token

_DENIED_WITHIN = 4
_BETWEEN = frozenset({",", ";", ":", "but", "because", ".", "(", ")"})


@dataclass(frozen=True, slots=True)
class Leaving:
    """What is left alone whatever the rules say."""

    spoken: tuple[Pattern, ...] = ()
    spoken_before: tuple[Pattern, ...] = ()
    resumes: tuple[Pattern, ...] = ()
    sentence: tuple[Pattern, ...] = ()
    advice: tuple[Pattern, ...] = ()
    view: tuple[Pattern, ...] = ()
    negation: tuple[Pattern, ...] = ()


class View:
    """A sentence while it is looked at: what was found out about it once is kept."""

    def __init__(self, sentence: Sentence) -> None:
        self.tokens: Sequence[Token] = sentence.tokens
        self.asked = sentence.question
        self._line = line_of(sentence.tokens)
        self.norms = dict.fromkeys(self._line.norms)
        self._matches: dict[int, list[tuple[int, int]]] = {}
        self._spoken: frozenset[int] | None = None

    def matches(self, pattern: Pattern) -> list[tuple[int, int]]:
        """Where a pattern matches, each start with its farthest end."""
        known = self._matches.get(id(pattern))
        if known is None:
            held = all(not need.isdisjoint(self.norms) for need in pattern.needs)
            known = matches(pattern, self._line) if held else []
            self._matches[id(pattern)] = known
        return known

    def somewhere(self, patterns: Iterable[Pattern]) -> bool:
        return any(self.matches(p) for p in patterns)

    def at_start(self, patterns: Iterable[Pattern]) -> bool:
        """Whether one stands at the start, after a number or mark at most."""
        first = next((n for n, t in enumerate(self.tokens) if t.norm[0].isalpha()), 0)
        return any(start == first for p in patterns for start, _ in self.matches(p))

    def denied(self, negation: Iterable[Pattern], start: int) -> bool:
        """Whether words shortly before `start`, in the same clause, deny what follows."""
        earliest = start
        while earliest > max(0, start - _DENIED_WITHIN) and self.tokens[earliest - 1].norm not in _BETWEEN:
            earliest -= 1
        return any(s >= earliest and e <= start for p in negation for s, e in self.matches(p))

    def spoken(self, leaving: Leaving) -> frozenset[int]:
        """The words, by number, that are somebody's account and not the writer's own."""
        if self._spoken is None:
            stops = sorted(s for p in leaving.resumes for s, _ in self.matches(p))
            told: set[int] = set()
            for pattern in leaving.spoken:
                for _, end in self.matches(pattern):
                    n = bisect_right(stops, end)
                    told.update(range(end, stops[n] if n < len(stops) else len(self.tokens)))
            last = max((n for n, t in enumerate(self.tokens) if t.norm[0].isalnum()), default=0)
            for pattern in leaving.spoken_before:
                for start, end in self.matches(pattern):
                    if end > last:
                        told.update(range(start))
            self._spoken = frozenset(told)
        return self._spoken
