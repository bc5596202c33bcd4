"""From last time: what earlier contacts left, to be read, and to be carried into the open conversation row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from engage_tui.record.carry import can_carry, carry
from engage_tui.record.left import left_open
from engage_tui.tui.case import open_note
from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.earlier_rows import EarlierView, earlier_rows, full_rows, origin_told, row_key
from engage_tui.tui.row import blank, choice
from engage_tui.tui.screens.base import READ_ONLY, DeskScreen
from engage_tui.tui.session import Saving
from engage_tui.tui.widgets.bars import TopBar
from engage_tui.tui.widgets.row_list import RowList
from engage_tui.when import local_today

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.record.earlier import Left
    from engage_tui.tui.desk import Desk
    from engage_tui.tui.session import Session


class EarlierScreen(DeskScreen[None]):
    """A list of what was left. Nothing is carried by itself, and what was carried here can be taken back here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Scope.DIALOG, Scope.EARLIER),
        Binding("c", "close", "Close", show=False, id="walk.earlier"),
        Binding("u", "undo", "Undo", show=False, id="walk.undo"),
    ]
    WHERE = "From last time"

    def __init__(
        self, desk: Desk, guide: Guide, earlier: Sequence[Conversation], session: Session | None = None
    ) -> None:
        super().__init__(desk)
        self._guide, self._earlier, self._session = guide, tuple(earlier), session
        self._left = {row_key(x): x for x in left_open(earlier, guide)}
        self._stop_watching: Callable[[], None] = lambda: None
        self._sent = 0
        """How many changes were made here, so that no other is taken back from here, out of sight."""

    def compose_body(self) -> ComposeResult:
        yield RowList()

    def on_mount(self) -> None:
        if self._session is not None:
            self._stop_watching = self._session.watch(self._show_top, lambda: None)
        self._show_top()
        self._show()
        self.query_one(RowList).focus()

    def on_unmount(self) -> None:
        self._stop_watching()

    def _show_top(self) -> None:
        bar = self.query_one(TopBar)
        where = f"{self._earlier[-1].reference} · From last time"
        if self.desk.vault.why_read_only:
            bar.show(where=where, state=READ_ONLY, trouble=True)
        elif self._session is None:
            bar.show(where=where, state="to be read before you start")
        else:
            state = self._session.save_state
            bar.show(where=where, state=state.told, trouble=state.saving is Saving.FAILED)

    @property
    def _view(self) -> EarlierView:
        current = self._session.conversation if self._session else None
        return EarlierView(self._guide, tuple(self._left.values()), self._earlier, local_today(), current)

    def _show(self) -> None:
        self.query_one(RowList).show(earlier_rows(self._view))
        self.show_hints()

    def hints(self) -> Sequence[tuple[str, str]]:
        left = self._at
        hints = [("↑ ↓", "move")]
        if left is not None and self._session is not None and can_carry(left, self._guide):
            hints.append((self.desk.key("earlier.carry"), "carry over"))
        if left is not None:
            hints.append(("Enter", "read all of it"))
        if self._sent:
            hints.append((self.desk.key("walk.undo"), "undo"))
        return [*hints, (self.desk.key("dialog.close"), "back")]

    @property
    def _at(self) -> Left | None:
        return self._left.get(self.query_one(RowList).key)

    def on_row_list_moved(self) -> None:
        self.show_hints()

    # -- carrying

    def action_carry(self) -> None:
        """Take the row under the cursor into the open conversation."""
        left = self._at
        if left is not None:
            self._carry(left)

    def _carry(self, left: Left) -> None:
        if self._session is None:
            self.notify("There is no conversation open to carry it into. Begin one under the same reference.")
        elif not can_carry(left, self._guide):
            self.notify("This is not carried over. It is here to be read.")
        elif self._view.carried(left):
            self.notify("It is in this conversation already.")
        elif not self.only_read():
            self._sent += sum(self._session.send(event) for event in carry(left, self._guide))
            self._show()

    def action_undo(self) -> None:
        """Take back what was carried last."""
        if self._session is None or not self._sent:
            self.notify("Nothing was carried over from here.")
            return
        self._session.undo()
        self._sent -= 1
        self._show()

    # -- reading

    def on_row_list_chosen(self) -> None:
        left = self._at
        if left is None:
            return
        from engage_tui.tui.screens.choose import PickDialog

        rows = [*full_rows(self._view, left), blank("gap")]
        if self._session is not None and can_carry(left, self._guide) and not self._view.carried(left):
            rows.append(choice("do:carry", "Carry it over into this conversation", lead="→"))
        rows.append(choice("do:note", "Open the note it stands in", lead="→"))
        where = "" if left.beside else origin_told(left.origin)  # each statement has its own
        title = "Restricted: not for the person to see" if left.more else "As it was written"

        def chosen(key: str | None) -> None:
            if key == "do:carry":
                self._carry(left)
            elif key == "do:note":
                self.run_worker(self._open_note(left), exclusive=True, group="note")

        self.app.push_screen(PickDialog(self.desk, title, where, rows), chosen)

    async def _open_note(self, left: Left) -> None:
        await open_note(self, self.desk, next(t for t in self._earlier if t.id == left.origin.note))
