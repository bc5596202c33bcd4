"""A note as a Word document that looks like an agency's form. What people wrote is plain text in it, and nothing else.

The file says nothing about who made it, where or when, and the same note gives the same bytes.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm

from engage_tui.record.docx_parts import cell, field, paragraph, row, runs, table
from engage_tui.record.docx_styles import CELL_STYLES, STYLES, set_styles
from engage_tui.record.sheet import TITLE, Heading, Role, Table, Words, paragraphs, sheet_of
from engage_tui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docx.document import Document as DocumentObject

    from engage_tui.record.note import Note
    from engage_tui.record.sheet import Block, Sheet

PAGE_WIDTH, PAGE_HEIGHT, MARGIN, EDGE = Mm(210), Mm(297), Mm(20), Mm(10)
WRITABLE = PAGE_WIDTH.twips - 2 * MARGIN.twips
_DATED = (1980, 1, 1, 0, 0, 0)
_KEPT_SETTINGS = ("w:defaultTabStop", "w:characterSpacingControl", "w:compat", "w:decimalSymbol", "w:listSeparator")
_UNWANTED = (
    RELATIONSHIP_TYPE.CUSTOM_XML,
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)
"""Parts of the library's template that describe its own making, or an older Word."""


def to_docx(note: Note) -> bytes:
    """The whole note."""
    sheet = sheet_of(note)
    document = Document()
    _make_neutral(document)
    set_styles(document)
    _set_page(document, sheet)
    end = document.element.body.sectPr
    for made in _body(sheet):
        end.addprevious(made)
    return _packed(document)


def _body(sheet: Sheet) -> Iterator[Any]:
    yield paragraph("Title", *runs(sheet.title))
    if sheet.only_for:
        yield paragraph("Subtitle", *runs(sheet.only_for))
    for block in sheet.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[Any]:
    match block:
        case Heading(text, level):
            yield paragraph(f"Heading{level}", *runs(clean_line(text)))
        case Words():
            yield from _words(block, STYLES)
        case Table():
            yield _table(block)
            yield paragraph("AfterTable")


def _words(words: Words, styles: Mapping[Role, str]) -> Iterator[Any]:
    style = styles[words.role]
    if words.role in (Role.LABEL, Role.ITEM):
        mark = f"  [{words.mark}]" if words.mark else ""
        yield paragraph(style, *runs(clean_line(words.text)), *runs(mark, bold=False))
        return
    for number, (text, to_left) in enumerate(paragraphs(words.text)):
        caption = f"{clean_line(words.caption)}: " if words.caption and number == 0 else ""
        yield paragraph(style, *runs(caption, bold=True), *runs(text), to_left=to_left)


def _table(made: Table) -> Any:
    widths = [WRITABLE * share // sum(made.shares) for share in made.shares]
    rows = []
    if made.head:
        heads = [list(_words(Words(name, Role.LABEL), CELL_STYLES)) for name in made.head]
        filled = [cell(width, head, shaded=True) for width, head in zip(widths, heads, strict=True)]
        rows.append(row(filled, header=True))
    for cells in made.rows:
        said = [[p for words in several for p in _words(words, CELL_STYLES)] for several in cells]
        named = [not made.head and number == 0 for number in range(len(cells))]
        rows.append(row(cell(w, s, shaded=n) for w, s, n in zip(widths, said, named, strict=True)))
    return table(widths, rows)


def _set_page(document: DocumentObject, sheet: Sheet) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = PAGE_WIDTH, PAGE_HEIGHT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    section.header_distance = section.footer_distance = EDGE
    only_for = runs(f"\t{sheet.only_for}", bold=True) if sheet.only_for else ()
    head = paragraph("Header", *runs(sheet.running), *only_for, tab=WRITABLE)
    foot = paragraph("Footer", *runs("Page "), field("PAGE"), *runs(" of "), field("NUMPAGES"))
    for place, made in ((section.header, head), (section.footer, foot)):
        place.is_linked_to_previous = False
        whole: Any = place.part.element
        for old in list(whole):
            whole.remove(old)
        whole.append(made)


def _make_neutral(document: DocumentObject) -> None:
    """Take out all that the template says of itself: names, dates, a picture, ids of editing sessions."""
    package = document.part.package
    for relations in (document.part.rels, package.rels):
        for key in [k for k, relation in relations.items() if relation.reltype in _UNWANTED]:
            del relations[key]
    end: Any = document.element.body.sectPr
    for name in [n for n in end.attrib if "rsid" in n]:
        del end.attrib[name]
    core: Any = package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)
    _keep_only(core.element, ())
    document.core_properties.title = TITLE
    document.core_properties.language = "en-GB"
    settings: Any = document.settings.element
    _keep_only(settings, _KEPT_SETTINGS)
    for one in settings.iter(qn("w:compatSetting")):
        if one.get(qn("w:name")) == "compatibilityMode":
            one.set(qn("w:val"), "15")  # or Word says "compatibility mode", and hangs tables out into the margin


def _keep_only(parent: Any, names: tuple[str, ...]) -> None:
    kept = {qn(name) for name in names}
    for child in list(parent):
        if child.tag not in kept:
            parent.remove(child)


def _packed(document: DocumentObject) -> bytes:
    """The archive with its files in order and without a time."""
    made, packed = BytesIO(), BytesIO()
    document.save(made)
    with ZipFile(made) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        # The list of contents goes first, which some readers insist on.
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            info = ZipInfo(name, _DATED)
            info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, 0, 0
            new.writestr(info, old.read(name))
    return packed.getvalue()
