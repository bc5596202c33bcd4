"""Making a supervision copy: everything that will be replaced is shown first, and a person decides."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.widgets import Static

from engage_tui.record.supervision import redaction
from engage_tui.text import clean_line, plural
from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.row import Row, text_row
from engage_tui.tui.screens.base import DeskScreen
from engage_tui.tui.widgets.bars import TopBar
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from engage_tui.conversation.state import Conversation
    from engage_tui.conversation.versions import FinalVersion
    from engage_tui.guide.guide import Guide
    from engage_tui.record.redact import Found, Redaction
    from engage_tui.tui.desk import Desk

FIRST = "What will be taken out, and what will stand in its place. Nothing is written yet."
NOTHING = "Nothing was found. Read the copy through all the same: a program does not see everything."
NO_CAPITALS = (
    "Part of the note is in Arabic script, which has no capitals to tell a name by. Only common names were found in "
    "it: add the others."
)
ADD = "It is looked for everywhere in the note. A name becomes initials."


class SupervisionScreen(DeskScreen[None]):
    """What tells who people are, and what will stand in its place. Nothing is kept of what is decided here."""

    BINDINGS = bindings(Scope.DIALOG, Scope.SUPERVISION)
    WHERE = "Supervision copy"

    def __init__(
        self, desk: Desk, guide: Guide, conversation: Conversation, *, version: FinalVersion | None = None
    ) -> None:
        super().__init__(desk)
        self._guide, self._conversation, self._version = guide, conversation, version
        self._added: list[str] = []
        self._kept: set[str] = set()
        self._redaction: Redaction | None = None

    def compose_body(self) -> ComposeResult:
        yield Static("Looking …", id="told", markup=False)
        yield RowList()

    def on_mount(self) -> None:
        self.query_one(TopBar).show(where=self.WHERE, state="made from the file copy")
        self.query_one(RowList).focus()
        self._look()

    def _look(self, added: str = "") -> None:
        self.run_worker(self._find(added), exclusive=True)

    async def _find(self, added: str) -> None:
        """Look for everything again; it takes a moment in a long note."""
        names = [*self._added, *([added] if added else [])]
        before = self._redaction.found if self._redaction else ()
        found = await asyncio.to_thread(
            redaction,
            self._conversation,
            self._guide,
            names=names,
            final=self._version is not None,
            version=self._version,
        )
        if self not in self.app.screen_stack:  # closed meanwhile
            return
        if added and found.found == before:
            self.notify("That does not stand in the note, or is taken out already.")
            return
        self._redaction, self._added = found, names
        self._show()

    def _show(self) -> None:
        if self._redaction is None:
            return
        taken = [f for f in self._redaction.found if f.key not in self._kept]
        self.query_one("#told", Static).update(FIRST if taken else "Nothing will be taken out.")
        rows = [_row(f, kept=f.key in self._kept) for f in self._redaction.found]
        if not rows:
            rows = [text_row("nothing", NOTHING, stop=True)]
        if self._redaction.without_capitals:
            rows.append(text_row("script", NO_CAPITALS, "alert", stop=True))
        self.query_one(RowList).show(rows)

    def hints(self) -> Sequence[tuple[str, str]]:
        keys = (
            ("supervision.keep", "keep"),
            ("supervision.add", "add a word"),
            ("supervision.read", "read it"),
            ("supervision.write", "write it"),
            ("dialog.close", "back"),
        )
        return [(self.desk.key(command), label) for command, label in keys]

    def on_row_list_chosen(self) -> None:
        self.action_keep()

    def action_keep(self) -> None:
        """Keep what the cursor is on, or take it out after all."""
        key = self.query_one(RowList).key
        if self._redaction is None or not any(f.key == key for f in self._redaction.found):
            self.app.bell()
            return
        self._kept ^= {key}
        self._show()

    def action_add(self) -> None:
        from engage_tui.tui.screens.prompt import PromptScreen

        def typed(text: str | None) -> None:
            if text and clean_line(text):
                self._look(clean_line(text))

        prompt = PromptScreen(self.desk, "A name or word that was missed", ADD, most=80, enter="take it out")
        self.app.push_screen(prompt, typed)

    def action_read(self) -> None:
        from engage_tui.tui.screens.reading import ReadingScreen

        if self._redaction is not None:
            note = self._redaction.note(self._kept)
            self.app.push_screen(ReadingScreen(self.desk, note, where=self.WHERE, state="not written yet"))

    def action_write(self) -> None:
        from engage_tui.tui.screens.supervision_copies import SupervisionCopies

        if self._redaction is not None:
            note = self._redaction.note(self._kept)
            screen = SupervisionCopies(self.desk, self._guide, self._conversation, note, version=self._version)
            self.app.push_screen(screen)


def _row(found: Found, *, kept: bool) -> Row:
    lead, role = ("○", "muted") if kept else ("●", "mark")
    after = "stays" if kept else found.replacement
    told = f"{found.kind.value}, {plural(found.places, 'place')}"
    return Row(found.key, ((found.text, ""), (f"  →  {after}", "muted")), lead=lead, lead_role=role, tail=told)
