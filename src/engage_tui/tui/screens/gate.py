"""Opening the heightened-risk questions: because the answers are open, or for a reason that goes into the note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.conversation.events import Opened
from engage_tui.tui.row import choice
from engage_tui.tui.screens.choose import ChoiceDialog
from engage_tui.tui.screens.prompt import PromptScreen

if TYPE_CHECKING:
    from engage_tui.tui.desk import Desk
    from engage_tui.tui.widgets.row_list import RowList

TEXT = (
    "These questions are direct. Put to someone who is closed, they end the talk and can bring blame on the survivor. "
    "If the answers are closed, leave them and find out from others."
)


class GateScreen(ChoiceDialog[Opened]):
    """Gives the event that opens them, or None."""

    def __init__(self, desk: Desk) -> None:
        rows = (
            choice("leave", "Leave them closed"),
            choice("open", "They are answering openly"),
            choice("reason", "Open them for another reason, which I will give"),
        )
        super().__init__(desk, "Direct questions on heightened risk", TEXT, rows)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        if event.key == "open":
            self.dismiss(Opened())
        elif event.key == "leave":
            self.dismiss(None)
        else:
            prompt = PromptScreen(self.desk, "Why open them?", "One line, for the restricted sheet.")
            self.app.push_screen(prompt, self._with_reason)

    def _with_reason(self, reason: str | None) -> None:
        if reason:
            self.dismiss(Opened(reason))
