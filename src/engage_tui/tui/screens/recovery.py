"""The recovery code: shown once to be written down, and typed in when the passphrase is forgotten."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Static

from engage_tui.errors import EngageError
from engage_tui.store.recovery import folded, in_groups, new_code
from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.row import choice
from engage_tui.tui.screens.asking import Asking, is_damage, next_field
from engage_tui.tui.screens.base import DeskScreen
from engage_tui.tui.widgets.inputs import LineInput, SecretInput
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from engage_tui.tui.desk import Desk

WHAT_FOR = (
    "If you forget your passphrase, this code opens your notes. "
    "Write it down on paper and keep it at work, away from this laptop: "
    "whoever has both can read the notes. The code is not shown again."
)
INSTEAD = "Once you have typed the last group, the code you had before no longer opens the notes."
LATER = "Later. There is no code until you have written one down."
KEEP_OLD = "Leave it. The code you have goes on working."
NOT_THE_LAST = "That is not the last group. Compare it with your paper and with the code above."
KEEPING = "Keeping it. One moment …"
FORGOTTEN = (
    "Type the code from your paper. Capitals, spaces and hyphens do not matter. "
    "When it is right you set a new passphrase, and your notes open."
)
RIGHT = "The code is right. Set a new passphrase now. Three or four words you can remember are best."
SETTING = "Setting it. This takes a moment, on purpose: it makes guessing slow."


class RecoveryScreen(DeskScreen[bool], Asking[bool]):
    """Shows a new code. It comes into being only when its last group is typed. True when it did."""

    BINDINGS = bindings(Scope.DIALOG)
    WHERE = "Recovery code"

    def __init__(self, desk: Desk, passphrase: str, *, instead: bool = False) -> None:
        """`instead`: there is a code already, and this one takes its place."""
        super().__init__(desk)
        self._passphrase, self._instead = passphrase, instead
        self._code = new_code()

    def compose_body(self) -> ComposeResult:
        with Vertical(classes="page"):
            text = f"{WHAT_FOR} {INSTEAD}" if self._instead else WHAT_FOR
            yield Static(text, classes="dialog-text", markup=False)
            yield Static("   ".join(in_groups(self._code)), id="code", markup=False)
            yield Static("Type the last group, to show that it is written down", classes="label", markup=False)
            yield SecretInput(id="last", shown=True)
            yield Static("", id="problem", markup=False)
            yield RowList(classes="choices")

    def on_mount(self) -> None:
        self.query_one(RowList).show([choice("later", KEEP_OLD if self._instead else LATER)])
        self.query_one("#last", SecretInput).focus()

    def hints(self) -> Sequence[tuple[str, str]]:
        later = "leave it" if self._instead else "later"
        return [("Enter", "go on"), ("Tab", "more"), (self.desk.key("dialog.close"), later)]

    def on_row_list_chosen(self) -> None:
        self.action_close()

    def action_close(self) -> None:
        """Go on without it, unless it is just being kept."""
        if not self.is_busy:
            self._forget_all()
            self.dismiss(False)

    def on_input_submitted(self, event: LineInput.Submitted) -> None:
        if folded(event.value) == in_groups(self._code)[-1]:
            self.say_busy(KEEPING)
            self.run_worker(self._keep(), exclusive=True)
        elif event.value:
            event.input.value = ""
            self.say(NOT_THE_LAST, self.query_one("#last", SecretInput))

    async def _keep(self) -> None:
        from engage_tui.store.opening import renew_recovery

        try:
            await self.desk.vault.run(renew_recovery, self.desk.home, self._passphrase, self._code)
        except EngageError as e:
            self.say(str(e), self.query_one("#last", SecretInput))
        else:
            self._forget_all()
            await self.leave_with(True)

    def _forget_all(self) -> None:
        self._passphrase = self._code = ""
        self.query_one("#code", Static).update("")
        self.forget()


class RecoverScreen(DeskScreen[bool], Asking[bool]):
    """Asks for the code, and then for a new passphrase. True when the notes are open."""

    BINDINGS = bindings(Scope.DIALOG)
    WHERE = "Recovery code"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._code = ""
        self.damage: tuple[EngageError, str] | None = None
        """What is damaged, and the code, which may open a backup."""

    def compose_body(self) -> ComposeResult:
        with Vertical(classes="page"):
            yield Static(FORGOTTEN, id="text", classes="dialog-text", markup=False)
            with Vertical(id="with-code"):
                yield Static("Recovery code", classes="label", markup=False)
                yield SecretInput(id="code", shown=True)
            with Vertical(id="with-passphrase"):
                yield Static("New passphrase", classes="label", markup=False)
                yield SecretInput(id="passphrase")
                yield Static("The same again", classes="label", markup=False)
                yield SecretInput(id="again")
            yield Static("", id="problem", markup=False)

    def on_mount(self) -> None:
        self._ask_code()

    def _ask_code(self) -> None:
        self.query_one("#text", Static).update(FORGOTTEN)
        self.query_one("#with-code").display = True
        self.query_one("#with-passphrase").display = False
        self.query_one("#code", SecretInput).focus()

    def left_alone(self) -> None:
        """Whoever comes back has to type the code again."""
        self._code = ""
        self.forget()
        self._ask_code()

    def hints(self) -> Sequence[tuple[str, str]]:
        return [("Enter", "go on"), (self.desk.key("app.help"), "keys"), (self.desk.key("dialog.close"), "back")]

    def action_close(self) -> None:
        """Go back, unless the notes are just being opened."""
        if not self.is_busy:
            self._code = ""
            self.forget()
            self.dismiss(False)

    def on_input_submitted(self, event: LineInput.Submitted) -> None:
        if event.input.id == "code":
            if event.value:
                self.run_worker(self._check(event.value), exclusive=True)
            return
        passphrase = self.query_one("#passphrase", SecretInput)
        problem, field = next_field(passphrase, self.query_one("#again", SecretInput), event.input)
        if field is not None:
            self.say(problem, field)
        else:
            self.say_busy(SETTING)
            self.run_worker(self._recover(passphrase.value), exclusive=True)

    async def _check(self, code: str) -> None:
        """A code that is wrong stays in its field, to be mended; one that is right leaves the screen."""
        from engage_tui.store.opening import check_code

        try:
            await self.desk.vault.run(check_code, self.desk.home, code)
        except EngageError as e:
            if is_damage(e):
                await self._leave_damaged(e, code)
            else:
                self.say(str(e), self.query_one("#code", SecretInput))
            return
        self._code = code
        self.forget()
        self.query_one("#text", Static).update(RIGHT)
        self.query_one("#with-code").display = False
        self.query_one("#with-passphrase").display = True
        self.say("", self.query_one("#passphrase", SecretInput))

    async def _recover(self, passphrase: str) -> None:
        from engage_tui.store.opening import recover

        try:
            await self.desk.vault.open(partial(recover, self.desk.home, self._code, passphrase))
        except EngageError as e:
            if is_damage(e):
                await self._leave_damaged(e, self._code)
            else:
                self.say(str(e), self.query_one("#passphrase", SecretInput))
        else:
            self._code = ""
            self.forget()
            await self.leave_with(True)

    async def _leave_damaged(self, error: EngageError, code: str) -> None:
        """Go back to the first screen, which looks for a backup."""
        self.damage = error, code
        self._code = ""
        self.forget()
        await self.leave_with(False)
