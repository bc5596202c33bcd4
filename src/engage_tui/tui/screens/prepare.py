"""Getting ready for a visit, part by part: everything goes straight into the same conversation."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Static

from engage_tui.conversation.words import Mark
from engage_tui.errors import EngageError
from engage_tui.guide.model import AnswerKind
from engage_tui.record.prepare import added, bank, dropped, first_place, places
from engage_tui.record.room import not_shown
from engage_tui.tui.case import earlier_contacts, show_earlier
from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.hints import pane_hints
from engage_tui.tui.prepare_rows import ASK, GO, LAST_TIME, LEAVE, OWN_WORDS, PICK, PLAN
from engage_tui.tui.screens.base import READ_ONLY, DeskScreen
from engage_tui.tui.screens.sending import Sending
from engage_tui.tui.session import Saving
from engage_tui.tui.widgets.bars import TopBar
from engage_tui.tui.widgets.prepare_bench import PrepareBench
from engage_tui.when import day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from engage_tui.guide.guide import Guide
    from engage_tui.tui.desk import Desk
    from engage_tui.tui.session import Session

NO_QUESTIONS_HERE = "The questions come in the part on what you begin with."


class PrepareScreen(DeskScreen[None], Sending):
    """Keeps only which part it is at."""

    BINDINGS = bindings(Scope.DIALOG, Scope.PREPARE)

    def __init__(self, desk: Desk, guide: Guide, session: Session) -> None:
        super().__init__(desk)
        self.guide: Guide = guide
        self.session: Session = session
        self._places = places(guide)
        self._at = first_place(session.conversation, guide)
        self._earlier = ""
        """The day of the last contact before this one; empty while none is known."""

    def compose_body(self) -> ComposeResult:
        with Vertical(id="asked"):
            yield Static(id="question", markup=False)
            yield Static(id="why", markup=False)
            yield PrepareBench(self.desk, self.guide, self.session.conversation)

    @property
    def _bench(self) -> PrepareBench:
        return self.query_one(PrepareBench)

    def on_mount(self) -> None:
        self.watch_session(self.session, self._show_state)
        self._show_state()
        self._bench.rows.focus()
        self.run_worker(self._look_for_earlier(), group="earlier", exclusive=True)

    async def _look_for_earlier(self) -> None:
        """Offer what was left from last time, if there was one."""
        with suppress(EngageError):  # the row is only a help; whoever asks for the contacts is told
            if contacts := await earlier_contacts(self.desk, self.session):
                self._earlier = day(contacts[-1].held_on)
                self._bench.show_earlier(self._earlier)
                self.show_hints()

    # -- showing

    def _go_to(self, at: int, key: str = "") -> None:
        self.finish_writing()
        self._at = at
        self._show_state(key)

    def _show_state(self, key: str = "") -> None:
        place = self._places[self._at]
        self._bench.show(self._at, self.session.conversation, key=key)
        self.query_one("#question", Static).update(place.title)
        self.query_one("#why", Static).update(place.why)
        self._show_top()
        self.show_hints()

    def _show_top(self) -> None:
        where = f"{self.session.conversation.reference} · Prepare a visit · {self._at + 1} of {len(self._places)}"
        if self.desk.vault.why_read_only:
            self.query_one(TopBar).show(where=where, state=READ_ONLY, trouble=True)
            return
        state = self.session.save_state
        self.query_one(TopBar).show(where=where, state=state.told, trouble=state.saving is Saving.FAILED)

    def hints(self) -> Sequence[tuple[str, str]]:
        bench, key = self._bench, self.desk.key
        if bench.pane.sheet is not None:
            return [*pane_hints(bench.pane, key), ("F1", "keys")]
        on = (key("prepare.next"), "next part")
        ends = [(key("prepare.back"), "back"), (key("dialog.close"), "leave, all is kept"), ("?", "keys")]
        last = [(key("prepare.last-time"), "last time")] if self._earlier else []
        return [*self._doing(), on, *last, *ends]

    def _doing(self) -> list[tuple[str, str]]:
        """The keys for what the cursor is on."""
        bench, key = self._bench, self.desk.key
        if bench.question:
            move = f"{key('prepare.up')} {key('prepare.down')}"
            return [
                (move, "move"),
                (key("prepare.wording"), "wording"),
                (key("prepare.write"), "own words"),
                (key("prepare.remove"), "off"),
            ]
        if bench.asks:
            write = (key("prepare.write"), "write")
            return [(key("prepare.yes"), "yes"), (key("prepare.no"), "no"), *([] if bench.fact else [write])]
        if bench.fact:
            return [(key("prepare.tick"), "tick"), (key("prepare.write"), "write")]
        if bench.kind is AnswerKind.CHECK:
            return [("Enter", "write")]
        if bench.kind is AnswerKind.TEXT:
            return [("Enter", "write"), (key("prepare.example"), "example")]
        return [("Enter", "choose")]

    def on_descendant_focus(self) -> None:
        self.show_hints()

    def on_prepare_bench_looked(self) -> None:
        self.show_hints()

    # -- what the bench tells

    def on_prepare_bench_passed(self) -> None:
        self.action_next_part()

    def on_prepare_bench_settled(self, event: PrepareBench.Settled) -> None:
        self._bench.go_on(event.key)

    async def on_prepare_bench_asked(self, event: PrepareBench.Asked) -> None:
        key = event.key
        if key == LAST_TIME:
            await self.action_from_last_time()
        elif key == PICK:
            self.action_pick()
        elif key == OWN_WORDS:
            self.action_own()
        elif key == PLAN:
            self.action_visit_plan()
        elif key == LEAVE:
            self.action_close()
        elif key.startswith(GO):
            self._go_to(0, key.removeprefix(GO))
        elif key.startswith(ASK):  # a question of one's own was written: it is planned, behind the others
            self._plan_own(key.removeprefix(ASK))

    def _plan_own(self, key: str) -> None:
        answer = self.session.conversation.answer(key)
        if answer is not None and not answer.planned:
            self.session.send_together(*added(self.session.conversation, self.guide, key))
            self._bench.rows.go_to(f"{ASK}{key}")

    # -- commands

    def action_next_part(self) -> None:
        if self._at + 1 < len(self._places):
            self._go_to(self._at + 1)
        else:
            self.app.bell()

    def action_previous_part(self) -> None:
        if self._at:
            self._go_to(self._at - 1)
        else:
            self.app.bell()

    def action_yes(self) -> None:
        self._or_bell(self._bench.answer(Mark.YES))

    def action_no(self) -> None:
        self._or_bell(self._bench.answer(Mark.NO))

    def action_tick(self) -> None:
        self._or_bell(self._bench.tick())

    def _or_bell(self, done: bool) -> None:
        if not done:
            self.app.bell()

    def action_write(self) -> None:
        self._bench.begin_to_write()

    def action_example(self) -> None:
        if not self._bench.turn_example():
            self.notify("There is an example only for a line to be written.")

    def action_own(self) -> None:
        if not self._on_questions():
            return
        self._bench.write_own()

    def action_pick(self) -> None:
        """Find questions of the guide and plan them, as many as are wanted."""
        if not self._on_questions() or self.only_read():
            return
        from engage_tui.tui.screens.pick import PickScreen

        talk = self.session.conversation
        items = tuple(bank(talk, self.guide))
        off = not_shown(talk, self.guide, (i.id for i in items))
        self.app.push_screen(PickScreen(self.desk, self.guide, items, self._is_planned, self._turn, off))

    def _on_questions(self) -> bool:
        """Whether this is the part with the questions; else it says where they are."""
        here = "questions" in self._places[self._at].items
        if not here:
            self.notify(NO_QUESTIONS_HERE)
        return here

    def _is_planned(self, item_id: str) -> bool:
        answer = self.session.conversation.answer(item_id)
        return answer is not None and answer.planned

    def _turn(self, item_id: str) -> None:
        talk = self.session.conversation
        if self._is_planned(item_id):
            self.session.send(dropped(talk, self.guide, item_id))
        else:
            self.session.send_together(*added(talk, self.guide, item_id))

    def action_earlier(self) -> None:
        self._or_bell(self._bench.move(-1))

    def action_later(self) -> None:
        self._or_bell(self._bench.move(1))

    def action_wording(self) -> None:
        if told := self._bench.reword():
            self.notify(told)

    def action_remove(self) -> None:
        self._or_bell(self._bench.take_out())

    def action_undo(self) -> None:
        self.finish_writing()
        if not self.session.undo():
            self.notify("There is nothing more to take back.")

    async def action_from_last_time(self) -> None:
        self.finish_writing()
        await show_earlier(self, self.desk, self.session, self.session.conversation.reference)

    def action_visit_plan(self) -> None:
        from engage_tui.tui.screens.visit_plan import VisitPlanScreen

        self.finish_writing()
        self.app.push_screen(VisitPlanScreen(self.desk, self.guide, self.session.conversation))

    def action_close(self) -> None:
        self.finish_writing()
        self.dismiss(None)
