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


def run(desk: PracticeDesk) -> int:
    """Run practice until it is left. The exit code."""
    harden_driver()
    app = PracticeApp(desk)
    app.run()
    desk.clipboard.app_ended()
    app.close_notes()
    return app.return_code or 0
