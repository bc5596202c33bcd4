"""What a screen looks like in colours, and how far they are apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.color import ColorType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.color import Color
    from rich.style import Style
    from textual.app import App


class Piece(NamedTuple):
    """Some text in one style, and the row and column where it begins."""

    text: str
    style: Style
    row: int
    column: int


def pieces(app: App[int]) -> Iterator[Piece]:
    """Everything on the screen as it goes to the terminal, but for what a window lies over."""
    windows = list(app.screen.query(".dialog, .over, #--input, #--results")) or [app.screen]
    regions = [window.region for window in windows]
    for row, strip in enumerate(app.screen._compositor.render_strips()):
        column = 0
        for text, style, _ in strip:
            if style is not None and any(region.contains(column, row) for region in regions):
                yield Piece(text, style, row, column)
            column += len(text)


def contrast(one: Color, other: Color) -> float:
    """The ratio of WCAG 2, from 1 (the same) to 21 (black and white)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    assert color.type is ColorType.TRUECOLOR
    assert color.triplet is not None
    red, green, blue = (_linear(part / 255) for part in color.triplet)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
