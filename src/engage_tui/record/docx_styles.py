"""How the Word document looks: black on white, one typeface, real headings, and nothing that grades."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from engage_tui.record.docx_parts import element
from engage_tui.record.sheet import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document

FONT = "Arial"
INK, SOFT = RGBColor(0, 0, 0), RGBColor(0x40, 0x40, 0x40)
STYLES: Mapping[Role, str] = {
    Role.TEXT: "Normal",
    Role.QUOTE: "Quote",
    Role.LABEL: "Entry",
    Role.CAPTION: "SaidBy",
    Role.ITEM: "ListBullet",
    Role.HINT: "Hint",
    Role.CLOSING: "ClosingLine",
}
"""The ids of the styles of words on the page, and below of those in a table."""
CELL_STYLES: Mapping[Role, str] = {
    **STYLES,
    Role.TEXT: "Cell",
    Role.QUOTE: "CellQuote",
    Role.LABEL: "CellLabel",
    Role.CAPTION: "CellSaidBy",
}


@dataclass(frozen=True, slots=True)
class _Look:
    """Points, but `left` in millimetres. `based_on` is given for a style that the template does not have."""

    size: float
    bold: bool = False
    italic: bool = False
    colour: RGBColor = INK
    before: float = 0
    after: float = 0
    left: float = 0
    with_next: bool = False
    based_on: str = ""


_LOOKS: Mapping[str, _Look] = {
    "Normal": _Look(10.5, after=5),
    "Title": _Look(18, bold=True, after=4),
    "Subtitle": _Look(13, bold=True, after=4),
    "Heading 1": _Look(13, bold=True, before=14, after=4, with_next=True),
    "Heading 2": _Look(11, bold=True, before=8, after=3, with_next=True),
    "Quote": _Look(10.5, italic=True, after=5, left=8),
    "List Bullet": _Look(10.5, after=2),
    "Header": _Look(8.5, colour=SOFT),
    "Footer": _Look(8.5, colour=SOFT),
    "Entry": _Look(10.5, bold=True, before=5, after=2, with_next=True, based_on="Normal"),
    "Said By": _Look(9, colour=SOFT, after=1, with_next=True, based_on="Normal"),
    "Hint": _Look(9.5, colour=SOFT, after=5, with_next=True, based_on="Normal"),
    "Closing Line": _Look(9.5, colour=SOFT, before=18, based_on="Normal"),
    "Cell": _Look(9.5, after=1, based_on="Normal"),
    "Cell Label": _Look(9.5, bold=True, after=1, based_on="Normal"),
    "Cell Said By": _Look(8.5, colour=SOFT, with_next=True, based_on="Normal"),
    "Cell Quote": _Look(9.5, italic=True, after=3, left=3, based_on="Quote"),
    "After Table": _Look(4, based_on="Normal"),
}
_KEPT_IDS = {name.replace(" ", "") for name, look in _LOOKS.items() if not look.based_on}
_KEPT_IDS |= {"DefaultParagraphFont", "TableNormal", "NoList", "TableGrid"}


def set_styles(document: Document) -> None:
    """Leave only the styles used, of the template's hundred and sixty, and set them."""
    _prune(document)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
        language.set(qn("w:eastAsia"), "en-GB")
    _set_grid(document)
    for name, look in _LOOKS.items():
        _set(document, name, look)


def _prune(document: Document) -> None:
    styles: Any = document.styles.element
    for style in list(styles.findall(qn("w:style"))):
        if style.get(qn("w:styleId")) not in _KEPT_IDS:
            styles.remove(style)
            continue
        for tag in ("w:link", "w:rsid", "w:pBdr", "w:tabs"):
            for child in [*style.findall(qn(tag)), *style.findall(f"{qn('w:pPr')}/{qn(tag)}")]:
                child.getparent().remove(child)


def _set(document: Document, name: str, look: _Look) -> None:
    style: Any
    if look.based_on:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles[look.based_on]
    else:
        style = document.styles[name]
    _set_font(style, look)
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(look.before), Pt(look.after), 1.1
    form.keep_with_next, form.widow_control = look.with_next, True
    if look.left:
        form.left_indent = Mm(look.left)


def _set_font(style: Any, look: _Look) -> None:
    """The same for letters of every script: Word keeps size and weight of Arabic apart from those of Latin."""
    properties = style.element.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    font = style.font
    font.name, font.size, font.bold, font.italic = FONT, Pt(look.size), look.bold, look.italic
    font.cs_bold, font.cs_italic = look.bold, False  # Arabic is not slanted
    font.color.rgb = look.colour
    properties.rFonts.set(qn("w:cs"), FONT)
    properties.rFonts.set(qn("w:eastAsia"), FONT)
    properties.find(qn("w:sz")).addnext(element("w:szCs", val=str(int(look.size * 2))))


def _set_grid(document: Document) -> None:
    """Thin grey lines, and room round the words in each cell."""
    properties: Any = document.styles["Table Grid"].element.find(qn("w:tblPr"))
    for child in list(properties):
        properties.remove(child)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = [element(f"w:{side}", val="single", sz="4", space="0", color="808080") for side in sides]
    room = [
        element(f"w:{side}", w=str(twips), type="dxa")
        for side, twips in (("top", 45), ("left", 90), ("bottom", 35), ("right", 90))
    ]
    properties.extend([element("w:tblBorders", *lines), element("w:tblCellMar", *room)])
