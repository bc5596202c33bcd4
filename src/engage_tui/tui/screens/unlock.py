"""The first screen: the passphrase, or a look round the guide without one."""

from __future__ import annotations

import asyncio
from functools import partial
from itertools import starmap
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, Literal

from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from engage_tui.errors import EngageError, PassphraseError
from engage_tui.store.places import takes_changes
from engage_tui.text import clean_line
from engage_tui.tui.row import choice
from engage_tui.tui.screens.asking import Asking, is_damage, next_field
from engage_tui.tui.screens.base import DeskScreen
from engage_tui.tui.widgets.inputs import LineInput, SecretInput
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from engage_tui.store.rescue import Rescue
    from engage_tui.store.store import Store
    from engage_tui.tui.desk import Desk
    from engage_tui.tui.row import Row

WELCOME = "A guide through a difficult conversation, and a note at the end of it."
FIRST = (
    "Set a passphrase for your notes. Three or four words you can remember are best. "
    "Without it nobody can open the notes, except with the recovery code that you are given next."
)
HIDES = "{} hides it all behind a blank screen; so does a while without a key."
STAYS = (
    "Your notes are locked with it, and nothing leaves this computer. "
    "Copies you ask for are ordinary files that anyone can open."
)
SLOW = "Setting up your notes … This takes a moment, on purpose: it makes guessing slow."
LOOK = "Look round the guide. Nothing is saved."
PRACTISE = "Practise with made-up people. Nothing is saved."
NO_CODE = "No recovery code was made for these notes. Only the passphrase opens them."
GO_ON, OPEN = "Press Enter to open the notes.", "Open them with the passphrase or the recovery code."
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

    NO_CHANGES: ClassVar[str]
    """What comes of it when nothing can be written to the app's folder."""
    _wrong = 0
    _not_before = 0.0

    def on_mount(self) -> None:
        self.query_one(RowList).show(self.choices())
        self.query_one("#passphrase", SecretInput).focus()
        if not takes_changes(self.desk.home):
            self.say(f"Nothing can be written to the folder {self.desk.home.folder}. {self.NO_CHANGES}")

    def choose_code(self) -> None:
        """The recovery code is wanted; only where there are notes."""

    def choices(self) -> list[Row]:
        """What can be done without the passphrase."""
        return [choice("guide", LOOK), choice("practice", PRACTISE), choice("leave", LEAVE)]

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
        elif event.key == "practice":
            self.run_worker(self.app.run_action("app.practise"))
        elif event.key == "leave":
            self.app.exit()

    def say(self, problem: str, field: LineInput | None = None) -> None:
        """Say it, with what can be done about it."""
        self.query_one(RowList).display = True
        super().say(problem, field)

    def say_busy(self, busy: str) -> None:
        """Say what is being done, and nothing else can be chosen: no row may look as if it were meant."""
        self.query_one(RowList).display = False
        super().say_busy(busy)

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
            if is_damage(e):
                await self.offer_help(e, field.value)
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

    async def offer_help(self, trouble: EngageError, secret: str) -> None:
        """Offer what can be done about damaged notes with this passphrase or recovery code."""


class UnlockScreen(EntryScreen):
    """Asks for the passphrase. For damaged notes it offers a backup, or what can still be read of them."""

    NO_CHANGES = "Your notes open READ-ONLY: they can be read and copied, and not changed."

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rescue: Rescue | None = None

    def compose_body(self) -> ComposeResult:
        with Vertical(classes="page"):
            yield Static(WELCOME, classes="dialog-text", markup=False)
            yield Static("Passphrase", classes="label", markup=False)
            yield SecretInput(id="passphrase")
            yield Static("", id="problem", markup=False)
            yield RowList(classes="choices")

    def choices(self) -> list[Row]:
        return [choice("guide", LOOK), choice("recover", RECOVER), choice("practice", PRACTISE), choice("leave", LEAVE)]

    def choose_code(self) -> None:
        """Go to where the recovery code is typed in."""
        self.run_worker(self._ask_for_code(), exclusive=True)

    async def _ask_for_code(self) -> None:
        from engage_tui.store.opening import has_recovery
        from engage_tui.tui.screens.recovery import RecoverScreen

        screen = RecoverScreen(self.desk)

        def done(opened: bool | None) -> None:
            if opened:
                self.opened()
            elif screen.damage is not None:
                self.run_worker(self.offer_help(*screen.damage), exclusive=True)

        try:
            made = await self.desk.vault.run(has_recovery, self.desk.home)
        except EngageError as e:
            made = is_damage(e)  # then there may be a backup that the code opens
            self.say(str(e))
        else:
            self.say("" if made else NO_CODE)
        await self.desk.uncovered.wait()
        if made:
            self.forget()
            self.app.push_screen(screen, done)

    def on_input_submitted(self, event: LineInput.Submitted) -> None:
        from engage_tui.store.opening import unlock

        if event.value:
            self.open_notes(partial(unlock, self.desk.home, event.value, raise_costs=True), "Opening …")

    async def offer_help(self, trouble: EngageError, secret: str) -> None:
        """Look for a backup that opens, and offer it and what can still be read."""
        from engage_tui.store.rescue import Rescue

        self.say(f"{trouble} Looking for a backup …")
        self._rescue = await self.desk.vault.run(Rescue.look, self.desk.home, secret)
        self.query_one(RowList).show([*starmap(choice, self._rescue.choices()), *self.choices()])
        self.query_one(RowList).focus()
        self.say(f"{trouble}\n\n{self._rescue.told()}")

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """The rows for damaged notes; Textual asks the class above about the others."""
        if self._rescue is not None and event.key in ("restore", "salvage"):
            self.run_worker(self._mend(self._rescue, event.key), exclusive=True)

    async def _mend(self, rescue: Rescue, how: str) -> None:
        """Put a backup in place, or save out what can be read. Then the passphrase opens what is there."""
        self.say("Working …")
        field = self.query_one("#passphrase", SecretInput)
        try:
            told = await self.desk.vault.run(rescue.restore if how == "restore" else rescue.save_out)
        except EngageError as e:
            self.say(str(e), field)
            return
        if how == "restore" or rescue.saved is None:
            self._rescue = None
            self.query_one(RowList).show(self.choices())
            self.say(f"{told} {GO_ON if field.value else OPEN}", field)
        else:
            self.query_one(RowList).show([*starmap(choice, rescue.choices()), *self.choices()])
            self.say(told)


class FirstRunScreen(EntryScreen):
    """Sets the passphrase and the name that notes are written under."""

    NO_CHANGES = "No notes can be set up there. You can look round the guide."
    _passphrase = ""

    def compose_body(self) -> ComposeResult:
        with Vertical(classes="page"):
            hides = HIDES.format(self.desk.key("app.shield"))
            yield Static(f"{WELCOME}\n{FIRST}\n{hides}\n{STAYS}", classes="dialog-text", markup=False)
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
