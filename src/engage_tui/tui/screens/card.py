"""The act-now card: what must be done at once, on a card of its own, so that it cannot pass for a tick."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from engage_tui.tui.screens.base import Dialog
from engage_tui.tui.widgets.bars import HintBar

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from engage_tui.guide.model import Item
    from engage_tui.tui.desk import Desk


class CardScreen(Dialog[bool]):
    """Gives True when the worker goes on: to write down what was done, or to what `then` names."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "write", "Go on", show=False),
        Binding("s", "app.stop", "Stop card", show=False, id="walk.stop"),
    ]

    def __init__(self, desk: Desk, item: Item, *, then: str = "write down what was done") -> None:
        super().__init__(desk)
        self._text = item.act_now or f"{item.short}\n{item.more}"
        self._then = then

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static("Act now", classes="dialog-title", markup=False)
            with VerticalScroll():
                yield Static(self._text.replace("\n", "\n\n"), markup=False)
            yield HintBar()

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()
        self.query_one(HintBar).show([("Enter", self._then), (self.desk.key("dialog.close"), "back")])

    def action_write(self) -> None:
        self.dismiss(True)
