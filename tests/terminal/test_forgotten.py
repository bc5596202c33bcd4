"""A forgotten passphrase, in a real terminal: from the first start to the notes open again with the recovery code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from engage_tui.errors import PassphraseError
from engage_tui.paths import Home
from engage_tui.store.opening import check
from support.planted_secrets import PASSPHRASE
from support.terminal import engage, set_passphrase

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif("sys.platform == 'win32'", reason="needs a pty")

OTHER = "three other words"


def test_in_with_the_code_when_the_passphrase_is_forgotten(tmp_path: Path) -> None:
    with engage(tmp_path) as terminal:
        set_passphrase(terminal)
        found = re.search(r"(?:\w{4} {3}){6}\w{4}", terminal.text())
        assert found is not None
        paper = found[0]
        terminal.type(paper[-4:])
        terminal.press("enter")
        terminal.wait_for("New conversation")
        assert "no recovery code" not in terminal.text()
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        code = paper.replace(" ", "")
        assert not re.search(rf"\x1b\][^\x07\x1b]*{paper[:4]}", bytes(terminal.raw).decode()), "no title, no clipboard"
        assert paper[:4] not in terminal.after_leaving()
    with engage(tmp_path) as terminal:
        terminal.wait_for("I have a recovery code")
        terminal.press("tab", "down", "enter")
        terminal.wait_for("code from your paper")
        terminal.type("-".join(re.findall("....", code)).lower())
        terminal.press("enter")
        terminal.wait_for("The code is right")
        for _ in range(2):
            terminal.type(OTHER)
            terminal.press("enter")
        terminal.wait_for("New conversation")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    home = Home(tmp_path / "engage")
    check(home, OTHER)
    with pytest.raises(PassphraseError):
        check(home, PASSPHRASE)
    files = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert not [p.name for p in files if code.encode() in p.read_bytes() or paper.encode() in p.read_bytes()]
