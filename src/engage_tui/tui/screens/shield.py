"""The blank screen. Nothing on it says what the app is or whose case is under it; the passphrase brings it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widgets import Static

from engage_tui.errors import EngageError
from engage_tui.tui.widgets.inputs import LineInput, SecretInput

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widget import Widget

    from engage_tui.tui.desk import Desk


class ShieldScreen(Screen[None]):
    """Stands on top of whatever was open, which stays as it was. With no notes open any Enter takes it away."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    ALLOW_SELECT = False

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def compose(self) -> ComposeResult:
        with Vertical():
            yield SecretInput()
            yield Static("", id="problem", markup=False)

    def on_mount(self) -> None:
        self.query_one(SecretInput).focus()

    def on_input_submitted(self, event: LineInput.Submitted) -> None:
        if not self._desk.vault.is_open:
            self.dismiss(None)
        elif event.value:
            self.run_worker(self._check(event.value), exclusive=True)

    async def _check(self, passphrase: str) -> None:
        from engage_tui.store.opening import check

        field = self.query_one(SecretInput)
        field.value = ""
        try:
            await self._desk.vault.run(check, self._desk.home, passphrase)
        except EngageError:
            self.query_one("#problem", Static).update("Not right.")
        else:
            self.dismiss(None)
