"""Two sides measured in turn, and what their figures say.

Neighbours in time share the load of the moment, so the ratio of two neighbours varies far less than either figure.
"""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from bench.terminal import quantile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")
Figures: TypeAlias = "Sequence[float]"
"""A figure for each row of a scene, in their order."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `other` says what stands beside ours.

    The bar is for the ratio of the two, or, where there is no other side (`other` is empty), for our own figure.
    """

    name: str
    unit: str
    other: str = ""
    bar: float | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """What is measured at one go. `once` gives our figures and the other side's; it is told whether ours go first."""

    rows: tuple[Row, ...]
    once: Callable[[bool], tuple[Figures, Figures]]
    pairs: int = 5
    quick: int = 2


@dataclass(slots=True)
class Result:
    """A row with all its figures."""

    row: Row
    ours: list[float] = field(default_factory=list)
    other: list[float] = field(default_factory=list)

    @property
    def ratios(self) -> list[float]:
        """Ours to the other's, pair by pair."""
        return [a / b for a, b in zip(self.ours, self.other, strict=True) if b] if self.row.other else []

    @property
    def judged(self) -> float | None:
        """What the bar is for: the median ratio, or the most that we ever had where the bar is for our own figure."""
        if not self.row.other:
            return max(self.ours, default=None)
        return median(self.ratios) if self.ratios else None

    @property
    def spread(self) -> tuple[float, float] | None:
        """Where the middle half of the ratios lies."""
        return (quantile(self.ratios, 0.25), quantile(self.ratios, 0.75)) if len(self.ratios) > 1 else None

    @property
    def verdict(self) -> str:
        """Whether the bar holds; nothing where there is no bar."""
        if self.row.bar is None or self.judged is None:
            return ""
        return "holds" if self.judged <= self.row.bar else "FAILS"


def in_turn(ours: Callable[[], Figures], other: Callable[[], Figures]) -> Callable[[bool], tuple[Figures, Figures]]:
    """Measure one side and then the other."""

    def once(ours_first: bool) -> tuple[Figures, Figures]:
        if ours_first:
            mine = ours()
            return mine, other()
        theirs = other()
        return ours(), theirs

    return once


def run(scene: Scene, pairs: int) -> list[Result]:
    """Measure a scene so many times, each side first every other time."""
    results = [Result(row) for row in scene.rows]
    for number in range(pairs):
        ours, other = scene.once(number % 2 == 0)
        for result, mine, theirs in zip(results, ours, other, strict=True):
            result.ours.append(mine)
            result.other.append(theirs)
    return results


def timed(job: Callable[[], T], *, waiting: bool = True) -> tuple[float, T]:
    """How many milliseconds a job in this process takes, and its result; without `waiting`, only processor time."""
    clock = time.perf_counter if waiting else time.thread_time
    gc.collect()
    begun = clock()
    result = job()
    return (clock() - begun) * 1000, result
