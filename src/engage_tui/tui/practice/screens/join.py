"""A second terminal: another view of a role-play that runs on this machine, live."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Static

from engage_tui.errors import UsageError
from engage_tui.practice.codec import fits
from engage_tui.practice.events import Tallied, Untallied
from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.practice.faces import View
from engage_tui.tui.practice.link import Guest
from engage_tui.tui.practice.screens.base import PracticeScreen
from engage_tui.tui.practice.screens.session import SessionScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from engage_tui.guide.guide import Guide
    from engage_tui.practice.codec import Snapshot
    from engage_tui.practice.scenarios import Library
    from engage_tui.tui.practice.desk import PracticeDesk

OVER = "The role-play at the other terminal is over. Nothing of it is kept here."
OTHER = "The other terminal plays a scenario that is not in this one's folder. Leave, and join again."


class JoiningScreen(PracticeScreen[None]):
    """Reads the scenarios, and then makes room for the one that is played."""

    def __init__(self, desk: PracticeDesk, view: View) -> None:
        super().__init__(desk)
        self._view = view

    def compose_body(self) -> ComposeResult:
        yield Static("One moment.", classes="page", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.run_worker(self._join())

    async def _join(self) -> None:
        guide, library = await self.practice.guide(), await self.practice.library()
        await self.practice.uncovered.wait()
        self.app.push_screen(JoinScreen(self.practice, guide, library, self._view))


class JoinScreen(SessionScreen):
    """Follows the session of another terminal. Only observers can add to it, and only what they saw."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.SESSION)

    def __init__(self, desk: PracticeDesk, guide: Guide, library: Library, view: View) -> None:
        super().__init__(desk, guide, view)
        self._library = library
        self._guest = Guest(desk.home.folder)
        self._since = 0.0
        self._mine: list[tuple[int, Tallied]] = []
        """What was noted here, and in which take."""

    def now(self) -> int:
        return int(time.monotonic() - self._since)

    def on_mount(self) -> None:
        super().on_mount()
        self.run_worker(self._follow(), exclusive=True)

    def on_unmount(self) -> None:
        self._guest.close()

    async def _follow(self) -> None:
        told = OVER
        try:
            async for snapshot in self._guest.snapshots():
                if not self._take(snapshot):
                    told = OTHER
                    break
        except UsageError as e:
            told = str(e)
        self._say(told)

    def _take(self, snapshot: Snapshot) -> bool:
        scenario = self._library.scenarios.get(snapshot.state.scenario)
        if scenario is None or not fits(snapshot.state, scenario):
            return False
        self.scenario, self.state = scenario, snapshot.state
        self._since = time.monotonic() - snapshot.at
        self.show()
        return True

    def _say(self, words: str) -> None:
        """What there is to say when there is nothing more to show."""
        self.state = None
        self.add_class("-room")
        self.set_focus(None)
        self.query_one("#room", Static).update(words)

    def tallied(self, event: Tallied) -> None:
        self._guest.tally(event)
        self._mine.append((self._take_number, event))

    def action_untally(self) -> None:
        """The last moment that was noted here in this take was a slip. What others noted is theirs."""
        if self._mine and self._mine[-1][0] == self._take_number:
            event = self._mine.pop()[1]
            self._guest.tally(Untallied(event.moment, event.words))
        else:
            self.app.bell()

    @property
    def _take_number(self) -> int:
        return self.state.take.number if self.state else 0

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An observer notes what they saw; the others only look."""
        if action in ("tally", "untally") and (self.view is not View.OBSERVER or self.state is None):
            return False
        return super().check_action(action, parameters)

    def hints(self) -> Sequence[tuple[str, str]]:
        key = self.desk.key
        note = [(key("session.tally"), "note a moment")] if self.view is View.OBSERVER else []
        return [("↑ ↓", "move"), *note, (key("session.next-view"), "view"), (key("session.leave"), "leave")]

    def action_leave(self) -> None:
        """Leave; the session goes on at the other terminal."""
        self.app.exit()
