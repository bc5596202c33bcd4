"""A visit to a final note in a real terminal of 80 by 24: seven things noted on the walk, then written up. Fiction."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from engage_tui.conversation.events import Marked, Planned, Ticked, Visited, Wrote
from engage_tui.conversation.words import Field, Mark, Source
from engage_tui.paths import Home, shipped_content
from engage_tui.record.write_up import STOPS
from engage_tui.store.store import Store
from support.planted_secrets import PASSPHRASE
from support.talks import after, new_talk
from support.terminal import engage, open_draft, set_up

if TYPE_CHECKING:
    from pathlib import Path

    from support.terminal import Terminal

pytestmark = pytest.mark.skipif("sys.platform == 'win32'", reason="needs a pty")
NEXT = "record.attempts"


def walked() -> object:
    """What a tired worker has noted on the way: no more than seven things."""
    return after(
        new_talk(),
        Visited("ask"),
        Marked("look.checks-whereabouts", Mark.SEEN),
        Wrote("look.checks-whereabouts", Field.SEEN, "Rang her four times in half an hour."),
        Marked("ask.discloses.children", Mark.ASKED),
        Wrote("ask.discloses.children", Field.SAID, "They go upstairs when I shout"),
        Marked("ask.other-issue.what-can-you-do", Mark.ASKED),
        Wrote("ask.other-issue.what-can-you-do", Field.SAID, "I can stay at my brother's"),
        Planned("ask.discloses.police", on=True),
        Marked("respond.parenting-choice", Mark.USED),
        Wrote("form.victim-additional", Field.TEXT, "zqsecret she has packed a bag"),
        Ticked("risk.weapons", Source.SURVIVOR, on=True),
    )


class Writer:
    """Writes it up with as few keys as it takes, and counts them: all but the letters of the words."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal, self.keys, self.at = terminal, 0, 0

    def press(self, *keys: str) -> None:
        self.keys += len(keys)
        self.terminal.press(*keys)

    def write(self, words: str) -> None:
        self.terminal.type(words)
        self.terminal.wait_for(re.escape(words.rsplit(maxsplit=1)[-1]))

    def go_on(self, key: str = "enter") -> None:
        """To the next question, by Enter after an answer or by `n` without one."""
        assert "zqsecret" not in self.terminal.text()
        if key == "enter" and "▸ →" not in self.terminal.text():
            key = "n"  # the cursor is where a further entry begins
        if key == "n":  # nobody is as fast as this: letters that come so soon after each other are taken for words
            self.terminal.press("home")
        self.press(key)
        if key == "n":
            self.terminal.press("home")
        self.at += 1
        if self.at < len(STOPS):
            self.terminal.wait_for(rf"· {self.at + 1} of {len(STOPS)}\b")


def write_it_up(writer: Writer) -> None:
    terminal = writer.terminal
    terminal.wait_for(f"1 of {len(STOPS)}")
    writer.press("enter")
    writer.write("Home visit. He spoke of shouting and of the children.")
    writer.press("escape")
    writer.go_on()
    writer.press("t")
    terminal.wait_for("▸ → Go on")
    writer.go_on()
    writer.press("t")
    terminal.wait_for("▸ → Go on")
    writer.go_on()
    writer.press("t")
    terminal.wait_for("▸ → Go on")
    writer.go_on()
    writer.press("space")
    terminal.wait_for("▸ → Go on")
    writer.go_on()
    writer.press("x")
    terminal.wait_for("They are not engaging")
    writer.press("4")
    terminal.wait_for("(?s)turned it down.*▸ → Go on")
    writer.go_on()
    writer.press("t", "enter")
    terminal.wait_for("Act 1")
    writer.press("escape")
    writer.go_on()
    writer.press("t")
    terminal.wait_for("Act 1")
    writer.press("escape")
    writer.go_on()
    writer.go_on("n")  # what the survivor does is not known yet
    writer.press("t")
    terminal.wait_for("Action 1")
    writer.write("Friday")
    writer.press("tab", "tab")
    writer.write("His brother says so")
    writer.press("tab")
    writer.write("A. Worker")
    writer.press("escape")
    writer.go_on()
    writer.press("t")
    terminal.wait_for("Attempt 1")
    writer.press("tab")
    writer.write("He let me in and talked")
    writer.press("escape")
    writer.go_on()
    writer.go_on("n")
    writer.press("enter")
    terminal.wait_for("Promise 1")
    writer.write("Ring on Tuesday")
    writer.press("escape")
    writer.go_on()
    writer.press("t", "enter")
    terminal.wait_for("Not known 1")
    writer.write("B. Manager")
    writer.press("escape")
    writer.go_on()
    writer.press("enter")
    terminal.wait_for("Talk 1")
    writer.write("B. Manager")
    writer.press("escape")
    writer.go_on()
    writer.go_on("n")
    writer.press("t")
    terminal.wait_for("Tab next field|Esc done")
    writer.write(" Tuesday at the office.")
    writer.press("escape")
    writer.go_on()


def test_a_visit_is_written_up_to_a_final_note(tmp_path: Path) -> None:
    set_up(tmp_path, walked())  # type: ignore[arg-type]
    with engage(tmp_path) as terminal:
        open_draft(terminal)
        terminal.press("Y")
        writer = Writer(terminal)
        write_it_up(writer)
        terminal.wait_for("Worth another look")
        assert "Needed before" not in terminal.text()
        terminal.press("home", "down", "down", "down", "enter")
        terminal.wait_for("Make this note final")
        terminal.press("down", "enter")
        terminal.wait_for("Fingerprint")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    store = Store.unlock(Home(tmp_path / "engage"), PASSPHRASE)
    (note,) = store.notes()
    talk = store.load(note.id)
    store.close()
    assert note.final
    told = {key: {f.value: w.text for f, w in a.words.items()} for key, a in talk.items.items()}
    marks = [talk.items[s.item].mark for s in STOPS[1:6]]
    assert marks == [Mark.YES, Mark.YES, Mark.YES, Mark.YES, Mark.NO]
    assert told["form.programme-referral"]["reason"] == "They turned it down."
    assert told["assess.map-the-pattern"] == {
        "act": "Rang her four times in half an hour.",
        "on_child": "“They go upstairs when I shout”",
    }
    assert told["record.concrete-actions"] == {
        "action": "“I can stay at my brother's”",
        "who": "the client",
        "when": "Friday",
        "evidence": "His brother says so",
        "checked_by": "A. Worker",
    }
    assert told[NEXT] == {"when": "21 November 2026", "way": "home visit", "outcome": "He let me in and talked"}
    assert "assess.survivor-strengths" not in told, "passed without an answer"
    assert told["note.next"]["text"].endswith("Tuesday at the office.")
    secret = [key for key, words in told.items() if "zqsecret" in " ".join(words.values())]
    assert secret == ["form.victim-additional"]
    page = (shipped_content().parent / "docs" / "note.md").read_text(encoding="utf-8")
    assert f"in {writer.keys} keys besides the words" in " ".join(page.split())
    assert f"over {len(STOPS)} questions" in page
