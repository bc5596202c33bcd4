"""A visit in a real terminal at 80x24: plan, the questions in the room, stopping, coming away, writing it up.

Every frame that the terminal is sent while the questions are up is looked at, not only those that are waited for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyte

from engage_tui.conversation.events import Marked, Planned, Ticked, Wrote
from engage_tui.conversation.words import Field, Mark, Source
from support.planted_secrets import PASSPHRASE
from support.talks import after, new_talk
from support.terminal import engage, go_to, open_draft, set_up, stored

if TYPE_CHECKING:
    from pathlib import Path

    from engage_tui.conversation.state import Conversation

SIZE = (80, 24)
FIRST, SECOND = "ask.fatherhood-opener", "ask.relationship-wanted"
QUESTION = "When your children think of"
FORBIDDEN = re.compile(
    r"HERON|Zofia|J-042|A\. Worker|the client|engage|abus|violen|\brisk|perpetrat|victim|surviv|planned|asked|police|"
    r"weapon|Respect|step|note|saved|stop card|help|keys|shield|passphrase|[╭╰│▸●○◐]",
    re.IGNORECASE,
)


def talk() -> Conversation:
    """Secrets in every place there is, and two questions planned of which one may be shown as it was planned."""
    return after(
        new_talk(),
        Planned(FIRST, on=True),
        Wrote(FIRST, Field.PLANNED_AS, "What does Zofia HERONPLAN want you to be?"),
        Wrote(FIRST, Field.SAID, "HERONSAID"),
        Wrote(FIRST, Field.SURVIVOR, "HERONSURVIVOR"),
        Planned("ask.heightened.weapon", on=True),
        Wrote("plan.exit-words", Field.TEXT, "HERONEXIT means we go"),
        Wrote("plan.check-in", Field.TEXT, "Ring HERONCHECK at three"),
        Marked("risk.weapons", Mark.PRESENT),
        Ticked("risk.weapons", Source.SURVIVOR, on=True),
        Wrote("risk.weapons", Field.SURVIVOR, "HERONWEAPON"),
    )


def frames(raw: bytes, before: bytes) -> list[str]:
    """The screen after every few bytes that were written since, whole frames and half ones."""
    screen = pyte.Screen(*SIZE)
    stream = pyte.ByteStream(screen)
    stream.feed(before)
    seen = []
    for at in range(0, len(raw), 100):
        stream.feed(raw[at : at + 100])
        seen.append("\n".join(line.rstrip() for line in screen.display))
    return seen


def test_a_visit_from_the_plan_to_the_writing(tmp_path: Path) -> None:
    set_up(tmp_path, talk())
    with engage(tmp_path, size=SIZE) as terminal:
        open_draft(terminal)
        go_to(terminal, SECOND)
        terminal.press("p")
        terminal.wait_for("planned")
        terminal.press("f")
        told = terminal.wait_for("Not shown as you planned it")
        assert "HERONPLAN" in told
        terminal.press("enter")
        terminal.wait_until(lambda text: QUESTION in text and "╭" not in text, "the question alone")

        before = bytes(terminal.raw)
        for key in (
            "space",
            "x",
            "r",
            "1",
            "?",
            "f1",
            "ctrl+p",
            "ctrl+q",
            "f9",
            "tab",
            "enter",
            "n",
            "space",
            "n",
            "s",
            "n",
        ):
            terminal.press(key)
        terminal.press("s", "space", "escape")
        terminal.wait_until(lambda text: not text.strip(), "an empty page")
        shown = frames(bytes(terminal.raw)[len(before) :], before)
        assert len(shown) > 5
        assert any("·" in frame for frame in shown)
        assert any("I need to stop there" in re.sub(r"\s+", " ", frame) for frame in shown)
        for frame in shown:
            assert not FORBIDDEN.search(frame), frame
        assert b"\a" not in bytes(terminal.raw)[len(before) :]

        terminal.press("escape")
        terminal.wait_for("J-042")
        terminal.press("s")
        terminal.wait_for("HERONEXIT means we go")
        terminal.press("3")
        terminal.wait_for("Written down: .* getting heated")
        terminal.press("enter")
        terminal.wait_for(r"saved \d\d:\d\d")
        terminal.press("backspace")
        terminal.wait_for("Ring HERONCHECK at three")
        terminal.press("enter")
        terminal.wait_for("Take a minute")
        terminal.press("x")
        terminal.wait_for("When you are ready")
        terminal.press("enter")
        terminal.wait_for(f"▸.*{QUESTION}")
        terminal.press("enter")
        terminal.type("That I was there for them")
        terminal.press("ctrl+s")
        terminal.wait_for(r"saved \d\d:\d\d")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        assert not re.search(rb"\x1b\][012];", bytes(terminal.raw)), "the window is given no title"
    note = stored(tmp_path)
    assert {note.items[k].mark for k in (FIRST, SECOND)} == {Mark.ASKED}
    assert note.items[SECOND].text(Field.ASKED_AS).startswith("What would a good family life")
    assert note.items["ask.heightened.weapon"].mark is None
    assert note.items["plan.stopped"].text(Field.REASON) == "It was getting heated"
    assert note.items[FIRST].text(Field.SAID).endswith("That I was there for them")


def test_the_questions_come_back_after_the_window_was_blanked_and_made_smaller(tmp_path: Path) -> None:
    set_up(tmp_path, talk())
    with engage(tmp_path, size=SIZE) as terminal:
        open_draft(terminal)
        terminal.press("f", "enter")
        terminal.wait_until(lambda text: QUESTION in text and "╭" not in text, "the question alone")
        terminal.send(b"\x0c")
        terminal.wait_gone(r"\S")
        terminal.send(f"{PASSPHRASE}\r".encode())
        terminal.wait_for(QUESTION)
        terminal.resize(40, 10)
        shown = terminal.wait_for("When your children")
        assert not FORBIDDEN.search(shown), shown
        terminal.press("escape", "escape")
        terminal.wait_for("J-042")
