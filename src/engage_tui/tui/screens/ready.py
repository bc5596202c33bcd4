"""Before the questions go on the screen alone: what will be seen there, read on the worker's own screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Static

from engage_tui.tui.room_rows import BACK, SHOW, ready_rows
from engage_tui.tui.screens.base import Dialog
from engage_tui.tui.widgets.bars import HintBar
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from engage_tui.record.room import Room
    from engage_tui.tui.desk import Desk


class ReadyScreen(Dialog[bool]):
    """Gives True when the questions are to be shown."""

    def __init__(self, desk: Desk, room: Room, *, notes: bool) -> None:
        """`notes`: what was asked can be noted."""
        super().__init__(desk)
        self._room, self._notes = room, notes

    def compose(self) -> ComposeResult:
        with Vertical(classes="over"):
            yield Static("Questions for the room", classes="dialog-title", markup=False)
            yield RowList()
            yield HintBar()

    def on_mount(self) -> None:
        rows = self.query_one(RowList)
        rows.show(ready_rows(self._room, self.desk.key, notes=self._notes), SHOW if self._room.questions else BACK)
        rows.focus()
        self.query_one(HintBar).show([("Enter", "choose"), ("↑ ↓", "read"), (self.desk.key("dialog.close"), "back")])

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        self.dismiss(event.key == SHOW)
