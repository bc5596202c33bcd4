"""The app: opens the first screen, offers the commands that work anywhere, and saves on every way out."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events

from engage_tui.errors import EngageError
from engage_tui.idle import Idle
from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.looks import dress, wants_no_colours
from engage_tui.tui.safe_app import SafeApp
from engage_tui.tui.stoppable import Stoppable
from engage_tui.tui.terminal import PasteRefused, harden_driver

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from textual.command import Provider
    from textual.screen import Screen
    from textual.timer import Timer
    from textual.widget import Widget

    from engage_tui.tui.desk import Desk
    from engage_tui.tui.screens.unlock import EntryScreen
    from engage_tui.tui.session import Session

LOCK, LOCK_BLANK = 75, 76
"""Return codes that ask `run` to start a fresh process: the only sure way to empty the memory of what was shown. After
the second one the screen stays blank."""
PRACTISE = 77
"""A return code that asks `run` for practice, in a fresh process that has nothing of the notes."""
LOCK_AGAIN_SECONDS = 30.0
_SOMEONE = (events.Key, events.Paste, events.MouseDown, events.MouseScrollDown, events.MouseScrollUp)
"""What only a person does. A mouse also moves when somebody leans on the table."""


def _palette() -> type[Provider]:
    from engage_tui.tui.palette import CommandsInReach

    return CommandsInReach


class EngageApp(Stoppable, SafeApp):
    """Screens do the work; this only starts and ends it."""

    TITLE = "engage-tui"
    CSS_PATH = Path(__file__).parent / "styles" / "app.tcss"
    BINDINGS = bindings(Scope.ANYWHERE)
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_palette}
    COMMAND_PALETTE_BINDING = "ctrl+p"
    ENABLE_COMMAND_PALETTE = True
    NOTIFICATION_TIMEOUT = 6.0

    def __init__(self, desk: Desk, *, blank: bool = False) -> None:
        """`blank`: begin with the blank screen."""
        super().__init__(colours=not wants_no_colours())
        self.desk = desk
        self._begin_blank = blank
        self._idle = Idle()
        self._alarm: Timer | None = None
        self._had_focus: Widget | None = None
        desk.times_changed = self._mind_the_time
        self.animation_level = "none"
        dress(self, desk.settings)
        self.set_keymap(dict(desk.settings.keys))

    def get_default_screen(self) -> Screen[Any]:
        """The passphrase, or the first run."""
        from engage_tui.tui.screens.unlock import first_screen

        return first_screen(self.desk)

    def on_mount(self) -> None:
        if self._driver is not None and not self.is_headless:
            self.desk.clipboard.terminal = self._driver.write
        if self._begin_blank:
            self.cover()
        self._mind_the_time()

    def on_ready(self) -> None:
        """After the first paint: let the collector work again, on new things only, and read the content."""
        gc.freeze()
        gc.enable()
        self.desk.start_loading()

    def on_entry_screen_entered(self, event: EntryScreen.Entered) -> None:
        """The first screen is done: the notes are open, or only the guide is wanted."""
        self._mind_the_time()
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

    def forget_copied(self) -> None:
        """Take off the system's clipboard what was put there, and wait for that a moment."""
        self.desk.clipboard.forget_now()

    # -- nobody there

    async def on_event(self, event: events.Event) -> None:
        """Take note of whoever is there. After a long time away the first key only finds out that it was long."""
        if isinstance(event, _SOMEONE) and not event.is_forwarded and self.desk.uncovered.is_set():
            if self._overdue():
                self._mind_the_time()
                return
            self._idle.someone_is_here()
        await super().on_event(event)

    def _overdue(self) -> bool:
        return any(left is not None and left <= 0 for left in (self._blank_left(), self._lock_left()))

    def _blank_left(self) -> float | None:
        return self._idle.left(self.desk.settings.blank_after) if self.desk.uncovered.is_set() else None

    def _lock_left(self) -> float | None:
        return self._idle.left(self.desk.settings.lock_after) if self.desk.vault.is_open else None

    def _mind_the_time(self) -> None:
        """Lock or blank when it is time for it, and else set the one alarm for when it may be. Keys leave it alone."""
        if self._alarm is not None:
            self._alarm.stop()
            self._alarm = None
        lock = self._lock_left()
        if lock is not None and lock <= 0:
            lock = self._lock_unasked()
        blank = self._blank_left()
        if blank is not None and blank <= 0:
            self.cover()
            blank = None
        left = [seconds for seconds in (lock, blank) if seconds is not None]
        if left and not self._exit:
            self._alarm = self.set_timer(min(left) + 0.01, self._mind_the_time)

    def _lock_unasked(self) -> float | None:
        """Lock, unless that would lose something: then keep the screen blank. In how many seconds to try again."""
        try:
            self.save_now()
        except EngageError:
            self.go_on_saving()
            self.cover()
            return LOCK_AGAIN_SECONDS
        self.exit(return_code=self._lock_code)
        return None

    def on_app_blur(self) -> None:
        """Another window has the keyboard. Textual takes the focus away after this."""
        self._had_focus = self.focused
        if self.desk.settings.blank_unfocused:
            self.cover()

    def on_app_focus(self) -> None:
        """Back, perhaps from a long sleep."""
        self._mind_the_time()

    # -- commands that work anywhere

    def action_leave(self) -> None:
        self._leave(0)

    def action_practise(self) -> None:
        """Save, let go of the notes, and go to practice in a fresh process."""
        self._leave(PRACTISE)

    def action_lock(self) -> None:
        self._leave(self._lock_code)

    @property
    def _lock_code(self) -> int:
        """How to lock so that a blank screen stays blank."""
        return LOCK if self.desk.uncovered.is_set() else LOCK_BLANK

    def _leave(self, code: int) -> None:
        """End the app, unless that would lose something: then ask, but not over the blank screen."""
        try:
            self.save_now()
        except EngageError as e:
            self.go_on_saving()
            if self.desk.uncovered.is_set():
                self._ask_to_leave(code, str(e))
            else:
                self.bell()  # nothing is said over the blank screen, and nothing is lost from under it
        else:
            self.exit(return_code=code)

    def _ask_to_leave(self, code: int, trouble: str) -> None:
        from engage_tui.tui.row import choice
        from engage_tui.tui.screens.choose import PickDialog

        rows = [
            choice("stay", "Stay. Saving goes on by itself"),
            choice("copies", "Write copies to another folder first"),
            choice("leave", "Leave, and lose the last change"),
        ]

        def chosen(key: str | None) -> None:
            if key == "copies":
                self.run_worker(self.copy_elsewhere(self.desk.unsaved))
            elif key == "leave":
                self.desk.session = None
                self.desk.unsettled.clear()
                self.exit(return_code=code)

        self.push_screen(PickDialog(self.desk, "Not everything is saved yet", trouble, rows), chosen)

    async def copy_elsewhere(self, sessions: Sequence[Session]) -> None:
        """Offer to write copies of these conversations to a folder on another disk, one after the other."""
        from engage_tui.tui.screens.copies import CopiesScreen

        guide = await self.desk.guide()
        for session in sessions:
            await self.desk.uncovered.wait()
            await self.push_screen_wait(
                CopiesScreen(self.desk, guide, session.conversation, final=False, elsewhere=True)
            )

    def action_layout(self) -> None:
        """The other layout, at once."""
        from engage_tui.tui.screens.look_rows import next_layout

        trouble = next_layout(self.desk)
        dress(self, self.desk.settings)
        if trouble:
            self.notify(trouble, severity="error")

    def action_shield(self) -> None:
        self.cover()

    def go_on_saving(self) -> None:
        """What could not be saved just now is tried again until it is."""
        self.desk.go_on()

    def cover(self) -> None:
        """Blank the screen now."""
        from engage_tui.tui.screens.shield import ShieldScreen

        if not isinstance(self.screen, ShieldScreen):
            if self.focused is None and self._had_focus is not None and self._had_focus.screen is self.screen:
                self.screen.set_focus(self._had_focus)  # for when it comes back: Textual would not remember
            self.desk.uncovered.clear()
            self.desk.clipboard.forget()
            self.push_screen(ShieldScreen(self.desk), lambda _: self._uncovered())

    def _uncovered(self) -> None:
        self._idle.someone_is_here()
        self.desk.uncovered.set()
        self._mind_the_time()

    def action_help(self) -> None:
        from engage_tui.tui.screens.help import HelpScreen, active_commands

        if self.desk.uncovered.is_set() and not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.desk, active_commands(self.screen)))

    def action_command_palette(self) -> None:
        """The palette, but never over the blank screen."""
        from engage_tui.tui.palette import CalmPalette

        if self.desk.uncovered.is_set() and not isinstance(self.screen, CalmPalette):
            self.push_screen(CalmPalette(id="--command-palette"))

    def on_paste_refused(self, _: PasteRefused) -> None:
        """Say so, rather than freeze on it."""
        self.notify("That was too much to paste at once. Nothing of it was taken. Paste it in smaller pieces.")


def run(desk: Desk, *, blank: bool = False) -> int:
    """Run the app until it is left. The exit code; `LOCK` or `LOCK_BLANK` when it is to be started afresh."""
    harden_driver()
    app = EngageApp(desk, blank=blank)
    app.run()
    desk.clipboard.app_ended()
    try:
        app.close_notes()
    except (EngageError, TimeoutError) as e:
        print(f"engage-tui: The notes could not be closed properly. {e}", file=sys.stderr)
        return app.return_code or 1
    return app.return_code or 0
