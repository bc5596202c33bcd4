"""Nothing answered is lost, whatever happens; nothing is left in sight; each way out has its exit code."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engage_tui.conversation.events import Wrote
from engage_tui.conversation.words import Field, Mark
from engage_tui.guide.model import AnswerKind
from engage_tui.paths import Home
from engage_tui.store.store import Store
from engage_tui.text import clean
from support.plain import answer, asked, come_in, run_plain
from support.planted_secrets import PASSPHRASE
from support.talks import after, new_talk
from support.terminal import Terminal, engage, set_up, stored

if TYPE_CHECKING:
    from engage_tui.guide.guide import Guide

HOSTILE = sorted((Path(__file__).parents[1] / "data" / "hostile" / "text").glob("*.txt"))
QUESTION = "ask.discloses.police"


def plain(home: Path, **options: object) -> Terminal:
    return engage(home, "--plain", **{"env": {"TERM": "dumb"}, **options})  # type: ignore[arg-type]


def go_to_question(terminal: Terminal) -> None:
    come_in(terminal)
    answer(terminal, "Menu, number:", "1")
    answer(terminal, "on:", f"find {QUESTION}")
    answer(terminal, "stay:", QUESTION)
    asked(terminal, "Answer:")


# -- ways out


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)])
def test_told_to_stop_it_ends_with_its_code_and_everything_is_saved(ready: Path, number: int, code: int) -> None:
    with plain(ready) as terminal:
        go_to_question(terminal)
        answer(terminal, "Answer:", "a")
        answer(terminal, "said:", "one line")
        asked(terminal, "More:")
        terminal.signal(number)
        assert terminal.process.wait(5) == code
    found = stored(ready).items[QUESTION]
    assert (found.mark, found.text(Field.SAID)) == (Mark.ASKED, "one line")


def test_ctrl_c_at_the_passphrase_leaves_the_terminal_as_it_was(ready: Path) -> None:
    with plain(ready) as terminal:
        asked(terminal, "Passphrase:")
        assert not terminal.echoes()
        terminal.send(b"\x03")
        assert terminal.process.wait(5) == 130
        assert terminal.echoes()


def test_a_closed_window_and_the_end_of_the_input(ready: Path) -> None:
    with plain(ready) as terminal:
        go_to_question(terminal)
        answer(terminal, "Answer:", "ns")
        asked(terminal, "not:")
        terminal.close_window()
        assert terminal.process.wait(5) == 129
    assert stored(ready).items[QUESTION].mark is Mark.NOT_SAFE
    with plain(ready) as terminal:
        come_in(terminal)
        terminal.send(b"\x04")
        assert terminal.process.wait(5) == 0
    assert run_plain(ready).returncode == 0


def test_when_whoever_reads_the_output_has_gone_it_ends_without_a_word(ready: Path) -> None:
    command = f"exec {sys.executable} -m engage_tui --plain --passphrase-fd 3 3<secret <lines | head -c 300"
    (ready / "secret").write_text(f"{PASSPHRASE}\n")
    (ready / "lines").write_text("1\n" + "help\n" * 200)
    env = {**os.environ, "ENGAGE_HOME": str(ready / "engage")}
    done = subprocess.run(["/bin/sh", "-c", command], cwd=ready, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert stored(ready).reference == "J-042"


def test_killed_in_the_middle_of_words_every_line_is_there(ready: Path) -> None:
    with plain(ready) as terminal:
        go_to_question(terminal)
        terminal.send(b"\x1a")  # Ctrl+Z: what was read out would stay in sight, with the notes open
        answer(terminal, r"Answer: \^Z", "plan")  # sent any sooner, the terminal would throw it away with the key
        answer(terminal, "Answer:", "said")
        answer(terminal, "said:", "w1")
        for number in range(2, 8):
            answer(terminal, "More:", f"w{number}")
        asked(terminal, "More:")
        terminal.send(b"half a li")
        terminal.signal(signal.SIGKILL)
        terminal.process.wait(5)
    found = stored(ready).items[QUESTION]
    assert found.planned
    assert found.text(Field.SAID).split("\n") == [f"w{n}" for n in range(1, 8)]
    with plain(ready) as terminal:
        answer(terminal, "Passphrase:", PASSPHRASE)
        assert "not closed properly last time" in asked(terminal, "Menu, number:").replace("\n", " ")
        answer(terminal, "Menu, number:", "1")
        assert "words under The client said" in asked(terminal, "Answer:").replace("\n", " ")


def test_a_second_instance_is_told_in_words_and_gets_the_code_for_it(ready: Path) -> None:
    with plain(ready) as terminal:
        come_in(terminal)
        done = run_plain(ready)
        assert (done.returncode, done.stdout.count("Traceback")) == (4, 0)
        assert "Another engage-tui has the notes open" in done.stderr


def test_a_wrong_passphrase_is_asked_for_again_and_damaged_notes_get_their_backup_back(ready: Path) -> None:
    done = run_plain(ready, "7", secrets=("not this one", PASSPHRASE))
    assert (done.returncode, "Menu, number:" in done.stdout) == (0, True)
    (ready / "engage" / "notes.db").write_bytes(b"x" * 4096)
    done = run_plain(ready, "leave")
    assert done.returncode == 5
    assert "is damaged" in done.stderr
    assert (ready / "engage" / "notes.db").read_bytes() == b"x" * 4096
    done = run_plain(ready, "restore", "notes", "", "", "leave")
    assert done.returncode == 0
    assert "The notes are back: 1 note." in done.stdout
    assert "1. J-042, 21 Nov 2026, draft" in done.stdout


def test_without_a_terminal_or_a_descriptor_the_passphrase_is_refused(ready: Path) -> None:
    from support.command import engage as run

    done = run("--plain", env={"ENGAGE_HOME": str(ready / "engage")})
    assert (done.returncode, "--passphrase-fd" in done.stderr) == (3, True)
    for arguments in (("--plain", "paths"), ("--passphrase-fd", "3"), ("--passphrase-fd", "3", "notes", "list")):
        assert run(*arguments).returncode == 2


# -- the whole job


def test_from_first_start_to_a_final_note_and_its_amendment(tmp_path: Path) -> None:
    new = PASSPHRASE
    first = run_plain(
        tmp_path,
        *("A. Worker", ""),  # the name, and no recovery code
        *("new", "PRACTICE-1", "J-042", "2", "dad"),
        *("next", "y", "", "no", "Rang the duty desk", ""),
        *("step 6", "read", "", "done", "final", "final"),
        *("notes", "", "1", "copies", "1", "text json", "", "amend", "The date was wrong"),
        *("details", "", "", "", "20/11/2026", "", "step 6", "final", "final"),
        *("notes", "", "1", "read", "done", "", "leave"),
        secrets=(new, new),
    )
    assert first.returncode == 0, first.stdout[-3000:]
    assert first.stdout.count("It is final. Its fingerprint is") == 2, first.stdout[-4000:]
    home = Home(tmp_path / "engage")
    assert sorted(p.suffix for p in home.exports.iterdir()) == [".json", ".txt"]
    assert len(list(home.backups.iterdir())) == 1
    store = Store.unlock(home, new)
    (note,) = store.notes()
    assert (note.version, str(note.held_on)) == (2, "2026-11-20")
    assert [a.text(Field.REASON) for a in store.load(note.id).items.values()] == ["", "Rang the duty desk"]
    store.close()


def test_names_stand_in_a_copy_in_full_when_that_is_typed(tmp_path: Path) -> None:
    set_up(tmp_path, after(new_talk(), Wrote("form.child-details", Field.NAME, "Zofia Testing")))
    copies = [("copies", "1", said, "text", "") for said in ("", "names")]
    done = run_plain(tmp_path, "1", "step 6", *copies[0], *copies[1], "leave")
    assert done.returncode == 0, done.stdout[-3000:]
    exports = Home(tmp_path / "engage").exports
    assert {p.name: "Zofia Testing" in p.read_text("utf-8") for p in exports.iterdir()} == {
        "J-042-2026-11-21-draft.txt": False,
        "J-042-2026-11-21-draft-names.txt": True,
    }


def test_a_copy_that_says_what_the_survivor_told_is_written_only_when_that_is_typed(tmp_path: Path) -> None:
    said = "His partner told me privately that he has a knife in the car."
    set_up(tmp_path, after(new_talk(), Wrote("form.summary", Field.TEXT, said)))
    left, written = (("copies", "1", ""), ("copies", "1", "write", "text", ""))
    done = run_plain(tmp_path, "1", "step 6", *left, *written, "leave")
    assert done.returncode == 0, done.stdout[-3000:]
    assert done.stdout.count("These places say that the survivor") == 2
    assert "Nothing was written." in done.stdout
    assert "told you something. The file copy" in " ".join(done.stdout.split())
    assert len(list(Home(tmp_path / "engage").exports.iterdir())) == 1


def test_a_recovery_code_is_made_and_opens_the_notes_with_a_new_passphrase(tmp_path: Path) -> None:
    with plain(tmp_path) as terminal:
        for prompt, line in (("passphrase:", PASSPHRASE), ("again:", PASSPHRASE), ("notes:", "A. Worker")):
            answer(terminal, prompt, line)
        screen = asked(terminal, "no code:")
        code = re.findall(r"(?m)^([0-9A-Z]{4})$", screen)
        answer(terminal, "no code:", code[-1].lower())
        answer(terminal, "number:", "lock")
        answer(terminal, "Passphrase:", "")
        answer(terminal, "Number:", "1")
        answer(terminal, "code:", " ".join(code).lower())
        answer(terminal, "passphrase:", "four other plain words")
        answer(terminal, "again:", "four other plain words")
        answer(terminal, "number:", "leave")
        assert terminal.wait_exit() == 0
        assert PASSPHRASE.encode() not in terminal.raw
    Store.unlock(Home(tmp_path / "engage"), "four other plain words").close()


# -- what is typed


def test_hostile_text_is_kept_and_harmless(ready: Path, guide: Guide) -> None:
    """Over a pipe every byte gets through. What ends a field, and the word that blanks, cannot be a line of it."""
    items = [i.id for i in guide.walk_items() if guide.answer_kind(i.id) is AnswerKind.HEARD]
    places = [(item, field) for item in items for field in ("said", "seen", "view")]
    lines: list[str | bytes] = ["1"]
    wanted = {}
    for place, file in zip(places, HOSTILE, strict=False):
        kept = [part for part in file.read_bytes().split(b"\n") if _text(part).strip() not in ("", ".", "blank")]
        wanted[place] = clean("\n".join(map(_text, kept)))
        lines += [f"find {place[0]}", place[0], place[1].replace("seen", "saw"), *kept, ".", "show"]
    done = run_plain(ready, *lines, "quit")
    assert done.returncode == 0, done.stderr
    assert not set(re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", done.stdout))
    talk = stored(ready)
    assert len(wanted) == len(HOSTILE)
    for (item, field), text in wanted.items():
        answer = talk.answer(item)
        assert (answer.text(Field(field)) if answer else "") == text


def _text(part: bytes) -> str:
    """A line as it is read."""
    return clean(part.removesuffix(b"\r").decode("utf-8", errors="replace"))


def test_a_sentence_typed_as_an_answer_is_offered_as_words_and_a_pasted_gap_does_not_end_them(ready: Path) -> None:
    with plain(ready) as terminal:
        go_to_question(terminal)
        answer(terminal, "Answer:", "he said they come every month")
        answer(terminal, "not to:", "yes")
        answer(terminal, "Answer:", "view")
        asked(terminal, "view:")
        terminal.send(b"pasted one\n\npasted two\n")
        asked(terminal, "More:")
        terminal.wait_quiet(0.3)
        answer(terminal, "More:", "")
        answer(terminal, "Answer:", "quit")
        assert terminal.wait_exit() == 0
    found = stored(ready).items[QUESTION]
    assert found.text(Field.SAID) == "he said they come every month"
    assert found.text(Field.VIEW) == "pasted one\n\npasted two"


def test_a_line_as_long_as_the_terminal_takes_is_told(ready: Path) -> None:
    with plain(ready) as terminal:
        go_to_question(terminal)
        answer(terminal, "Answer:", "said")
        asked(terminal, "said:")
        terminal.send(b"x" * 5000 + b"\n")
        assert "its end may be missing" in asked(terminal, "More:").replace("\n", " ")


def test_too_much_in_one_line_is_refused_and_what_follows_is_taken(ready: Path) -> None:
    done = run_plain(ready, "1", f"find {QUESTION}", QUESTION, "said", "x" * 300_000, "after it", "", "quit")
    assert "too much in one line" in done.stdout
    assert stored(ready).items[QUESTION].text(Field.SAID) == "after it"


# -- out of sight


@pytest.mark.parametrize(("term", "typed"), [("dumb", "blank"), ("xterm-256color", "\x16\x0c")])
def test_blank_clears_what_was_read_and_only_the_passphrase_brings_it_back(ready: Path, term: str, typed: str) -> None:
    marker = "MARKERWORD"
    with plain(ready, env={"TERM": term}) as terminal:
        go_to_question(terminal)
        answer(terminal, "Answer:", "said")
        answer(terminal, "said:", marker)
        answer(terminal, "More:", typed)
        asked(terminal, "Passphrase:")
        before = bytes(terminal.raw).rpartition(b"Passphrase:")[0]
        assert marker not in terminal.text()
        assert before.endswith(b"\x1b[H\x1b[2J\x1b[3J" if term != "dumb" else b"\r\n" * 100)
        answer(terminal, "Passphrase:", "not this one")
        terminal.wait_for("Not right.")
        answer(terminal, "Passphrase:", PASSPHRASE)
        asked(terminal, "More:")
        assert marker.encode() not in bytes(terminal.raw)[len(before) :]
        answer(terminal, "More:", "and on")
        answer(terminal, "More:", "")
        answer(terminal, "Answer:", "quit")
        assert terminal.wait_exit() == 0
    assert stored(ready).items[QUESTION].text(Field.SAID) == f"{marker}\nand on"


def test_left_alone_it_blanks_keeps_a_line_that_was_begun_and_then_locks(ready: Path) -> None:
    (ready / "engage" / "settings.toml").write_text("blank_after = 0.05\nlock_after = 0.05\n")
    with plain(ready) as terminal:
        go_to_question(terminal)
        answer(terminal, "Answer:", "said")
        asked(terminal, "said:")
        terminal.send(b"begun ")
        asked(terminal, "Passphrase:")
        assert "begun" not in terminal.text()
        answer(terminal, "Passphrase:", PASSPHRASE)
        assert "What you had begun to type is kept" in asked(terminal, "said:").replace("\n", " ")
        answer(terminal, "said:", "and ended")
        asked(terminal, "Passphrase:")  # blank once more, and then locked: a fresh process begins at the beginning
        terminal.wait_for("other ways in")
        come_in(terminal)
        answer(terminal, "Menu, number:", "leave")
        assert terminal.wait_exit() == 0
    assert stored(ready).items[QUESTION].text(Field.SAID) == "begun and ended"


@pytest.mark.skipif(sys.platform != "linux", reason="gives up rights as Linux knows them")
def test_notes_in_a_folder_that_takes_no_change_are_read_and_that_is_said(ready: Path) -> None:
    folder = ready / "engage"
    no_right = "import ctypes; [ctypes.CDLL(None).prctl(24, right, 0, 0, 0) for right in (1, 2)]"
    for path in folder.iterdir():
        path.chmod(0o400)
    folder.chmod(0o500)
    try:
        with plain(ready, prepare=no_right, size=(76, 40)) as terminal:
            answer(terminal, "Passphrase:", PASSPHRASE)
            assert "READ-ONLY." in asked(terminal, "Menu, number:")
            answer(terminal, "Menu, number:", "1")
            answer(terminal, "on:", f"find {QUESTION}")
            answer(terminal, "stay:", QUESTION)
            answer(terminal, "Answer:", "a")
            assert "Nothing was written down." in terminal.wait_for("can only be read")
            answer(terminal, "Answer:", "quit")
            assert terminal.wait_exit() == 0
    finally:
        folder.chmod(0o700)
        for path in folder.iterdir():
            path.chmod(0o600)
    assert stored(ready).answer(QUESTION) is None


# -- what happens in the room


def test_a_stop_is_written_down_with_its_time_and_a_threat_goes_on_to_the_risk_indicators(ready: Path) -> None:
    done = run_plain(ready, "1", "stop", "", "stop", "other", "stop", "8", "done", "undo", "quit")
    assert done.returncode == 0
    assert "Stopping here is good work." in done.stdout
    talk = stored(ready)
    stops = [talk.items[key] for key in talk.entries("plan.stopped")]
    assert len(stops) == 1, "the second was taken back as one change"
    assert stops[0].text(Field.WHEN)
    assert not stops[0].text(Field.REASON)


def test_a_threat_that_stopped_the_talk_is_acted_on_first(ready: Path, guide: Guide) -> None:
    reasons = [i.id for i in guide.sections["stop-reasons"].items]
    number = str(reasons.index("stop.threat") + 1)
    done = run_plain(ready, "1", "stop", number, "done", "where", "quit")
    told = done.stdout.replace("\n", " ")
    assert "Act now." in told
    assert told.index("Act now.") < told.index("Risk indicators. done comes back.")
    (stop,) = (stored(ready).items[k] for k in stored(ready).entries("plan.stopped"))
    assert stop.text(Field.REASON) == guide.items["stop.threat"].short


def test_a_question_of_ones_own_is_planned_marked_and_read_out_with_the_planned_ones(ready: Path) -> None:
    lines = ("1", "find ask.own", "ask.own", "add", "What would she say?", "", "", "", "", "", "plan")
    more = ("open 1", "asked", "He shrugged", "", "", "find ask.discloses.police", "ask.discloses.police", "plan")
    done = run_plain(ready, *lines, *more, "planned", "1", "list", "quit")
    assert "What would she say?" in done.stdout.rpartition("Go to number")[0]
    own = stored(ready).items["ask.own"]
    assert (own.planned, own.mark, own.text(Field.SAID)) == (True, Mark.ASKED, "He shrugged")
    assert stored(ready).items["ask.discloses.police"].planned


@pytest.mark.skipif(sys.platform != "linux", reason="limits another process")
def test_while_the_disk_takes_nothing_answers_are_kept_and_saved_with_the_next(ready: Path) -> None:
    """The nearest to a full disk that needs no rights: no file of the process may grow."""
    import resource

    with plain(ready, size=(100, 40)) as terminal:
        go_to_question(terminal)
        pid = terminal.process.pid
        _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, ((ready / "engage" / "notes.db-wal").stat().st_size, hard))
        answer(terminal, "Answer:", "ns")
        terminal.wait_for("NOT SAVED: The disk")
        answer(terminal, "not:", "Partner in the next room")
        answer(terminal, "More:", "")
        answer(terminal, "Answer:", "where")
        terminal.wait_for("Ask. NOT SAVED.")
        answer(terminal, "Answer:", "quit")
        answer(terminal, "not to:", "")
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))
        answer(terminal, "Answer:", "plan")
        answer(terminal, "Answer:", "where")
        terminal.wait_for("Everything is saved.")
        terminal.signal(signal.SIGKILL)
        terminal.process.wait(5)
    found = stored(ready).items[QUESTION]
    assert (found.mark, found.planned) == (Mark.NOT_SAFE, True)
    assert found.text(Field.REASON) == "Partner in the next room"
