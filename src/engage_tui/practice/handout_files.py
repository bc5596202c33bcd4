"""Handouts as files: tagged PDF, or plain text that says the same."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

from engage_tui.errors import WriteError
from engage_tui.practice.leaf import Frame, Layout, Point, Ring, Room
from engage_tui.practice.marking import PRACTICE
from engage_tui.record.sheet import Heading, Role, Table, Words
from engage_tui.text import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engage_tui.practice.leaf import Block, Leaf

WIDTH = 76
CUT = "- " * (WIDTH // 2 - 2) + "✂"
"""A line to cut along."""
NO_PDF_HERE = "Plain text holds the same and needs nothing more (in a command: --format txt)."
FORMS = ("pdf", "txt")


def handout_bytes(leaf: Leaf, form: str) -> bytes:
    """A handout in one of FORMS. Raises `WriteError` where the part that draws a PDF is not installed."""
    return to_pdf(leaf) if form == "pdf" else to_text(leaf).encode()


def to_pdf(leaf: Leaf) -> bytes:
    """A4 pages, tagged. Raises `WriteError` where the part that draws them is not installed."""
    try:
        from engage_tui.record.drawing import draw
    except ImportError:
        from engage_tui.record.export import NO_PDF

        raise WriteError(NO_PDF[0], NO_PDF_HERE) from None
    return draw(Path(__file__).with_name("handouts.typ"), page_data(leaf))


def page_data(leaf: Leaf) -> dict[str, Any]:
    """A handout as its template takes it: every word that will stand on the paper."""
    return {
        "practice": PRACTICE,
        "title": f"{PRACTICE}: {clean_line(leaf.title)}",
        "heading": clean_line(leaf.title),
        "whom": clean_line(leaf.whom),
        "foot": clean_line(leaf.foot),
        "layout": leaf.layout,
        "columns": leaf.columns,
        "repeat": leaf.repeat,
        "blocks": [_data(block) for block in leaf.blocks],
    }


def _data(block: Block) -> dict[str, Any]:
    from engage_tui.record.pdf_file import block_data

    match block:
        case Frame(title, blocks, mark):
            inner = [_data(b) for b in blocks]
            return {"kind": "frame", "title": clean_line(title), "mark": clean_line(mark), "blocks": inner}
        case Point(text, more, tick):
            return {"kind": "point", "text": clean_line(text), "more": [block_data(w) for w in more], "tick": tick}
        case Room() | Ring():
            kind = "room" if isinstance(block, Room) else "ring"
            return {"kind": kind, **asdict(block)}
        case _:
            return block_data(block)


# -- plain text


def to_text(leaf: Leaf) -> str:
    """The same words without pages, for reading aloud by a screen reader, for large print, and where no PDF is made."""
    return "\n".join(clean(line) for line in _leaf_lines(leaf)).rstrip() + "\n"


def _leaf_lines(leaf: Leaf) -> Iterator[str]:
    yield f"{PRACTICE}  {leaf.title}"
    yield _wrapped(f"{leaf.whom}.")
    for block in leaf.blocks:
        yield ""
        if leaf.layout is Layout.CARDS:
            yield CUT
        yield from _lines(block)
    if leaf.foot:
        yield from ("", _wrapped(leaf.foot))


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text):
            yield from (text, "-" * len(text))
        case Words():
            yield _said(block)
        case Point(text, more, tick):
            yield _wrapped(f"{'[ ]' if tick else '*'} {text}", hang=4 if tick else 2)
            yield from (_said(words, indent=4) for words in more)
        case Room(lines, asked):
            yield from ([_wrapped(asked)] if asked else [])
            yield from ("_" * WIDTH for _ in range(lines))
        case Ring(asked, choices, low, high):
            yield from ([_wrapped(asked)] if asked else [])
            yield "  ".join(filter(None, (low, *choices, high)))
        case Table(head, rows):
            yield from _table(head, rows)
        case Frame(title, blocks, mark):
            yield from ([mark] if mark else [])
            yield from _lines(Heading(title, 1))
            for inner in blocks:
                yield from _lines(inner)


def _table(head: tuple[str, ...], rows: tuple[tuple[tuple[Words, ...], ...], ...]) -> Iterator[str]:
    """Each row as its columns one below the other: a table in text is hard to follow by ear."""
    for row in rows:
        for name, cell in zip(head or ("",) * len(row), row, strict=True):
            said = " ".join(words.text for words in cell)
            yield _wrapped(f"{name}: {said}" if name else said, hang=4)


def _said(words: Words, indent: int = 0) -> str:
    before = "- " if words.role is Role.ITEM else f"{words.caption}: " if words.caption else ""
    after = f" [{words.mark}]" if words.mark else ""
    lines = f"{before}{words.text}{after}".split("\n")
    return "\n".join(_wrapped(line, indent=indent, hang=indent + 2) for line in lines)


def _wrapped(text: str, *, indent: int = 0, hang: int = 0) -> str:
    return fill(
        text,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * hang,
        break_long_words=False,
        break_on_hyphens=False,
    )
