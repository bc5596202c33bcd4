"""The rows of Settings about how the app looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.errors import EngageError
from engage_tui.interface import ENGLISH
from engage_tui.settings import LARGE, LAYOUTS, THEMES, USUAL
from engage_tui.tui.row import choice

if TYPE_CHECKING:
    from engage_tui.tui.desk import Desk
    from engage_tui.tui.row import Row
    from engage_tui.tui.screens.settings import SettingsScreen

THEME_NAMES = {
    "dark": "dark",
    "light": "light",
    "contrast": "high contrast",
    "terminal": "the terminal's own colours",
}
LAYOUT_NAMES = {USUAL: "as much as fits", LARGE: "large: one column, short lines"}
LANGUAGE_NAMES = {ENGLISH: "English", "cy": "Cymraeg (Welsh), step 2 so far"}
PARTLY = "What is not translated stays English and is marked [en]. Notes are written in English."
OVERRULED = "No colours are shown while NO_COLOR is set. The choice is kept for when it is not."
FONT = "The letters themselves are made larger in the terminal: see docs/looks.md."


def look_rows(desk: Desk) -> list[Row]:
    """Colours, layout, and what changes by itself: only one thing ever does."""
    settings = desk.settings
    motion = "stands still" if settings.reduced_motion else "a line at a time"
    return [
        choice("theme", "Colours", tail=THEME_NAMES[settings.theme]),
        choice("language", "Language of the guide", tail=LANGUAGE_NAMES.get(settings.language, settings.language)),
        choice("layout", "Layout", tail=LAYOUT_NAMES[settings.layout]),
        choice("motion", "The minute after a visit", tail=motion),
    ]


def choose_look(screen: SettingsScreen, key: str) -> None:
    """The next theme, or the other layout, at once."""
    from engage_tui.tui.looks import dress

    desk, app = screen.desk, screen.app
    if key == "theme":
        name = _after(desk.settings.theme, THEMES)
        kept = screen.keep(lambda: desk.set_theme(name))
        told = OVERRULED if app.no_color else ""
    elif key == "language":
        name = _after(desk.settings.language, _languages(desk))
        kept, told = screen.keep(lambda: desk.set_language(name)), "" if name == ENGLISH else PARTLY
        screen.run_worker(desk.guide(), exclusive=True, group="language")
    elif key == "motion":
        reduced = not desk.settings.reduced_motion
        kept, told = screen.keep(lambda: desk.set_motion(reduced=reduced)), ""
    else:
        name = _after(desk.settings.layout, LAYOUTS)
        kept = screen.keep(lambda: desk.set_layout(name))
        told = FONT if name == LARGE else ""
    dress(app, desk.settings)
    if kept:
        screen.say(told)


def next_layout(desk: Desk) -> str:
    """Choose the other layout; what kept it from being saved, if anything did."""
    try:
        desk.set_layout(_after(desk.settings.layout, LAYOUTS))
    except EngageError as e:
        return str(e)
    return ""


def _languages(desk: Desk) -> tuple[str, ...]:
    """English, and what there is a folder for."""
    from engage_tui.guide.translation import languages
    from engage_tui.paths import shipped_content

    return (ENGLISH, *languages(shipped_content(), desk.home.content))


def _after(name: str, names: tuple[str, ...]) -> str:
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
