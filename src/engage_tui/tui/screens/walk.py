"""The walk through the steps, with a conversation or, without one, the guide to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from engage_tui.conversation.alerts import alert_line, alerts_in, all_settled
from engage_tui.conversation.events import Moved, Opened, Visited
from engage_tui.conversation.history import changed_item
from engage_tui.interface import MARK, tr
from engage_tui.record.captions import SETTINGS
from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.hints import GUIDE_HINTS, WALK_HINTS, bench_hints
from engage_tui.tui.screens.base import READ_ONLY
from engage_tui.tui.screens.on_case import OnCase
from engage_tui.tui.screens.preparing import Preparing
from engage_tui.tui.screens.record_rows import MISSING, missing_at, record_rows
from engage_tui.tui.screens.visiting import Visiting
from engage_tui.tui.screens.worded import Worded
from engage_tui.tui.session import Saving, Session
from engage_tui.tui.widgets.bars import TopBar
from engage_tui.tui.widgets.rail import Rail, RailStep
from engage_tui.tui.widgets.side_panel import SidePanel
from engage_tui.tui.widgets.workbench import MOVE, Workbench

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from engage_tui.conversation.words import Field
    from engage_tui.guide.guide import Guide
    from engage_tui.guide.model import Step
    from engage_tui.tui.desk import Desk
    from engage_tui.tui.row import Row

RECORD = "record"
GOOD_PRACTICE = ("safety-issues", "good-practice")
RISK = ("indicators", "act")


class WalkScreen(OnCase, Visiting, Worded, Preparing):
    """Shows one step at a time. The session, where there is one, is told of every event and shown after it."""

    BINDINGS = bindings(Scope.STEPS, Scope.WALK)

    def __init__(self, desk: Desk, guide: Guide, session: Session | None = None, *, place: str = "") -> None:
        super().__init__(desk)
        self.guide, self.session = guide, session
        self.shown = desk.shown(guide)
        """The guide in the language chosen. Notes are made with the English one."""
        self._steps = self.shown.walk_steps() if session else (*self.shown.walk_steps(), *_background(self.shown))
        self._step = self._steps[0]
        self._left_at: dict[str, str] = {}
        """The row where each step was left, to come back to."""
        self._back_to: tuple[Step, str] | None = None
        """The step and row from which one went to something missing, or to words."""
        self._place = place or (session.conversation.place if session else "")

    def compose_body(self) -> ComposeResult:
        yield Static(id="alert", markup=False)
        with Horizontal(id="walk"):
            yield Rail()
            with Vertical(id="work"):
                yield Static(id="aim", markup=False)
                yield Static(id="earlier", markup=False)
                yield Workbench(self.shown, writes=not self.desk.vault.why_read_only)
            yield SidePanel()

    def on_mount(self) -> None:
        if self.session is not None:
            self.watch_session(self.session, self._show_state)
            self.look_for_earlier()
        self.show_mine()
        self.open_place(self._place)
        self.query_one(Workbench).rows.focus()

    # -- showing

    def open_place(self, place: str) -> None:
        """Show the step of a place, which is a step or an item, and put the cursor there."""
        if self.guide.of_entry(place) and self.shown.step_of(place) in self._steps:
            self._show_step(self.shown.step_of(place), place)
            self.query_one(Workbench).jump(place)
        else:
            self._show_step(next((s for s in self._steps if s.id == place), self._steps[0]))

    def _show_step(self, step: Step, place: str = "", row: str = "") -> None:
        self.finish_writing()
        self._back_to = None
        bench = self.query_one(Workbench)
        self._left_at[self._step.id] = bench.rows.key
        self._step = step
        if self.session is not None:
            self.session.send(Visited(step.id))
            self.session.send(Moved(place or step.id))
        name = step.title if not step.number else f"{step.number} {step.title}"
        mark = f" {MARK}" if step.id in self.shown.english else ""
        self.query_one("#aim", Static).update(f"{name}. {step.aim}{mark}")
        self.query_one(SidePanel).show_step(step)
        self.show_earlier_line(on_first_step=step is self._steps[0])
        bench.update(self.session.conversation if self.session else None)
        sections = self.shown.sections_of(step.id, background=self.session is None)
        bench.show(sections, self._above(), row or self._left_at.get(step.id, ""))
        self._show_state()

    def _above(self) -> tuple[Row, ...]:
        if self.session is not None and self._step.id == RECORD:
            return record_rows(self.session.conversation, self.guide, self.told_slips())
        return ()

    def _show_state(self) -> None:
        """Bring everything that shows the conversation up to date."""
        conversation = self.session.conversation if self.session else None
        alerts = alerts_in(conversation, self.guide) if conversation else frozenset()
        self.query_one(Workbench).update(conversation, self._above())
        visited = conversation.visited if conversation else frozenset()
        self.query_one(Rail).show(
            [
                RailStep(s.id, s.number, s.title, s.short, s.id in visited, s.id in alerts)
                for s in self._steps
                if s.number is not None
            ],
            self._step.id,
        )
        settled = conversation is not None and all_settled(conversation, self.guide)
        line = self.query_one("#alert", Static)
        line.display = bool(alerts)
        line.update(alert_line(alerts, self.desk.key("walk.risk"), settled=settled))
        self._show_top()
        self.show_hints()

    def _show_top(self) -> None:
        bar = self.query_one(TopBar)
        if self.session is None:
            bar.show(where="The guide", state="nothing is written down here")
            return
        talk = self.session.conversation
        where = f"{talk.reference} · {tr(SETTINGS[talk.setting])} · {talk.held_on:%d %b %Y}"
        if self.session.amends is not None:
            where = f"Amendment of version {self.session.amends.version} · {where}"
        if self.desk.vault.why_read_only:
            bar.show(where=where, state=READ_ONLY, trouble=True)
            return
        state = self.session.save_state
        bar.show(where=where, state=state.told, trouble=state.saving is Saving.FAILED)

    def hints(self) -> Sequence[tuple[str, str]]:
        if self.session is not None and self.session.save_state.saving is Saving.FAILED:
            return [(self.desk.key("walk.elsewhere"), "write copies to another disk"), *self._usual_hints()]
        return self._usual_hints()

    def _usual_hints(self) -> Sequence[tuple[str, str]]:
        bench = self.query_one(Workbench)
        if bench.pane.writing:
            return [*bench_hints(bench, self.guide, (), key=self.desk.key), ("F1", "keys")]
        if self.query_one(SidePanel).has_class("-asked"):
            return [(self.desk.key("steps.panel"), "back to the list"), ("?", "keys")]
        general = WALK_HINTS if self.session else GUIDE_HINTS
        hints = bench_hints(bench, self.guide, general, key=self.desk.key, writes=bench.writes)
        return [*hints, ("?", "keys")]

    # -- what the parts tell

    def on_workbench_looked(self, event: Workbench.Looked) -> None:
        panel = self.query_one(SidePanel)
        if panel.display:
            item = self.shown.items.get(event.item)
            panel.show_item(self.shown, item, self.query_one(Workbench).mine(item))
        self.show_hints()

    def on_descendant_focus(self) -> None:
        self.show_hints()

    def on_workbench_asked(self, event: Workbench.Asked) -> None:
        """A row of the Record step, or the locked section, was chosen."""
        if self.session is None:
            return
        if event.key.startswith(MOVE):
            self.ask_to_move(event.key.removeprefix(MOVE))
        elif event.key == "gate":
            if not self.only_read():
                self._ask_to_open()
        elif event.key.startswith(MISSING):
            told = self.told_slips()
            self.go_to_words(*missing_at(self.session.conversation, self.guide, event.key, told))
        else:
            from engage_tui.tui.screens.note_actions import do_with_note

            do_with_note(event.key, self, self.session)

    def _ask_to_open(self) -> None:
        from engage_tui.tui.screens.gate import GateScreen

        def opened(event: Opened | None) -> None:
            if event is not None and self.session is not None:
                self.session.send(event)

        self.app.push_screen(GateScreen(self.desk), opened)

    def go_to_words(self, item_id: str, field: Field | None, at: int | None = None) -> None:
        """Go where something is missing, or to words; without an item, to the details. Back comes back here."""
        if not item_id:
            self.action_details()
            return
        here = self._step, self.query_one(Workbench).rows.key
        self._show_step(self.shown.step_of(item_id))
        bench = self.query_one(Workbench)
        bench.jump(item_id, field, at)
        if field is None and bench.on_entry:  # what an act lacks is a source, to be ticked in the open entry
            bench.action_unfold()
        self._back_to = here

    def on_rail_chosen(self, event: Rail.Chosen) -> None:
        self.action_step(event.number)

    # -- commands

    def action_step(self, number: int) -> None:
        self._show_step(next(s for s in self._steps if s.number == number))

    def action_next(self) -> None:
        place = self._steps.index(self._step) + 1
        if place < len(self._steps):
            self._show_step(self._steps[place])
        else:
            self.app.bell()

    def action_previous(self) -> None:
        place = self._steps.index(self._step) - 1
        if place >= 0:
            self._show_step(self._steps[place])
        else:
            self.app.bell()

    def action_find(self) -> None:
        from engage_tui.tui.screens.find import FindScreen

        def found(item_id: str | None) -> None:
            if item_id:
                self.open_place(item_id)

        self.app.push_screen(FindScreen(self.desk, self.shown, background=self.session is None), found)

    def action_panel(self) -> None:
        panel = self.query_one(SidePanel)
        panel.set_class(not panel.has_class("-asked"), "-asked")
        bench = self.query_one(Workbench)
        panel.show_item(self.shown, bench.item, bench.mine(bench.item))
        self.show_hints()

    def action_leave(self) -> None:
        """Back to where one came from: from the panel to the list, from a missing thing to the note, else to Home."""
        self.finish_writing()
        if self.query_one(SidePanel).has_class("-asked"):
            self.action_panel()
        elif self._back_to is not None:
            self._show_step(self._back_to[0], row=self._back_to[1])
        else:
            self.come_away()

    def action_risk(self) -> None:
        self._open_over("Risk indicators", RISK)

    def action_good(self) -> None:
        self._open_over("Good practice and safety", GOOD_PRACTICE)

    def _open_over(self, title: str, sections: Sequence[str]) -> None:
        from engage_tui.tui.screens.over import OverScreen

        self.finish_writing()
        shown = [self.shown.sections[s] for s in sections if s in self.shown.sections]
        self.app.push_screen(OverScreen(self.desk, self.guide, self.session, title, shown))

    def action_write_up(self) -> None:
        from engage_tui.tui.screens.write_up import WriteUpScreen

        self.finish_writing()
        if self.session is not None and not self.only_read():
            self.app.push_screen(WriteUpScreen(self.desk, self.guide, self.session, self._written_up))

    def _written_up(self) -> None:
        """The questions are done: what is still missing comes next, or else making the note final."""
        self._show_step(self.shown.steps[RECORD])
        for key in ("do:final", f"{MISSING}0"):
            self.query_one(Workbench).rows.go_to(key)

    def action_undo(self) -> None:
        self._turn_back("Taken back", f"{self.desk.key('walk.redo')} brings it again.", Session.undo)

    def action_redo(self) -> None:
        self._turn_back("Brought back", f"{self.desk.key('walk.undo')} takes it away.", Session.redo)

    def _turn_back(self, done: str, again: str, turn: Callable[[Session], bool]) -> None:
        """Undo or redo, and show what it was: words must not go away out of sight."""
        self.finish_writing()
        if self.session is None:
            return
        before = self.session.conversation
        if not turn(self.session):
            self.notify("There is nothing more to take back or bring back.")
            return
        item_id = changed_item(before, self.session.conversation)
        if self.guide.of_entry(item_id):
            if self.shown.step_of(item_id) is not self._step:
                self._show_step(self.shown.step_of(item_id))
            self.query_one(Workbench).jump(item_id)
        self.notify(f"{done}. {again}")


def _background(guide: Guide) -> tuple[Step, ...]:
    """What is beside the six steps, such as the trainers' part: in the guide only."""
    return tuple(s for s in guide.steps.values() if s.number is None)
