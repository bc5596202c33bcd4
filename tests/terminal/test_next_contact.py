"""Two conversations of one case in a real terminal: the second opens on what the first left. Fiction, all of it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from support.terminal import engage, first_run, go_to, start_conversation, unlock

if TYPE_CHECKING:
    from pathlib import Path

    from support.terminal import Terminal

pytestmark = pytest.mark.skipif("sys.platform == 'win32'", reason="needs a pty")

FROM = r"the conversation of \d+ \w+ \d{4} \(home visit, promise 1\), written \d\d:\d\d"


def stand_on(terminal: Terminal, words: str, key: str) -> None:
    """Move until the cursor is on the row with these words."""
    for _ in range(60):
        if re.search(f"(?m)^.{{0,27}}▸ .{{0,6}}{words}", terminal.text()):
            return
        terminal.press(key)
    raise AssertionError(f"not found: {words}\n{terminal.text()}")


def test_the_second_contact_opens_on_what_the_first_left_and_its_copy_says_where_it_is_from(tmp_path: Path) -> None:
    with engage(tmp_path) as terminal:
        first_run(terminal)
        start_conversation(terminal)
        assert "from last time" not in terminal.text()
        go_to(terminal, "ask.discloses.police")
        terminal.press("p")
        terminal.wait_for("planned")
        go_to(terminal, "note.promised")
        terminal.press("enter")
        terminal.type("A number for the group")
        terminal.press("escape")
        terminal.wait_for(r"saved \d\d:\d\d")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    with engage(tmp_path) as terminal:
        unlock(terminal)
        start_conversation(terminal)
        terminal.wait_for("c shows what was left from last time")
        terminal.press("c")
        terminal.wait_for("Left unasked")
        stand_on(terminal, "Have the police ever come", "down")
        terminal.press("space")
        terminal.wait_for(r"planned\n")
        stand_on(terminal, "A number for the group", "up")
        terminal.press("space")
        terminal.wait_for("carried over")
        terminal.press("escape", "C")
        terminal.wait_for("Promise +A number for the group")
        terminal.press("escape", "6")
        terminal.wait_for("This note")
        stand_on(terminal, "Make it final", "down")
        terminal.press("enter")
        terminal.wait_for("Not yet")
        terminal.press("down", "enter")
        terminal.wait_for("Final")
        terminal.press("w")
        terminal.wait_for("Copies are not encrypted")
        terminal.press("3", "5", "enter")
        terminal.wait_for("Only this user account can read it")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    exports = tmp_path / "engage" / "exports"
    note = json.loads(next(exports.glob("*.json")).read_text("utf-8"))
    assert note["items"]["ask.discloses.police"]["planned"]
    promise = note["items"]["note.promised"]
    assert promise["text"] == "A number for the group"
    assert re.fullmatch(FROM, promise["carried"])
    text = " ".join(next(exports.glob("*.txt")).read_text("utf-8").split())
    assert re.search(rf"Carried over from \(\d\d:\d\d\): {FROM}", text)
