"""A conversation with what can be taken back. Whoever works on one, on the screen or line by line, has one of these."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engage_tui.conversation.events import Event, Moved, Visited, Wrote
from engage_tui.conversation.update import apply

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from engage_tui.conversation.state import Conversation
    from engage_tui.conversation.words import Field

UNDO_STEPS = 100


class History:
    """`now` is the latest state."""

    def __init__(self, conversation: Conversation) -> None:
        self.now = conversation
        self._undo: list[Conversation] = []
        self._redo: list[Conversation] = []
        self._typing_in: tuple[str, Field] | None = None

    def apply(self, event: Event, at: datetime) -> bool:
        """Take an event. True when it changed anything."""
        before = self.now
        self.now = apply(before, event, at)
        if self.now is before:
            return False
        if not isinstance(event, Moved | Visited):
            self._remember(before, event)
        return True

    def apply_together(self, events: Iterable[Event], at: datetime) -> bool:
        """Take several events as one change, which is taken back as one. True when they changed anything."""
        before = self.now
        for event in events:
            self.now = apply(self.now, event, at)
        if self.now is before:
            return False
        self._keep(before)
        self._typing_in = None
        return True

    def _remember(self, before: Conversation, event: Event) -> None:
        """Keep the state for undo. Typing in one field is one step, however often it is passed on."""
        place = (event.item, event.field) if isinstance(event, Wrote) else None
        if place is None or place != self._typing_in:
            self._keep(before)
        self._typing_in = place
        self._redo.clear()

    def _keep(self, before: Conversation) -> None:
        self._undo.append(before)
        del self._undo[:-UNDO_STEPS]
        self._redo.clear()

    def undo(self) -> bool:
        """Go back to the state before the last change. False when there is none."""
        return self._turn(self._undo, self._redo)

    def redo(self) -> bool:
        """Bring back what was undone last. False when there is nothing."""
        return self._turn(self._redo, self._undo)

    def _turn(self, here: list[Conversation], there: list[Conversation]) -> bool:
        if not here:
            return False
        there.append(self.now)
        self._typing_in = None
        # Where the worker has been is not a change to take back.
        self.now = replace(here.pop(), visited=self.now.visited, place=self.now.place)
        return True


def changed_item(before: Conversation, after: Conversation) -> str:
    """The item in which two states differ; empty when it is none."""
    items = {**before.items, **after.items}
    return next((i for i in items if before.items.get(i) is not after.items.get(i)), "")
