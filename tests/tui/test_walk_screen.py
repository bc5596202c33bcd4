"""The walk: moving, marking, writing, opening, and what stands out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from engage_tui.conversation.events import Marked, Wrote
from engage_tui.conversation.words import Field, Mark, Source
from engage_tui.tui.screens.card import CardScreen
from engage_tui.tui.screens.over import OverScreen
from engage_tui.tui.screens.walk import WalkScreen
from engage_tui.tui.widgets.rail import Rail
from engage_tui.tui.widgets.side_panel import SidePanel
from support.talks import after, full_talk, new_talk

if TYPE_CHECKING:
    from typing import Any

    from engage_tui.guide.guide import Guide


async def test_number_keys_and_n_and_b_move_between_steps(on_the_walk: Any) -> None:
    async with on_the_walk() as seat:
        assert "Before you start." in seat.text()
        await seat.press("3")
        assert "3 Assess risk." in seat.text()
        await seat.press("n")
        assert "4 Respond." in seat.text()
        await seat.press("b", "b")
        assert "2 Ask." in seat.text()
        await seat.press("0", "b")
        assert "Before you start." in seat.text(), "there is nothing before it, and nothing breaks"
        await seat.press("6", "n")
        assert "6 Record." in seat.text()


async def test_visited_steps_are_ticked_and_nothing_is_called_complete(on_the_walk: Any) -> None:
    async with on_the_walk(size=(120, 36)) as seat:
        await seat.press("1", "2")
        rail = str(seat.app.screen.query_one(Rail).render())
        assert "• 1 Look and listen" in rail
        assert "▶ 2 Ask" in rail
        assert "complete" not in seat.text().lower()


async def test_a_step_is_come_back_to_where_it_was_left(on_the_walk: Any) -> None:
    async with on_the_walk() as seat:
        await seat.go_to("ask.discloses.police")
        await seat.press("4", "2")
        assert seat.bench.rows.key == "ask.discloses.police"


MARKS = [
    ("look.say.drink", "space", Mark.HEARD),
    ("look.sexual-jealousy", "space", Mark.SEEN),
    ("look.sexual-jealousy", "o", Mark.HEARD),
    ("ask.discloses.children", "space", Mark.ASKED),
    ("ask.discloses.children", "o", Mark.NOT_ASKED),
    ("ask.discloses.children", "x", Mark.NOT_SAFE),
    ("check.sober", "space", Mark.YES),
    ("check.sober", "x", Mark.NO),
    ("risk.weapons", "x", Mark.NOT_IDENTIFIED),
    ("respond.hope", "space", Mark.USED),
    ("refer.dapp", "space", Mark.OFFERED),
    ("refer.dapp", "o", Mark.REFERRED),
    ("refer.dapp", "x", Mark.DECLINED),
    ("form.spoken-directly", "x", Mark.NO),
]


async def test_each_mark_has_a_key_and_the_key_takes_it_off_again(on_the_walk: Any, guide: Guide) -> None:
    async with on_the_walk() as seat:
        for item, key, mark in MARKS:
            await seat.go_to(item)
            await seat.press(key)
            assert seat.talk.items[item].mark is mark, (item, key)
            if guide.items[item].reasons:
                await seat.press("escape")  # it has asked why not; that can wait
            await seat.press(key)
            assert item not in seat.talk.items, (item, key)


async def test_planned_is_kept_apart_from_asked(on_the_walk: Any) -> None:
    async with on_the_walk(place="ask.discloses.children") as seat:
        await seat.press("p")
        assert seat.talk.items["ask.discloses.children"].mark is None
        await seat.press("space")
        answer = seat.talk.items["ask.discloses.children"]
        assert (answer.planned, answer.mark) == (True, Mark.ASKED)
        assert "planned, asked" in seat.text()


async def test_what_they_said_what_was_seen_and_the_view_are_three_fields(on_the_walk: Any) -> None:
    async with on_the_walk(place="ask.discloses.children") as seat:
        await seat.press("enter")
        await seat.type("They go upstairs")
        await seat.press("tab")
        await seat.type("He looked away")
        await seat.press("tab")
        await seat.type("He knows")
        await seat.press("escape")
        answer = seat.talk.items["ask.discloses.children"]
        assert answer.text(Field.SAID) == "They go upstairs"
        assert answer.text(Field.SEEN) == "He looked away"
        assert answer.text(Field.VIEW) == "He knows"
        assert seat.bench.rows.has_focus
        assert "The client said" in seat.text()


async def test_letters_are_text_while_writing(on_the_walk: Any) -> None:
    async with on_the_walk(place="ask.discloses.children") as seat:
        await seat.press("enter")
        await seat.type("n b r g u / ? 3 x p")
        assert isinstance(seat.app.screen, WalkScreen)
        await seat.press("ctrl+s")
        assert seat.talk.items["ask.discloses.children"].text(Field.SAID) == "n b r g u / ? 3 x p"


async def test_a_no_to_a_check_shows_the_safer_option(on_the_walk: Any) -> None:
    async with on_the_walk(place="check.not-alone") as seat:
        await seat.press("x")
        assert "A safer way: Do not go on your own." in seat.text()


async def test_a_present_indicator_shows_the_act_rule_and_asks_for_action_who_and_when(on_the_walk: Any) -> None:
    async with on_the_walk(place="risk.weapons") as seat:
        await seat.press("space")
        assert seat.bench.pane.writing
        assert "One indicator is enough" in seat.text()
        await seat.type("Rang the police")
        await seat.press("tab")
        await seat.type("AW")
        await seat.press("tab")
        await seat.type("now")
        await seat.press("escape")
        answer = seat.talk.items["risk.weapons"]
        assert [answer.text(f) for f in (Field.ACTION, Field.WHO, Field.WHEN)] == ["Rang the police", "AW", "now"]


async def test_a_present_indicator_is_visible_from_every_step_without_saying_which(on_the_walk: Any) -> None:
    async with on_the_walk(full_talk()) as seat:
        for step in "0124":
            await seat.press(step)
            text = seat.text()
            assert "What will be done is written down." in text
            assert "3!" in text
            assert "weapon" not in text.lower() or step == "2"


async def test_what_calls_for_action_says_so_until_the_action_is_written(on_the_walk: Any) -> None:
    async with on_the_walk(after(new_talk(), Marked("risk.weapons", Mark.PRESENT))) as seat:
        assert "Something calls for action." in seat.text()
        session = seat.app.desk.session
        assert session is not None
        for field in (Field.ACTION, Field.WHO, Field.WHEN):
            session.send(Wrote("risk.weapons", field, "x"))
        await seat.rest()
        assert "What will be done is written down." in seat.text()


async def test_the_wording_that_was_shown_is_the_one_that_was_asked(on_the_walk: Any, guide: Guide) -> None:
    item = next(i for i in guide.items.values() if len(i.say) > 1 and guide.step_of(i.id).id == "ask")
    async with on_the_walk(place=item.id) as seat:
        await seat.press("v", "space")
        assert seat.talk.items[item.id].text(Field.ASKED_AS) == item.say[1].words


async def test_undo_shows_what_it_takes_back(on_the_walk: Any) -> None:
    async with on_the_walk(place="ask.discloses.children") as seat:
        await seat.press("enter", *"IMPORTANT", "escape", "5", "u")
        assert seat.bench.rows.key == "ask.discloses.children"
        assert [n.message for n in seat.app._notifications] == ["Taken back. U brings it again."]
        await seat.press("5", "U")
        assert "IMPORTANT" in seat.text()


async def test_a_step_opens_at_its_top_wherever_the_last_one_was_left(on_the_walk: Any) -> None:
    async with on_the_walk(size=(120, 36)) as seat:
        await seat.press("end", "n")
        assert seat.bench.rows.scroll_offset.y == 0
        assert "How they come to you" in seat.text()


async def test_back_goes_where_one_came_from(on_the_walk: Any) -> None:
    async with on_the_walk(place="record") as seat:
        seat.bench.rows.go_to("missing:0")
        await seat.press("enter")
        assert "6 Record." not in seat.text()
        await seat.press("escape")
        assert "6 Record." in seat.text()
        await seat.press("i", "escape")
        assert "6 Record." in seat.text(), "closed the panel, and nothing else"


async def test_every_source_can_be_ticked_without_words(on_the_walk: Any) -> None:
    async with on_the_walk(place="risk.escalation") as seat:
        await seat.press("right")
        keys = [row.key for row in seat.bench.rows.rows if row.key.startswith("risk.escalation@")]
        assert keys == [f"risk.escalation@{s.value}" for s in Source]
        for key in keys:
            seat.bench.rows.go_to(key)
            await seat.press("space")
        assert seat.talk.items["risk.escalation"].ticked == frozenset(Source)
        assert seat.talk.items["risk.escalation"].mark is None, "knowing something is not yet a mark"


async def test_talk_of_suicide_opens_the_act_now_card_and_asks_what_was_done(on_the_walk: Any) -> None:
    async with on_the_walk(place="look.say.suicidal") as seat:
        await seat.press("space")
        assert isinstance(seat.app.screen, CardScreen)
        assert "999" in seat.text()
        await seat.press("enter")
        await seat.type("Rang the crisis team with him")
        await seat.press("escape")
        assert seat.talk.items["look.say.suicidal"].text(Field.ACTION) == "Rang the crisis team with him"


async def test_heightened_questions_open_on_open_answers_or_with_a_reason(on_the_walk: Any) -> None:
    async with on_the_walk(place="ask") as seat:
        assert "knife" not in "\n".join(row.plain for row in seat.bench.rows.rows)
        seat.bench.rows.go_to("section:answering-openly")
        await seat.press("enter")
        assert "Direct questions on heightened risk" in seat.text()
        await seat.press("down", "down", "enter")
        await seat.type("He raised it")
        await seat.press("enter")
        assert seat.talk.opening is not None
        assert seat.talk.opening.reason == "He raised it"
        assert "knife" in "\n".join(row.plain for row in seat.bench.rows.rows)


async def test_closing_the_branch_keeps_its_answers_in_sight(on_the_walk: Any) -> None:
    async with on_the_walk(place="ask") as seat:
        seat.bench.rows.go_to("section:answering-openly")
        await seat.press("enter", "down", "enter")
        await seat.go_to("ask.heightened.weapon")
        await seat.press("space")
        seat.bench.rows.go_to("section:answering-openly")
        await seat.press("x")
        assert seat.talk.opening is None
        shown = [row.key for row in seat.bench.rows.rows]
        assert "ask.heightened.weapon" in shown
        assert "ask.heightened.separation" not in shown


async def test_leaving_everything_in_ask_untouched_is_a_valid_walk(on_the_walk: Any) -> None:
    async with on_the_walk() as seat:
        await seat.press(*"0123456")
        assert "! " not in "\n".join(row.plain for row in seat.bench.rows.rows)
        assert not seat.talk.items


@pytest.mark.parametrize("key", ["r", "g"])
async def test_risk_and_good_practice_open_over_any_step_and_return_to_the_same_focus(
    on_the_walk: Any, key: str
) -> None:
    async with on_the_walk(place="ask.discloses.police") as seat:
        await seat.press(key)
        assert isinstance(seat.app.screen, OverScreen)
        await seat.press(key)
        assert isinstance(seat.app.screen, WalkScreen)
        assert seat.bench.rows.key == "ask.discloses.police"
        assert seat.bench.rows.has_focus


async def test_risk_can_be_marked_from_any_step(on_the_walk: Any) -> None:
    async with on_the_walk(place="look") as seat:
        await seat.press("r", "space")
        await seat.type("Told the duty manager")
        await seat.press("escape", "escape")
        answer = seat.talk.items["risk.separation"]
        assert answer.mark is Mark.PRESENT
        assert answer.text(Field.ACTION) == "Told the duty manager"


async def test_find_goes_to_words_tags_and_ids(on_the_walk: Any) -> None:
    async with on_the_walk() as seat:
        for words, item in (("smash", "ask.other-issue.shouting-smashing"), ("risk.weapons", "risk.weapons")):
            await seat.press("slash")
            await seat.type(words)
            await seat.press("enter")
            assert seat.bench.rows.key == item


async def test_undo_takes_back_and_redo_brings_back(on_the_walk: Any) -> None:
    async with on_the_walk(place="ask.discloses.children") as seat:
        await seat.press("space", "u")
        assert not seat.talk.items
        await seat.press("U")
        assert seat.talk.items["ask.discloses.children"].mark is Mark.ASKED


async def test_right_shows_the_source_and_why_and_left_closes(on_the_walk: Any) -> None:
    async with on_the_walk(place="ask.discloses.police") as seat:
        await seat.press("right")
        assert "Source: Guidelines for working with perpetrators" in seat.text()
        assert "Why: " in seat.text()
        await seat.press("left")
        assert "Source:" not in seat.text()


async def test_other_wordings_are_shown_in_turn(on_the_walk: Any) -> None:
    async with on_the_walk(place="ask.fatherhood-opener") as seat:
        assert "what sort of parent" in seat.text()
        await seat.press("v")
        assert "What sort of dad" in seat.text()


async def test_the_side_panel_shows_what_to_keep_in_mind_when_there_is_room(on_the_walk: Any) -> None:
    async with on_the_walk(place="ask.discloses.police", size=(120, 36)) as seat:
        assert "Keep in mind" in seat.text()
        about = seat.app.screen.query_one("#about-item", Static)
        assert "Check it against police records" in str(about.render())
    async with on_the_walk(place="ask", size=(80, 24)) as seat:
        assert not seat.app.screen.query_one(SidePanel).display
        await seat.press("i")
        assert "Keep in mind" in seat.text()


async def test_what_the_survivor_said_is_not_shown_in_the_list(on_the_walk: Any) -> None:
    async with on_the_walk(full_talk(), size=(160, 48)) as seat:
        for step in "0123456":
            await seat.press(step, "e", "e")
            assert "SECRET" not in seat.text()
        await seat.press("r")
        assert "SECRET" not in seat.text()


async def test_details_can_be_changed(on_the_walk: Any) -> None:
    async with on_the_walk() as seat:
        await seat.press("d")
        await seat.type("7")
        await seat.press("enter", "enter", "enter")
        await seat.press(*["backspace"] * 10)
        await seat.type("01/02/2026")
        await seat.press("enter", "enter")
        assert seat.talk.reference == "J-0427"
        assert seat.talk.held_on.isoformat() == "2026-02-01"


async def test_without_a_conversation_nothing_can_be_marked_or_written(at_home: Any) -> None:
    async with at_home() as seat:
        await seat.press("down", "down", "enter")
        assert "nothing is written down here" in seat.text()
        await seat.press("2", "space", "x", "p", "enter", "w")
        assert not seat.bench.pane.writing
        assert "asked" not in seat.text().split("\n")[-1]
        await seat.press("escape")
        assert "New conversation" in seat.text()
