"""What was learnt from labelled sentences: how like those with a trouble a sentence is, where no rule knows its words.

A linear model over runs of words, groups of words that are used alike, and pieces of words. The file it is read from
was made by `training/train.py`; reading and using it needs the standard library only. docs/lens.md explains it.
"""

from __future__ import annotations

import gzip
import json
import math
import os
from base64 import b64decode
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from secrets import token_bytes
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

TOLD = "@told"
"""Stands for a quotation or an account: whatever is in it is not the writer's own."""
NUMBER = "0"
EDGE = "|"
RUNS = {"w": 3, "k": 3, "m": 4}
"""The longest run of words, of fine and of coarse groups of words."""
PIECES = (3, 6)
"""The shortest and longest piece of a word."""
ONE_CORE = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")
"""A sentence is so little work that a second core only makes it dearer."""
MOST_GUESSES = 4096
"""So many are remembered at most."""
READ, TINY = 0.6, 1e-9
"""How much the encoder's opinion counts beside that of the words."""
MOST_WORDS = 120
"""A sentence that is longer is looked at in its first words only: the work is bounded."""


@dataclass(frozen=True, slots=True)
class Guess:
    """How likely each trouble is, and the words of the sentence, by number, that speak most for the first."""

    trouble: float
    labels: tuple[tuple[str, float], ...]
    bar: float
    """From here on `trouble` is worth telling; it depends on the first label."""
    first: int
    last: int


def features(words: Sequence[str], groups: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, int, int]]:
    """Each feature of a sentence with the words, first and last by number, that it is of."""
    fine = [groups.get(w, (w, w))[0] for w in words]
    coarse = [groups.get(w, (w, w))[1] for w in words]
    for kind, line in (("w", words), ("k", fine), ("m", coarse)):
        for start in range(len(line)):
            run = kind
            for end in range(start, min(start + RUNS[kind], len(line))):
                run += " " + line[end]
                yield run, start, end
    for n, word in enumerate(words):
        edged = f"{EDGE}{word}{EDGE}"
        for size in range(PIECES[0], PIECES[1] + 1):
            for at in range(len(edged) - size + 1):
                yield f"c {edged[at : at + size]}", n, n


@dataclass(frozen=True, slots=True)
class Learned:
    """A model ready to use. `weights` holds a signed byte for each feature and class; the first class is no trouble."""

    classes: tuple[str, ...]
    bias: tuple[float, ...]
    scales: tuple[float, ...]
    bars: tuple[float, ...]
    numbers: Mapping[str, int]
    rarity: bytes
    weights: bytes
    groups: Mapping[str, tuple[str, str]]

    def guess(self, words: Sequence[str], read: Sequence[float] | None = None) -> Guess:
        """What a sentence is like. `words` are lower-case words with names, numbers and accounts replaced.

        `read`: how likely the encoder takes each class to be, for the same sentence.
        """
        words = words[:MOST_WORDS]
        found: dict[str, dict[int, list[tuple[int, int]]]] = {}
        for feature, first, last in features(words, self.groups):
            number = self.numbers.get(feature)
            if number is not None:
                found.setdefault(feature[0], {}).setdefault(number, []).append((first, last))
        sums = list(self.bias)
        parts: list[tuple[int, float, list[tuple[int, int]]]] = []
        for block in found.values():
            size = math.sqrt(sum(self.rarity[n] ** 2 for n in block)) or 1.0
            for number, places in block.items():
                value = self.rarity[number] / size
                parts.append((number, value, places))
                for c, scale in enumerate(self.scales):
                    sums[c] += value * scale * self._weight(number, c)
        likely = _shares(sums) if read is None else mixed(_shares(sums), read)
        order = sorted(range(1, len(likely)), key=lambda c: -likely[c])
        first, last = self._span(parts, order[0], len(words))
        return Guess(
            1 - likely[0], tuple((self.classes[c], likely[c]) for c in order), self.bars[order[0]], first, last
        )

    def _weight(self, number: int, column: int) -> int:
        byte = self.weights[number * len(self.classes) + column]
        return byte - 256 if byte > 127 else byte

    def _span(
        self, parts: Sequence[tuple[int, float, list[tuple[int, int]]]], column: int, count: int
    ) -> tuple[int, int]:
        """The run of words that speaks most for a class."""
        each = [0.0] * count
        for number, value, places in parts:
            told = self.scales[column] * self._weight(number, column) - self.scales[0] * self._weight(number, 0)
            for first, last in places:
                for n in range(first, last + 1):
                    each[n] += value * told / (len(places) * (last - first + 1))
        level = sum(each) / max(1, count)
        best, start, total, span = -math.inf, 0, 0.0, (0, max(0, count - 1))
        for n, told in enumerate(each):
            if total <= 0:
                start, total = n, 0.0
            total += told - level
            if total > best:
                best, span = total, (start, n)
        return span


def mixed(by_words: Sequence[float], read: Sequence[float]) -> list[float]:
    """Both opinions as one: their weighted geometric mean, brought to sum 1."""
    told = [math.log(a + TINY) * (1 - READ) + math.log(b + TINY) * READ for a, b in zip(by_words, read, strict=True)]
    return _shares(told)


def _shares(sums: Sequence[float]) -> list[float]:
    top = max(sums)
    powers = [math.exp(s - top) for s in sums]
    return [p / sum(powers) for p in powers]


def guess_of(words: tuple[str, ...], text: str) -> Guess:
    """The same for sentences that were looked at before: while somebody types, all but one stay as they were.

    What was looked at is remembered by a keyed hash alone, so that no words of a note stay here when it is closed.
    """
    sentence = blake2b("\0".join((*words, text)).encode("utf-8", "surrogatepass"), key=_key()).digest()
    found = _guesses.get(sentence)
    if found is None:
        found = load_learned().guess(words, _read(text))
        if len(_guesses) >= MOST_GUESSES:
            _guesses.clear()
        _guesses[sentence] = found
    return found


def _read(text: str) -> tuple[float, ...]:
    """What the encoder tells of a sentence. NumPy is loaded here, and by then knows that one core is enough for it."""
    for name in ONE_CORE:
        os.environ.setdefault(name, "1")
    from engage_tui.lens.encoder import load_encoder

    return load_encoder().shares(text)


_guesses: dict[bytes, Guess] = {}


@cache
def _key() -> bytes:
    return token_bytes(32)


@cache
def load_learned() -> Learned:
    """The model that ships with the app."""
    told = json.loads(gzip.decompress(files("engage_tui.lens").joinpath("learned.json.gz").read_bytes()))
    return Learned(
        tuple(told["classes"]),
        tuple(told["bias"]),
        tuple(told["scales"]),
        tuple(told["bars"]),
        {feature: n for n, feature in enumerate(told["features"])},
        b64decode(told["rarity"]),
        b64decode(told["weights"]),
        {word: (fine, coarse) for word, fine, coarse in told["groups"]},
    )
