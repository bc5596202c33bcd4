"""A text cut into words that know their place, and the words into sentences.

Names, titles and short forms that notes are full of are told apart here; nothing is changed or thrown away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engage_tui.lens.forms import word_set

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

NAME, MR, MS = "@name", "@mr", "@ms"
"""What stands for a name in a rule's list of words: any name, one after Mr, one after Ms, Mrs or Miss."""

_PIECE = re.compile(
    r"""(?P<number>\d[\d.,:/]*\d|\d)
      | (?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*['’]?)
      | (?P<breaks>[ \t\r]*[\n\x0b\x0c\x85\u2028\u2029][ \t\r\n\x0b\x0c\x85\u2028\u2029]*)
      | (?P<mark>[.!?…]+|[,;:()\[\]/&+=>"“”«»‘’'<*•#–—-])""",
    re.VERBOSE,
)
_TITLES = {"mr": MR, "ms": MS, "mrs": MS, "miss": MS, "mx": NAME, "dr": NAME, "pc": NAME, "dc": NAME, "ds": NAME}
_SHORT = word_set(
    "mr mrs ms dr st no nos approx e.g i.e eg ie etc re vs tel ref sgt insp para paras art fig inc dob min max"
)
_SPLIT = {
    "can't": ("can", "not"),
    "cannot": ("can", "not"),
    "won't": ("will", "not"),
    "shan't": ("shall", "not"),
    "ain't": ("is", "not"),
}
# Without their apostrophe, as notes have them.
_BARE = {f"{verb}nt": (verb, "not") for verb in word_set("did does do is was were has had have would could should")} | {
    "wont": ("will", "not"),
    "cant": ("can", "not"),
    "cdnt": ("could", "not"),
    "wdnt": ("would", "not"),
}
_ENDINGS = {"s": "'s", "d": "would", "ll": "will", "ve": "have", "re": "are", "m": "am"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark. `norm` is what rules compare: lower case, `n't` as `not`. `name` is set for a name.

    `capital`: it begins with one; `named`: and goes on in small letters, as names do and short forms do not.
    """

    norm: str
    start: int
    end: int
    name: str = ""
    capital: bool = False
    named: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words up to a full stop, a blank line, or a line that ends as lines of notes do."""

    tokens: tuple[Token, ...]
    question: bool

    @property
    def start(self) -> int:
        """Where its first word starts."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where its last word or mark ends."""
        return self.tokens[-1].end


def sentences(text: str, ordinary: Container[str]) -> Iterator[Sentence]:
    """The sentences of a text. A capitalised word that is not `ordinary` counts as a name."""
    pieces = list(_PIECE.finditer(text))
    current: list[Token] = []
    line_start = 0
    for n, piece in enumerate(pieces):
        kind = piece.lastgroup
        if kind == "breaks":
            following = pieces[n + 1] if n + 1 < len(pieces) else None
            if _line_ends(text, line_start, piece, following):
                yield from _sentence(current, ordinary)
                current = []
            line_start = piece.end()
        elif kind == "word":
            current.extend(_words(piece[0], piece.start()))
        elif kind == "number":
            current.append(Token(piece[0], piece.start(), piece.end()))
        elif piece[0] == "/" and current and current[-1].norm == "w":
            current[-1] = replace(current[-1], norm="with")
        elif not _joins(piece, pieces, n):
            current.append(Token(piece[0], piece.start(), piece.end()))
            if _stops(piece, pieces[n + 1] if n + 1 < len(pieces) else None, current):
                yield from _sentence(current, ordinary)
                current = []
    yield from _sentence(current, ordinary)


def _joins(piece: re.Match[str], pieces: list[re.Match[str]], n: int) -> bool:
    """Whether a hyphen draws two words together: `on-off` is read as `on off`."""
    return (
        piece[0] in "-–"
        and 0 < n < len(pieces) - 1
        and pieces[n - 1].end() == piece.start()
        and pieces[n + 1].start() == piece.end()
    )


def _line_ends(text: str, line_start: int, breaks: re.Match[str], following: re.Match[str] | None) -> bool:
    """Whether a sentence ends with the line: before a blank line, a new point, or after a line that is not full."""
    if breaks[0].count("\n") > 1 or following is None:
        return True
    before = text[line_start : breaks.start()]
    if len(before) < 50 or following.lastgroup == "mark" or before.rstrip()[-1:] in ".!?:;":
        return True
    return following.lastgroup == "number"


def _stops(piece: re.Match[str], following: re.Match[str] | None, current: list[Token]) -> bool:
    mark = piece[0]
    if mark[0] not in ".!?…":
        return False
    if following is not None and following.start() == piece.end() and following.lastgroup != "mark":
        return False  # e.g., 2.pm, a web address
    if mark != "." or len(current) < 2:
        return True
    before = current[-2]
    adjacent = before.end == piece.start()
    return not (adjacent and (before.norm in _SHORT or (len(before.norm) == 1 and before.norm.isalpha())))


def _words(word: str, start: int) -> Iterator[Token]:
    """A word as one token, or as two where two were drawn together."""
    plain = word.replace("’", "'")
    lower = plain.lower()
    end = start + len(word)
    capital = word[0].isupper()
    named = capital and word[1:2].islower()
    parts = _SPLIT.get(lower) or _BARE.get(lower)
    if parts is None and lower.endswith("n't") and len(lower) > 3:
        parts = (lower[:-3], "not")
    if parts is not None:
        cut = start + max(1, len(word) - 3)
        yield Token(parts[0], start, cut, capital=capital)
        yield Token(parts[1], cut, end)
        return
    stem, apostrophe, tail = lower.rpartition("'")
    if apostrophe and stem and tail in _ENDINGS:
        cut = start + len(stem)
        yield Token(stem, start, cut, capital=capital, named=named)
        yield Token(_ENDINGS[tail], cut, end)
    elif apostrophe and not tail:
        cut = end - 1
        yield Token(stem, start, cut, capital=capital, named=named)
        yield Token("'s" if stem.endswith("s") else "'", cut, end)
    else:
        yield Token(lower, start, end, capital=capital, named=named)


def _sentence(tokens: list[Token], ordinary: Container[str]) -> Iterator[Sentence]:
    named = tuple(_with_names(tokens, ordinary))
    if any(t.norm[0].isalpha() for t in named):
        yield Sentence(named, _asks(named))


def _with_names(tokens: list[Token], ordinary: Container[str]) -> Iterator[Token]:
    """Titles drawn together with the names after them; names marked."""
    n = 0
    while n < len(tokens):
        token = tokens[n]
        n += 1
        if not token.capital:
            yield token
            continue
        title = _TITLES.get(token.norm)
        if title is not None:
            n = n + 1 if n < len(tokens) and tokens[n].norm == "." else n
            while n < len(tokens) and tokens[n].capital and tokens[n].start - token.end <= 2:
                token = Token(token.norm, token.start, tokens[n].end, title, capital=True)
                n += 1
                if n < len(tokens) and tokens[n].norm == "-" and n + 1 < len(tokens) and tokens[n + 1].capital:
                    n += 1
            yield token
        elif token.named and token.norm not in ordinary and _may_name(tokens, n, token):
            yield replace(token, name=NAME)
        else:
            yield token


# What follows a name at a sentence's start, where any word has a capital.
_AFTER_NAME = word_set(
    """is was has had will would did does does not never said says told tells reported reports stated states claims
    claimed alleges alleged 's and failed feels felt thinks thought wants wanted went came let allowed refused"""
)


def _may_name(tokens: list[Token], after: int, token: Token) -> bool:
    """Whether a capital tells a name: not at a sentence's start, unless what follows does."""
    if token.norm.endswith(("ing", "tion", "ly")):
        return False
    first = next((t for t in tokens if t.norm[0].isalpha()), None)
    return first is not token or (after < len(tokens) and tokens[after].norm in _AFTER_NAME)


_ASKING = word_set(
    """who what why when where how which whose is are was were do does did has have had can could will would
    should"""
)


def _asks(tokens: tuple[Token, ...]) -> bool:
    first = next((t.norm for t in tokens if t.norm[0].isalpha()), "")
    last = next((t.norm for t in reversed(tokens) if t.norm not in ('"', "”", "’", "'", ")")), "")
    return last == "?" and (first in _ASKING or any(t.norm in _ASKING for t in tokens[:8]))
