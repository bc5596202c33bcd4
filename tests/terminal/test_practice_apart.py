"""Practice in a real terminal: it says so on every screen, knows nothing of the notes, and leaves nothing behind."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from support.plain import run_plain
from support.terminal import QUESTION, Terminal, engage, go_to, unlock, write

if TYPE_CHECKING:
    from pathlib import Path

# The same as the command, and at its end a list of every module that was loaded.
_TELLING = """
import atexit, sys
from pathlib import Path
told = Path(sys.argv.pop())
atexit.register(lambda: told.write_text("\\n".join(sys.modules)))
from engage_tui.__main__ import main
main()
"""


MARKER = "zq the dog was in the hall"


def everything(folder: Path) -> set[Path]:
    """Every file and folder below this one."""
    return set(folder.rglob("*"))


def test_a_practice_note_has_no_way_to_the_notes_and_leaves_nothing(tmp_path: Path) -> None:
    home, told = tmp_path / "home", tmp_path / "modules.txt"
    home.mkdir()
    command = [sys.executable, "-c", _TELLING, "practice", str(told)]
    with Terminal(command, home=home) as terminal:  # its home, where it is, and the place for temporary files
        terminal.wait_for("Write a practice note")
        assert "PRACTICE" in terminal.text()
        terminal.click("Write a practice note")
        terminal.press("enter")
        terminal.wait_for("not kept")
        assert "PRACTICE" in terminal.text().splitlines()[0]
        go_to(terminal, QUESTION)
        write(terminal, MARKER)
        terminal.press("escape", "c")
        terminal.wait_for("There is no earlier conversation")
        terminal.press("s")
        terminal.wait_for("Stop")
        terminal.press("escape", "f12", "ctrl+l")
        terminal.wait_gone("PRACTICE")
        terminal.press("enter")
        terminal.wait_for("PRACTICE")
        terminal.press("ctrl+q")
        terminal.wait_for("throws it away")
        terminal.send(b"\r")
        assert terminal.wait_exit() == 0
    loaded = told.read_text().split("\n")
    assert "engage_tui.tui.screens.walk" in loaded
    assert [m for m in loaded if m.startswith(("engage_tui.store", "apsw", "nacl"))] == []
    assert everything(home) == set()


def test_home_goes_to_practice_with_the_notes_closed_and_back(ready: Path) -> None:
    with engage(ready) as terminal:
        unlock(terminal)
        terminal.click("Practice: role-play")
        terminal.press("enter")
        terminal.wait_for("Back to your notes")
        assert "PRACTICE" in terminal.text()
        assert run_plain(ready, "leave").returncode == 0  # nobody holds the notes
        terminal.click("Back to your notes")
        terminal.press("enter")
        terminal.wait_for("Passphrase")
        assert "PRACTICE" not in terminal.text()
