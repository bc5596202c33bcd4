"""The list of a step with all that can be done on its items: open, mark, plan, take out. `Bench` writes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.message import Message

from engage_tui.conversation.events import Identified, Marked, Planned, Removed, Shut, Ticked, Wrote
from engage_tui.conversation.words import SHAPES, Field, Mark, Source
from engage_tui.guide.model import AnswerKind, base_id
from engage_tui.record.passing import all_hidden
from engage_tui.tui import opening
from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.entry_rows import ADD
from engage_tui.tui.field_rows import entry_key, is_entry, split_key
from engage_tui.tui.opening import SECTION
from engage_tui.tui.row import row_after
from engage_tui.tui.step_rows import ACT_RULE, section_key, step_rows
from engage_tui.tui.widgets.bench import Bench

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.guide.model import Item, Section
    from engage_tui.tui.opening import Opening
    from engage_tui.tui.row import Row
    from engage_tui.tui.widgets.row_list import RowList

_ONLY_WITH_CONVERSATION = frozenset({"mark", "yes", "other", "negative", "plan", "write", "remove", "tables", "move"})
_CHANGES = _ONLY_WITH_CONVERSATION - {"write"}
_TABLES = (AnswerKind.PEOPLE, AnswerKind.CHILDREN)
MOVE = "move:"
"""What the screen is asked when the survivor's words are to be moved into the file copy, before the answer's key."""


class Workbench(Bench):
    """Shows sections of the guide, with a conversation's answers where there is one."""

    BINDINGS = bindings(Scope.ITEMS)

    class Looked(Message):
        """The cursor is on another row; `item` is empty on a heading."""

        def __init__(self, item: str) -> None:
            super().__init__()
            self.item = item

    class Asked(Message):
        """A row was chosen that belongs to the screen (`do:…`), or a locked section (`gate`)."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, guide: Guide, *, writes: bool = True) -> None:
        super().__init__(guide, writes=writes)
        self._above: tuple[Row, ...] = ()

    # -- what is shown

    @property
    def on_source(self) -> bool:
        """The cursor is on one of the sources that can be ticked."""
        return split_key(self.rows.key)[2] is not None

    @property
    def item(self) -> Item | None:
        """The item the cursor is on, if it is on one."""
        item_id, _, _ = split_key(self.rows.key)
        return self._view.guide.of_entry(item_id.removesuffix(ADD))

    @property
    def on_entry(self) -> bool:
        """The cursor is on one of an item's entries."""
        return is_entry(self.rows.key)

    def show(self, sections: Sequence[Section], above: Sequence[Row] = (), key: str = "") -> None:
        """Show other sections, with the cursor on the row of `key`, or from the top."""
        self._view = opening.with_sections(self._view, sections)
        self._above = tuple(above)
        self.rows.scroll_to(y=0, animate=False, immediate=True)
        self._draw(key=key or self._first_key())

    def update(self, conversation: Conversation | None, above: Sequence[Row] = ()) -> None:
        """Show the same sections with another state of the conversation."""
        self._view = replace(self._view, conversation=conversation)
        self._above = tuple(above)
        self._draw()

    def show_mine(self, mine: Mapping[str, tuple[str, ...]]) -> None:
        """Show these wordings of the worker's own among those of the bank."""
        self._view = replace(self._view, mine=mine)
        self._draw()

    def mine(self, item: Item | None) -> tuple[str, ...]:
        """The worker's own wordings of a question."""
        return self._view.mine.get(item.id, ()) if item is not None else ()

    def worded(self) -> tuple[str, str]:
        """The question under the cursor (empty: one of the worker's own) with the worker's words for it, if any."""
        item, key = self.item, split_key(self.rows.key)[0]
        if item is None:
            return "", ""
        answer = self._view.answer(key)
        told = answer is not None and not all_hidden(self._view.guide, key, answer)
        noted = [answer.text(f).strip() for f in (Field.PLANNED_AS, Field.ASKED_AS)] if answer and told else []
        shown = self._view.wording(item) if item.say else ""
        return item.id if item.say else "", next(filter(None, noted), shown)

    def jump(self, item_id: str, field: Field | None = None, place: int | None = None) -> None:
        """Put the cursor on an item of the sections shown, opening its section; with a field, start writing there.

        `place`: where in the words of the field.
        """
        section = self._view.guide.section_of(item_id)
        self._view = opening.fold(self._view, section.id, on=False).view
        hidden = self._view.locked(section) and self._view.answer(item_id) is None
        at = entry_key(item_id) if item_id in self._view.entries(base_id(item_id)) and self._many(item_id) else item_id
        self._draw(key=section_key(section.id) if hidden else at)
        if field is not None:
            self.write(item_id, field, at=place)

    def _first_key(self) -> str:
        """The first row worth standing on: one of the screen's own, or the first item."""
        if self._above:
            return next((r.key for r in self._above if r.stop), "")
        return opening.first_key(self._view)

    def _draw(self, key: str | None = None) -> None:
        self.rows.show(step_rows(self._view, self._above), key)

    def _turn(self, to: Opening) -> None:
        self._view = to.view
        self._draw(key=to.key)

    # -- opening and closing

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        event.stop()
        self.post_message(self.Looked(self.item.id if self.item is not None else ""))

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter: open a section, tick a source, write in a field, or whatever the screen makes of its own rows."""
        event.stop()
        item_id, field, source = split_key(event.key)
        if event.key.startswith(SECTION):
            self._choose_section(event.key.removeprefix(SECTION))
        elif source is not None:
            self._tick(item_id, source)
        elif self.item is None:
            self.post_message(self.Asked(event.key))
        elif self._can_write(self.item.id):
            self.write(self._written(event.key), field)
        else:
            self._turn(opening.expand(self._view, item_id, on=item_id not in self._view.expanded))

    def _choose_section(self, section_id: str) -> None:
        if self._view.locked(self._view.guide.sections[section_id]):
            self.post_message(self.Asked("gate"))
        else:
            self._turn(opening.fold(self._view, section_id, on=section_id not in self._view.folded))

    def action_unfold(self) -> None:
        key = self.rows.key
        section_id = key.removeprefix(SECTION)
        if self.item is not None:
            self._turn(opening.more(self._view, key, self.item.id))
        elif key.startswith(SECTION) and self._view.locked(self._view.guide.sections[section_id]):
            self._choose_section(section_id)
        elif key.startswith(SECTION):
            self._turn(opening.fold(self._view, section_id, on=False))

    def action_fold(self) -> None:
        key = self.rows.key
        if self.item is not None:
            self._turn(opening.less(self._view, key, self.item.id))
        elif key.startswith(SECTION):
            self._turn(opening.fold(self._view, key.removeprefix(SECTION), on=True))

    def action_fold_all(self) -> None:
        self._turn(opening.turn_all(self._view, self.item.id if self.item else ""))

    def action_wording(self) -> None:
        if self.item is not None and len(self._view.ways(self.item)) > 1:
            self._view = opening.reword(self._view, self.item.id)
            self._draw()

    # -- marking

    @property
    def _marks(self) -> bool:
        """The cursor is where a mark can go: on an item, or, where there are many entries, on one of them."""
        return self.item is not None and (self.on_entry or not self._many(self.item.id))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a conversation the guide is for reading, and so is one that cannot be saved."""
        without = _ONLY_WITH_CONVERSATION if self._view.conversation is None else _CHANGES
        return self.writes or action not in without

    def action_mark(self) -> None:
        item_id, _, source = split_key(self.rows.key)
        if source is not None:
            self._tick(item_id, source)
        elif self.item is None or (self._many(self.item.id) and not self._marks):
            self.rows.action_choose()
        else:
            self._toggle(SHAPES[self._kind(self.item.id)].usual)

    def action_yes(self) -> None:
        """Yes to the check the cursor is on, and on to the next: the key means the same as in getting ready."""
        key = self.rows.key
        if key not in self._view.guide.items or self._kind(key) is not AnswerKind.CHECK:
            self.app.bell()
            return
        self.post_message(self.Sent(Marked(key, Mark.YES)))
        self.rows.go_to(row_after(self.rows.rows, key))

    def action_other(self) -> None:
        if self.item is not None:
            self._toggle(SHAPES[self._kind(self.item.id)].other)

    def action_negative(self) -> None:
        section = self._view.guide.sections.get(self.rows.key.removeprefix(SECTION))
        if section is not None and section.gate is not None and not self._view.locked(section):
            self.post_message(self.Sent(Shut()))  # a closed branch keeps its answers
        elif self.item is not None:
            self._toggle(SHAPES[self._kind(self.item.id)].negative)

    def action_plan(self) -> None:
        if self.item is None or not self._marks or not SHAPES[self._kind(self.item.id)].plans:
            self.app.bell()
            return
        key = split_key(self.rows.key)[0]
        answer = self._view.answer(key)
        on = not (answer and answer.planned)
        self.post_message(self.Sent(Planned(key, on=on)))
        if on and self._view.is_mine(self.item) and not (answer and answer.text(Field.PLANNED_AS)):
            self.post_message(self.Sent(Wrote(key, Field.PLANNED_AS, self._view.wording(self.item))))

    def _toggle(self, mark: Mark | None) -> None:
        item = self.item
        if item is None or mark is None or not self._marks:
            self.app.bell()
            return
        key = split_key(self.rows.key)[0]
        answer = self._view.answer(key)
        given = None if answer and answer.mark is mark else mark
        self.post_message(self.Sent(Marked(key, given)))
        if given is Mark.ASKED and self._view.wordings.get(item.id) and not (answer and answer.text(Field.ASKED_AS)):
            self.post_message(self.Sent(Wrote(item.id, Field.ASKED_AS, self._view.wording(item))))
        if given is Mark.PRESENT:
            self.write(item.id, Field.ACTION, rule=ACT_RULE)

    def _tick(self, item_id: str, source: Source) -> None:
        answer = self._view.answer(item_id)
        ticked = answer is not None and source in answer.ticked
        self.post_message(self.Sent(Ticked(item_id, source, on=not ticked)))

    def action_remove(self) -> None:
        """Take an entry out, whole; undo brings it back."""
        if self.on_entry:
            self.post_message(self.Sent(Removed(split_key(self.rows.key)[0])))
        else:
            self.app.bell()

    def action_tables(self) -> None:
        """Turn the people tables on or off; what stands in them stays."""
        talk = self._view.conversation
        if talk is not None and self.item is not None and self._kind(self.item.id) in _TABLES:
            self.post_message(self.Sent(Identified(on=not talk.identities)))
        else:
            self.app.bell()

    def action_move(self) -> None:
        """Ask the screen to move what the survivor said here into the file copy, or back."""
        key = split_key(self.rows.key)[0]
        if self._view.answer(key) is not None:
            self.post_message(self.Asked(f"{MOVE}{key}"))
        else:
            self.app.bell()

    # -- writing

    def _many(self, key: str) -> bool:
        """The item that an answer belongs to takes many entries."""
        return self._view.guide.of_entry(key) is not None and bool(SHAPES[self._kind(key)].entry)

    def _written(self, row_key: str) -> str:
        """What is written in from a row: the item, the entry, or a further entry of the item."""
        key, talk = split_key(row_key)[0], self._view.conversation
        item_id = row_key.removesuffix(ADD)
        adds = item_id in self._view.guide.items and self._many(item_id)
        return talk.next_entry(item_id) if adds and talk is not None else key

    def _can_write(self, item_id: str) -> bool:
        return self._view.conversation is not None and bool(self._view.fields(item_id))

    def action_write(self) -> None:
        if self.item is not None and self._can_write(self.item.id):
            self.write(self._written(self.rows.key), split_key(self.rows.key)[1])
        else:
            self.app.bell()
