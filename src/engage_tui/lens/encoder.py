"""A small transformer that reads a sentence as a whole: word order, who does what, what is denied.

The first layers of all-MiniLM-L6-v2 (Apache 2.0), trained further on labelled sentences by `training/encoder.py`; a
sentence is cut into pieces of words as BERT does. Plain NumPy, one sentence at a time, so that nothing is padded and
a sentence comes out the same whatever stands around it. docs/lens.md explains what it is for.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import IO

    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]

FILE = "encoder.npz"
HEADS = 12
MOST_PIECES = 96
"""A sentence that is longer is read to here: the work is bounded."""
START, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
INNER = "##"
"""Stands before a piece that is not the first of its word."""
_WORD_OR_MARK = re.compile(r"[^\W_]+|[^\s\w]|_")
_LONGEST_WORD = 60
_TINY = 1e-12
_GELU = (np.float32(np.sqrt(2 / np.pi)), np.float32(0.044715))


@dataclass(frozen=True, slots=True)
class Linear:
    """`y = x · weight + bias`; `weight` is (in, out)."""

    weight: Numbers
    bias: Numbers

    def __call__(self, x: Numbers) -> Numbers:
        return x @ self.weight + self.bias


@dataclass(frozen=True, slots=True)
class Norm:
    """Each row brought to mean 0 and variance 1, then scaled and moved."""

    scale: Numbers
    shift: Numbers

    def __call__(self, x: Numbers) -> Numbers:
        centred = x - x.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + np.float32(_TINY))
        normed: Numbers = centred / spread * self.scale + self.shift
        return normed


@dataclass(frozen=True, slots=True)
class Layer:
    """Every piece looks at every other (attention), and then at itself (the two wide steps)."""

    query: Linear
    key: Linear
    value: Linear
    mix: Linear
    after_mix: Norm
    widen: Linear
    narrow: Linear
    after: Norm

    def __call__(self, x: Numbers) -> Numbers:
        query, key, value = (_by_head(part(x)) for part in (self.query, self.key, self.value))
        near = query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(query.shape[-1]))
        mixed = (_shares(near) @ value).transpose(1, 0, 2).reshape(x.shape)
        x = self.after_mix(x + self.mix(mixed))
        return self.after(x + self.narrow(_gelu(self.widen(x))))


@dataclass(frozen=True, slots=True)
class Encoder:
    """The model ready to use. `words` is (pieces, width) in signed bytes, with a scale for each row."""

    pieces: Mapping[str, int]
    words: NDArray[np.int8]
    scales: Numbers
    places: Numbers
    norm: Norm
    layers: tuple[Layer, ...]
    out: Linear

    def shares(self, text: str) -> tuple[float, ...]:
        """How likely each class is for a sentence: the first is no trouble, the others as in `Trouble`. Sum 1."""
        numbers = self.numbers(text)
        x = self.words[numbers] * self.scales[numbers, None] + self.places[: len(numbers)]
        x = self.norm(x)
        for layer in self.layers:
            x = layer(x)
        told = self.out(np.concatenate([x.mean(axis=0), x.max(axis=0)]))
        return tuple(float(share) for share in _shares(told))

    def numbers(self, text: str) -> list[int]:
        """The pieces of a sentence by number, between the marks for its two ends."""
        inside = [self.pieces[piece] for piece in pieces_of(text, self.pieces)]
        return [self.pieces[START], *inside[: MOST_PIECES - 2], self.pieces[END]]


def pieces_of(text: str, known: Mapping[str, int]) -> Iterator[str]:
    """The pieces of a text: lower case, without accents, each word cut into the longest pieces that are known."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(c) != "Mn")
    for word in _WORD_OR_MARK.findall(plain):
        yield from _cut(word[:_LONGEST_WORD], known)


def _cut(word: str, known: Mapping[str, int]) -> Iterable[str]:
    found: list[str] = []
    at = 0
    while at < len(word):
        before = INNER if at else ""
        end = next((e for e in range(len(word), at, -1) if before + word[at:e] in known), 0)
        if not end:
            return [UNKNOWN]
        found.append(before + word[at:end])
        at = end
    return found


def _by_head(x: Numbers) -> Numbers:
    """(pieces, width) as (heads, pieces, width of a head)."""
    return x.reshape(len(x), HEADS, -1).transpose(1, 0, 2)


def _shares(x: Numbers) -> Numbers:
    """Softmax over the last axis."""
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    shares: Numbers = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def _gelu(x: Numbers) -> Numbers:
    root, cube = _GELU
    bent: Numbers = np.float32(0.5) * x * (1 + np.tanh(root * (x + cube * x * x * x)))
    return bent


@cache
def load_encoder() -> Encoder:
    """The model that ships with the app."""
    with files("engage_tui.lens").joinpath(FILE).open("rb") as file:
        return read_encoder(file)


def read_encoder(file: IO[bytes]) -> Encoder:
    """A model from the file that `training/encoder.py` writes: arrays only, nothing in it is run."""
    with np.load(file, allow_pickle=False) as kept:
        told: dict[str, NDArray[np.generic]] = {name: kept[name] for name in kept.files}

    def plain(name: str) -> Numbers:
        return told[name].astype(np.float32)

    def linear(name: str) -> Linear:
        weight = told[f"{name}.weight"].astype(np.float32) * plain(f"{name}.scale")
        return Linear(np.ascontiguousarray(weight), plain(f"{name}.bias"))

    def norm(name: str) -> Norm:
        return Norm(plain(f"{name}.weight"), plain(f"{name}.bias"))

    def layer(at: str) -> Layer:
        query, key, value, mix = (linear(f"{at}.{part}") for part in ("query", "key", "value", "mix"))
        widen, narrow = linear(f"{at}.widen"), linear(f"{at}.narrow")
        return Layer(query, key, value, mix, norm(f"{at}.after_mix"), widen, narrow, norm(f"{at}.after"))

    names = bytes(told["pieces"].astype(np.uint8)).decode().split("\n")
    count = sum(name.endswith(".query.weight") for name in told)
    return Encoder(
        {piece: n for n, piece in enumerate(names)},
        told["words"].astype(np.int8),
        plain("words.scale"),
        plain("places"),
        norm("norm"),
        tuple(layer(f"layer{n}") for n in range(count)),
        Linear(plain("out.weight"), plain("out.bias")),
    )
