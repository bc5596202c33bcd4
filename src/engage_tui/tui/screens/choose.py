"""A window with a few choices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from textual.containers import Vertical
from textual.widgets import Static

from engage_tui.tui.screens.base import Dialog
from engage_tui.tui.widgets.bars import HintBar
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import Key

    from engage_tui.tui.desk import Desk
    from engage_tui.tui.row import Row

ResultT = TypeVar("ResultT")


class ChoiceDialog(Dialog[ResultT], Generic[ResultT]):
    """A title, a few lines, and rows to choose from. Subclasses say what choosing one does."""

    def __init__(self, desk: Desk, title: str, text: str, rows: Sequence[Row]) -> None:
        super().__init__(desk)
        self._title, self._text, self._rows = title, text, rows

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="dialog-title", markup=False)
            if self._text:
                yield Static(self._text, classes="dialog-text", markup=False)
            yield RowList(classes="choices")
            yield HintBar()

    def on_mount(self) -> None:
        rows = self.query_one(RowList)
        rows.show(self._rows)
        rows.focus()
        self.query_one(HintBar).show([("Enter", "choose"), (self.desk.key("dialog.close"), "back")])


class PickDialog(ChoiceDialog[str]):
    """Gives the key of the row that was chosen. A digit chooses the row that it stands before."""

    def on_key(self, event: Key) -> None:
        row = next((r for r in self._rows if r.lead == event.key and r.lead.isdecimal()), None)
        if row is not None:
            event.stop()
            self.dismiss(row.key)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        self.dismiss(event.key)
