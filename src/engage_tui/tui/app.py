"""The app: opens the first screen, offers the commands that work anywhere, and saves on every way out."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from engage_tui.errors import EngageError
from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.safe_app import SafeApp
from engage_tui.tui.terminal import PasteRefused, harden_driver
from engage_tui.tui.themes import THEMES

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from textual.command import Provider
    from textual.screen import Screen

    from engage_tui.tui.desk import Desk
    from engage_tui.tui.screens.unlock import EntryScreen

LOCK = 75
"""Return code that asks `run` to start a fresh process: the only sure way to empty the memory of what was shown."""


def _palette() -> type[Provider]:
    from engage_tui.tui.palette import CommandsInReach

    return CommandsInReach


class EngageApp(SafeApp):
    """Screens do the work; this only starts and ends it."""

    TITLE = "engage-tui"
    CSS_PATH = Path(__file__).parent / "styles" / "app.tcss"
    BINDINGS = bindings(Scope.ANYWHERE)
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_palette}
    COMMAND_PALETTE_BINDING = "ctrl+p"
    ENABLE_COMMAND_PALETTE = True
    NOTIFICATION_TIMEOUT = 6.0

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.animation_level = "none"
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = f"engage-{desk.settings.theme}"
        self.set_keymap(dict(desk.settings.keys))

    def get_default_screen(self) -> Screen[Any]:
        """The passphrase, or the first run."""
        from engage_tui.tui.screens.unlock import first_screen

        return first_screen(self.desk)

    def on_ready(self) -> None:
        """After the first paint: let the collector work again, on new things only, and read the content."""
        gc.freeze()
        gc.enable()
        self.desk.start_loading()

    def on_entry_screen_entered(self, event: EntryScreen.Entered) -> None:
        """The first screen is done: the notes are open, or only the guide is wanted."""
        self.run_worker(self._open_home() if event.how == "notes" else self._read_guide())

    async def _open_home(self) -> None:
        from engage_tui.tui.keeping import look_after
        from engage_tui.tui.screens.home import HomeScreen

        await self.desk.uncovered.wait()
        home = HomeScreen(self.desk)
        self.push_screen(home)
        await look_after(self.desk, home)

    async def _read_guide(self) -> None:
        from engage_tui.tui.screens.walk import WalkScreen

        guide = await self.desk.guide()
        await self.desk.uncovered.wait()
        self.push_screen(WalkScreen(self.desk, guide))

    # -- saving on the way out

    def save_now(self) -> None:
        """Everything typed is on the disk when this returns."""
        self.desk.flush()

    def close_notes(self) -> None:
        """Save and let go of the notes."""
        try:
            self.save_now()
        finally:
            self.desk.session = None
            self.desk.vault.close()

    # -- commands that work anywhere

    def action_leave(self) -> None:
        self._leave(0)

    def action_lock(self) -> None:
        self._leave(LOCK)

    def _leave(self, code: int) -> None:
        """End the app, unless that would lose something: then ask."""
        try:
            self.save_now()
        except EngageError as e:
            self.desk.go_on()
            if self.desk.uncovered.is_set():
                self._ask_to_leave(code, str(e))
            else:
                self.bell()  # nothing is said over the blank screen, and nothing is lost from under it
        else:
            self.exit(return_code=code)

    def _ask_to_leave(self, code: int, trouble: str) -> None:
        from engage_tui.tui.row import choice
        from engage_tui.tui.screens.choose import PickDialog

        rows = [choice("stay", "Stay. Saving goes on by itself"), choice("leave", "Leave, and lose the last change")]

        def chosen(key: str | None) -> None:
            if key == "leave":
                self.desk.session = None
                self.desk.unsettled.clear()
                self.exit(return_code=code)

        self.push_screen(PickDialog(self.desk, "Not everything is saved yet", trouble, rows), chosen)

    def action_shield(self) -> None:
        from engage_tui.tui.screens.shield import ShieldScreen

        if not isinstance(self.screen, ShieldScreen):
            self.desk.uncovered.clear()
            self.push_screen(ShieldScreen(self.desk), lambda _: self.desk.uncovered.set())

    def action_help(self) -> None:
        from engage_tui.tui.screens.help import HelpScreen, active_commands

        if self.desk.uncovered.is_set() and not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.desk, active_commands(self.screen)))

    def action_command_palette(self) -> None:
        """The palette, but never over the blank screen."""
        if self.desk.uncovered.is_set():
            super().action_command_palette()

    def on_paste_refused(self, _: PasteRefused) -> None:
        """Say so, rather than freeze on it."""
        self.notify("That was too much to paste at once. Nothing of it was taken. Paste it in smaller pieces.")


def run(desk: Desk) -> int:
    """Run the app until it is left. The exit code; `LOCK` when it is to be started afresh."""
    harden_driver()
    app = EngageApp(desk)
    app.run()
    try:
        app.close_notes()
    except (EngageError, TimeoutError) as e:
        print(f"engage-tui: The notes could not be closed properly. {e}", file=sys.stderr)
        return app.return_code or 1
    return app.return_code or 0
