"""Pick questions of the guide for a visit: type to find them, Enter plans one or takes it off again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Static

from engage_tui.guide.search import Finder
from engage_tui.tui.row import Row, text_row
from engage_tui.tui.screens.base import Dialog
from engage_tui.tui.widgets.bars import HintBar
from engage_tui.tui.widgets.inputs import LineInput
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from textual.app import ComposeResult

    from engage_tui.guide.guide import Guide
    from engage_tui.guide.model import Item
    from engage_tui.tui.desk import Desk

NONE = "No question has these words. Try fewer or shorter ones. The direct ones wait for open answers."

OFF = "Not on the page to carry in these words: {}."


class PickScreen(Dialog[None]):
    """`planned` says whether a question is planned, `turn` plans it or takes it off.

    `off`: those that the page to carry does not take in these words, and why.
    """

    def __init__(
        self,
        desk: Desk,
        guide: Guide,
        questions: Sequence[Item],
        planned: Callable[[str], bool],
        turn: Callable[[str], None],
        off: Mapping[str, str],
    ) -> None:
        super().__init__(desk)
        self._questions = {q.id: q for q in questions}
        self._planned, self._turn, self._off = planned, turn, off
        self._finder = Finder(guide, background=False)

    def compose(self) -> ComposeResult:
        with Vertical(classes="over"):
            yield Static("Pick questions", classes="dialog-title", markup=False)
            yield LineInput(placeholder="words, such as: children, week, help")
            yield RowList()
            yield HintBar()

    def on_mount(self) -> None:
        self.query_one(LineInput).focus()
        self.query_one(HintBar).show(
            [
                ("type", "to find"),
                ("↑ ↓", "move"),
                ("Enter", "plan it, or take it off"),
                (self.desk.key("dialog.close"), "done"),
            ]
        )
        self._show()

    def on_input_changed(self) -> None:
        self._show(anew=True)

    def _show(self, *, anew: bool = False) -> None:
        words = self.query_one(LineInput).value
        found = [i for i in self._finder.find(words) if i.id in self._questions]
        rows = [row for item in found for row in self._rows(item)]
        if not rows:
            rows = [Row("none", ((NONE, "muted"),), stop=False)]
        self.query_one(RowList).show(rows, key=rows[0].key if anew else None)

    def _rows(self, item: Item) -> Iterator[Row]:
        planned = self._planned(item.id)
        tail = "planned" if planned else ""
        lead = "◐" if planned else "○"
        yield Row(item.id, ((item.say[0].words, "quote"),), lead=lead, lead_role="mark", tail=tail)
        if why := self._off.get(item.id):
            yield text_row(f"{item.id}:off", OFF.format(why), "muted", indent=4)

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
        self._choose(self.query_one(RowList).key)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        self._choose(event.key)

    def _choose(self, key: str) -> None:
        if key in self._questions:
            self._turn(key)
            self._show()
