"""Writing it up: one question at a time, with what the walk holds, into the same note."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engage_tui.conversation.events import Marked, Wrote
from engage_tui.conversation.words import Field, Mark, Source
from engage_tui.record.missing import missing
from engage_tui.record.write_up import STOPS
from engage_tui.tui import stray_typing
from engage_tui.tui.screens.choose import PickDialog
from engage_tui.tui.screens.walk import WalkScreen
from engage_tui.tui.screens.write_up import WriteUpScreen
from engage_tui.tui.widgets.stop_bench import StopBench
from engage_tui.tui.write_up_rows import NEXT
from support.talks import after, full_talk, new_talk

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

PATTERN = "assess.map-the-pattern"


@pytest.fixture(autouse=True)
def _keys_come_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test presses keys faster than anybody does on purpose."""
    monkeypatch.setattr(stray_typing, "BURST_SECONDS", 0)


def at(item: str) -> int:
    """The number of the first stop of an item."""
    return next(n for n, s in enumerate(STOPS) if s.item == item)


def bench(seat: Any) -> StopBench:
    found: StopBench = seat.app.screen.query_one(StopBench)
    return found


async def go_to(seat: Any, item: str) -> None:
    """From the first question to the one of an item."""
    seat.app.screen._show_stop(at(item))
    await seat.rest()


def screens(seat: Any) -> Sequence[str]:
    return [type(s).__name__ for s in seat.app.screen_stack]


async def test_a_key_and_the_first_row_of_record_open_it_and_escape_goes_back_with_everything_kept(
    on_the_walk: Any,
) -> None:
    async with on_the_walk(place="record") as seat:
        await seat.press("enter")
        assert isinstance(seat.app.screen, WriteUpScreen)
        await seat.press("enter")
        await seat.type("He talked about shouting")
        await seat.press("escape", "escape")
        assert isinstance(seat.app.screen, WalkScreen)
        assert seat.talk.items["form.summary"].text(Field.TEXT) == "He talked about shouting"
        await seat.press("Y")
        assert bench(seat).shown.key == "form.spoken-directly", "it begins at the first question without an answer"


async def test_enter_alone_goes_through_all_of_it_and_nothing_is_answered(on_the_walk: Any) -> None:
    async with on_the_walk() as seat:
        await seat.press("Y")
        for number in range(len(STOPS)):
            assert f"{number + 1} of {len(STOPS)}" in seat.text()
            await seat.press("end", *["up"] * 20)
            bench(seat).rows.go_to(NEXT)
            await seat.press("enter")
        assert not seat.talk.items
        assert isinstance(seat.app.screen, WalkScreen)
        assert "That is not a no." in "\n".join(r.plain for r in seat.bench.rows.rows)
        assert seat.bench.rows.key == "missing:0"


async def test_next_leaves_a_question_unanswered_and_back_returns_to_it(on_the_walk: Any) -> None:
    async with on_the_walk() as seat:
        await seat.press("Y", "n", "n", "b")
        assert bench(seat).shown.key == "form.spoken-directly"
        assert "Leave this unanswered" in seat.text()
        assert not seat.talk.items


async def test_a_yes_takes_one_key_and_enter_goes_on(on_the_walk: Any) -> None:
    async with on_the_walk() as seat:
        await seat.press("Y", "n", "space")
        assert seat.talk.items["form.spoken-directly"].mark is Mark.YES
        await seat.press("enter")
        assert bench(seat).shown.key == "form.parenting-choice"


async def test_a_no_asks_for_its_reason_and_then_goes_on(on_the_walk: Any, guide: Any) -> None:
    async with on_the_walk() as seat:
        await seat.press("Y", "n", "x")
        assert isinstance(seat.app.screen, PickDialog)
        await seat.press("1")
        answer = seat.talk.items["form.spoken-directly"]
        assert (answer.mark, answer.text(Field.REASON)) == (Mark.NO, guide.items["form.spoken-directly"].reasons[0])
        await seat.press("enter")
        assert bench(seat).shown.key == "form.parenting-choice"


async def test_a_no_in_ones_own_words(on_the_walk: Any) -> None:
    async with on_the_walk() as seat:
        await seat.press("Y", "n", "x", "enter")
        await seat.type("He walked out")
        await seat.press("escape", "enter")
        assert seat.talk.items["form.spoken-directly"].text(Field.REASON) == "He walked out"
        assert bench(seat).shown.key == "form.parenting-choice"


async def test_what_the_walk_holds_is_taken_with_one_key_and_only_then(on_the_walk: Any) -> None:
    async with on_the_walk(full_talk()) as seat:
        await seat.press("Y")
        await go_to(seat, "form.impact-on-children")
        assert "They go upstairs when I shout" in " ".join(seat.text().split())
        assert "form.impact-on-children" not in seat.talk.items
        await seat.press("t")
        answer = seat.talk.items["form.impact-on-children"]
        assert answer.mark is Mark.YES
        assert "“They go upstairs when I shout”" in answer.text(Field.TEXT)
        assert bench(seat).rows.key == NEXT


async def test_an_act_is_taken_with_its_source_and_opened_to_be_worked_over(on_the_walk: Any) -> None:
    async with on_the_walk(full_talk()) as seat:
        await seat.press("Y")
        await go_to(seat, PATTERN)
        await seat.press("t", "enter", "escape")
        answer = seat.talk.items[PATTERN]
        assert answer.text(Field.ACT) == "Rang her four times in half an hour."
        assert answer.sources == {Source.ME}


async def test_an_act_written_by_hand_asks_where_it_is_known_from(on_the_walk: Any) -> None:
    async with on_the_walk() as seat:
        await seat.press("Y")
        await go_to(seat, PATTERN)
        await seat.press("enter")
        await seat.type("Keeps her bank card")
        await seat.press("escape", "enter")
        assert seat.talk.items[PATTERN].sources == {Source.ME}


async def test_the_effects_are_written_beside_the_newest_act_without_any(on_the_walk: Any) -> None:
    talk = after(
        new_talk(),
        Wrote(PATTERN, Field.ACT, "Shouts"),
        Wrote(PATTERN, Field.ON_CHILD, "Hides"),
        Wrote(f"{PATTERN}~2", Field.ACT, "Keeps her bank card"),
    )
    async with on_the_walk(talk) as seat:
        await seat.press("Y")
        seat.app.screen._show_stop(at(PATTERN) + 1)
        await seat.press("enter")
        fields = [f for f, _ in bench(seat).pane.sheet.fields]
        assert fields == [Field.ON_CHILD, Field.ON_SURVIVOR, Field.ON_HOUSEHOLD]
        await seat.type("No lunch money")
        await seat.press("escape")
        assert seat.talk.items[f"{PATTERN}~2"].text(Field.ON_CHILD) == "No lunch money"


async def test_this_visit_counts_as_an_attempt(on_the_walk: Any) -> None:
    async with on_the_walk() as seat:
        await seat.press("Y")
        await go_to(seat, "record.attempts")
        await seat.press("t")
        shown = bench(seat).pane
        assert shown._field not in (Field.WHEN, Field.WAY, Field.SURVIVOR)
        assert shown._field == next(f for f, _ in shown.sheet.fields if f not in (Field.WHEN, Field.WAY))
        await seat.type("Wrote first")
        await seat.press("escape")
        answer = seat.talk.items["record.attempts"]
        assert "Wrote first" in [w.text for w in answer.words.values()]
        told = [answer.text(f) for f in (Field.WHEN, Field.WAY, Field.OUTCOME)]
        assert told == ["21 November 2026", "home visit", ""]
        assert not bench(seat).shown.offers


async def test_undo_takes_back_what_was_taken(on_the_walk: Any) -> None:
    async with on_the_walk() as seat:
        await seat.press("Y")
        await go_to(seat, "record.attempts")
        await seat.press("t", "escape", "u")
        assert not seat.talk.items, "all of it at once"
        await go_to(seat, "form.spoken-directly")
        await seat.press("space", "u")
        assert not seat.talk.items


async def test_an_entry_is_taken_out(on_the_walk: Any) -> None:
    talk = after(new_talk(), Wrote("note.promised", Field.TEXT, "Ring back"))
    async with on_the_walk(talk) as seat:
        await seat.press("Y")
        await go_to(seat, "note.promised")
        assert "take out" in seat.text()
        assert "undo" in seat.text()
        await seat.press("delete")
        assert not seat.talk.items
        assert "Taken out. u brings it back." in [n.message for n in seat.app._notifications]


async def test_enter_after_an_entry_begins_a_further_one_of_the_same_question(on_the_walk: Any) -> None:
    async with on_the_walk() as seat:
        await seat.press("Y")
        await go_to(seat, "note.promised")
        for words in ("Ring back", "Send the leaflet"):
            await seat.press("enter")
            await seat.type(words)
            await seat.press("escape")
        keys = seat.talk.entries("note.promised")
        assert [seat.talk.items[k].text(Field.TEXT) for k in keys] == ["Ring back", "Send the leaflet"]
        await seat.press("down")
        assert bench(seat).rows.key == NEXT


async def test_a_yes_after_a_no_offers_to_keep_the_reason_and_the_missing_list_names_it(
    on_the_walk: Any, guide: Any
) -> None:
    item = "form.spoken-directly"
    talk = after(new_talk(), Marked(item, Mark.NO), Wrote(item, Field.REASON, "He would not talk"))
    async with on_the_walk(talk) as seat:
        await seat.press("Y")
        await go_to(seat, item)
        await seat.press("space", "down", "enter")
        assert [m.item for m in missing(seat.talk, guide) if "a reason for no" in m.message] == [item]
        await seat.press("space", "space", "enter")
        answer = seat.talk.items[item]
        assert (answer.mark, answer.text(Field.TEXT), answer.text(Field.REASON)) == (Mark.YES, "He would not talk", "")


@pytest.mark.parametrize("words", ["No time today but we will", "xylophone", "take it", "under the bed", "ten"])
async def test_a_sentence_typed_where_no_box_is_open_changes_nothing_but_by_its_first_key(
    on_the_walk: Any, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.setattr(stray_typing, "BURST_SECONDS", 5)
    talk = after(new_talk(), Marked("form.spoken-directly", Mark.YES))
    async with on_the_walk(talk) as seat:
        await seat.press("Y")
        await go_to(seat, "form.parenting-choice")
        before = seat.talk.items
        await seat.type(words)
        if words.startswith("x"):
            assert isinstance(seat.app.screen, PickDialog)
            return
        changed = {k for k in {*before, *seat.talk.items} if before.get(k) != seat.talk.items.get(k)}
        assert len(changed) <= 1
        assert bench(seat).shown.key == "form.parenting-choice"


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_what_the_survivor_said_is_at_no_stop(on_the_walk: Any, size: tuple[int, int]) -> None:
    talk = after(
        full_talk(),
        Wrote("assess.survivor-strengths", Field.SURVIVOR, "SECRET she sleeps by the cot"),
        Wrote(PATTERN, Field.ACT, "SECRET act"),
        Wrote(PATTERN, Field.SURVIVOR, "SECRET told by her"),
        Wrote("note.promised", Field.SURVIVOR, "SECRET promise"),
    )
    async with on_the_walk(talk, size=size) as seat:
        await seat.press("Y")
        for number in range(len(STOPS)):
            seat.app.screen._show_stop(number)
            await seat.rest()
            assert "SECRET" not in seat.text(), STOPS[number].item
            assert "SECRET" not in "\n".join(r.plain for r in bench(seat).rows.rows)


async def test_every_question_fits_a_small_window(on_the_walk: Any) -> None:
    async with on_the_walk(full_talk()) as seat:
        await seat.press("Y")
        for number in range(len(STOPS)):
            seat.app.screen._show_stop(number)
            await seat.rest()
            shown = bench(seat)
            assert shown.shown.ask[:40] in seat.text()
            shown.rows.go_to(NEXT)
            await seat.rest()
            assert "→" in seat.text(), "the way on can be seen"
            assert shown.rows.size.height >= 8


async def test_writing_leaves_the_question_in_sight(on_the_walk: Any) -> None:
    async with on_the_walk(after(new_talk(), Marked("form.spoken-directly", Mark.YES))) as seat:
        await seat.press("Y", "enter")
        assert "Sum up the engagement" in seat.text()
        assert bench(seat).pane.writing
