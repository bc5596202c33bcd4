"""A case on one screen, in order of time. Enter opens the note that something stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from engage_tui.record.timeline import timeline
from engage_tui.tui.case import open_note
from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.screens.base import DeskScreen
from engage_tui.tui.timeline_rows import start_at, timeline_rows
from engage_tui.tui.widgets.bars import TopBar
from engage_tui.tui.widgets.row_list import RowList
from engage_tui.when import local_today

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from engage_tui.guide.guide import Guide
    from engage_tui.record.timeline import CaseNote
    from engage_tui.tui.desk import Desk


class TimelineScreen(DeskScreen[None]):
    """Everything with a time in the notes of a case, as far as the file copies hold it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Scope.DIALOG),
        Binding("C", "close", "Close", show=False, id="walk.timeline"),
    ]
    WHERE = "Timeline"

    def __init__(self, desk: Desk, guide: Guide, notes: Sequence[CaseNote], reference: str) -> None:
        super().__init__(desk)
        self._notes = {n.conversation.id: n for n in notes}
        self._moments = timeline(notes, guide)
        self._reference = reference

    def compose_body(self) -> ComposeResult:
        yield RowList()

    def on_mount(self) -> None:
        self.query_one(TopBar).show(where=f"{self._reference} · Timeline", state="the oldest first")
        today = local_today()
        rows = self.query_one(RowList)
        rows.show(timeline_rows(self._moments, today), start_at(self._moments, today))
        rows.focus()
        self.show_hints()

    def hints(self) -> Sequence[tuple[str, str]]:
        return [("↑ ↓ PgDn", "read"), ("Enter", "open the note"), (self.desk.key("dialog.close"), "back")]

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        note = self._notes[self._moments[int(event.key)].note]
        self.run_worker(open_note(self, self.desk, note.conversation), exclusive=True, group="note")
