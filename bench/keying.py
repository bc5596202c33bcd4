"""From a key press to what it changes on the screen."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import chain, repeat
from typing import TYPE_CHECKING

from bench.content import many_items
from bench.homes import PASSPHRASE
from bench.pairs import Row, Scene, in_turn
from bench.starting import FIRST_SCREEN, FLOOR_SCREEN, HOME_SCREEN
from bench.terminal import ROWS, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.homes import Homes
    from bench.pairs import Figures
    from bench.terminal import Presses
    from engage_tui.paths import Home

TABS = 40
ARROWS = [*repeat("down", 7), *repeat("up", 7)] * 3
WORDS = "it had been a long week and they all went to bed early, he said; she had rung twice before that. "
START = "Zq "
"""Typed first, to find the rows where words appear."""
SEARCHED = "children", "school run", "nowhere"
FIND_QUIET = 0.3
MANY_LINES, FEW_LINES = 10_000, 10
LENS_READ = 2.0
"""Seconds for the rules to be read and a long field to be looked at."""


@contextmanager
def on_the_walk(
    homes: Homes, home: Home, command: Sequence[str] | None = None, seen: str = "▶ 2 "
) -> Iterator[Terminal]:
    """Our app, unlocked, with its draft open at step 2, or where `seen` is. It writes to the home."""
    with Terminal(command or homes.ours, folder=homes.folder, env=homes.environment(home)) as terminal:
        terminal.wait_for(FIRST_SCREEN)
        terminal.send(*PASSPHRASE)
        terminal.until("enter", HOME_SCREEN)
        terminal.until("enter", seen)
        terminal.settle(0.5)
        yield terminal


@contextmanager
def in_app(homes: Homes, name: str, *arguments: str, seen: str = FLOOR_SCREEN) -> Iterator[Terminal]:
    """One of the apps to compare with."""
    command = homes.app(name, *arguments)
    with Terminal(command, folder=homes.folder, env=homes.environment(homes.nothing)) as terminal:
        terminal.wait_for(seen)
        terminal.settle()
        yield terminal


def typing(terminal: Terminal, text: str = WORDS) -> Presses:
    """Type into what has the focus, and time each letter until it is seen where it belongs, not a change elsewhere."""
    terminal.send(*START)
    row = terminal.row_of(START.strip())
    return terminal.presses(text, rows=slice(row, min(row + 6, ROWS - 1)))


def scenes(homes: Homes) -> Sequence[Scene]:
    """All scenes of this file."""
    return (_tabs(homes), _walk(homes), _autosave(homes), _lens(homes), _long(homes), _find(homes))


def _tabs(homes: Homes) -> Scene:
    def tabs(terminal: Terminal) -> Figures:
        terminal.send(*repeat("tab", 6))
        pressed = terminal.presses(["tab"] * TABS)
        return pressed.first(0.95), pressed.cpu, pressed.written

    def ours() -> Figures:
        with Terminal(homes.ours, folder=homes.folder, env=homes.environment(homes.home(1))) as terminal:
            terminal.wait_for(FIRST_SCREEN)
            terminal.settle(1.0)
            return tabs(terminal)

    def floor() -> Figures:
        with in_app(homes, "floor") as terminal:
            return tabs(terminal)

    rows = (
        Row("Tab, p95", "ms", "floor", 0.6),
        Row("Tab, CPU", "ms", "floor", 0.5),
        Row("Tab, written", "bytes", "floor", 0.5),
    )
    return Scene(rows, in_turn(ours, floor), 5, 2)


def _walk(homes: Homes) -> Scene:
    def ours() -> Figures:
        with on_the_walk(homes, homes.copy(homes.home(1))) as terminal:
            arrows = terminal.presses(ARROWS)
            terminal.send("w")
            return arrows.first(), arrows.first(0.95), typing(terminal).first()

    def floor() -> Figures:
        with in_app(homes, "floor") as terminal:
            terminal.send("tab")  # from the list of steps to the list to tick
            arrows = terminal.presses(ARROWS)
            terminal.send("tab", "tab")  # past the line to the area
            return arrows.first(), arrows.first(0.95), typing(terminal).first()

    rows = (
        Row("arrow in the list of step 2, p50", "ms", "floor", 1.2),
        Row("arrow in the list of step 2, p95", "ms", "floor"),
        Row("typing, p50", "ms", "floor", 1.2),
    )
    return Scene(rows, in_turn(ours, floor), 7, 2)


def _autosave(homes: Homes) -> Scene:
    def typed(command: Sequence[str]) -> Figures:
        with on_the_walk(homes, homes.copy(homes.home(1)), command) as terminal:
            terminal.send("w")
            typed = typing(terminal)
            return typed.first(), typed.first(0.95), typed.cpu

    other = "nothing saved"
    rows = (
        Row("typing with autosave, p50", "ms", other, 1.15),
        Row("typing with autosave, p95", "ms", other),
        Row("typing with autosave, CPU", "ms", other),
    )
    return Scene(rows, in_turn(lambda: typed(homes.ours), lambda: typed(homes.app("host", "unsaved"))), 7, 2)


def _lens(homes: Homes) -> Scene:
    """With a field of 20,000 characters that the language lens has looked at, against the same without it."""

    def typed(home: Home) -> Figures:
        with on_the_walk(homes, home, seen="▶ 6 ") as terminal:
            terminal.send("w")
            terminal.settle(LENS_READ)
            terminal.send("enter", "enter")
            typed = typing(terminal)
            return typed.first(), typed.first(0.95), typed.cpu

    def without() -> Home:
        home = homes.copy(homes.looked_at())
        home.settings.write_text("lens_while_writing = false\n")
        return home

    other = "lens off"
    rows = (
        Row("typing with the language lens, p50", "ms", other, 1.15),
        Row("typing with the language lens, p95", "ms", other),
        Row("typing with the language lens, CPU", "ms", other),
    )
    return Scene(rows, in_turn(lambda: typed(homes.copy(homes.looked_at())), lambda: typed(without())), 7, 2)


def _long(homes: Homes) -> Scene:
    def words(lines: int) -> Figures:
        with on_the_walk(homes, homes.copy(homes.home(1, lines))) as terminal:
            opened = terminal.press("w", quiet=FIND_QUIET).last
            typed = typing(terminal, WORDS[:60])
            return opened, typed.first(), typed.first(0.95)

    other = f"{FEW_LINES} lines"
    rows = (
        Row("opening a field of 10,000 lines", "ms", other),
        Row("typing in a field of 10,000 lines, p50", "ms", other),
        Row("typing in a field of 10,000 lines, p95", "ms", other),
    )
    return Scene(rows, in_turn(lambda: words(MANY_LINES), lambda: words(FEW_LINES)), 3, 1)


def _find(homes: Homes) -> Scene:
    def search(items: int) -> Figures:
        folder = many_items(homes, items)
        with in_app(homes, "host", "find", str(folder), seen="words, such as") as terminal:
            terminal.settle(FIND_QUIET)
            keys = list(chain.from_iterable((*words, "clear") for words in SEARCHED))
            pressed = terminal.presses(keys, quiet=FIND_QUIET)
            return pressed.last(), pressed.last(0.95)

    other = "100 items"
    rows = (
        Row("search key over 10,000 items, p50", "ms", other, 1.5),
        Row("search key over 10,000 items, p95", "ms", other),
    )
    return Scene(rows, in_turn(lambda: search(10_000), lambda: search(100)), 3, 1)
