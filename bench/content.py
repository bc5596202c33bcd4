"""Reading the content, and writing a long note: work that is done off the screen, measured in this process."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import yaml

from bench.pairs import Row, Scene, in_turn, timed
from engage_tui.guide.loader import load_guide
from engage_tui.paths import shipped_content
from engage_tui.record.export import TEXT_FORMATS, export_note, render_note

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bench.homes import Homes
    from bench.pairs import Figures

STEPS = 7
ITEMS_A_SECTION = 50
SECTIONS_A_FILE = 10
LINES = 10_000


def many_items(homes: Homes, number: int) -> Path:
    """A whole content folder with so many items, worded like the shipped ones in turn."""
    folder = homes.folder / f"items-{number}"
    if folder.exists():
        return folder
    folder.mkdir()
    sections = [_section(homes, n, number) for n in range(max(STEPS, number // ITEMS_A_SECTION))]
    steps = [
        {
            "id": f"step{n}",
            "number": n,
            "title": f"Step {n}",
            "short": f"S{n}",
            "aim": "An aim.",
            "sections": [s["id"] for s in sections if s["step"] == f"step{n}"],
        }
        for n in range(STEPS)
    ]
    first = {"schema": 1, "documents": [{"id": "house", "title": "Ours"}], "steps": steps}
    (folder / "steps.yaml").write_text(json.dumps(first))
    for n in range(0, len(sections), SECTIONS_A_FILE):
        part = {"schema": 1, "sections": sections[n : n + SECTIONS_A_FILE]}
        (folder / f"part{n:03}.yaml").write_text(json.dumps(part, ensure_ascii=False, indent=1))
    return folder


def _section(homes: Homes, section: int, number: int) -> dict[str, Any]:
    shipped = list(homes.guide.items.values())
    sections = max(STEPS, number // ITEMS_A_SECTION)
    items = [
        {
            "id": f"many.{n}",
            "kind": "practice",
            "short": like.short,
            "more": like.more or like.why or like.short,
            "source": {"doc": "house", "section": "One"},
        }
        for n in range(section, number, sections)
        for like in [shipped[n % len(shipped)]]
    ]
    return {"id": f"s{section}", "step": f"step{section % STEPS}", "title": f"Part {section}", "items": items}


def scenes(homes: Homes) -> Sequence[Scene]:
    """All scenes of this file. Times are of the processor, so that other programs do not count."""
    return (_loading(), _writing(homes))


def _loading() -> Scene:
    folder = shipped_content()
    files = sorted(folder.glob("*.yaml"))
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    def parse() -> None:
        for path in files:
            yaml.load(path.read_bytes(), loader)

    return Scene(
        (Row("reading and checking the content", "ms", "bare YAML parse"),),
        in_turn(
            lambda: timed(lambda: load_guide(folder), waiting=False)[:1],
            lambda: timed(parse, waiting=False)[:1],
        ),
        9,
        3,
    )


def _writing(homes: Homes) -> Scene:
    def ours() -> Figures:
        note, folder = homes.note(LINES), homes.fresh("copies")

        def export() -> None:
            for form in TEXT_FORMATS:
                export_note(note, homes.guide, folder=folder, form=form)

        return timed(export)[:1]

    def plain() -> Figures:
        note, folder = homes.note(LINES), homes.fresh("copies")
        texts = {form: render_note(note, homes.guide, form=form) for form in TEXT_FORMATS}

        def write() -> None:
            for form, text in texts.items():
                (folder / f"note.{form}").write_text(text)

        return timed(write)[:1]

    return Scene(
        (Row("three copies of a note of 10,000 lines", "ms", "bare write of the same"),), in_turn(ours, plain), 7, 3
    )
