"""The note as it stands, to be read: what the file copy will say, and nothing that only the survivor said."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from engage_tui.errors import EngageError
from engage_tui.record.audience import Audience, held_back
from engage_tui.record.export import note_for
from engage_tui.record.plain import to_text
from engage_tui.text import clean_line
from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.row import Row, blank, text_row
from engage_tui.tui.screens.base import DeskScreen
from engage_tui.tui.widgets.row_list import RowList
from engage_tui.when import day_and_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from engage_tui.conversation.state import Conversation
    from engage_tui.conversation.versions import FinalVersion
    from engage_tui.guide.guide import Guide
    from engage_tui.record.note import Note
    from engage_tui.tui.desk import Desk

VERSION = "version:"
WHY = (
    "One line. It stands in the record and on every copy, so write nothing that only the survivor said. "
    "The version there is now stays as it is."
)


async def open_final(desk: Desk, note_id: str, number: int = 0) -> NoteScreen:
    """The screen of a final note, at its newest version or at this one. Raises `EngageError`."""
    guide = await desk.guide()
    versions = await desk.vault.run(desk.vault.store.versions, note_id)
    shown = next((v for v in versions if v.number == number), versions[0])
    conversation = await desk.vault.run(desk.vault.store.load_version, note_id, shown.number)
    return NoteScreen(desk, guide, conversation, versions=versions, shown=shown)


class NoteScreen(DeskScreen[None]):
    """A note, line by line. A draft has no versions; a final note has them all, newest first, and `shown` is one."""

    BINDINGS = bindings(Scope.DIALOG, Scope.NOTE)
    WHERE = "Note"

    def __init__(
        self,
        desk: Desk,
        guide: Guide,
        conversation: Conversation,
        *,
        versions: Sequence[FinalVersion] = (),
        shown: FinalVersion | None = None,
    ) -> None:
        super().__init__(desk)
        self._guide, self._conversation = guide, conversation
        self._versions, self._version = tuple(versions), shown

    def compose_body(self) -> ComposeResult:
        yield RowList()

    def on_mount(self) -> None:
        rows = self.query_one(RowList)
        rows.show(self._rows())
        rows.focus()

    def _rows(self) -> list[Row]:
        rows = note_rows(note_for(self._conversation, self._guide, audience=Audience.FILE, version=self._version))
        held = held_back(self._conversation, self._guide)
        if held:
            rows.insert(2, text_row("held", "Some of what is noted is on another sheet.", "muted", stop=True))
        return [*self._version_rows(), *rows]

    def _version_rows(self) -> list[Row]:
        """Every version of a final note, to be read with Enter; nothing while there is only one."""
        if len(self._versions) < 2:
            return []
        rows = [text_row("versions", "Versions. Enter shows one", "title")]
        for version in self._versions:
            told = f"{version.number}  {version.author}, {version.fingerprint}"
            reason = f"\n   {version.reason}" if version.reason else ""
            lead = "●" if version == self._version else "○"
            rows.append(
                Row(f"{VERSION}{version.number}", ((told + reason, ""),), lead=lead, tail=day_and_time(version.at))
            )
        return [*rows, blank("after")]

    def hints(self) -> Sequence[tuple[str, str]]:
        """What can be done with the note comes first: on a narrow screen the last ones are not seen."""
        keys = (
            *([("note.amend", "amend")] if self._newest else []),
            ("note.copies", "write copies"),
            ("note.supervision", "supervision copy"),
            ("note.paste", "paste by field"),
        )
        more = [(self.desk.key(command), label) for command, label in keys]
        wording = (self.desk.key("note.wording"), "wording")
        return [*more, wording, ("↑ ↓ PgDn", "read"), (self.desk.key("dialog.close"), "back")]

    @property
    def _newest(self) -> bool:
        return bool(self._versions) and self._version == self._versions[0]

    def action_copies(self) -> None:
        from engage_tui.tui.screens.copies import CopiesScreen

        screen = CopiesScreen(
            self.desk,
            self._guide,
            self._conversation,
            final=self._version is not None,
            version=self._version,
            elsewhere=bool(self.desk.vault.why_read_only),
        )
        self.app.push_screen(screen)

    def action_paste_fields(self) -> None:
        from engage_tui.tui.screens.told_first import look_first

        look_first(self, self.desk, self._guide, self._conversation, self._paste, None)

    def _paste(self) -> None:
        from engage_tui.tui.screens.paste import PasteScreen

        note = note_for(self._conversation, self._guide, audience=Audience.FILE, version=self._version)
        self.app.push_screen(PasteScreen(self.desk, note))

    def action_supervision(self) -> None:
        from engage_tui.tui.screens.told_first import look_first

        look_first(self, self.desk, self._guide, self._conversation, self._supervision, None)

    def _supervision(self) -> None:
        from engage_tui.tui.screens.supervision import SupervisionScreen

        screen = SupervisionScreen(self.desk, self._guide, self._conversation, version=self._version)
        self.app.push_screen(screen)

    def action_wording(self) -> None:
        from engage_tui.tui.screens.wording import WordingScreen

        self.app.push_screen(WordingScreen(self.desk, self._guide, self._conversation))

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        if event.key.startswith(VERSION):
            self.run_worker(self._show(int(event.key.removeprefix(VERSION))), group="show")

    async def _show(self, number: int) -> None:
        """Show another version, or the newest there is now, on this same screen."""
        versions = await self.desk.vault.run(self.desk.vault.store.versions, self._conversation.id)
        shown = next(v for v in versions if v.number == (number or versions[0].number))
        store = self.desk.vault.store
        self._conversation = await self.desk.vault.run(store.load_version, self._conversation.id, shown.number)
        if self not in self.app.screen_stack:  # closed meanwhile: there is nothing left to show it in
            return
        self._versions, self._version = tuple(versions), shown
        self.query_one(RowList).show(self._rows())
        self.show_hints()

    def on_screen_resume(self) -> None:
        """An amendment may have become the newest version meanwhile."""
        if self._newest:
            self.run_worker(self._show(0), group="show")

    # -- amending

    def action_amend(self) -> None:
        """Begin an amendment of the newest version, or go on with the one that was begun."""
        if not self._versions:
            self.app.bell()
        elif not self._newest:
            self.notify("Only the newest version can be amended. Choose it at the top.")
        elif not self.only_read():
            self.run_worker(self._go_on_or_ask(), exclusive=True)

    async def _go_on_or_ask(self) -> None:
        from engage_tui.tui.screens.prompt import PromptScreen

        begun = await self.desk.vault.run(self.desk.vault.store.amendment_of, self._conversation.id)
        if begun:
            await self._walk(begun)
            return
        await self.desk.uncovered.wait()
        prompt = PromptScreen(self.desk, "Why is it amended?", WHY, most=200, enter="begin the amendment")
        self.app.push_screen(prompt, self._with_reason)

    def _with_reason(self, reason: str | None) -> None:
        if reason and clean_line(reason):
            self.run_worker(self._begin(clean_line(reason)), exclusive=True)

    async def _begin(self, reason: str) -> None:
        from engage_tui.when import utc_now

        now, vault = utc_now(), self.desk.vault
        author = vault.author or self._conversation.author
        draft = replace(self._conversation, id=uuid.uuid4().hex, author=author, changed=now, place="")
        at = now.isoformat().replace("+00:00", "Z")
        note = self._conversation.id
        try:
            await vault.run(lambda: vault.store.begin_amendment(draft, note, reason=reason, at=at))
        except EngageError as e:
            self.notify(str(e), severity="error")
        else:
            await self._walk(draft.id)

    async def _walk(self, draft: str) -> None:
        from engage_tui.tui.drafts import open_draft

        try:
            await open_draft(self.app, self.desk, draft)
        except EngageError as e:
            self.notify(str(e), severity="error")


def note_rows(note: Note) -> list[Row]:
    """A note to be read, line by line."""
    return [Row(f"{n}", ((line, _role(line)),), stop=True) for n, line in enumerate(to_text(note).split("\n"))]


def _role(line: str) -> str:
    return "title" if line[:1].isdigit() and ". " in line[:4] else "muted" if line.startswith("---") else ""
