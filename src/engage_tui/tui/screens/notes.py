"""The notes: drafts to go on with, final ones to read and copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.row import Row
from engage_tui.tui.screens.base import DeskScreen
from engage_tui.tui.when import day_and_time
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from engage_tui.store.store import Summary
    from engage_tui.tui.desk import Desk


class NotesScreen(DeskScreen[str]):
    """Gives the id of a draft to go on with; a final note opens here, to be read."""

    BINDINGS = bindings(Scope.DIALOG)
    WHERE = "Notes"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._notes: dict[str, Summary] = {}

    def compose_body(self) -> ComposeResult:
        yield RowList(wrap=False)

    def on_mount(self) -> None:
        self.query_one(RowList).focus()
        self.run_worker(self._show(), exclusive=True)

    async def _show(self) -> None:
        vault = self.desk.vault
        notes, rows = await vault.run(lambda: _listed(vault.store.notes()))
        self._notes = notes
        self.query_one(RowList).show(rows)

    def hints(self) -> Sequence[tuple[str, str]]:
        return [("Enter", "open"), ("↑ ↓", "move"), (self.desk.key("dialog.close"), "back")]

    def action_close(self) -> None:
        self.dismiss(None)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        if self._notes[event.key].final:
            self.run_worker(self._read(event.key), exclusive=True)
        else:
            self.dismiss(event.key)

    async def _read(self, note_id: str) -> None:
        from engage_tui.tui.screens.note import NoteScreen

        guide = await self.desk.guide()
        conversation = await self.desk.vault.run(self.desk.vault.store.load, note_id)
        print_of_it = await self.desk.vault.run(self.desk.vault.store.fingerprint, note_id)
        await self.desk.uncovered.wait()
        self.app.push_screen(NoteScreen(self.desk, guide, conversation, fingerprint=print_of_it))


def _listed(notes: Sequence[Summary]) -> tuple[dict[str, Summary], list[Row]]:
    """The notes by id, and a row for each: made on the notes' thread, because there can be thousands."""
    return {n.id: n for n in notes}, [_row(n) for n in notes]


def _row(note: Summary) -> Row:
    return Row(
        note.id,
        ((f"{note.reference:<18}", ""), (f"  {note.held_on:%d %b %Y}", "muted")),
        lead="●" if note.final else "○",
        tail=f"{note.state}, {day_and_time(note.changed)}",
    )
