"""How the app looks: its colours, or none; and how much room it leaves between things."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from rich.segment import Segment, Segments
from rich.style import Style
from textual.scrollbar import ScrollBar, ScrollBarRender

from engage_tui.settings import LARGE
from engage_tui.tui.screens.base import DeskScreen
from engage_tui.tui.themes import NO_COLOURS, THEMES

if TYPE_CHECKING:
    from typing import Any

    from rich.color import Color
    from textual.app import App

    from engage_tui.settings import Settings

NO_COLOR = "NO_COLOR"
"""Set and not empty, it asks programs for no colours: https://no-color.org."""
_LARGE_CLASS = "-large"
_GRABBED = "grab"


def wants_no_colours() -> bool:
    """Whether the environment asks for none. Textual takes an empty value for yes, so that is taken out."""
    value = os.environ.get(NO_COLOR)
    if value == "":
        del os.environ[NO_COLOR]
    return bool(value)


def dress(app: App[Any], settings: Settings) -> None:
    """Make the app, and whatever is open in it, look as the settings say."""
    for theme in (*THEMES.values(), NO_COLOURS):
        if theme.name not in app.available_themes:
            app.register_theme(theme)
    app.theme = (NO_COLOURS if app.no_color else THEMES[settings.theme]).name
    ScrollBar.renderer = DrawnBars if app.no_color else ScrollBarRender
    app.set_class(settings.layout == LARGE, _LARGE_CLASS)
    if app.is_running:
        for screen in app.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.fit()


class DrawnBars(ScrollBarRender):
    """Scroll bars are drawn as blanks on a colour; without colours their handle has to be a shape."""

    @classmethod
    def render_bar(
        cls,
        size: int = 25,
        virtual_size: float = 50,
        window_size: float = 20,
        position: float = 0,
        thickness: int = 1,
        vertical: bool = True,
        back_color: Color | None = None,
        bar_color: Color | None = None,
    ) -> Segments:
        """The bar of Textual, with its handle drawn in full blocks."""
        drawn = super().render_bar(size, virtual_size, window_size, position, thickness, vertical)
        return Segments([_in_shapes(each) for each in drawn.segments], new_lines=drawn.new_lines)


def _in_shapes(piece: Segment) -> Segment:
    meta = piece.style.meta if piece.style else {}
    handle = meta.get("@mouse.down") == _GRABBED
    return Segment(("█" if handle else " ") * len(piece.text), Style(meta=meta)) if meta else piece
