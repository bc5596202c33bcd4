"""Step 2 in Welsh on the screen; what is English there says so, and the note stays English."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engage_tui.conversation.words import Field, Mark
from engage_tui.interface import ENGLISH, use
from engage_tui.record.audience import Audience
from engage_tui.record.export import render_note
from engage_tui.settings import Settings, load_settings
from engage_tui.tui.screens.look_rows import PARTLY
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from engage_tui.paths import Home

WELSH = Settings(language="cy")
ASKED = "ask.what-did-you-do"


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    use(ENGLISH, {})


def flat(seat: Any) -> str:
    return " ".join(seat.text().split())


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_step_2_is_shown_in_welsh(on_the_walk: Any, size: tuple[int, int]) -> None:
    async with on_the_walk(size=size, settings=WELSH) as seat:
        await seat.go_to(ASKED)
        shown = flat(seat)
        for words in (
            "Gofyn. Agor sgwrs",
            "A chi, beth wnaethoch chi wedyn?",
            "nesaf",
            "cadwyd",
            "ymweliad cartref",
        ):
            assert words in shown, words
        assert "[en]" not in shown
        await seat.press("space", "right")
        shown = flat(seat)
        await seat.press("pagedown")  # in a small window the whole of it is more than a screenful
        shown += flat(seat)
        assert "gofynnwyd" in shown
        assert "Pam: Dim ond" in shown
        assert "Ffynhonnell: " in shown


async def test_what_is_english_says_so(on_the_walk: Any) -> None:
    async with on_the_walk(settings=WELSH) as seat:
        await seat.press("1")
        assert "Edrych a gwrando" in flat(seat)
        assert "Asks for help with their own abusive behaviour. [en]" in flat(seat)
        await seat.press("r")
        assert "[en]" in flat(seat)


async def test_the_note_is_english_and_holds_the_welsh_words_that_were_said(on_the_walk: Any, guide: Any) -> None:
    async with on_the_walk(settings=WELSH) as seat:
        await seat.go_to(ASKED)
        await seat.press("v", "space")
        answer = seat.talk.items[ASKED]
        assert answer.mark is Mark.ASKED
        assert answer.text(Field.ASKED_AS).startswith("Rwyf wedi clywed")
        text = render_note(seat.talk, seat.app.screen.guide, form="txt", audience=Audience.FILE)
        assert guide.items[ASKED].say[0].words in text
        assert "Rwyf wedi clywed beth wnaeth hi." in text
        assert "A chi, beth" not in text


async def test_the_language_is_chosen_in_settings_and_kept(at_home: Any, home: Home) -> None:
    async with at_home() as seat:
        seat.app.screen.query_one(RowList).go_to("settings")
        await seat.press("enter")
        seat.app.screen.query_one(RowList).go_to("language")
        await seat.press("enter")
        assert PARTLY.split(".")[0] in flat(seat)
        assert load_settings(home.settings).language == "cy"
        assert seat.app.desk.translation is not None
        await seat.press("enter")
        await seat.rest()
        assert load_settings(home.settings).language == ENGLISH
        assert seat.app.desk.translation is None


async def test_a_language_that_is_not_there_is_told_and_everything_is_english(at_home: Any) -> None:
    async with at_home(settings=Settings(language="fr")) as seat:
        assert "There is nothing in the language fr" in flat(seat)
