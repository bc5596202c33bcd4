"""Four calm themes. No colour is a grade of anything: marks are shapes and words."""

from __future__ import annotations

from dataclasses import replace

from textual.theme import BUILTIN_THEMES, Theme


def _scrollbars(handle: str, track: str) -> dict[str, str]:
    """A handle that can be told from its track, whatever the mouse does."""
    states = ("", "-hover", "-active")
    return {
        **{f"scrollbar{state}": handle for state in states},
        **{f"scrollbar-background{state}": track for state in states},
        "scrollbar-corner-color": track,
    }


DARK = Theme(
    name="engage-dark",
    dark=True,
    primary="#8fb8c9",
    secondary="#a7b79d",
    accent="#d8c28a",
    foreground="#d9dde0",
    background="#16191c",
    surface="#1c2024",
    panel="#23282d",
    warning="#e0c07a",
    error="#e8a58f",
    success="#9fc3a5",
    variables={
        **_scrollbars("#7f8d97", "#16191c"),
        "row-cursor": "#2f4450",
        "row-cursor-text": "#ffffff",
        "muted": "#9aa3aa",
        "alert": "#f0cf8e",
    },
)
LIGHT = Theme(
    name="engage-light",
    dark=False,
    primary="#2f6274",
    secondary="#4b6340",
    accent="#6d5310",
    foreground="#20262b",
    background="#fbfaf7",
    surface="#f4f2ed",
    panel="#e9e6df",
    warning="#7a5600",
    error="#8f3417",
    success="#2f6338",
    variables={
        **_scrollbars("#5c666e", "#f4f2ed"),
        "row-cursor": "#cfe0e6",
        "row-cursor-text": "#101417",
        "muted": "#566068",
        "alert": "#7a3e00",
    },
)
CONTRAST = Theme(
    name="engage-contrast",
    dark=True,
    primary="#ffffff",
    secondary="#ffffff",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    warning="#ffff00",
    error="#ffffff",
    success="#ffffff",
    variables={
        **_scrollbars("#ffffff", "#000000"),
        "row-cursor": "#ffff00",
        "row-cursor-text": "#000000",
        "muted": "#ffffff",
        "alert": "#ffff00",
    },
)
# Textual's own theme of sixteen colours, without its accents: the terminal's colours are the user's choice. What would
# be a colour of ours is reversed in the style sheet, which can be read on any background.
TERMINAL = replace(
    BUILTIN_THEMES["ansi-dark"],
    name="engage-terminal",
    primary="ansi_default",
    secondary="ansi_default",
    accent="ansi_default",
    warning="ansi_default",
    error="ansi_default",
    success="ansi_default",
    variables={
        **BUILTIN_THEMES["ansi-dark"].variables,
        **_scrollbars("ansi_blue", "ansi_default"),
        "row-cursor": "ansi_default",
        "row-cursor-text": "ansi_default",
        "muted": "ansi_default",
        "alert": "ansi_default",
    },
)
NO_COLOURS = replace(TERMINAL, name="engage-no-colours")
"""What is used while NO_COLOR is set."""
THEMES = {"dark": DARK, "light": LIGHT, "contrast": CONTRAST, "terminal": TERMINAL}
"""The theme of each name that settings know."""
