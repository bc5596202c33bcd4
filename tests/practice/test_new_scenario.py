"""A new scenario: where it is written, what `check` says is left, and that it is right once that is filled in."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

import pytest

from engage_tui.guide.loader import SCENARIOS_FOLDER
from engage_tui.paths import shipped_content
from engage_tui.practice.scenario_checks import TO_WRITE
from engage_tui.practice.scenarios import check_scenarios
from engage_tui.practice.stub import stub_text
from support.command import engage_here

if TYPE_CHECKING:
    from pathlib import Path
    from subprocess import CompletedProcess

    from engage_tui.guide.guide import Guide


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A new scenario as it is written."""
    path = tmp_path / "late-for-school.yaml"
    path.write_text(stub_text("late-for-school"), encoding="utf-8")
    return path


def run(tmp_path: Path, *arguments: str) -> CompletedProcess[str]:
    return engage_here(*arguments, env={"ENGAGE_HOME": str(tmp_path / "engage")})


def test_check_lists_each_text_that_is_still_to_be_written_and_nothing_else(written: Path, guide: Guide) -> None:
    found = check_scenarios(written, guide)
    lines = written.read_text().splitlines()

    assert found.scenarios == {}
    assert all(p.message.startswith("still to be written: ") for p in found.problems)
    assert len(found.problems) == written.read_text().count(f'"{TO_WRITE}') > 40
    assert all(f"{TO_WRITE}{p.message[21:60]}" in lines[p.line - 1] for p in found.problems)


def test_it_is_right_once_everything_is_written(written: Path, guide: Guide) -> None:
    """Every text is written anew; nothing else has to be touched."""
    number = count(1)
    filled = re.sub(rf'"{TO_WRITE}[^"]*"', lambda _: f"Something short {next(number)}.", written.read_text())
    written.write_text(filled, encoding="utf-8")

    found = check_scenarios(written, guide)

    assert found.problems == ()
    assert list(found.scenarios) == ["late-for-school"]


def test_a_text_left_over_is_told_beside_other_mistakes(written: Path, guide: Guide) -> None:
    filled = re.sub(rf'"{TO_WRITE}(?!one line)[^"]*"', "Something short.", written.read_text())
    written.write_text(filled.replace("minutes: 20 ", "minutes: 0 "), encoding="utf-8")

    keys = {p.key for p in check_scenarios(written, guide).problems}

    assert {"minutes", "about"} <= keys
    assert "title" not in keys


def test_the_command_writes_it_among_the_users_own(tmp_path: Path) -> None:
    done = run(tmp_path, "practice", "new", "Late for School")
    path = tmp_path / "engage" / "content" / SCENARIOS_FOLDER / "late-for-school.yaml"

    assert done.returncode == 0
    assert str(path) in done.stdout
    assert path.read_text() == stub_text("late-for-school")
    assert (tmp_path / "engage").stat().st_mode & 0o077 == 0
    assert path.stat().st_mode & 0o077 == 0
    left = run(tmp_path, "check")
    assert left.returncode == 1
    assert f"{SCENARIOS_FOLDER}/late-for-school.yaml:" in left.stdout
    assert left.stderr.splitlines()[-1] == f"{len(left.stdout.splitlines())} mistakes."


def test_the_command_writes_it_into_a_folder_that_is_given_and_check_finds_it(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()

    assert run(tmp_path, "practice", "new", "one", "--out", str(folder)).returncode == 0
    for place in (folder, folder / "one.yaml"):
        checked = run(tmp_path, "check", str(place))
        assert checked.returncode == 1
        assert "still to be written" in checked.stdout
    assert not (tmp_path / "engage").exists()


def test_it_never_writes_over_a_file(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text("mine")

    done = run(tmp_path, "practice", "new", "one", "--out", str(tmp_path))

    assert done.returncode == 7
    assert "There is already a file" in done.stderr
    assert (tmp_path / "one.yaml").read_text() == "mine"


@pytest.mark.parametrize("name", ["", "../..", "///", "\x1b", "…"])
def test_a_name_that_cannot_be_one_is_told_before_anything_is_made(tmp_path: Path, name: str) -> None:
    done = run(tmp_path, "practice", "new", name)

    assert (done.returncode, done.stdout) == (2, "")
    assert "cannot have this name" in done.stderr
    assert not (tmp_path / "engage").exists()


def test_a_name_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    assert run(tmp_path, "practice", "new", "../../out/of here").returncode == 0
    assert [p.name for p in tmp_path.rglob("*.yaml")] == ["out-of-here.yaml"]


def test_the_name_of_a_shipped_scenario_is_refused(tmp_path: Path) -> None:
    name = next((shipped_content() / SCENARIOS_FOLDER).glob("*.yaml")).stem

    done = run(tmp_path, "practice", "new", name)

    assert done.returncode == 2
    assert "yours would take its place" in done.stderr


def test_shipped_scenarios_are_counted_by_check_and_pass_by_themselves(tmp_path: Path) -> None:
    alone = run(tmp_path, "check", str(shipped_content() / SCENARIOS_FOLDER))
    whole = run(tmp_path, "check")

    assert alone.stdout == "No mistakes: 10 scenarios.\n"
    assert whole.stdout.rstrip().endswith("10 scenarios.")
