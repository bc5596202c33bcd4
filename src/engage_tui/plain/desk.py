"""What the plain mode works with: where things are, the guide, the open notes, and whom it talks to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from engage_tui.errors import EngageError, PassphraseError
from engage_tui.plain.lines import Ended, Idle
from engage_tui.settings import seconds

if TYPE_CHECKING:
    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.lens.sources import Sources
    from engage_tui.paths import Home
    from engage_tui.plain.console import Console
    from engage_tui.record.slips import Slip
    from engage_tui.settings import Settings
    from engage_tui.store.sitting import Sitting
    from engage_tui.store.store import Store

LOCK = 75
"""The code that asks for a fresh process, as in the app: it has seen nothing, and the old one's memory is gone."""
BACK = "Passphrase:"
WRONG, NOT_NOW = "Not right.", "That cannot be tried just now. Close other programs and try again."


@dataclass(slots=True)
class Desk:
    """One for each run. Ask for `store` and `sitting` only once the notes are open."""

    home: Home
    settings: Settings
    console: Console
    guide: Guide
    opened: Store | None = field(default=None, repr=False)
    sat_down: Sitting | None = None
    _sources: Sources | None = field(default=None, repr=False)

    @property
    def store(self) -> Store:
        """The open notes. Raises `RuntimeError` when none are."""
        if self.opened is None:
            raise RuntimeError("the notes are not open")
        return self.opened

    def slips(self, talk: Conversation) -> tuple[Slip, ...]:
        """The words in the file copy that say that the survivor or a child told something."""
        from engage_tui.lens.sources import usual_sources
        from engage_tui.paths import shipped_content
        from engage_tui.record.slips import slips, told_by

        if self._sources is None:
            self._sources, _ = usual_sources(shipped_content(), self.home.content)
        return slips(talk, self.guide, self._sources.told(told_by(talk, self.guide), talk.person))

    @property
    def author(self) -> str:
        """The name on the notes."""
        return self.sat_down.author if self.sat_down else ""

    def rename(self, author: str) -> None:
        """The notes are written under another name from now on."""
        if self.sat_down is not None:
            self.sat_down = replace(self.sat_down, author=author)

    def sit_down(self, store: Store, author: str = "") -> None:
        """Work with these notes from now on. Raises `EngageError`."""
        from engage_tui.store.sitting import begin

        self.opened = store
        self.sat_down = begin(store, author)
        self.console.cover = self.cover
        self.console.patience = seconds(self.settings.blank_after)

    def close(self) -> None:
        """Let go of the notes."""
        from engage_tui.store.sitting import end

        store, self.opened = self.opened, None
        if store is not None:
            end(store)

    def cover(self) -> None:
        """Blank the window until the passphrase is typed. Left alone for long, the notes are locked."""
        from engage_tui.store.opening import check

        console, wait = self.console, seconds(self.settings.lock_after)
        console.clear()
        if not console.asks_secrets:  # then nobody can bring it back
            raise Ended(PassphraseError.exit_code)
        while True:
            try:
                check(self.home, console.secret(BACK, wait))
            except Idle:
                raise Ended(LOCK) from None
            except PassphraseError:
                console.say(WRONG)
            except EngageError:  # too little memory, or no key file: it may well be right
                console.say(NOT_NOW)
            else:
                return
