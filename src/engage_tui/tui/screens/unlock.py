"""The first screen: the passphrase, or a look round the guide without one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from engage_tui.errors import EngageError, PassphraseError, StoreDamagedError, StoreNewerError
from engage_tui.text import clean_line
from engage_tui.tui.row import choice
from engage_tui.tui.screens.base import DeskScreen
from engage_tui.tui.widgets.inputs import LineInput, SecretInput
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from engage_tui.store.store import Store
    from engage_tui.tui.desk import Desk
    from engage_tui.tui.screens.rescue import Rescue

WELCOME = "A guide through a difficult conversation, and a note at the end of it."
FIRST = (
    "Set a passphrase for your notes. Three or four words you can remember are best. "
    "Everything you write is encrypted with it, and nothing leaves this computer. "
    "Write it down and keep it somewhere safe at work: without it nobody can open the notes."
)
HIDES = "{} hides it all behind a blank screen; so does a while without a key."
STAYS = "On disk stay your notes, encrypted, and copies you ask for, which are not."
SLOW = "Setting up. This takes a moment, on purpose: it makes guessing slow."
LOOK = "Look round the guide. Nothing is saved."
LEAVE = "Leave"


class EntryScreen(DeskScreen[None]):
    """What the two first screens share. Tells the app when the notes are open, or that only the guide is wanted."""

    class Entered(Message):
        """`notes`: they are open. `guide`: nothing is, and nothing will be saved."""

        def __init__(self, how: Literal["notes", "guide"]) -> None:
            super().__init__()
            self.how = how

    def on_mount(self) -> None:
        self.query_one(RowList).show([choice("guide", LOOK), choice("leave", LEAVE)])
        self.query_one("#passphrase", SecretInput).focus()

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
        elif event.key == "leave":
            self.app.exit()

    def say(self, problem: str, field: LineInput | None = None) -> None:
        """Say what is wrong, and where to mend it. Typing is possible again."""
        for each in self.query(LineInput):
            each.disabled = False
        self.query_one("#problem", Static).update(problem)
        if field is not None:
            field.focus()

    def open_notes(self, opener: Callable[[], Store], busy: str, author: str = "") -> None:
        """Open or create the notes on their own thread, and go on when they are."""
        self.query_one("#problem", Static).update(busy)
        for each in self.query(LineInput):
            each.disabled = True
        self.run_worker(self._open_notes(opener, author), exclusive=True)

    async def _open_notes(self, opener: Callable[[], Store], author: str) -> None:
        try:
            await self.desk.vault.open(opener, author)
        except EngageError as e:
            field = self.query_one("#passphrase", SecretInput)
            if isinstance(e, PassphraseError):
                field.value = ""
            self.say(str(e), field)
            if isinstance(e, StoreDamagedError) and not isinstance(e, StoreNewerError):
                await self.offer_help(e)
        else:
            for each in self.query(SecretInput):
                each.value = ""
            self.post_message(self.Entered("notes"))

    async def offer_help(self, trouble: EngageError) -> None:
        """Offer what can be done about damaged notes."""


class UnlockScreen(EntryScreen):
    """Asks for the passphrase. For damaged notes it offers a backup, or what can still be read of them."""

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

    def on_input_submitted(self, event: LineInput.Submitted) -> None:
        from engage_tui.store.opening import unlock

        passphrase = event.value
        if passphrase:
            self.open_notes(lambda: unlock(self.desk.home, passphrase), "Opening …")

    async def offer_help(self, trouble: EngageError) -> None:
        """Look for a backup that opens, and offer it and what can still be read."""
        from engage_tui.tui.screens.rescue import Rescue

        passphrase = self.query_one("#passphrase", SecretInput).value
        self.say(f"{trouble} Looking for a backup …")
        self._rescue = await self.desk.vault.run(Rescue.look, self.desk.home, passphrase)
        self.query_one(RowList).show([*self._rescue.rows(), choice("guide", LOOK), choice("leave", LEAVE)])
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
            self.query_one(RowList).show([choice("guide", LOOK), choice("leave", LEAVE)])
            self.say(f"{told} Press Enter to open the notes.", field)
        else:
            self.query_one(RowList).show([*rescue.rows(), choice("guide", LOOK), choice("leave", LEAVE)])
            self.say(told)


class FirstRunScreen(EntryScreen):
    """Sets the passphrase and the name that notes are written under."""

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
        from engage_tui.store.keys import check_passphrase

        passphrase, again, author = self.query(LineInput)
        problem = check_passphrase(passphrase.value)
        if problem:
            self.say(problem, passphrase)
        elif event.input is passphrase:
            self.say("", again)
        elif again.value != passphrase.value:
            again.value = ""
            self.say("The two are not the same. Type the second one again.", again)
        elif event.input is again:
            self.say("", author)
        elif not author.value.strip():
            self.say("Notes need a name or initials.", author)
        else:
            self._create(passphrase.value, clean_line(author.value))

    def _create(self, passphrase: str, author: str) -> None:
        from engage_tui.store.opening import create

        self.open_notes(lambda: create(self.desk.home, passphrase), SLOW, author)


def first_screen(desk: Desk) -> EntryScreen:
    """The passphrase where there are notes, or setting one up where there are none."""
    return UnlockScreen(desk) if desk.home.has_store else FirstRunScreen(desk)
