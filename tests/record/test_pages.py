"""Word documents and PDFs of a note, opened again by other programs: python-docx, Poppler, LibreOffice where it is."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from test_audience import PUBLIC, SECRET, WAYS, all_markers, planted

from engage_tui.conversation.events import Marked, Wrote
from engage_tui.conversation.words import Field, Mark
from engage_tui.errors import WriteError
from engage_tui.guide.model import NotePart
from engage_tui.record.audience import Audience
from engage_tui.record.export import note_bytes, render_note
from engage_tui.record.note import TITLES
from engage_tui.text import clean
from support.pages import (
    EACH_PAGED,
    PAGES,
    blocks,
    everything_in,
    opened,
    poppler,
    poppler_says,
    without_blanks,
    words_of,
)
from support.random_talks import examples, the_guide
from support.talks import after, full_talk, new_talk

if TYPE_CHECKING:
    from engage_tui.conversation.state import Conversation

FORMS = pytest.mark.parametrize("form", PAGES)
FINGERPRINT = "1A2B 3C4D 5E6F 7A8B 9C0D 1E2F"
FILES = sorted((Path(__file__).parents[1] / "data" / "hostile" / "text").glob("*.txt"))
INJECTIONS = (
    "=cmd|' /C calc'!A0",
    '{ MERGEFIELD name } { INCLUDEPICTURE "http://example.com/x.png" } {DDEAUTO c:\\\\x}',
    '#read("/etc/passwd") #import "@preview/x:1.0.0" #eval("1 + 1") #image("x.png")',
    "*bold* _slanted_ = Heading $x^2$ @ref <label> `raw` // comment /* and */ \\ #",
    "<w:t>x</w:t> <!DOCTYPE x> &amp; &#65; ]]> <script>alert(1)</script>",
    "http://example.com and me@example.com",
    '"quotes" -- dashes --- ... and ~ blanks',
)


@cache
def made(form: str, audience: Audience = Audience.FILE) -> bytes:
    return note_bytes(full_talk(), the_guide(), form=form, audience=audience, final=True, fingerprint=FINGERPRINT)


@cache
def planted_pages(way: str, nth: int, form: str, audience: Audience) -> bytes:
    return note_bytes(planted(way, nth), the_guide(), form=form, audience=audience, identities=True)


def with_words(text: str) -> Conversation:
    """The same words where they become a paragraph, a quotation in a table, and a line with a caption."""
    fields = ("form.summary", Field.TEXT), ("look.say.drink", Field.SAID), ("look.say.drink", Field.SEEN)
    return after(new_talk(), Marked("look.say.drink", Mark.HEARD), *(Wrote(i, f, text) for i, f in fields))


# -- what may be in them


@EACH_PAGED
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("audience", [Audience.FILE, Audience.AGENCIES])
def test_nothing_from_the_survivor_is_anywhere_in_what_others_get(form: str, way: str, audience: Audience) -> None:
    data = planted_pages(way, 0, form, audience)
    assert SECRET not in without_blanks(everything_in(form, data))


@EACH_PAGED
def test_everything_that_others_said_is_in_the_file_copy(form: str) -> None:
    text = without_blanks(words_of(form, planted_pages("beside others", 0, form, Audience.FILE)))
    wanted = all_markers(planted("beside others", 0), PUBLIC)
    assert len(wanted) > 100
    assert [marker for marker in wanted if marker not in text] == []


@EACH_PAGED
def test_the_restricted_sheet_holds_everything_that_the_file_copy_leaves_out_and_says_so_on_every_page(
    form: str,
) -> None:
    data = planted_pages("beside others", 0, form, Audience.RESTRICTED)
    text = without_blanks(words_of(form, data))
    assert [marker for marker in all_markers(planted("beside others", 0), SECRET) if marker not in text] == []
    if form == "pdf":
        pages = words_of(form, data).split("\f")[:-1]
        assert len(pages) > 1
        assert all("RESTRICTED" in page[:200] for page in pages)
    else:
        head = opened(data).sections[0].header.paragraphs[0]
        assert head.text == "Conversation note J-042. Draft\tRESTRICTED"
        stops = [*head.paragraph_format.tab_stops, *opened(data).styles["Header"].paragraph_format.tab_stops]
        assert [round(stop.position.mm) for stop in stops] == [170], "at the right edge"


@EACH_PAGED
@pytest.mark.parametrize("audience", Audience)
def test_they_say_what_the_text_says(form: str, audience: Audience) -> None:
    """Word for word and in the same order, but for the signs that plain text is laid out with."""
    text = render_note(full_talk(), the_guide(), form="txt", audience=audience)
    said = without_blanks(words_of(form, made(form, audience)))
    for line in text.split("\n")[2:]:
        for part in re.split(r"^\s*- |^\s*|:\s|\[|\]", line.strip("-: ")):
            assert without_blanks(part.rstrip(":")) in said or "_" in part, part


# -- what a form looks like


def test_the_word_document_has_headings_tables_with_repeated_headers_and_quotations() -> None:
    document = opened(made("docx"))
    styles = {p.text: p.style.name for p in blocks(document) if p.text and p.style}
    assert styles["Conversation note J-042"] == "Title"
    assert styles["4. Risk"] == "Heading 1"
    assert styles["Present"] == "Heading 2"
    assert styles["“She says it is over”"] == "Cell Quote"
    assert document.styles["Cell Quote"].base_style == document.styles["Quote"]
    headed = [
        t
        for t in document.tables
        if t.rows[0]._tr.trPr is not None and t.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    ]
    assert [c.text for c in document.tables[0].rows[-1].cells] == ["Fingerprint", FINGERPRINT]
    assert [c.text for c in headed[0].rows[0].cells] == ["Check", "Answer", "What was done about it"]
    assert len(headed) == len(document.tables) - 1


def test_the_word_document_is_a4_in_british_english_with_its_state_and_page_numbers_on_every_page() -> None:
    document = opened(made("docx"))
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.header.paragraphs[0].text == f"Conversation note J-042. Final. Fingerprint {FINGERPRINT}"
    foot = section.footer._element.xml
    assert re.findall(r'w:fldSimple w:instr="(\w+)"', foot) == ["PAGE", "NUMPAGES"]
    language = document.styles.element.find(f".//{qn('w:lang')}")
    assert language is not None
    assert language.get(qn("w:val")) == "en-GB"


@poppler
def test_the_pdf_is_tagged_a4_in_british_english_with_its_state_and_page_numbers_on_every_page() -> None:
    told = poppler_says("pdfinfo", made("pdf"))
    assert re.search(r"Tagged: +yes", told)
    assert "(A4)" in told
    number = int(re.findall(r"Pages: +(\d+)", told)[0])
    pages = words_of("pdf", made("pdf")).split("\f")[:-1]
    assert len(pages) == number > 1
    for n, page in enumerate(pages, 1):
        assert page.startswith(f"Conversation note J-042. Final. Fingerprint {FINGERPRINT}")
        assert page.rstrip().endswith(f"Page {n} of {number}")
    inside = everything_in("pdf", made("pdf"))
    assert "Lang(en-GB)" in inside
    assert "<pdfuaid:part>1</pdfuaid:part>" in inside
    structure = poppler_says("pdfinfo", made("pdf"), options=("-struct",))
    assert {"H1", "H2", "Table", "TH", "BlockQuote", "L"} <= set(re.findall(r"^\s*(\w+)", structure, re.MULTILINE))


def test_the_pdf_has_bookmarks() -> None:
    inside = everything_in("pdf", made("pdf"))
    assert "/Outlines" in inside
    assert "(4. Risk)" in inside


@FORMS
def test_risk_has_no_colour(form: str) -> None:
    inside = everything_in(form, made(form))
    if form == "docx":
        colours = set(re.findall(r'w:(?:color w:val|fill|color)="([0-9A-Fa-f]{6})"', inside))
    else:
        colours = {" ".join(c) for c in re.findall(r"\b([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG|sc|SC|scn|SCN)\b", inside)}
        colours = {c for c in colours if len(set(c.split())) > 1}
        assert not colours
        return
    assert colours
    assert all(c[:2] == c[2:4] == c[4:] for c in colours), "greys and black"


def test_arabic_and_urdu_read_from_right_to_left_in_word_and_english_does_not() -> None:
    text = "قال إنه غاضب\nand then: سلام\nمیں نے کچھ نہیں کیا"
    document = opened(note_bytes(with_words(text), the_guide(), form="docx"))
    found = {p.text: p for p in blocks(document)}
    for line in text.split("\n"):
        for shown in (line, *[k for k in found if k.strip("“”") == line]):
            properties = found[shown]._p.pPr
            assert properties is not None
            assert (properties.find(qn("w:bidi")) is not None) is (not line.startswith("and"))
    runs = [r.text for r in found["and then: سلام"].runs if r.font.rtl]
    assert runs == ["سلام"]


@poppler
def test_words_without_a_gap_stay_on_the_page() -> None:
    text = "x" * 400 + "\n" + "Ab1/" * 100
    data = note_bytes(with_words(text), the_guide(), form="pdf")
    boxes = poppler_says("pdftotext", data, "-", options=("-bbox",))
    right = [float(x) for x in re.findall(r'<word[^>]* xMax="([\d.]+)"', boxes)]
    assert len(right) > 100
    assert max(right) < 595.3 - 50
    assert without_blanks(words_of("pdf", data)).count("x" * 400) == 3


# -- words are words


@FORMS
@pytest.mark.parametrize("text", INJECTIONS)
def test_nothing_typed_becomes_a_field_a_link_or_markup(form: str, text: str) -> None:
    data = note_bytes(with_words(text), the_guide(), form=form)
    inside = everything_in(form, data)
    if form == "docx":
        assert words_of(form, data).count(text) == 3
        assert re.findall(r'w:instr="([^"]*)"', inside) == ["PAGE", "NUMPAGES"]
        for active in ("w:instrText", "w:fldChar", "w:hyperlink", "w:object", "w:altChunk", "w:drawing", "External"):
            assert active not in inside
        return
    assert not re.search(r"/(URI|Launch|JavaScript|JS|EmbeddedFile|OpenAction|GoToR|SubmitForm|Annots)\b", inside)
    if shutil.which("pdftotext"):
        assert without_blanks(words_of(form, data)).count(without_blanks(text)) == 3


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.name)
def test_every_hostile_text_stands_in_the_word_document_as_it_was_written(file: Path) -> None:
    text = clean(file.read_bytes().decode("utf-8", "replace"))[:20_000]
    document = opened(note_bytes(with_words(text), the_guide(), form="docx"))
    paragraphs = [p.text for p in document.paragraphs]
    start = paragraphs.index(the_guide().items["form.summary"].short) + 1
    following = [n for n, p in enumerate(paragraphs) if p.endswith(f". {TITLES[NotePart.ATTEMPTS]}")]
    end = following[-1] - 1  # the line below the table that comes between
    assert "\n".join(paragraphs[start:end]) == text


@poppler
@pytest.mark.parametrize("file", FILES, ids=lambda f: f.name)
def test_every_hostile_text_makes_a_pdf_with_its_words(file: Path) -> None:
    text = clean(file.read_bytes().decode("utf-8", "replace"))[:20_000]
    data = note_bytes(with_words(text), the_guide(), form="pdf")
    said = without_blanks(words_of("pdf", data))
    for word in re.findall(r"[A-Za-z]{4,}", text):
        assert word in said
    assert "\x1b" not in said


@FORMS
@examples(15)
@given(text=st.text(max_size=60).filter(lambda text: clean(text).strip()))
def test_whatever_is_typed_makes_a_file(form: str, text: str) -> None:
    data = note_bytes(with_words(text), the_guide(), form=form)
    if form == "docx":
        assert clean(text) in words_of("docx", data)
    else:
        assert data.startswith(b"%PDF-1.7")
        assert data.rstrip().endswith(b"%%EOF")


@poppler
def test_a_sign_that_no_font_has_is_named_and_that_is_said() -> None:
    data = note_bytes(with_words("A sign \U0003fffd here, Welsh ŵyl, Polish zażółć"), the_guide(), form="pdf")
    said = words_of("pdf", data)
    assert "A sign [U+3FFFD] here, Welsh ŵyl, Polish zażółć" in " ".join(said.split())
    assert "Signs that no font on this computer can draw" in said
    assert "Signs that no font" not in words_of("pdf", made("pdf"))


def test_pictures_are_named_in_words_and_joiners_go_with_them() -> None:
    from engage_tui.record.drawing import _named

    flag = "\U0001f3f4" + "".join(chr(0xE0000 + ord(c)) for c in "gbwls") + "\U000e007f"
    talk = {"text": f"so 😡! \U0001f469\U0001f3fd\u200d\u2695\ufe0f {flag} 你"}
    named = _named(talk, frozenset("😡\U0001f469\U0001f3fd\u2695\U0001f3f4你"))
    assert named["text"] == (
        "so [pouting face]! [woman, emoji modifier fitzpatrick type-4, staff of aesculapius] "
        "[waving black flag, gbwls] [U+4F60]"
    )


# -- what they say of themselves


def test_the_word_document_says_nothing_of_who_made_it_where_or_when() -> None:
    properties = opened(made("docx")).core_properties
    assert properties.title == "Conversation note"
    assert properties.language == "en-GB"
    for name in ("author", "last_modified_by", "comments", "subject", "keywords", "category", "identifier", "version"):
        assert getattr(properties, name) == ""
    assert (properties.created, properties.modified, properties.last_printed) == (None, None, None)
    inside = everything_in("docx", made("docx"))
    assert "docProps/app.xml" not in inside
    for trace in ("w:rsid", "Normal.dotm", "python-docx", "Microsoft Macintosh", "thumbnail", "w:docId"):
        assert trace not in inside


@poppler
def test_the_pdf_says_nothing_of_who_made_it_where_or_when() -> None:
    told = poppler_says("pdfinfo", made("pdf"))
    assert re.search(r"^Title: +Conversation note$", told, re.MULTILINE)
    for name in ("Author", "Subject", "Keywords", "CreationDate", "ModDate"):
        assert not re.search(rf"^{name}:", told, re.MULTILINE)
    metadata = poppler_says("pdfinfo", made("pdf"), options=("-meta",))
    for name in ("dc:creator", "CreateDate", "ModifyDate", "J-042", "A. Worker"):
        assert name not in metadata


AGAIN = """
import sys, pathlib
from engage_tui.record.audience import Audience
from engage_tui.record.export import note_bytes
from support.random_talks import the_guide
from support.talks import full_talk
for form in ("docx", "pdf"):
    data = note_bytes(full_talk(), the_guide(), form=form, final=True, fingerprint=sys.argv[2])
    pathlib.Path(sys.argv[1], f"note.{form}").write_bytes(data)
"""


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same note made by another process, as another user in another folder."""
    folder = tmp_path_factory.mktemp("zqfolder")
    path = os.pathsep.join([str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
    who = {"USER": "zquser", "LOGNAME": "zquser", "USERNAME": "zquser", "HOME": str(folder), "PYTHONPATH": path}
    command = [sys.executable, "-c", AGAIN, str(folder), FINGERPRINT]
    subprocess.run(command, env=os.environ | who, cwd=folder, check=True)
    return folder


@FORMS
def test_the_same_note_gives_the_same_bytes_wherever_it_is_made(form: str, elsewhere: Path) -> None:
    assert (elsewhere / f"note.{form}").read_bytes() == made(form)


@FORMS
def test_the_user_and_the_folder_are_not_named(form: str, elsewhere: Path) -> None:
    inside = everything_in(form, (elsewhere / f"note.{form}").read_bytes())
    assert "zquser" not in inside
    assert "zqfolder" not in inside
    assert sorted(p.name for p in elsewhere.iterdir() if not p.name.startswith(".")) == ["note.docx", "note.pdf"]


# -- the part that may be missing


def test_without_the_part_that_draws_them_pdfs_are_refused_in_words_and_word_works(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    for module in ("drawing", "pdf_file"):
        monkeypatch.delitem(sys.modules, f"engage_tui.record.{module}", raising=False)
    with pytest.raises(WriteError, match="one more part is needed") as told:
        note_bytes(full_talk(), the_guide(), form="pdf")
    assert "Word and plain text" in str(told.value)
    assert opened(note_bytes(full_talk(), the_guide(), form="docx")).tables


def test_the_template_asks_for_nothing_from_outside() -> None:
    import engage_tui

    templates = sorted(Path(engage_tui.__file__).parent.rglob("*.typ"))
    code = re.sub(r"^//.*$", "", "\n".join(t.read_text() for t in templates), flags=re.MULTILINE)
    assert not re.search(r"#?\b(import|include|read|eval|image|plugin|csv|yaml|toml|xml)\b|@preview", code)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not there")
@poppler
@pytest.mark.parametrize("audience", Audience)
def test_libreoffice_opens_the_word_document_with_headings_tables_and_page_numbers(
    audience: Audience, tmp_path: Path
) -> None:
    (tmp_path / "note.docx").write_bytes(made("docx", audience))
    command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"]
    command += ["--convert-to", "pdf:writer_pdf_Export", "--outdir", str(tmp_path), str(tmp_path / "note.docx")]
    subprocess.run(command, check=True, capture_output=True)
    shown = words_of("pdf", (tmp_path / "note.pdf").read_bytes())
    pages = shown.split("\f")[:-1]
    for n, page in enumerate(pages, 1):
        assert f"Page {n} of {len(pages)}" in page
    text = without_blanks(shown)
    for paragraph in blocks(opened(made("docx", audience))):
        assert without_blanks(paragraph.text) in text
