"""Letters that come as words run no commands; keys that come one by one do."""

from __future__ import annotations

from engage_tui.tui.stray_typing import Stray, StrayTyping


def acted(typed: str, gap: float) -> str:
    stray = StrayTyping({"n", "b", "x", "t", "u", "space"})
    takes = [(c, stray.takes("space" if c == " " else c, c, n * gap)) for n, c in enumerate(typed)]
    return "".join(c for c, verdict in takes if verdict is Stray.ACTS)


def test_of_words_the_first_key_acts_at_most() -> None:
    for words in ("no time but then", "but then", "xn but", "not now", "Off he went", "under", "nb xt"):
        for gap in (0.05, 0.12, 0.25):
            assert acted(words, gap) in ("", words[0]), (words, gap)


def test_keys_pressed_one_by_one_act_and_so_does_one_that_is_pressed_again_quickly() -> None:
    assert acted("nnbx u", 0.6) == "nnbx u"
    assert acted("nnnn", 0.1) == "nnnn"


def test_a_key_that_writes_nothing_always_acts_and_ends_it() -> None:
    stray = StrayTyping({"n"})
    assert stray.takes("o", "o", 0) is Stray.TOLD
    assert stray.takes("n", "n", 0.1) is Stray.NOTHING
    assert stray.takes("down", "", 0.2) is Stray.ACTS
    assert stray.takes("n", "n", 0.3) is Stray.ACTS
