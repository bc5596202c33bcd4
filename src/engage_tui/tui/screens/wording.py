"""The wording of a whole note: what the language lens would ask about, item by item. Nothing is changed by it."""

from __future__ import annotations

import asyncio
from threading import Event
from typing import TYPE_CHECKING, NamedTuple

from engage_tui.conversation.events import KeptWords
from engage_tui.errors import ContentError
from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.row import text_row
from engage_tui.tui.screens.base import DeskScreen
from engage_tui.tui.screens.sending import LEFT_OUT
from engage_tui.tui.widgets.bars import TopBar
from engage_tui.tui.widgets.row_list import RowList
from engage_tui.tui.wording_rows import KEPT, asked, kept_here, look_over, wording_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from engage_tui.conversation.state import Conversation
    from engage_tui.conversation.words import Field
    from engage_tui.guide.guide import Guide
    from engage_tui.tui.desk import Desk
    from engage_tui.tui.session import Session
    from engage_tui.tui.wording_rows import Asked, KeptHere, Written


class Spot(NamedTuple):
    """Where to go: a place in a field of an answer."""

    item: str
    field: Field
    at: int


class WordingScreen(DeskScreen[Spot]):
    """Gives the place that was chosen. Without a session, the note is only to be read."""

    BINDINGS = bindings(Scope.DIALOG, Scope.WORDING)
    WHERE = "The wording"

    def __init__(self, desk: Desk, guide: Guide, conversation: Conversation, session: Session | None = None) -> None:
        super().__init__(desk)
        self._guide, self._read, self._session = guide, conversation, session
        self._written: Sequence[Written] | None = None
        self._asked: Sequence[Asked] = ()
        self._kept: Sequence[KeptHere] = ()
        self._opened: frozenset[int] = frozenset()
        self._stop = Event()

    @property
    def _talk(self) -> Conversation:
        return self._session.conversation if self._session is not None else self._read

    def compose_body(self) -> ComposeResult:
        yield RowList()

    def on_mount(self) -> None:
        where = f"{self._talk.reference} · The wording"
        self.query_one(TopBar).show(where=where, state="worth another look, never needed")
        rows = self.query_one(RowList)
        rows.show([text_row("looking", "The note is being read …", stop=True)])
        rows.focus()
        self.run_worker(self._look())

    async def _look(self) -> None:
        try:
            lens = await self.desk.lens()
        except ContentError as e:
            self.query_one(RowList).show([text_row("trouble", f"The wording cannot be looked at. {e}", stop=True)])
            return
        self._written = await asyncio.to_thread(look_over, self._talk, self._guide, lens, self._stop.is_set)
        if self.is_mounted:
            self._show()

    def on_unmount(self) -> None:
        self._stop.set()

    def _show(self) -> None:
        """Bring the rows up to date with what was kept or taken back."""
        if self._written is None:
            return
        before = [self._asked[n] for n in self._opened]
        self._asked, self._kept = asked(self._written, self._talk), kept_here(self._talk, self._guide)
        self._opened = frozenset(n for n, one in enumerate(self._asked) if one in before)
        rows = wording_rows(self._asked, self._kept, self._opened)
        if self.desk.lens_trouble:
            rows.insert(0, text_row("own", LEFT_OUT.format(self.desk.lens_trouble), "alert", stop=True))
        self.query_one(RowList).show(rows)
        self.show_hints()

    def hints(self) -> Sequence[tuple[str, str]]:
        close = (self.desk.key("dialog.close"), "back")
        key = self.query_one(RowList).key
        if key.startswith(KEPT) and self._session is not None:
            return [(self.desk.key("wording.keep"), "ask about it again"), close]
        if self._chosen is None:
            return [("↑ ↓ PgDn", "read"), close]
        if self._session is None:
            return [("↑ ↓ PgDn", "read"), *([("Enter", "show it")] if self._covered else []), close]
        keep, undo = (self.desk.key("wording.keep"), "keep the words"), (self.desk.key("wording.undo"), "undo")
        return [("Enter", "go there"), *([] if self._covered else [keep]), undo, close]

    def on_row_list_moved(self) -> None:
        self.show_hints()

    @property
    def _number(self) -> int:
        key = self.query_one(RowList).key
        return int(key) if key.isdecimal() else -1

    @property
    def _chosen(self) -> Asked | None:
        return self._asked[self._number] if self._number >= 0 else None

    @property
    def _covered(self) -> bool:
        """Of the words under the cursor only the place is shown."""
        one = self._chosen
        return one is not None and one.where.hidden and self._number not in self._opened

    def on_row_list_chosen(self) -> None:
        one = self._chosen
        if one is None:
            return
        if self._session is not None:
            self.dismiss(Spot(one.where.key, one.where.field, one.prompt.start))
        elif self._covered:
            self._opened |= {self._number}
            self._show()

    # -- commands

    def action_keep(self) -> None:
        from engage_tui.tui.screens.keeping_words import ask_why_kept

        one, session, key = self._chosen, self._session, self.query_one(RowList).key
        if session is None or session.read_only:
            self.app.bell()
        elif key.startswith(KEPT):
            again = self._kept[int(key.removeprefix(KEPT))]
            session.send(KeptWords(again.key, again.kept.words, again.kept.label, on=False))
            self._show()
        elif one is not None and self._covered:
            self.notify("It is hidden here. Enter goes there; look at the words first.")
        elif one is not None:
            ask_why_kept(self, self.desk, session, one.where.key, one.prompt, self._show)

    def action_undo(self) -> None:
        if self._session is None or not self._session.undo():
            self.notify("There is nothing more to take back.")
        else:
            self._written = None
            self.run_worker(self._look())
