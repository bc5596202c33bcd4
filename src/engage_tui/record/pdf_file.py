"""A note as a tagged PDF: the form of a note as the data that its template takes."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engage_tui.record.drawing import draw, pieces
from engage_tui.record.sheet import Heading, Table, Words, sheet_of
from engage_tui.text import clean_line

if TYPE_CHECKING:
    from engage_tui.record.note import Note
    from engage_tui.record.sheet import Block, Cell, Sheet


def to_pdf(note: Note) -> bytes:
    """The whole note."""
    return sheet_pdf(sheet_of(note))


def sheet_pdf(sheet: Sheet) -> bytes:
    """Anything that was laid out as a sheet."""
    return draw(Path(__file__).with_name("note.typ"), _data(sheet))


def _data(sheet: Sheet) -> dict[str, Any]:
    return {
        "title": sheet.name,
        "heading": sheet.title,
        "running": sheet.running,
        "only-for": sheet.only_for,
        "blocks": [block_data(block) for block in sheet.blocks],
    }


def block_data(block: Block) -> dict[str, Any]:
    """A block as the templates take it."""
    match block:
        case Heading(text, level):
            return {"kind": "heading", "text": clean_line(text), "level": level}
        case Words():
            return _words(block)
        case Table(head, rows, shares):
            lines = [{"cells": [[_words(w) for w in cell] for cell in row], "whole": _is_short(row)} for row in rows]
            return {"kind": "table", "head": [clean_line(h) for h in head], "rows": lines, "shares": shares}


def _is_short(row: tuple[Cell, ...]) -> bool:
    """The row can stay on one page: it takes a few lines."""
    return all(sum(len(w.text) + 40 * (1 + w.text.count("\n")) for w in cell) < 500 for cell in row)


def _words(words: Words) -> dict[str, Any]:
    line = {name: clean_line(value) for name, value in asdict(words).items()}
    return {"kind": "words", **line, "pieces": pieces(words.text)}
