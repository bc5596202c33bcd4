"""`engage-tui notes` as people and scripts run it: data on stdout, talk on stderr, each exit code for its reason."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engage_tui.conversation.events import Wrote
from engage_tui.conversation.words import Field
from engage_tui.paths import Home
from engage_tui.record.audience import for_file
from engage_tui.record.note_json import from_json
from engage_tui.store.store import Store
from support.command import engage, engage_here
from support.pages import EACH_PAGED, everything_in, words_of
from support.planted_secrets import LEAST_COSTS, PASSPHRASE
from support.talks import after, new_talk
from support.terminal import Terminal
from support.vaults import DRAFT, FINAL, finalise

if TYPE_CHECKING:
    import subprocess

    from engage_tui.guide.guide import Guide

pytestmark = pytest.mark.skipif("sys.platform == 'win32'", reason="file descriptors are passed on in the POSIX way")
LIST_LINE = re.compile(r"(\S+) +(\d{4}-\d\d-\d\d)  (draft|final)  (\S+Z)  (\S+)")


def test_an_export_says_on_stderr_where_it_tells_what_the_survivor_told(tmp_path: Path) -> None:
    home = Home(tmp_path / "engage")
    store = Store.create(home, PASSPHRASE, LEAST_COSTS)
    store.save(None, after(new_talk(), Wrote("form.summary", Field.TEXT, "She told me that he has a knife.")))
    store.close()
    out = ("--format", "txt", "--out", str(tmp_path / "out"))
    for more in ((), ("--agencies",), ("--redacted",)):
        done = notes(home, "export", "J-042", *out, *more, apart=True)
        assert done.returncode == 0, done.stderr
        assert "somebody told you something" in done.stderr, more
    assert "knife" not in done.stderr


@pytest.fixture(scope="module")
def notes_home(tmp_path_factory: pytest.TempPathFactory, guide: Guide) -> Home:
    """A draft, a final note and two notes of one reference. Read only."""
    home = Home(tmp_path_factory.mktemp("notes") / "engage")
    store = Store.create(home, PASSPHRASE, LEAST_COSTS)
    store.save(None, DRAFT)
    finalise(store, FINAL, guide)
    store.save(None, new_talk("T-1", "twin-a"))
    twin = after(new_talk("T-1", "twin-b"), Wrote("form.child-details", Field.NAME, "Zofia Testing"))
    store.save(None, replace(twin, person="the other"))
    store.close()
    return home


def notes(
    home: Home, *arguments: str, passphrase: str = PASSPHRASE, apart: bool = False, **options: object
) -> subprocess.CompletedProcess[str]:
    """Run a `notes` command, with the passphrase through a file descriptor. `apart`: as a process of its own."""
    reader, sender = os.pipe()
    os.write(sender, f"{passphrase}\n".encode())
    os.close(sender)
    command = ("notes", *arguments, "--passphrase-fd", str(reader))
    where = {"ENGAGE_HOME": str(home.folder)}
    try:
        if apart or options:
            return engage(*command, pass_fds=[reader], env=where, **options)
        return engage_here(*command, env=where)
    finally:
        os.close(reader)


def assert_refused(done: subprocess.CompletedProcess[str], code: int, *told: str) -> None:
    """It ended with this code and told why on stderr, with nothing on stdout, no traceback and no secret."""
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    for words in told:
        assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert PASSPHRASE not in done.stderr


def test_list_prints_a_line_for_each_note_and_nothing_else(notes_home: Home) -> None:
    done = notes(notes_home, "list", apart=True)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    found = [match.groups() for line in lines if (match := LIST_LINE.fullmatch(line))]
    assert len(found) == len(lines) == 4
    assert sorted((reference, state, id_) for reference, _, state, _, id_ in found) == [
        ("F-1", "final", "f1"),
        ("J-042", "draft", "a1"),
        ("T-1", "draft", "twin-a"),
        ("T-1", "draft", "twin-b"),
    ]


def test_show_prints_the_file_copy_and_nothing_else(notes_home: Home) -> None:
    done = notes(notes_home, "show", "J-042", apart=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("CONVERSATION NOTE J-042\nDraft\n")
    assert "I only drink at weekends" in done.stdout
    assert "SECRET" not in done.stdout


def test_show_restricted_prints_what_the_file_copy_leaves_out(notes_home: Home) -> None:
    done = notes(notes_home, "show", "F-1", "--restricted")
    assert done.returncode == 0
    assert "Final. Fingerprint" in done.stdout
    assert "SECRET knife under the seat" in done.stdout
    assert "RESTRICTED" in done.stdout


def test_export_writes_a_private_file_and_prints_only_where_it_went(
    notes_home: Home, tmp_path: Path, guide: Guide
) -> None:
    done = notes(notes_home, "export", "J-042", "--format", "json", "--out", str(tmp_path / "out"), apart=True)
    assert done.returncode == 0
    (path,) = (tmp_path / "out").iterdir()
    assert done.stdout == f"{path}\n"
    assert "Only this user account can read it" in done.stderr
    assert path.stat().st_mode & 0o777 == 0o600
    assert from_json(path.read_text()) == for_file(DRAFT, guide)
    assert "SECRET" not in path.read_text()
    again = notes(notes_home, "export", "J-042", "--format", "json", "--out", str(tmp_path / "out"), apart=True)
    assert_refused(again, 7, "There is already a file", "It was not touched.")
    assert list((tmp_path / "out").iterdir()) == [path]


def test_the_copy_for_other_agencies_is_neither_the_file_copy_nor_the_restricted_sheet(notes_home: Home) -> None:
    done = notes(notes_home, "show", "F-1", "--agencies")
    assert "For the agencies that share information" in done.stdout
    assert "Kept it short" not in done.stdout
    assert "SECRET" not in done.stdout
    assert notes(notes_home, "show", "F-1", "--agencies", "--restricted").returncode == 2


@EACH_PAGED
def test_export_writes_word_documents_and_pdfs(notes_home: Home, tmp_path: Path, form: str) -> None:
    done = notes(notes_home, "export", "F-1", "--format", form, "--out", str(tmp_path / "out"))
    assert done.returncode == 0
    data = (tmp_path / "out" / f"F-1-2026-11-21-final.{form}").read_bytes()
    said = words_of(form, data)
    assert "I only drink at weekends" in said
    assert "Made final" in said
    assert "SECRET" not in everything_in(form, data)


def test_two_notes_of_one_reference_are_told_apart_by_their_ids(notes_home: Home) -> None:
    assert_refused(notes(notes_home, "show", "T-1"), 2, "There are 2 notes of that reference.", "notes list")
    assert "the other" in notes(notes_home, "show", "twin-b").stdout


def test_a_note_that_is_not_there_is_told(notes_home: Home) -> None:
    assert_refused(notes(notes_home, "show", "nobody's"), 6, "There is no note of that reference.")


def test_without_any_notes_that_is_told_and_nothing_is_made(home: Home) -> None:
    assert_refused(notes(home, "list", apart=True), 6, "There are no notes in", "Start the app once")
    assert not home.folder.exists()


@pytest.mark.parametrize("passphrase", ["wrong words here", "x" * 5000])
def test_a_wrong_passphrase_is_refused(notes_home: Home, passphrase: str) -> None:
    assert_refused(notes(notes_home, "list", passphrase=passphrase, apart=True), 3, "passphrase")


def test_a_passphrase_that_is_no_text_is_refused(notes_home: Home, tmp_path: Path) -> None:
    (tmp_path / "pass").write_bytes(b"\xff\xfe\n")
    with (tmp_path / "pass").open("rb") as file:
        done = engage(
            "notes", "list", "--passphrase-fd", str(file.fileno()),
            pass_fds=[file.fileno()], env={"ENGAGE_HOME": str(notes_home.folder)},
        )  # fmt: skip
    assert_refused(done, 3, "not UTF-8")


def test_the_passphrase_is_never_taken_from_an_argument_or_the_environment(notes_home: Home) -> None:
    names = ("PASSPHRASE", "ENGAGE_PASSPHRASE", "ENGAGE_TUI_PASSPHRASE", "ENGAGE_PASSPHRASE_FD", "PASSPHRASE_FD")
    where = {"ENGAGE_HOME": str(notes_home.folder)}
    done = engage("notes", "list", env=where | dict.fromkeys(names, PASSPHRASE))
    assert_refused(done, 3, "has to be typed on a terminal", "--passphrase-fd")
    for given in (["--passphrase", PASSPHRASE], [f"--passphrase={PASSPHRASE}"], ["--passphrase-fd", PASSPHRASE]):
        done = engage("notes", "list", *given, env=where)
        assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.parametrize("descriptor", ["999", "-1", str(10**12)])
def test_a_file_descriptor_with_nothing_in_it_is_told(notes_home: Home, descriptor: str) -> None:
    done = engage("notes", "list", f"--passphrase-fd={descriptor}", env={"ENGAGE_HOME": str(notes_home.folder)})
    assert_refused(done, 2, "nothing to read on file descriptor")


@pytest.mark.parametrize(
    "arguments",
    [
        ["notes"],
        ["notes", "show"],
        ["notes", "export", "J-042"],
        ["notes", "export", "J-042", "--format", "odt", "--out", "."],
        ["notes", "list", "--all"],
    ],
    ids=" ".join,
)
def test_a_command_that_is_not_understood_is_told_without_a_passphrase(arguments: list[str]) -> None:
    done = engage(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "usage: engage-tui" in done.stderr


def test_a_home_that_is_no_full_path_is_told() -> None:
    assert_refused(engage("notes", "list", env={"ENGAGE_HOME": "notes"}), 2, "ENGAGE_HOME must be the full path")


def test_notes_that_another_app_has_open_are_told_to_be_open(notes_home: Home, home: Home) -> None:
    shutil.copytree(notes_home.folder, home.folder)
    first = Store.unlock(home, PASSPHRASE)
    assert_refused(notes(home, "list", apart=True), 4, "Another engage-tui has the notes open.", "Close it first.")
    assert first.load(DRAFT.id) == DRAFT
    first.close()


def damage(home: Home, how: str) -> None:
    if how == "no keys":
        home.keys.unlink()
    else:
        home.notes.write_bytes(home.notes.read_bytes()[:20_000])


@pytest.mark.parametrize("how", ["no keys", "notes cut"])
def test_damaged_notes_are_told_to_be_damaged_and_left_alone(notes_home: Home, home: Home, how: str) -> None:
    shutil.copytree(notes_home.folder, home.folder)
    damage(home, how)
    before = {p.name: p.read_bytes() for p in home.folder.iterdir()}
    assert_refused(notes(home, "list", apart=True), 5, "backup")
    assert {p.name: p.read_bytes() for p in home.folder.iterdir()} == before


def test_a_mistake_in_ones_own_content_is_told_and_the_note_still_comes_out(notes_home: Home, home: Home) -> None:
    shutil.copytree(notes_home.folder, home.folder)
    home.content.mkdir()
    (home.content / "own.yaml").write_text("schema: 1\nsections: 7\n")
    done = notes(home, "show", "J-042")
    assert done.returncode == 0
    assert "Your own content was left out." in done.stderr
    assert "I only drink at weekends" in done.stdout


def test_on_a_terminal_the_passphrase_is_asked_for_and_not_shown(notes_home: Home, tmp_path: Path) -> None:
    command = f"{sys.executable} -m engage_tui notes list > {tmp_path}/list.txt; echo ended $?"
    with Terminal(["sh", "-c", command], home=tmp_path, env={"ENGAGE_HOME": str(notes_home.folder)}) as terminal:
        terminal.wait_for("Passphrase:")
        terminal.type(PASSPHRASE)
        terminal.press("enter")
        terminal.wait_for("ended 0")
        assert terminal.wait_exit() == 0
    assert PASSPHRASE.encode() not in bytes(terminal.raw)
    assert len((tmp_path / "list.txt").read_text().splitlines()) == 4


def test_list_finds_words_and_shows_none_of_them(notes_home: Home) -> None:
    done = notes(notes_home, "list", "--find", "knife weekends", apart=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["J-042", "F-1"]
    assert "knife" not in done.stdout
    assert notes(notes_home, "list", "--find", 'knife" OR *').stdout == ""
    final = notes(notes_home, "list", "--find", "knife", "--state", "final")
    assert [line.split()[0] for line in final.stdout.splitlines()] == ["F-1"]


def test_words_to_find_can_be_asked_for_so_that_no_shell_keeps_them(notes_home: Home, tmp_path: Path) -> None:
    (tmp_path / "words").write_text("drink f-1\n")
    with (tmp_path / "words").open() as words:
        done = notes(notes_home, "list", "--find", "-", stdin=words)
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["F-1"]
    assert "drink" not in done.stderr


def test_the_proof_of_a_final_note_is_written_only_with_the_restricted_form(notes_home: Home, tmp_path: Path) -> None:
    export = ("export", "F-1", "--format", "json", "--out", str(tmp_path / "out"), "--proof")
    assert_refused(notes(notes_home, *export), 2, "holds what the survivor said too", "--restricted")
    done = notes(notes_home, *export, "--restricted")
    copy, entry = map(Path, done.stdout.splitlines())
    assert hashlib.sha256(entry.read_bytes()).hexdigest() == json.loads(copy.read_text())["version"]["sha256"]
    assert [p.stat().st_mode & 0o777 for p in (copy, entry)] == [0o600, 0o600]
    draft = notes(notes_home, "export", "J-042", *export[2:], "--restricted")
    assert_refused(draft, 2, "A draft has no fingerprint yet.")


def test_names_stand_in_a_copy_in_full_only_when_that_is_said(notes_home: Home, tmp_path: Path) -> None:
    export = ("export", "twin-b", "--format", "txt", "--out", str(tmp_path / "out"))
    assert notes(notes_home, *export).returncode == 0
    assert notes(notes_home, *export, "--identities").returncode == 0
    named = {p.name: "Zofia Testing" in p.read_text() for p in (tmp_path / "out").iterdir()}
    assert named == {"T-1-2026-11-21-draft.txt": False, "T-1-2026-11-21-draft-names.txt": True}


# -- the supervision copy


def test_a_supervision_copy_tells_what_it_took_out_and_holds_none_of_it(notes_home: Home, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export = ("export", "F-1", "--format", "txt", "--out", str(out), "--redacted", "--name", "weekends")
    done = notes(notes_home, *export)
    assert done.returncode == 0
    (path,) = out.iterdir()
    assert done.stdout == f"{path}\n"
    assert path.name == "F-1-2026-11-21-final-supervision.txt"
    assert "A. Worker -> A.W. (name, 3 places)" in done.stderr
    assert "weekends -> " in done.stderr
    assert "Read it through before it goes anywhere." in done.stderr
    text = path.read_text()
    assert "Worker" not in text
    assert "weekends" not in text
    assert "SECRET" not in text


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--format", "json", "--redacted"), "no supervision copy as JSON"),
        (("--format", "txt", "--redacted", "--restricted"), "never from what only the survivor said"),
        (("--format", "txt", "--name", "Sarah"), "Add --redacted"),
        (("--format", "txt", "--redacted", "--identities"), "Leave out --identities"),
        (("--format", "txt", "--agencies", "--identities"), "Leave out --identities"),
    ],
)
def test_what_makes_no_supervision_copy_is_refused_in_words(
    notes_home: Home, tmp_path: Path, options: tuple[str, ...], told: str
) -> None:
    assert_refused(notes(notes_home, "export", "F-1", "--out", str(tmp_path / "out"), *options), 2, told)
    assert not (tmp_path / "out").exists()
