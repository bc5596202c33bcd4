"""Writing copies of a note to files: where, in which forms, and who could then read them."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Static

from engage_tui.errors import EngageError
from engage_tui.files import folder_named, who_can_read
from engage_tui.record.audience import Audience, for_audience, identifies, kept_risks
from engage_tui.record.export import NO_PDF, can_write, export_note
from engage_tui.settings import COPY_FORMS
from engage_tui.tui.commands import Scope, bindings
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
    from engage_tui.conversation.words import Field
    from engage_tui.guide.guide import Guide
    from engage_tui.tui.desk import Desk
    from engage_tui.tui.screens.told_first import Go

WARNING = "Copies are not encrypted. Put them on file, then delete them here."
OF_PRACTICE = "Copies of a practice note say PRACTICE on every page. They are for the room, and for no file."
NAMES = {
    "docx": "Word document",
    "pdf": "PDF",
    "txt": "Plain text",
    "md": "Markdown",
    "json": "JSON, for other programs",
}
ON_A_FULL_DISK = ("txt", "json")
"""Nothing to go wrong, and the second reads back into a note."""
FORM = "form:"
KEPT_BACK = "kept-back"
KEPT_FOR = (
    "What only the survivor said, and how people keep safe, is on the restricted sheet. Whoever has to act on it needs "
    "that sheet, by a safe route."
)
WAIT = "Still writing. One moment."
NAMES_ROW = "names"
WITH_NAMES = (
    "The next copies say who people are: all that the people tables hold. Whoever opens one can read it. Other "
    "agencies still get initials."
)


class CopiesScreen(Dialog[None]):
    """Writes one copy in the forms that are ticked: each audience is chosen by itself, the restricted sheet too."""

    BINDINGS = bindings(Scope.DIALOG, Scope.COPIES)

    def __init__(
        self,
        desk: Desk,
        guide: Guide,
        conversation: Conversation,
        *,
        final: bool,
        version: FinalVersion | None = None,
        elsewhere: bool = False,
        go: Go | None = None,
    ) -> None:
        """`elsewhere`: the usual disk does not take anything now, so begin by asking for a folder.

        `go` leads to words in the note, where they can still be changed.
        """
        super().__init__(desk)
        self._version, self._elsewhere = version, elsewhere
        self._guide, self._conversation, self._final = guide, conversation, final
        wanted = ON_A_FULL_DISK if elsewhere else desk.settings.copy_forms.split()
        self._forms = {f for f in wanted if can_write(f)} or {"docx"}
        self._named = False
        """Names in full: decided for these copies, and kept nowhere."""
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._told: list[str] = []
        self._go = go
        self._looked = False
        """The worker knows of the places that say that the survivor told something."""

    def compose(self) -> ComposeResult:
        folder = "" if self._elsewhere else self.desk.copies_folder
        with Vertical(classes="dialog"):
            yield Static("Write copies to files", classes="dialog-title", markup=False)
            yield Static(OF_PRACTICE if self.desk.mark else WARNING, classes="dialog-text", markup=False)
            label = "Folder on another disk, such as a USB stick" if self._elsewhere else "Folder"
            yield Static(label, classes="label", markup=False)
            yield LineInput(folder, most=400)
            yield RowList(classes="choices")
            yield Static("", id="problem", markup=False)
            yield HintBar()

    def on_mount(self) -> None:
        rows = self.query_one(RowList)
        rows.show(self._rows())
        (self.query_one(LineInput) if self._elsewhere else rows).focus()
        keys = f"{self.desk.key('copies.docx')}-{self.desk.key('copies.json')}"
        hints = [("Enter", "write"), (keys, "forms"), ("Tab", "folder"), (self.desk.key("dialog.close"), "back")]
        self.query_one(HintBar).show(hints)

    def _rows(self) -> list[Row]:
        rows = [
            choice("file", "Write the note for the case file"),
            choice("agencies", "Write the copy for other agencies"),
        ]
        if for_audience(self._conversation, self._guide, Audience.RESTRICTED, identities=self._named).items:
            rows.append(choice("restricted", "Write the restricted sheet: never for the person"))
            rows.append(choice(KEPT_BACK, "Something restricted is kept back from the first two: what?"))
        for form in COPY_FORMS:
            lead = f"{self.desk.key(f'copies.{form}')} {'●' if form in self._forms else '○'}"
            rows.append(Row(f"{FORM}{form}", ((NAMES[form], ""),), lead=lead, indent=2))
        if identifies(self._conversation):
            lead = "●" if self._named else "○"
            rows.append(Row(NAMES_ROW, (("Names in full, not initials", ""),), lead=lead, indent=2))
        return [*rows, choice("close", "Back")]

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        if event.key == "close":
            self.action_close()
        elif event.key == KEPT_BACK:
            self._say(kept_back_told(self._conversation, self._guide))
        elif event.key == NAMES_ROW:
            self._turn_names()
        elif event.key.startswith(FORM):
            self.action_form(event.key.removeprefix(FORM))
        else:
            self._begin(Audience(event.key))

    def action_close(self) -> None:
        """Closing breaks nothing off: who asked for five files gets five."""
        if self._waiting:
            self._say(WAIT)
        else:
            self.dismiss(None)

    def on_input_submitted(self) -> None:
        self.query_one(RowList).focus()

    def action_form(self, form: str) -> None:
        """Tick a form or take the tick off; one is always left."""
        if not can_write(form):
            self._say(" ".join(NO_PDF))
        elif self._forms == {form}:
            self._say("Choose another form first: one is needed.")
        else:
            self._forms ^= {form}
            self._say("")
            self.query_one(RowList).show(self._rows())

    def _turn_names(self) -> None:
        self._named = not self._named
        self._say(WITH_NAMES if self._named else "")
        self.query_one(RowList).show(self._rows())

    def _say(self, text: str) -> None:
        self.query_one("#problem", Static).update(text)

    def _begin(self, audience: Audience) -> None:
        """What the person may read is looked at once before it is written."""
        from engage_tui.tui.screens.told_first import look_first

        def on() -> None:
            self._looked = True
            self._start(audience)

        if self._looked or audience is Audience.RESTRICTED:
            self._start(audience)
        else:
            look_first(self, self.desk, self._guide, self._conversation, on, self._leave_for if self._go else None)

    def _leave_for(self, key: str, field: Field | None, at: int | None) -> None:
        """Close, unless something is still being written, and go to the words."""
        if self._waiting:
            self._say(WAIT)
        elif self._go is not None:
            self.dismiss(None)
            self._go(key, field, at)

    def _start(self, audience: Audience) -> None:
        try:
            folder = folder_named(self.query_one(LineInput).value)
        except EngageError as e:
            self._say(str(e))
            return
        if folder.is_absolute():
            if not self._waiting:
                self._told = []
            self._waiting += 1
            self._say("Writing …")
            self.run_worker(self._write_in_turn(folder, audience, named=self._named))
        else:
            self._say("Give the full path of a folder.")

    async def _write_in_turn(self, folder: Path, audience: Audience, *, named: bool) -> None:
        """One copy after the other: choosing the next must not break off the one before."""
        forms = [f for f in COPY_FORMS if f in self._forms]
        async with self._turn:
            await self._write(folder, audience, forms, named=named)
        self._waiting -= 1

    async def _write(self, folder: Path, audience: Audience, forms: list[str], *, named: bool) -> None:
        paths: list[Path] = []
        trouble = ""
        try:
            for form in forms:
                paths += [
                    await self._write_one(folder, audience, form, named=named)
                ]  # one by one: what was written is told
        except EngageError as e:
            trouble = str(e)
        if paths and not self._elsewhere:
            self._remember(forms)
        self._told += [_names(paths)] if paths else []
        told = [f"Written to {folder}:", *self._told, who_can_read(paths[0])] if paths else self._told
        self._say("\n".join(filter(None, (trouble, *told))))

    def _remember(self, forms: list[str]) -> None:
        """For the next copies. They are written already, so that this failed is nobody's trouble now."""
        if forms != self.desk.settings.copy_forms.split():
            with suppress(EngageError):
                self.desk.set_copy_forms(forms)

    async def _write_one(self, folder: Path, audience: Audience, form: str, *, named: bool) -> Path:
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
            identities=named,
        )


def kept_back_told(conversation: Conversation, guide: Guide) -> str:
    """What only the restricted sheet holds, in general, and the risk by name: shown when asked for, never before."""
    risks = kept_risks(conversation, guide)
    told = f"Present, and on the restricted sheet only: {' '.join(risks)} " if risks else ""
    return f"{told}{KEPT_FOR}"


def _names(paths: list[Path]) -> str:
    """The names of files, the first in full and of those that differ only in their form the endings."""
    first = paths[0]
    return ", ".join([first.name, *(p.suffix if p.stem == first.stem else p.name for p in paths[1:])])
