"""An organisation's own contacts, services, protocols and words; the worked example in docs/examples/overlay."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from engage_tui.conversation.stopping import stop_card
from engage_tui.guide.loader import load_guide
from engage_tui.guide.local import age
from engage_tui.guide.model import AnswerKind
from engage_tui.guide.search import Finder
from engage_tui.paths import shipped_content
from support.contents import laid_over, problem, problems, write
from support.talks import new_talk

if TYPE_CHECKING:
    from engage_tui.guide.guide import Guide

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "overlay"
TODAY = date(2026, 11, 26)
DRAMA = re.compile(r"01632 960\d{3}|07700 900\d{3}|0808 1570\d{3}")


@pytest.fixture(scope="module")
def example() -> Guide:
    return load_guide(shipped_content(), EXAMPLE)


def test_the_example_adds_one_of_everything_and_all_of_it_is_local(example: Guide) -> None:
    assert [i.id for i in example.sections["local-contacts"].items][:2] == ["contact.manager", "contact.safeguarding"]
    assert len(example.sections["local-services"].items) == 3
    for item_id in ("contact.manager", "service.drink", "our.night-shifts", "look.say.suicidal", "check.interpreter"):
        assert item_id in example.local
    assert example.local_replies == {"look.say.work-stress"}
    assert example.word_for_person == "the parent"


def test_the_example_names_only_numbers_that_nobody_answers_and_says_that_it_is_made_up() -> None:
    for path in EXAMPLE.iterdir():
        text = path.read_text(encoding="utf-8")
        assert re.search(r"made.up|do not exist", text), path.name
        for number in re.findall(r"phone: (\S.*)", text):
            assert DRAMA.fullmatch(number), number


def test_services_stand_at_the_end_of_refer_and_what_does_not_deal_with_the_abuse_asks_what_does(
    example: Guide,
) -> None:
    assert example.sections_of("refer")[-1].id == "local-services"
    assert example.answer_kind("service.drink") is AnswerKind.REFERRAL
    assert "does not deal with the abuse" in example.items["service.drink"].if_no
    assert not example.items["service.change-programme"].if_no
    assert "Phone: 01632 960122" in example.items["service.drink"].parts
    assert [i.id for i in Finder(example).find("cannery shifts")] == ["our.night-shifts"]
    assert "service.drink" in [i.id for i in Finder(example).find("01632 960122")]


def test_who_to_ring_stands_before_you_start_and_on_the_stop_card(example: Guide) -> None:
    assert example.step_of("contact.manager").id == "prepare"
    assert "Duty manager: 01632 960101" in stop_card(new_talk(), example).next
    later = stop_card(new_talk(), example.dated(date(2028, 9, 14), 12)).next
    assert "Duty manager: 01632 960101 Last checked 24 months ago: check before use." in later


def test_a_protocol_stands_on_the_card_after_what_comes_before_all(example: Guide) -> None:
    card = example.items["look.say.suicidal"].act_now
    first = load_guide(shipped_content()).items["look.say.suicidal"].act_now.partition("\n")[0]
    assert card.startswith(f"{first}\nHere (local): Suicide, policy 12\n• Stay")
    assert "Ring: Mental health crisis line: 0808 1570104 (day and night)" in card
    assert "Samaritans" in card
    assert "Here (local): Interpreters" in example.items["check.interpreter"].more
    assert example.section_of("check.interpreter").items[0].id == example.sections["safe-to-talk"].items[0].id
    assert any("Here (local)" in i.more for i in example.sections["safe-to-talk"].items)


@pytest.mark.parametrize(
    ("checked", "told"),
    [
        (date(2026, 11, 26), ""),
        (date(2025, 11, 27), ""),
        (date(2025, 11, 26), "Last checked 12 months ago: check before use."),
        (date(2025, 9, 26), "Last checked 14 months ago: check before use."),
        (date(2026, 11, 27), "Last checked on a day that has not come yet: check before use."),
    ],
)
def test_what_is_old_says_so_in_words(checked: date, told: str) -> None:
    assert age(checked, TODAY, 12) == told


def test_the_limit_is_the_users(example: Guide) -> None:
    assert list(example.dated(TODAY, 12).ages) == ["service.drink"]
    assert len(example.dated(TODAY, 1).ages) == 7
    assert example.dated(TODAY, 60) is example


def service(**more: object) -> dict[str, Any]:
    base = {"id": "one", "name": "One", "help": "helps", "checked": "2026-01-31"}
    return {"schema": 1, "services": [{**base, **more}]}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"checked": "31/01/2026"}, "not a date"),
        ({"checked": "2026-02-30"}, "not a date"),
        ({"checked": "20260131"}, "not a date"),
        ({"phone": "01632 9601"}, "not a phone number"),
        ({"phone": "+1 202 555 0101"}, "not a phone number"),
        ({"phone": "0800 HELP"}, "not a phone number"),
        ({"phone": "12345"}, "not a phone number"),
        ({"id": "One"}, "cannot be an id"),
        ({"addresses_abuse": "yes"}, "`true` or `false`"),
        ({"opens": "always"}, "this key is not known"),
        ({"name": ""}, "this is empty"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, change: dict[str, object], told: str) -> None:
    found = problem(shipped_content(), write(tmp_path, services=service(**change)))
    assert told in str(found)
    assert found.line > 3


@pytest.mark.parametrize("phone", ["999", "101", "116 123", "0808 1570121", "+44 1632 960120", "07700 900123", ""])
def test_numbers_as_they_are_rung_are_right(tmp_path: Path, phone: str) -> None:
    assert "service.one" in laid_over(write(tmp_path, services=service(phone=phone))).items


def test_a_service_without_the_day_it_was_checked_is_a_mistake(tmp_path: Path) -> None:
    content = service()
    del content["services"][0]["checked"]
    assert "Add `checked:`" in str(problem(shipped_content(), write(tmp_path, services=content)))


def test_two_of_one_id_and_names_that_lead_nowhere_are_mistakes(tmp_path: Path) -> None:
    content = service()
    content["services"] *= 2
    content["protocols"] = [{"id": "look.say.suicidl", "title": "T", "steps": ["S"], "ring": ["manger"]}]
    content["contacts"] = [{"id": "manager", "role": "Manager", "phone": "01632 960101"}]
    told = "\n".join(map(str, problems(shipped_content(), write(tmp_path, own=content))))
    assert "`service.one` is taken" in told
    assert "Did you mean `look.say.suicidal`?" in told
    assert "Did you mean `manager`?" in told


def test_contacts_may_stand_in_several_files(tmp_path: Path) -> None:
    one = {"schema": 1, "contacts": [{"id": "a", "role": "A", "phone": "999"}]}
    two = {"schema": 1, "contacts": [{"id": "b", "role": "B", "phone": "101"}]}
    guide = laid_over(write(tmp_path, one=one, two=two))
    assert [i.id for i in guide.sections["local-contacts"].items] == ["contact.a", "contact.b"]
