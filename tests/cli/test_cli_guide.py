"""The commands about content: data on stdout, talk on stderr, plain text that a pipe or a screen reader can use."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from engage_tui.cli import run
from engage_tui.paths import shipped_content
from support.contents import item, own, section, write

if TYPE_CHECKING:
    from pathlib import Path

    from engage_tui.guide.guide import Guide
    from engage_tui.paths import Home

DOCS = shipped_content().parent / "docs"
EXAMPLE = DOCS / "examples" / "overlay"


class Printed:
    """What a command printed, and its exit code."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *arguments: str) -> None:
        capsys.readouterr()
        self.code = run(arguments)
        captured = capsys.readouterr()
        self.out, self.err = captured.out, captured.err

    @property
    def ids(self) -> list[str]:
        """The items printed."""
        return [line.split()[-1] for line in self.out.splitlines() if line.startswith("  Id: ")]


# -- check


def test_checking_the_content_in_use_says_that_it_is_right(capsys: pytest.CaptureFixture[str], guide: Guide) -> None:
    printed = Printed(capsys, "check")

    assert (printed.code, printed.err) == (0, "")
    assert printed.out.startswith(f"No mistakes: {len(guide.items)} items; ")


def test_checking_the_shipped_folder_by_name_is_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert Printed(capsys, "check", str(shipped_content())).out == Printed(capsys, "check").out


def test_mistakes_are_listed_one_a_line_on_stdout(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    bad = section("ours", "ask", item("our.one", see=["risk.weapon"]), item("our.two", kind="check", answer="check"))
    printed = Printed(capsys, "check", str(write(tmp_path / "own", ours=own(bad))))

    assert printed.code == 1
    assert printed.err == "2 mistakes.\n"
    assert [line.split(": ", 1)[1] for line in printed.out.splitlines()] == [
        "sections[1].items[1].see[1]: `risk.weapon` is not an item. Did you mean `risk.weapons`?",
        "sections[1].items[2].if_no: a check needs the safer option. Add `if_no:`.",
    ]
    assert all(line.startswith("ours.yaml:") for line in printed.out.splitlines())


def test_ones_own_content_in_use_is_checked_without_naming_it(capsys: pytest.CaptureFixture[str], home: Home) -> None:
    write(home.content, ours=own(section("ours", "ask", item("our.one"))))
    assert "1 item of them local;" in Printed(capsys, "check").out

    write(home.content, bad="a: *x")
    printed = Printed(capsys, "check")
    assert (printed.code, printed.err) == (1, "1 mistake.\n")
    assert printed.out.startswith("bad.yaml:1: ")


@pytest.mark.parametrize("name", ["nowhere", "file"])
def test_a_folder_that_is_not_there_is_a_mistake(capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    printed = Printed(capsys, "check", str(tmp_path / name))

    assert printed.code == 1
    assert "there is no such folder" in printed.out


# -- schema


def schema(capsys: pytest.CaptureFixture[str], *which: str) -> dict[str, Any]:
    printed = Printed(capsys, "schema", *which)
    assert (printed.code, printed.err) == (0, "")
    made: dict[str, Any] = json.loads(printed.out)
    return made


@pytest.mark.parametrize("which", [(), ("content",), ("language",), ("note",)])
def test_the_schema_is_a_schema(capsys: pytest.CaptureFixture[str], which: tuple[str, ...]) -> None:
    made = schema(capsys, *which)

    Draft202012Validator.check_schema(made)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("which", ["content", "language", "sources", "note"])
def test_the_published_schema_is_what_the_command_prints(capsys: pytest.CaptureFixture[str], which: str) -> None:
    published = DOCS / "schema" / f"{which}.schema.json"

    assert Printed(capsys, "schema", which).out == published.read_text()


@pytest.mark.parametrize("path", sorted(shipped_content().glob("*.yaml")), ids=lambda p: p.stem)
def test_an_editor_with_the_schema_finds_no_fault_with_shipped_content(
    capsys: pytest.CaptureFixture[str], path: Path
) -> None:
    """Read as an editor reads it, with YAML's own idea of numbers and truths."""
    content = yaml.load(path.read_text(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    which = path.stem if path.stem in ("language", "sources") else "content"
    faults = Draft202012Validator(schema(capsys, which)).iter_errors(content)

    assert [(list(f.absolute_path), f.message) for f in faults] == []


@pytest.mark.parametrize(
    "fault", [{"sectoins": []}, {"schema": 2}, {"sections": [{"id": "Upper"}]}, {"steps": [{"number": 10}]}]
)
def test_an_editor_with_the_schema_finds_a_fault(capsys: pytest.CaptureFixture[str], fault: dict[str, object]) -> None:
    assert not Draft202012Validator(schema(capsys)).is_valid({"schema": 1, **fault})


# -- guide


def test_the_whole_guide_is_printed_in_the_order_of_the_walk(capsys: pytest.CaptureFixture[str], guide: Guide) -> None:
    printed = Printed(capsys, "guide")

    assert (printed.code, printed.err) == (0, "")
    assert printed.ids == list(guide.items)
    headings = [f"{s.number} {s.title}".upper() for s in guide.walk_steps()]
    assert [line for line in printed.out.splitlines() if line in headings] == headings


@pytest.mark.parametrize("what", ["3", "assess", "Assess risk", "assess RISK", "Risk"])
def test_a_step_is_printed_by_its_number_id_title_or_short_name(
    capsys: pytest.CaptureFixture[str], guide: Guide, what: str
) -> None:
    assert Printed(capsys, "guide", what).ids == [
        i.id for s in guide.sections_of("assess", background=True) for i in s.items
    ]


@pytest.mark.parametrize("what", ["0", "prepare", "Before you start", "before"])
def test_before_you_start_is_step_nought(capsys: pytest.CaptureFixture[str], what: str) -> None:
    assert "check.not-alone" in Printed(capsys, "guide", what).ids


def test_an_item_is_printed_with_all_that_it_holds(capsys: pytest.CaptureFixture[str], guide: Guide) -> None:
    printed = Printed(capsys, "guide", "ask.discloses.children")
    words, wanted = " ".join(printed.out.split()), guide.items["ask.discloses.children"]

    assert printed.ids == ["ask.discloses.children"]
    assert "2 ASK" in printed.out
    assert guide.section_of(wanted.id).title in printed.out
    for text in (wanted.short, wanted.more, wanted.why, guide.cite(wanted.source), *(w.words for w in wanted.say)):
        assert " ".join(text.split()) in words


def test_an_indicator_says_where_else_to_find_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Find out elsewhere: " in Printed(capsys, "guide", "risk.sexual-violence").out


def test_a_check_shows_the_safer_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert "If not: " in Printed(capsys, "guide", "check.not-alone").out


def test_guidance_is_plain_text_in_lines_that_fit(capsys: pytest.CaptureFixture[str]) -> None:
    out = Printed(capsys, "guide").out

    assert all(line.isprintable() for line in out.splitlines())
    assert [line for line in out.splitlines() if len(line) > 76 and " " in line.strip()] == []


def test_words_find_items_in_the_order_of_the_walk(capsys: pytest.CaptureFixture[str], guide: Guide) -> None:
    printed = Printed(capsys, "guide", "--find", "SAMARITANS")

    assert printed.code == 0
    assert "look.say.suicidal" in printed.ids
    assert printed.ids == [i for i in guide.items if i in printed.ids]


def test_words_are_looked_for_within_a_step(capsys: pytest.CaptureFixture[str], guide: Guide) -> None:
    everywhere = Printed(capsys, "guide", "--find", "police").ids
    here = Printed(capsys, "guide", "ask", "--find", "police").ids

    assert here == [i for i in everywhere if guide.step_of(i).id == "ask"]
    assert 0 < len(here) < len(everywhere)


def test_words_that_stand_nowhere_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    printed = Printed(capsys, "guide", "--find", "zxqwv")

    assert (printed.code, printed.out) == (6, "")
    assert "No guidance holds these words." in printed.err


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [("risk.wepons", "risk.weapons"), ("ask.discloses.childern", "ask.discloses.children"), ("asses", "assess")],
)
def test_a_name_that_is_nearly_right_gets_the_right_one(
    capsys: pytest.CaptureFixture[str], typed: str, nearest: str
) -> None:
    printed = Printed(capsys, "guide", typed)

    assert (printed.code, printed.out) == (6, "")
    assert f"`{typed}`" in printed.err
    assert f"Did you mean `{nearest}`?" in printed.err


@pytest.mark.parametrize("what", ["7", "-", "", "none", "None", "\x1b[2J"])
def test_what_is_no_name_at_all_is_told(capsys: pytest.CaptureFixture[str], what: str) -> None:
    printed = Printed(capsys, "guide", what)

    assert (printed.code, printed.out) == (6, "")
    assert "There is no" in printed.err
    assert "\x1b" not in printed.err


def test_ones_own_items_are_marked(capsys: pytest.CaptureFixture[str], home: Home) -> None:
    write(home.content, ours=own(section("ours", "ask", item("our.one", short="As we do it here"))))

    assert "* As we do it here (local)" in Printed(capsys, "guide", "our.one").out
    assert "(local)" not in Printed(capsys, "guide", "risk.weapons").out


def test_text_that_looks_like_markup_is_printed_as_it_stands(capsys: pytest.CaptureFixture[str], home: Home) -> None:
    text = "[red]x[/red] [@click=app.quit]go[/] [TODO] %s {0}"
    write(home.content, ours=own(section("ours", "ask", item("our.one", short=text))))

    assert f"* {text} (local)" in Printed(capsys, "guide", "our.one").out


# -- paths


def test_paths_say_where_everything_is_and_make_nothing(capsys: pytest.CaptureFixture[str], home: Home) -> None:
    printed = Printed(capsys, "paths")

    assert printed.code == 0
    assert f"{home.notes}  (not there yet)" in printed.out
    assert f"{shipped_content()}\n" in printed.out
    assert not home.folder.exists()


def test_the_worked_example_of_own_content_is_checked_without_a_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    done = Printed(capsys, "check", str(EXAMPLE))
    assert done.code == 0, done.out
    assert "12 items of them local" in done.out
    assert "To look at: Brackenshire Drink and Drugs" in done.out


def test_doctor_says_which_own_content_is_in_use_or_why_it_is_not(
    capsys: pytest.CaptureFixture[str], home: Home
) -> None:
    assert "own content          none" in Printed(capsys, "doctor").out
    shutil.copytree(EXAMPLE, home.content)
    told = Printed(capsys, "doctor").out
    assert "12 items, 1 set of replies, edition" in told
    assert "to check again       service.drink" in told
    (home.content / "services.yaml").write_text("schema: 1\nservices: [{id: a}]\n")
    assert "own content          LEFT OUT: The content has" in Printed(capsys, "doctor").out


def test_what_a_translation_leaves_in_english_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    done = Printed(capsys, "check", "--language", "cy")
    assert done.code == 0
    assert "look.say.drink: short is English" in done.out
    assert not [line for line in done.out.splitlines() if line.startswith(("ask.", "interface"))]
    assert "still in English" in done.err


def test_a_mistake_in_a_translation_and_a_language_that_is_not_there_are_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    write(tmp_path / "cy", words={"schema": 1, "items": [{"id": "ask.onw", "short": "X"}]})
    done = Printed(capsys, "check", "--language", "cy", str(tmp_path))
    assert done.code == 1
    assert done.out.startswith("cy/words.yaml:")
    assert "There is no translation `fr`" in Printed(capsys, "check", "--language", "fr").err
