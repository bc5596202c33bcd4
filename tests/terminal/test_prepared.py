"""A visit prepared in a real terminal of 80 by 24, from Home to the page in print, with its keys counted. Fiction."""

from __future__ import annotations

import re
import shutil
import time
from typing import TYPE_CHECKING

import pytest

from engage_tui.conversation.rules import planned
from engage_tui.conversation.words import Field, Mark, Source
from engage_tui.guide.loader import load_guide
from engage_tui.paths import Home, shipped_content
from engage_tui.record.export import render_note
from engage_tui.store.store import Store
from support.pages import pdf_words
from support.planted_secrets import PASSPHRASE
from support.terminal import engage, set_up

if TYPE_CHECKING:
    from pathlib import Path

    from support.terminal import Terminal

pytestmark = [
    pytest.mark.skipif("sys.platform == 'win32'", reason="needs a pty"),
    pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not there; it is in poppler-utils"),
]
MINUTES = 5
OWN = "What was the best bit of your week?"


class Worker:
    """Prepares with as few keys as it takes, and counts them: all but the letters of the words."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal, self.keys, self.letters = terminal, 0, 0

    def press(self, *keys: str, until: str = "") -> None:
        self.keys += len(keys)
        self.terminal.press(*keys)
        if until:
            self.terminal.wait_for(until)

    def write(self, words: str, *after: str, until: str) -> None:
        """Words in the field that is open, and the key that ends them."""
        self.letters += len(words)
        self.terminal.type(words)
        self.terminal.wait_for(re.escape(words.rsplit(maxsplit=1)[-1]))
        self.press(*after, until=until)


def prepare(worker: Worker) -> None:
    press, write = worker.press, worker.write
    press("y", "y", "y", "n", until="A safer way: Do not discuss")
    press("up", "w", until="What I did about it")
    write("Will ring first", "escape", until="about it: Will ring first")
    press(*"yyyyyyy", until="▸ → Go on")
    press("enter", until="2 of 7")
    press("enter", until="What is known")
    write("Two call-outs in May", "escape", until="▸ .*Known: seen")
    press("down", "down", "down", "space", until="may they know. not said")
    press("down", "down", "n", until="not for them")
    press("right", until="3 of 7")
    press("down", "enter", until="Text")
    write("The duty desk at 15:30", "escape", until="(?s)The duty desk at 15:30.*▸ ○ How is the survivor")
    press("right", until="4 of 7")
    press("enter", until="Text")
    write("His new job. Zofia.", "escape", until="▸ \\+ Pick from")
    press("slash", until="Pick questions")
    write("good family life", "enter", until="planned")
    press("escape", until="1. What would a good")
    press("slash", until="Pick questions")
    write("father", "enter", until="planned")
    press("escape", until="2. When your children")
    press("o", until="A question of your own")
    write(OWN, "escape", until="3. What was the best")
    press("K", until="2. What was the best")
    press("right", until="5 of 7")
    press("enter", until="Esc done")
    write("Shouting, or drinking.", "escape", until="▸ ○ Which words")
    press("t", until="For example: “I left")
    press("enter", until="Esc done")
    write("I left my phone in the car.", "escape", until="▸ → Go on")
    press("right", until="6 of 7")
    press("enter", until="Esc done")
    write("We come back another day.", "escape", "right", until="7 of 7")


def test_a_visit_is_prepared_in_five_minutes_and_its_page_is_written_twice(tmp_path: Path) -> None:
    set_up(tmp_path)
    out = tmp_path / "paper"
    with engage(tmp_path) as terminal:
        terminal.wait_for("Passphrase")
        terminal.type(PASSPHRASE)
        terminal.press("enter")
        terminal.wait_for("New conversation")
        worker, began = Worker(terminal), time.monotonic()
        worker.press("down", until="▸ Prepare a visit")
        worker.press("enter", until="Reference: a code")
        worker.write("J-077", "enter", "enter", "enter", until="Is it safe to talk")
        prepare(worker)
        seconds = time.monotonic() - began
        told = terminal.text()
        assert "cannot tell whether it is safe" in told
        assert "You answered no" in told
        assert "Is the person sober" in told
        worker.press("enter", until="Visit plan")
        write_page(terminal, out, "p", "pdf")
        write_page(terminal, out, "t", "txt")
        terminal.press("escape", "escape", "ctrl+q")
        assert terminal.wait_exit() == 0
    assert seconds + worker.letters / 4 < MINUTES * 60, "at four letters a second"
    check_note(tmp_path)
    check_pages(out)
    page = (shipped_content().parent / "docs" / "visit.md").read_text(encoding="utf-8")
    assert f"takes {worker.keys} keys besides the words" in " ".join(page.split())


def write_page(terminal: Terminal, folder: Path, key: str, form: str) -> None:
    terminal.press(key)
    terminal.wait_for("Write the page")
    terminal.press("home", *["delete"] * 200)
    terminal.type(str(folder))
    terminal.press("enter")
    terminal.wait_for("Written to")
    deadline = time.monotonic() + 20
    while not list(folder.glob(f"*.{form}")) and time.monotonic() < deadline:
        time.sleep(0.05)


def check_note(home: Path) -> None:
    """Everything is in the conversation, planned and not asked, and the note keeps the two apart."""
    guide = load_guide(shipped_content())
    store = Store.unlock(Home(home / "engage"), PASSPHRASE)
    note = next(n for n in store.notes() if n.reference == "J-077")
    talk = store.load(note.id)
    store.close()
    assert talk.items["check.sober"].mark is Mark.NO
    assert talk.items["plan.known"].ticked == {Source.AGENCY}
    assert planned(talk, guide) == ("ask.relationship-wanted", "ask.own", "ask.fatherhood-opener")
    assert all(talk.items[k].mark is None for k in planned(talk, guide))
    text = " ".join(render_note(talk, guide, form="txt").split())
    assert OWN in text.split("Planned", 1)[1]
    assert "call-outs" not in text, "somebody said that they may not know it"
    assert talk.items["plan.hook"].text(Field.TEXT) == "His new job. Zofia."


def check_pages(folder: Path) -> None:
    """The page in print, read by another program, and as text: nobody's name, and not what it is about."""
    (pdf,), (txt,) = folder.glob("plan-*.pdf"), folder.glob("plan-*.txt")
    for words in (" ".join(pdf_words(pdf.read_bytes()).split()), " ".join(txt.read_text().split())):
        assert "1. What would a good family life" in words
        assert f"2. {OWN}" in words
        assert "His new job." in words
        assert "We stop and go as soon as one of us says so." in words
        for never in ("Zofia", "J-077", "15:30", "Shouting", "drinking", "call-outs", "Worker", "engage"):
            assert never not in words
