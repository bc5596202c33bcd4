"""What `clean` keeps, since a note is evidence, and what it takes out, since a terminal would act on it."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage_tui.text import clean, clean_line, first_harmful, plural, shorten

HOSTILE = Path(__file__).parent / "data" / "hostile" / "text"
FILES = sorted(HOSTILE.glob("*.txt"))
# All of it is text that people write, so all of it stays.
READABLE = ("welsh", "polish", "arabic", "urdu", "cjk", "emoji", "quotes", "spaces", "markup", "sql", "fts", "percent")

BREAKS = ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"]
CONTROLS = [chr(n) for n in (*range(0x20), *range(0x7F, 0xA0)) if chr(n) not in "\t\n\r\x0b\x0c\x85"]
DIRECTIONS = list("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
UNSEEN = list("\u200b\u2060\u2061\u2062\u2063\u2064\ufeff\ufff9\ufffa\ufffb\ufffe\uffff")
SURROGATES = ["\ud800", "\udbff", "\udc80", "\udfff"]
TAKEN_OUT = [*CONTROLS, *DIRECTIONS, *UNSEEN, *SURROGATES]
JOINERS = {
    "zero-width joiner": "\u200d",
    "zero-width non-joiner": "\u200c",
    "left-to-right mark": "\u200e",
    "right-to-left mark": "\u200f",
    "Arabic letter mark": "\u061c",
    "text variation": "\ufe0e",
    "emoji variation": "\ufe0f",
}
WALES = "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"


def hidden(words: str) -> str:
    """Words spelt in tag characters, which no screen shows."""
    return "".join(chr(0xE0000 + ord(c)) for c in words)


NASTY = [*TAKEN_OUT, *BREAKS, *JOINERS.values(), WALES, "\U0001f3f4", hidden("secret"), "\U000e007f", "e", "\u0301"]
any_text = st.lists(st.one_of(st.characters(exclude_categories=()), st.sampled_from(NASTY))).map("".join)


def read(name: str) -> str:
    """A hostile text, with a surrogate for each byte that is not UTF-8, as a paste can bring it."""
    return (HOSTILE / f"{name}.txt").read_bytes().decode("utf-8", "surrogateescape")


def assert_harmless(text: str) -> None:
    for character in text:
        assert character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cs"}, ascii(character)
        assert character not in TAKEN_OUT, ascii(character)


@given(any_text)
def test_cleaning_again_changes_nothing(text: str) -> None:
    once = clean(text)

    assert clean(once) == once
    assert first_harmful(once) is None


@given(any_text)
def test_nothing_that_a_terminal_acts_on_is_left(text: str) -> None:
    assert_harmless(clean(text))
    assert not set("\n\t") & set(clean_line(text))


@given(st.text(st.characters(exclude_categories=("C", "Zl", "Zp"))))
def test_ordinary_text_is_kept_to_the_letter(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("name", READABLE)
def test_what_people_write_is_kept(name: str) -> None:
    text = read(name)

    assert clean(text) == unicodedata.normalize("NFC", text)
    assert first_harmful(text) is None


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_hostile_text_comes_out_harmless(path: Path) -> None:
    cleaned = clean(read(path.stem))

    assert_harmless(cleaned)
    assert clean(cleaned) == cleaned


def test_welsh_letters_are_the_same_composed_or_not() -> None:
    assert clean("w\u0302 y\u0302") == "ŵ ŷ"
    assert "Dŵr, tŷ" in clean(read("welsh"))


def test_emoji_keep_their_joiners_variations_and_the_flag_of_wales() -> None:
    cleaned = clean(read("emoji"))

    assert cleaned == read("emoji")
    for part in ("\U0001f468\u200d\U0001f469\u200d\U0001f467", "❤\ufe0f", "☹\ufe0e", WALES, "👍🏽"):
        assert part in cleaned


@pytest.mark.parametrize("mark", JOINERS.values(), ids=JOINERS.keys())
def test_marks_that_scripts_need_stay(mark: str) -> None:
    assert clean(f"a{mark}b") == f"a{mark}b"
    assert first_harmful(mark) is None


@pytest.mark.parametrize("characters", [CONTROLS, DIRECTIONS, UNSEEN, SURROGATES], ids=lambda c: f"U+{ord(c[-1]):04X}")
def test_what_a_terminal_acts_on_is_taken_out_and_named(characters: list[str]) -> None:
    for character in characters:
        assert clean(f"a{character}b") == "ab", ascii(character)
        assert first_harmful(f"a{character}b") == f"U+{ord(character):04X}"


@pytest.mark.parametrize("line_end", BREAKS, ids=ascii)
def test_every_line_end_becomes_the_same(line_end: str) -> None:
    assert clean(f"one{line_end}two") == "one\ntwo"
    assert clean_line(f"one{line_end}two") == "one two"


def test_tabs_and_line_ends_stay_in_a_note() -> None:
    assert clean("one\ttwo\n\nthree") == "one\ttwo\n\nthree"


def test_escape_sequences_lose_their_teeth_and_keep_their_letters() -> None:
    assert clean("a\x1b[2Jb\x9b31mc\x07") == "a[2Jb31mc"
    assert clean(read("paste-escape")) == "safe[201~y\n"


def test_hidden_words_in_tag_characters_are_taken_out() -> None:
    assert clean(read("tags")) == "hidden end"
    assert first_harmful("a" + hidden("b")) == "U+E0062"


def test_a_flag_cannot_carry_hidden_words() -> None:
    sentence = "\U0001f3f4" + hidden("she moved to 4 Oak Lane") + "\U000e007f"

    assert clean(sentence) == "\U0001f3f4"
    assert first_harmful(sentence) is not None


@pytest.mark.parametrize("nation", ["gbwls", "gbsct", "gbeng"])
def test_the_flags_of_nations_stay(nation: str) -> None:
    flag = "\U0001f3f4" + hidden(nation) + "\U000e007f"

    assert clean(flag) == flag


def test_a_reversed_file_name_reads_as_it_is_stored() -> None:
    assert clean("r\u202etxt.exe") == "rtxt.exe"


@given(st.text(), st.integers(1, 60))
def test_a_shortened_text_fits_and_stands_on_one_line(text: str, width: int) -> None:
    short = shorten(clean(text), width)

    assert len(short) <= width
    assert "\n" not in short


def test_a_shortened_text_shows_that_something_was_left_out() -> None:
    assert shorten("one two three", 8) == "one two…"
    assert shorten("one\ntwo", 8) == "one …"
    assert shorten("one", 8) == "one"


def test_counts_read_as_people_say_them() -> None:
    assert [plural(n, "note") for n in (0, 1, 2, 1200)] == ["0 notes", "1 note", "2 notes", "1,200 notes"]
    assert plural(2, "copy", "copies") == "2 copies"
