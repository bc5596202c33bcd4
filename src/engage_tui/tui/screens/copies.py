"""Writing copies of a note to files: where, in which form, and who could then read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Static

from engage_tui.errors import EngageError
from engage_tui.files import folder_named, who_can_read
from engage_tui.record.audience import Audience, held_back
from engage_tui.record.export import FORMATS, export_note
from engage_tui.tui.row import Row, choice
from engage_tui.tui.screens.base import Dialog
from engage_tui.tui.widgets.bars import HintBar
from engage_tui.tui.widgets.inputs import LineInput
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult

    from engage_tui.conversation.state import Conversation
    from engage_tui.conversation.versions import FinalVersion
    from engage_tui.guide.guide import Guide
    from engage_tui.tui.desk import Desk

WARNING = "Copies are not encrypted. Put them where your service keeps case records, then delete them here."


class CopiesScreen(Dialog[None]):
    """Writes the file copy in three forms, and the restricted sheet only when it is chosen by itself."""

    def __init__(
        self,
        desk: Desk,
        guide: Guide,
        conversation: Conversation,
        *,
        final: bool,
        version: FinalVersion | None = None,
        elsewhere: bool = False,
    ) -> None:
        """`elsewhere`: the usual disk does not take anything now, so begin by asking for a folder."""
        super().__init__(desk)
        self._version, self._elsewhere = version, elsewhere
        self._guide, self._conversation, self._final = guide, conversation, final

    def compose(self) -> ComposeResult:
        folder = "" if self._elsewhere else self.desk.settings.export_folder or str(self.desk.home.exports)
        with Vertical(classes="dialog"):
            yield Static("Write copies to files", classes="dialog-title", markup=False)
            yield Static(WARNING, classes="dialog-text", markup=False)
            label = "Folder on another disk, such as a USB stick" if self._elsewhere else "Folder"
            yield Static(label, classes="label", markup=False)
            yield LineInput(folder, most=400)
            yield RowList(classes="choices")
            yield Static("", id="problem", markup=False)
            yield HintBar()

    def on_mount(self) -> None:
        rows = self.query_one(RowList)
        rows.show(self._choices())
        (self.query_one(LineInput) if self._elsewhere else rows).focus()
        hints = [("Enter", "write"), ("Tab", "folder"), (self.desk.key("dialog.close"), "back")]
        self.query_one(HintBar).show(hints)

    def _choices(self) -> list[Row]:
        rows = [
            choice("file", "Note for the case file: Markdown, text and JSON"),
            choice("file:txt", "Note for the case file: text only"),
        ]
        if held_back(self._conversation, self._guide):
            rows.append(choice("restricted", "Restricted sheet: never for the person"))
        return [*rows, choice("close", "Back")]

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        if event.key == "close":
            self.dismiss(None)
            return
        audience, _, form = event.key.partition(":")
        self._start(Audience(audience), (form,) if form else FORMATS)

    def on_input_submitted(self) -> None:
        self.query_one(RowList).focus()

    def _start(self, audience: Audience, forms: tuple[str, ...]) -> None:
        problem = self.query_one("#problem", Static)
        try:
            folder = folder_named(self.query_one(LineInput).value)
        except EngageError as e:
            problem.update(f"{e} {e.hint}")
            return
        if folder.is_absolute():
            problem.update("Writing …")
            self.run_worker(self._write(folder, audience, forms), exclusive=True)
        else:
            problem.update("Give the full path of a folder.")

    async def _write(self, folder: Path, audience: Audience, forms: tuple[str, ...]) -> None:
        paths: list[Path] = []
        trouble = ""
        try:
            for form in forms:
                paths += [await self._write_one(folder, audience, form)]  # one by one: what was written is told
        except EngageError as e:
            trouble = str(e)
        written = "\n".join(f"  {p.name}" for p in paths)
        told = f"Written to {folder}:\n{written}\n{who_can_read(paths[0])}" if paths else ""
        self.query_one("#problem", Static).update(f"{trouble}\n{told}".strip())

    async def _write_one(self, folder: Path, audience: Audience, form: str) -> Path:
        import asyncio

        return await asyncio.to_thread(
            export_note,
            self._conversation,
            self._guide,
            folder=folder,
            form=form,
            audience=audience,
            final=self._final,
            version=self._version,
            number_if_taken=True,
        )
