"""The list of one stop of the write-up: its answer, what the walk offers, and the way on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.message import Message

from engage_tui.conversation.events import Marked, Removed, Ticked
from engage_tui.conversation.words import SHAPES, Field, Mark, Source
from engage_tui.record.write_up import stand_at
from engage_tui.tui.entry_rows import ADD
from engage_tui.tui.field_rows import is_entry, split_key
from engage_tui.tui.widgets.bench import Bench
from engage_tui.tui.write_up_rows import NEXT, NO, OFFER, YES, go_on_at, stop_rows

if TYPE_CHECKING:
    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.record.offers import Offer
    from engage_tui.record.write_up import Shown, Stop
    from engage_tui.tui.widgets.row_list import RowList
    from engage_tui.tui.widgets.write_pane import WritePane


class StopBench(Bench):
    """Shows one stop. What is done on it goes up as events; that it is done with, as `Passed`."""

    class Passed(Message):
        """The worker goes on, whether or not anything was answered."""

    class Answered(Message):
        """What was sent before this is an answer. It comes back by `go_on`, when the answer is known here."""

    class Took(Message):
        """The worker takes what the walk offers: one change, to be taken back as one."""

        def __init__(self, offer: Offer) -> None:
            super().__init__()
            self.offer = offer

    def __init__(self, guide: Guide, conversation: Conversation, stop: Stop) -> None:
        super().__init__(guide)
        self._view = replace(self._view, conversation=conversation)
        self.shown: Shown = stand_at(stop, conversation, guide)
        self._last = False

    def show(self, stop: Stop, conversation: Conversation, *, last: bool, anew: bool) -> None:
        """Show a stop as it stands now; `anew`: with the cursor at the top."""
        self._view = replace(self._view, conversation=conversation)
        self._last = last
        self.shown = stand_at(stop, conversation, self._view.guide, "" if anew else self.shown.key)
        rows = stop_rows(self._view, self.shown, beside=self.screen.has_class("-wide"), last=last)
        if anew:
            self.rows.scroll_to(y=0, animate=False, immediate=True)
        self.rows.show(rows, next(r.key for r in rows if r.stop) if anew else None)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        key = event.key
        answer_key, field, source = split_key(key)
        if key == NEXT:
            self.post_message(self.Passed())
        elif key in (YES, NO):
            self.mark(Mark.YES if key == YES else Mark.NO)
        elif key.startswith(OFFER):
            self._take(int(key.removeprefix(OFFER)))
        elif source is not None:
            self._tick(answer_key, source)
        elif field is not None:
            self._write_in(answer_key, field)
        elif is_entry(key) or key.endswith(ADD):
            self.begin_to_write()

    def on_write_pane_closed(self, _: WritePane.Closed) -> None:
        self.post_message(self.Answered())

    def go_on(self, key: str = "", field: Field | None = None) -> None:
        """After an answer: open what was taken, to be worked over, or put the cursor where Enter goes on."""
        if field is not None:
            self.write(key, self._to_work_over(key, field), among=self.shown.stop.fields or None)
        elif not self.pane.writing:
            self.rows.go_to(go_on_at(self._view, self.shown))

    def _to_work_over(self, key: str, field: Field) -> Field:
        """The field with what was taken; or, where it is empty, the first of them that is, in their order."""
        answer = self._view.answer(key)
        if answer is None or answer.text(field):
            return field
        own = (f for f in self._view.fields(key) if f not in (Field.CARRIED, Field.SURVIVOR))
        return next((f for f in own if not answer.text(f)), field)

    # -- answering

    @property
    def _takes_yes(self) -> bool:
        return SHAPES[self._kind(self.shown.key)].usual is Mark.YES

    def mark(self, mark: Mark) -> None:
        """Answer yes or no, or take the answer off; on a source: tick it."""
        key, _, source = split_key(self.rows.key)
        if source is not None and mark is Mark.YES:
            self._tick(key, source)
        elif not self._takes_yes:
            self.rows.action_choose()
        else:
            answer = self._view.answer(self.shown.key)
            given = None if answer and answer.mark is mark else mark
            self.post_message(self.Sent(Marked(self.shown.key, given)))
            if given is not None:
                self.post_message(self.Answered())

    def _tick(self, key: str, source: Source) -> None:
        answer = self._view.answer(key)
        self.post_message(self.Sent(Ticked(key, source, on=answer is None or source not in answer.ticked)))

    def begin_to_write(self) -> None:
        """Write in what the cursor is on, or else in the first field or a further entry."""
        key = self.rows.key
        answer_key, field, _ = split_key(key)
        talk = self._view.conversation
        if is_entry(key):
            self.write(answer_key)
        elif field is not None:
            self._write_in(answer_key, field)
        elif self.shown.stop.fields or not SHAPES[self._kind(self.shown.key)].entry:
            self._write_in(self.shown.key, None)
        elif talk is not None:
            self.write(talk.next_entry(self.shown.stop.item))

    def _write_in(self, key: str, field: Field | None) -> None:
        among = self.shown.stop.fields or None
        self.write(key, field, among=among)

    def _title(self, key: str) -> str:
        """The question stands above the list already."""
        return self._entry_name(key)

    def take_out(self) -> bool:
        """Take the entry out that the cursor is on. False when it is on none."""
        if not is_entry(self.rows.key):
            return False
        self.post_message(self.Sent(Removed(split_key(self.rows.key)[0])))
        return True

    # -- taking what the walk offers

    def take(self) -> bool:
        """Take the offer that the cursor is on, or the only one; of several, go to the first. False: there is none."""
        offers = self.shown.offers
        if self.rows.key.startswith(OFFER):
            self._take(int(self.rows.key.removeprefix(OFFER)))
        elif len(offers) == 1:
            self._take(0)
        elif offers:
            self.rows.go_to(f"{OFFER}0")
        return bool(offers)

    def _take(self, number: int) -> None:
        self.post_message(self.Took(self.shown.offers[number]))
