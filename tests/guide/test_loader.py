"""From a folder of files to a guide, or to every mistake in them at once: file, line, key, what is wrong, the fix."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from engage_tui.guide.loader import MAX_FILES, load_guide
from engage_tui.guide.problems import ContentProblems, did_you_mean, quoted
from engage_tui.guide.reading import MAX_BYTES
from engage_tui.paths import shipped_content
from support.command import python
from support.contents import item, line_of, own, problem, problems, question, section, small, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from engage_tui.guide.guide import Guide
    from support.contents import Content

HOSTILE = sorted((Path(__file__).parents[1] / "data" / "hostile" / "yaml").glob("*.yaml"))
AT_ONCE = 0.5  # seconds of processor time


def broken(folder: Path, change: Callable[[Content], object]) -> Path:
    """The small guide with something wrong in it."""
    content = small()
    change(content)
    return write(folder, steps=content)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small guide, to lay a folder over."""
    return write(tmp_path_factory.mktemp("base"), steps=small())


def test_the_small_guide_loads(tmp_path: Path) -> None:
    guide = load_guide(write(tmp_path, steps=small()))

    assert [step.number for step in guide.walk_steps()] == list(range(7))
    assert [i.id for i in guide.walk_items()] == [f"item{n}" for n in range(7)]
    assert guide.answer_kind("item2") == "question"
    assert guide.step_of("item3").id == "step3"
    assert guide.local == frozenset()


def test_the_files_of_a_folder_are_read_as_one(tmp_path: Path) -> None:
    content = small()
    frame = {"schema": 1, "documents": content["documents"], "steps": content["steps"]}
    (tmp_path / "more").mkdir()
    write(tmp_path, steps=frame, a=own(*content["sections"][:3]))
    write(tmp_path / "more", b=own(*content["sections"][3:]))

    assert len(load_guide(tmp_path).items) == 7


def test_a_change_in_any_file_changes_the_edition_and_nothing_else_does(tmp_path: Path) -> None:
    one, same = write(tmp_path / "one", steps=small()), write(tmp_path / "same", steps=small())
    other = broken(tmp_path / "other", lambda c: c["sections"][0]["items"][0].update(short="Another line"))

    editions = [load_guide(folder).edition for folder in (one, same, other)]
    assert editions[0] == editions[1] != editions[2]


# -- one mistake, one clear problem

UNKNOWN: dict[str, tuple[Callable[[Content], Content], str, str, str]] = {
    "file": (lambda c: c, "sectoins", "sectoins", "sections"),
    "document": (lambda c: c["documents"][0], "titel", "documents[1].titel", "title"),
    "step": (lambda c: c["steps"][1], "keep-in-mind", "steps[2].keep-in-mind", "keep_in_mind"),
    "section": (lambda c: c["sections"][1], "anser", "sections[2].anser", "answer"),
    "item": (lambda c: c["sections"][1]["items"][0], "mroe", "sections[2].items[1].mroe", "more"),
    "source": (lambda c: c["sections"][1]["items"][0]["source"], "dco", "sections[2].items[1].source.dco", "doc"),
    "say": (lambda c: c["sections"][2]["items"][0]["say"][0], "wrods", "sections[3].items[1].say[1].wrods", "words"),
}


@pytest.mark.parametrize("level", UNKNOWN)
def test_an_unknown_key_at_any_level_gets_the_nearest_right_one(tmp_path: Path, level: str) -> None:
    place, key, path, nearest = UNKNOWN[level]
    folder = broken(tmp_path, lambda c: place(c).update({key: "x"}))

    told = next(p for p in problems(folder) if p.key == path)
    assert (told.file, told.line) == ("steps.yaml", line_of(folder, "steps", f'"{key}"'))
    assert told.fix == f"Did you mean `{nearest}`?"


def test_one_mistake_in_an_item_is_told_as_one(tmp_path: Path) -> None:
    folder = broken(tmp_path, lambda c: c["sections"][1]["items"][0].update(mroe="x"))

    assert problem(folder).key == "sections[2].items[1].mroe"


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("kind", "practise", "Did you mean `practice`?"),
        ("answer", "usd", "Did you mean `used`?"),
        ("short", "", "this is empty"),
        ("short", "x" * 121, "too long (121 characters; at most 120)"),
        ("more", "x" * 901, "too long (901 characters; at most 900)"),
        ("short", ["a"], "should be text, and it is a list"),
        ("short", {"a": "b"}, "should be text, and it is a group of keys"),
        ("parts", "a", "should be a list (lines that start with `-`), and it is the text `a`"),
        ("source", "respect", "should be a group of `key: text` lines, and it is the text `respect`"),
        ("id", "../../outside", "`../../outside` cannot be an id"),
        ("id", "Upper", "Use small letters, digits, dots and hyphens"),
        ("id", "", "cannot be an id"),
    ],
)
def test_a_wrong_value_is_told_with_its_place_and_fix(tmp_path: Path, key: str, value: object, words: str) -> None:
    folder = broken(tmp_path, lambda c: c["sections"][1]["items"][0].update({key: value}))

    told = next(p for p in problems(folder) if p.key == f"sections[2].items[1].{key}")
    assert told.file == "steps.yaml"
    assert told.line == line_of(folder, "steps", f'"{key}"', nth=_nth(folder, key))
    assert words in str(told)


def _nth(folder: Path, key: str) -> int:
    """How often a key stands in the small guide up to the item that was changed."""
    lines = (folder / "steps.yaml").read_text().splitlines()
    start = next(n for n, line in enumerate(lines) if '"id": "s1"' in line)
    at = next(n for n, line in enumerate(lines) if n > start and line.startswith(f'     "{key}"'))
    return sum(f'"{key}"' in line for line in lines[: at + 1])


@pytest.mark.parametrize("truth", ["NO", "no", "yes", "on", "off", "1", "0", "", "x"])
def test_only_true_and_false_are_a_truth_and_nothing_is_guessed(tmp_path: Path, truth: str) -> None:
    folder = broken(tmp_path, lambda c: c["sections"][1]["items"][0].update(restricted=truth))

    told = next(p for p in problems(folder) if p.key.endswith("restricted"))
    assert "should be `true` or `false`" in told.message


@pytest.mark.parametrize("number", ["x", "0_1", "0x1", "1e0", "-1", "10", "99999999999999999999", "1.0", "true"])
def test_only_plain_digits_are_a_number(tmp_path: Path, number: str) -> None:
    told = problem(broken(tmp_path, lambda c: c["steps"][1].update(number=number)))

    assert told.key == "steps[2].number"
    assert "number" in told.message


@pytest.mark.parametrize("schema", ["2", "one", "", "1.0"])
def test_a_file_for_another_edition_of_the_app_is_refused(tmp_path: Path, schema: str) -> None:
    assert problem(broken(tmp_path, lambda c: c.update(schema=schema))).key == "schema"


@pytest.mark.parametrize(
    ("place", "key"),
    [
        ((), "schema"),
        (("documents", 0), "title"),
        (("steps", 1), "aim"),
        (("sections", 1), "title"),
        (("sections", 1, "items", 0), "source"),
        (("sections", 1, "items", 0, "source"), "section"),
    ],
)
def test_what_is_missing_is_told_where_it_should_stand(tmp_path: Path, place: tuple[str | int, ...], key: str) -> None:
    def without(content: Any) -> None:
        for part in place:
            content = content[part]
        del content[key]

    told = next(p for p in problems(broken(tmp_path, without)) if "missing" in p.message)
    assert told.key.endswith(key)
    assert told.line > 0
    assert told.fix == f"Add `{key}:`."


TEXTS: dict[str, Callable[[Content], tuple[Content, str]]] = {
    "document": lambda c: (c["documents"][0], "title"),
    "step": lambda c: (c["steps"][0], "aim"),
    "section": lambda c: (c["sections"][0], "intro"),
    "line": lambda c: (c["sections"][0]["items"][0], "short"),
    "prose": lambda c: (c["sections"][0]["items"][0], "more"),
    "card": lambda c: (c["sections"][0]["items"][0], "act_now"),
    "source": lambda c: (c["sections"][0]["items"][0]["source"], "section"),
    "words to say": lambda c: (c["sections"][2]["items"][0]["say"][0], "words"),
}
CONTROL = {"escape": "\\e[2J", "bell": "\\a", "override": "\\u202e", "unseen": "\\u200b", "C1": "\\x9b", "null": "\\0"}


@pytest.mark.parametrize(
    ("field", "name"),
    [*((field, "escape") for field in TEXTS), *(("line", name) for name in CONTROL if name != "escape")],
)
def test_a_control_character_in_any_text_is_refused(tmp_path: Path, field: str, name: str) -> None:
    content = small()
    place, key = TEXTS[field](content)
    place[key] = "HERE"
    folder = write(tmp_path, steps=content)
    path = folder / "steps.yaml"
    path.write_text(path.read_text().replace("HERE", f"a{CONTROL[name]}b"))

    told = next(p for p in problems(folder) if p.key.endswith(f".{key}"))
    assert "hidden or control character (U+" in told.message
    assert told.line == line_of(folder, "steps", f"a{CONTROL[name]}b")
    assert str(told).isprintable()


@pytest.mark.parametrize("field", ["step", "line", "words to say"])
@pytest.mark.parametrize("line_end", ["\\n", "\\u2028"])
def test_what_has_to_fit_a_row_has_no_line_end_in_it(tmp_path: Path, field: str, line_end: str) -> None:
    content = small()
    place, key = TEXTS[field](content)
    place[key] = "HERE"
    path = write(tmp_path, steps=content) / "steps.yaml"
    path.write_text(path.read_text().replace("HERE", f"one{line_end}two"))
    try:
        guide = load_guide(tmp_path)
    except ContentProblems:
        return  # refusing is right, and so is a space

    assert "\n" not in _texts(guide)[field]


def _texts(guide: Guide) -> dict[str, str]:
    return {
        "step": guide.steps["step0"].aim,
        "line": guide.items["item0"].short,
        "words to say": guide.items["item2"].say[0].words,
    }


@pytest.mark.parametrize(
    "text", ["[red]x[/red] [/b]", "[@click=app.quit]go[/]", "%s {0} $(id)", "Dŵr 👨‍👩‍👧 قال", "=1+1"]
)
def test_text_that_looks_like_code_is_text(tmp_path: Path, text: str) -> None:
    content = small()
    content["sections"][0]["items"][0]["short"] = text

    assert load_guide(write(tmp_path, steps=content)).items["item0"].short == text


# -- all mistakes together


def test_mistakes_of_every_sort_and_file_are_told_together(tmp_path: Path) -> None:
    content = small()
    content["steps"][1]["titel"] = "x"
    content["sections"][2]["items"][0]["say"][0]["words"] = ["x"]
    del content["sections"][0]["title"]
    write(tmp_path, steps=content, b="schema: 1\nsections: []\nsections: []\n", c="a: *x\n", d=b"caf\xe9", e="")

    told = {(p.file, p.key) for p in problems(tmp_path)}
    assert told >= {
        ("steps.yaml", "steps[2].titel"),
        ("steps.yaml", "sections[3].items[1].say[1].words"),
        ("steps.yaml", "sections[1].title"),
        ("b.yaml", "sections"),
        ("c.yaml", ""),
        ("d.yaml", ""),
        ("e.yaml", ""),
    }


def test_a_wrong_key_in_one_file_does_not_hide_a_wrong_name_in_another(tmp_path: Path, base: Path) -> None:
    write(tmp_path, a=own(section("a", "step2", item("our.one", mroe="x"))))
    write(tmp_path, b=own(section("b", "setp2", item("our.two", see=["itme3"]), item("our.two"))))

    told = {p.key for p in problems(base, tmp_path)}
    assert told >= {
        "sections[1].items[1].mroe",
        "sections[1].step",
        "sections[1].items[1].see[1]",
        "sections[1].items[2].id",
    }


def test_problems_stand_in_the_order_of_files_and_lines(tmp_path: Path, base: Path) -> None:
    bad = own(section("a", "step2", item("A"), item("B")))
    folder = write(tmp_path, z=bad, b=bad)

    places = [(p.file, p.line) for p in problems(base, folder)]
    assert places == sorted(places)
    assert {file for file, _ in places} == {"b.yaml", "z.yaml"}


def test_the_error_says_how_many_there_are_and_how_to_see_them(tmp_path: Path) -> None:
    with pytest.raises(ContentProblems) as caught:
        load_guide(write(tmp_path, steps="a: *x\n"))

    assert str(caught.value) == (
        "The content has 1 mistake: steps.yaml:1: anchors and aliases (& and *) are not allowed. "
        "Write the text out in full. `engage-tui check FOLDER` lists them all."
    )


# -- hostile files and folders


@pytest.mark.parametrize("path", HOSTILE, ids=lambda p: p.stem)
def test_every_hostile_file_is_refused_at_once_in_words(tmp_path: Path, base: Path, path: Path) -> None:
    folder = write(tmp_path, ours=path.read_bytes())
    start = time.process_time()
    told = problems(base, folder)

    assert time.process_time() - start < AT_ONCE
    assert {p.file for p in told} == {"ours.yaml"}
    assert all(p.line >= 1 and p.message for p in told)
    assert all(str(p).isprintable() for p in told)


MANY = {
    "unknown keys": own(section("ours", "step2", item("our.one", **{f"key{n}": "x" for n in range(2000)}))),
    "dangling names": own(section("ours", "step2", item("our.one", see=[f"no.such{n}" for n in range(1500)]))),
    "wrong ids": own(section("ours", "step2", item("our.one", see=["X"] * 5000))),
    "a long wrong id": own(section("ours", "step2", item("our.one", see=["a-" * 200_000 + "!"]))),
    "the same id": own(section("ours", "step2", *[item("our.one") for _ in range(1500)])),
    "unknown steps": own(*[section(f"s{n}", f"no-step{n}", item(f"our.n{n}")) for n in range(500)]),
}


@pytest.mark.parametrize("name", MANY)
def test_any_number_of_mistakes_is_told_at_once(tmp_path: Path, base: Path, name: str) -> None:
    folder = write(tmp_path, ours=MANY[name])
    start = time.process_time()
    told = problems(base, folder)

    assert time.process_time() - start < AT_ONCE
    assert told


def test_very_many_wrong_names_do_not_hold_up_the_app(tmp_path: Path) -> None:
    """Looking for the nearest of several hundred right names takes time for each."""
    ours = item("our.one", see=[f"no.such{n}" for n in range(1000)])
    write(tmp_path, ours=own(section("ours", "ask", ours)))
    start = time.process_time()
    told = problems(shipped_content(), tmp_path)

    assert time.process_time() - start < AT_ONCE
    assert all("is not an item" in p.message for p in told)


@pytest.mark.parametrize("name", ["a\x1b[2Jb", "a\nb", "r\u202etxt", "[red]x", "tŷ"], ids=ascii)
def test_a_hostile_file_name_cannot_act_on_the_terminal(tmp_path: Path, base: Path, name: str) -> None:
    told = problem(base, write(tmp_path, **{name: "a: *x"}))

    assert str(told).isprintable()
    assert ".yaml:1: anchors" in str(told)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    told = problem(tmp_path / "nowhere")

    assert (told.file, told.message, told.fix) == (
        str(tmp_path / "nowhere"),
        "there is no such folder.",
        "Check the path.",
    )


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    assert "no such folder" in problem(tmp_path / "file").message


def test_a_folder_without_content_is_told(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("a: b")

    assert "no .yaml file" in problem(tmp_path).message


def test_a_folder_of_too_many_files_is_told_once(tmp_path: Path) -> None:
    write(tmp_path, **{f"f{n}": "schema: 1\n" for n in range(MAX_FILES + 1)})

    assert f"at most {MAX_FILES}" in problem(tmp_path).message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_named_like_a_content_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")

    assert load_guide(write(tmp_path, steps=small())).items


def test_a_file_at_the_limit_is_read_and_one_above_it_is_not(tmp_path: Path) -> None:
    folder = write(tmp_path, steps=small())
    path = folder / "steps.yaml"
    text = path.read_bytes()
    path.write_bytes(text + b"\n" * (MAX_BYTES - len(text)))
    assert load_guide(folder).items

    path.write_bytes(path.read_bytes() + b"\n")
    told = problem(folder)
    assert (told.file, told.line) == ("steps.yaml", 0)
    assert "too large" in told.message
    assert told.fix


GIANT = """
import pathlib, resource, sys
from engage_tui.guide.loader import load_guide
from engage_tui.guide.problems import ContentProblems
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
try:
    load_guide(pathlib.Path(sys.argv[1]))
except ContentProblems as e:
    print(e)
"""


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX limits")
def test_a_file_larger_than_the_memory_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "steps.yaml").open("wb") as file:
        file.truncate(8 << 30)

    ran = python(GIANT, str(tmp_path))
    assert "steps.yaml: the file is too large" in ran.stdout, ran.stderr[-200:]


LONE = """
import sys
sys.modules["yaml.cyaml"] = None  # as where PyYAML was installed without libyaml
import pathlib
from engage_tui.guide.loader import load_guide
from engage_tui.guide.problems import ContentProblems
try:
    load_guide(pathlib.Path(sys.argv[1]))
except ContentProblems as e:
    print(*e.problems, sep="\\n")
"""


def test_without_libyaml_half_a_character_is_told_in_plain_words(tmp_path: Path) -> None:
    content = small()
    content["sections"][0]["items"][0]["more"] = "HERE"
    path = write(tmp_path, steps=content) / "steps.yaml"
    path.write_text(path.read_text().replace("HERE", "\\uD800"))

    ran = python(LONE, str(tmp_path))
    assert "sections[1].items[1].more: " in ran.stdout, ran.stderr[-200:]
    assert "something else" not in ran.stdout


# -- the words of a problem


def test_the_nearest_name_or_a_short_list_of_all() -> None:
    assert did_you_mean("questoin", ["question", "risk"]) == "Did you mean `question`?"
    assert did_you_mean("zzz", ["b", "a"]) == "Use one of: a, b."
    assert did_you_mean("zzz", [f"name{n}" for n in range(21)]) == ""
    assert did_you_mean("zzz", []) == ""


def test_a_value_is_shown_short_harmless_and_on_one_line() -> None:
    assert quoted("a\x1b[2J\nb") == "`a[2J b`"
    assert len(quoted("x" * 500)) == 42


def test_a_question_needs_no_more_than_its_words(tmp_path: Path, base: Path) -> None:
    """That the small parts of these tests are right, so that each test breaks one thing only."""
    write(tmp_path, ours=own(section("ours", "step2", question("our.one"), answer="question")))

    assert load_guide(base, tmp_path).answer_kind("our.one") == "question"
