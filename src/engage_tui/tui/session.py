"""The conversation being worked on: takes events, keeps what can be undone, sees to it that every state is saved."""

from __future__ import annotations

import asyncio
from concurrent.futures import wait
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, ClassVar

from engage_tui.conversation.events import Event, Wrote
from engage_tui.conversation.history import History
from engage_tui.errors import EngageError, WriteError
from engage_tui.interface import tr
from engage_tui.when import time_after, utc_now

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from datetime import datetime

    from engage_tui.conversation.state import Conversation
    from engage_tui.conversation.versions import Amends
    from engage_tui.tui.vault import Vault

TYPING_SECONDS = 0.6
"""With the pane's own rest this keeps typing at most about one second behind the keys."""
RETRY_SECONDS = 2.0
FLUSH_SECONDS = 10.0


class Saving(Enum):
    """Where the saving stands."""

    SAVED = "saved"
    PENDING = "saving"
    FAILED = "not saved"
    NOT_KEPT = "not kept"
    """Nothing is to be saved: it is a practice note."""


@dataclass(frozen=True, slots=True)
class SaveState:
    """Where the saving stands; `at` is when something was last saved, `trouble` why it could not be."""

    saving: Saving
    at: datetime | None = None
    trouble: str = ""

    @property
    def told(self) -> str:
        """In words, for the top of the screen."""
        if self.saving is Saving.FAILED:
            return f"NOT SAVED: {self.trouble}"
        if self.saving is Saving.PENDING:
            return tr("saving …")
        if self.saving is Saving.NOT_KEPT:
            return "not kept"
        return tr("saved {}").format(f"{self.at.astimezone():%H:%M}") if self.at else tr("saved")


class Autosave:
    """Saves the latest state in the notes' thread; one save at a time, and again at once if more has come."""

    def __init__(self, vault: Vault, report: Callable[[SaveState], None]) -> None:
        self._vault, self._report = vault, report
        self._saved: Conversation | None = None
        self._latest: Conversation | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None
        self._flight: tuple[Future[None], Conversation] | None = None
        self._stopped = False
        self._unsent = False
        """Something is being typed that was not passed on yet."""
        self.state = SaveState(Saving.SAVED)

    def start(self, conversation: Conversation, *, stored: bool) -> None:
        """Begin with a conversation; `stored` says that this very state is on the disk already."""
        self._saved = conversation if stored else None
        self._latest = conversation
        if not stored:
            self._save_soon(0)

    @property
    def settled(self) -> bool:
        """Nothing is waiting to be saved."""
        return self._stopped or self._latest is self._saved

    def expect(self) -> None:
        """Something is about to be sent: what is on the disk is no longer all."""
        self._unsent = True
        if self.state.saving is Saving.SAVED:
            self._tell_where(self.state.at)

    def expected(self) -> None:
        """It was sent, or nothing came of it."""
        self._unsent = False
        if self.settled and self.state.saving is Saving.PENDING:
            self._tell_where(self.state.at)

    def changed(self, conversation: Conversation, *, typing: bool) -> None:
        """There is a newer state. Marks are saved at once; typing rests a moment, but never waits for its end."""
        self._latest = conversation
        self._save_soon(TYPING_SECONDS if typing else 0)

    def _save_soon(self, delay: float) -> None:
        if self._task is not None:  # it looks again when it is done
            if self.state.saving is Saving.SAVED:
                self._tell_where(self.state.at)
            return
        if self._timer is not None:
            if delay:
                return
            self._timer.cancel()
        self._tell(SaveState(Saving.PENDING, self.state.at))
        self._timer = asyncio.get_running_loop().call_later(delay, self._begin)

    def _begin(self) -> None:
        self._timer = None
        self._task = asyncio.get_running_loop().create_task(self._save())
        self._task.add_done_callback(self._ended)

    async def _save(self) -> None:
        while self._latest is not None and not self.settled:
            await asyncio.wrap_future(self._submit(self._latest))
            self._land()
            self._tell_where(utc_now())

    def _ended(self, task: asyncio.Task[None]) -> None:
        """Whatever kept it from being saved, the words are still here: tell it, and try again."""
        self._task = None
        error = None if task.cancelled() else task.exception()
        if self._stopped:
            return
        if error is not None:
            self._timer = asyncio.get_running_loop().call_later(RETRY_SECONDS, self._begin)
            self._tell(SaveState(Saving.FAILED, self.state.at, _trouble(error)))
        elif not self.settled:
            self._begin()  # one more came just as it ended

    def _submit(self, latest: Conversation) -> Future[None]:
        future = self._vault.submit(self._vault.store.save, self._saved, latest)
        self._flight = (future, latest)
        return future

    def _land(self) -> None:
        """Take note of what the save under way has saved, once it is done."""
        if self._flight is None:
            return
        future, conversation = self._flight
        if not wait([future], FLUSH_SECONDS).done:
            raise WriteError("The disk has not taken the last change yet.", "What you wrote is still here.")
        self._flight = None
        future.result()
        self._saved = conversation

    def flush(self, latest: Conversation | None = None) -> None:
        """Save the latest state, or this one, and return when it is on the disk. Blocking. Raises `EngageError`."""
        self._latest = latest or self._latest
        with suppress(EngageError):  # what failed a moment ago is tried again here
            self._land()
        if self._latest is not None and not self.settled:
            self._submit(self._latest)
            self._land()

    def go_on(self) -> None:
        """Saving failed on the way out, and the app stays: try again soon, and until it succeeds."""
        if not self.settled:
            self._save_soon(RETRY_SECONDS)

    async def settle(self) -> None:
        """Wait until the latest state is on the disk, or raise `EngageError` for what keeps it from there."""
        if self._timer is not None:
            self._timer.cancel()
            self._begin()
            self._tell_where(self.state.at)
        task = self._task
        while task is not None and not task.done() and self.state.saving is not Saving.FAILED:
            await asyncio.wait([task], timeout=0.05)
        if self.state.saving is Saving.FAILED:
            raise EngageError(self.state.trouble)

    def stop(self) -> None:
        """Nothing more is saved, whatever was on its way: the note may be deleted next."""
        self._stopped = True
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _tell_where(self, at: datetime | None) -> None:
        """Saved is said only when nothing is waiting, not even in the field."""
        saved = self.settled and not self._unsent
        self._tell(SaveState(Saving.SAVED if saved else Saving.PENDING, at))

    def _tell(self, state: SaveState) -> None:
        self.state = state
        self._report(state)


def _trouble(error: BaseException) -> str:
    """What is told of a save that failed; of a fault of our own only its kind, since its message could quote a note."""
    return str(error) if isinstance(error, EngageError) else f"There is a fault in the app ({type(error).__name__})."


class Session:
    """One conversation, open. Watchers are called on the screen's own thread, after every change and every save."""

    KEPT: ClassVar[type[Autosave]] = Autosave
    """What sees to it that every state is saved."""

    def __init__(self, conversation: Conversation, vault: Vault, *, stored: bool, amends: Amends | None = None) -> None:
        self._history = History(conversation)
        self.amends = amends
        """The final note that this draft is to amend, if it is an amendment."""
        self.read_only = bool(vault.why_read_only)
        """Nothing can be saved, so nothing is taken."""
        self._watchers: list[tuple[Callable[[], None], Callable[[], Event | None]]] = []
        self._autosave = self.KEPT(vault, lambda _: self._heard())
        self._autosave.start(conversation, stored=stored or self.read_only)

    @property
    def conversation(self) -> Conversation:
        """The latest state."""
        return self._history.now

    @property
    def save_state(self) -> SaveState:
        return self._autosave.state

    @property
    def settled(self) -> bool:
        """Everything sent is on the disk."""
        return self._autosave.settled

    def typing(self) -> None:
        """Words are being typed that were not sent yet: nobody may be told that all is saved."""
        self._autosave.expect()

    def rested(self) -> None:
        """The typing came to nothing that has to be sent."""
        self._autosave.expected()

    def watch(self, changed: Callable[[], None], pending: Callable[[], Event | None]) -> Callable[[], None]:
        """Call `changed` from now on; `pending` gives words typed but not sent. Returns how to stop."""
        watcher = (changed, pending)
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher) if watcher in self._watchers else None

    def _heard(self) -> None:
        for changed, _ in tuple(self._watchers):
            changed()

    def send(self, event: Event) -> bool:
        """Apply an event. True when it changed anything."""
        if self.read_only:
            return False
        changed = self._history.apply(event, time_after(self.conversation.changed))
        if isinstance(event, Wrote):
            self._autosave.expected()
        if changed:
            self._autosave.changed(self.conversation, typing=isinstance(event, Wrote))
            self._heard()
        return changed

    def send_together(self, *events: Event) -> bool:
        """Apply several events as one change, saved and taken back as one. True when they changed anything."""
        if self.read_only:
            return False
        return self._turned(self._history.apply_together(events, time_after(self.conversation.changed)))

    def undo(self) -> bool:
        """Go back to the state before the last change. False when there is none."""
        return self._turned(self._history.undo())

    def redo(self) -> bool:
        """Bring back what was undone last. False when there is nothing."""
        return self._turned(self._history.redo())

    def _turned(self, changed: bool) -> bool:
        if changed:
            self._autosave.changed(self.conversation, typing=False)
            self._heard()
        return changed

    def flush(self) -> None:
        """Everything typed so far is on the disk when this returns. Blocking. Raises `EngageError`.

        Watchers are not called: the screen may be what has just gone wrong. For the same reason what was sent is saved
        before the screen is asked for words that were not.
        """
        self._autosave.flush()
        for _, pending in tuple(self._watchers):
            event = pending()
            if event is not None:
                self._history.apply(event, time_after(self.conversation.changed))
        self._autosave.flush(self.conversation)

    def take_in(self) -> None:
        """What is being typed counts as sent."""
        for _, pending in tuple(self._watchers):
            event = pending()
            if event is not None:
                self.send(event)

    def go_on(self) -> None:
        """Saving failed when the app was to be left, and it was not: go on trying."""
        self._autosave.go_on()

    async def settle(self) -> None:
        """Everything sent so far is on the disk when this returns; the screen goes on. Raises `EngageError`."""
        await self._autosave.settle()

    def end(self) -> None:
        """The conversation is closed for good: nothing more is taken or saved."""
        self._watchers.clear()
        self._autosave.stop()
