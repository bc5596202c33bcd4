"""The worked example of a service's own content, opened in the app."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engage_tui.conversation.words import Mark
from engage_tui.guide.loader import load_guide
from engage_tui.paths import shipped_content
from engage_tui.settings import Settings
from engage_tui.tui.screens.card import CardScreen
from engage_tui.tui.screens.walk import WalkScreen
from engage_tui.tui.session import Session
from engage_tui.tui.widgets.inputs import LineInput
from engage_tui.tui.widgets.row_list import RowList
from support.talks import new_talk

if TYPE_CHECKING:
    from typing import Any

    from engage_tui.paths import Home

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "overlay"


@pytest.fixture
def _laid_over(home: Home) -> None:
    home.folder.mkdir(parents=True, mode=0o700)
    shutil.copytree(EXAMPLE, home.content)


def flat(seat: Any) -> str:
    return " ".join(seat.text().split())


async def walk(seat: Any) -> None:
    """Open the walk on the guide that the app itself has read."""
    desk = seat.app.desk
    desk.session = Session(new_talk(), desk.vault, stored=False)
    seat.app.push_screen(WalkScreen(desk, await desk.guide(), desk.session))
    await seat.rest()


@pytest.mark.usefixtures("_laid_over")
async def test_services_are_shown_as_local_and_what_is_old_says_so(at_home: Any) -> None:
    async with at_home(size=(80, 40)) as seat:
        await walk(seat)
        await seat.go_to("service.change-programme")
        shown = flat(seat)
        assert "Services near you" in shown
        assert "Brackenshire Change Programme: group and one-to-one work on abuse (local)" in shown
        await seat.go_to("service.drink")
        assert flat(seat).count("check before use") == 1
        await seat.go_to("service.change-programme")
        await seat.press("space", "right")
        assert seat.talk.items["service.change-programme"].mark is Mark.OFFERED
        assert "Phone: 01632 960120" in flat(seat)
        assert "Last checked: 3 Aug 2026" in flat(seat)


@pytest.mark.usefixtures("_laid_over")
async def test_the_limit_of_age_is_a_setting(at_home: Any) -> None:
    async with at_home(settings=Settings(services_months=60)) as seat:
        guide = await seat.app.desk.guide()
        assert not guide.ages
        seat.app.screen.query_one(RowList).go_to("settings")
        await seat.press("enter")
        seat.app.screen.query_one(RowList).go_to("services_months")
        await seat.press("enter", "ctrl+a", "ctrl+k", "6", "enter")
        assert "service.drink" in (await seat.app.desk.guide()).ages


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.usefixtures("_laid_over")
async def test_talk_of_suicide_shows_this_services_own_protocol(at_home: Any, size: tuple[int, int]) -> None:
    async with at_home(size=size) as seat:
        await walk(seat)
        await seat.go_to("look.say.suicidal")
        await seat.press("space")
        assert isinstance(seat.app.screen, CardScreen)
        shown = flat(seat)
        assert shown.index("999") < shown.index("Here (local): Suicide, policy 12")


@pytest.mark.usefixtures("_laid_over")
async def test_a_new_conversation_begins_with_this_services_word(at_home: Any) -> None:
    async with at_home() as seat:
        seat.app.screen.query_one(RowList).go_to("new")
        await seat.press("enter")
        assert seat.app.screen.query_one("#person", LineInput).value == "the parent"


def test_the_example_lies_over_the_shipped_content_as_it_is() -> None:
    assert load_guide(shipped_content(), EXAMPLE).local
