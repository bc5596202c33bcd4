"""What the app costs while nothing is done, and what it holds on to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench import proc
from bench.keying import in_app, on_the_walk
from bench.pairs import Row, Scene, in_turn
from bench.starting import FIRST_SCREEN
from bench.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.homes import Homes
    from bench.pairs import Figures

ROUNDS = 25
WINDOW, NO_WINDOW = "╭", r"\A[^╭]*\Z"
WINDOWS = "r", "g", "?", "d"
TABS = ["tab"] * 8


def scenes(homes: Homes, idle_seconds: float) -> Sequence[Scene]:
    """All scenes of this file."""
    return (_idle(homes, idle_seconds), _at_rest(homes), _growth(homes))


def _idle(homes: Homes, seconds: float) -> Scene:
    def ours() -> Figures:
        with on_the_walk(homes, homes.copy(homes.home(1))) as terminal:
            terminal.settle(2.0)
            walk = terminal.idle(seconds)
        with Terminal(homes.ours, folder=homes.folder, env=homes.environment(homes.home(1))) as terminal:
            terminal.wait_for(FIRST_SCREEN)
            terminal.settle(2.0)
            return *terminal.idle(seconds), *walk

    def minimal() -> Figures:
        with in_app(homes, "minimal", seen="Ready") as terminal:
            terminal.settle(2.0)
            used = terminal.idle(seconds)
            return *used, *used

    rows = (
        Row("idle on the first screen, CPU", "ms/s", "minimal", 1.5),
        Row("idle on the first screen, written", "bytes", "", 0),
        Row("idle on the walk, CPU", "ms/s", "minimal", 1.5),
        Row("idle on the walk, written", "bytes", "", 0),
    )
    return Scene(rows, in_turn(ours, minimal), 5, 2)


def _at_rest(homes: Homes) -> Scene:
    def ours() -> Figures:
        with on_the_walk(homes, homes.copy(homes.home(1))) as terminal:
            terminal.settle(1.0)
            walk = terminal.memory_mb()
        with Terminal(homes.ours, folder=homes.folder, env=homes.environment(homes.home(1))) as terminal:
            terminal.wait_for(FIRST_SCREEN)
            terminal.settle(1.0)
            return terminal.memory_mb(), walk

    def floor() -> Figures:
        with in_app(homes, "floor") as terminal:
            terminal.settle(1.0)
            used = terminal.memory_mb()
            return used, used

    rows = (
        Row(f"memory on the first screen ({proc.memory_kind()})", "MB", "floor", 1.5),
        Row(f"memory on the walk ({proc.memory_kind()})", "MB", "floor", 1.5),
    )
    return Scene(rows, in_turn(ours, floor), 5, 2)


def _growth(homes: Homes) -> Scene:
    def once(_ours_first: bool) -> tuple[Figures, Figures]:
        with on_the_walk(homes, homes.copy(homes.home(1))) as terminal:
            terminal.settle(1.0)
            before = terminal.memory_mb()
            for _ in range(ROUNDS):
                _round(terminal)
            terminal.settle(1.0)
            return (terminal.memory_mb(),), (before,)

    row = Row(f"memory after 400 Tabs and 400 changes of screen ({proc.memory_kind()})", "MB", "before", 1.25)
    return Scene((row,), once, 3, 1)


def _round(terminal: Terminal) -> None:
    """Every step, each window opened and closed, and 16 Tabs between the fields of the pane and those of Find."""
    for step in (0, 1, 3, 4, 5, 6, 2):
        terminal.until(str(step), f"▶ {step or 'Before'} ")
    for key in WINDOWS:
        terminal.until(key, WINDOW)
        terminal.until("escape", NO_WINDOW)
    terminal.until("w", "next field")
    terminal.presses(TABS)
    terminal.until("escape", "n next")
    terminal.until("/", WINDOW)
    terminal.presses(TABS)
    terminal.until("escape", NO_WINDOW)
