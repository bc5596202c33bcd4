"""The labelled sentences of tests/data/lens, and how well the lens does on them.

    python tests/support/labelled.py     prints the table of docs/lens.md

`build` is what the rules were written with. `aside` was set aside before a rule was written, and is looked at only as
totals. `blind` and `fresh` were written by people who had seen neither rules nor figures. The other files are what the
learned part was made from, with `build`. Everyone in the sentences is made up.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from engage_tui.lens.loader import load_lens
from engage_tui.lens.model import Trouble
from engage_tui.paths import shipped_content

if TYPE_CHECKING:
    from engage_tui.lens.lens import Lens

DATA = Path(__file__).parents[1] / "data" / "lens"
PARTS = ("build", "aside", "blind", "fresh")
UNSEEN = ("aside", "blind", "fresh")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence and the label that it earns; none for a sentence that must be left alone."""

    text: str
    label: str
    source: str


@dataclass(slots=True)
class Figures:
    """How many sentences there are, and how many turned out right, by label; and the clean ones that were flagged."""

    there: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    clean: int = 0
    flagged: int = 0

    @property
    def found(self) -> float:
        """The share of problem sentences flagged with the right label."""
        return self.right.total() / self.there.total()

    @property
    def false(self) -> float:
        """The share of clean sentences flagged with anything."""
        return self.flagged / self.clean


def sentences(part: str) -> list[Labelled]:
    """One part of the set."""
    rows = [json.loads(line) for line in (DATA / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()]
    return [Labelled(r["text"], next(iter(r["labels"]), ""), r["source"]) for r in rows]


@cache
def shipped_lens() -> Lens:
    """The lens as it ships."""
    return load_lens(shipped_content())


@cache
def figures(part: str) -> Figures:
    """How the shipped lens does on a part."""
    result = Figures()
    for sentence in sentences(part):
        labels = {f.label for f in shipped_lens().findings(sentence.text)}
        if sentence.label:
            result.there[sentence.label] += 1
            result.right[sentence.label] += sentence.label in labels
        else:
            result.clean += 1
            result.flagged += bool(labels)
    return result


def table() -> str:
    """The figures of every part, as docs/lens.md shows them."""
    all_figures = [figures(part) for part in PARTS]
    lines = ["| | " + " | ".join(PARTS) + " |", "|---|" + "---|" * len(PARTS)]
    for label in Trouble:
        cells = (f"{f.right[label]} of {f.there[label]}" for f in all_figures)
        lines.append(f"| {label} | {' | '.join(cells)} |")
    found = (f"{f.right.total()} of {f.there.total()} ({f.found:.1%})" for f in all_figures)
    false = (f"{f.flagged} of {f.clean} ({f.false:.1%})" for f in all_figures)
    lines.append(f"| **all problem sentences** | {' | '.join(found)} |")
    lines.append(f"| **clean sentences flagged** | {' | '.join(false)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
