"""What Textual would do to a sensitive note unless told otherwise, row by row of the table in the design.

Most rows patch private names of Textual: when one of these fails after an update of it, the patch no longer holds.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engage_tui.conversation.events import Moved, Wrote
from engage_tui.conversation.update import begin
from engage_tui.conversation.words import Field, Setting
from support import faulty_app
from support.planted_secrets import PASSPHRASE
from support.random_talks import offered
from support.talks import START, after
from support.terminal import QUESTION_BEGINS, Terminal, engage, open_draft, said, set_up, unlock, write

if TYPE_CHECKING:
    from engage_tui.guide.guide import Guide

MARKER = "GREYHERON"
WORDS = f"Twice in spring {MARKER}"
PLANTED = "\x1b]1337;PLANTED\x07\x1b[7777m\x9d1337;PLANTED\x9c\x9b7777m"
HOSTILE_BYTES = (b"\x1b]1337", b"\x1b[7777", b"\xc2\x9d", b"\xc2\x9b", b"\x1b]52", b"\x1b]0;OWNED", b"\xe2\x80\xae")
MARKUP = "[/b] [TODO] [@click=app.quit]x[/] [/"
FAULTY = [sys.executable, "-P", str(Path(faulty_app.__file__))]


def flat(terminal: Terminal) -> str:
    """The screen on one line, without the lines drawn on it."""
    return re.sub(r"[\s│▁-▏]+", " ", terminal.text())


def assert_terminal_is_given_back(terminal: Terminal) -> None:
    assert terminal.modes_left_on() == set()
    assert terminal.echoes()
    assert MARKER not in terminal.after_leaving()


# -- 1, 2: every way of being ended


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_words_being_typed_are_saved_when_the_app_is_told_to_end(ready: Path, number: signal.Signals) -> None:
    with engage(ready) as terminal:
        open_draft(terminal)
        write(terminal, WORDS)
        told = time.monotonic()
        terminal.signal(number)
        assert terminal.wait_exit() == 128 + number
        assert time.monotonic() - told < 2
        assert_terminal_is_given_back(terminal)
    assert said(ready) == WORDS


# What a program started by nohup, or by a launcher without job control, has around it.
WINDOWS = {
    "an ordinary one": {},
    "hangups ignored": {"prepare": "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)"},
    "no hangup sent": {"owns_terminal": False},
}


@pytest.mark.parametrize("window", WINDOWS)
def test_words_being_typed_are_saved_and_nothing_runs_on_when_the_window_is_closed(ready: Path, window: str) -> None:
    with engage(ready, **WINDOWS[window]) as terminal:
        open_draft(terminal)
        write(terminal, WORDS)
        terminal.close_window()
        terminal.wait_exit(timeout=2 if window == "an ordinary one" else 4)
        assert terminal.process.returncode == 128 + signal.SIGHUP
    assert said(ready) == WORDS


@pytest.mark.parametrize("redirected", ["stdin", "stdout", "stderr"])
def test_without_a_terminal_of_its_own_it_says_so_and_ends(tmp_path: Path, redirected: str) -> None:
    master, slave = os.openpty()
    streams = {"stdin": slave, "stdout": slave, "stderr": slave}
    streams[redirected] = subprocess.PIPE if redirected == "stderr" else subprocess.DEVNULL
    command = [sys.executable, "-m", "engage_tui"]
    done = subprocess.run(command, **streams, cwd=tmp_path, timeout=20, check=False)
    told = (done.stderr or b"").decode() if redirected == "stderr" else os.read(master, 4096).decode()
    os.close(master)
    os.close(slave)
    assert done.returncode == 9
    assert "The app needs a terminal window." in told
    assert "Traceback" not in told
    assert not (tmp_path / "engage").exists()


# -- 3: a fault in the app itself


@pytest.mark.parametrize("key", [faulty_app.HANDLER, faulty_app.WORKER])
def test_a_fault_saves_the_words_and_tells_nothing_of_them(ready: Path, key: str) -> None:
    with Terminal(FAULTY, home=ready) as terminal:
        open_draft(terminal)
        terminal.press(faulty_app.THREAD)  # one in a thread of its own: the app goes on
        write(terminal, WORDS)
        terminal.press(key)
        assert terminal.wait_exit() == 1
        assert_terminal_is_given_back(terminal)
        told = terminal.after_leaving()
        assert "engage-tui had to stop because of a fault in it (RuntimeError)." in told
        assert "What you wrote was saved." in told
        assert "faulty_app.py" in told  # where, and no more than where
        for secret in (PASSPHRASE, "Traceback", "textual run", "They go upstairs", "J-042"):
            assert secret not in told
        for secret in (faulty_app.SECRET_LOCAL, faulty_app.SECRET_MESSAGE):
            assert secret.encode() not in terminal.raw
    assert said(ready) == WORDS


# -- 4, 6, 7, 8: what is typed and pasted


def test_bytes_that_are_no_text_and_escapes_in_a_paste_do_no_harm(ready: Path) -> None:
    with engage(ready) as terminal:
        open_draft(terminal)
        write(terminal, "one ")
        terminal.send(b"\xff\xc3(\xfe two ")
        terminal.wait_for("two")
        terminal.paste(f"three\x1b[A\x1b\x11 {PLANTED}\x1b]52;c;eA==\x07\x1b]0;OWNED\x07\u202e four")
        terminal.wait_for("four")
        terminal.type(" five\u009b7777m\u202e")
        terminal.press("ctrl+s")
        terminal.wait_for(r"said \(\d\d:\d\d\): one")
        assert_nothing_harmful(terminal)
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    kept = said(ready)
    assert kept.startswith("one ")
    assert re.search(r"two three\[A ]1337;PLANTED\[7777m.*four five", kept)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", kept)


def test_a_paste_that_is_far_too_large_is_refused_at_once_and_one_in_pieces_presses_no_keys(ready: Path) -> None:
    with engage(ready) as terminal:
        open_draft(terminal)
        write(terminal, "before ")
        used = terminal.cpu_seconds()
        terminal.paste("He said that it was nothing. " * 350_000)
        terminal.wait_for("too much to paste at once")
        assert terminal.cpu_seconds() - used < 1
        terminal.type("after")
        terminal.wait_for("before after")
        terminal.send(b"\x1b")
        time.sleep(0.02)  # the terminal's next piece comes a moment later
        terminal.send(b"[200~ pasted\x1b\x11 two\x1b[201~")  # with a Ctrl+Q in it, which would leave
        terminal.wait_for("before after pasted two")


def test_nothing_is_ever_put_on_the_system_clipboard(ready: Path) -> None:
    with engage(ready) as terminal:
        terminal.wait_for("Passphrase")
        terminal.type(PASSPHRASE)
        terminal.press("shift+home", "ctrl+c", "ctrl+x", "enter")
        terminal.wait_for("▸ Continue J-042")
        terminal.press("enter")
        terminal.wait_for(QUESTION_BEGINS)
        write(terminal, WORDS)
        terminal.press("shift+home", "ctrl+c", "ctrl+x")
        terminal.wait_gone(MARKER)
        terminal.press("ctrl+v")
        terminal.wait_for(MARKER)  # inside the app, copying works
        terminal.press("ctrl+l")
        terminal.wait_gone(r"\S")
        terminal.type(PASSPHRASE)
        terminal.press("shift+home", "ctrl+c", "ctrl+x", "enter")
        terminal.wait_for(MARKER)
        assert b"\x1b]52" not in terminal.raw


def test_a_passphrase_cannot_be_copied_into_a_field_that_shows_it(tmp_path: Path) -> None:
    with engage(tmp_path) as terminal:
        terminal.wait_for("Set a passphrase")
        terminal.type(PASSPHRASE)
        terminal.press("shift+home", "ctrl+c", "ctrl+x", "enter")
        terminal.type(PASSPHRASE)
        terminal.press("enter", "ctrl+v")
        terminal.type("A. Worker")
        terminal.wait_for("A. Worker")
        assert PASSPHRASE.encode() not in terminal.raw


# -- 5, 6: text as data, wherever it is shown


@pytest.fixture
def bracketed(tmp_path: Path, guide: Guide) -> Path:
    """A home in which everything that people can write is markup: names, reference, and every field of an item."""
    talk = begin(
        "a1", reference=MARKUP, setting=Setting.VISIT, person=MARKUP, author=MARKUP, held_on=START.date(), at=START
    )
    fields = offered(guide, "risk.separation")
    wrote = [Wrote("risk.separation", field, f"{number}{MARKUP}") for number, field in enumerate(fields)]
    set_up(tmp_path, after(talk, *wrote, Moved("risk.separation")), author=MARKUP)
    return tmp_path


def test_markup_in_what_people_write_is_shown_as_it_stands(bracketed: Path, guide: Guide) -> None:
    fields = [field for field in offered(guide, "risk.separation") if field is not Field.SURVIVOR]
    with engage(bracketed, size=(80, 48)) as terminal:
        unlock(terminal)
        terminal.wait_for(re.escape(f"▸ Continue {MARKUP}"))
        terminal.press("enter")
        terminal.wait_for("What will be done")
        shown = flat(terminal)
        assert shown.count(MARKUP) >= 1 + len(fields)  # the reference, and every field but the restricted one
        assert f"{MARKUP} said" in shown  # the word for the person, in the name of a field
        terminal.click("[@click=app.quit]x", offset=17)
        terminal.press("enter")
        terminal.type(f"now {MARKUP}")
        terminal.wait_until(lambda _: f"now {MARKUP}" in flat(terminal), "what was typed")
        terminal.press("ctrl+s")
        see_markup_elsewhere(terminal)
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0


def see_markup_elsewhere(terminal: Terminal) -> None:
    """The find box, the palette, details, the note, a folder's name, the list of notes, settings."""
    for key, prompt in (("slash", "go there"), ("ctrl+p", "Search for commands")):
        terminal.press(key)
        terminal.wait_for(prompt)
        terminal.type(MARKUP)
        terminal.wait_for(re.escape(MARKUP))
        terminal.press("escape")
        terminal.wait_gone(prompt)
    terminal.press("d")
    assert terminal.wait_for("(?s)Written by.*back").count(MARKUP) >= 3
    terminal.press("f3", "6", "home", "down", "enter")
    terminal.wait_for(f"Written by: .*{re.escape(MARKUP)}")
    terminal.press("w")
    terminal.wait_for("▸ Write the note for the case file")
    terminal.press("shift+tab")
    terminal.type("/[b]")
    terminal.press("enter", "enter")
    terminal.wait_for(r"\[b\]:")
    terminal.press("f3", "f3", "backspace", "down", "down", "down", "down", "enter")
    terminal.wait_for(re.escape(f"○ {MARKUP[:18]}"))
    terminal.press("f3", "down", "down", "enter")
    assert terminal.wait_for("Name on the notes").count(MARKUP) == 1


OWN_CONTENT = """
schema: 1
steps:
  - {{id: look, number: 1, title: "{0}", short: "[b]Lk[/b]", aim: "Aim {0}", keep_in_mind: ["Mind {0}"],
     sections: [own]}}
documents:
  - {{id: own-doc, title: "Document {0}", by: "By {0}"}}
sections:
  - id: own
    step: look
    title: "Section {0}"
    intro: "Intro {0}"
    answer: noticed
    items:
      - {{id: own.item, kind: indicator, short: "Short {0}", more: "More {0}", why: "Why {0}", parts: ["Part {0}"],
         tags: ["[TODO]"], act_now: "Act {0}", names: ["Name {0}"], source: {{doc: own-doc, section: "Sect {0}"}}}}
"""


def test_markup_in_own_content_is_shown_as_it_stands(ready: Path) -> None:
    own = ready / "engage" / "content"
    own.mkdir()
    (own / "[b]own[@click=app.quit].yaml").write_text(OWN_CONTENT.format(MARKUP))
    with Terminal(FAULTY, home=ready, size=(160, 48)) as terminal:
        open_draft(terminal)
        terminal.press("1", "right")
        terminal.wait_for("Source: Document")
        for what in ("Aim", "Section", "Intro", "Short", "More", "Part"):
            assert f"{what} {MARKUP}" in flat(terminal)
        assert "Mind [/b] [TODO]" in flat(terminal)
        terminal.click("Short [/b]", offset=6 + MARKUP.index("x["))
        terminal.press("escape", "space")
        terminal.wait_for(re.escape(f"Act {MARKUP}"))
        terminal.press("escape", faulty_app.TOLD)
        terminal.wait_for(r"Told \[/b\] \[TODO\]")  # in a notification
        assert terminal.process.poll() is None


def assert_nothing_harmful(terminal: Terminal) -> None:
    """No terminal sequence but Textual's own was written; what was planted shows as harmless text."""
    assert b"PLANTED" in terminal.raw
    assert [harmful for harmful in HOSTILE_BYTES if harmful in terminal.raw] == []


def test_names_and_keys_of_own_content_are_shown_as_harmless_text(ready: Path) -> None:
    own, escaped = ready / "engage" / "content", json.dumps(PLANTED)
    (own / "[TODO]").mkdir(parents=True)
    (own / "[TODO]" / f"[b]{PLANTED}.yaml").write_text(f"schema: 1\n{escaped}: x\n")
    text = f"schema: {escaped}\ndocuments: [{{id: a, title: {escaped}, by: {escaped}, {escaped}: y}}]\n"
    (own / "other.yaml").write_text(text)
    with engage(ready) as terminal:
        unlock(terminal)
        terminal.wait_for("was left out")
        assert "[TODO]/[b]" in flat(terminal)
        assert_nothing_harmful(terminal)
    with engage(ready, "check", str(own)) as terminal:
        assert terminal.wait_exit() == 1
        assert_nothing_harmful(terminal)


def test_terminal_sequences_in_settings_never_reach_the_terminal(ready: Path) -> None:
    escaped = json.dumps(PLANTED)
    settings = f'export_folder = "/tmp/x{escaped[1:]}\n[keys]\n"app.shield" = {escaped}\n'
    (ready / "engage" / "settings.toml").write_text(settings)
    with engage(ready) as terminal:
        if terminal.wait_for("Passphrase|settings.toml").count("settings.toml"):
            terminal.wait_exit()  # refused, in words: as good
            return
        unlock(terminal)
        terminal.press("end", "up", "up", "enter")
        terminal.wait_for("Folder for copies")
        terminal.press("f1")
        terminal.wait_for("What the keys do")
        terminal.press("escape", "escape", "home", "enter")
        terminal.wait_for("saved")
        terminal.press("6", "down", "down", "enter")
        terminal.wait_for("Copies are not encrypted")
        assert_nothing_harmful(terminal)


@pytest.mark.parametrize("mistake", ['{} = "x"', "[keys]\n{} = 3"])
def test_terminal_sequences_in_a_wrong_setting_never_reach_the_terminal(tmp_path: Path, mistake: str) -> None:
    (tmp_path / "engage").mkdir()
    escaped = json.dumps(PLANTED)
    (tmp_path / "engage" / "settings.toml").write_text(mistake.format(escaped) + "\n")
    with engage(tmp_path) as terminal:
        assert terminal.wait_exit() == 8
        assert "settings.toml:" in terminal.text()
        assert [harmful for harmful in HOSTILE_BYTES if harmful in terminal.raw] == []


# -- 9, 10: Textual's own doors


def test_no_variable_makes_it_write_or_load_anything(ready: Path) -> None:
    (ready / "evil.py").write_text("open('loaded', 'w').close()\nfrom textual.drivers.linux_driver import *\n")
    before = {path.name for path in ready.iterdir()}
    variables = {
        "TEXTUAL_LOG": str(ready / "textual.log"),
        "TEXTUAL_DEBUG": "1",
        "TEXTUAL_DEVTOOLS": "1",
        "TEXTUAL_SCREENSHOT": "1",
        "TEXTUAL_SCREENSHOT_LOCATION": str(ready),
        "TEXTUAL_SCREENSHOT_FILENAME": "picture.svg",
        "TEXTUAL_PRESS": "a,b",
        "TEXTUAL_DRIVER": "evil:LinuxDriver",
        "PYTHONPATH": f"{ready}:{os.environ.get('PYTHONPATH', '')}",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    with engage(ready, env=variables) as terminal:
        terminal.wait_for("Passphrase")
        terminal.type(WORDS)
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert {path.name for path in ready.iterdir()} == before


def test_no_picture_of_the_screen_is_offered_or_made(ready: Path) -> None:
    with Terminal(FAULTY, home=ready) as terminal:
        terminal.wait_for("Look round")
        terminal.press("ctrl+p")
        offered = terminal.wait_for("Blank the screen")
        for theirs in ("Screenshot", "Maximize", "Theme", "Keys and help", "Quit"):
            assert not re.search(rf"(?mi)^ *{theirs}", offered)
        terminal.type("screenshot")
        terminal.wait_for("🔎 screenshot")
        assert not re.search(r"(?mi)^ *screenshot|svg", terminal.wait_quiet(0.3))
        terminal.press("escape", faulty_app.PICTURES)
        terminal.wait_for("pictures asked for")
    assert not [path for path in ready.rglob("*") if path.suffix == ".svg"]


# -- 11, 12: memory


def memory_holds(pid: int, *secrets: bytes) -> list[bytes]:
    """Which of these are anywhere in the memory that a process can read or write."""
    found = set()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            place, rights, *_ = line.split()
            start, end = (int(part, 16) for part in place.split("-"))
            if rights.startswith("rw"):
                memory.seek(start)
                try:
                    data = memory.read(end - start)
                except OSError:
                    continue
                found |= {secret for secret in secrets if secret in data}
    return sorted(found)


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="only root can read another process's memory, and on Linux"
)
def test_locking_saves_and_asks_for_the_passphrase_again_and_leaves_nothing_in_memory(ready: Path) -> None:
    secrets = (MARKER.encode(), b"They go upstairs when I shout", PASSPHRASE.encode())
    with engage(ready) as terminal:
        open_draft(terminal)
        write(terminal, WORDS)
        assert set(memory_holds(terminal.process.pid, *secrets)) >= set(secrets[:2])
        lock(terminal)
        assert memory_holds(terminal.process.pid, *secrets) == []
    assert said(ready) == WORDS


def lock(terminal: Terminal) -> None:
    """By the palette; until the new process asks for the passphrase."""
    terminal.press("ctrl+p")
    terminal.wait_for("Search for commands")
    terminal.type("lock")
    terminal.wait_for("Save, forget the keys")
    shown = len(terminal.raw)
    terminal.press("enter", "enter")
    terminal.wait_until(lambda _: b"Look round the guide" in terminal.raw[shown:], "the first screen again")


def test_locking_loads_no_code_from_the_folder_that_the_app_was_started_in(ready: Path) -> None:
    for module in ("engage_tui", "textual", "yaml", "pydantic"):
        (ready / f"{module}.py").write_text("open('loaded', 'w').close()\n")
    command = Path(sys.executable).with_name("engage-tui")
    if not command.exists():
        pytest.skip("the package is not installed with its commands")
    with Terminal([str(command)], home=ready) as terminal:
        terminal.wait_for("Look round the guide")
        lock(terminal)
    assert not (ready / "loaded").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="read from /proc")
def test_no_core_file_can_be_made_of_it(ready: Path) -> None:
    more = (
        "import resource; limit = resource.RLIMIT_CORE; resource.setrlimit(limit, (resource.getrlimit(limit)[1],) * 2)"
    )
    with Terminal(FAULTY, home=ready, prepare=more) as terminal:
        terminal.wait_for("Look round")
        limits = Path(f"/proc/{terminal.process.pid}/limits").read_text()
        assert re.search(r"Max core file size +0 +0 ", limits)
        terminal.press(faulty_app.DUMPABLE)
        terminal.wait_for("dumpable 0")
        terminal.signal(signal.SIGABRT)
        terminal.process.wait(10)
    assert not list(ready.glob("core*"))
