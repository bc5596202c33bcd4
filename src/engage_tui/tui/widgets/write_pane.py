"""Where words are written: one field of one item at a time, in a text area of any length, below the list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from engage_tui.conversation.words import Field
from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.widgets.inputs import NoteArea
from engage_tui.tui.widgets.wording_line import WordingLine, place_in
from engage_tui.tui.wording import LOOKED_AT, Both

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from typing import TypeAlias

    from textual.app import ComposeResult

    from engage_tui.conversation.state import Kept
    from engage_tui.tui.wording import Looking, Prompt

    GetLens: TypeAlias = Callable[[], Awaitable[Looking]]

GAP = "   "
SETTLE_SECONDS = 0.4
"""How long typing rests before it is passed on to be saved; while it goes on, it is passed on as often as this."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is being written: an item's fields with their captions and texts, and the line that stands above."""

    item: str
    title: str
    fields: Sequence[tuple[Field, str]]
    texts: Mapping[Field, str]
    rule: str = ""
    kept: Sequence[Kept] = ()
    """Words that the language lens does not ask about any more."""
    open_fields: frozenset[Field] = frozenset()
    """The fields that the person may read one day."""


class WritePane(Vertical):
    """Opens on a field, passes words on while they are typed, and closes with everything kept."""

    BINDINGS = bindings(Scope.WRITING)

    class Wrote(Message):
        """A field holds this text now."""

        def __init__(self, item: str, field: Field, text: str) -> None:
            super().__init__()
            self.item, self.field, self.text = item, field, text

    class Typing(Message):
        """Something was typed that will be passed on in a moment."""

    class Rested(Message):
        """What was typed came to nothing new."""

    class Closed(Message):
        """Writing is over; the focus can go back to the list."""

    class Keeping(Message):
        """The writer wants to keep words that the language lens asks about."""

        def __init__(self, item: str, prompt: Prompt) -> None:
            super().__init__()
            self.item, self.prompt = item, prompt

    def __init__(self) -> None:
        super().__init__()
        self.lens: Callable[[], GetLens | None] = lambda: None
        """Gives how to get the language lens, or None where the writer wants none."""
        self.told: Callable[[], Looking | None] = lambda: None
        """Gives what finds words that tell what the survivor told, or None."""
        self._sheet: Sheet | None = None
        self._field: Field | None = None
        self._kept: dict[Field, str] = {}
        self._pending = False
        self._area = NoteArea(id="write-area")
        self._line = WordingLine(self._area)

    def compose(self) -> ComposeResult:
        yield Static(id="write-title", markup=False)
        yield Static(id="write-fields", markup=False)
        yield self._area
        yield self._line

    def on_mount(self) -> None:
        self.display = False

    @property
    def writing(self) -> bool:
        return self._sheet is not None

    @property
    def sheet(self) -> Sheet | None:
        return self._sheet

    @property
    def to_read(self) -> bool:
        """Nothing can be typed."""
        return self._area.read_only

    def open(self, sheet: Sheet, field: Field, *, to_read: bool = False, at: int | None = None) -> None:
        """Show a field of an item, ready to type, or to be read only; with the cursor at the end, or `at` a place."""
        self.pass_on()
        self._area.read_only = to_read
        self._sheet, self._kept = sheet, dict(sheet.texts)
        self.query_one("#write-title", Static).update(
            Content(f"{sheet.title}\n{sheet.rule}" if sheet.rule else sheet.title)
        )
        self.display = True
        self.set_class(self._looks_at(*(f for f, _ in sheet.fields)), "-looked")
        self._show(field, at)
        self.screen.set_focus(self._area)

    def _looks_at(self, *fields: Field) -> bool:
        """The language lens looks at one of these fields while it is written."""
        return not self.to_read and not LOOKED_AT.isdisjoint(fields) and self.lens() is not None

    def _looking(self, field: Field) -> GetLens | None:
        """What looks at a field while it is written: the language lens, what tells a source, both or nothing."""
        if self.to_read or self._sheet is None:
            return None
        lens = self.lens() if self._looks_at(field) else None
        told = self.told() if field in self._sheet.open_fields else None
        if told is None:
            return lens

        async def looking() -> Looking:
            return Both(told, await lens()) if lens is not None else told

        return looking

    def _show(self, field: Field, at: int | None = None) -> None:
        self._field = field
        area = self._area
        with area.prevent(NoteArea.Changed):
            area.load_text(self._kept.get(field, ""))
        area.move_cursor(area.document.end if at is None else place_in(area)(at))
        self._show_fields()
        if self._sheet is not None:
            self._line.begin(self._looking(field), self._sheet.kept, room=self._looks_at(field))

    def _show_fields(self) -> None:
        if self._sheet is None:
            return
        names = self.query_one("#write-fields", Static)
        room, used = names.content_size.width or self.screen.size.width, 0
        parts: list[Content | str | tuple[str, str]] = []
        for field, caption in self._sheet.fields:
            hidden = field is Field.SURVIVOR and field is not self._field  # shoulders are read over
            written = "• " if self._kept.get(field) and not hidden else ""
            name = f"{written}{caption}"
            gap = GAP if parts else ""
            if used + cell_len(gap + name) > room:  # broken only between names
                gap, used = "\n", 0
            used += cell_len(gap.strip("\n") + name)
            parts += [gap, (name, "bold reverse" if field is self._field else "")]
        names.update(Content.assemble(*parts))

    def on_resize(self) -> None:
        self._show_fields()

    def on_text_area_changed(self, event: NoteArea.Changed) -> None:
        """Typing: pass the words on soon, without doing it for every key."""
        event.stop()
        self._line.typed()
        if not self._pending:
            self._pending = True
            self.post_message(self.Typing())
            self.set_timer(SETTLE_SECONDS, self.pass_on)

    def on_text_area_selection_changed(self, event: NoteArea.SelectionChanged) -> None:
        event.stop()
        self._line.moved()

    def take(self) -> Wrote | None:
        """What was typed and not yet passed on; asking for it counts as passing it on."""
        self._pending = False
        if self._sheet is None or self._field is None:
            return None
        text = self._area.text
        if text == self._kept.get(self._field, ""):
            return None
        self._kept[self._field] = text
        return self.Wrote(self._sheet.item, self._field, text)

    def pass_on(self) -> None:
        """Send on what was typed since the last time: on a timer, and on leaving a field."""
        wrote = self.take()
        if wrote is None:
            self.post_message(self.Rested())
        else:
            self.post_message(wrote)
            self._show_fields()

    def _turn(self, way: int) -> None:
        if self._sheet is None:
            return
        self.pass_on()
        fields = [f for f, _ in self._sheet.fields]
        place = fields.index(self._field) if self._field in fields else 0
        self._show(fields[(place + way) % len(fields)])

    def action_next_field(self) -> None:
        self._turn(1)

    def action_previous_field(self) -> None:
        self._turn(-1)

    def action_done(self) -> None:
        self.pass_on()
        self._sheet = self._field = None
        self.display = False
        self._line.end()
        self._area.load_text("")
        self.post_message(self.Closed())

    # -- what the language lens asks about

    @property
    def prompt(self) -> Prompt | None:
        """What is asked now."""
        return self._line.prompt

    @property
    def more_prompts(self) -> bool:
        return self._line.several

    def keep(self, kept: Sequence[Kept]) -> None:
        """These words are kept now."""
        if self._sheet is not None:
            self._sheet = replace(self._sheet, kept=kept)
            self._line.keep(kept)

    def action_next_words(self) -> None:
        if not self._line.go_on():
            self.app.bell()

    def action_keep_words(self) -> None:
        if self._sheet is None or self._line.prompt is None:
            self.app.bell()
        else:
            self.post_message(self.Keeping(self._sheet.item, self._line.prompt))
