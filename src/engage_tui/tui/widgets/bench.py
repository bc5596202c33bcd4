"""Rows with a pane below them to write in: every place has one where something is noted. Sends events, keeps none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.message import Message

from engage_tui.conversation.events import Event, Wrote
from engage_tui.conversation.state import entry_number
from engage_tui.conversation.words import SHAPES, Field, Mark
from engage_tui.guide.model import AnswerKind, base_id
from engage_tui.interface import tr
from engage_tui.record.captions import field_caption
from engage_tui.record.slips import open_fields
from engage_tui.tui.step_rows import StepView
from engage_tui.tui.widgets.row_list import RowList
from engage_tui.tui.widgets.write_pane import Sheet, WritePane

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from engage_tui.guide.guide import Guide


class Bench(Vertical):
    """A list and a pane. Subclasses say which rows there are and what can be done on them besides writing."""

    class Sent(Message):
        """Something happened to the conversation."""

        def __init__(self, event: Event) -> None:
            super().__init__()
            self.event = event

    def __init__(self, guide: Guide, *, writes: bool = True) -> None:
        """`writes`: something can be noted, once there is a conversation to note it in."""
        super().__init__()
        self._writes = writes
        self._view = StepView(guide, ())

    def compose(self) -> ComposeResult:
        yield RowList(id="rows")
        yield WritePane()

    @property
    def rows(self) -> RowList:
        return self.query_one(RowList)

    @property
    def pane(self) -> WritePane:
        return self.query_one(WritePane)

    @property
    def writes(self) -> bool:
        """There is a conversation here that can be changed."""
        return self._writes and self._view.conversation is not None

    def _kind(self, key: str) -> AnswerKind:
        return self._view.guide.answer_kind(key)

    def write(
        self,
        key: str,
        field: Field | None = None,
        *,
        rule: str = "",
        among: Sequence[Field] | None = None,
        at: int | None = None,
    ) -> None:
        """Open the pane on an item or entry: on the field named, or the first that suits what is noted.

        `rule` is a line that stands above; `among`: only these fields are offered; `at`: where in the text to begin.
        """
        kind = self._kind(key)
        answer = self._view.answer(key)
        fields = [f for f in among or self._view.fields(key) if f is not Field.CARRIED]
        if not self._writes:  # what has words can be read
            fields = [f for f in fields if answer is not None and answer.text(f)]
        if not fields:
            self.app.bell()
            return
        if field not in fields:
            field = likely_field(kind, answer.mark if answer else None, fields)
        sheet = Sheet(
            item=key,
            title=self._title(key),
            fields=[(f, field_caption(kind, f, self._view.person, tr)) for f in fields],
            texts={f: w.text for f, w in answer.words.items()} if answer else {},
            rule=rule,
            kept=answer.kept if answer else (),
            open_fields=open_fields(self._view.guide, key, answer),
        )
        self.pane.open(sheet, field, to_read=not self._writes, at=at)

    def _entry_name(self, key: str) -> str:
        """Which of several entries it is; nothing where there is one answer."""
        named = SHAPES[self._kind(key)].entry
        return f"{named} {entry_number(key)}" if named else ""

    def _title(self, key: str) -> str:
        """What stands above the words while they are written."""
        wording = self._view.wording(self._view.guide.items[base_id(key)])
        return " · ".join(filter(None, (self._entry_name(key), wording)))

    def on_write_pane_wrote(self, event: WritePane.Wrote) -> None:
        event.stop()
        self.post_message(self.Sent(Wrote(event.item, event.field, event.text)))

    def on_write_pane_closed(self, event: WritePane.Closed) -> None:
        event.stop()
        if not self.pane.writing:  # it may have been opened again by then
            self.rows.focus()

    def on_descendant_focus(self) -> None:
        """Whoever goes to the list has done with writing: no text stays open that could go out of date."""
        if self.screen.focused is self.rows:
            self.stop_writing()

    def stop_writing(self) -> None:
        """Close the pane, with every word sent."""
        if self.pane.writing:
            self.pane.action_done()

    def take_pending(self) -> Event | None:
        """Words typed and not yet sent, as the app is about to end."""
        wrote = self.pane.take()
        return Wrote(wrote.item, wrote.field, wrote.text) if wrote else None


def likely_field(kind: AnswerKind, mark: Mark | None, fields: Sequence[Field]) -> Field:
    """Where a person most likely wants to write: the reason for a no, what was seen for something seen."""
    wanted = {
        Mark.NOT_SAFE: Field.REASON,
        Mark.NOT_ASKED: Field.REASON,
        Mark.SEEN: Field.SEEN,
        Mark.NOT_IDENTIFIED: Field.SEEN,
    }
    if mark in wanted and wanted[mark] in fields:
        return wanted[mark]
    if kind is AnswerKind.YES_NO and mark is Mark.YES:
        return Field.TEXT
    if kind is AnswerKind.RISK and mark is not Mark.PRESENT:
        return Field.SEEN
    return fields[0]
