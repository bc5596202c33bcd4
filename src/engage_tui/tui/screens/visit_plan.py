"""The page to carry, as it would be found: what is on it, what was taken out and why, and then the file."""

from __future__ import annotations

import asyncio
import sys
from functools import partial
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Static

from engage_tui.errors import EngageError
from engage_tui.files import folder_named, who_can_read
from engage_tui.record.export import NO_PDF, can_write, write_copy
from engage_tui.record.visit_plan import plan_bytes, plan_name, visit_plan
from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.plan_rows import LINE, WRITE, plan_rows
from engage_tui.tui.screens.base import DeskScreen
from engage_tui.tui.widgets.bars import TopBar
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.app import ComposeResult

    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.tui.desk import Desk

WHERE = (
    "The file is not encrypted. It tells neither who nor what it is about, as far as the app can see: read it before "
    "you print it, and delete it when you are back. Which folder?"
)

_PRINT = {
    "win32": "To print it: the Windows key with E, then go to that folder; a double click opens the file, and Ctrl+P.",
    "darwin": "To print it: in the Finder, Shift+Cmd+G and that folder; a double click opens the file, and Cmd+P.",
}
_PRINT_ELSEWHERE = "To print it: go to that folder in the file manager; a double click opens the file, and Ctrl+P."


def how_to_print(platform: str = sys.platform) -> str:
    """In words, how to open and print the file: the app starts no other program on what it wrote."""
    return _PRINT.get(platform, _PRINT_ELSEWHERE)


class VisitPlanScreen(DeskScreen[None]):
    """Keeps only which lines were left out or put in, for as long as it is open: nothing of it is in the note."""

    BINDINGS = bindings(Scope.DIALOG, Scope.PLAN)

    def __init__(self, desk: Desk, guide: Guide, conversation: Conversation) -> None:
        super().__init__(desk)
        self._guide, self._talk = guide, conversation
        self._turned: frozenset[str] = frozenset()
        self._plan = visit_plan(conversation, guide)

    def compose_body(self) -> ComposeResult:
        with Vertical(id="asked"):
            yield RowList()
            yield Static(id="problem", markup=False)

    def on_mount(self) -> None:
        self.query_one(TopBar).show(where=f"{self._talk.reference} · Visit plan")
        self._show(f"{WRITE}pdf")
        self.query_one(RowList).focus()
        self.show_hints()

    def _show(self, key: str | None = None) -> None:
        self._plan = visit_plan(self._talk, self._guide, self._turned)
        self.query_one(RowList).show(plan_rows(self._plan), key)

    def hints(self) -> Sequence[tuple[str, str]]:
        key = self.desk.key
        return [
            (key("plan.pdf"), "PDF"),
            (key("plan.text"), "text"),
            (key("plan.turn"), "leave out, put back"),
            (key("dialog.close"), "back"),
            ("?", "keys"),
        ]

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        if event.key.startswith(WRITE):
            self.action_write(event.key.removeprefix(WRITE))
        else:
            self.action_turn()

    def action_turn(self) -> None:
        """Leave a line out or put it back. What was refused stays out, whoever asks."""
        key = self.query_one(RowList).key.removeprefix(LINE)
        line = next((x for x in self._plan.lines if x.key == key), None)
        if line is None or line.why:
            self.app.bell()
            return
        self._turned ^= {key}
        self._show()

    def action_write(self, form: str) -> None:
        """Ask for the folder, and write the page there."""
        if not can_write(form):
            self._say(" ".join(NO_PDF))
            return
        from engage_tui.tui.screens.prompt import PromptScreen

        def named(folder: str | None) -> None:
            if folder is not None:
                self._start(folder, form)

        usual = self.desk.copies_folder
        self.app.push_screen(PromptScreen(self.desk, "Write the page", WHERE, value=usual, enter="write"), named)

    def _start(self, typed: str, form: str) -> None:
        try:
            folder = folder_named(typed)
        except EngageError as e:
            self._say(str(e))
            return
        if folder.is_absolute():
            self.run_worker(self._write(folder, form), exclusive=True)
        else:
            self._say("Give the full path of a folder.")

    async def _write(self, folder: Path, form: str) -> None:
        try:
            path = await asyncio.to_thread(self._written, folder, form)
        except EngageError as e:
            self._say(str(e))
        else:
            self._say(f"Written to\n{path}\n{who_can_read(path)} {how_to_print()}")

    def _written(self, folder: Path, form: str) -> Path:
        data = plan_bytes(self._plan, form)
        return write_copy(data, folder, partial(plan_name, self._talk, form), number_if_taken=True)

    def _say(self, text: str) -> None:
        self.query_one("#problem", Static).update(text)
