"""Role-play in a real terminal: every scenario from the list to its end; a second terminal shows another view."""

from __future__ import annotations

import re
import socket
from typing import TYPE_CHECKING

import pytest

from engage_tui.paths import shipped_content
from engage_tui.practice.scenarios import load_scenarios
from engage_tui.tui.practice.link import ADDRESS, read_address
from support.terminal import Terminal, engage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from engage_tui.guide.guide import Guide
    from engage_tui.practice.scenario import Scenario


def everything(folder: Path) -> set[Path]:
    """Every file and folder below this one."""
    return set(folder.rglob("*"))


def words(text: str) -> str:
    """What a screen says, on one line."""
    return " ".join(text.split())


def wait_for_words(terminal: Terminal, expected: str) -> str:
    """Wait until this is on the screen, however it is wrapped."""
    return terminal.wait_until(lambda text: words(expected) in words(text), expected)


def to_the_list(terminal: Terminal) -> None:
    terminal.wait_for("▸ Run a role-play")
    terminal.send(b"\r")
    terminal.wait_for("min$|min\n")


def begin(terminal: Terminal, scenario: Scenario) -> None:
    """From the list, with the cursor on this scenario, to its first beat in the room view."""
    terminal.wait_for("▸ " + re.escape(scenario.title))
    terminal.send(b"\r")
    terminal.wait_for("│ Enter begin")
    terminal.send(b"Anna\r")
    wait_for_words(terminal, scenario.beats[0].prompt)


def play(terminal: Terminal, scenario: Scenario) -> None:
    """A whole take on the room view with one look at each other view, to the list again."""
    begin(terminal, scenario)
    terminal.press("f7")
    wait_for_words(terminal, scenario.beats[0].aim)
    terminal.press("f5")
    wait_for_words(terminal, scenario.beats[0].prompt)
    terminal.send(b"1")
    wait_for_words(terminal, scenario.events[0].room)
    terminal.send(b"0 ")
    wait_for_words(terminal, "What else could the worker try?")
    terminal.send(b" ")
    for beat in scenario.beats[1:]:
        terminal.send(b"n")
        screen = wait_for_words(terminal, beat.prompt)
        assert screen.split("\n")[0].strip() == "PRACTICE"
    terminal.send(b"n")
    terminal.wait_for("Thank you, everybody")
    terminal.send(b"n")
    terminal.wait_for("Change chairs")
    terminal.send(b"n")
    terminal.wait_for("Everybody is out of role")
    terminal.send(b"6")
    terminal.wait_gone("Everybody is out of role")


def sheet_until(terminal: Terminal, told: Callable[[str], bool]) -> None:
    """Open the observers' sheet, which stays as it was when it was opened, until it tells this; and close it."""
    for _ in range(50):
        terminal.press("p")
        sheet = terminal.wait_for("Observers' sheet")
        terminal.press("escape")
        terminal.wait_gone("Observers' sheet")
        if told(sheet):
            return
    raise AssertionError(sheet)


@pytest.mark.parametrize(("columns", "rows", "most"), [(100, 30, 100), (80, 24, 1)])
def test_scenarios_are_played_from_the_list_to_the_end(
    tmp_path: Path, guide: Guide, columns: int, rows: int, most: int
) -> None:
    scenarios = list(load_scenarios(guide, shipped_content()).scenarios.values())[:most]
    with engage(tmp_path, "practice", size=(columns, rows)) as terminal:
        to_the_list(terminal)
        for scenario in scenarios:
            play(terminal, scenario)
            terminal.press("down")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert everything(tmp_path) == set()


def test_a_second_terminal_shows_another_view_and_an_observer_there_adds_to_the_sheet(
    tmp_path: Path, guide: Guide
) -> None:
    scenario = next(iter(load_scenarios(guide, shipped_content()).scenarios.values()))
    with engage(tmp_path, "practice", "join") as nobody:
        assert nobody.wait_exit() == 2
        assert "No role-play is running" in nobody.text()
    with engage(tmp_path, "practice") as host:
        to_the_list(host)
        begin(host, scenario)
        address = tmp_path / "engage" / ADDRESS
        host.wait_until(lambda _: address.exists(), "the address for a second terminal")
        assert address.stat().st_mode & 0o077 == 0
        with engage(tmp_path, "practice", "join", "--view", "observer") as joined:
            joined.wait_for("Silence off")
            host.send(b"n")
            wait_for_words(host, scenario.beats[1].prompt)
            wait_for_words(joined, scenario.beats[1].prompt[:40])
            joined.send(b"t")
            joined.wait_for("Holds the line")
            joined.send(b"3")
            joined.wait_for("The words you heard")
            joined.send(b"Where were the children?\r")
            joined.wait_gone("The words you heard")
            joined.send(b"t")
            joined.wait_for("What did you see")
            joined.send(b"2")
            joined.wait_for("The words you heard")
            joined.send(b"A slip\r")
            host.press("f8")
            sheet_until(host, lambda sheet: "A slip" in sheet and "Where were the children" in sheet)
            joined.send(b"T")
            sheet_until(host, lambda sheet: "A slip" not in sheet and "Where were the children" in sheet)
            strangers_are_told_nothing(tmp_path / "engage")
            host.press("s")
            joined.wait_for("ended")
            host.wait_for("Thank you for saying it")
            host.press("ctrl+q")
            host.wait_for("First out of the roles")
            host.press("ctrl+q")
            assert host.wait_exit() == 0
            wait_for_words(joined, "The role-play at the other terminal is over.")
            joined.press("escape")
            assert joined.wait_exit() == 0
    assert everything(tmp_path) == set()


def strangers_are_told_nothing(folder: Path) -> None:
    """Whoever comes without the token, or says nonsense with it, is let go."""
    port, token = read_address(folder)
    for hello in (b"GET / HTTP/1.1\r\n\r\n", b"\xff" * 9000, token[:-1].encode() + b"\n", b"\n"):
        with socket.create_connection(("127.0.0.1", port), timeout=30) as caller:
            caller.sendall(hello)
            assert all_that_comes(caller) == b""
    for nonsense in (b"\x00\xff\n", b"[" * 3000 + b"\n", b"x" * 9000, b'{"moment": "nothing"}\n'):
        with socket.create_connection(("127.0.0.1", port), timeout=30) as caller:
            caller.sendall(token.encode() + b"\n" + nonsense)
            assert b"nothing" not in all_that_comes(caller)


def all_that_comes(caller: socket.socket) -> bytes:
    """What is said until the line is closed."""
    told = b""
    try:
        while more := caller.recv(65536):
            told += more
    except ConnectionError:
        pass
    return told
