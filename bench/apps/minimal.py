"""The smallest Textual app that a person would call one: a title, a line of text, a line of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.widgets import Footer, Header, Label

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Minimal(App[None]):
    """Nothing to do in it but leave."""

    TITLE = "Minimal"

    def compose(self) -> ComposeResult:
        yield Header()
        yield Label("Ready")
        yield Footer()


if __name__ == "__main__":
    Minimal().run()
