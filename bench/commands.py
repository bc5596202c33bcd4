"""The command line without the screen, and what importing costs."""

from __future__ import annotations

import resource
import subprocess
import sys
from typing import TYPE_CHECKING

from bench.pairs import Row, Scene, in_turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.homes import Homes
    from bench.pairs import Figures

PASS = ("-c", "pass")
# What --version and --help leave imported of Textual: nothing, or they are slow without need.
COUNT = """
import sys
from engage_tui.cli import run
try:
    run([sys.argv[1]])
except SystemExit:
    pass
print(sum(name.partition(".")[0] == "textual" for name in sys.modules))
"""


def scenes(homes: Homes) -> Sequence[Scene]:
    """All scenes of this file. Times are of the processor, so that other programs do not count."""

    def cpu(*command: str) -> Figures:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            command, check=True, stdout=subprocess.DEVNULL, cwd=homes.folder, env=homes.environment(homes.nothing)
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return ((after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime) * 1000,)

    def imported(option: str) -> Figures:
        env = homes.environment(homes.nothing)
        command = [sys.executable, "-c", COUNT, option]
        out = subprocess.run(command, check=True, capture_output=True, text=True, cwd=homes.folder, env=env).stdout
        return (float(out.split()[-1]),)

    def bare() -> Figures:
        return cpu(sys.executable, *PASS)

    def option(name: str) -> Sequence[Scene]:
        return (
            Scene(
                (Row(f"{name}, CPU", "ms", "python -c pass", 2.5),),
                in_turn(lambda: cpu(*homes.ours, name), bare),
                21,
                7,
            ),
            Scene((Row(f"{name}, modules of Textual imported", "", "", 0),), lambda _: (imported(name), (0,)), 1, 1),
        )

    importing = Scene(
        (Row("import engage_tui.cli, CPU", "ms", "import textual.app"),),
        in_turn(
            lambda: cpu(sys.executable, "-c", "import engage_tui.cli"),
            lambda: cpu(sys.executable, "-c", "import textual.app"),
        ),
        15,
        5,
    )
    return (*option("--version"), *option("--help"), importing)
