"""Items that take many entries: added, opened, written in, taken out, brought back; and what follows a no."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engage_tui.conversation.events import Marked, Ticked, Wrote
from engage_tui.conversation.words import Field, Mark, Source
from engage_tui.tui.screens.choose import PickDialog
from engage_tui.tui.screens.prompt import PromptScreen
from support.talks import after, new_talk

if TYPE_CHECKING:
    from typing import Any

ATTEMPTS = "record.attempts"


async def test_enter_begins_an_entry_and_the_row_below_a_further_one(on_the_walk: Any) -> None:
    async with on_the_walk(place=ATTEMPTS) as seat:
        await seat.press("enter")
        await seat.type("9 May, 17:40")
        await seat.press("tab")
        await seat.type("rang his mobile")
        await seat.press("escape", "down")
        assert seat.bench.rows.key == f"{ATTEMPTS}~1"
        await seat.press("down", "enter")
        await seat.type("12 May")
        await seat.press("escape")
        assert seat.talk.entries(ATTEMPTS) == (ATTEMPTS, f"{ATTEMPTS}~2")
        assert seat.talk.items[ATTEMPTS].text(Field.WAY) == "rang his mobile"
        assert seat.talk.items[f"{ATTEMPTS}~2"].text(Field.WHEN) == "12 May"
        assert "9 May, 17:40 · rang his mobile" in seat.text()


async def test_an_entry_in_which_nothing_was_written_is_none(on_the_walk: Any) -> None:
    async with on_the_walk(place=ATTEMPTS) as seat:
        await seat.press("enter", "escape", "enter", "tab", "escape")
        assert not seat.talk.items


async def test_enter_on_an_entry_opens_that_one(on_the_walk: Any) -> None:
    talk = after(new_talk(), *(Wrote(f"{ATTEMPTS}{n}", Field.WHEN, f"day {n}") for n in ("", "~2", "~3")))
    async with on_the_walk(talk, place=f"{ATTEMPTS}~2") as seat:
        assert seat.bench.rows.key == f"{ATTEMPTS}~2"
        await seat.press("enter", "!")
        await seat.press("escape")
        assert seat.talk.items[f"{ATTEMPTS}~2"].text(Field.WHEN) == "day ~2!"
        assert len(seat.talk.items) == 3


async def test_an_entry_is_taken_out_whole_and_undo_brings_it_back(on_the_walk: Any) -> None:
    talk = after(new_talk(), *(Wrote(f"{ATTEMPTS}{n}", Field.WHEN, f"day {n}") for n in ("", "~2")))
    async with on_the_walk(talk, place=ATTEMPTS) as seat:
        await seat.press("delete")
        assert seat.talk.entries(ATTEMPTS) == (f"{ATTEMPTS}~2",)
        await seat.press("u")
        assert seat.talk.entries(ATTEMPTS) == (ATTEMPTS, f"{ATTEMPTS}~2")


async def test_a_number_is_not_given_twice_while_a_later_entry_stands(on_the_walk: Any) -> None:
    talk = after(new_talk(), *(Wrote(f"{ATTEMPTS}{n}", Field.WHEN, f"day {n}") for n in ("", "~2")))
    async with on_the_walk(talk, place=ATTEMPTS) as seat:
        await seat.press("delete")
        await seat.go_to(ATTEMPTS)
        await seat.press("up")
        seat.bench.rows.go_to(ATTEMPTS)
        await seat.press("enter", "x", "escape")
        assert seat.talk.entries(ATTEMPTS) == (f"{ATTEMPTS}~2", f"{ATTEMPTS}~3")


async def test_an_entry_opens_with_every_field_and_closes_again(on_the_walk: Any) -> None:
    pattern = "assess.map-the-pattern"
    talk = after(new_talk(), Wrote(pattern, Field.ACT, "Keeps her bank card"))
    async with on_the_walk(talk, place=pattern, size=(120, 48)) as seat:
        assert "Known from: not said yet" in seat.text()
        await seat.press("right")
        for caption in ("Towards whom", "Effect on a child", "Effect on the household", "Known: from another agency"):
            assert caption in seat.text()
        await seat.press("down", "down", "space")  # the first source is what the worker saw, the next the person
        assert seat.talk.items[pattern].ticked == {Source.PERSON}
        await seat.press("left")
        assert "Towards whom" not in seat.text()
        assert seat.bench.rows.key == f"{pattern}~1"


async def test_what_only_the_survivor_said_is_not_shown_in_the_line_of_an_entry(on_the_walk: Any) -> None:
    pattern = "assess.map-the-pattern"
    talk = after(
        new_talk(),
        Wrote(pattern, Field.ACT, "zqsecret act"),
        Ticked(pattern, Source.SURVIVOR, on=True),
        Wrote(f"{pattern}~2", Field.ACT, "Shouts at night"),
        Wrote(f"{pattern}~2", Field.ON_SURVIVOR, "zqsecret effect"),
        Ticked(f"{pattern}~2", Source.ME, on=True),
        Wrote("note.promised", Field.SURVIVOR, "zqsecret promise"),
        Wrote("form.child-details", Field.NAME, "Zqsecret Childname"),
    )
    async with on_the_walk(talk, place=pattern, size=(120, 48)) as seat:
        await seat.press("down")
        assert "Shouts at night" in seat.text()
        assert "zqsecret" not in seat.text()
        for place in ("note.promised", "form.child-details"):
            await seat.go_to(place)
            assert "zqsecret" not in seat.text().lower()


async def test_the_people_tables_are_off_until_turned_on_and_keep_what_is_in_them(on_the_walk: Any) -> None:
    async with on_the_walk(place="form.perpetrator-details", size=(120, 40)) as seat:
        await seat.press("enter")
        assert [f for f, _ in seat.bench.pane.sheet.fields] == [Field.HELD_UNDER]
        await seat.type("4471")
        await seat.press("escape", "t", "enter")
        assert Field.ETHNICITY in dict(seat.bench.pane.sheet.fields)
        await seat.press("tab")
        await seat.type("Zqname Testing")
        await seat.press("escape", "t")
        assert not seat.talk.identities
        names = [a.text(Field.NAME) for a in seat.talk.items.values()]
        assert "Zqname Testing" in names
        assert "Zqname" not in seat.text()


async def test_a_no_asks_for_its_reason_and_takes_a_usual_one_with_one_key(on_the_walk: Any, guide: Any) -> None:
    item = "form.spoken-directly"
    async with on_the_walk(place=item) as seat:
        await seat.press("x")
        assert isinstance(seat.app.screen, PickDialog)
        await seat.press("2")
        assert seat.talk.items[item].text(Field.REASON) == guide.items[item].reasons[1]


async def test_a_no_can_be_explained_in_ones_own_words_or_later(on_the_walk: Any) -> None:
    item = "form.spoken-directly"
    async with on_the_walk(place=item) as seat:
        await seat.press("x", "enter")
        await seat.type("He left")
        await seat.press("escape")
        assert seat.talk.items[item].text(Field.REASON) == "He left"
        await seat.press("x", "x")  # off, and on again: the reason is still there and is not asked for twice
        assert not isinstance(seat.app.screen, PickDialog)
        assert seat.talk.items[item].mark is Mark.NO


@pytest.mark.parametrize("key", ["risk.weapons", "form.victim-additional"])
async def test_what_the_survivor_said_is_moved_into_the_file_copy_only_with_a_reason(
    on_the_walk: Any, key: str
) -> None:
    field = Field.SURVIVOR if key.startswith("risk") else Field.TEXT
    talk = after(new_talk(), Wrote(key, field, "There is a knife"))
    async with on_the_walk(talk, place=key) as seat:
        await seat.press("m")
        assert isinstance(seat.app.screen, PromptScreen)
        await seat.press("escape")
        assert Field.RELEASE not in seat.talk.items[key].words
        await seat.press("m")
        await seat.type("He was told by the police")
        await seat.press("enter")
        assert seat.talk.items[key].text(Field.RELEASE) == "He was told by the police"
        await seat.press("m", *["backspace"] * 30, "enter")
        assert Field.RELEASE not in seat.talk.items[key].words


async def test_nothing_is_moved_that_is_in_the_file_copy_already_or_must_never_be(on_the_walk: Any) -> None:
    talk = after(
        new_talk(), Marked("look.say.drink", Mark.HEARD), Wrote("form.victim-details", Field.HELD_UNDER, "4471")
    )
    async with on_the_walk(talk, place="look.say.drink") as seat:
        for place in ("look.say.drink", "form.victim-details"):
            await seat.go_to(place)
            await seat.press("m")
            assert not isinstance(seat.app.screen, PromptScreen)


async def test_a_question_of_ones_own_is_planned_asked_and_answered_like_the_banks(on_the_walk: Any) -> None:
    async with on_the_walk(place="ask.own") as seat:
        await seat.press("enter")
        await seat.type("What did Saturday cost you?")
        await seat.press("escape", "down", "p")
        assert "planned" in seat.text()
        answer = seat.talk.items["ask.own"]
        assert (answer.planned, answer.mark) == (True, None)
        await seat.press("space")
        answer = seat.talk.items["ask.own"]
        assert (answer.planned, answer.mark) == (True, Mark.ASKED)
        await seat.press("up", "space")  # on the item itself nothing is marked: a further question begins
        assert seat.bench.pane.writing
