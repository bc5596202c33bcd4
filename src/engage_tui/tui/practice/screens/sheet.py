"""The observers' sheet on the screen: what was heard, the takes side by side. For talk; nothing is added up."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from engage_tui.practice.observing import MOMENTS, sheet, side_by_side, take_title
from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.practice.screens.base import PracticeScreen
from engage_tui.tui.practice.view_rows import ITEM
from engage_tui.tui.row import Row, blank, text_row
from engage_tui.tui.widgets.row_list import MOST_WIDTH, RowList

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from engage_tui.guide.guide import Guide
    from engage_tui.practice.session import Session
    from engage_tui.tui.practice.desk import PracticeDesk

ABOUT = "Words that were heard, for talk. What nobody noted may have happened all the same."
NOTHING = "Nothing was noted yet."
MARGIN = 8
MOST_COLUMNS = 3


class SheetScreen(PracticeScreen[None]):
    """The sheet as it stands; the last three takes."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.DIALOG)
    WHERE = "Observers' sheet"

    def __init__(self, desk: PracticeDesk, guide: Guide, state: Session) -> None:
        super().__init__(desk)
        self._guide, self._state = guide, state

    def compose_body(self) -> ComposeResult:
        yield RowList()

    def on_mount(self) -> None:
        super().on_mount()
        self._show()
        self.query_one(RowList).focus()

    def on_resize(self) -> None:
        self._show()

    def _show(self) -> None:
        width = min(self.size.width, MOST_WIDTH) - MARGIN
        self.query_one(RowList).show(list(sheet_rows(self._state, width)))

    def hints(self) -> Sequence[tuple[str, str]]:
        return [("↑ ↓", "move"), ("Enter", "in the guide"), (self.desk.key("dialog.close"), "back")]

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        from engage_tui.tui.screens.walk import WalkScreen

        if event.key.startswith(ITEM):
            place = MOMENTS[event.key.removeprefix(ITEM)].see
            self.app.push_screen(WalkScreen(self.desk, self._guide, place=place))


def sheet_rows(state: Session, width: int) -> Iterator[Row]:
    """A row for each moment that was seen, and under it what was heard, a column a take. `width` in columns of text."""
    heard = sheet(state)
    takes = state.takes[-MOST_COLUMNS:]
    yield text_row("about", ABOUT if heard else NOTHING, "muted", stop=not heard)
    yield blank("gap")
    if heard:
        yield text_row("takes", side_by_side([[take_title(take)] for take in takes], width)[0], "key", indent=2)
    for each in heard:
        yield text_row(f"{ITEM}{each.moment.id}", each.moment.title, "title", stop=True)
        lines = side_by_side(each.words[-MOST_COLUMNS:], width)
        yield from (text_row(f"{each.moment.id}:{n}", line, indent=2) for n, line in enumerate(lines))
