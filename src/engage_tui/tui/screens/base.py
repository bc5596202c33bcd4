"""What every screen has: a line that says where it is, a line of keys, a focus that moves without repainting it all."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.reactive import Reactive
from textual.screen import ModalScreen, Screen

from engage_tui.settings import LARGE
from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.widgets.bars import HintBar, TopBar
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from engage_tui.tui.desk import Desk

ResultT = TypeVar("ResultT")
BREAKPOINTS = [(0, "-narrow"), (100, "-normal"), (116, "-wide")]
"""The least width in columns of each way to lay out a screen."""

READ_ONLY = "READ-ONLY"
ONLY_READ = "The notes are open to be read only. Nothing was changed. Home says why."


class Forgetting(Screen[ResultT], Generic[ResultT]):
    """A screen that lets go of what it drew when it is closed.

    A cache of Textual's keeps something of the last thousand widgets, and with it every line they showed.
    """

    ALONE: ClassVar[bool] = False
    """It may be seen by the person: no window, message or command of the app comes up on it but the blank screen."""

    def action_close(self) -> None:
        """Go back, with nothing to give."""
        self.dismiss(None)

    def on_screen_suspend(self) -> None:
        self.app.clear_notifications()  # a message is about the screen it came up on
        if self not in self.app.screen_stack:
            for widget in self.walk_children(with_self=True):
                widget.refresh()


class DeskScreen(Forgetting[ResultT], Generic[ResultT]):
    """A full screen. Subclasses give `compose_body`, and `hints` where the keys differ."""

    # Textual repaints a whole screen whenever the focus moves; what gains or loses it repaints itself anyway.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    ALLOW_SELECT = False
    WHERE: ClassVar[str] = "engage-tui"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.VERTICAL_BREAKPOINTS = [(0, "-short"), (14, "-tall")]
        self._choose_breakpoints()

    def _choose_breakpoints(self) -> None:
        """In the large layout there is one column, however wide the window is."""
        large = self.desk.settings.layout == LARGE
        self.HORIZONTAL_BREAKPOINTS = BREAKPOINTS[:1] if large else BREAKPOINTS

    def fit(self) -> None:
        """The layout was changed: fit what is shown into it."""
        self._choose_breakpoints()
        self.remove_class(*(name for _, name in BREAKPOINTS))
        self._mark_size()
        for rows in self.query(RowList):
            rows.lay_out_again()
        self.refresh(layout=True)

    def compose(self) -> ComposeResult:
        self._mark_size()
        yield TopBar(self.WHERE, mark=self.desk.mark)
        yield from self.compose_body()
        yield HintBar()

    def _mark_size(self) -> None:
        """Do for the first layout what Textual does after it: the screen would be drawn once as if it were wide."""
        width, height = self.app.size
        for room, breakpoints in ((width, self.HORIZONTAL_BREAKPOINTS), (height, self.VERTICAL_BREAKPOINTS)):
            self.add_class([name for least, name in breakpoints or () if least <= room][-1])

    def compose_body(self) -> ComposeResult:
        """What stands between the two lines."""
        yield from ()

    def on_mount(self) -> None:
        self.show_hints()
        if self.desk.vault.why_read_only:
            self.query_one(TopBar).show(state=READ_ONLY, trouble=True)

    def only_read(self) -> bool:
        """Say that the notes can only be read, if that is so: for whatever would change something."""
        if self.desk.vault.why_read_only:
            self.notify(ONLY_READ, severity="error")
        return bool(self.desk.vault.why_read_only)

    def hints(self) -> Sequence[tuple[str, str]]:
        """Pairs of key and what it does, the most useful first."""
        return [("Enter", "choose"), (self.desk.key("app.help"), "keys"), (self.desk.key("app.quit"), "leave")]

    def show_hints(self) -> None:
        """Bring the line of keys up to date."""
        self.query_one(HintBar).show(self.hints())


class Dialog(Forgetting[ResultT], ModalScreen[ResultT], Generic[ResultT]):
    """A window over the screen. Closing it gives None."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    ALLOW_SELECT = False
    BINDINGS = bindings(Scope.DIALOG)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def on_mount(self) -> None:
        if self.desk.mark:
            for box in self.query(".dialog, .over"):
                box.border_title = self.desk.mark
