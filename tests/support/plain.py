"""Plain mode, driven over a pipe as a script drives it, or in a terminal as a person does."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from support.command import engage
from support.planted_secrets import PASSPHRASE

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterable
    from pathlib import Path

    from support.terminal import Terminal


def run_plain(
    home: Path, *lines: str | bytes, secrets: Iterable[str] = (PASSPHRASE,) * 3, **env: str
) -> subprocess.CompletedProcess[str]:
    """Run `--plain` on a script of lines, with the passphrases on a file descriptor of their own."""
    reader, writer = os.pipe()
    os.write(writer, "".join(f"{s}\n" for s in secrets).encode())
    os.close(writer)
    script = home / "script"
    script.write_bytes(b"".join((line if isinstance(line, bytes) else line.encode()) + b"\n" for line in lines))
    try:
        with script.open("rb") as file:
            return engage(
                "--plain",
                "--passphrase-fd",
                str(reader),
                env={"ENGAGE_HOME": str(home / "engage"), "HOME": str(home), "TERM": "dumb", **env},
                stdin=file,
                pass_fds=(reader,),
            )
    finally:
        os.close(reader)
        script.unlink()


def asked(terminal: Terminal, prompt: str) -> str:
    """Wait until the last thing said since the last answer is this question (a regular expression); the screen."""

    def is_asked(_: str) -> bool:
        said = bytes(terminal.raw[terminal.answered :]).decode(errors="replace")
        return re.search(rf"{prompt}$", said.rstrip().rpartition("\n")[2].rstrip()) is not None

    return terminal.wait_until(is_asked, f"…{prompt}")


def answer(terminal: Terminal, prompt: str, line: str) -> None:
    """Wait for a question, and answer it with a line.

    What the terminal echoes of the answer is no question. A line that is sent before the next question is asked
    would be one of several that are pasted.
    """
    asked(terminal, prompt)
    size = len(terminal.raw)
    terminal.send(f"{line}\n".encode())
    terminal.wait_until(lambda _: b"\n" in terminal.raw[size:], "the end of the line")
    terminal.answered = terminal.raw.index(b"\n", size) + 1


def come_in(terminal: Terminal) -> None:
    """From the first line to the menu."""
    answer(terminal, "Passphrase:", PASSPHRASE)
    asked(terminal, "Menu, number:")
