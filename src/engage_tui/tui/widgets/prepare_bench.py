"""The list of one part of getting ready: checks to answer, lines to write, facts, and questions to put in order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.message import Message

from engage_tui.conversation.events import Marked, Removed, Ticked, Wrote
from engage_tui.conversation.words import Field, Mark
from engage_tui.guide.model import AnswerKind
from engage_tui.record.prepare import OWN, QUESTIONS, dropped, moved, put, reworded
from engage_tui.tui.entry_rows import ADD
from engage_tui.tui.field_rows import is_entry, split_key
from engage_tui.tui.prepare_rows import ASK, LAST_TIME, MAY, NEXT, Preparing, place_rows
from engage_tui.tui.row import row_after
from engage_tui.tui.step_rows import StepView
from engage_tui.tui.widgets.bench import Bench

if TYPE_CHECKING:
    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.tui.desk import Desk
    from engage_tui.tui.widgets.row_list import RowList
    from engage_tui.tui.widgets.write_pane import WritePane


class PrepareBench(Bench):
    """What is done on a row goes up as events; that the part is done with, as `Passed`; other rows as `Asked`."""

    class Passed(Message):
        """On to the next part."""

    class Looked(Message):
        """The cursor is on another row."""

    class Settled(Message):
        """What was sent before this is about `key`. It comes back by `go_on`, when the change is known here."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Asked(Message):
        """A row was chosen that belongs to the screen."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, desk: Desk, guide: Guide, conversation: Conversation) -> None:
        super().__init__(guide, writes=not desk.vault.why_read_only)
        self._desk = desk
        self._seen = Preparing(guide, conversation, 0)
        self._view = StepView(guide, (), conversation)
        self._wrote_in = ""

    def show(self, at: int, conversation: Conversation, *, key: str = "") -> None:
        """Show a part as it stands now; with another part, from the top or from the row of `key`."""
        guide = self._view.guide
        anew = at != self._seen.at or bool(key) or not self.rows.rows
        opened = self._seen.opened if self._seen.opened in conversation.items else ""
        self._seen = replace(self._seen, conversation=conversation, at=at, opened=opened)
        self._view = StepView(guide, (), conversation)
        rows = place_rows(self._seen, self._desk.key)
        if anew:
            self.rows.scroll_to(y=0, animate=False, immediate=True)
        first = next(r.key for r in rows if r.stop and r.key != LAST_TIME)
        self.rows.show(rows, (key or first) if anew else None)

    def show_earlier(self, day: str) -> None:
        """Offer what was left from last time, which was on this day."""
        self._seen = replace(self._seen, earlier=day)
        self.rows.show(place_rows(self._seen, self._desk.key))

    # -- what the cursor is on

    @property
    def question(self) -> str:
        """The key of the planned question that the cursor is on."""
        return self.rows.key.removeprefix(ASK) if self.rows.key.startswith(ASK) else ""

    @property
    def fact(self) -> str:
        """The key of the fact that the cursor is on, or on a row below it."""
        if self.rows.key.startswith(MAY):
            return self.rows.key.removeprefix(MAY)
        key, _, source = split_key(self.rows.key)
        return key if is_entry(self.rows.key) or source is not None else ""

    @property
    def asks(self) -> str:
        """The key of the answer that yes and no would give; empty where the cursor is not on a question itself."""
        key = self.rows.key
        if key.startswith(MAY):
            return key.removeprefix(MAY)
        return key if key in self._view.guide.items and self._kind(key) is AnswerKind.CHECK else ""

    @property
    def kind(self) -> AnswerKind | None:
        """What can be done with the item that the cursor is on; None where it is on no item."""
        key = split_key(self.rows.key)[0]
        return self._kind(key) if key in self._view.guide.items else None

    # -- answering

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        event.stop()
        self.post_message(self.Looked())

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        key, field, source = split_key(event.key)
        if event.key == NEXT:
            self.post_message(self.Passed())
        elif source is not None:
            self._tick()
        elif event.key.startswith(MAY):
            self.answer(Mark.YES if self._said_no(self.fact) else Mark.NO)
        elif is_entry(event.key) and key != self._seen.opened:
            self._open(key)
        elif self.question or event.key.endswith(ADD) or field is not None or is_entry(event.key):
            self.begin_to_write()
        elif self.kind is AnswerKind.CHECK:
            self.answer(Mark.YES)
        elif self.kind is not None:
            self.begin_to_write()
        else:
            self.post_message(self.Asked(event.key))

    def _said_no(self, key: str) -> bool:
        answer = self._view.answer(key)
        return answer is not None and answer.text(Field.MAY_KNOW).casefold().startswith("no")

    def _open(self, key: str) -> None:
        """Show where a fact is from and whether it may be known."""
        self._seen = replace(self._seen, opened=key)
        self.rows.show(place_rows(self._seen, self._desk.key))

    def answer(self, mark: Mark) -> bool:
        """Yes or no, to the row the cursor is on and to no other. False where there is nothing to answer.

        Both go on to the next check: were it only one of them, the other key would then answer the same check again.
        """
        key = self.asks
        if not key:
            return False
        if self.rows.key.startswith(MAY):
            self.post_message(self.Sent(Wrote(key, Field.MAY_KNOW, "Yes" if mark is Mark.YES else "No")))
        else:
            self.post_message(self.Sent(Marked(key, mark)))
            self.rows.go_to(row_after(self.rows.rows, key))
        return True

    def tick(self) -> bool:
        """Tick a source, or answer yes. False where there is nothing of the kind."""
        if split_key(self.rows.key)[2] is None:
            return self.answer(Mark.YES)
        self._tick()
        return True

    def _tick(self) -> None:
        key, _, source = split_key(self.rows.key)
        answer = self._view.answer(key)
        if source is not None:
            self.post_message(self.Sent(Ticked(key, source, on=answer is None or source not in answer.ticked)))

    # -- writing

    def begin_to_write(self) -> None:
        """Write in what the cursor is on."""
        key, field, _ = split_key(self.rows.key)
        talk = self._seen.conversation
        if self.question:
            own = self._kind(self.question) is AnswerKind.OWN_QUESTION
            self._write(self.question, Field.ASKED_AS if own else Field.PLANNED_AS)
        elif self.rows.key.endswith(ADD):
            self._write(talk.next_entry(self.rows.key.removesuffix(ADD)), Field.FACT)
        elif self.fact:
            self._write(self.fact, Field.FACT)
        elif self.kind is AnswerKind.CHECK:
            self._write(key, Field.REASON)
        elif self.kind is not None:
            self._write(key, field or Field.TEXT, among=None)
        else:
            self.rows.action_choose()

    def write_own(self) -> None:
        """A question in the worker's own words."""
        if OWN in self._view.guide.items and QUESTIONS in self._seen.place.items:
            self._write(self._seen.conversation.next_entry(OWN), Field.ASKED_AS)

    def turn_example(self) -> bool:
        """Show or hide the guide's example for a line: to be read, never written down. False where there is none."""
        key = self.rows.key
        if key not in self._view.guide.items or self._kind(key) is not AnswerKind.TEXT:
            return False
        self._seen = replace(self._seen, example="" if self._seen.example == key else key)
        self.rows.show(place_rows(self._seen, self._desk.key))
        return True

    def _write(self, key: str, field: Field, *, among: tuple[Field, ...] | None = ()) -> None:
        """Open the pane on one field, or with `among` None on all that the item has."""
        self._wrote_in = key
        self.write(key, field, among=among or (None if among is None else (field,)))

    def _title(self, key: str) -> str:
        item = self._view.guide.of_entry(key)
        if self._kind(key) is AnswerKind.OWN_QUESTION:
            return "A question of your own: one that is open, and names nobody"
        if self._kind(key) is AnswerKind.QUESTION:
            return f"Instead of: {item.say[0].words}" if item and item.say else ""
        return item.short if item else ""

    def on_write_pane_closed(self, event: WritePane.Closed) -> None:
        super().on_write_pane_closed(event)
        self.post_message(self.Settled(self._wrote_in))

    def go_on(self, key: str) -> None:
        """After a change is known here, go to what comes next, be it a source or the next line."""
        answer = self._view.answer(key)
        if answer is None or self.pane.writing:
            return
        if self._kind(key) is AnswerKind.KNOWN:
            self._open(key)
            self.rows.go_to(next((r.key for r in self.rows.rows if r.key.startswith(f"{key}@")), NEXT))
        elif self._kind(key) is AnswerKind.OWN_QUESTION:
            self.post_message(self.Asked(f"{ASK}{key}"))
        elif split_key(self.rows.key)[0] == key:
            self.rows.go_to(row_after(self.rows.rows, self.rows.key))

    # -- the questions

    def move(self, way: int) -> bool:
        """Move the question up or down. False where it cannot go."""
        event = moved(self._seen.conversation, self._view.guide, self.question, way) if self.question else None
        if event is not None:
            self.post_message(self.Sent(event))
        return event is not None

    def reword(self) -> str:
        """Put the question in the next wording, the bank's or one's own; what to say where that cannot be done."""
        from engage_tui.tui.phrasing import mine

        if not self.question:
            return "Put the cursor on a question first."
        event = reworded(
            self._seen.conversation, self._view.guide, self.question, mine(self._desk).get(self.question, ())
        )
        if event is not None:
            self.post_message(self.Sent(event))
            return ""
        answer = self._view.answer(self.question)
        own = answer is not None and answer.text(Field.PLANNED_AS) == put(
            self._seen.conversation, self._view.guide, self.question
        )
        return "It stands in your own words, and they stay." if own else "The guide has no other wording for it."

    def take_out(self) -> bool:
        """Take a question off the plan, or a fact out. False where the cursor is on neither."""
        if self.question:
            self.post_message(self.Sent(dropped(self._seen.conversation, self._view.guide, self.question)))
        elif self.fact and is_entry(self.rows.key):
            self.post_message(self.Sent(Removed(self.fact)))
        else:
            return False
        return True
