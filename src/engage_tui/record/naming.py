"""Which words of a text are people's names. What begins with a capital and is no word we know is taken for one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engage_tui.record.known_words import (
    AMBIGUOUS,
    ARABIC_NAMES,
    ARABIC_TITLES,
    GIVEN,
    MONTH_NAMES_TOO,
    ORDINARY,
    PARTICLES,
    PEOPLE,
    PLAIN_ENDINGS,
    PLAIN_TITLES,
    SAYS,
    STAY,
    TITLES,
    TOWNS,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LETTER = r"[^\W\d_]"
_TOKEN = re.compile(
    rf"(?<!\w)(?:(?:{_LETTER}\.){{1,4}}(?:{_LETTER}(?!\w))?(?!\w)|{_LETTER}+(?:['’-]{_LETTER}+)*(?![\d_]))"
)
_ENDING = re.compile(r"['’](?:s|d|ll|ve|re|m)$", re.IGNORECASE)
_SENTENCE = re.compile(r"(?:^|[.!?…]['\"’”)\]]*\s+|\n\s*)[\s\"'“‘(\[•*–—-]*$")
_JOINED = re.compile(r"[ \t\u00a0]{1,3}")
_TITLED = words_of("mr mrs ms miss mx dr pc wpc dc ds di pcso sgt ps cllr rev revd imam rabbi")
_BEFORE_MONTH = words_of(
    "in since by until till during from of last next this early late mid before after for on every each to"
)
_BEFORE_PLACE = words_of("in near outside around into towards")
_NOT_LOWER = words_of("""
ward walker turner cooper rosemary smith lee singh begum khan jordan mercedes chelsea bury derby barking dover poole
hull
""")
_VERB_FOLLOWS = words_of("he she it they you we i this that my")
_OF_MONTHS = words_of("is was will would has had may might can could should then also and never always works saw met")
_COLOURS = words_of("white black brown")


def fold(text: str) -> str:
    """Lower case without accents, letter for letter, so that places in it are places in the text."""
    return "".join(map(_folded, text))


_SAME = str.maketrans("łøđħıŧæœß’أإآةىیکہھ", "lodhitaos'اااهيىكهه")


def _folded(letter: str) -> str:
    if letter < "\x7f":
        return letter.lower()
    plain = unicodedata.normalize("NFD", letter)[0].lower()
    return plain.translate(_SAME) if len(plain) == 1 else letter


def arabic(text: str) -> bool:
    """There are letters in it of a script without capitals that this knows a little of."""
    return any("\u0600" <= c <= "\u06ff" or "\u0750" <= c <= "\u077f" for c in text)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text."""

    text: str
    start: int
    begins: bool
    """It is the first of a sentence or of a line."""
    joined: bool
    """Nothing but a space lies between the word before and this one."""

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def low(self) -> str:
        return self.text.lower().replace("’", "'")

    @property
    def capital(self) -> bool:
        """It begins with a capital, or a part of it does after a small word, as in `al-Hassan`."""
        head, hyphen, rest = self.text.partition("-")
        return self.text[0].isupper() or bool(hyphen and head.lower() in PARTICLES and rest[:1].isupper())

    @property
    def initial(self) -> bool:
        """A letter or a few that stand for names, such as `J.` or `J.R.`."""
        return (self.text.endswith(".") and self.text[0].isupper()) or (
            len(self.text) == 1 and self.text.isupper() and self.text not in "AI"
        )


def tokens(text: str) -> list[Token]:
    """The words of a text, without what says whose."""
    found: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        word = _ENDING.sub("", match[0])
        between = text[end : match.start()]
        last = found[-1] if found else None
        dotted = last is not None and last.text.endswith(".") and _JOINED.fullmatch(between) is not None
        after_dot = dotted or (last is not None and between == ". " and last.low in _TITLED)
        begins = not found or not (after_dot or not _SENTENCE.search("x" + between))
        joined = bool(found) and bool(after_dot or _JOINED.fullmatch(between))
        found.append(Token(word, match.start(), begins, joined))
        end = match.start() + len(word)
    return found


class Namer:
    """Finds names. `known` are words, in lower case, that are none; `lower` those that the note itself has small."""

    def __init__(self, known: Iterable[str] = (), lower: Iterable[str] = ()) -> None:
        self._ordinary = (ORDINARY | frozenset(known)) - GIVEN
        self._lower = frozenset(lower)

    def ordinary(self, word: str) -> bool:
        """An everyday word, in lower case."""
        return word in self._ordinary or word in STAY

    def names(self, text: str) -> Iterator[tuple[int, int]]:
        """Where names stand: whole ones, as far as they go."""
        words = tokens(text)
        at = 0
        while at < len(words):
            last = self._name_at(words, at)
            if last is None:
                at += 1
            else:
                yield words[at].start, words[last].end
                at = last + 1

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where towns stand, and what is written as if it were one."""
        words = tokens(text)
        for at, word in enumerate(words):
            before = words[at - 1] if at else None
            if not word.capital:
                if word.low in TOWNS and word.low not in _NOT_LOWER and not self.ordinary(word.low):
                    yield word.start, word.end
                continue
            if word.low in GIVEN:
                continue
            inside = before is not None and before.low in _BEFORE_PLACE and word.joined
            if word.low in TOWNS or (inside and word.low not in AMBIGUOUS and self._is_name(words, at)):
                yield word.start, word.end

    def _name_at(self, words: Sequence[Token], at: int) -> int | None:
        """The last word of the name that begins here; nothing when none does."""
        if not self._begins_name(words, at):
            return None
        last = at
        while last + 1 < len(words) and words[last + 1].joined:
            step = self._further(words, last + 1)
            if not step:
                break
            last += step
        return None if all(w.initial for w in words[at : last + 1]) else last

    def _begins_name(self, words: Sequence[Token], at: int) -> bool:
        word = words[at]
        if at and word.joined and self._titled(words[at - 1], word):
            return True
        if word.initial:
            follows = words[at + 1] if at + 1 < len(words) else None
            return bool(follows and follows.joined and follows.capital and not self.ordinary(follows.low))
        if word.low in PARTICLES and at + 1 < len(words) and word.capital and words[at + 1].joined:
            return words[at + 1].capital and self._is_name(words, at + 1)
        return self._is_name(words, at)

    def _titled(self, title: Token, word: Token) -> bool:
        plain = title.low.rstrip(".")
        if len(word.text) == 1 or word.text.endswith("."):
            return False
        if plain in _TITLED and title.capital and word.capital:
            return word.low not in PEOPLE and not (word.low in SAYS and word.low not in AMBIGUOUS)
        return plain in PLAIN_TITLES and not self.ordinary(word.low)

    def _further(self, words: Sequence[Token], at: int) -> int:
        """How many more words the name takes in from here."""
        word = words[at]
        ahead = next((n for n in range(at, min(at + 3, len(words))) if words[n].low not in PARTICLES), None)
        if word.low in PARTICLES and ahead is not None and ahead > at and words[ahead].capital:
            return ahead - at + 1 if all(w.joined for w in words[at : ahead + 1]) else 0
        if word.initial:
            return 1 if word.text != "I" else 0
        goes_on = word.capital and word.low not in STAY and word.low not in PEOPLE and word.low not in SAYS
        return 1 if goes_on or (word.capital and word.low in GIVEN | AMBIGUOUS and word.low not in STAY) else 0

    def _is_name(self, words: Sequence[Token], at: int) -> bool:
        word = words[at]
        low = word.low
        if len(low) < 2 or word.initial or (low in TITLES and low not in GIVEN) or (low in TOWNS and low not in GIVEN):
            return False
        if not word.capital:
            return low in GIVEN and low not in AMBIGUOUS and low not in _NOT_LOWER and not self.ordinary(low)
        if word.text.isupper() and len(word.text) > 1:
            return self._is_shouted_name(low)
        if low in MONTH_NAMES_TOO:
            return self._is_person_not_month(words, at)
        if low in STAY:
            return False
        if low in GIVEN and low not in AMBIGUOUS:
            return True
        if low in AMBIGUOUS:
            return self._is_person_not_word(words, at)
        return self._is_unknown(words, at)

    def _is_shouted_name(self, low: str) -> bool:
        if low in GIVEN:
            return low not in AMBIGUOUS and not self.ordinary(low)
        long = len(low) > 4 or (len(low) == 4 and sum(c in "aeiou" for c in fold(low)) > 1)
        return long and not self.ordinary(low) and not self._inflected(low) and low not in self._lower

    def _is_person_not_month(self, words: Sequence[Token], at: int) -> bool:
        word = words[at]
        before = words[at - 1].low if at and word.joined else ""
        if before in _BEFORE_MONTH:
            return False
        return (not word.begins and before != "") or (self._speaks(words, at) and words[at + 1].low not in _OF_MONTHS)

    def _is_person_not_word(self, words: Sequence[Token], at: int) -> bool:
        after = words[at + 1] if at + 1 < len(words) and words[at + 1].joined else None
        if words[at].low in _COLOURS and after is not None and after.low in STAY:
            return False
        return not words[at].begins or self._speaks(words, at)

    def _speaks(self, words: Sequence[Token], at: int) -> bool:
        """What follows makes a person of it: a verb of people, or a surname."""
        after = words[at + 1] if at + 1 < len(words) and words[at + 1].joined else None
        return after is not None and (after.low in SAYS or self._surname_follows(words, at))

    def _surname_follows(self, words: Sequence[Token], at: int) -> bool:
        after = words[at + 1] if at + 1 < len(words) and words[at + 1].joined else None
        return after is not None and after.capital and not self.ordinary(after.low) and after.low not in TITLES

    def _is_unknown(self, words: Sequence[Token], at: int) -> bool:
        word = words[at]
        low = word.low
        if self.ordinary(low) or self._inflected(low):
            return False
        if "-" in low and all(self.ordinary(part) or part in PARTICLES for part in low.split("-")):
            return False
        if word.begins:
            if low in self._lower or low.endswith(PLAIN_ENDINGS):
                acts = low not in self._lower and self._speaks(words, at) and words[at + 1].low not in _OF_MONTHS
                return acts or self._surname_follows(words, at)
            return True
        return not low.endswith(("tion", "sion", "ment", "ness", "ship"))

    def _inflected(self, low: str) -> bool:
        """An everyday word with an ending."""
        stems = (low.removesuffix(end) for end in ("s", "es", "'s", "d", "ed", "ing", "ly", "er", "ers"))
        return any(s != low and len(s) > 2 and self.ordinary(s) for s in stems)


def arabic_names(text: str) -> Iterator[tuple[int, int]]:
    """Common names in Arabic script, and what follows a title there."""
    words = list(re.finditer(r"[^\W\d_]+", text))
    known = {fold(n) for n in ARABIC_NAMES}
    titles = {fold(t) for t in ARABIC_TITLES}
    for before, word in zip([None, *words], words, strict=False):
        plain = fold(word[0])
        small = 1 if plain[:1] in "وفبلك" and plain[1:] in known else 0
        if plain in known or small or (before is not None and fold(before[0]) in titles):
            yield word.start() + small, word.end()


def is_verb_here(text: str, start: int, end: int) -> bool:
    """A name that is a word, too, at the beginning of a sentence: `Will you`, `Mark it`."""
    first = not start or bool(_SENTENCE.search(text[max(0, start - 40) : start]))
    after = _TOKEN.match(text, end + 1) if text[end : end + 1] == " " else None
    return first and after is not None and after[0].lower() in _VERB_FOLLOWS


def has_title(text: str, start: int) -> bool:
    """A title stands before it, so that it is a name even without a capital: `auntie sue`."""
    before = re.search(r"([^\W\d_]+)\.?[ \t]+$", text[max(0, start - 20) : start])
    return before is not None and before[1].lower() in PLAIN_TITLES


def is_month_here(text: str, start: int, end: int) -> bool:
    """A month's name where a month is meant: with a number beside it, or after `in` and the like."""
    before = re.search(r"([^\W_]+)[ \t]+$", text[max(0, start - 20) : start])
    if re.match(r"[ \t,]+['’]?\d", text[end:]):
        return True
    return before is not None and (before[1].lower() in _BEFORE_MONTH or before[1][0].isdigit())
