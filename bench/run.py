"""Measures everything and prints one table. `python -m bench`, or `python bench/run.py`; see docs/speed.md.

It is never a test: whether bars hold or not, it ends with 0, and with 2 when something could not be measured.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if __package__ in (None, ""):  # started as a file: the folder above is not on the path, and this one is
    sys.path[0] = str(Path(__file__).resolve().parents[1])

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bench.homes import Homes
    from bench.pairs import Result, Scene

IDLE_SECONDS, QUICK_IDLE_SECONDS = 10.0, 3.0


def main(arguments: Sequence[str]) -> int:
    """Run the measurements that are asked for."""
    options = _options(arguments)
    if sys.platform != "linux":
        print("bench: this runs on Linux only: it reads /proc.", file=sys.stderr)
        return 2
    try:
        from bench import proc
        from bench.homes import Homes

        proc.check()
    except (ImportError, OSError) as e:
        print(
            f"bench: this cannot run here ({e}). It needs Linux and the project installed with [dev].", file=sys.stderr
        )
        return 2
    os.umask(0o077)
    with tempfile.TemporaryDirectory(prefix="engage-bench-") as folder:
        homes = Homes(Path(folder))
        scenes = _chosen(_scenes(homes, QUICK_IDLE_SECONDS if options.quick else IDLE_SECONDS), options.only)
        results, failed = _measure(scenes, quick=options.quick)
    print(table(results))
    if options.json:
        Path(options.json).write_text(json.dumps([_record(r) for r in results], indent=1, ensure_ascii=False) + "\n")
    return 2 if failed else 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="How fast the app is. See docs/speed.md.")
    parser.add_argument("--quick", action="store_true", help="fewer rounds: a few minutes, and rougher figures")
    parser.add_argument("--only", metavar="REGEX", default="", help="only what has this in its name")
    parser.add_argument("--json", metavar="FILE", help="write every single figure to a file too")
    return parser.parse_args(arguments)


def _scenes(homes: Homes, idle_seconds: float) -> list[Scene]:
    from bench import commands, content, keying, resting, starting, storing

    found = [scene for part in (starting, keying) for scene in part.scenes(homes)]
    found += resting.scenes(homes, idle_seconds)
    return [*found, *(scene for part in (commands, storing, content) for scene in part.scenes(homes))]


def _chosen(scenes: Iterable[Scene], only: str) -> list[Scene]:
    """The scenes with a row of that name; a scene is measured whole."""
    wanted = re.compile(only, re.IGNORECASE)
    return [s for s in scenes if any(wanted.search(row.name) for row in s.rows)]


def _measure(scenes: Sequence[Scene], *, quick: bool) -> tuple[list[Result], bool]:
    from bench import pairs
    from bench.terminal import NotSeenError

    results: list[Result] = []
    failed = False
    for number, scene in enumerate(scenes, 1):
        print(f"{number}/{len(scenes)} {scene.rows[0].name}", file=sys.stderr, flush=True)
        try:
            results += pairs.run(scene, scene.quick if quick else scene.pairs)
        except (NotSeenError, OSError) as e:
            print(f"bench: could not be measured: {e}", file=sys.stderr)
            failed = True
    return results, failed


def table(results: Sequence[Result]) -> str:
    """All results, a line each."""
    head = ("", "ours", "other", "", "ratio", "middle half", "bar", "")
    lines = [head, *(_line(r) for r in results)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(head))]
    left = (0, 3, 7)
    return "\n".join(
        "  ".join(
            c.ljust(w) if n in left else c.rjust(w) for n, (c, w) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _line(result: Result) -> tuple[str, ...]:
    row, spread = result.row, result.spread
    ratio = f"{result.judged:.2f}" if row.other and result.judged is not None else ""
    return (
        row.name,
        f"{_figure(median(result.ours) if row.other else max(result.ours))} {row.unit}".rstrip(),
        f"{_figure(median(result.other))} {row.unit}" if row.other else "",
        row.other,
        ratio,
        f"{spread[0]:.2f}-{spread[1]:.2f}" if spread else "",
        f"{row.bar:g}" if row.bar is not None else "",
        result.verdict,
    )


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _record(result: Result) -> dict[str, object]:
    row = result.row
    return {
        "name": row.name,
        "unit": row.unit,
        "other": row.other,
        "bar": row.bar,
        "verdict": result.verdict,
        "judged": result.judged,
        "ours": result.ours,
        "theirs": result.other if row.other else [],
    }


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main(sys.argv[1:]))
    sys.exit(2)
