"""Word documents and PDFs read by programs that did not write them."""

from __future__ import annotations

import re
import shutil
import subprocess
import zlib
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from docx import Document
from docx.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as DocumentObject
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

PAGES = ("docx", "pdf")
poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not there; it is in poppler-utils")
EACH_PAGED = pytest.mark.parametrize("form", ["docx", pytest.param("pdf", marks=poppler)])


def opened(data: bytes) -> DocumentObject:
    return Document(BytesIO(data))


def blocks(place: DocumentObject | _Cell) -> Iterator[Paragraph]:
    """Every paragraph in order, those in tables too."""
    for block in place.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from blocks(cell)
        else:
            yield block


def words_of(form: str, data: bytes) -> str:
    """What a reader of the pages reads."""
    return "\n".join(p.text for p in blocks(opened(data))) if form == "docx" else pdf_words(data)


def pdf_words(data: bytes) -> str:
    """In the order in which the file has it, which is that of reading."""
    return poppler_says("pdftotext", data, "-", options=("-raw",))


def poppler_says(program: str, data: bytes, *after: str, options: tuple[str, ...] = ()) -> str:
    done = subprocess.run([program, *options, "-", *after], input=data, capture_output=True, check=True)
    return done.stdout.decode()


def without_blanks(text: str) -> str:
    """On one line, with nothing of the top and the foot of a page between."""
    text = re.sub(r"Page \d+ of \d+\s*\f(Conversation note.*\n)?", "", text)
    return re.sub(r"[\s\u200b]", "", text)


def everything_in(form: str, data: bytes) -> str:
    """All there is in a file, unpacked: text, names, and what it says of itself."""
    if form == "docx":
        with ZipFile(BytesIO(data)) as archive:
            texts = [archive.read(n).decode("utf-8") for n in archive.namelist()]
            return "\n".join([*archive.namelist(), archive.comment.decode(), *texts, words_of(form, data)])
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
    unpacked = b"\n".join([data, *map(inflated, streams)]).decode("latin-1")
    return unpacked + (words_of(form, data) if shutil.which("pdftotext") else "")


def inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream
