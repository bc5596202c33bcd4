"""The command line, run as a process of its own, as a person or a script runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def environment(**more: str) -> dict[str, str]:
    """This process's environment, with Python's output buffered as it usually is."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONUNBUFFERED"} | more


def engage(
    *arguments: str | bytes, env: Mapping[str, str] | None = None, **options: Any
) -> subprocess.CompletedProcess[str]:
    """Run `engage-tui` to its end: what it printed and its exit code."""
    return subprocess.run(
        [sys.executable, "-m", "engage_tui", *arguments],
        check=False,
        encoding="utf-8",
        env=environment(**(env or {})),
        timeout=60,
        **{"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options},
    )


def python(code: str, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a few lines of Python in a process of their own."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        env=environment(),
        timeout=60,
        **options,
    )
