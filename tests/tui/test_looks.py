"""Colours that can be read, and nothing that only a colour tells."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest
from rich.color import Color
from textual.widgets import Input, TextArea

from engage_tui.settings import LARGE, THEMES, USUAL, Settings, load_settings
from engage_tui.tui.app import EngageApp
from engage_tui.tui.screens.settings import SettingsScreen
from engage_tui.tui.widgets.rail import Rail
from engage_tui.tui.widgets.row_list import MOST_WIDTH_LARGE, RowList
from engage_tui.tui.widgets.side_panel import SidePanel
from support.looks import contrast, pieces
from support.talks import full_talk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from typing import Any

    from engage_tui.paths import Home
    from support.seat import Seat

WALKS = (
    ("check.sober", ()),
    ("ask.discloses.children", ("l",)),
    ("ask.discloses.children", ("enter",)),
    ("risk.separation", ("r",)),
    ("refer.dapp", ("slash", "d", "r")),
    ("record", ()),
    ("record", ("enter",)),
    ("record", ("down", "enter")),
    ("look.say.suicidal", ("space",)),
    ("ask.heightened.weapon", ("enter",)),
    ("respond", ("d",)),
    ("respond", ("i",)),
    ("respond", ("s",)),
    ("respond", ("f",)),
    ("respond", ("f7",)),
    ("respond", ("f1",)),
    ("respond", ("ctrl+p",)),
    ("respond", ("ctrl+l",)),
)

ONLY_READ = ("look.say.suicidal space", "respond i")
"""Nothing is under a cursor there: text is read, and keys close it."""


async def tour(seat: Seat) -> AsyncIterator[str]:
    """One screen after the other, each by its name."""
    for place, keys in WALKS:
        await seat.go_to(place)
        await seat.press(*keys)
        await seat.rest()  # what opens may scroll what lies under it
        yield f"{place} {' '.join(keys)}"
        if not seat.app.desk.uncovered.is_set():
            return  # the blank screen comes last
        while len(seat.app.screen_stack) > 3 or seat.bench.pane.writing:
            await seat.press("escape")


@pytest.mark.parametrize(("theme", "least"), [("dark", 4.5), ("light", 4.5), ("contrast", 7.0)])
async def test_every_letter_stands_out_from_what_is_behind_it(on_the_walk: Any, theme: str, least: float) -> None:
    async with on_the_walk(full_talk(), size=(120, 36), settings=Settings(theme=theme)) as seat:
        poor = {}
        async for name in tour(seat):
            for piece in pieces(seat.app):
                if piece.text.translate(DRAWN).strip() and piece.style.color and piece.style.bgcolor:
                    ratio = contrast(piece.style.color, piece.style.bgcolor)
                    if ratio < least:
                        poor[str(piece.style)] = (name, piece.text.strip()[:30], round(ratio, 2))
        assert not poor


# -- without colours

DRAWN = str.maketrans("█▁▂▃▄▅▆▇▌▊▔▎─", " " * 13)
"""Scroll bars and edges are drawn in one way with colours, and in another without."""


def words(app: EngageApp) -> list[str]:
    """What the screen says, line by line, or the window that lies over it. The time of the last save is the clock's."""
    rows: dict[int, str] = {}
    for piece in pieces(app):
        rows[piece.row] = rows.get(piece.row, "") + piece.text
    return [re.sub(r"(saved \d\d:\d\d|saving …)", "", line.translate(DRAWN)).rstrip() for line in rows.values()]


async def test_without_colours_every_screen_says_the_same_and_shows_where_one_is(
    on_the_walk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_the_walk(full_talk(), size=(80, 24)) as seat:
        said = {name: words(seat.app) async for name in tour(seat)}
    monkeypatch.setenv("NO_COLOR", "1")
    async with on_the_walk(full_talk(), size=(80, 24), settings=Settings(theme="light")) as seat:
        assert seat.app.no_color
        async for name in tour(seat):
            assert words(seat.app) == said[name], name
            shown = list(pieces(seat.app))
            assert not [p for p in shown if _coloured(p.style.color) or _coloured(p.style.bgcolor)], name
            if name not in ONLY_READ:
                here = [p for p in shown if p.style.reverse or p.style.underline]
                assert here, f"{name}: nothing shows where one is"


def _coloured(color: Color | None) -> bool:
    return color is not None and not color.is_default


async def test_colours_stay_away_after_the_app_was_locked_and_an_empty_value_means_nothing(
    at_home: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_home() as seat:
        assert seat.app.no_color
        assert os.environ["NO_COLOR"], "the process that comes after this one finds it as well"
    monkeypatch.setenv("NO_COLOR", "")
    async with at_home() as seat:
        assert not seat.app.no_color


async def test_a_theme_can_be_chosen_without_colours_and_is_kept_for_later(
    at_home: Any, monkeypatch: pytest.MonkeyPatch, home: Home
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_home() as seat:
        seat.app.push_screen(SettingsScreen(seat.app.desk))
        await seat.rest()
        seat.app.screen.query_one(RowList).go_to("theme")
        await seat.press("enter")
        assert "while NO_COLOR is set" in seat.text()
        assert seat.app.theme == "engage-no-colours"
    assert load_settings(home.settings).theme == "light"


@pytest.mark.parametrize("theme", ["dark", "light", "contrast"])
async def test_a_scroll_bar_can_be_told_from_its_track(on_the_walk: Any, theme: str) -> None:
    async with on_the_walk(full_talk(), settings=Settings(theme=theme)) as seat:
        colours = seat.app.theme_variables
        handle, track = (Color.parse(colours[name]) for name in ("scrollbar", "scrollbar-background"))
        assert contrast(handle, track) >= 3


# -- large


async def test_the_large_layout_has_one_column_short_lines_and_a_blank_line_between_items(on_the_walk: Any) -> None:
    async with on_the_walk(full_talk(), size=(160, 48), settings=Settings(layout=LARGE)) as seat:
        await seat.go_to("ask.discloses.children")
        screen = seat.app.screen
        assert screen.query_one(Rail).size.height == 1
        assert not screen.query_one(SidePanel).display
        rows = screen.query_one(RowList)
        lines = [line.rstrip() for line in seat.text().split("\n")[rows.region.y : rows.region.bottom]]
        assert max(len(line.rstrip(" ▁▂▃▄▅▆▇")) for line in lines) <= rows.region.x + MOST_WIDTH_LARGE
        at = next(n for n, line in enumerate(lines) if "What is all this like" in line)
        assert not lines[at - 1]
        before = rows.key
        await seat.press("down")
        assert rows.key != before, "the cursor does not stop at gaps"


async def test_the_layout_changes_at_once_where_one_is_and_is_kept(on_the_walk: Any, home: Home) -> None:
    async with on_the_walk(full_talk(), size=(120, 36)) as seat:
        await seat.go_to("ask.discloses.children")
        before = words(seat.app)
        assert seat.app.screen.query_one(SidePanel).display
        await seat.press("f12")
        await seat.rest()  # laid out anew, it scrolls to where the cursor is
        assert words(seat.app) != before
        assert not seat.app.screen.query_one(SidePanel).display
        assert seat.app.screen.query_one(RowList).key == "ask.discloses.children"
        assert "What is all this like" in seat.text()
        assert load_settings(home.settings).layout == LARGE
        await seat.press("f12")
        assert seat.app.screen.query_one(SidePanel).display
        assert seat.app.screen.query_one(RowList).key == "ask.discloses.children"
        assert load_settings(home.settings).layout == USUAL


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (160, 48)])
async def test_every_screen_fits_in_the_large_layout(on_the_walk: Any, size: tuple[int, int]) -> None:
    """Whatever has the focus is on the screen."""
    async with on_the_walk(full_talk(), size=size, settings=Settings(layout=LARGE)) as seat:
        async for name in tour(seat):
            focused = seat.app.focused
            if focused is not None and name not in ONLY_READ:
                assert seat.app.screen.region.overlaps(focused.region), name
                assert focused.size.height > 0, name


# -- nothing moves


async def test_nothing_blinks_or_moves(on_the_walk: Any) -> None:
    async with on_the_walk(full_talk()) as seat:
        assert seat.app.animation_level == "none"
        async for name in tour(seat):
            for field in (*seat.app.screen.query(Input), *seat.app.screen.query(TextArea)):
                assert not field.cursor_blink, name
            assert not [p for p in pieces(seat.app) if p.style.blink], name


def test_the_style_sheet_has_no_transitions() -> None:
    sheet = EngageApp.CSS_PATH.read_text(encoding="utf-8")
    assert "transition" not in sheet
    assert "blink" not in sheet


@pytest.mark.parametrize("theme", THEMES)
async def test_every_theme_has_what_the_style_sheet_asks_for(at_home: Any, theme: str) -> None:
    async with at_home(settings=Settings(theme=theme)) as seat:
        assert seat.app.theme == f"engage-{theme}"
        assert {"row-cursor", "row-cursor-text", "muted", "alert", "scrollbar"} <= set(seat.app.theme_variables)
