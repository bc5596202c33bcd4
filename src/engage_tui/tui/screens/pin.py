"""Choosing a PIN for the blank screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Static

from engage_tui.tui.screens.base import Dialog
from engage_tui.tui.widgets.bars import HintBar
from engage_tui.tui.widgets.inputs import LineInput, SecretInput

if TYPE_CHECKING:
    from textual.app import ComposeResult

TEXT = (
    "4 to 8 digits, to be typed on the blank screen in place of the passphrase. It works for {} minutes after the "
    "screen went blank, and for three tries; then only the passphrase does. It never opens the notes once the app "
    "was left or locked."
)


class PinScreen(Dialog[str]):
    """Gives the PIN, typed twice, or None when it was closed."""

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static("PIN for the blank screen", classes="dialog-title", markup=False)
            yield Static(TEXT.format(f"{self.desk.settings.pin_for:g}"), classes="dialog-text", markup=False)
            yield Static("PIN", classes="label", markup=False)
            yield SecretInput(id="pin")
            yield Static("The same again", classes="label", markup=False)
            yield SecretInput(id="again")
            yield Static("", id="problem", markup=False)
            yield HintBar()

    def on_mount(self) -> None:
        self.query_one("#pin", SecretInput).focus()
        self.query_one(HintBar).show([("Enter", "keep"), (self.desk.key("dialog.close"), "back")])

    def on_input_submitted(self, event: LineInput.Submitted) -> None:
        from engage_tui.store.pin import check_new_pin

        pin, again = self.query(SecretInput)
        problem = check_new_pin(pin.value)
        if problem:
            pin.value = again.value = ""
            self._say(problem, pin)
        elif event.input is pin:
            self._say("", again)
        elif again.value != pin.value:
            again.value = ""
            self._say("The two are not the same. Type the second one again.", again)
        else:
            chosen = pin.value
            pin.value = again.value = ""
            self.dismiss(chosen)

    def _say(self, problem: str, field: SecretInput) -> None:
        self.query_one("#problem", Static).update(problem)
        field.focus()
