"""From the command to the first screen, and from the passphrase to Home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.homes import PASSPHRASE
from bench.pairs import Row, Scene, in_turn
from bench.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.homes import Homes
    from bench.pairs import Figures
    from engage_tui.paths import Home

FIRST_SCREEN = "Passphrase"
FLOOR_SCREEN = "Keep in mind"
HOME_SCREEN = "▸ (Continue|New)"
MANY = 5_000


def scenes(homes: Homes) -> Sequence[Scene]:
    """All scenes of this file."""

    def first(home: Home) -> Figures:
        with Terminal(homes.ours, folder=homes.folder, env=homes.environment(home)) as terminal:
            return terminal.wait_for(FIRST_SCREEN), terminal.settle()

    def floor() -> Figures:
        with Terminal(homes.app("floor"), folder=homes.folder, env=homes.environment(homes.nothing)) as terminal:
            return terminal.wait_for(FLOOR_SCREEN), terminal.settle()

    def to_home(home: Home) -> Figures:
        with Terminal(homes.ours, folder=homes.folder, env=homes.environment(home)) as terminal:
            ready = terminal.wait_for(FIRST_SCREEN)
            terminal.settle(1.0)  # the content is read in the background by then
            terminal.send(*PASSPHRASE)
            return ready, terminal.until("enter", HOME_SCREEN)

    return (
        Scene(
            (Row("start to the first screen", "ms", "floor", 1.10), Row("start to settled", "ms", "floor", 1.15)),
            in_turn(lambda: first(homes.home(1)), floor),
            15,
            5,
        ),
        Scene(
            (
                Row("start to the first screen, first run", "ms", "floor", 1.10),
                Row("start to settled, first run", "ms", "floor", 1.15),
            ),
            in_turn(lambda: first(homes.nothing), floor),
            9,
            3,
        ),
        Scene(
            (
                Row("start with 5,000 notes", "ms", "no notes", 1.05),
                Row("passphrase to Home with 5,000 notes", "ms", "no notes"),
            ),
            in_turn(lambda: to_home(homes.home(MANY)), lambda: to_home(homes.home(0))),
            11,
            3,
        ),
    )
