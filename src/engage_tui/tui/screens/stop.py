"""The stop card: what to say, why, who next. Choosing a reason writes it down, and nothing more has to be done."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Static

from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.screens.base import ONLY_READ, Dialog
from engage_tui.tui.stop_card_rows import BACK, OTHER, REASON, WRITE, card_rows, written_rows
from engage_tui.tui.widgets.bars import HintBar
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from engage_tui.conversation.stopping import StopCard
    from engage_tui.guide.model import Item
    from engage_tui.tui.desk import Desk

TITLE = "Stopping here is good work"


class Onward(StrEnum):
    """Where one goes from the card."""

    WRITE = "write"
    RISK = "risk"


class StopScreen(Dialog[Onward]):
    """Gives where to go on, or None for back to where one was. `stop` writes a reason down and tells the time of it."""

    BINDINGS = bindings(Scope.STOP)

    def __init__(
        self, desk: Desk, card: StopCard, stop: Callable[[str], str], find: Callable[[str], Item | None]
    ) -> None:
        """`stop` gives the time that was written, or nothing when nothing could be; `find` the item of a card."""
        super().__init__(desk)
        self._card, self._stop, self._find = card, stop, find
        self._done = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="over"):
            yield Static(TITLE, classes="dialog-title", markup=False)
            yield RowList()
            yield HintBar()

    def on_mount(self) -> None:
        rows = self.query_one(RowList)
        rows.show(card_rows(self._card), f"{REASON}0" if self._card.reasons else OTHER)
        rows.focus()
        self._show_hints(("1 2 3 …", "why"))

    def _show_hints(self, first: tuple[str, str]) -> None:
        hints = [first, ("Enter", "choose"), (self.desk.key("dialog.close"), "back")]
        self.query_one(HintBar).show(hints)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A reason is given once."""
        return not (action == "reason" and self._done)

    def action_reason(self, number: int) -> None:
        """The reason of that number; after the last comes the one in the worker's own words."""
        if number <= len(self._card.reasons):
            self._give(number - 1)
        elif number == len(self._card.reasons) + 1:
            self._give(None)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        if event.key == BACK:
            self.dismiss(None)
        elif event.key == WRITE:
            self.dismiss(Onward.WRITE)
        elif event.key == OTHER:
            self._give(None)
        elif event.key.startswith(REASON):
            self._give(int(event.key.removeprefix(REASON)))

    def _give(self, place: int | None) -> None:
        """Write the reason down, and then, before anything else, show what a threat calls for."""
        self._done = True
        reason = None if place is None else self._card.reasons[place]
        when = self._stop(reason.words if reason else "")
        told = f"Written down: {when}. {reason.words if reason else 'Why can be written later'}." if when else ONLY_READ
        rows = self.query_one(RowList)
        rows.show(written_rows(self._card, told), BACK)
        self._show_hints(("↑ ↓", "move"))
        item = self._find(reason.card) if reason and reason.card else None
        if item is not None:
            self._act_now(item)

    def _act_now(self, item: Item) -> None:
        from engage_tui.tui.screens.card import CardScreen

        def read(onward: bool | None) -> None:
            if onward:
                self.dismiss(Onward.RISK)

        self.app.push_screen(CardScreen(self.desk, item, then="the risk indicators"), read)
