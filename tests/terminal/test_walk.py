"""The whole job in a real terminal: from the first start to a note in a file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from support.terminal import engage, first_run, go_to, start_conversation, unlock

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif("sys.platform == 'win32'", reason="needs a pty")


def test_from_first_start_to_a_note_in_a_file(tmp_path: Path) -> None:
    with engage(tmp_path) as terminal:
        first_run(terminal)
        start_conversation(terminal)
        go_to(terminal, "someone going with you")
        terminal.press("space")
        go_to(terminal, "ask.discloses.children")
        terminal.press("space", "enter")
        terminal.type("They go upstairs")
        terminal.press("escape")
        terminal.wait_for(r"said \(\d\d:\d\d\): They go upstairs")
        terminal.press("6")
        terminal.wait_for("This note")
        terminal.press("down", "down", "enter")
        terminal.wait_for("Copies are not encrypted")
        terminal.press("5", "enter")
        terminal.wait_for("Only this user account can read it")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    files = sorted((tmp_path / "engage" / "exports").iterdir())
    assert [f.suffix for f in files] == [".docx", ".json"]
    note = json.loads(files[1].read_text())
    assert note["items"]["ask.discloses.children"]["said"] == "They go upstairs"
    assert note["items"]["check.not-alone"]["mark"] == "yes"
    with engage(tmp_path) as terminal:
        unlock(terminal)
        terminal.wait_for("Continue J-042")
        terminal.press("enter")
        terminal.wait_for("This note")
        go_to(terminal, "ask.discloses.children")
        terminal.wait_for("They go upstairs")
