"""The first screen: the passphrase, or a look round the guide without one."""

from __future__ import annotations

import asyncio
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Literal

from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from engage_tui.errors import EngageError, PassphraseError
from engage_tui.text import clean_line
from engage_tui.tui.row import choice
from engage_tui.tui.screens.asking import Asking, next_field
from engage_tui.tui.screens.base import DeskScreen
from engage_tui.tui.widgets.inputs import LineInput, SecretInput
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from engage_tui.store.store import Store
    from engage_tui.tui.desk import Desk
    from engage_tui.tui.row import Row

WELCOME = "A guide through a difficult conversation, and a note at the end of it."
FIRST = (
    "Set a passphrase for your notes. Three or four words you can remember are best. "
    "Everything you write is encrypted with it, and nothing leaves this computer. "
    "Without it nobody can open the notes, except with the recovery code that you are given next."
)
SLOW = "Setting up. This takes a moment, on purpose: it makes guessing slow."
LOOK = "Look round the guide. Nothing is saved."
NO_CODE = "No recovery code was made for these notes. Only the passphrase opens them."
RECOVER = "I have a recovery code"
LEAVE = "Leave"
PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds after each wrong passphrase in a row before the next one is tried. Typing goes on meanwhile."""
SLOWER = "Each further try waits a little longer than the one before."


class EntryScreen(DeskScreen[None], Asking[None]):
    """What the two first screens share. Tells the app when the notes are open, or that only the guide is wanted."""

    class Entered(Message):
        """`notes`: they are open. `guide`: nothing is, and nothing will be saved."""

        def __init__(self, how: Literal["notes", "guide"]) -> None:
            super().__init__()
            self.how = how

    _wrong = 0
    _not_before = 0.0

    def on_mount(self) -> None:
        self.query_one(RowList).show(self.choices())
        self.query_one("#passphrase", SecretInput).focus()

    def choose_code(self) -> None:
        """The recovery code is wanted; only where there are notes."""

    def choices(self) -> list[Row]:
        """What can be done without the passphrase."""
        return [choice("guide", LOOK), choice("leave", LEAVE)]

    def hints(self) -> Sequence[tuple[str, str]]:
        return [
            ("Enter", "go on"),
            ("Tab", "more"),
            (self.desk.key("app.help"), "keys"),
            (self.desk.key("app.quit"), "leave"),
        ]

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        if event.key == "guide":
            self.post_message(self.Entered("guide"))
        elif event.key == "recover":
            self.choose_code()
        else:
            self.app.exit()

    def open_notes(self, opener: Callable[[], Store], busy: str, author: str = "") -> None:
        """Open or create the notes on their own thread, and go on when they are."""
        self.say_busy(busy)
        self.run_worker(self._open_notes(opener, author), exclusive=True)

    async def _open_notes(self, opener: Callable[[], Store], author: str) -> None:
        await asyncio.sleep(max(0.0, self._not_before - monotonic()))
        try:
            await self.desk.vault.open(opener, author)
        except EngageError as e:
            field = self.query_one("#passphrase", SecretInput)
            if isinstance(e, PassphraseError):
                field.value = ""
            self.say(f"{e}{self._slow_down(e)}", field)
        else:
            self.forget()
            self.opened()

    def _slow_down(self, error: EngageError) -> str:
        """After a wrong passphrase, put off the next try a little. What to say of it, once it can be noticed."""
        if not isinstance(error, PassphraseError):
            return ""
        pause = PAUSES[min(self._wrong, len(PAUSES) - 1)]
        self._wrong, self._not_before = self._wrong + 1, monotonic() + pause
        return f" {SLOWER}" if self._wrong > 2 else ""

    def opened(self) -> None:
        """The notes are open."""
        self.post_message(self.Entered("notes"))


class UnlockScreen(EntryScreen):
    """Asks for the passphrase."""

    def compose_body(self) -> ComposeResult:
        with Vertical(classes="page"):
            yield Static(WELCOME, classes="dialog-text", markup=False)
            yield Static("Passphrase", classes="label", markup=False)
            yield SecretInput(id="passphrase")
            yield Static("", id="problem", markup=False)
            yield RowList(classes="choices")

    def choices(self) -> list[Row]:
        return [choice("guide", LOOK), choice("recover", RECOVER), choice("leave", LEAVE)]

    def choose_code(self) -> None:
        """Go to where the recovery code is typed in."""
        self.run_worker(self._ask_for_code(), exclusive=True)

    async def _ask_for_code(self) -> None:
        from engage_tui.store.opening import has_recovery
        from engage_tui.tui.screens.recovery import RecoverScreen

        def done(opened: bool | None) -> None:
            if opened:
                self.opened()

        try:
            made = await self.desk.vault.run(has_recovery, self.desk.home)
        except EngageError as e:
            self.say(str(e))
            return
        await self.desk.uncovered.wait()
        if made:
            self.forget()
            self.app.push_screen(RecoverScreen(self.desk), done)
        else:
            self.say(NO_CODE)

    def on_input_submitted(self, event: LineInput.Submitted) -> None:
        from engage_tui.store.opening import unlock

        if event.value:
            self.open_notes(partial(unlock, self.desk.home, event.value, raise_costs=True), "Opening …")


class FirstRunScreen(EntryScreen):
    """Sets the passphrase and the name that notes are written under."""

    _passphrase = ""

    def compose_body(self) -> ComposeResult:
        with Vertical(classes="page"):
            yield Static(f"{WELCOME}\n\n{FIRST}", classes="dialog-text", markup=False)
            yield Static("Passphrase", classes="label", markup=False)
            yield SecretInput(id="passphrase")
            yield Static("The same again", classes="label", markup=False)
            yield SecretInput(id="again")
            yield Static("Your name or initials, for the notes", classes="label", markup=False)
            yield LineInput(id="author", most=80)
            yield Static("", id="problem", markup=False)
            yield RowList(classes="choices")

    def on_input_submitted(self, event: LineInput.Submitted) -> None:
        """Enter goes through the fields, and at the last one sets everything up."""
        passphrase, again, author = self.query(LineInput)
        problem, field = next_field(
            self.query_one("#passphrase", SecretInput), self.query_one("#again", SecretInput), event.input
        )
        if field is not None:
            self.say(problem, field)
        elif event.input is again:
            self.say("", author)
        elif not author.value.strip():
            self.say("Notes need a name or initials.", author)
        else:
            self._create(passphrase.value, clean_line(author.value))

    def _create(self, passphrase: str, author: str) -> None:
        from engage_tui.store.opening import create

        self._passphrase = passphrase
        self.open_notes(partial(create, self.desk.home, passphrase), SLOW, author)

    def opened(self) -> None:
        self.run_worker(self._offer_code())

    async def _offer_code(self) -> None:
        """Before Home comes, the recovery code: there is none until it was written down."""
        from engage_tui.tui.screens.recovery import RecoveryScreen

        def done(_: bool | None) -> None:
            self.post_message(self.Entered("notes"))

        passphrase, self._passphrase = self._passphrase, ""
        await self.desk.uncovered.wait()
        self.app.push_screen(RecoveryScreen(self.desk, passphrase), done)


def first_screen(desk: Desk) -> EntryScreen:
    """The passphrase where there are notes, or setting one up where there are none."""
    return UnlockScreen(desk) if desk.home.has_store else FirstRunScreen(desk)
