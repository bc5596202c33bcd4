"""The few things a conversation asks for: a reference that is no name, the setting, the word for the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Static

from engage_tui.conversation.events import Described
from engage_tui.conversation.state import PRACTICE
from engage_tui.conversation.words import Setting
from engage_tui.errors import EngageError
from engage_tui.record.captions import FOR_PRACTICE, SETTINGS, THE_PERSON
from engage_tui.text import clean_line
from engage_tui.tui.case import known_line, known_references, looks_like_name
from engage_tui.tui.row import Row
from engage_tui.tui.screens.base import Dialog
from engage_tui.tui.widgets.bars import HintBar
from engage_tui.tui.widgets.inputs import LineInput
from engage_tui.tui.widgets.row_list import RowList
from engage_tui.when import local_today, read_day

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from engage_tui.conversation.state import Conversation
    from engage_tui.tui.desk import Desk

NAME = "That looks like a name. Use a reference such as J-042; or press Enter again, if it is one."


class DetailsScreen(Dialog[Described]):
    """Gives what was entered. For a new conversation the date is today and the author is the user."""

    def __init__(self, desk: Desk, conversation: Conversation | None = None, *, title: str = "") -> None:
        """`title`: what a new conversation is begun for, where it is for something of its own."""
        super().__init__(desk)
        self._title = title or ("Details" if conversation else "New conversation")
        self._before = conversation
        self._setting = conversation.setting if conversation else Setting.VISIT
        self._known: dict[str, int] = {}
        """The references there are, and how many conversations are kept under each."""
        self._asked_about = conversation.reference if conversation else ""
        """The reference that looked like a name and was let stand."""

    def compose(self) -> ComposeResult:
        before = self._before
        with Vertical(classes="over"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield Static("Reference: a code such as J-042. No names.", classes="label", markup=False)
            yield LineInput(before.reference if before else "", id="reference", most=40)
            yield Static(id="known", markup=False)
            yield Static("Where", classes="label", markup=False)
            yield RowList(id="settings")
            yield Static("What to call the person, such as the client, dad, Mr K.", classes="label", markup=False)
            person = before.person if before else self.desk.word_for_person or THE_PERSON
            yield LineInput(person, id="person", most=40, select=True)
            if before:
                yield Static("Date of the conversation (day/month/year)", classes="label", markup=False)
                yield LineInput(f"{before.held_on:%d/%m/%Y}", id="date", most=10)
                yield Static("Written by", classes="label", markup=False)
                yield LineInput(before.author, id="author", most=80)
            yield Static(id="problem", markup=False)
            yield HintBar()

    def on_mount(self) -> None:
        self._show_settings()
        self.query_one("#reference", LineInput).focus()
        self._show_hints()
        self.run_worker(self._look_up())

    async def _look_up(self) -> None:
        try:
            known = await known_references(self.desk)
        except EngageError:
            return  # it is only a help while typing
        if self._before is not None and self._before.reference in known:
            known[self._before.reference] -= 1  # this very one
        self._known = {reference: count for reference, count in known.items() if count > 0}
        self._show_known()

    def on_input_changed(self) -> None:
        self._show_known()

    def _show_known(self) -> None:
        """Whether this is a case that is known: a reference typed wrong makes a new one."""
        typed = clean_line(self.query_one("#reference", LineInput).value)
        self.query_one("#known", Static).update(known_line(typed, self._known, self.desk.key("walk.earlier")))

    def _show_hints(self) -> None:
        last = self.focused is not None and self.focused.id == self._inputs()[-1].id
        enter = "start" if last and not self._before else "keep" if last else "next"
        hints = [("Enter", enter), ("Tab", "next")]
        if self.focused is not None and self.focused.id == "settings":
            hints.insert(0, ("↑ ↓", "choose"))
        self.query_one(HintBar).show([*hints, (self.desk.key("dialog.close"), "back")])

    def on_descendant_focus(self) -> None:
        self._show_hints()

    def _inputs(self) -> list[LineInput]:
        return list(self.query(LineInput))

    def _show_settings(self) -> None:
        rows = [Row(s.value, ((SETTINGS[s], ""),), lead="●" if s is self._setting else "○") for s in Setting]
        self.query_one("#settings", RowList).show(rows, key=self._setting.value)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        if event.key and event.key != self._setting.value:
            self._setting = Setting(event.key)
            self._show_settings()

    def on_row_list_chosen(self) -> None:
        self.query_one("#person", LineInput).focus()

    def on_input_submitted(self, event: LineInput.Submitted) -> None:
        """Enter goes to the next field, and at the last one it is done."""
        inputs = self._inputs()
        place = inputs.index(event.input) if event.input in inputs else 0
        if event.input.id == "reference":
            if not self._asks_about_reference():
                self.query_one("#settings", RowList).focus()
        elif place + 1 < len(inputs):
            inputs[place + 1].focus()
        else:
            self._finish()

    def _finish(self) -> None:
        reference = self.query_one("#reference", LineInput)
        if not reference.value.strip():
            self._tell("Give it a reference first: a code that is no name.", reference)
            return
        if self._asks_about_reference():
            return
        held_on, author = local_today(), self.desk.vault.author
        if self._before is not None:
            field = self.query_one("#date", LineInput)
            typed = read_day(field.value)
            if typed is None:
                self._tell("That is not a date. Write it like 21/11/2026.", field)
                return
            held_on = typed
            author = self.query_one("#author", LineInput).value
        person = self.query_one("#person", LineInput).value.strip() or THE_PERSON
        self.dismiss(Described(reference.value, self._setting, person, author, held_on))

    def _asks_about_reference(self) -> bool:
        """Ask once about a reference that looks like a name; Enter again means it. One of practice is refused."""
        field = self.query_one("#reference", LineInput)
        typed = clean_line(field.value)
        if typed.startswith(PRACTICE) and not self.desk.mark:
            self._tell(FOR_PRACTICE, field)
            return True
        if typed in (self._asked_about, *self._known) or not looks_like_name(typed):
            self._tell("")
            return False
        self._asked_about = typed
        self._tell(NAME, field)
        return True

    def _tell(self, message: str, field: LineInput | None = None) -> None:
        self.query_one("#problem", Static).update(message)
        if field is not None:
            field.focus()
