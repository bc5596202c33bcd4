"""Sections of the guide over whatever is on the screen, such as the risk indicators. Closing goes back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Static

from engage_tui.tui.hints import bench_hints
from engage_tui.tui.screens.base import Dialog
from engage_tui.tui.screens.sending import Sending
from engage_tui.tui.widgets.bars import HintBar
from engage_tui.tui.widgets.workbench import MOVE, Workbench

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from engage_tui.guide.guide import Guide
    from engage_tui.guide.model import Section
    from engage_tui.tui.desk import Desk
    from engage_tui.tui.session import Session


class OverScreen(Dialog[None], Sending):
    """The same list and the same keys as in the step itself; the key that opened it closes it too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "close", "Close", show=False, id="walk.risk"),
        Binding("g", "close", "Close", show=False, id="walk.good"),
        Binding("s", "app.stop", "Stop card", show=False, id="walk.stop"),
    ]

    def __init__(
        self, desk: Desk, guide: Guide, session: Session | None, title: str, sections: Sequence[Section]
    ) -> None:
        super().__init__(desk)
        self.guide, self.session = guide, session
        self._title, self._sections = title, sections

    def compose(self) -> ComposeResult:
        with Vertical(classes="over"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield Workbench(self.desk.shown(self.guide), writes=not self.desk.vault.why_read_only)
            yield HintBar()

    def on_mount(self) -> None:
        bench = self.query_one(Workbench)
        bench.update(self.session.conversation if self.session else None)
        bench.show(self._sections)
        bench.rows.focus()
        if self.session is not None:
            self.watch_session(self.session, self._show_state)
        self.show_hints()

    def action_close(self) -> None:
        self.finish_writing()
        self.dismiss(None)

    def _show_state(self) -> None:
        if self.session is not None:
            self.query_one(Workbench).update(self.session.conversation)
        self.show_hints()

    def on_workbench_asked(self, event: Workbench.Asked) -> None:
        if event.key.startswith(MOVE):
            self.ask_to_move(event.key.removeprefix(MOVE))

    def on_workbench_looked(self) -> None:
        self.show_hints()

    def on_descendant_focus(self) -> None:
        self.show_hints()

    def show_hints(self) -> None:
        if not self.is_current:  # a message that came as it was closed
            return
        bench = self.query_one(Workbench)
        hints = bench_hints(bench, self.guide, (), key=self.desk.key, writes=bench.writes)
        if not bench.pane.writing:
            hints.append((self.desk.key("dialog.close"), "back"))
        self.query_one(HintBar).show(hints)
