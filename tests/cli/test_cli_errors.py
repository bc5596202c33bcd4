"""Whatever a command is given or its output is joined to: plain words, a documented exit code, never a traceback."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engage_tui import __version__, errors
from engage_tui.cli import run
from support.command import engage, environment, python

DOCUMENTED = {0} | {
    e.exit_code for e in vars(errors).values() if isinstance(e, type) and issubclass(e, errors.EngageError)
}
posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX pipes and devices")


def assert_told(ran: subprocess.CompletedProcess[str], code: int) -> None:
    """The command failed with this code and said so in words."""
    assert ran.returncode == code, ran.stderr
    assert "Traceback" not in ran.stderr
    assert "Exception" not in ran.stderr
    assert ran.stderr.strip()


# -- start-up

HEAVY = """
import sys
from engage_tui.cli import run
try:
    run(sys.argv[1:])
except SystemExit as e:
    assert not e.code, e.code
heavy = {"textual", "rich", "pydantic", "yaml", "apsw", "nacl", "platformdirs", "asyncio"}
print("loaded:", sorted(heavy & set(sys.modules)))
"""


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_version_and_help_load_nothing_heavy(option: str) -> None:
    ran = python(HEAVY, option)

    assert ran.stdout.splitlines()[-1] == "loaded: []", ran.stderr


@pytest.mark.parametrize("arguments", [("guide", "3"), ("paths",)], ids=" ".join)
def test_a_command_without_a_screen_loads_no_screen(arguments: tuple[str, ...]) -> None:
    ran = python(HEAVY, *arguments)

    assert ran.returncode == 0, ran.stderr
    loaded = ran.stdout.splitlines()[-1]
    assert "'textual'" not in loaded
    assert "'rich'" not in loaded
    assert "'apsw'" not in loaded


def test_the_version_is_told() -> None:
    ran = engage("--version")

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, f"engage-tui {__version__}\n", "")


def test_help_names_every_command_and_not_the_hidden_one() -> None:
    ran = engage("--help")

    assert ran.returncode == 0
    assert all(f"\n    {name} " in ran.stdout for name in ("check", "schema", "guide", "notes", "paths"))
    assert "selftest" not in ran.stdout


# -- output that goes wrong


@posix
@pytest.mark.parametrize("arguments", [("--help",), ("check",), ("guide",)], ids=" ".join)
def test_a_reader_that_has_had_enough_is_no_error(arguments: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ran = engage(*arguments, stdout=writing)
    finally:
        os.close(writing)

    assert (ran.returncode, ran.stderr) == (0, "")


@posix
def test_the_first_lines_of_the_guide_can_be_taken() -> None:
    command = [sys.executable, "-m", "engage_tui", "guide"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        first = [process.stdout.readline() for _ in range(3)]
        process.stdout.close()
        assert process.stderr.read() == b""

    assert process.returncode == 0
    assert b"BEFORE YOU START" in b"".join(first)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [("check",), ("guide",)], ids=" ".join)
def test_a_full_disk_is_told_in_words(arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = engage(*arguments, stdout=full)

    assert ran.returncode in DOCUMENTED - {0}
    assert_told(ran, ran.returncode)


@posix
@pytest.mark.parametrize("closed", [(1,), (0, 1, 2)])
def test_closed_streams_are_no_crash(closed: tuple[int, ...]) -> None:
    def close() -> None:
        for number in closed:
            os.close(number)

    ran = engage("guide", "3", stdout=None if 1 in closed else subprocess.PIPE, preexec_fn=close)

    assert ran.returncode == 0
    assert not ran.stderr


def test_an_old_encoding_gets_question_marks_and_no_crash() -> None:
    ran = engage("guide", "ask.discloses.children", env={"PYTHONIOENCODING": "ascii"})

    assert ran.returncode == 0
    assert "Anyone: ?What" in ran.stdout
    assert ran.stdout.isascii()


# -- arguments and surroundings that are wrong


@pytest.mark.parametrize(
    "arguments",
    [
        ("--nothing",),
        ("nothing",),
        ("check", "a", "b"),
        ("schema", "nothing"),
        ("guide", "--find"),
        ("notes",),
        ("notes", "show"),
        ("notes", "export", "J-042", "--format", "md"),
        ("notes", "export", "J-042", "--format", "doc", "--out", "x"),
        ("notes", "list", "--passphrase-fd", "three"),
        ("notes", "list", "--passphrase-fd", "9" * 5000),
        ("\x1b[2J",),
    ],
)
def test_a_command_that_is_not_understood_is_told_how_to_use_it(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    code = run(arguments)

    printed = capsys.readouterr()
    assert code == errors.UsageError.exit_code
    assert printed.out == ""
    assert printed.err.startswith("usage: engage-tui")


@pytest.mark.parametrize(
    "arguments", [("notes", "list"), ("notes", "list", "--passphrase-fd", "-1"), ("notes", "show", "")]
)
def test_notes_that_were_never_set_up_are_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    assert run(arguments) == errors.NotFoundError.exit_code
    assert "There are no notes in" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


BAD_FOLDERS = {
    "long": "x" * 300,
    "very long": "x/" * 3000,
    "not text": os.fsdecode(b"caf\xe9"),
    "escape": "\x1b[2J",
    "tilde": "~nobody-of-that-name",
}


@pytest.mark.parametrize("name", BAD_FOLDERS)
def test_a_folder_that_cannot_be_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    monkeypatch.chdir(tmp_path)

    assert run(["check", BAD_FOLDERS[name]]) == errors.ContentError.exit_code
    printed = capsys.readouterr()
    assert "no such folder" in printed.out or "cannot be read" in printed.out
    assert printed.out.replace("\n", "").isprintable()


@posix
def test_bytes_that_are_no_text_are_a_name_that_is_not_there() -> None:
    assert_told(engage("guide", b"caf\xe9"), errors.NotFoundError.exit_code)


@pytest.mark.parametrize("home", ["", "notes", "~nobody-of-that-name/notes"])
@pytest.mark.parametrize("arguments", [("check",), ("paths",), ("notes", "list"), ()], ids=" ".join)
def test_a_home_that_cannot_be_is_told_by_every_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], home: str, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("ENGAGE_HOME", home)

    assert run(arguments) == errors.UsageError.exit_code
    assert "ENGAGE_HOME" in capsys.readouterr().err


@pytest.mark.parametrize("home", ["/" + "x" * 300, "/dev/null/notes"], ids=["too long", "under a file"])
@pytest.mark.parametrize("arguments", [("guide", "risk.weapons"), ("paths",), ("notes", "list")], ids=" ".join)
def test_a_home_that_no_system_can_hold_is_no_crash(
    monkeypatch: pytest.MonkeyPatch, home: str, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("ENGAGE_HOME", home)

    assert run(arguments) in DOCUMENTED


@posix
def test_without_a_terminal_the_app_says_what_works_without_one() -> None:
    ran = engage()

    assert_told(ran, errors.TerminalError.exit_code)
    assert "--help" in ran.stderr


words = st.sampled_from(
    [
        "check",
        "schema",
        "guide",
        "notes",
        "list",
        "show",
        "export",
        "paths",
        "content",
        "note",
        "3",
        "ask",
        "risk.weapons",
    ]
)
options = st.sampled_from(
    [
        "--find",
        "--format",
        "md",
        "--out",
        "--restricted",
        "--passphrase-fd",
        "0",
        "-1",
        "--",
        "-",
        "-h",
        "--version",
        "--fin",
    ]
)
anything = st.text(st.characters(exclude_characters="\0/", exclude_categories=()), max_size=30).filter(
    lambda text: text not in {".", "..", "selftest"}
)


@settings(max_examples=150, deadline=None)
@given(st.lists(words | options | anything, min_size=1, max_size=5))
def test_no_arguments_whatever_end_in_a_traceback_or_an_unknown_code(arguments: list[str]) -> None:
    out, err = io.StringIO(), io.StringIO()
    umask = os.umask(0o077)
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = run(arguments)
    finally:
        os.umask(umask)

    assert code in DOCUMENTED
    assert code == 0 or err.getvalue().strip()
