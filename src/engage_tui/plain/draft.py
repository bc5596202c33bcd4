"""The conversation being worked on. Every change is on the disk before the next question is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engage_tui.conversation.events import Moved, Visited
from engage_tui.conversation.history import History, changed_item
from engage_tui.errors import EngageError, WriteError
from engage_tui.when import time_after

if TYPE_CHECKING:
    from collections.abc import Callable

    from engage_tui.conversation.events import Event
    from engage_tui.conversation.state import Conversation
    from engage_tui.conversation.versions import Amends
    from engage_tui.plain.desk import Desk

KEPT = "It is kept here, and saving is tried again with each answer. Type copies to write it to another disk."


class Draft:
    """Takes events and saves what comes of them. When the disk takes nothing, that is said, and tried again."""

    def __init__(self, desk: Desk, conversation: Conversation, *, stored: bool) -> None:
        """`stored`: this very state is on the disk already. Raises `EngageError`."""
        self._store, self._say = desk.store, desk.console.say
        self.amends: Amends | None = self._store.amends(conversation.id) if stored else None
        self._saved = conversation if stored else None
        self._read_only = bool(desk.store.why_read_only)
        edition = desk.guide.edition
        same = conversation.edition == edition or self._read_only
        self._history = History(conversation if same else replace(conversation, edition=edition))
        self.save_or_say()

    @property
    def talk(self) -> Conversation:
        """The latest state."""
        return self._history.now

    @property
    def settled(self) -> bool:
        """Everything is on the disk."""
        return self._read_only or self._saved is self.talk

    def send(self, event: Event, *, place: str = "") -> bool:
        """Apply an event and save; `place` is where the worker is with it. True when it changed anything.

        Raises `WriteError` where the notes can only be read; where the worker is does not matter then.
        """
        if self._read_only:
            if isinstance(event, Moved | Visited):
                return False
            raise WriteError("The notes can only be read.", "Nothing was written down.")
        changed = self._history.apply(event, time_after(self.talk.changed))
        if changed and place:
            self._history.apply(Moved(place), time_after(self.talk.changed))
        if changed:
            self.save_or_say()
        return changed

    def send_together(self, *events: Event) -> None:
        """Apply several events as one change, saved and taken back as one. Raises `WriteError` as `send` does."""
        if self._read_only:
            raise WriteError("The notes can only be read.", "Nothing was written down.")
        if self._history.apply_together(events, time_after(self.talk.changed)):
            self.save_or_say()

    def undo(self) -> str | None:
        """Take back the last change: the item it was in (empty: in none), or None when there is nothing."""
        return self._turned(self._history.undo)

    def redo(self) -> str | None:
        """Bring back what was taken back last, told as `undo` does."""
        return self._turned(self._history.redo)

    def _turned(self, turn: Callable[[], bool]) -> str | None:
        before = self.talk
        if not turn():
            return None
        self.save_or_say()
        return changed_item(before, self.talk)

    def save(self) -> None:
        """Raises `EngageError` for what keeps it from the disk."""
        if not self.settled:
            self._store.save(self._saved, self.talk)
            self._saved = self.talk

    def save_or_say(self) -> bool:
        """Save; what keeps it from the disk is said. Whether it is there."""
        try:
            self.save()
        except EngageError as e:
            self._say(f"NOT SAVED: {e} {KEPT}")
        return self.settled
