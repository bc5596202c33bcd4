"""All that can be printed for practice, by name, and writing it to files that say PRACTICE."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from engage_tui.errors import UsageError
from engage_tui.practice.banks import one_pagers
from engage_tui.practice.cards import scenario_leaves
from engage_tui.practice.handout_files import handout_bytes
from engage_tui.practice.marking import file_name
from engage_tui.practice.sheets import sheets
from engage_tui.record.export import write_copy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from engage_tui.guide.guide import Guide
    from engage_tui.practice.leaf import Leaf
    from engage_tui.practice.scenarios import Library


@dataclass(frozen=True, slots=True)
class Handouts:
    """All that can be printed, by what it goes with. `of` has the papers of each scenario, by its id."""

    sheets: tuple[Leaf, ...]
    of: Mapping[str, tuple[Leaf, ...]]
    pages: tuple[Leaf, ...]

    @property
    def by_name(self) -> Mapping[str, Leaf]:
        """Every handout by its name."""
        return {leaf.name: leaf for leaf in (*self.sheets, *chain.from_iterable(self.of.values()), *self.pages)}

    def chosen(self, wanted: Iterable[str]) -> list[Leaf]:
        """Those with these names, and the papers of the scenarios with these ids; each once. Raises `UsageError`."""
        every = self.by_name
        found: dict[str, Leaf] = {}
        for name in wanted:
            some = self.of.get(name) or ((every[name],) if name in every else ())
            if not some:
                raise UsageError(
                    f"There is no handout {name!r}.", "`engage-tui practice handouts --list` names them all."
                )
            found |= {leaf.name: leaf for leaf in some}
        return [*found.values()]


def all_handouts(guide: Guide, library: Library) -> Handouts:
    """Every sheet, paper and page that there is."""
    papers = {name: tuple(scenario_leaves(s, guide)) for name, s in library.scenarios.items()}
    return Handouts(tuple(sheets(guide)), papers, tuple(one_pagers(guide)))


def write_handout(leaf: Leaf, folder: Path, form: str) -> Path:
    """Write one, never over a file. Where it went. Raises `WriteError`."""
    return write_copy(handout_bytes(leaf, form), folder, partial(file_name, leaf.name, form), number_if_taken=True)
