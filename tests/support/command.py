"""The command line, run as a process of its own, as a person or a script runs it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, Any

import pytest

from engage_tui import cli

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


def engage_here(*arguments: str, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """The same without a process of its own, for tests of what a command says and does: a start is most of its time.

    Not for locks, rights, streams and what is loaded; and each command is also run once as it is by users.
    """
    mask = os.umask(0o022)
    os.umask(mask)
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        for name, value in env.items():
            patch.setenv(name, value)
        patch.setattr(sys, "stdin", io.StringIO())
        code = cli.run(arguments)
    os.umask(mask)
    told = [stream.buffer.getvalue().decode() for stream in (out, err)]
    return subprocess.CompletedProcess(arguments, code, *told)


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
