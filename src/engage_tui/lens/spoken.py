"""Which parts of a text are not the writer's own words: quotations and block quotes."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Span: TypeAlias = "tuple[int, int]"

_PARAGRAPH_END = re.compile(r"\n[ \t\r]*\n")
_BLOCK = re.compile(r"^[ \t]{0,8}>[^\n]*", re.MULTILINE)
_QUOTE = re.compile("[“”\"«»‘’']")
_PAIRS = {"“": "”", "«": "»", "‘": "’"}


def quoted_spans(text: str) -> list[Span]:
    """The quotations and block quotes of a text, in order and apart."""
    spans = [(m.start(), m.end()) for m in _BLOCK.finditer(text)]
    start = 0
    for gap in _PARAGRAPH_END.finditer(text):
        spans += _in_paragraph(text, start, gap.start())
        start = gap.end()
    spans += _in_paragraph(text, start, len(text))
    return _joined(spans)


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Span]:
    """Each pair of marks; a double mark left open holds to the end of its paragraph, a single one is an apostrophe."""
    opened, closing = -1, ""
    for mark in _QUOTE.finditer(text, start, end):
        sign, at = mark[0], mark.start()
        if closing in ("”", '"', "»"):
            if sign == closing or (closing == "”" and sign == '"'):
                yield opened, at + 1
                opened, closing = -1, ""
        elif _opens(text, at, sign):
            opened, closing = at, _PAIRS.get(sign, sign)
        elif sign == closing and _closes(text, at):
            yield opened, at + 1
            opened, closing = -1, ""
    if closing in ("”", '"', "»"):
        yield opened, end


def _opens(text: str, at: int, sign: str) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if sign == '"':
        return not before.isdigit()  # an inch
    return sign in "“«" or (sign in "‘'" and not before.isalnum() and after.strip() != "")


def _closes(text: str, at: int) -> bool:
    return text[at - 1].strip() != "" and not text[at + 1 : at + 2].isalnum()


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def touches(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether any of the spans (in order and apart) shares a character with this one."""
    n = bisect_right(spans, (start, start)) - 1
    if n >= 0 and spans[n][1] > start:
        return True
    return n + 1 < len(spans) and spans[n + 1][0] < end
