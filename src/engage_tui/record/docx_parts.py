"""The elements of a Word document that a note needs. Text goes in as text; Word finds nothing in it to act on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from engage_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_NEUTRAL = "[^A-Za-z\u00c0-\u058f\n\t]*"
_TO_LEFT_WORDS = re.compile(f"([{_TO_LEFT}](?:{_NEUTRAL}[{_TO_LEFT}])*)")
_BREAKS = re.compile("([\n\t])")


def element(tag: str, *children: Any, **attributes: str) -> Any:
    """An element such as `w:p`; attributes are of the `w:` kind."""
    made: Any = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    made.extend(children)
    return made


def paragraph(style: str, *runs: Any, to_left: bool = False, tab: int = 0) -> Any:
    """A paragraph. `to_left`: read from right to left; `tab`: twips to a stop at which words end."""
    properties = element("w:pPr", element("w:pStyle", val=style))
    if tab:
        properties.append(element("w:tabs", element("w:tab", val="right", pos=str(tab))))
    if to_left:
        properties.append(element("w:bidi"))
    return element("w:p", properties, *runs)


def runs(text: str, *, bold: bool | None = None) -> Iterator[Any]:
    """Runs of text, words of Arabic or Hebrew letters in runs of their own as Word wants them."""
    for number, piece in enumerate(_TO_LEFT_WORDS.split(clean(text))):
        if piece:
            yield _run(piece, bold=bold, to_left=number % 2 == 1)


def _run(text: str, *, bold: bool | None, to_left: bool) -> Any:
    properties = element("w:rPr")
    if bold is not None:
        properties.append(element("w:b", val=str(int(bold))))
        properties.append(element("w:bCs", val=str(int(bold))))
    if to_left:
        properties.append(element("w:rtl"))
    run = element("w:r", *([properties] if len(properties) else []))
    for piece in _BREAKS.split(text):
        if piece == "\n":
            run.append(element("w:br"))
        elif piece == "\t":
            run.append(element("w:tab"))
        elif piece:
            run.append(_text(piece))
    return run


def _text(words: str) -> Any:
    made = element("w:t")
    made.set(qn("xml:space"), "preserve")
    made.text = words
    return made


def field(instruction: str) -> Any:
    """A number that whatever shows the page works out. `PAGE` and `NUMPAGES` are the only fields there are."""
    return element("w:fldSimple", element("w:r", _text("1")), instr=instruction)


def table(widths: list[int], rows: Iterable[Any]) -> Any:
    """A table across the page; widths in twips."""
    properties = element(
        "w:tblPr",
        element("w:tblStyle", val="TableGrid"),
        element("w:tblW", w=str(sum(widths)), type="dxa"),
        element("w:tblLayout", type="fixed"),
    )
    grid = element("w:tblGrid", *(element("w:gridCol", w=str(width)) for width in widths))
    return element("w:tbl", properties, grid, *rows)


def row(cells: Iterable[Any], *, header: bool = False) -> Any:
    """A row of a table, kept on one page if it fits; a header is repeated at the top of every page.

    A header must not be kept whole as well: LibreOffice 7.4 then loses all rows of a table whose header alone fits on
    the page where it begins.
    """
    return element("w:tr", element("w:trPr", element("w:tblHeader" if header else "w:cantSplit")), *cells)


def cell(width: int, paragraphs: list[Any], *, shaded: bool = False) -> Any:
    """A cell, which holds at least an empty paragraph."""
    properties = element("w:tcPr", element("w:tcW", w=str(width), type="dxa"))
    if shaded:
        properties.append(element("w:shd", val="clear", color="auto", fill="EDEDED"))
    return element("w:tc", properties, *(paragraphs or [paragraph("Cell")]))
