"""The blank screen. Nothing on it says what the app is or whose case is under it; the passphrase brings it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widgets import Static

from engage_tui.errors import EngageError, PassphraseError
from engage_tui.idle import Idle
from engage_tui.tui.widgets.inputs import LineInput, SecretInput

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widget import Widget

    from engage_tui.tui.desk import Desk

PIN_TRIES = 3
WRONG, NOT_NOW = "Not right.", "That cannot be tried just now. Close other programs and try again."


class ShieldScreen(Screen[None]):
    """Stands on top of whatever was open, which stays as it was. With no notes open any Enter takes it away."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    ALLOW_SELECT = False

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._blank = Idle()
        self._pins_tried = 0

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
            self.query_one(SecretInput).value = ""
            self.run_worker(self._check(event.value), exclusive=True)

    async def _check(self, secret: str) -> None:
        trouble = await self._trouble(secret)
        if trouble:
            self.query_one("#problem", Static).update(trouble)
        else:
            self.dismiss(None)

    async def _trouble(self, secret: str) -> str:
        """Nothing when this brings the screen back. What is wrong with it is never told, nor whether it was a PIN."""
        from engage_tui.store.opening import check
        from engage_tui.store.pin import is_pin, is_right

        vault = self._desk.vault
        if is_pin(secret) and self._takes_pins():
            self._pins_tried += 1  # before it is looked at: the next may come while this one still is
            return "" if await vault.run(is_right, vault.pin, secret) else WRONG
        try:
            await vault.run(check, self._desk.home, secret)
        except PassphraseError:
            return WRONG
        except EngageError:  # too little memory, or no key file: it may well be right
            return NOT_NOW
        return ""

    def _takes_pins(self) -> bool:
        left = self._blank.left(self._desk.settings.pin_for)
        return bool(self._desk.vault.pin) and self._pins_tried < PIN_TRIES and left is not None and left > 0
