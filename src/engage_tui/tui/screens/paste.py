"""A note field by field, for case systems that take nothing but pasted text. Made from the file copy alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.widgets import Static

from engage_tui.record.fields import paste_fields
from engage_tui.text import plural, shorten
from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.row import Row
from engage_tui.tui.safe_app import SafeApp
from engage_tui.tui.screens.base import DeskScreen
from engage_tui.tui.widgets.bars import HintBar, TopBar
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from engage_tui.record.fields import PasteField
    from engage_tui.record.note import Note
    from engage_tui.tui.desk import Desk

SEEN_BY_OTHERS = "Other programs can see the clipboard, and its history (Windows+V) may keep what was on it."
FIRST = "Enter shows a field by itself. Nothing is on the clipboard until you copy it."


class PasteScreen(DeskScreen[None]):
    """The parts and fields of a note. What was copied is ticked for as long as this screen is open."""

    BINDINGS = bindings(Scope.DIALOG, Scope.PASTE)
    WHERE = "Paste by field"

    def __init__(self, desk: Desk, note: Note) -> None:
        super().__init__(desk)
        self._fields = {f.key: f for f in paste_fields(note)}
        self._copied: set[str] = set()

    def compose_body(self) -> ComposeResult:
        yield Static(FIRST, id="told", markup=False)
        yield RowList()

    def on_mount(self) -> None:
        rows = self.query_one(RowList)
        rows.show(self._rows())
        rows.focus()
        self.query_one(TopBar).show(where=self.WHERE, state="ticks last while this is open")

    def _rows(self) -> list[Row]:
        return [_row(f, copied=f.key in self._copied) for f in self._fields.values()]

    def hints(self) -> Sequence[tuple[str, str]]:
        copy, following = self.desk.key("paste.copy"), self.desk.key("paste.next")
        return [
            ("Enter", "show it alone"),
            (copy, "copy"),
            (following, "next"),
            (self.desk.key("dialog.close"), "back"),
        ]

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        self.app.push_screen(FieldScreen(self.desk, self, event.key))

    def action_copy_field(self) -> None:
        key = self.query_one(RowList).key
        if key:
            self.run_worker(self._copy(key), exclusive=True)

    async def _copy(self, key: str) -> None:
        self.query_one("#told", Static).update(await self.copy(key))

    def action_next_field(self) -> None:
        """To the next field that is not ticked, and from the last on from the top."""
        following = self.following(self.query_one(RowList).key)
        if following:
            self.query_one(RowList).go_to(following)
        else:
            self.query_one("#told", Static).update("Every field has been copied.")

    # -- for the screen of one field, too

    def words(self, key: str) -> str:
        """What a row stands for, as it is shown alone and copied: of a practice note, with the mark."""
        text = self._fields[key].text
        return f"{self.desk.mark}. {text}" if self.desk.mark else text

    async def copy(self, key: str) -> str:
        """Put a field on the clipboard, tick it, and say what happened."""
        sure = await self.desk.clipboard.copy(self.words(key), self.desk.settings.clipboard_seconds)
        self._copied.add(key)
        self.query_one(RowList).show(self._rows())
        return _told(self.desk, sure=sure)

    def following(self, key: str) -> str:
        """The next single field that is not ticked; empty when all are."""
        keys = list(self._fields)
        at = keys.index(key) + 1 if key in keys else 0
        return next((k for k in (*keys[at:], *keys[:at]) if self._left(k)), "")

    def _left(self, key: str) -> bool:
        return key not in self._copied and not self._fields[key].whole

    def show_at(self, key: str) -> None:
        """Put the cursor on a field."""
        self.query_one(RowList).go_to(key)


def _told(desk: Desk, *, sure: bool) -> str:
    """What to say after a copy; the first time, also who else can see it."""
    seconds = plural(desk.settings.clipboard_seconds, "second")
    if sure:
        told = f"Copied. It is taken off the clipboard again in {seconds}, and when the screen goes blank."
    else:
        told = (
            "Your terminal was asked to copy it. Not every terminal does: paste it to see. "
            f"In {seconds} the clipboard is emptied."
        )
    if desk.clipboard.warned:
        return told
    desk.clipboard.warned = True
    return f"{told} {SEEN_BY_OTHERS}"


def _row(field: PasteField, *, copied: bool) -> Row:
    lead, role = ("✓", "mark") if copied else ("○", "muted")
    if field.whole:
        return Row(field.key, ((field.label, "title"),), lead=lead, lead_role=role, tail="the whole part")
    first, told = _words(field)
    return Row(field.key, ((first, ""), (f"  {told}", "muted")), lead=lead, lead_role=role, indent=2)


def _words(field: PasteField) -> tuple[str, str]:
    """What is pasted, as far as it fits, and what it is."""
    if field.text == f"{field.label} [{field.caption}]":
        return shorten(field.label, 60), field.caption
    about = "" if field.label in field.text else shorten(field.label, 48)
    return shorten(field.text, 72), " · ".join(filter(None, (field.caption if about else "", about)))


class FieldScreen(DeskScreen[None]):
    """One field and nothing beside it, so that it can be selected with the mouse as in any other window."""

    BINDINGS = bindings(Scope.DIALOG, Scope.PASTE)

    def __init__(self, desk: Desk, fields: PasteScreen, key: str) -> None:
        super().__init__(desk)
        self._fields, self._key = fields, key

    def compose(self) -> ComposeResult:
        self._mark_size()
        with VerticalScroll():
            yield Static(self._fields.words(self._key), id="alone", markup=False)
        yield Static("", id="told", markup=False)
        yield HintBar()

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()
        self.show_hints()

    def hints(self) -> Sequence[tuple[str, str]]:
        copy, following = self.desk.key("paste.copy"), self.desk.key("paste.next")
        return [(copy, "copy"), (following, "next"), (self.desk.key("dialog.close"), "back")]

    def on_screen_resume(self) -> None:
        self._leave_mouse(leave=True)

    def on_screen_suspend(self) -> None:
        self._leave_mouse(leave=False)

    def _leave_mouse(self, *, leave: bool) -> None:
        if isinstance(self.app, SafeApp):
            self.app.leave_mouse_to_terminal(leave=leave)

    def action_close(self) -> None:
        self._fields.show_at(self._key)
        self.dismiss(None)

    def action_copy_field(self) -> None:
        self.run_worker(self._copy(), exclusive=True)

    async def _copy(self) -> None:
        self.query_one("#told", Static).update(await self._fields.copy(self._key))

    def action_next_field(self) -> None:
        following = self._fields.following(self._key)
        if not following:
            self.query_one("#told", Static).update("Every field has been copied.")
            return
        self._key = following
        self.query_one("#alone", Static).update(self._fields.words(following))
        self.query_one("#told", Static).update("")
        self.query_one(VerticalScroll).scroll_home(animate=False)
