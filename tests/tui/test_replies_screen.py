"""The three replies on the screen: beside each other or below, marked as used where good practice is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from engage_tui.conversation.words import Mark
from engage_tui.guide.replies import NAMES
from engage_tui.tui.screens.replies import RepliesScreen
from support.talks import full_talk, new_talk

if TYPE_CHECKING:
    from typing import Any


def flat(seat: Any) -> str:
    return " ".join(seat.text().split())


async def open_at(seat: Any, item: str) -> RepliesScreen:
    await seat.go_to(item)
    await seat.press("R")
    screen = seat.app.screen
    assert isinstance(screen, RepliesScreen)
    return screen


@pytest.mark.parametrize(("size", "beside"), [((120, 36), True), ((160, 48), True), ((80, 24), False)])
async def test_the_three_stand_beside_each_other_where_there_is_room(
    on_the_walk: Any, size: tuple[int, int], *, beside: bool
) -> None:
    async with on_the_walk(size=size) as seat:
        screen = await open_at(seat, "look.say.fighting-a-lot")
        regions = [screen.query_one(f"#{name.replace('_', '-')}", Static).region for name in NAMES]
        assert (len({r.y for r in regions}) == 1) is beside
        assert (len({r.x for r in regions}) == 3) is beside
        for heading in NAMES.values():
            assert heading in seat.text()
        assert "the pair of us" in flat(seat)


async def test_held_lines_are_marked_in_respond_and_unmarked(on_the_walk: Any) -> None:
    async with on_the_walk(full_talk()) as seat:
        await open_at(seat, "look.say.couple-counselling")
        await seat.press("space")
        assert seat.talk.items["reply.counselling"].mark is Mark.USED
        assert "marked as used" in seat.text()
        await seat.press("space")
        assert "reply.counselling" not in seat.talk.items
        await seat.press("n", "space", "escape")
        assert seat.talk.items["reply.not-coping"].mark is Mark.USED


async def test_it_begins_with_what_was_heard_and_goes_round(on_the_walk: Any, guide: Any) -> None:
    async with on_the_walk(full_talk()) as seat:
        screen = await open_at(seat, "look.asks-for-help")
        assert screen.shown.id == "look.say.drink"
        await seat.press("b")
        assert screen.shown.id == list(guide.replies)[-1]
        await seat.press("n")
        assert screen.shown.id == "look.say.drink"


async def test_the_right_arrow_on_a_statement_and_on_its_row_in_respond_shows_all_three(on_the_walk: Any) -> None:
    async with on_the_walk(new_talk(), size=(80, 48)) as seat:
        for item in ("look.say.drink", "reply.drink"):
            await seat.go_to(item)
            await seat.press("right")
            shown = flat(seat)
            for heading in (*NAMES.values(), "Then"):
                assert f"{heading}: " in shown, (item, heading)
