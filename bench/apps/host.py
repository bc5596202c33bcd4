"""Our own app where only a part of it is to be measured.

`host.py unsaved`: the whole app, but what is typed in the pane is never passed on, so it is not saved.
`host.py find FOLDER`: the Find window over the guide in that folder, which the app's own loader reads.
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

from textual import events, on

from engage_tui.guide.loader import load_guide
from engage_tui.paths import Home
from engage_tui.settings import Settings
from engage_tui.tui.app import EngageApp
from engage_tui.tui.desk import Desk
from engage_tui.tui.screens.base import DeskScreen
from engage_tui.tui.screens.find import FindScreen
from engage_tui.tui.widgets import write_pane

NEVER = 1e6


class FindHost(EngageApp):
    """The app's own frame, with Find in place of everything else."""

    def __init__(self, folder: Path) -> None:
        super().__init__(Desk(Home(Path(os.environ["ENGAGE_HOME"])), Settings()))
        self._folder = folder

    def get_default_screen(self) -> DeskScreen[None]:
        return DeskScreen(self.desk)

    @on(events.Ready)
    def begin(self, event: events.Ready) -> None:
        """In place of the app's own. The guide is read when the collector is at work again, as it is in the app."""
        event.prevent_default()
        gc.freeze()
        gc.enable()
        self.push_screen(FindScreen(self.desk, load_guide(self._folder), background=True))


def main(what: str, folder: str = "") -> None:
    """Run one of the two."""
    if what == "unsaved":
        from engage_tui.__main__ import main as start

        write_pane.SETTLE_SECONDS = NEVER
        sys.argv[1:] = []
        start()
    else:
        gc.disable()  # as the app itself does until its first paint
        FindHost(Path(folder)).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
