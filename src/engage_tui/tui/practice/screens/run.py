"""Running a role-play: the trainer's keys, in whatever view is on the screen."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, ClassVar

from engage_tui.errors import EngageError
from engage_tui.practice.events import (
    CardPlayed,
    CardTaken,
    DoorLeft,
    Ended,
    FactCame,
    LineMarked,
    Paused,
    RapportBegan,
    RapportEnded,
    Rewound,
    SilenceBegan,
    SilenceEnded,
    Untallied,
    Went,
    WentOn,
)
from engage_tui.practice.session import Ending, LineKind, Who, begin
from engage_tui.practice.update import Running
from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.practice.faces import View
from engage_tui.tui.practice.link import Host
from engage_tui.tui.practice.screens.ending import EndingScreen
from engage_tui.tui.practice.view_rows import line_words
from engage_tui.tui.row import choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from engage_tui.guide.guide import Guide
    from engage_tui.practice.events import Event
    from engage_tui.practice.scenario import Scenario
    from engage_tui.practice.session import Session
    from engage_tui.tui.practice.desk import PracticeDesk

ALONE = "   No second terminal can join"
FROM_START = "start"
_MARKS = {
    "1": (Who.WORKER, LineKind.OPENED, "The worker opened something up"),
    "2": (Who.WORKER, LineKind.CLOSED, "The worker closed something"),
    "3": (Who.WORKER, LineKind.COME_BACK, "Come back to what the worker said"),
    "4": (Who.PERSON, LineKind.COME_BACK, "Come back to what the person said"),
}


class RunScreen(EndingScreen):
    """One session, from its first beat to the end of its last take."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.SESSION, Scope.RUN)

    def __init__(self, desk: PracticeDesk, guide: Guide, scenario: Scenario, worker: str) -> None:
        super().__init__(desk, guide, View.ROOM)  # what the others may not see is never there unasked
        self.scenario: Scenario = scenario
        self._played = Running(begin(scenario.id, scenario.beats[0].id, worker))
        self.state = self._played.state
        self._began = time.monotonic()
        self._host = Host(desk.home.folder, self.tallied)

    @property
    def _state(self) -> Session:
        return self._played.state

    def now(self) -> int:
        return int(time.monotonic() - self._began)

    def on_mount(self) -> None:
        super().on_mount()
        self.run_worker(self._listen())

    async def _listen(self) -> None:
        try:
            await self._host.start()
        except (EngageError, OSError):
            self.beside = ALONE
        self._host.tell(self._state, self.now())

    def on_unmount(self) -> None:
        self._host.close()

    def hints(self) -> Sequence[tuple[str, str]]:
        key = self.desk.key
        return [
            (key("run.next"), "next"),
            ("1-9", "card"),
            (key("run.pause"), "pause"),
            (key("run.mark"), "mark"),
            (key("session.tally"), "note"),
            (key("session.next-view"), "view"),
            (key("run.stop"), "stop word"),
            (key("app.help"), "keys"),
        ]

    # -- what happens

    def send(self, event: Event) -> None:
        """Something happened: show it here and at every terminal that joined. A key that does nothing rings."""
        self._go(self._played.after(event, self.now()))

    tallied = send

    def _go(self, after: Running) -> None:
        if after is self._played:
            self.app.bell()
            return
        ended = self._state.ending
        self._played, self.state = after, after.state
        if self.state.ending and not ended:
            self.view = View.ROOM  # everybody looks at the screen now
        self._host.tell(self._state, self.now())
        self.show()
        if self._state.ending and not ended:
            self.out_of_role()

    def action_undo(self) -> None:
        self._go(self._played.undone())

    def action_untally(self) -> None:
        """The last moment that was noted in this take was a slip."""
        noted = [tally.moment for tally in self._state.tallies if tally.take == self._state.take.number]
        if noted:
            self.send(Untallied(noted[-1]))
        else:
            self.app.bell()

    def action_next(self) -> None:
        """The next beat; after the last one, the end."""
        if self._state.ending:
            self.what_now()
            return
        place = self._place + 1
        if place < len(self.scenario.beats):
            self.send(Went(self.scenario.beats[place].id))
        else:
            self.send(Ended(Ending.FINISHED))

    def action_back(self) -> None:
        self.send(Went(self.scenario.beats[max(0, self._place - 1)].id))

    @property
    def _place(self) -> int:
        return self.scenario.beats.index(self.scenario.beat(self._state.beat))

    def action_card(self, number: int) -> None:
        """Let a card happen, if there is one of this number."""
        if number <= len(self.scenario.events):
            self.send(CardPlayed(self.scenario.events[number - 1].id))
        else:
            self.app.bell()

    def action_card_off(self) -> None:
        self.send(CardTaken())

    def action_pause(self) -> None:
        self.send(WentOn() if self._state.paused else Paused())

    def action_silence(self) -> None:
        self.send(SilenceEnded() if self._state.silent else SilenceBegan())

    def action_rapport(self) -> None:
        self.send(RapportEnded() if self._state.warming else RapportBegan())

    def action_door(self) -> None:
        self.send(DoorLeft(opened=not self._state.door_is_open))

    def action_fact(self) -> None:
        self.send(FactCame())

    def action_stop(self) -> None:
        self.send(Ended(Ending.STOP_WORD))

    def action_unsafe(self) -> None:
        self.send(Ended(Ending.UNSAFE))

    # -- marking, and another take

    def action_mark(self) -> None:
        """Mark the line. On the room view nothing comes up: it is one to come back to."""
        from engage_tui.tui.screens.choose import PickDialog

        if self.view is View.ROOM:
            self.send(LineMarked(Who.WORKER, LineKind.COME_BACK))
            return
        rows = [choice(key, title, lead=key) for key, (_, _, title) in _MARKS.items()]
        self.app.push_screen(PickDialog(self.desk, "Mark the line", "", rows), self._mark_chosen)

    def _mark_chosen(self, key: str | None) -> None:
        from engage_tui.tui.screens.prompt import PromptScreen

        if key is None:
            return
        who, kind, title = _MARKS[key]

        def said(words: str | None) -> None:
            if words is not None:
                self.send(LineMarked(who, kind, words))

        text = "The words, if there is time. Enter alone marks the line."
        self.app.push_screen(PromptScreen(self.desk, title, text, most=300, empty=True, enter="mark it"), said)

    def action_rewind(self) -> None:
        """Choose a marked line to go back to, or the start."""
        from engage_tui.tui.screens.choose import PickDialog

        lines = [
            choice(str(line.number), line_words(self.scenario, self.guide, self._state, line))
            for line in reversed(self._state.lines)
        ]
        rows = [*lines, choice(FROM_START, "From the start")]
        text = "Where from? The take until now is kept beside the new one."
        self.app.push_screen(PickDialog(self.desk, "Another take", text, rows), self._rewind_chosen)

    def _rewind_chosen(self, key: str | None) -> None:
        from engage_tui.tui.screens.prompt import PromptScreen

        if key is None:
            return
        line = None if key == FROM_START else int(key)

        def named(worker: str | None) -> None:
            if worker is not None:
                self.send(Rewound(worker, line))

        text = "Who plays the worker now? A first name, or nothing."
        self.app.push_screen(PromptScreen(self.desk, "Another take", text, most=40, empty=True, enter="begin"), named)

    # -- leaving

    def action_leave(self) -> None:
        """Ask how: a take that goes on is ended first, so that nobody goes home in a role."""
        from engage_tui.tui.screens.choose import PickDialog

        if self._state.ending:
            self.what_now()
            return
        rows = [
            choice("on", "Go on with it", lead="1"),
            choice(Ending.FINISHED, "End it here", lead="2"),
            choice(Ending.UNSAFE, "Stop, because it is not safe: a good ending", lead="3"),
        ]
        self.app.push_screen(PickDialog(self.desk, "Leave the role-play?", "", rows), self._leave_chosen)

    def comes_first(self) -> bool:
        """A take that goes on: nobody goes home in a role."""
        if self._state.ending:
            return False
        if self.app.screen is self:
            self.action_leave()
        else:
            leave, close = self.desk.key("app.quit"), self.desk.key("dialog.close")
            self.notify(f"A take is going on. {close} goes back to it, to end it. {leave} again leaves all the same.")
        return True

    def _leave_chosen(self, key: str | None) -> None:
        if key is not None and key != "on":
            self.send(Ended(Ending(key)))
