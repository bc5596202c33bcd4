"""NO_COLOR, in the bytes that a terminal gets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from support.terminal import engage, open_draft, write

if TYPE_CHECKING:
    from pathlib import Path

_SGR = re.compile(rb"\x1b\[([\d;:]*)m")
ATTRIBUTES = {b"", b"0", b"1", b"2", b"3", b"4", b"7", b"22", b"23", b"24", b"27", b"39", b"49"}
"""Bold, dim, italic, underlined, reversed, off again, and the terminal's own two colours."""


def parts(raw: bytes) -> set[bytes]:
    return {part for found in _SGR.findall(raw) for part in re.split(rb"[;:]", found)}


def test_not_one_colour_is_sent_when_none_are_wanted_not_even_after_it_was_locked(ready: Path) -> None:
    with engage(ready, env={"NO_COLOR": "1"}) as terminal:
        open_draft(terminal)
        write(terminal, "words")
        terminal.press("ctrl+s", "r", "escape", "ctrl+p", "escape", "ctrl+l")
        terminal.press("f9")
        terminal.wait_quiet()
        assert parts(bytes(terminal.raw)) <= ATTRIBUTES
        assert b"7" in parts(bytes(terminal.raw)), "where one is, is reversed"
    with engage(ready) as terminal:
        open_draft(terminal)
        assert b"38" in parts(bytes(terminal.raw)), "else there are colours"


def test_the_terminals_own_colours_are_the_sixteen_and_no_others(ready: Path) -> None:
    (ready / "engage" / "settings.toml").write_text('theme = "terminal"\n')
    with engage(ready) as terminal:
        open_draft(terminal)
        terminal.press("/", "escape")
        assert not parts(bytes(terminal.raw)) & {b"38", b"48"}
