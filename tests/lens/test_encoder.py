"""The encoder: how a text is cut, that what it tells hangs on nothing but the sentence, and what its file may be."""

from __future__ import annotations

import io
import pickle
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from engage_tui.lens import learned
from engage_tui.lens.encoder import MOST_PIECES, load_encoder, pieces_of, read_encoder
from engage_tui.lens.learned import load_learned, mixed
from engage_tui.lens.model import Trouble
from support.labelled import shipped_lens

if TYPE_CHECKING:
    from collections.abc import Sequence

KNOWN = {"[UNK]": 0, "un": 1, "##safe": 2, "safe": 3, "cafe": 4, "!": 5, "a": 6}


def read(text: str) -> list[str]:
    return [look.read for look in shipped_lens().looks(text)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Unsafe!", ["un", "##safe", "!"]),
        ("safe SAFE", ["safe", "safe"]),
        ("Café", ["cafe"]),
        ("zzz", ["[UNK]"]),
        ("", []),
        ("\x00\u202e", ["[UNK]", "[UNK]"]),
        ("a" * 1000, ["[UNK]"]),
    ],
)
def test_words_are_cut_into_the_longest_pieces_that_are_known(text: str, pieces: Sequence[str]) -> None:
    assert list(pieces_of(text, KNOWN)) == pieces


def test_shares_are_of_every_class_and_come_to_one() -> None:
    shares = load_encoder().shares("He held her by the throat and she could not breathe.")
    assert load_learned().classes == ("", *(t.value for t in Trouble))
    assert len(shares) == len(Trouble) + 1
    assert sum(shares) == pytest.approx(1, abs=1e-5)


def test_the_order_of_words_counts() -> None:
    encoder = load_encoder()
    assert encoder.shares("He provoked her and she hit him.") != encoder.shares("She provoked him and he hit her.")


@pytest.mark.parametrize("text", ["", "…", "\x00\x1b[31m", "word " * 5000, "é" * 9000, "𝔘𝔫𝔦 العربية 漢字"])
def test_any_text_is_read_and_the_work_is_bounded(text: str) -> None:
    encoder = load_encoder()
    assert len(encoder.numbers(text)) <= MOST_PIECES
    assert sum(encoder.shares(text)) == pytest.approx(1, abs=1e-5)


def test_what_somebody_else_said_is_not_read() -> None:
    one = read("Dad said “she is a liar and provoked it”; he left by the back door at six.")
    other = read("Dad said “the kettle is on”; he left by the back door at six.")
    assert one == other
    assert "left by the back door at six" in one[0]
    assert "liar" not in one[0]


def test_what_is_left_is_read_as_it_was_written() -> None:
    assert read("Ms O'Neill rang at 9.15, with news. He had gone.") == [
        "Ms O'Neill rang at 9.15, with news.",
        "He had gone.",
    ]


def test_of_what_was_looked_at_no_word_is_remembered() -> None:
    shipped_lens().findings("She never told Zqfrida why he zqbolted the door again.")
    assert learned._guesses
    assert "zq" not in repr(learned._guesses).lower()


def test_two_opinions_become_one() -> None:
    same = mixed([0.2, 0.8], [0.2, 0.8])
    assert same == pytest.approx([0.2, 0.8], abs=1e-6)
    assert sum(mixed([1.0, 0.0], [0.0, 1.0])) == pytest.approx(1)


def test_nothing_in_the_file_is_run() -> None:
    kept = io.BytesIO()
    np.savez(kept, words=np.array([pickle.dumps], dtype=object), allow_pickle=True)
    kept.seek(0)
    with pytest.raises(ValueError, match="allow_pickle"):
        read_encoder(kept)


def test_numpy_is_loaded_for_the_first_sentence_and_not_before() -> None:
    code = (
        "import sys; from engage_tui.lens.loader import load_lens; from engage_tui.paths import shipped_content;"
        "lens = load_lens(shipped_content()); print('numpy' in sys.modules);"
        "lens.findings('She provoked him again.'); print('numpy' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout.split() == ["False", "True"]
