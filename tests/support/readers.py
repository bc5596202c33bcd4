"""Copies of a note read by programs that did not write them: each part's title with the words in it, in order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from engage_tui.record.note import TITLES
from support.pages import blocks, opened, pdf_words, without_blanks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NUMBERED = re.compile(rf"\d+\. ({'|'.join(re.escape(t) for t in TITLES.values())})")
_UNDERLINED = re.compile(r"(?m)^(\d+\. .+)\n-+$")


def parts(form: str, data: bytes) -> list[tuple[str, str]]:
    """The parts of a copy: its title, and its words without blanks between them."""
    lines = {"docx": _of_docx, "pdf": _of_pdf, "md": _of_markdown, "txt": _of_text}[form](data)
    found = [("", [""])]
    for words, heading in lines:
        title = _NUMBERED.fullmatch(words.strip()) if heading else None
        if title:
            found.append((title[1], []))
        else:
            found[-1][1].append(words)
    return [(title, without_blanks("\n".join(words))) for title, words in found if title]


def _of_docx(data: bytes) -> Iterator[tuple[str, bool]]:
    for paragraph in blocks(opened(data)):
        style = paragraph.style.name if paragraph.style is not None else ""
        yield paragraph.text, style == "Heading 1"


def _of_pdf(data: bytes) -> Iterable[tuple[str, bool]]:
    """A page has no headings for pdftotext: a line that is the number and title of a part is one."""
    return ((line, True) for line in pdf_words(data).split("\n"))


def _of_markdown(data: bytes) -> Iterator[tuple[str, bool]]:
    before = ""
    for token in MarkdownIt("commonmark").parse(data.decode()):
        if token.type == "inline":
            words = (
                c.content if c.type in ("text", "text_special", "code_inline") else "\n" for c in token.children or ()
            )
            yield "".join(words), before == "h2"
        before = token.tag if token.type == "heading_open" else ""


def _of_text(data: bytes) -> Iterable[tuple[str, bool]]:
    headings = set(_UNDERLINED.findall(data.decode()))
    return ((line, line in headings) for line in data.decode().split("\n"))


def stands_in_order(found: list[tuple[str, str]], wanted: Iterable[tuple[str, str]]) -> None:
    """These words stand in these parts, one after the other."""
    titles, at, place = [title for title, _ in found], 0, 0
    for title, words in wanted:
        here = titles.index(title)
        assert here >= at, f"{title} is out of order"
        place = place if here == at else 0
        next_place = found[here][1].find(without_blanks(words), place)
        assert next_place >= 0, f"{words!r} does not stand in {title}: {found[here][1]}"
        at, place = here, next_place
