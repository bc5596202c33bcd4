"""Writing a supervision copy to a file: where, in which form, and who could then read it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Static

from engage_tui.errors import EngageError
from engage_tui.files import folder_named, who_can_read
from engage_tui.record.export import can_write
from engage_tui.record.redact import HEAD
from engage_tui.record.supervision import FORMS, export_supervision
from engage_tui.tui.row import choice
from engage_tui.tui.screens.base import Dialog
from engage_tui.tui.screens.copies import WAIT
from engage_tui.tui.widgets.bars import HintBar
from engage_tui.tui.widgets.inputs import LineInput
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult

    from engage_tui.conversation.state import Conversation
    from engage_tui.conversation.versions import FinalVersion
    from engage_tui.guide.guide import Guide
    from engage_tui.record.note import Note
    from engage_tui.tui.desk import Desk

NAMES = {"docx": "a Word document", "pdf": "a PDF", "txt": "plain text", "md": "Markdown"}
WARNING = f"{HEAD} It is not encrypted."
NOT_IN_IT = "It was made from the file copy: what only the survivor said, and how people keep safe, is not in it."


class SupervisionCopies(Dialog[None]):
    """One form at a time."""

    def __init__(
        self, desk: Desk, guide: Guide, conversation: Conversation, note: Note, *, version: FinalVersion | None = None
    ) -> None:
        super().__init__(desk)
        self._guide, self._conversation, self._note, self._version = guide, conversation, note, version
        self._writing = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static("Write the supervision copy", classes="dialog-title", markup=False)
            yield Static(WARNING, classes="dialog-text", markup=False)
            yield Static("Folder", classes="label", markup=False)
            yield LineInput(self.desk.copies_folder, most=400)
            yield RowList(classes="choices")
            yield Static("", id="problem", markup=False)
            yield HintBar()

    def on_mount(self) -> None:
        rows = self.query_one(RowList)
        rows.show(
            [
                *(choice(form, f"Write it as {NAMES[form]}") for form in FORMS if can_write(form)),
                choice("close", "Back"),
            ]
        )
        rows.focus()
        self.query_one(HintBar).show([("Enter", "write"), ("Tab", "folder"), (self.desk.key("dialog.close"), "back")])

    def action_close(self) -> None:
        """Closing breaks nothing off."""
        if self._writing:
            self._say(WAIT)
        else:
            self.dismiss(None)

    def on_input_submitted(self) -> None:
        self.query_one(RowList).focus()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        if event.key == "close" or self._writing:
            self.action_close()
            return
        try:
            folder = folder_named(self.query_one(LineInput).value)
        except EngageError as e:
            self._say(str(e))
            return
        if folder.is_absolute():
            self._say("Writing …")
            self._writing = True
            self.run_worker(self._write(folder, event.key), exclusive=True)
        else:
            self._say("Give the full path of a folder.")

    def _say(self, text: str) -> None:
        self.query_one("#problem", Static).update(text)

    async def _write(self, folder: Path, form: str) -> None:
        try:
            path = await asyncio.to_thread(
                export_supervision,
                self._note,
                self._conversation,
                folder=folder,
                form=form,
                final=self._version is not None,
                version=self._version,
                number_if_taken=True,
            )
        except EngageError as e:
            told = str(e)
        else:
            told = f"Written to {folder}:\n  {path.name}\n{NOT_IN_IT}\n{who_can_read(path)}"
        self._writing = False
        self._say(told)
