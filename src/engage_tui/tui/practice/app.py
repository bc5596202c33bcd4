"""The app of practice: the same screens, with nothing behind them that could hold a real note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.practice.marking import PRACTICE
from engage_tui.tui.app import EngageApp
from engage_tui.tui.terminal import harden_driver

if TYPE_CHECKING:
    from typing import Any

    from textual.screen import Screen

    from engage_tui.tui.practice.desk import PracticeDesk
    from engage_tui.tui.practice.faces import View


TO_NOTES = 78
"""A return code that asks for the notes again, in a fresh process."""


class PracticeApp(EngageApp):
    """Begins with what can be practised; there is no passphrase, and nothing to lock."""

    TITLE = f"engage-tui {PRACTICE}"

    def __init__(self, desk: PracticeDesk) -> None:
        super().__init__(desk)
        self.practice_desk = desk

    def get_default_screen(self) -> Screen[Any]:
        """What can be practised."""
        from engage_tui.tui.practice.screens.home import PracticeHome

        return PracticeHome(self.practice_desk)

    def action_lock(self) -> None:
        """There is nothing to lock: blank the screen."""
        self.cover()

    def action_to_notes(self) -> None:
        """Leave practice for the passphrase of the notes."""
        self.exit(return_code=TO_NOTES)


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
