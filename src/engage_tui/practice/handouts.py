"""All that can be printed for practice, by name, and writing it to files that say PRACTICE."""

from __future__ import annotations

from functools import partial
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


def all_handouts(guide: Guide, library: Library) -> Mapping[str, Leaf]:
    """Every handout by its name: sheets, then the papers of each scenario, then the one-pagers."""
    leaves = [*sheets(guide)]
    for scenario in library.scenarios.values():
        leaves += scenario_leaves(scenario, guide)
    leaves += one_pagers(guide)
    return {leaf.name: leaf for leaf in leaves}


def chosen(leaves: Mapping[str, Leaf], wanted: Iterable[str]) -> list[Leaf]:
    """Those with these names, or whose names end in a scenario's id; all when none is named. Raises `UsageError`."""
    found: dict[str, Leaf] = {}
    for name in wanted:
        some = {n: leaf for n, leaf in leaves.items() if n == name or n.endswith(f"-{name}")}
        if not some:
            raise UsageError(f"There is no handout {name!r}.", "`engage-tui practice handouts --list` names them all.")
        found |= some
    return [*(found or leaves).values()]


def write_handout(leaf: Leaf, folder: Path, form: str) -> Path:
    """Write one, never over a file. Where it went. Raises `WriteError`."""
    return write_copy(handout_bytes(leaf, form), folder, partial(_name, leaf.name, form), number_if_taken=True)


def _name(stem: str, form: str, *, number: int) -> str:
    return file_name(f"{stem}-{number}" if number else stem, form)
