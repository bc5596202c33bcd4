"""A folder of one's own over the shipped content: it replaces, adds, shows as local, and never makes it less safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engage_tui.cli import run
from engage_tui.guide.loader import check_folder, load_guide
from engage_tui.guide.problems import ContentProblems
from engage_tui.paths import shipped_content
from support.contents import item, laid_over, own, problems, question, section, small, write

if TYPE_CHECKING:
    from pathlib import Path

    from engage_tui.guide.guide import Guide
    from support.contents import Content

RISK = "risk.sexual-violence"


def over(folder: Path, *sections: Content) -> Guide:
    """The shipped guide with these sections laid over it."""
    return laid_over(write(folder, ours=own(*sections)))


def sections_of(guide: Guide, step: str) -> list[str]:
    return [s.id for s in guide.sections_of(step, background=True)]


def test_an_item_with_a_shipped_id_takes_its_place(tmp_path: Path, guide: Guide) -> None:
    merged = over(tmp_path, section("ours", "ask", item("ask.use-answers", short="As our team does it")))

    assert merged.items["ask.use-answers"].short == "As our team does it"
    assert merged.section_of("ask.use-answers").id == guide.section_of("ask.use-answers").id
    assert list(merged.items) == list(guide.items)


def test_a_new_item_comes_last_in_the_section_it_names(tmp_path: Path, guide: Guide) -> None:
    shipped = guide.sections["after-asking"]
    merged = over(tmp_path, section("after-asking", "ask", item("our.one"), item("our.two")))

    ids = [i.id for i in merged.sections["after-asking"].items]
    assert ids == [*(i.id for i in shipped.items), "our.one", "our.two"]
    assert sections_of(merged, "ask") == sections_of(guide, "ask")


def test_a_new_section_comes_last_in_its_step(tmp_path: Path, guide: Guide) -> None:
    merged = over(tmp_path, section("ours", "refer", item("our.one", answer="used"), title="In our borough"))

    assert sections_of(merged, "refer") == [*sections_of(guide, "refer"), "ours"]
    assert merged.sections["ours"].title == "In our borough"
    assert merged.step_of("our.one").id == "refer"
    assert "our.one" in {i.id for i in merged.walk_items()}


def test_only_what_is_ones_own_shows_as_local(tmp_path: Path) -> None:
    merged = over(tmp_path, section("ours", "ask", item("ask.use-answers"), item("our.one")))

    assert merged.local == {"ask.use-answers", "our.one"}


def test_everything_shipped_is_still_there(tmp_path: Path, guide: Guide) -> None:
    merged = over(tmp_path, section("ours", "ask", item("our.one")))

    assert merged.items.keys() == guide.items.keys() | {"our.one"}
    assert merged.risk_indicators() == guide.risk_indicators()
    assert merged.walk_steps()[:2] == guide.walk_steps()[:2]


def test_own_content_makes_another_edition(tmp_path: Path, guide: Guide) -> None:
    one = over(tmp_path / "one", section("ours", "ask", item("our.one")))
    two = over(tmp_path / "two", section("ours", "ask", item("our.one", short="Other words")))

    assert len({guide.edition, one.edition, two.edition}) == 3


def test_an_own_document_can_be_cited(tmp_path: Path) -> None:
    ours = item("our.one", source={"doc": "policy", "section": "Page 3"})
    write(tmp_path, ours=own(section("ours", "ask", ours), documents=[{"id": "policy", "title": "Our policy"}]))
    merged = laid_over(tmp_path)

    assert merged.cite(merged.items["our.one"].source) == "Our policy, Page 3"


def test_an_own_item_may_point_to_shipped_ones(tmp_path: Path) -> None:
    ours = question("our.one", touches=[RISK], see=["assess.act-now"])
    merged = over(tmp_path, section("ours", "ask", ours, answer="question"))

    assert [q.id for q in merged.questions_touching(RISK)] == ["our.one"]


@pytest.mark.parametrize("names", [("a",), ("a", "b")])
def test_an_id_stands_once_among_ones_own(tmp_path: Path, names: tuple[str, ...]) -> None:
    twice = own(section("ours", "ask", item("our.one"), item("our.one")))
    files = {"a": twice} if names == ("a",) else {"a": own(section("a", "ask", item("our.one"))), "b": twice}

    told = problems(shipped_content(), write(tmp_path, **files))
    assert all("is taken" in p.message for p in told)
    assert told


def test_a_broken_folder_is_refused_with_every_mistake_and_the_shipped_guide_still_loads(tmp_path: Path) -> None:
    write(
        tmp_path, a=own(section("ours", "aks", item("our.one", see=["risk.weapon"]), item("our.two", kind="question")))
    )
    write(tmp_path, b=own(section("more", "ask", item("our.one", source={"doc": "hosue", "section": "x"}))))

    told = {(p.file, p.key) for p in problems(shipped_content(), tmp_path)}
    assert told == {
        ("a.yaml", "sections[1].step"),
        ("a.yaml", "sections[1].items[1].see[1]"),
        ("a.yaml", "sections[1].items[2].say"),
        ("a.yaml", "sections[1].items[2].answer"),
        ("b.yaml", "sections[1].items[1].id"),
        ("b.yaml", "sections[1].items[1].source.doc"),
    }
    assert load_guide(shipped_content()).items


# -- what is laid over must not take safety away


def test_replacing_items_adds_no_empty_heading(tmp_path: Path, guide: Guide) -> None:
    merged = over(tmp_path, section("ours", "ask", item("ask.use-answers")))

    assert sections_of(merged, "ask") == sections_of(guide, "ask")
    assert all(s.items for s in merged.sections.values())


def test_an_item_added_to_gated_questions_leaves_the_gate(tmp_path: Path, guide: Guide) -> None:
    name = "answering-openly"
    merged = over(tmp_path, section(name, "ask", question("our.one", answer="question"), title="They answer openly"))

    assert merged.sections[name].gate == guide.sections[name].gate
    assert merged.sections[name].answer == guide.sections[name].answer


def test_an_item_added_to_the_checks_leaves_the_checks_to_be_answered(tmp_path: Path) -> None:
    merged = over(tmp_path, section("safe-to-talk", "prepare", item("our.one", if_no="Ring the duty desk.")))

    assert merged.answer_kind("check.not-alone") == "check"


@pytest.mark.parametrize(
    "ours",
    [
        section("ours", "prepare", item("check.sober", kind="check")),
        section("ours", "assess", item("risk.weapons")),
        section("ours", "ask", item("ask.discloses.patterns")),
        section("signs", "ask", item("our.one")),
    ],
    ids=["a check without a safer option", "an indicator that is none", "a question without words", "a moved section"],
)
def test_what_breaks_a_rule_once_it_is_laid_over_is_refused(tmp_path: Path, ours: Content) -> None:
    assert problems(shipped_content(), write(tmp_path, ours=own(ours)))


def test_the_eight_indicators_stay_whatever_is_laid_over(tmp_path: Path) -> None:
    try:
        merged = over(tmp_path, section("ours", "assess", item(RISK)))
    except ContentProblems:
        return  # refusing is right too

    assert len(merged.risk_indicators()) == 8


def test_a_reworded_item_is_kept_from_the_person_as_before(tmp_path: Path, guide: Guide) -> None:
    reworded = [item(i, kind=guide.items[i].kind) for i in ("plan.check-in", "form.victim-details")]
    merged = over(tmp_path, section("ours", "prepare", *reworded))

    assert merged.items["plan.check-in"].private
    assert merged.items["form.victim-details"].restricted


def test_a_reworded_item_takes_the_same_answers_unless_it_names_others(tmp_path: Path, guide: Guide) -> None:
    act, table = "assess.map-the-pattern", "form.household-details"
    reworded = item(act, kind=guide.items[act].kind), item(table, kind=guide.items[table].kind)
    merged = over(tmp_path, section("ours", "assess", *reworded))
    assert (merged.answer_kind(act), merged.answer_kind(table)) == ("pattern", "people")

    other = item("ask.use-answers", answer="text")
    assert over(tmp_path, section("ours", "ask", other)).answer_kind("ask.use-answers") == "text"


# -- checking a folder by command


def test_checking_a_folder_of_ones_own_lays_it_over(
    tmp_path: Path, guide: Guide, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, ours=own(section("ours", "ask", item("our.one"), item("ask.use-answers"))))

    assert run(["check", str(tmp_path)]) == 0
    counts = f"{len(guide.items) + 1} items, 2 items of them local;"
    assert counts in capsys.readouterr().out


def test_checking_a_whole_folder_takes_it_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, steps=small())

    assert run(["check", str(tmp_path)]) == 0
    assert capsys.readouterr().out.startswith("No mistakes: 7 items; ")


def test_a_whole_folder_may_not_lean_on_the_shipped_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = small()
    content["sections"][1]["items"][0]["see"] = ["assess.act-now"]
    write(tmp_path, steps=content)

    assert run(["check", str(tmp_path)]) == 1
    assert "`assess.act-now` is not an item." in capsys.readouterr().out


def test_what_the_app_takes_as_ones_own_check_takes_too(tmp_path: Path) -> None:
    """Whatever its files are called: this one has a frame of its own, but no walk."""
    ours = own(section("ours", "ask", item("our.one")), documents=[{"id": "policy", "title": "Our policy"}])
    write(tmp_path, steps=ours)

    assert laid_over(tmp_path).local == {"our.one"}
    assert check_folder(tmp_path, shipped_content()).local == {"our.one"}
