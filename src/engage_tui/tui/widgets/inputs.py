"""Text fields for words that must not get out: no system clipboard, no blinking, no markup."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding
from textual.widgets import Input, TextArea

from engage_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rich.style import Style
    from rich.text import Text
    from textual import events
    from textual.binding import BindingType
    from textual.document._document import EditResult, Location
    from textual.document._edit import Edit
    from textual.dom import DOMNode


def unprintable_text(event: events.Key) -> str:
    """A typed character that Textual takes for unprintable though it belongs to the text: the joiners of Persian and of
    emoji, direction marks, wide and no-break spaces, the letters that make the flag of Wales. Empty for any other key.
    """
    typed = event.character or ""
    odd = len(typed) == 1 and not event.is_printable and unicodedata.category(typed) in ("Cf", "Zs")
    in_a_flag = "\U000e0020" <= typed <= "\U000e007f"  # alone they are cleaned out again
    return typed if odd and (in_a_flag or clean(typed) == typed) else ""


class LineInput(Input):
    """One line of text."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+a", "select_all", "Select all", show=False)]

    def __init__(
        self, value: str = "", *, placeholder: str = "", id: str | None = None, most: int = 80, select: bool = False
    ) -> None:
        """`select`: what stands there is only offered, and typing replaces it."""
        super().__init__(value, placeholder=placeholder, id=id, max_length=most, select_on_focus=select)
        self.cursor_blink = False

    def on_key(self, event: events.Key) -> None:
        """Take what `Input` would drop."""
        typed = unprintable_text(event)
        if typed:
            event.stop()
            self.insert_text_at_cursor(typed)


class SecretInput(LineInput):
    """A passphrase, or a code that is `shown` while it is typed. Not to be copied."""

    def __init__(self, *, placeholder: str = "", id: str | None = None, shown: bool = False) -> None:
        super().__init__(placeholder=placeholder, id=id, most=1024)
        self.password = not shown

    def action_copy(self) -> None:
        """Refused: the copy would be the secret in the clear."""
        self.app.bell()

    def action_cut(self) -> None:
        """Refused, as copying is."""
        self.app.bell()


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of text that is underlined, and which one it is for whoever marked it."""

    start: Location
    end: Location
    number: int


class NoteArea(TextArea):
    """Words of any length. Tab is left to the screen, and Escape too."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"note-area--marked", "note-area--told"}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(
            id=id, soft_wrap=True, tab_behavior="focus", show_line_numbers=False, highlight_cursor_line=False
        )
        self.cursor_blink = False
        self._marked: tuple[Marked, ...] = ()
        self._on_line: dict[int, list[Marked]] = {}
        self._told = -1
        self._mark_styles: dict[str, Style] = {}

    @property
    def marked(self) -> Sequence[Marked]:
        """What is underlined, in the order of the text."""
        return self._marked

    def mark(self, marked: Sequence[Marked]) -> None:
        """Underline these stretches, which come in the order of the text."""
        if tuple(marked) != self._marked:
            self._mark(marked)
            self._draw_again()

    def tell(self, number: int) -> None:
        """The stretch of this number stands out a little more."""
        if number != self._told:
            self._told = number
            self._draw_again()

    def _mark(self, marked: Iterable[Marked]) -> None:
        self._marked = tuple(marked)
        self._on_line = {}
        for one in self._marked:
            for line in range(one.start[0], one.end[0] + 1):
                self._on_line.setdefault(line, []).append(one)

    def _draw_again(self) -> None:
        self.notify_style_update()  # drawn lines are kept until the styles change
        self.refresh()

    def notify_style_update(self) -> None:
        self._mark_styles.clear()
        super().notify_style_update()

    def _mark_style(self, name: str) -> Style:
        if name not in self._mark_styles:
            self._mark_styles[name] = self.get_component_rich_style(name, partial=True)
        return self._mark_styles[name]

    def get_line(self, line_index: int) -> Text:
        """A line with what is marked in it underlined: a shape, which is seen without colours too."""
        line = super().get_line(line_index)
        for one in self._on_line.get(line_index, ()):
            (first, start), (last, end) = one.start, one.end
            style = self._mark_style("note-area--told" if one.number == self._told else "note-area--marked")
            from_, to = start if line_index == first else 0, end if line_index == last else len(line.plain)
            line.stylize(style, from_, to)
        return line

    def edit(self, edit: Edit) -> EditResult:
        """Change the text; marks go along with their words, and those whose words are changed go."""
        top, bottom = edit.top, edit.bottom
        result = super().edit(edit)
        if not all(m.end <= top for m in self._marked):
            moved = (_moved(m, top, bottom, result.end_location) for m in self._marked)
            self._mark(m for m in moved if m is not None)
        return result

    def undo(self) -> None:
        self._mark(())  # nobody knows where the words are now until they are looked at again
        super().undo()

    def redo(self) -> None:
        self._mark(())
        super().redo()

    def watch(self, obj: DOMNode, attribute_name: str, callback: Callable[..., Any], init: bool = True) -> None:
        """Not the app's theme, which cannot change here: what watches the app is kept, with its words, to the end."""
        if obj is not self.app:
            super().watch(obj, attribute_name, callback, init)

    def on_key(self, event: events.Key) -> None:
        """Take what `TextArea` would drop."""
        typed = unprintable_text(event)
        if self.read_only and (typed or event.is_printable):
            event.stop()  # what would be a word elsewhere must not be a command here
            self.app.bell()
        elif typed:
            event.stop()
            self.insert(typed)


def _moved(marked: Marked, top: Location, bottom: Location, now: Location) -> Marked | None:
    """Where a stretch is after the text from `top` to `bottom` was changed for one that ends at `now`."""
    if marked.end <= top:
        return marked
    if marked.start < bottom:
        return None

    def after(place: Location) -> Location:
        row, column = place
        return (row - bottom[0] + now[0], column - bottom[1] + now[1] if row == bottom[0] else column)

    return replace(marked, start=after(marked.start), end=after(marked.end))
