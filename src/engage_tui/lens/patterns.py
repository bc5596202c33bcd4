"""The small language in which rules are written.

    she|mum ~fail to protect        one of these words, then any form of "fail", then "to", then "protect"
    <survivor> ~choose ... ~stay    a list of words by its name; a gap of at most four words
    ( at risk / in danger )         one of these runs of words
    again?                          a word that may be there

Adverbs and helping verbs may stand between the words of a pattern without being named: "has again chosen".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engage_tui.lens.forms import forms, word_set
from engage_tui.lens.matching import Either, Gap, Maybe, Pattern, Word, steps_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engage_tui.lens.matching import Part, Run

GAP = 4
MAX_GAP = 12

# Words that stand in so many sentences that looking for them saves little.
_COMMON = word_set(
    """the a an to of in on at is was were be been not and her she he him his for with it had has have that by from this
    they their as are or but no so who mum dad did does do 's when if there because about all out up"""
)

_PIECE = re.compile(r"\.\.\d+|\.\.\.|[()/?]|[^\s()/?]+")
_WORD = re.compile(r"~?[a-z0-9']+|<[a-z-]+>|[.,:;&+-]|@(?:name|mr|ms)")


class PatternError(ValueError):
    """A pattern that cannot be read: what is wrong and the fix, parted by `|`."""


def parse(text: str, lists: Mapping[str, Iterable[str]]) -> Pattern:
    """Read a pattern. Raises `PatternError`."""
    pieces = _PIECE.findall(text)
    run, left = _run(pieces, 0, lists, inside=False)
    if left < len(pieces):
        raise PatternError("has a `)` too many|Take it out.")
    if not any(isinstance(part, Word | Either) for part in run):
        raise PatternError("has no word that must be there|Add one.")
    if isinstance(run[-1], Gap):
        raise PatternError("begins or ends with a gap or a word that may be missing|Take that out.")
    needs = tuple(sorted(_needs(run), key=_commonness))
    return Pattern(run, needs, needs[0] if needs else None, _first(run), steps_of(run))


def _run(pieces: list[str], n: int, lists: Mapping[str, Iterable[str]], *, inside: bool) -> tuple[Run, int]:
    parts: list[Part] = []
    while n < len(pieces):
        piece = pieces[n]
        if piece == ")" or (piece == "/" and inside):
            break
        n += 1
        if piece == "(":
            part, n = _either(pieces, n, lists)
            parts.append(part)
        elif piece == "?":
            if not parts or not isinstance(parts[-1], Word | Either):
                raise PatternError("has a `?` that follows nothing|Put it straight after a word or a `)`.")
            parts[-1] = Maybe(parts[-1])
        elif piece == "/":
            raise PatternError("has a `/` outside brackets|Put ( ) around the choices, or use | between single words.")
        elif piece.startswith(".."):
            parts.append(Gap(_gap(piece)))
        else:
            parts.append(_word(piece, lists))
    if not parts:
        raise PatternError("is empty, or has an empty choice in it|Write words there.")
    return tuple(parts), n


def _gap(piece: str) -> int:
    most = GAP if piece == "..." else int(piece[2:]) if piece[2:].isdecimal() and len(piece) < 5 else 0
    if not 0 < most <= MAX_GAP:
        raise PatternError(f"has a gap that cannot be read|Use ..1 to ..{MAX_GAP}.")
    return most


def _either(pieces: list[str], n: int, lists: Mapping[str, Iterable[str]]) -> tuple[Either, int]:
    runs = []
    while True:
        run, n = _run(pieces, n, lists, inside=True)
        runs.append(run)
        if n >= len(pieces):
            raise PatternError("has a `(` that is not closed|Add a `)`.")
        n += 1
        if pieces[n - 1] == ")":
            return Either(tuple(runs)), n


def _word(piece: str, lists: Mapping[str, Iterable[str]]) -> Word:
    words: set[str] = set()
    names: set[str] = set()
    for choice in piece.split("|"):
        if not _WORD.fullmatch(choice):
            raise PatternError(
                f"has `{choice[:30]}` in it, which is no word|Use small letters; ~word, <list>, | and ?."
            )
        if choice.startswith("<"):
            if choice[1:-1] not in lists:
                raise PatternError(f"names the list `{choice[:40]}`, which is not there|Add it under `words:`.")
            members = lists[choice[1:-1]]
        else:
            members = (choice,)
        for member in members:
            if member.startswith("@"):
                names.add(member)
            elif member.startswith("~"):
                words |= forms(member[1:])
            else:
                words.add(member)
    return Word(frozenset(words), frozenset(names))


def _needs(run: Run) -> list[frozenset[str]]:
    """For each part that must be there, the words of which one must be. A part that a name fits needs none."""
    needs = []
    for part in run:
        if isinstance(part, Word) and not part.names:
            needs.append(part.words)
        elif isinstance(part, Either):
            inner = [min(_needs(r), key=_commonness, default=None) for r in part.runs]
            if all(i is not None for i in inner):
                needs.append(frozenset().union(*(i for i in inner if i)))
    return needs


def _commonness(words: frozenset[str]) -> int:
    return sum(40 if word in _COMMON else 1 for word in words)


def _first(run: Run) -> Word:
    """The words and names that a run can begin with."""
    part = run[0]
    if isinstance(part, Word):
        return part
    if isinstance(part, Either):
        starts = [_first(r) for r in part.runs]
        return Word(frozenset().union(*(w.words for w in starts)), frozenset().union(*(w.names for w in starts)))
    raise PatternError("begins or ends with a gap or a word that may be missing|Take that out.")
