"""What the screens share in practice: the same guide and settings, and nothing behind them that keeps notes."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from engage_tui.conversation.events import Described
from engage_tui.paths import shipped_content
from engage_tui.practice.marking import PRACTICE
from engage_tui.practice.survey import Survey
from engage_tui.tui.desk import Desk
from engage_tui.tui.session import Autosave, SaveState, Saving, Session
from engage_tui.tui.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Callable

    from engage_tui.conversation.events import Event
    from engage_tui.conversation.state import Conversation
    from engage_tui.paths import Home
    from engage_tui.practice.scenarios import Library
    from engage_tui.settings import Settings

WORKER = "A worker in practice"


class PracticeVault(Vault):
    """A vault that is never opened: whatever asked it for the store would be told that there is none."""

    def __init__(self) -> None:
        super().__init__(WORKER)

    async def open(self, opener: Callable[[], object], author: str = "") -> None:
        """Refused. Raises `RuntimeError`."""
        raise RuntimeError("there are no notes in practice")

    async def set_phrases(self, told: str) -> None:
        """One's own wordings last as long as the practice."""
        self.phrases = told


class PracticeDesk(Desk):
    """One for each run of practice."""

    mark: ClassVar[str] = PRACTICE

    def __init__(self, home: Home, settings: Settings, *, back: bool = False) -> None:
        """`back`: practice was begun from the notes, and can go back to them."""
        super().__init__(home, settings, PracticeVault())
        self.back = back
        self.survey = Survey()
        """What people said before and after; gone with the process."""
        self.notes: dict[str, PracticeSession] = {}
        """The practice notes by the scenario that they are about, an empty id for none; gone with the process, too."""

    @property
    def written_notes(self) -> list[PracticeSession]:
        """The practice notes in which there is anything."""
        return [note for note in self.notes.values() if note.conversation.items]

    def _set(self, name: str, value: str | float) -> None:
        """Choose it for as long as the practice lasts: a projector's layout is not for the notes."""
        change: dict[str, Any] = {name: value}
        self.settings = replace(self.settings, **change)

    async def library(self) -> Library:
        """The scenarios, read on another thread. Those with a mistake are left out, and the library says which."""
        from engage_tui.practice.scenarios import load_scenarios

        guide = await self.guide()
        own = self.home.content if self.home.content.is_dir() else None
        return await asyncio.to_thread(load_scenarios, guide, shipped_content(), own)


class NothingKept(Autosave):
    """Takes note of every state and writes none."""

    def start(self, conversation: Conversation, *, stored: bool) -> None:
        """Begin; where the state stands makes no difference."""
        del stored
        self._saved = self._latest = conversation
        self.state = SaveState(Saving.NOT_KEPT)

    def expect(self) -> None:
        """Nothing is waited for."""

    def expected(self) -> None:
        """Nothing was waited for."""

    def changed(self, conversation: Conversation, *, typing: bool) -> None:
        """There is a newer state, and that is all."""
        del typing
        self._saved = self._latest = conversation

    def flush(self, latest: Conversation | None = None) -> None:
        """There is nothing to write."""
        if latest is not None:
            self._saved = self._latest = latest


class PracticeSession(Session):
    """A conversation in a role-play. Its reference always says so."""

    KEPT: ClassVar[type[Autosave]] = NothingKept

    def send(self, event: Event) -> bool:
        """Apply an event. True when it changed anything."""
        if isinstance(event, Described) and not event.reference.startswith(PRACTICE):
            event = replace(event, reference=f"{PRACTICE}-{event.reference}")
        return super().send(event)
