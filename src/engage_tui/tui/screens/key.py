"""Another key for a command."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.widgets import Static

from engage_tui.tui.screens.base import Dialog

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from engage_tui.tui.desk import Desk


class KeyScreen(Dialog[str]):
    """Gives the next key that is pressed, or None for Escape."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__(desk)
        self._title = title

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(f"New key for “{self._title}”", classes="dialog-title", markup=False)
            yield Static("Press the key, or Esc to keep the old one.", markup=False)

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        self.dismiss(None if event.key == "escape" else event.key)
