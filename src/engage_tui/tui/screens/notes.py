"""The notes: drafts to go on with, final ones to read and copy, found by any word that stands in them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.widgets import Static

from engage_tui.errors import EngageError
from engage_tui.guide.model import base_id
from engage_tui.record.audience import FROM_SOMEONE, is_restricted_item
from engage_tui.store.finding import Wanted
from engage_tui.text import plural
from engage_tui.tui.case import show_earlier, show_timeline
from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.row import Row
from engage_tui.tui.screens.base import DeskScreen
from engage_tui.tui.widgets.inputs import LineInput
from engage_tui.tui.widgets.row_list import RowList
from engage_tui.when import day, day_and_time, local_today, read_day

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import date

    from textual.app import ComposeResult

    from engage_tui.guide.guide import Guide
    from engage_tui.store.finding import Listed, Place, Summary
    from engage_tui.tui.desk import Desk

REVIEW = (
    "The day by which to decide whether to keep it, such as 2027-05-01 or 1/5/2027. Empty for none. "
    "Nothing is deleted by itself."
)
MOST = 300
MORE = "more"
REST_SECONDS = 0.12
"""A key that comes sooner than this after the one before makes one search of the two."""
SHOWN = ("", "draft", "final", "due")
SHOWN_NAMES = {"": "all notes", "draft": "drafts", "final": "final notes", "due": "due for review"}


class NotesScreen(DeskScreen[str]):
    """Gives the id of a draft to go on with; a final note opens here, to be read.

    What is typed goes into the line at the top from anywhere on the screen. Each search is done on the notes' thread,
    one at a time, and the newest is the one that is shown.
    """

    BINDINGS = bindings(Scope.DIALOG, Scope.NOTES)
    WHERE = "Notes"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._notes: dict[str, Summary] = {}
        self._shown = ""
        self._most = MOST
        self._text_shown = ""
        self._asked, self._rest = 0, 0.0
        self._finding = self._choose = False

    def compose_body(self) -> ComposeResult:
        yield LineInput(placeholder="type to find: a reference, a date, or words in the notes", most=200)
        yield Static("", id="found", markup=False)
        yield RowList(wrap=False)

    def on_mount(self) -> None:
        self.query_one(LineInput).focus()

    def on_screen_resume(self) -> None:
        self._search()

    # -- finding

    def on_input_changed(self) -> None:
        self._most = MOST
        self._search(REST_SECONDS)

    def _search(self, rest: float = 0, *, choose: bool = False) -> None:
        """Look again, after a pause in the typing; with `choose`, then open what the cursor is on."""
        self._asked += 1
        self._rest, self._choose = rest, choose
        if not self._finding:
            self._finding = True
            self.run_worker(self._find_newest(), group="find")

    async def _find_newest(self) -> None:
        """Search until what was asked for last is shown. What was overtaken meanwhile is not."""
        try:
            answered = 0
            while answered != self._asked:
                asked = self._asked
                await asyncio.sleep(self._rest)
                if asked == self._asked:
                    await self._find(asked)
                    answered = asked
        finally:
            self._finding = False

    async def _find(self, asked: int) -> None:
        vault, guide = self.desk.vault, await self.desk.guide()
        state, due = ("", local_today()) if self._shown == "due" else (self._shown, None)
        wanted, most = Wanted(self.query_one(LineInput).value, state, due), self._most
        try:
            listed, rows = await vault.run(lambda: _with_rows(vault.store.find(wanted, most), guide))
        except EngageError as e:
            self.query_one("#found", Static).update(str(e))
            return
        if asked == self._asked:
            self._show(wanted.text, listed, rows)

    def _show(self, text: str, listed: Listed, rows: Sequence[Row]) -> None:
        new = text != self._text_shown
        self._text_shown = text
        self._notes = {n.id: n for n in listed.notes}
        self.query_one(RowList).show(rows, key=rows[0].key if rows and new else None)
        self.query_one("#found", Static).update(self._told(listed.total))
        if self._choose:
            self._choose = False
            self.query_one(RowList).action_choose()

    def _told(self, total: int) -> str:
        what = SHOWN_NAMES[self._shown]
        if not total:
            return f"Nothing found among {what}." if self._text_shown.strip() or self._shown else "No notes yet."
        found = " found" if self._text_shown.strip() else ""
        return f"{plural(total, 'note')}{found} · {what}"

    # -- the keys

    def hints(self) -> Sequence[tuple[str, str]]:
        keys = (
            ("notes.earlier", "last time"),
            ("notes.timeline", "timeline"),
            ("notes.narrow", "narrow"),
            ("notes.review", "review date"),
            ("notes.delete", "delete"),
        )
        shown = [(self.desk.key(command), label) for command, label in keys]
        return [
            ("type", "to find"),
            ("↑ ↓", "move"),
            ("Enter", "open"),
            *shown,
            (self.desk.key("dialog.close"), "back"),
        ]

    def on_key(self, event: object) -> None:
        """The arrows move in the list while words are being typed."""
        rows = self.query_one(RowList)
        moves = {
            "up": rows.action_up,
            "down": rows.action_down,
            "pageup": rows.action_page_up,
            "pagedown": rows.action_page_down,
        }
        key = getattr(event, "key", "")
        if key in moves and self.focused is not rows:
            moves[key]()

    def action_narrow(self) -> None:
        """All notes, drafts only, final ones only, those due for review, and round again."""
        self._shown = SHOWN[(SHOWN.index(self._shown) + 1) % len(SHOWN)]
        self._most = MOST
        self._search()

    def on_input_submitted(self) -> None:
        """Open what the cursor is on, once it is what the words at the top have found."""
        if self.query_one(LineInput).value == self._text_shown:
            self.query_one(RowList).action_choose()
        else:
            self._search(choose=True)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        if event.key == MORE:
            self._most = -1
            self._search()
        elif self._notes[event.key].final:
            self.run_worker(self._read(event.key), exclusive=True)
        else:
            self.dismiss(event.key)

    async def _read(self, note_id: str) -> None:
        from engage_tui.tui.screens.note import open_final

        screen = await open_final(self.desk, note_id)
        await self.desk.uncovered.wait()
        self.app.push_screen(screen)

    # -- the case

    async def action_earlier(self) -> None:
        """What the conversations under this reference have left, as before a visit."""
        await self._on_case(lambda reference: show_earlier(self, self.desk, None, reference))

    async def action_timeline(self) -> None:
        await self._on_case(lambda reference: show_timeline(self, self.desk, reference))

    async def _on_case(self, show: Callable[[str], Awaitable[None]]) -> None:
        note = self._notes.get(self.query_one(RowList).key)
        if note is None:
            self.app.bell()
        else:
            await show(note.reference)

    # -- keeping and deleting

    def action_review(self) -> None:
        """Ask for the date by which to decide whether the note under the cursor is kept."""
        note = self._notes.get(self.query_one(RowList).key)
        if note is None:
            self.app.bell()
            return
        if self.only_read():
            return
        from engage_tui.tui.screens.prompt import PromptScreen

        def typed(text: str | None) -> None:
            if text is not None:
                self._set_review(note, text.strip())

        value = f"{note.review:%d/%m/%Y}" if note.review else ""
        title = f"Review date of {note.reference}"
        self.app.push_screen(PromptScreen(self.desk, title, REVIEW, value=value, most=10, empty=True), typed)

    def _set_review(self, note: Summary, text: str) -> None:
        due = read_day(text)
        if text and due is None:
            self.notify("That is not a date. Write it like 2027-05-01 or 1/5/2027. Nothing was changed.")
        else:
            self.run_worker(self._keep_review(note.id, due))

    async def _keep_review(self, note_id: str, due: date | None) -> None:
        try:
            await self.desk.vault.run(self.desk.vault.store.set_review, note_id, due)
        except EngageError as e:
            self.notify(str(e), severity="error")
        self._search()

    def action_delete(self) -> None:
        """Delete the note under the cursor, when its reference has been typed."""
        note = self._notes.get(self.query_one(RowList).key)
        if note is None:
            self.app.bell()
            return
        if self.only_read():
            return
        from engage_tui.tui.screens.note_actions import ask_to_delete

        ask_to_delete(self, note, self._search)


def _with_rows(listed: Listed, guide: Guide) -> tuple[Listed, list[Row]]:
    """What was found, with a row for each: made on the notes' thread, because there can be thousands."""
    return listed, rows_of(listed, guide)


def rows_of(listed: Listed, guide: Guide) -> list[Row]:
    """A row for each note, and one that says how many more there are."""
    rows = [_row(n, listed.places.get(n.id, ()), guide) for n in listed.notes]
    left = listed.total - len(listed.notes)
    if left:
        rows.append(Row(MORE, ((f"{left:,} more. Type more words to narrow it down, or Enter for all", "muted"),)))
    return rows


def _row(note: Summary, places: Sequence[Place], guide: Guide) -> Row:
    version = f" {note.version}" if note.version > 1 else ""
    state = f"amends {note.amends}" if note.amends else f"{note.state}{version}"
    review = f"review {day(note.review)} · " if note.review else ""
    where = place_told(note, places, guide)
    return Row(
        note.id,
        ((f"{note.reference:<18}", ""), (f"  {note.held_on:%d %b %Y}", "muted"), (f"  {where}", "muted")),
        lead="●" if note.final else "○",
        tail=f"{review}{state}, {day_and_time(note.changed)}",
    )


def place_told(note: Summary, places: Sequence[Place], guide: Guide) -> str:
    """Where the words stand: the step and the item, never the words. Nothing for what the file copy would leave out."""
    place = next((p for p in places if not _left_out(p, guide)), None)
    if place is None:
        return ""
    earlier = f" (version {place.version})" if 0 < place.version < note.version else ""
    return f"{guide.step_of(place.item).short}: {guide.items[base_id(place.item)].short}{earlier}"


def _left_out(place: Place, guide: Guide) -> bool:
    if is_restricted_item(guide, place.item):
        return True
    return place.unsourced and guide.answer_kind(place.item) in FROM_SOMEONE
