"""The command `lens`: what was found goes to stdout, mistakes to stderr, and finding something is no failure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from engage_tui.cli import run
from engage_tui.text import first_harmful
from support.command import engage, python
from support.contents import write

if TYPE_CHECKING:
    from engage_tui.paths import Home

PROBLEM = "Mum failed to protect the children."
KEYS = ["file", "line", "start", "end", "text", "label", "why", "rewording", "rule"]
HOSTILE = sorted((Path(__file__).parents[1] / "data" / "hostile" / "text").glob("*.txt"))


class Looked:
    """What the command printed, and its exit code."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> None:
        capsys.readouterr()
        self.code = run(["lens", *map(str, arguments)])
        captured = capsys.readouterr()
        self.out, self.err = captured.out, captured.err

    @property
    def json(self) -> list[dict[str, Any]]:
        made: list[dict[str, Any]] = json.loads(self.out)
        return made


def note(folder: Path, text: str | bytes, name: str = "note.txt") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_what_was_found_is_listed_by_file_and_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = note(tmp_path, f"Seen at home.\n\n{PROBLEM}\n")
    looked = Looked(capsys, path)

    assert (looked.code, looked.err) == (0, "")
    lines = looked.out.splitlines()
    assert lines[0] == str(path)
    assert lines[1] == "  Line 3, from character 5: “failed to protect” (failure-to-protect)"
    assert "    Perhaps: [Name] [did what]." in looked.out
    assert all(len(line) <= 76 or line == str(path) for line in lines)


def test_nothing_found_is_no_praise_and_no_failure(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    looked = Looked(capsys, note(tmp_path, "The child was seen alone at school."))
    assert (looked.code, looked.err) == (0, "")
    assert "No words to look at again." in looked.out


def test_the_json_is_one_list_with_every_key(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    first = note(tmp_path, f"a\nb\n  {PROBLEM}")
    second = note(tmp_path, "It was only a push.", "second.txt")
    looked = Looked(capsys, "--json", first, second)

    assert (looked.code, looked.err) == (0, "")
    assert [list(found) for found in looked.json] == [KEYS] * len(looked.json)
    found = looked.json[0]
    assert (found["file"], found["line"], found["start"], found["end"]) == (str(first), 3, 6, 23)
    assert (found["text"], found["label"]) == ("failed to protect", "failure-to-protect")
    assert {f["file"] for f in looked.json} == {str(first), str(second)}


def test_the_json_of_nothing_is_an_empty_list(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert Looked(capsys, "--json", note(tmp_path, "")).json == []


def test_words_that_run_over_a_line_end_are_counted_on(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = "On the way home that afternoon and in the evening Mum failed\r\nto protect the children."
    (found,) = Looked(capsys, "--json", note(tmp_path, text)).json
    assert found["line"] == 1
    assert text[found["start"] : found["end"]] == found["text"] == "failed\r\nto protect"


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_lines_are_counted_however_they_end(capsys: pytest.CaptureFixture[str], tmp_path: Path, ends: str) -> None:
    (found,) = Looked(capsys, "--json", note(tmp_path, f"Seen.{ends}{ends}{PROBLEM}{ends}")).json
    assert (found["line"], found["start"]) == (3, 4)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_with_and_without_a_mark_is_read(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, encoding: str
) -> None:
    looked = Looked(capsys, "--json", note(tmp_path, PROBLEM.encode(encoding)))
    assert (looked.code, looked.err) == (0, "")
    assert [(f["line"], f["start"]) for f in looked.json] == [(1, 4)]


def test_bytes_that_are_no_text_are_told_and_the_rest_is_read(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    looked = Looked(capsys, "--json", note(tmp_path, b"Seen.\nCaf\xe9. " + PROBLEM.encode()))
    assert looked.code == 0
    assert "not all UTF-8 (first in line 2)" in looked.err
    assert [(f["line"], f["start"]) for f in looked.json] == [(2, 10)]


@pytest.mark.parametrize("case", ["missing", "folder", "binary", "large", "nul"])
def test_what_cannot_be_read_is_told_and_the_others_are_done(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, case: str
) -> None:
    bad = {
        "missing": tmp_path / "nowhere.txt",
        "folder": tmp_path,
        "binary": note(tmp_path, b"PK\x03\x04\0\0\0", "a.docx"),
        "large": note(tmp_path, b"a" * (4 * 1024 * 1024 + 1), "b.txt"),
        "nul": "a\0b",
    }[case]
    good = note(tmp_path, PROBLEM)
    looked = Looked(capsys, "--json", bad, good)

    assert looked.code == 10
    assert looked.err.startswith("engage-tui: ")
    assert "Traceback" not in looked.err
    assert [f["file"] for f in looked.json] == [str(good)]


@pytest.mark.parametrize("path", HOSTILE, ids=lambda p: p.stem)
def test_nothing_in_a_file_acts_on_the_terminal(capsys: pytest.CaptureFixture[str], tmp_path: Path, path: Path) -> None:
    (tmp_path / path.name).write_bytes(b"Mum failed to\xc2\x9b protect the children. " + path.read_bytes())
    looked = Looked(capsys, tmp_path / path.name)
    assert looked.code in (0, 10)
    assert all(first_harmful(line) is None for line in (looked.out + looked.err).splitlines())


def test_ones_own_rules_are_used_and_a_mistake_in_them_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, home: Home
) -> None:
    path = note(tmp_path, PROBLEM)
    write(home.content, language='{"schema": 1, "off": ["failure-to-protect"]}')
    assert Looked(capsys, "--json", path).json == []

    write(home.content, language='{"schema": 1, "off": ["x"]}')
    looked = Looked(capsys, path)
    assert (looked.code, looked.out) == (1, "")
    assert "language.yaml:1" in looked.err


def test_check_tells_the_mistakes_of_the_rules_too(capsys: pytest.CaptureFixture[str], home: Home) -> None:
    write(home.content, language='{"schema": 1, "off": ["jargn"]}')
    capsys.readouterr()
    assert run(["check"]) == 1
    assert "off[1]: `jargn` is not a rule or a label. Did you mean `jargon`?" in capsys.readouterr().out


def test_the_standard_input_is_read() -> None:
    done = engage("lens", "--json", "-", stdin=None, input=PROBLEM)
    assert done.returncode == 0
    assert [f["file"] for f in json.loads(done.stdout)] == ["-"]


def test_looking_does_not_load_the_screen(tmp_path: Path) -> None:
    path = note(tmp_path, PROBLEM)
    code = (
        "import sys; from engage_tui.cli import run; code = run(['lens', sys.argv[1]]);"
        "print([m for m in ('textual', 'rich', 'apsw') if m in sys.modules], code)"
    )
    assert python(code, str(path)).stdout.splitlines()[-1] == "[] 0"
