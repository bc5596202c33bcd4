"""Writing it up after a visit: one question at a time, with what the walk holds on it, straight into the same note."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from engage_tui.conversation.events import Moved
from engage_tui.conversation.words import Mark
from engage_tui.record.write_up import first_open, stops
from engage_tui.tui.commands import COMMANDS, Scope, bindings
from engage_tui.tui.field_rows import is_entry
from engage_tui.tui.hints import pane_hints
from engage_tui.tui.keymap import keys_of
from engage_tui.tui.screens.base import DeskScreen
from engage_tui.tui.screens.sending import Sending
from engage_tui.tui.session import Saving
from engage_tui.tui.stray_typing import Stray, StrayTyping
from engage_tui.tui.widgets.bars import TopBar
from engage_tui.tui.widgets.stop_bench import StopBench
from engage_tui.tui.write_up_rows import held_spans, nothing_held

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.events import Key

    from engage_tui.guide.guide import Guide
    from engage_tui.tui.desk import Desk
    from engage_tui.tui.session import Session


TAKEN_OUT = "Taken out. {key} brings it back."
NO_BOX = "No box is open, so nothing was written. Enter opens one."


class WriteUpScreen(DeskScreen[None], Sending):
    """Keeps only which question it is at. `ended` is called when the last one is done with."""

    BINDINGS = bindings(Scope.DIALOG, Scope.WRITE_UP)

    def __init__(self, desk: Desk, guide: Guide, session: Session, ended: Callable[[], None]) -> None:
        super().__init__(desk)
        self.guide: Guide = guide
        self.session: Session = session
        self._ended = ended
        self._stops = stops(guide)
        commands = [c for c in COMMANDS if c.scope in (Scope.WRITE_UP, Scope.LIST, Scope.DIALOG, Scope.ANYWHERE)]
        self._stray = StrayTyping({k for c in commands for k in keys_of(c.id, desk.settings.keys).split(",")})
        self._at = first_open(session.conversation, guide)

    def compose_body(self) -> ComposeResult:
        with Horizontal(id="write-up"):
            with Vertical(id="asked"):
                yield Static(id="question", markup=False)
                yield Static(id="why", markup=False)
                yield StopBench(self.guide, self.session.conversation, self._stops[self._at])
            with VerticalScroll(id="beside"):
                yield Static(markup=False)

    @property
    def _bench(self) -> StopBench:
        return self.query_one(StopBench)

    def on_mount(self) -> None:
        self.watch_session(self.session, self._show_state)
        self._show_stop(self._at)
        self._bench.rows.focus()

    # -- showing

    def _show_stop(self, number: int) -> None:
        self.finish_writing()
        self._at = number
        self._show_state(anew=True)

    def _show_state(self, *, anew: bool = False) -> None:
        bench, talk = self._bench, self.session.conversation
        bench.show(self._stops[self._at], talk, last=self._at + 1 == len(self._stops), anew=anew)
        shown = bench.shown
        self.query_one("#question", Static).update(shown.ask)
        self.query_one("#why", Static).update(shown.why)
        parts: list[str | tuple[str, str]] = [("What the walk holds on this\n\n", "bold")]
        for one in shown.held:
            parts += ["· ", *((text, "italic" if role == "quote" else "") for text, role in held_spans(one)), "\n\n"]
        self.query_one("#beside Static", Static).update(Content.assemble(*parts, nothing_held(shown)))
        self._show_top()
        self.show_hints()

    def _show_top(self) -> None:
        state = self.session.save_state
        where = f"{self.session.conversation.reference} · Write it up · {self._at + 1} of {len(self._stops)}"
        self.query_one(TopBar).show(where=where, state=state.told, trouble=state.saving is Saving.FAILED)

    def hints(self) -> Sequence[tuple[str, str]]:
        bench, key = self._bench, self.desk.key
        if bench.pane.sheet is not None:
            return [*pane_hints(bench.pane, key), ("F1", "keys")]
        if is_entry(bench.rows.key):
            out, undo = (key("write-up.remove"), "take out"), (key("write-up.undo"), "undo")
            return [("Enter", "write"), out, undo, (key("dialog.close"), "leave, all is kept"), ("?", "keys")]
        take = [(key("write-up.take"), "take")] if bench.shown.offers else []
        moves = [(key("write-up.next"), "next"), (key("write-up.back"), "back")]
        return [("Enter", "choose"), *take, *moves, (key("dialog.close"), "leave, all is kept"), ("?", "keys")]

    def on_row_list_moved(self) -> None:
        self.show_hints()

    def on_descendant_focus(self) -> None:
        self.show_hints()

    def on_resize(self) -> None:
        """What the walk holds stands beside the list or below it."""
        self.call_after_refresh(self._show_state)

    def on_screen_resume(self) -> None:
        """Back from the window that asks why: what was a no has its reason, and Enter goes on."""
        answer = self.session.conversation.answer(self._bench.shown.key)
        if answer is not None and answer.mark is Mark.NO and not self._bench.pane.writing:
            self._bench.go_on()

    def on_key(self, event: Key) -> None:
        """Letters typed as words while no box is open run no commands: the first key at most."""
        pane = self._bench.pane
        if pane.writing:
            self._stray.wrote()
            return
        verdict = self._stray.takes(event.key, event.character if event.is_printable else "", monotonic())
        if verdict is not Stray.ACTS:
            event.stop()
            event.prevent_default()
        if verdict is Stray.TOLD:
            self.notify(NO_BOX)

    # -- commands

    def on_stop_bench_answered(self) -> None:
        self._bench.go_on()

    def on_stop_bench_took(self, event: StopBench.Took) -> None:
        """The taking is the worker's own act, and opens what was taken, to be worked over."""
        self.session.send_together(*event.offer.events)
        self.session.send(Moved(event.offer.key))
        self._bench.go_on(event.offer.key, event.offer.field)

    def on_stop_bench_passed(self) -> None:
        self.action_next_stop()

    def action_next_stop(self) -> None:
        if self._at + 1 < len(self._stops):
            self._show_stop(self._at + 1)
        else:
            self.finish_writing()
            self.dismiss(None)
            self._ended()

    def action_previous_stop(self) -> None:
        if self._at:
            self._show_stop(self._at - 1)
        else:
            self.app.bell()

    def action_yes(self) -> None:
        self._bench.mark(Mark.YES)

    def action_no(self) -> None:
        self._bench.mark(Mark.NO)

    def action_write(self) -> None:
        self._bench.begin_to_write()

    def action_take(self) -> None:
        if not self._bench.take():
            self.notify("The walk holds nothing here that could be taken over.")

    def action_remove(self) -> None:
        if self._bench.take_out():
            self.notify(TAKEN_OUT.format(key=self.desk.key("write-up.undo")))
        else:
            self.app.bell()

    def action_undo(self) -> None:
        self.finish_writing()
        if not self.session.undo():
            self.notify("There is nothing more to take back.")

    def action_close(self) -> None:
        self.finish_writing()
        self.dismiss(None)
