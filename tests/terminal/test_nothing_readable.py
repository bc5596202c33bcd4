"""A marker wherever the app takes text, everything the app can do, and then every byte that it has left anywhere."""

from __future__ import annotations

import base64
import shutil
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from engage_tui.settings import save_setting
from support import faulty_app
from support.pages import words_of
from support.terminal import Terminal, go_to

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKER = "GreyHeron"
PASSPHRASE = f"two words {MARKER}"
FAULTY = [sys.executable, "-P", str(Path(faulty_app.__file__))]
WORDS = f"{MARKER} shouted, upstairs"


def forms(marker: str) -> Iterator[bytes]:
    """The marker as it might stand in a file."""
    raw = marker.encode()
    yield from (raw, raw.lower(), raw.upper(), raw[::-1], raw.hex().encode(), raw.hex().upper().encode())
    yield from (marker.encode("utf-16-le"), marker.encode("utf-16-be"))
    for before in range(3):
        coded = base64.b64encode(b"\0" * before + raw)
        yield coded[(0, 2, 3)[before] : len(coded) // 4 * 4 - 4]


def finds(data: bytes) -> list[bytes]:
    return [form for form in forms(MARKER) if form in data]


def words_in(suffix: str, data: bytes) -> bytes:
    """What people read in a copy; nothing of a PDF where no program can tell."""
    if suffix == ".pdf" and not shutil.which("pdftotext"):
        return MARKER.encode()
    return words_of(suffix[1:], data).encode() if suffix in (".docx", ".pdf") else data


def assert_nothing_readable(home: Path, chosen: Path) -> None:
    """Nothing under the home, which is the temporary folder too, but where copies were asked for."""
    seen = [path for path in home.rglob("*") if path != chosen and chosen not in path.parents]
    assert {"keys.json", "notes.db", "settings.toml"} <= {path.name for path in seen}
    for path in seen:
        assert finds(str(path.relative_to(home)).encode()) == [], path
        if path.is_file():
            assert finds(path.read_bytes()) == [], path
    for path in (home / "engage", *home.glob("engage/**/*"), *chosen.glob("**/*")):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


def assert_nothing_left(terminal: Terminal) -> None:
    """The terminal is as it was, and nothing stands in the window for others to scroll back to."""
    assert terminal.modes_left_on() == set()
    assert terminal.echoes()
    assert finds(terminal.after_leaving().encode()) == []


def app(home: Path) -> Terminal:
    return Terminal(FAULTY, home=home, size=(120, 40))


def say(terminal: Terminal, text: str) -> None:
    terminal.send(f"{text}\r".encode())


def set_up(terminal: Terminal) -> None:
    terminal.wait_for("Set a passphrase")
    for text in (PASSPHRASE, f"{PASSPHRASE}?", PASSPHRASE):
        terminal.send(f"{text}\r".encode())
    terminal.wait_for("The same again")
    say(terminal, f"A. {MARKER}")
    terminal.wait_for("Type the last group")
    say(terminal, MARKER)
    terminal.wait_for("That is not the last group")
    terminal.press("f3")
    terminal.wait_for("▸ New conversation")
    terminal.send(b"\r")
    terminal.wait_for("Reference: a code")
    for text in (MARKER, "", "", MARKER):  # it looks like a name, and is asked about once
        say(terminal, text)
    terminal.wait_for(r"saved \d\d:\d\d")


def unlock(terminal: Terminal) -> None:
    terminal.wait_for("Passphrase")
    say(terminal, PASSPHRASE)
    terminal.wait_for("▸ Continue")
    terminal.send(b"\r")
    terminal.wait_for(r"(?m)saved( \d\d:\d\d)?$")


def write_everywhere(terminal: Terminal) -> None:
    """Every field of an item, a reason, the boxes to search in."""
    go_to(terminal, "risk.separation")
    terminal.send(b"w")
    terminal.wait_for("Tab next field")
    for number in range(10):
        terminal.send(f"{WORDS} {number}\t".encode())
    terminal.wait_for(r"upstairs\s+9")
    terminal.press("ctrl+s", "u", "U")
    for key, prompt in (("slash", "go there"), ("ctrl+p", "Search for commands")):
        terminal.press(key)
        terminal.wait_for(prompt)
        terminal.send(MARKER.encode())
        terminal.wait_for(f"(?s){prompt}.*{MARKER}|{MARKER}.*{prompt}|🔎 {MARKER}")
        terminal.press("escape")
        terminal.wait_gone(prompt)


def write_copies(terminal: Terminal, *forms: str) -> None:
    terminal.press("6", "home", "down", "down", "enter")
    terminal.wait_for("Copies are not encrypted")
    terminal.press(*forms, "enter")
    terminal.wait_for("Only this user account")


def lock(terminal: Terminal) -> None:
    terminal.press("ctrl+p")
    terminal.wait_for("Search for commands")
    terminal.send(b"lock")
    terminal.wait_for("Save, forget the keys")
    terminal.send(b"\r\r")
    terminal.wait_for("Look round the guide")


def test_nothing_that_was_typed_can_be_read_anywhere_but_where_a_copy_was_asked_for(tmp_path: Path) -> None:
    chosen = tmp_path / "chosen"
    save_setting(tmp_path / "engage" / "settings.toml", "export_folder", str(chosen))
    with app(tmp_path) as terminal:
        set_up(terminal)
        write_everywhere(terminal)
        terminal.send(b"\x0c")
        terminal.wait_gone(r"\S")
        say(terminal, f"{MARKER} again")
        terminal.wait_for("Not right")
        terminal.press(faulty_app.HANDLER)  # a fault, while it is blank
        assert terminal.wait_exit() == 1
        assert "had to stop because of a fault" in terminal.after_leaving()
        assert_nothing_left(terminal)
    assert_nothing_readable(tmp_path, chosen)
    with app(tmp_path) as terminal:
        terminal.wait_for("Passphrase")
        say(terminal, f"{MARKER} but wrong")
        terminal.wait_for("does not open these notes")
        unlock(terminal)
        write_copies(terminal, "2", "3", "4", "5")
        terminal.press("escape")
        lock(terminal)
        unlock(terminal)
        terminal.press("6", "home", "down", "down", "down", "enter")
        terminal.wait_for("Make this note final")
        terminal.press("down", "enter")
        terminal.wait_for("Fingerprint")
        terminal.signal(signal.SIGKILL)
        terminal.process.wait(10)
    assert (tmp_path / "engage" / "notes.db-wal").exists()
    assert_nothing_readable(tmp_path, chosen)
    copies = {path.suffix: path.read_bytes() for path in chosen.iterdir()}
    assert set(copies) == {".docx", ".pdf", ".json", ".md", ".txt"}
    assert all(finds(words_in(form, copy)) for form, copy in copies.items()), "or nothing was looked for"
