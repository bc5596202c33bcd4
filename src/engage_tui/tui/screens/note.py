"""The note as it stands, to be read: what the file copy will say, and nothing that only the survivor said."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from engage_tui import __version__
from engage_tui.record.audience import Audience, for_file, held_back
from engage_tui.record.build import build_note
from engage_tui.record.plain import to_text
from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.row import Row, text_row
from engage_tui.tui.screens.base import DeskScreen
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.tui.desk import Desk

WRITTEN_BY = f"engage-tui {__version__}"


class NoteScreen(DeskScreen[None]):
    """A note, line by line. `fingerprint` is that of a final note; empty for a draft."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.DIALOG), ("w", "copies", "Write copies to files")]

    WHERE = "Note"

    def __init__(self, desk: Desk, guide: Guide, conversation: Conversation, *, fingerprint: str = "") -> None:
        super().__init__(desk)
        self._guide, self._conversation, self._fingerprint = guide, conversation, fingerprint

    def compose_body(self) -> ComposeResult:
        yield RowList()

    def on_mount(self) -> None:
        rows = self.query_one(RowList)
        rows.show(self._rows())
        rows.focus()

    def _rows(self) -> list[Row]:
        state = f"Final. Fingerprint {self._fingerprint}" if self._fingerprint else "Draft"
        note = build_note(
            for_file(self._conversation, self._guide),
            self._guide,
            audience=Audience.FILE,
            state=state,
            written_by=WRITTEN_BY,
        )
        rows = [Row(f"{n}", ((line, _role(line)),), stop=True) for n, line in enumerate(to_text(note).split("\n"))]
        held = held_back(self._conversation, self._guide)
        if held:
            rows.insert(2, text_row("held", "Some of what is noted is on another sheet.", "muted", stop=True))
        return rows

    def hints(self) -> Sequence[tuple[str, str]]:
        return [("↑ ↓ PgDn", "read"), ("w", "write copies to files"), (self.desk.key("dialog.close"), "back")]

    def action_close(self) -> None:
        self.dismiss(None)

    def action_copies(self) -> None:
        from engage_tui.tui.screens.copies import CopiesScreen

        final = bool(self._fingerprint)
        self.app.push_screen(CopiesScreen(self.desk, self._guide, self._conversation, final=final))


def _role(line: str) -> str:
    return "title" if line[:1].isdigit() and ". " in line[:4] else "muted" if line.startswith("---") else ""
