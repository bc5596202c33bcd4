"""`language.yaml`: strictly read, one's own laid over the shipped one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from engage_tui.guide.loader import load_guide
from engage_tui.guide.problems import ContentProblems
from engage_tui.lens.loader import check_lens, load_lens
from engage_tui.lens.model import LanguageFile
from engage_tui.paths import shipped_content
from support.contents import line_of, write

if TYPE_CHECKING:
    from pathlib import Path

    from engage_tui.guide.problems import Problem


def rule(rule_id: str = "our.rule", **more: object) -> dict[str, Any]:
    """A rule that is as small as it may be."""
    small = {"id": rule_id, "label": "vague", "any": ["zog"], "why": "It hides.", "rewording": "[Name] [did what]."}
    return {**small, **more}


def language(folder: Path, *rules: dict[str, Any], **more: object) -> Path:
    return write(folder, language={"schema": 1, **more, "rules": list(rules)})


def problems(folder: Path) -> list[Problem]:
    with pytest.raises(ContentProblems) as caught:
        check_lens(shipped_content(), folder)
    return list(caught.value.problems)


def labels(folder: Path | None, text: str) -> set[str]:
    """What the rules alone find."""
    return {f.label for f in replace(load_lens(shipped_content(), folder), learned={}).findings(text)}


def test_a_rule_of_ones_own_is_added(tmp_path: Path) -> None:
    own = language(tmp_path, rule())
    assert labels(own, "He was zog.") == {"vague"}
    assert labels(own, "Mum failed to protect the children.") == {"failure-to-protect"}
    assert load_lens(shipped_content(), own).local == {"our.rule"}


def test_a_rule_with_the_id_of_a_shipped_one_takes_its_place(tmp_path: Path) -> None:
    text = "She was only failing to protect them, zog."
    own = language(tmp_path, rule("protect.failed", label="jargon", any=["zog"]))
    assert "failure-to-protect" in labels(None, text)
    assert labels(own, text) == {"jargon"}


@pytest.mark.parametrize("off", ["protect.failed", "failure-to-protect"])
def test_a_rule_or_a_label_is_switched_off(tmp_path: Path, off: str) -> None:
    own = language(tmp_path, off=[off])
    assert labels(own, "Mum failed to protect the children.") == set()


def test_words_of_ones_own_are_added_to_a_list(tmp_path: Path) -> None:
    own = language(tmp_path, words={"stormy": ["zoggy"]})
    assert labels(None, "They have a zoggy relationship.") == set()
    assert labels(own, "They have a zoggy relationship.") == {"mutualising"}
    assert labels(own, "They have a toxic relationship.") == {"mutualising"}


def test_what_is_left_alone_can_be_added_to(tmp_path: Path) -> None:
    own = language(tmp_path, leave={"sentence": ["zog"]})
    assert labels(own, "Zog: Mum failed to protect the children.") == set()


def test_a_list_may_name_another_and_even_itself(tmp_path: Path) -> None:
    own = language(tmp_path, rule(any=["<one>"]), words={"one": ["<two>", "zig"], "two": ["<one>", "zag"]})
    assert labels(own, "zag") == labels(own, "zig") == {"vague"}


def test_a_second_label_is_told_as_well(tmp_path: Path) -> None:
    assert labels(language(tmp_path, rule(also=["jargon"])), "zog") == {"vague", "jargon"}


def test_near_unless_and_except_hold_a_rule_back(tmp_path: Path) -> None:
    own = language(tmp_path, rule(near=["dad"], unless=["lamp"], **{"except": ["zog form"]}))
    wanted = {
        "Dad had a zog.": {"vague"},
        "He had a zog.": set(),
        "Dad had a zog and a lamp.": set(),
        "Dad had a zog form.": set(),
        "Dad had a zog and a zog form.": {"vague"},
    }
    assert {text: labels(own, text) for text in wanted} == wanted


@pytest.mark.parametrize(
    ("key", "text"),
    [("negated", "It is not zog."), ("asked", "Is he zog?"), ("advised", "If he is zog, ring me.")],
)
def test_a_rule_may_look_where_others_do_not(tmp_path: Path, key: str, text: str) -> None:
    assert labels(language(tmp_path, rule()), text) == set()
    assert labels(language(tmp_path, rule(**{key: "true"})), text) == {"vague"}


def test_a_view_that_is_marked_as_one_can_be_left_alone(tmp_path: Path) -> None:
    assert labels(language(tmp_path, rule()), "In my view he is zog.") == {"vague"}
    assert labels(language(tmp_path, rule(viewed="false")), "In my view he is zog.") == set()


def test_mistakes_are_told_with_their_line_key_and_fix(tmp_path: Path) -> None:
    bad = [
        rule(label="vage"),
        rule("b", any=["<nobody> left"]),
        rule("c", lable="x"),
        rule("d", flags=["nothing here"]),
    ]
    told = problems(language(tmp_path, *bad))
    assert [p.line for p in told[:2]] == [line_of(tmp_path, "language", "vage"), line_of(tmp_path, "language", "lable")]
    assert "Did you mean `vague`?" in str(told[0])
    assert "Did you mean `label`?" in str(told[1])


def test_a_pattern_is_told_where_it_stands(tmp_path: Path) -> None:
    (told,) = problems(language(tmp_path, rule(any=["zog", "<nobody> left"])))
    assert told.line == line_of(tmp_path, "language", "nobody")
    assert told.key == "rules[1].any[2]"
    assert "which is not there" in told.message


@pytest.mark.parametrize(
    ("more", "told"),
    [({"flags": ["He was kind."]}, "is not flagged by"), ({"leaves": ["He was zog."]}, "is flagged by")],
)
def test_an_example_that_is_not_true_is_told(tmp_path: Path, more: dict[str, Any], told: str) -> None:
    (problem,) = problems(language(tmp_path, rule(**more)))
    assert told in problem.message
    assert load_lens(shipped_content(), tmp_path)  # only `check` takes the time to try them


def test_two_rules_with_one_id_and_an_unknown_name_to_switch_off_are_told(tmp_path: Path) -> None:
    told = problems(language(tmp_path, rule(), rule(), off=["protect.faild"]))
    assert sorted(p.message for p in told) == [
        "`protect.faild` is not a rule or a label.",
        f"the rule `our.rule` is here twice (first on line {line_of(tmp_path, 'language', 'our.rule') - 1}).",
    ]
    assert "Did you mean `protect.failed`?" in "".join(p.fix for p in told)


@pytest.mark.parametrize("raw", [b"", b"a: *x", b"[1]", b"schema: 1\nrules: 3", b"\xff\xfe", b"schema: 2"])
def test_what_is_no_language_file_is_told(tmp_path: Path, raw: bytes) -> None:
    assert problems(write(tmp_path, language=raw))


def test_the_guide_leaves_the_lens_its_file(tmp_path: Path) -> None:
    own = language(tmp_path, rule())
    assert load_guide(shipped_content(), own).edition
    assert not load_guide(shipped_content(), own).local


def test_a_folder_without_the_file_changes_nothing(tmp_path: Path) -> None:
    assert load_lens(shipped_content(), tmp_path).local == frozenset()
    assert load_lens(tmp_path).rules == ()


def test_the_schema_tells_every_key() -> None:
    made = LanguageFile.model_json_schema(by_alias=True)
    assert {"except", "near", "unless", "flags", "leaves"} <= set(made["$defs"]["Rule"]["properties"])
