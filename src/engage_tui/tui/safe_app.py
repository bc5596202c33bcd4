"""A Textual app that keeps what is typed into it: saved on every way out, never printed, copied or pictured unasked."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
import time
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from textual.app import App
from textual.content import Content
from textual.worker import WorkerFailed

from engage_tui.errors import EngageError
from engage_tui.process import SAVED, crash_message, where
from engage_tui.tui.key_order import ORDERED, KeyOrder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rich.console import RenderableType
    from textual import events
    from textual.app import SystemCommand
    from textual.notifications import SeverityLevel
    from textual.screen import Screen

LAST_WORDS_SECONDS = 1.5

_GONE, _UNKNOWN = "gone", "unknown"


class SafeApp(App[int]):
    """Subclasses say what `save_now` does. It must not return before the words are on the disk."""

    AFTER_FAULT: ClassVar[str] = SAVED
    """What became of what was written, and what to do, when the app has had to stop and that was saved."""

    def __init__(self, *, colours: bool = True) -> None:
        """Without `colours` nothing but the terminal's own two is sent to it."""
        # Textual turns colours into greys unless they are the terminal's; and it takes the variable away, which the
        # process that comes after this one needs.
        super().__init__(ansi_color=None if colours else True)
        self.no_color = not colours
        if not colours:
            os.environ["NO_COLOR"] = "yes"
        self._paused = False
        self._terminal_off: Callable[[], object] = lambda: None
        self._terminal_on: Callable[[], object] = lambda: None
        self.key_order = KeyOrder(self, super().on_event, self._handle_exception)

    async def on_event(self, event: events.Event) -> None:
        """Keys, pastes and clicks wait their turn."""
        if isinstance(event, ORDERED) and not event.is_forwarded:
            self.key_order.take(event)
        else:
            await super().on_event(event)

    def save_now(self) -> None:
        """Save everything typed so far, blocking."""

    def go_on_saving(self) -> None:
        """What could not be saved just now is tried again until it is."""

    def cover(self) -> None:
        """Take what is on the screen away; it is about to be left alone."""

    def forget_copied(self) -> None:
        """Take off the system's clipboard what was put there, and wait for that a moment."""

    # -- faults

    def _fatal_error(self) -> None:
        """In place of Textual's own, which prints local variables, notes and passphrases among them."""
        kind, _, trace = sys.exc_info()
        self._stop_after_fault(kind.__name__ if kind else "error", where(trace))

    def _handle_exception(self, error: Exception) -> None:
        """Our own errors in background work are told on the screen; anything else ends the app.

        Exceptions can draw themselves with `__rich__`; a failed worker does, with its message. None may here.
        """
        if isinstance(error, WorkerFailed) and isinstance(error.error, EngageError):
            self.notify(str(error.error), severity="error", timeout=15)
            return
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        cause = getattr(error, "error", error)
        self._stop_after_fault(type(cause).__name__, where(cause.__traceback__))

    def panic(self, *renderables: RenderableType) -> None:
        """Called by the input thread with a traceback of its own."""
        self._return_code = 1
        self._stop_after_fault("input", "")

    def _stop_after_fault(self, kind: str, places: str) -> None:
        trouble = self._save_quietly()
        if not self._exit_renderables:  # Textual adds advice of its own when there is more than one
            self._exit_renderables.append(Content(crash_message(kind, places, trouble, self.AFTER_FAULT)))
        self._close_messages_no_wait()

    def _save_quietly(self) -> str:
        """Save, and say what kept it from being saved, if anything did.

        The one broad except: whatever went wrong, the app must still leave the terminal as it found it.
        """
        try:
            self.save_now()
        except Exception as error:
            return str(error) if isinstance(error, EngageError) else type(error).__name__
        return ""

    # -- being told to stop

    def on_mount(self) -> None:
        """Listen for the signals that end a process, and for the terminal going away."""
        if os.name == "posix":
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(number, self._told_to_stop, number)
            if not self.is_headless:
                self._listen_for_pauses(loop)
        elif sys.platform == "win32":
            loop = asyncio.get_running_loop()
            signal.signal(
                signal.SIGBREAK, lambda number, _: loop.call_soon_threadsafe(self._told_to_stop, number) and None
            )
        if os.name == "posix" and not self.is_headless:
            threading.Thread(target=self._watch_terminal, name="terminal-watch", daemon=True).start()

    def _told_to_stop(self, number: int) -> None:
        self._save_quietly()
        # A terminal that no longer reads would keep the app from ending: give it a moment, and then go.
        watchdog = threading.Timer(LAST_WORDS_SECONDS, os._exit, (128 + number,))
        watchdog.daemon = True
        watchdog.start()
        self.exit(return_code=128 + number)

    # -- being paused

    if sys.platform != "win32":

        def _listen_for_pauses(self, loop: asyncio.AbstractEventLoop) -> None:
            """Stand before Textual's own handlers, which give the terminal back and take it again."""
            off, on = signal.getsignal(signal.SIGTSTP), signal.getsignal(signal.SIGCONT)
            if callable(off) and callable(on):
                self._terminal_off, self._terminal_on = (
                    partial(off, signal.SIGTSTP, None),
                    partial(on, signal.SIGCONT, None),
                )
                loop.add_signal_handler(signal.SIGTSTP, self._told_to_pause)
                loop.add_signal_handler(signal.SIGCONT, self._told_to_go_on)

        def _told_to_pause(self) -> None:
            """Save, and blank the screen, so that nothing is on it when the app comes back."""
            if not self._exit:
                self._save_quietly()
                self.go_on_saving()
                self.cover()
                self.screen.call_after_refresh(self._pause)

        def _pause(self) -> None:
            self._paused = True
            self._terminal_off()  # the process stands still in here

        def _told_to_go_on(self) -> None:
            if (
                self._exit or self._driver is None or _state_of_terminal(0) == _GONE
            ):  # a window that closes sends this too
                return
            if not self._paused:  # stopped without being asked, by SIGSTOP: whatever became of the terminal, begin anew
                self.cover()
                self._driver.suspend_application_mode()
            self._paused = False
            self._terminal_on()
            self.refresh(layout=True)

    def _watch_terminal(self) -> None:
        """A window can vanish without a signal. An orphan would spin, and hold the keys in memory."""
        while not (found := _state_of_terminal(1000)):
            pass
        if found != _GONE:
            return
        time.sleep(0.3)  # let SIGHUP do it the better way
        self._save_quietly()
        self.forget_copied()
        os._exit(128 + signal.SIGHUP)

    # -- nothing leaves unasked

    def copy_to_clipboard(self, text: str) -> None:
        """Copying stays inside the app: the system's clipboard has a history, and may be shared with other machines."""
        self._clipboard = text

    def leave_mouse_to_terminal(self, *, leave: bool) -> None:
        """Whether the terminal keeps the mouse, so that text can be selected with it as in any other window."""
        ask = getattr(self._driver, "_disable_mouse_support" if leave else "_enable_mouse_support", None)
        if ask is not None and not self.is_headless:
            ask()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Messages are text, never markup, and one at a time: they lie over what people read and write."""
        self.clear_notifications()
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=False)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """None of Textual's own: one of them takes a picture of the screen."""
        return ()

    def deliver_screenshot(
        self, filename: str | None = None, path: str | None = None, time_format: str | None = None
    ) -> str | None:
        """Refused."""
        self.bell()
        return None

    def save_screenshot(self, *_: object, **__: object) -> NoReturn:
        """Refused."""
        raise PermissionError("pictures of the screen are off")


def _state_of_terminal(milliseconds: int) -> str:
    """Whether the terminal has gone, or goes within this time; nothing while it is there. Not on Windows."""
    import select

    poll = select.poll()
    poll.register(0, select.POLLHUP | select.POLLERR)
    found = poll.poll(milliseconds)
    if not found:
        return ""
    # Some systems cannot poll a terminal, which does not mean that it has gone.
    return _UNKNOWN if found[0][1] & select.POLLNVAL else _GONE
