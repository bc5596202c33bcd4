"""What every screen has: a line that says where it is, a line of keys, a focus that moves without repainting it all."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.reactive import Reactive
from textual.screen import ModalScreen, Screen

from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.widgets.bars import HintBar, TopBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from engage_tui.tui.desk import Desk

ResultT = TypeVar("ResultT")


class DeskScreen(Screen[ResultT], Generic[ResultT]):
    """A full screen. Subclasses give `compose_body`, and `hints` where the keys differ."""

    # Textual repaints a whole screen whenever the focus moves; what gains or loses it repaints itself anyway.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    ALLOW_SELECT = False
    WHERE: ClassVar[str] = "engage-tui"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal"), (116, "-wide")]
        self.VERTICAL_BREAKPOINTS = [(0, "-short"), (14, "-tall")]

    def compose(self) -> ComposeResult:
        yield TopBar(self.WHERE)
        yield from self.compose_body()
        yield HintBar()

    def compose_body(self) -> ComposeResult:
        """What stands between the two lines."""
        yield from ()

    def on_mount(self) -> None:
        self.show_hints()

    def hints(self) -> Sequence[tuple[str, str]]:
        """Pairs of key and what it does, the most useful first."""
        return [("Enter", "choose"), (self.desk.key("app.help"), "keys"), (self.desk.key("app.quit"), "leave")]

    def show_hints(self) -> None:
        """Bring the line of keys up to date."""
        self.query_one(HintBar).show(self.hints())


class Dialog(ModalScreen[ResultT], Generic[ResultT]):
    """A window over the screen. Closing it gives None."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    ALLOW_SELECT = False
    BINDINGS = bindings(Scope.DIALOG)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def action_close(self) -> None:
        self.dismiss(None)
