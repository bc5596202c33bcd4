"""The language lens in a real terminal of 80 by 24, without colours: typed, told of, kept, looked over. Fiction."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from engage_tui.conversation.events import Moved
from engage_tui.conversation.words import Field
from engage_tui.guide.loader import load_guide
from engage_tui.paths import shipped_content
from engage_tui.record.audience import Audience
from engage_tui.record.export import FORMATS, note_for, rendered
from support.pages import PAGES, everything_in
from support.talks import after, new_talk
from support.terminal import engage, open_draft, set_up, stored

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif("sys.platform == 'win32'", reason="needs a pty")
VIEW = "note.view"
WORDS = "Mum keeps going back to him. He shouted at her in the kitchen."
UNDERLINED = rb"\x1b\[(?:\d+;)*4(?:;\d+)*m[^\x1b]*keeps going back"


def test_words_are_underlined_without_colours_then_kept_and_found_again_in_the_whole_note(tmp_path: Path) -> None:
    set_up(tmp_path, after(new_talk(), Moved(VIEW)))
    with engage(tmp_path, env={"NO_COLOR": "1"}) as terminal:
        open_draft(terminal)
        terminal.press("enter")
        terminal.wait_for("Tab next field")
        terminal.type(WORDS)
        terminal.wait_for("“Mum keeps going back to him”")
        assert "Perhaps: [Name]" in terminal.text()
        terminal.wait_for(r"Ctrl\+O keep words")
        assert re.search(UNDERLINED, terminal.raw)
        assert b"\x1b[38" not in terminal.raw
        terminal.press("escape", "home", *["down"] * 6)
        terminal.wait_for("▸ → Look at the wording")
        terminal.press("enter")
        terminal.wait_for(r"▸ +○ Mum keeps going back to him\.")
        terminal.press("space")
        terminal.wait_for("Keep “Mum keeps going back to him”")
        terminal.type("zqreason of the court")
        terminal.press("enter")
        terminal.wait_for("(?s)There are no words here.*Kept as it is")
        terminal.press("escape")
        terminal.wait_for("▸ → Look at the wording")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    talk = stored(tmp_path)
    assert talk.items[VIEW].text(Field.TEXT) == WORDS
    assert [(k.words, k.reason) for k in talk.items[VIEW].kept] == [
        ("Mum keeps going back to him", "zqreason of the court")
    ]
    note = note_for(talk, load_guide(shipped_content()), audience=Audience.FILE)
    for form in FORMATS:
        data = rendered(note, form)
        assert "zqreason" not in (everything_in(form, data) if form in PAGES else data.decode())
