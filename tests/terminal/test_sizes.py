"""Every screen in windows of four sizes, from a large one to one of five lines, and in one that changes its size."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from support.planted_secrets import PASSPHRASE
from support.terminal import Terminal, engage, open_draft, said

if TYPE_CHECKING:
    from pathlib import Path

SIZES = [(80, 24), (120, 36), (160, 48)]
TINY = (20, 5)
# The key that opens each window over a step, and the first words of it.
WINDOWS = {
    "slash": "Find",
    "r": "Risk",
    "g": "Good practice",
    "question_mark": "What the keys do",
    "d": "Details",
}


def assert_in_order(terminal: Terminal, where: str = r"J-0.*(saved|saving)") -> None:
    """The first line says where it is and whether it is saved; the last has keys."""
    lines = terminal.text().split("\n")
    assert terminal.process.poll() is None
    assert re.search(where, lines[0]), terminal.text()
    assert re.search(r"\b(keys|leave|back)\b", lines[-1]), terminal.text()


def blank_and_back(terminal: Terminal) -> None:
    before = terminal.wait_quiet(0.1)
    terminal.send(b"\x0c")
    terminal.wait_gone(r"\S")
    terminal.send(f"{PASSPHRASE}\r".encode())
    terminal.wait_until(lambda text: text == before, f"the screen as it was:\n{before}")


def test_every_screen_can_be_used_in_a_window_of_five_lines(ready: Path) -> None:
    with engage(ready, size=TINY) as terminal:
        open_draft(terminal)
        write_some_words(terminal, TINY)
        walk_the_steps(terminal, TINY, *range(7))
        open_windows(terminal)
        read_the_note(terminal)
        use_settings(terminal)
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert said(ready) == "some words"


def test_the_walk_can_be_used_in_larger_windows(ready: Path) -> None:
    with engage(ready, size=SIZES[0]) as terminal:
        open_draft(terminal)
        write_some_words(terminal, SIZES[0])
        for size in SIZES:
            terminal.resize(*size)
            walk_the_steps(terminal, size, *(range(7) if size == SIZES[0] else (0, 3, 6)))
            terminal.press("r")
            terminal.wait_for("(?s)│ Risk.* back")
            terminal.press("f3")
        blank_and_back(terminal)


def write_some_words(terminal: Terminal, size: tuple[int, int]) -> None:
    terminal.press("enter")
    terminal.wait_for("(Esc|F1) ")
    terminal.type("some words")
    if size != TINY:
        terminal.wait_for("some words")
    assert_in_order(terminal)
    terminal.press("ctrl+s")


def walk_the_steps(terminal: Terminal, size: tuple[int, int], *steps: int) -> None:
    for number in steps:
        terminal.press(str(number))
        terminal.wait_for(r"▶ ?(0|Before)" if number == 0 else f"▶ ?{number}" if size != TINY else "•")
        assert_in_order(terminal)
    terminal.press("b", "right", "i", "i")
    assert_in_order(terminal)


def open_windows(terminal: Terminal) -> None:
    for key, title in WINDOWS.items():
        terminal.press(key)
        terminal.wait_for(f"│ {title}")
        if key == "r":
            blank_and_back(terminal)
        terminal.press("f3")
        terminal.wait_until(lambda text: "╭" not in text, "the window closed")
    terminal.press("ctrl+p")
    terminal.wait_for("▔▔▔▔")
    terminal.press("escape")
    terminal.wait_gone("▔▔▔▔")


def read_the_note(terminal: Terminal) -> None:
    terminal.press("6", "home")
    terminal.wait_for("Write it up")
    terminal.press("down", "enter")
    terminal.wait_for("CONVERSATION")
    assert_in_order(terminal, "Note")
    terminal.press("w")
    terminal.wait_for("Write copies")
    terminal.press("f3", "f3", "backspace")


def use_settings(terminal: Terminal) -> None:
    terminal.wait_for("Continue")
    assert_in_order(terminal, "engage-tui")
    terminal.press("end", "up", "up", "enter")
    terminal.wait_for("Colours")
    terminal.press("enter")  # other ones
    assert_in_order(terminal, "Settings")
    terminal.press("f3")
    terminal.wait_gone("Colours")


def test_words_survive_a_window_that_changes_its_size_while_they_are_written(ready: Path) -> None:
    with engage(ready, size=(120, 36)) as terminal:
        open_draft(terminal)
        terminal.press("enter")
        terminal.type("one")
        for number, (columns, rows) in enumerate([TINY, SIZES[2], (1, 1), SIZES[0]]):
            terminal.resize(columns, rows)
            terminal.type(f" {number}")
        terminal.wait_for("one 0 1 2 3")
        assert_in_order(terminal)
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert said(ready) == "one 0 1 2 3"
