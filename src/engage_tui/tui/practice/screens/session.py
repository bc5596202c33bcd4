"""The four views of one role-play. Who runs it and who only joined it both show it with this."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

from engage_tui.practice.events import Tallied
from engage_tui.practice.marking import PRACTICE
from engage_tui.practice.observing import MOMENTS
from engage_tui.tui.practice.faces import TITLES, View, filled, room_words, view_after
from engage_tui.tui.practice.screens.base import PracticeScreen
from engage_tui.tui.practice.view_rows import ITEM, rows_for, timers
from engage_tui.tui.row import Row
from engage_tui.tui.widgets.bars import TopBar
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from engage_tui.guide.guide import Guide
    from engage_tui.practice.scenario import Scenario
    from engage_tui.practice.session import Session
    from engage_tui.tui.practice.desk import PracticeDesk

ROOM_BARS = 4


class SessionScreen(PracticeScreen[None]):
    """Shows a state. Subclasses say where it comes from (`state`, `now`) and what becomes of a tally (`tallied`)."""

    def __init__(self, desk: PracticeDesk, guide: Guide, view: View) -> None:
        super().__init__(desk)
        self.guide, self.view = guide, view
        self._shown_view: View | None = None

    scenario: Scenario | None = None
    state: Session | None = None
    beside: str = ""
    """What else observers should know, beside the timers."""

    def now(self) -> int:
        """Seconds since the session began."""
        raise NotImplementedError

    def tallied(self, event: Tallied) -> None:
        """Somebody at this screen saw something."""
        raise NotImplementedError

    def compose_body(self) -> ComposeResult:
        yield Static("", id="room", markup=False)
        yield Static(PRACTICE, classes="room-mark", markup=False)
        yield Static("", id="timers", markup=False)
        yield RowList()

    def on_mount(self) -> None:
        super().on_mount()
        if not self.desk.settings.reduced_motion:
            self.set_interval(1, self.show_timers)
        self.show()

    def on_resize(self) -> None:
        self.show()

    # -- what is shown

    def show(self) -> None:
        """Bring the view up to date."""
        scenario, state = self.scenario, self.state
        if scenario is None or state is None:
            return
        rows = self.query_one(RowList)
        if self.view is not self._shown_view:
            self._change_view(rows)
        if self.view is View.ROOM:
            words = filled(room_words(scenario, self.guide, state), self.size.width, self.size.height - ROOM_BARS)
            self.query_one("#room", Static).update(words)
            return
        rows.show(rows_for(self.view, scenario, self.guide, state))
        told = "paused" if state.paused else "ended" if state.ending else f"take {state.take.number}"
        self.query_one(TopBar).show(where=f"{TITLES[self.view]} · {scenario.title}", state=told)
        self.show_timers()
        self.show_hints()

    def _change_view(self, rows: RowList) -> None:
        self._shown_view = self.view
        self.set_class(self.view is View.ROOM, "-room")
        self.set_class(self.view is View.OBSERVER, "-observer")
        if self.view is View.ROOM:
            self.set_focus(None)
        else:
            rows.focus()
            self.call_after_refresh(rows.action_first)

    def show_timers(self) -> None:
        """Once a second, and only where observers look: one line, and nothing else is drawn again."""
        if self.view is View.OBSERVER and self.state is not None and self.state.ending is None:
            self.query_one("#timers", Static).update(timers(self.state, self.now()) + self.beside)

    # -- what is done

    def action_next_view(self) -> None:
        self.action_view(view_after(self.view))

    def action_view(self, name: str) -> None:
        """Show another view."""
        self.view = View(name)
        self.show()

    def action_sheet(self) -> None:
        """The observers' sheet."""
        from engage_tui.tui.practice.screens.sheet import SheetScreen

        if self.state is not None:
            self.app.push_screen(SheetScreen(self.practice, self.guide, self.state))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Observers' notes are nothing for the room."""
        del parameters
        return not (action in ("tally", "untally", "sheet") and self.view is View.ROOM)

    def action_untally(self) -> None:
        """The moment that was noted last was a slip."""
        raise NotImplementedError

    def action_tally(self) -> None:
        """Note a moment, and then the words that were heard."""
        from engage_tui.tui.screens.choose import PickDialog

        rows = [
            Row(moment.id, ((moment.title, ""), (f"  {moment.listen_for}", "muted")), lead=str(n) if n < 10 else " ")
            for n, moment in enumerate(MOMENTS.values(), 1)
        ]
        self.app.push_screen(PickDialog(self.desk, "What did you see?", "", rows), self._moment_chosen)

    def _moment_chosen(self, moment: str | None) -> None:
        from engage_tui.tui.screens.prompt import PromptScreen

        if moment is None:
            return

        def heard(words: str | None) -> None:
            if words is not None:
                self.tallied(Tallied(moment, words))

        title, text = MOMENTS[moment].title, "The words you heard, as they were said. Enter alone notes the moment."
        self.app.push_screen(PromptScreen(self.desk, title, text, most=300, empty=True, enter="note it"), heard)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        from engage_tui.tui.screens.walk import WalkScreen

        if event.key.startswith(ITEM) and self.view is not View.ROOM:
            self.app.push_screen(WalkScreen(self.desk, self.guide, place=event.key.removeprefix(ITEM)))
