"""Papers for a room: nobody is handed what another keeps, files say PRACTICE, and a pack comes back as it went."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

import pytest

from engage_tui.cli import run
from engage_tui.guide.phrases import Phrase, to_yaml
from engage_tui.paths import shipped_content
from engage_tui.practice.handout_files import handout_bytes, to_text
from engage_tui.practice.handouts import all_handouts
from engage_tui.practice.pack import read_pack
from engage_tui.practice.scenarios import load_scenarios
from support.pages import poppler, poppler_says, without_blanks

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from engage_tui.guide.guide import Guide
    from engage_tui.practice.leaf import Leaf

ONE = "my-side-of-it"


@pytest.fixture(scope="module")
def leaves(guide: Guide) -> Mapping[str, Leaf]:
    return all_handouts(guide, load_scenarios(guide, shipped_content())).by_name


def test_the_severe_fact_and_what_the_survivor_said_are_on_no_other_paper(
    guide: Guide, leaves: Mapping[str, Leaf]
) -> None:
    for scenario in load_scenarios(guide, shipped_content()).scenarios.values():
        mine = {n: without_blanks(to_text(leaf)) for n, leaf in leaves.items() if n.endswith(f"-{scenario.id}")}
        fact, keeps = without_blanks(scenario.severe.fact), without_blanks(scenario.roles.survivor_worker.keeps)
        assert {n for n, text in mine.items() if fact in text} == {f"person-{scenario.id}", f"trainer-{scenario.id}"}
        assert {n for n, text in mine.items() if keeps in text} == {f"survivor-worker-{scenario.id}"}
        said = [without_blanks(f"“{s.say}”") for beat in scenario.beats for s in beat.says]
        assert all(each in mine[f"person-{scenario.id}"] for each in said)
        assert not any(each in mine[f"worker-{scenario.id}"] for each in said)


@poppler
def test_cards_are_cut_several_to_a_page_and_each_page_says_practice(leaves: Mapping[str, Leaf]) -> None:
    for name in (f"events-{ONE}", f"person-{ONE}", "slips-after", "observer-sheet", "debrief-20"):
        pages = poppler_says("pdftotext", handout_bytes(leaves[name], "pdf"), "-").split("\f")[:-1]
        assert all("PRACTICE" in page and re.search(r"Page\s+\d+\s+of\s+\d+", page) for page in pages)
        assert len(pages) <= 4
    slips = poppler_says("pdftotext", handout_bytes(leaves["slips-after"], "pdf"), "-")
    assert slips.count("After the session") >= 4


def test_a_debrief_sheet_begins_with_coming_out_of_role(leaves: Mapping[str, Leaf]) -> None:
    for name in ("debrief-5", "debrief-20"):
        text = to_text(leaves[name])
        assert text.index("out of the roles") < text.index("what went well") < text.index("I keep:")


def test_the_command_writes_what_is_asked_for_never_over_a_file(
    home: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    for _ in range(2):
        assert run(["practice", "handouts", ONE, "slips-before", "--format", "txt", "--out", str(out)]) == 0
    written = sorted(p.name for p in out.iterdir())
    assert len(written) == 14
    assert all(name.startswith("PRACTICE-") for name in written)
    assert run(["practice", "handouts", "--list"]) == 0
    assert "page-safety" in capsys.readouterr().out
    assert run(["practice", "handouts", "nothing", "--out", str(out)]) == 2
    assert "--list" in capsys.readouterr().err


def test_a_pack_goes_into_one_file_and_comes_back_without_touching_what_is_there(
    home: object, guide: Guide, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = tmp_path / "ours.yaml"
    words.write_bytes(to_yaml([Phrase(words="What would your sister say about that?")]))
    file = tmp_path / "for-leeds"
    assert run(["practice", "pack", str(file), "--scenarios", ONE, "--phrases", str(words), "--handouts"]) == 0
    made = tmp_path / "for-leeds.engage-practice"
    found = read_pack(made, guide)
    assert list(found.scenarios) == [f"{ONE}.yaml"]
    assert found.phrases is not None
    assert len(found.pages) == 6
    assert str(tmp_path).encode() not in made.read_bytes()

    monkeypatch.setenv("ENGAGE_HOME", str(tmp_path / "other"))
    assert run(["practice", "unpack", str(made), "--look"]) == 0
    assert not (tmp_path / "other").exists()
    assert run(["practice", "unpack", str(made)]) == 0
    scenario = tmp_path / "other" / "content" / "scenarios" / f"{ONE}.yaml"
    scenario.write_text(scenario.read_text() + "# ours now\n")
    capsys.readouterr()
    assert run(["practice", "unpack", str(made)]) == 0
    assert "yours differs, and was not touched" in capsys.readouterr().out
    assert scenario.read_text().endswith("# ours now\n")
    assert run(["check"]) == 0


def test_a_pack_that_was_changed_on_the_way_is_refused_and_nothing_written(
    home: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["practice", "pack", str(tmp_path / "a"), "--scenarios", ONE]) == 0
    changed = tmp_path / "b.engage-practice"
    with zipfile.ZipFile(tmp_path / "a.engage-practice") as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"Derby", b"Leeds"))
    monkeypatch.setenv("ENGAGE_HOME", str(tmp_path / "other"))
    assert run(["practice", "unpack", str(changed)]) == 1
    told = capsys.readouterr().err
    assert f"scenarios/{ONE}.yaml" in told
    assert "Nothing was written" in told
    assert not (tmp_path / "other").exists()


def test_with_nothing_finished_to_pack_it_is_said_why(
    home: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["practice", "pack", str(tmp_path / "a")]) == 2
    assert "you have no scenarios of your own" in capsys.readouterr().err
    assert run(["practice", "new", "half-done"]) == 0
    assert run(["practice", "pack", str(tmp_path / "a")]) == 2
    assert "is not finished" in capsys.readouterr().err
    assert not [p for p in tmp_path.rglob("a*") if p.is_file()]
