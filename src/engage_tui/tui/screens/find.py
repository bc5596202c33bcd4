"""Find words in all guidance and questions, and go there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Static

from engage_tui.guide.search import Finder
from engage_tui.tui.row import Row
from engage_tui.tui.screens.base import Dialog
from engage_tui.tui.widgets.bars import HintBar
from engage_tui.tui.widgets.inputs import LineInput
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from engage_tui.guide.guide import Guide
    from engage_tui.tui.desk import Desk

MOST = 200


class FindScreen(Dialog[str]):
    """Gives the id of the item that was chosen. `background`: also look in what is not on the walk."""

    def __init__(self, desk: Desk, guide: Guide, *, background: bool) -> None:
        super().__init__(desk)
        self._guide = guide
        self._finder = Finder(guide, background=background)

    def compose(self) -> ComposeResult:
        with Vertical(classes="over"):
            yield Static("Find", classes="dialog-title", markup=False)
            yield LineInput(placeholder="words, such as: drink, children, weapon")
            yield RowList(wrap=False)
            yield HintBar()

    def on_mount(self) -> None:
        self.query_one(LineInput).focus()
        self.query_one(HintBar).show(
            [("type", "to find"), ("↑ ↓", "choose"), ("Enter", "go there"), (self.desk.key("dialog.close"), "back")]
        )
        self._show("")

    def on_input_changed(self, event: LineInput.Changed) -> None:
        self._show(event.value)

    def _show(self, words: str) -> None:
        found = self._finder.find(words, most=MOST)
        rows = [
            Row(
                item.id, ((item.say[0].words if item.say else item.short, ""),), tail=self._guide.step_of(item.id).short
            )
            for item in found
        ]
        if not rows and words.strip():
            rows = [Row("none", (("Nothing has these words. Try fewer or shorter ones.", "muted"),), stop=False)]
        self.query_one(RowList).show(rows, key=rows[0].key if rows else "")

    def on_key(self, event: object) -> None:
        """The arrows move in the list while the words are being typed."""
        key = getattr(event, "key", "")
        rows = self.query_one(RowList)
        moves = {
            "up": rows.action_up,
            "down": rows.action_down,
            "pageup": rows.action_page_up,
            "pagedown": rows.action_page_down,
        }
        if key in moves and self.focused is not rows:
            moves[key]()

    def on_input_submitted(self) -> None:
        rows = self.query_one(RowList)
        if rows.key:
            self.dismiss(rows.key)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        self.dismiss(event.key)
