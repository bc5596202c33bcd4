"""Words mistyped by one letter: one left out, one too many, two swapped, or the wrong vowel."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engage_tui.lens.forms import word_set

if TYPE_CHECKING:
    from collections.abc import Iterable

SHORTEST = 7
"""Shorter words lie too close together."""
# Right words that look like others mistyped.
_RIGHT = word_set(
    """compliant complaint complaints united untied trail trial casual causal marital martial reverse conversation
    conservation attack protest protested protects contest consent content context violets parental prenatal perinatal

    parietal violet violin affect effect effected effective reserved response responsible addition addiction edition
    mediation meditation medication dedication statement resentment present presents presence prescribe proscribe
    perspective prospective precede proceed desert dessert formally formerly personal personnel
    principal principle stationary stationery"""
)
_VOWEL = re.compile("[aeiou]")


class Slips:
    """Finds the word that was meant. Made once from the words that rules speak of."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(w for w in words if len(w) >= SHORTEST and w.isalpha())
        self._shorter = {short: word for word in sorted(self._words) for short in _one_less(word)}
        self._consonants = {_VOWEL.sub("*", word): word for word in sorted(self._words)}
        self._known: dict[str, str] = {}

    def meant(self, word: str) -> str:
        """The word that this is a slip of, or the word itself."""
        if len(word) < SHORTEST - 1 or word in self._words or word in _RIGHT or len(word) > 20:
            return word
        if word not in self._known:
            if len(self._known) > 20_000:
                self._known.clear()  # a hostile text must not grow it for ever
            self._known[word] = self._find(word) or word
        return self._known[word]

    def _find(self, word: str) -> str | None:
        if word in self._shorter:
            return self._shorter[word]
        if len(word) < SHORTEST:
            return None
        swapped = (word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in range(1, len(word) - 1))
        for tried in (*swapped, *_one_less(word)):
            if tried in self._words:
                return tried
        return self._consonants.get(_VOWEL.sub("*", word))


def _one_less(word: str) -> list[str]:
    """The word without each of its letters but the first and the last, which people seldom get wrong."""
    return [word[:n] + word[n + 1 :] for n in range(1, len(word) - 1)]
