"""Windows for the passphrase: asking for it once more, and changing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Static

from engage_tui.errors import EngageError
from engage_tui.tui.screens.asking import Asking, next_field
from engage_tui.tui.screens.base import Dialog
from engage_tui.tui.widgets.bars import HintBar
from engage_tui.tui.widgets.inputs import LineInput, SecretInput

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from engage_tui.tui.desk import Desk

CHANGE = "The notes stay as they are. Copies of the key file that were made before still open with the old passphrase."
CHANGING = "Changing it. This takes a moment, on purpose: it makes guessing slow."
TRYING = "One moment …"


class AskPassphraseScreen(Dialog[str], Asking[str]):
    """Gives the passphrase once it has been tried and is right, or None."""

    def __init__(self, desk: Desk, title: str, text: str) -> None:
        super().__init__(desk)
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield Static(self._text, classes="dialog-text", markup=False)
            yield SecretInput(id="passphrase")
            yield Static("", id="problem", markup=False)
            yield HintBar()

    def on_mount(self) -> None:
        self.query_one(SecretInput).focus()
        self.query_one(HintBar).show([("Enter", "go on"), (self.desk.key("dialog.close"), "back")])

    def on_input_submitted(self, event: LineInput.Submitted) -> None:
        if event.value:
            self.say_busy(TRYING)
            self.run_worker(self._try(event.value), exclusive=True)

    async def _try(self, passphrase: str) -> None:
        from engage_tui.store.opening import check

        self.forget()
        try:
            await self.desk.vault.run(check, self.desk.home, passphrase)
        except EngageError as e:
            self.say(str(e), self.query_one(SecretInput))
        else:
            await self.leave_with(passphrase)


class PassphraseScreen(Dialog[bool], Asking[bool]):
    """Changes the passphrase. True when it was changed."""

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static("Change the passphrase", classes="dialog-title", markup=False)
            yield Static(CHANGE, classes="dialog-text", markup=False)
            yield Static("The passphrase as it is now", classes="label", markup=False)
            yield SecretInput(id="now")
            yield Static("The new one. Three or four words you can remember are best.", classes="label", markup=False)
            yield SecretInput(id="passphrase")
            yield Static("The new one again", classes="label", markup=False)
            yield SecretInput(id="again")
            yield Static("", id="problem", markup=False)
            yield HintBar()

    def on_mount(self) -> None:
        self.query_one("#now", SecretInput).focus()
        self.query_one(HintBar).show([("Enter", "go on"), ("Tab", "next"), (self.desk.key("dialog.close"), "back")])

    def action_close(self) -> None:
        """Go back, unless it is just being changed."""
        if not self.is_busy:
            self.dismiss(None)

    def on_input_submitted(self, event: LineInput.Submitted) -> None:
        """Enter goes through the fields, and at the last one changes it."""
        now, passphrase, again = self.query(SecretInput)
        if not now.value:
            self.say("Type the passphrase as it is now first.", now)
            return
        if event.input is now:
            self.say("", passphrase)
            return
        problem, field = next_field(passphrase, again, event.input)
        if field is not None:
            self.say(problem, field)
        elif passphrase.value == now.value:
            self.say("That is the passphrase as it is now. Choose another.", passphrase)
        else:
            self.say_busy(CHANGING)
            self.run_worker(self._change(now.value, passphrase.value), exclusive=True)

    async def _change(self, now: str, new: str) -> None:
        from engage_tui.store.opening import change_passphrase

        try:
            await self.desk.vault.run(change_passphrase, self.desk.home, now, new)
        except EngageError as e:
            field = self.query_one("#now", SecretInput)
            field.value = ""
            self.say(str(e), field)
        else:
            self.forget()
            await self.leave_with(True)
