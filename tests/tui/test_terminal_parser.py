"""What the terminal sends, made into events: pastes are taken out whole, however the input is cut into pieces."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from engage_tui.tui.commands import COMMANDS
from engage_tui.tui.terminal import PASTE_LIMIT, PasteRefused, SafeParser
from support.keys import key_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.message import Message

START, END = "\x1b[200~", "\x1b[201~"
DECLARED_KEYS = sorted({key for command in COMMANDS for key in command.keys.split(",") if key})

WITH_A_PASTE = f"a{START}b\x1b[Ac\x11{END}d"
KEYS = ("\x1b", "\x1b[", "\x1b[A", "\x1bOP", "\x1b[20~", "\x1b[I", "\x1b[<0;4;5M", "\x1b]52;c;eA==\x07", "~", "[2")
pieces = st.sampled_from((START, END, WITH_A_PASTE, *KEYS)) | st.text("ab\r\n\x11ŵ😀", max_size=6)


def told(event: Message) -> tuple[object, ...]:
    """An event as something to compare."""
    what = ("key", "character", "text", "x", "y", "button")
    return (type(event).__name__, *(getattr(event, name) for name in what if hasattr(event, name)))


def heard(chunks: Iterable[str]) -> list[tuple[object, ...]]:
    parser = SafeParser()
    return [told(event) for chunk in chunks if chunk for event in parser.feed(chunk)]


@pytest.mark.parametrize("cut", range(1, len(WITH_A_PASTE)))
def test_a_paste_is_one_paste_wherever_the_input_is_cut(cut: int) -> None:
    heard_of_it = heard([WITH_A_PASTE[:cut], WITH_A_PASTE[cut:]])
    assert heard_of_it == [("Key", "a", "a"), ("Paste", "b[Ac"), ("Key", "d", "d")]


def test_a_paste_is_one_paste_when_it_comes_one_character_at_a_time() -> None:
    assert heard(WITH_A_PASTE) == [("Key", "a", "a"), ("Paste", "b[Ac"), ("Key", "d", "d")]


@given(st.lists(pieces, max_size=8).map("".join), st.lists(st.integers(0, 60), max_size=20))
def test_the_same_events_come_out_however_the_input_is_cut(data: str, cuts: list[int]) -> None:
    places = sorted({0, len(data), *(cut for cut in cuts if cut < len(data))})
    assert heard(data[a:b] for a, b in pairwise(places)) == heard([data])


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\x1b\x11\r[~"), max_size=60))
def test_nothing_that_is_pasted_becomes_a_key_press(text: str) -> None:
    events_heard = heard([f"{START}{text.replace(END, '')}{END}"])
    assert [name for name, *_ in events_heard] == ["Paste"]
    assert not set(str(events_heard[0][1])) & {"\x1b", "\x11", "\r"}


def test_the_largest_paste_is_kept_whole_and_one_more_character_is_refused() -> None:
    parser = SafeParser()
    kept = list(parser.feed(f"{START}{'x' * PASTE_LIMIT}{END}"))
    assert [type(event) for event in kept] == [events.Paste]
    assert len(kept[0].text) == PASTE_LIMIT
    refused = list(parser.feed(f"{START}{'x' * (PASTE_LIMIT + 1)}{END}"))
    assert [type(event) for event in refused] == [PasteRefused]
    assert [told(event) for event in parser.feed(f"{START}small{END}k")] == [("Paste", "small"), ("Key", "k", "k")]


def test_a_paste_that_is_far_too_large_costs_little() -> None:
    before = time.process_time()
    chunk = "x" * 4096
    assert heard([START, *(chunk for _ in range(2500)), END]) == [("PasteRefused",)]
    assert time.process_time() - before < 1


@pytest.mark.parametrize("key", DECLARED_KEYS)
def test_every_declared_key_arrives_from_a_plain_terminal_under_its_own_name(key: str) -> None:
    parser = SafeParser()
    heard = list(parser.feed(key_bytes(key).decode()))
    end = time.monotonic() + 2
    while not heard and time.monotonic() < end:  # a lone Escape is told from a sequence by its pause
        heard = list(parser.tick())
    assert [event.key for event in heard if isinstance(event, events.Key)] == [key]


def test_no_two_declared_keys_look_the_same_to_a_plain_terminal() -> None:
    assert len({key_bytes(key) for key in DECLARED_KEYS}) == len(DECLARED_KEYS)
