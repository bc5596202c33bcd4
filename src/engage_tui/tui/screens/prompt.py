"""A window that asks for one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Static

from engage_tui.tui.screens.base import Dialog
from engage_tui.tui.widgets.bars import HintBar
from engage_tui.tui.widgets.inputs import LineInput

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from engage_tui.tui.desk import Desk


class PromptScreen(Dialog[str]):
    """Gives the line, or None when it was closed. An empty line is not given unless `empty` allows it."""

    def __init__(
        self,
        desk: Desk,
        title: str,
        text: str = "",
        *,
        value: str = "",
        most: int = 400,
        empty: bool = False,
        enter: str = "keep",
    ) -> None:
        super().__init__(desk)
        self._title, self._text, self._value, self._most, self._empty = title, text, value, most, empty
        self._enter = enter

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="dialog-title", markup=False)
            if self._text:
                yield Static(self._text, classes="dialog-text", markup=False)
            yield LineInput(self._value, most=self._most)
            yield HintBar()

    def on_mount(self) -> None:
        self.query_one(LineInput).focus()
        self.query_one(HintBar).show([("Enter", self._enter), (self.desk.key("dialog.close"), "back")])

    def on_input_submitted(self, event: LineInput.Submitted) -> None:
        if event.value.strip() or self._empty:
            self.dismiss(event.value)
        else:
            self.app.bell()
