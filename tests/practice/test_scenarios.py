"""Scenarios: every shipped one is whole, mistakes are told at their place, and own ones are laid over."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from engage_tui.cli_guide import schema_text
from engage_tui.guide.loader import SCENARIOS_FOLDER
from engage_tui.guide.problems import Hints, did_you_mean
from engage_tui.guide.reading import MAX_BYTES
from engage_tui.paths import shipped_content
from engage_tui.practice.scenario import EventKind, Part, Scenario, Setting, Tag
from engage_tui.practice.scenario_checks import ACT_NOW, linked
from engage_tui.practice.scenarios import Library, check_scenario_files, check_scenarios, load_scenarios
from support.contents import write

if TYPE_CHECKING:
    from collections.abc import Callable

    from engage_tui.guide.guide import Guide

    Raw = dict[str, Any]

FILES = sorted((shipped_content() / SCENARIOS_FOLDER).glob("*.yaml"))
HOSTILE = sorted((Path(__file__).parents[1] / "data" / "hostile" / "yaml").glob("*.yaml"))
EACH = pytest.mark.parametrize("name", [path.stem for path in FILES])
ONE = "work-comes-home"


@pytest.fixture(scope="module")
def library(guide: Guide) -> Library:
    return load_scenarios(guide, shipped_content())


def raw(name: str = ONE) -> Raw:
    """A shipped scenario as plain values."""
    value: Raw = yaml.load((shipped_content() / SCENARIOS_FOLDER / f"{name}.yaml").read_text("utf-8"), yaml.BaseLoader)
    return value


def words(text: str) -> int:
    return len(text.split())


# -- what ships


def test_all_shipped_scenarios_are_right_and_none_is_local(library: Library) -> None:
    assert library.problems == ()
    assert list(library.scenarios) == [path.stem for path in FILES]
    assert len(FILES) >= 8
    assert library.local == frozenset()


def test_between_them_they_show_what_trainers_ask_for(library: Library, guide: Guide) -> None:
    scenarios = library.scenarios.values()
    people = {s.id: {p.part: p for p in s.people} for s in scenarios}

    assert {tag for s in scenarios for tag in s.tags} == set(Tag)
    assert {e.kind for s in scenarios for e in s.events} == set(EventKind)
    assert {s.setting for s in scenarios} >= set(Setting) - {Setting.OFFICE}
    assert {s.severe.item for s in scenarios} == {i.id for i in guide.risk_indicators()} | {ACT_NOW}
    pairs = {(p[Part.PERSON].pronoun, p[Part.SURVIVOR].pronoun) for p in people.values()}
    assert pairs == {("he", "she"), ("she", "he"), ("he", "he"), ("she", "she")}
    names = [p.name.split()[0] for s in scenarios for p in s.people]
    assert len(names) == len(set(names)), "a name in two scenarios confuses a room"


def test_a_tag_is_borne_out_by_the_scenario(library: Library) -> None:
    for scenario in library.scenarios.values():
        person = scenario.person
        survivor = next(p for p in scenario.people if p.part is Part.SURVIVOR)
        tags, kinds = set(scenario.tags), {event.kind for event in scenario.events}
        assert (Tag.SAME_SEX in tags) == (person.pronoun == survivor.pronoun and Tag.ADULT_CHILD not in tags)
        assert len(tags & {Tag.LIVING_TOGETHER, Tag.LIVING_APART}) == 1
        assert Tag.ORDERS not in tags or scenario.brief.orders not in (None, "None.")
        assert (Tag.INTERPRETER in tags) == ("interpreter" in scenario.roles.colleague.name)
        assert Tag.CHILDREN not in tags or any(p.part is Part.CHILD for p in scenario.people)
        assert EventKind.SILENCE in kinds
        assert len(scenario.events) >= 3


@EACH
def test_a_scenario_fits_its_cards_and_can_be_said_aloud(library: Library, name: str) -> None:
    scenario = library.scenarios[name]
    roles = scenario.roles
    cards = (roles.worker, roles.person, roles.colleague, roles.survivor_worker, roles.observer)

    assert all(35 <= words(role.card) <= 95 for role in cards), [words(role.card) for role in cards]
    assert words(scenario.brief.known) <= 90
    assert [b.step for b in scenario.beats if b.says][:5] == ["look", "ask", "assess", "respond", "refer"]
    for beat in scenario.beats:
        assert words(beat.prompt) <= 14
        for said in beat.says:
            assert words(said.say) <= 30, said.say
    assert words(scenario.severe.says) <= 30


@EACH
def test_what_only_the_survivor_said_and_the_severe_fact_stand_in_no_other_card(library: Library, name: str) -> None:
    """Five words in a row are enough to give it away."""
    scenario = library.scenarios[name]
    roles = scenario.roles
    secrets = (scenario.severe.says, scenario.severe.fact, roles.survivor_worker.keeps)
    told = [roles.worker.card, roles.colleague.card, roles.observer.card, scenario.brief.known, scenario.about]
    told += [beat.prompt for beat in scenario.beats] + [event.room for event in scenario.events]
    told += [said.say for beat in scenario.beats for said in beat.says]

    for secret in secrets:
        tokens = re.findall(r"\w+", secret.casefold())
        runs = {" ".join(tokens[n : n + 5]) for n in range(len(tokens) - 4)}
        for text in told:
            plain = " ".join(re.findall(r"\w+", text.casefold()))
            assert not [run for run in runs if run in plain], text


@EACH
def test_a_file_is_right_by_the_schema_too(name: str) -> None:
    value = yaml.safe_load((shipped_content() / SCENARIOS_FOLDER / f"{name}.yaml").read_text("utf-8"))
    validator = Draft202012Validator(json.loads(schema_text("scenario")))

    assert list(validator.iter_errors(value)) == []
    assert list(validator.iter_errors({**value, "colour": "red"})) != []


def test_a_link_is_found_wherever_it_stands(library: Library) -> None:
    found = list(linked(library.scenarios[ONE]))
    value = raw()

    assert len(found) >= 60
    for path, target in found:
        here: Any = value
        for part in path:
            here = here[part]
        assert here == target


def test_beats_and_events_are_found_by_their_id(library: Library) -> None:
    scenario = library.scenarios[ONE]

    assert scenario.beat("the-door").step == "assess"
    assert scenario.event("silence").kind is EventKind.SILENCE
    with pytest.raises(KeyError):
        scenario.beat("no-such")
    with pytest.raises(KeyError):
        scenario.event("no-such")


# -- mistakes


@dataclass
class Rule:
    """What breaks it, and the key and words that it must be told with."""

    change: Callable[[Raw], object]
    key: str
    message: str
    fix: str = ""


def swap_steps(value: Raw) -> None:
    value["beats"][1], value["beats"][2] = value["beats"][2], value["beats"][1]


def without(value: Raw, key: str) -> None:
    del value[key]


RULES = {
    "a link that leads nowhere": Rule(
        lambda v: v["see"].append("training.hard-situation"),
        "see[3]",
        "`training.hard-situation` is not an item of the guide.",
        "Did you mean `training.hard-situations`?",
    ),
    "a link deep inside": Rule(
        lambda v: v["beats"][0]["says"][1]["opens"][0].update(see="ask.nothing-like-it"),
        "beats[1].says[2].opens[1].see",
        "`ask.nothing-like-it` is not an item of the guide.",
    ),
    "a severe fact that is no indicator": Rule(
        lambda v: v["severe"].update(item="look.say.drink"),
        "severe.item",
        "`look.say.drink` is not a risk indicator.",
        "Name one, or `assess.act-now`",
    ),
    "a severe fact in no beat": Rule(
        lambda v: v["severe"].update(beat="the-dor"),
        "severe.beat",
        "there is no beat `the-dor`.",
        "Did you mean `the-door`?",
    ),
    "a severe fact when nobody is there": Rule(
        lambda v: v["severe"].update(beat="writing"), "severe.beat", "the person is no longer there then"
    ),
    "the severe fact said anyway": Rule(
        lambda v: v["beats"][0]["says"][0].update(say=v["severe"]["says"]),
        "beats[1].says[1].say",
        "this is the severe fact",
    ),
    "no severe fact": Rule(lambda v: without(v, "severe"), "severe", "this is missing.", "Add `severe:`."),
    "two severe facts": Rule(
        lambda v: v.update(severe=[v["severe"], v["severe"]]),
        "severe",
        "this should be a group of `key: text` lines, and it is a list.",
    ),
    "steps out of order": Rule(swap_steps, "beats[3].step", "`ask` comes after `assess` here.", "The order is look,"),
    "a step left out": Rule(
        lambda v: v["beats"][4].update(step="respond"), "beats", "no beat is in refer.", "Each of the six"
    ),
    "nothing to hear": Rule(lambda v: without(v["beats"][0], "says"), "beats[1]", "nothing is said here"),
    "no way that opens": Rule(
        lambda v: v["beats"][0]["says"][0].update(opens=[]), "beats[1].says[1].opens", "this list is empty."
    ),
    "a kind of event that is not known": Rule(
        lambda v: v["events"][0].update(kind="raises-voices"),
        "events[1].kind",
        "`raises-voices` is not one of the words allowed.",
        "Did you mean `raises-voice`?",
    ),
    "two cards of a kind": Rule(
        lambda v: v["events"][1].update(kind="raises-voice"), "events[2].kind", "there is a card of the kind"
    ),
    "an id twice": Rule(
        lambda v: v["events"][1].update(id="raises-voice"), "events[2].id", "the id `raises-voice` is here twice"
    ),
    "nobody to talk with": Rule(lambda v: v["people"][0].update(part="other"), "people", "here it is 0."),
    "nobody who is harmed": Rule(lambda v: v["people"][1].update(part="other"), "people", "nobody is `part: survivor`"),
    "a name that is not the file's": Rule(
        lambda v: v.update(id="another"),
        "id",
        f"the file is called `{ONE}.yaml`.",
        "Call the file `another.yaml`, or change the id.",
    ),
    "it does not say that it is fiction": Rule(
        lambda v: v.update(fiction="It happened like this."), "fiction", "this does not say that it is fiction."
    ),
    "words too long to say": Rule(
        lambda v: v["severe"].update(says="word " * 60), "severe.says", "this is too long (", "Shorten it."
    ),
    "a card too long for a card": Rule(
        lambda v: v["roles"]["person"].update(card="word " * 200), "roles.person.card", "this is too long ("
    ),
    "a key that is not known": Rule(
        lambda v: v["roles"]["person"].update(fear="Dogs."),
        "roles.person.fear",
        "this key is not known.",
        "Did you mean `fears`?",
    ),
    "an age in words": Rule(lambda v: v["people"][0].update(age="middle"), "people[1].age", "this is not an age."),
    "minutes without end": Rule(lambda v: v.update(minutes="600"), "minutes", "this is not a length of time."),
    "a hidden character": Rule(
        lambda v: v.update(about="He says \u202eno."), "about", "this has a hidden or control character"
    ),
}


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_that_is_broken_is_told_with_file_line_key_and_fix(guide: Guide, tmp_path: Path, rule: str) -> None:
    broken, value = RULES[rule], raw()
    broken.change(value)
    folder = write(tmp_path / SCENARIOS_FOLDER, **{ONE: value})

    found = check_scenarios(folder, guide)

    told = next((p for p in found.problems if p.key == broken.key), None)
    assert told is not None, found.problems
    assert told.file == f"{SCENARIOS_FOLDER}/{ONE}.yaml"
    assert told.line >= 1
    assert told.message.startswith(broken.message) or broken.message in told.message
    assert broken.fix in told.fix
    assert found.scenarios == {}


def test_every_mistake_is_told_at_once_in_the_order_of_the_file(guide: Guide, tmp_path: Path) -> None:
    value = raw()
    value["title"] = ""
    value["people"][0]["age"] = "old"
    value["events"][2]["kind"] = "earthquake"

    found = check_scenarios(write(tmp_path / SCENARIOS_FOLDER, **{ONE: value}), guide).problems

    assert [p.key for p in found] == ["title", "people[1].age", "events[3].kind"]
    assert all(before.line < after.line for before, after in pairwise(found))


def test_without_a_guide_links_are_left_alone_and_the_rest_is_told(tmp_path: Path) -> None:
    value = raw()
    value["see"] = ["no.such"]
    value["severe"]["beat"] = "no-such"

    found = check_scenarios(write(tmp_path / SCENARIOS_FOLDER, **{ONE: value}), None).problems

    assert [p.key for p in found] == ["severe.beat"]


# -- hostile files


def test_hostile_files_are_all_told_in_lines_that_can_harm_nobody(guide: Guide, tmp_path: Path) -> None:
    folder = tmp_path / SCENARIOS_FOLDER
    folder.mkdir()
    for path in HOSTILE:
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "large.yaml").write_bytes(b"title: " + b"x" * (MAX_BYTES + 5))
    (folder / "many.yaml").write_text(json.dumps({**raw(), "id": "many", "see": [f"no.{n}" for n in range(5000)]}))
    (folder / f"{ONE}.yaml").write_text(json.dumps(raw()))

    found = check_scenarios(folder, guide)

    told = "\n".join(map(str, found.problems))
    assert list(found.scenarios) == [ONE]
    assert {p.file.removeprefix(f"{SCENARIOS_FOLDER}/") for p in found.problems} == {
        *(path.name for path in HOSTILE),
        "large.yaml",
        "many.yaml",
    }
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202e\ufffe\uffff]", told)
    assert max(map(len, told.splitlines())) < 400
    hinted = [p for p in found.problems if p.file.endswith("many.yaml") and p.fix]
    assert len(hinted) <= Hints()._left, "looking for near names costs time, so it has a budget"
    assert did_you_mean("look.say.drinks", guide.items)


def test_files_that_stand_in_no_folder_are_checked_as_if_they_did(guide: Guide) -> None:
    files = {path.name: path.read_bytes() for path in (*FILES, *HOSTILE)}
    files["../../evil\x1b.yaml"] = json.dumps(raw()).encode()

    found = check_scenario_files(files, guide)

    assert list(found.scenarios) == [path.stem for path in FILES]
    assert len({p.file for p in found.problems}) == len(HOSTILE) + 1
    assert "\x1b" not in "".join(map(str, found.problems))


def test_a_folder_of_too_many_files_is_refused_as_a_whole(guide: Guide, tmp_path: Path) -> None:
    folder = write(tmp_path / SCENARIOS_FOLDER, **{f"s{n}": "beats: []\n" for n in range(65)})

    assert [p.message for p in check_scenarios(folder, guide).problems] == ["there are 65 files here; at most 64."]


# -- own ones


def own(tmp_path: Path, **values: Raw) -> Path:
    """A content folder of one's own with these scenarios."""
    write(tmp_path / "own" / SCENARIOS_FOLDER, **values)
    return tmp_path / "own"


def test_an_own_scenario_takes_the_place_of_a_shipped_one_as_a_whole(
    guide: Guide, library: Library, tmp_path: Path
) -> None:
    mine = {**raw(), "title": "Ours"}
    new = {**raw(), "id": "new-one"}
    folder = own(tmp_path, **{ONE: mine, "new-one": new})

    both = load_scenarios(guide, shipped_content(), folder)

    assert both.problems == ()
    assert both.local == {ONE, "new-one"}
    assert both.is_local(ONE)
    assert not both.is_local("no-comment")
    assert both.scenarios[ONE].title == "Ours"
    assert both.scenarios.keys() == library.scenarios.keys() | {"new-one"}


def test_an_own_scenario_with_a_mistake_leaves_all_others_as_they_are(guide: Guide, tmp_path: Path) -> None:
    folder = own(tmp_path, **{ONE: {**raw(), "minutes": "long"}, "right": {**raw(), "id": "right"}})

    both = load_scenarios(guide, shipped_content(), folder)

    assert [p.key for p in both.problems] == ["minutes"]
    assert both.local == {"right"}
    assert both.scenarios[ONE].title == raw()["title"]


def test_two_files_of_one_folder_cannot_bring_the_same_scenario(guide: Guide, tmp_path: Path) -> None:
    folder = own(tmp_path, **{ONE: raw()})
    (folder / SCENARIOS_FOLDER / f"{ONE}.yml").write_text(json.dumps(raw()))

    found = load_scenarios(guide, shipped_content(), folder)

    assert [(p.key, p.message) for p in found.problems] == [
        ("id", f"the id `{ONE}` is taken (first at {SCENARIOS_FOLDER}/{ONE}.yaml).")
    ]


def test_a_scenario_cannot_be_changed_after_loading(library: Library) -> None:
    scenario: Scenario = library.scenarios[ONE]
    with pytest.raises(ValueError, match="frozen"):
        scenario.title = "Another"
