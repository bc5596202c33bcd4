"""A note to be read before anything is done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.screens.base import DeskScreen
from engage_tui.tui.screens.note import note_rows
from engage_tui.tui.widgets.bars import TopBar
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from engage_tui.record.note import Note
    from engage_tui.tui.desk import Desk


class ReadingScreen(DeskScreen[None]):
    """The lines of a note, as they would be written."""

    BINDINGS = bindings(Scope.DIALOG)

    def __init__(self, desk: Desk, note: Note, *, where: str, state: str) -> None:
        super().__init__(desk)
        self._note, self._where, self._state = note, where, state

    def compose_body(self) -> ComposeResult:
        yield RowList()

    def on_mount(self) -> None:
        self.query_one(TopBar).show(where=self._where, state=self._state)
        rows = self.query_one(RowList)
        rows.show(note_rows(self._note))
        rows.focus()

    def hints(self) -> Sequence[tuple[str, str]]:
        return [("↑ ↓ PgDn", "read"), (self.desk.key("dialog.close"), "back")]
