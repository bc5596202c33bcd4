"""The app of practice: the same screens, with nothing behind them that could hold a real note."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from engage_tui.practice.marking import PRACTICE
from engage_tui.tui.app import EngageApp
from engage_tui.tui.practice.screens.base import PracticeScreen
from engage_tui.tui.terminal import harden_driver

if TYPE_CHECKING:
    from typing import Any

    from textual.screen import Screen

    from engage_tui.tui.practice.desk import PracticeDesk
    from engage_tui.tui.practice.faces import View


TO_NOTES = 78
"""A return code that asks for the notes again, in a fresh process."""
GOES = "It is practice, so leaving throws it away. Copies that you have written stay where they are."


class PracticeApp(EngageApp):
    """Begins with what can be practised; there is no passphrase, and nothing to lock."""

    TITLE = f"engage-tui {PRACTICE}"
    AFTER_FAULT: ClassVar[str] = "It was practice: nothing of it is kept. Your notes were not open."

    def __init__(self, desk: PracticeDesk) -> None:
        super().__init__(desk)
        self.practice_desk = desk
        self._leaving: Screen[str] | None = None
        """The window that says that the practice note goes."""
        self._told: Screen[Any] | None = None
        """The screen on which it was said what comes before leaving. Who presses again there means it."""

    def get_default_screen(self) -> Screen[Any]:
        """What can be practised."""
        from engage_tui.tui.practice.screens.home import PracticeHome

        return PracticeHome(self.practice_desk)

    def action_lock(self) -> None:
        """There is nothing to lock: blank the screen."""
        self.cover()

    def action_to_notes(self) -> None:
        """Leave practice for the passphrase of the notes."""
        self._leave(TO_NOTES)

    def _leave(self, code: int) -> None:
        """End practice. Say first what comes before that, and that what stands in a practice note goes."""
        self.save_now()
        if self.screen is not self._told and self._something_first():
            self._told = self.screen
            return
        if not self.practice_desk.written_notes or self.screen is self._leaving:
            self.exit(return_code=code)
        elif self.desk.uncovered.is_set():
            self._say_that_it_goes(code)
        else:
            self.bell()  # nothing is said over the blank screen

    def _something_first(self) -> bool:
        """Whether a screen says that something comes first: also one that lies below a window or another screen."""
        screens = [screen for screen in reversed(self.screen_stack) if isinstance(screen, PracticeScreen)]
        return any(screen.comes_first() for screen in screens)

    def _say_that_it_goes(self, code: int) -> None:
        from engage_tui.tui.row import choice
        from engage_tui.tui.screens.choose import PickDialog

        rows = [
            choice("leave", "Leave"),
            choice("copies", "Write copies of it first"),
            choice("stay", "Stay"),
        ]

        def chosen(key: str | None) -> None:
            if key == "leave":
                self.exit(return_code=code)
            elif key == "copies":
                self.run_worker(self._copy_all())

        self._leaving = PickDialog(self.desk, "Leave your practice note?", GOES, rows)
        self.push_screen(self._leaving, chosen)

    async def _copy_all(self) -> None:
        """Offer to write copies of the practice notes, one after the other."""
        from engage_tui.tui.screens.copies import CopiesScreen

        guide = await self.desk.guide()
        for note in self.practice_desk.written_notes:
            await self.desk.uncovered.wait()
            await self.push_screen_wait(CopiesScreen(self.desk, guide, note.conversation, final=False))


class JoinApp(PracticeApp):
    """A second terminal: one view of a role-play that runs at the first."""

    def __init__(self, desk: PracticeDesk, view: View) -> None:
        super().__init__(desk)
        self._view = view

    def get_default_screen(self) -> Screen[Any]:
        """A page that says to wait, until the scenarios are read."""
        from engage_tui.tui.practice.screens.join import JoiningScreen

        return JoiningScreen(self.practice_desk, self._view)


def run(desk: PracticeDesk, join: View | None = None) -> int:
    """Run practice, or a second terminal of it, until it is left. The exit code."""
    harden_driver()
    app = PracticeApp(desk) if join is None else JoinApp(desk, join)
    app.run()
    desk.clipboard.app_ended()
    app.close_notes()
    return app.return_code or 0
