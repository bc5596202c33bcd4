"""A list of rows that draws itself line by line: no widget a row, so ten thousand rows cost what a screenful does."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.row import after_block
from engage_tui.tui.widgets.shapes import only_underlines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from engage_tui.tui.row import Row

POINTER = "▸ "
MOST_WIDTH, MOST_WIDTH_LARGE = 88, 60
ROLES = ("title", "muted", "mark", "alert", "quote", "key", "wording")


class RowList(ScrollView, can_focus=True):
    """Shows rows; the cursor stops at those that say so."""

    BINDINGS = bindings(Scope.LIST)
    COMPONENT_CLASSES: ClassVar[set[str]] = {"row--cursor", *(f"row--{role}" for role in ROLES)}

    class Moved(Message):
        """The cursor is on another row."""

        def __init__(self, rows: RowList, key: str) -> None:
            super().__init__()
            self.rows, self.key = rows, key

        @property
        def control(self) -> RowList:
            return self.rows

    class Chosen(Message):
        """A row was chosen with Enter or a second click."""

        def __init__(self, rows: RowList, key: str) -> None:
            super().__init__()
            self.rows, self.key = rows, key

        @property
        def control(self) -> RowList:
            return self.rows

    def __init__(self, *, wrap: bool = True, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._wrap = wrap
        self._rows: tuple[Row, ...] = ()
        self._starts: list[int] = [0]
        self._cursor = -1
        self._wrapped: dict[Row, tuple[Content, ...]] = {}
        self._wrapped_width = 0
        self._styles: dict[str, Style] = {}

    # -- what is shown

    @property
    def rows(self) -> tuple[Row, ...]:
        return self._rows

    @property
    def key(self) -> str:
        """The key of the row under the cursor; empty when there is none."""
        return self._rows[self._cursor].key if 0 <= self._cursor < len(self._rows) else ""

    def show(self, rows: Sequence[Row], key: str | None = None) -> None:
        """Show these rows, with the cursor on `key`, or else where it was."""
        wanted = self.key if key is None else key
        old_starts, old_rows, old_cursor = self._starts, self._rows, self._cursor
        self._rows = tuple(rows)
        self._lay_out()
        self._cursor = self._place_of(wanted, old_cursor)
        if self._starts == old_starts and len(old_rows) == len(self._rows):
            changed = [n for n, (a, b) in enumerate(zip(old_rows, self._rows, strict=True)) if a is not b and a != b]
            self._refresh_rows(*changed, old_cursor, self._cursor)
        else:
            self.refresh()
        self.call_after_refresh(self._reveal)
        if self.key != (old_rows[old_cursor].key if 0 <= old_cursor < len(old_rows) else ""):
            self.post_message(self.Moved(self, self.key))

    def go_to(self, key: str) -> None:
        """Put the cursor on a row, if it is shown."""
        place = next((n for n, row in enumerate(self._rows) if row.key == key and row.stop), None)
        if place is not None:
            self._go(place)

    def _place_of(self, key: str, before: int) -> int:
        """The row of a key; else the nearest stop at or before where the cursor was; else the first stop."""
        stops = [n for n, row in enumerate(self._rows) if row.stop]
        for n in stops:
            if self._rows[n].key == key:
                return n
        at = bisect_right(stops, max(before, 0)) - 1
        return stops[max(at, 0)] if stops else -1

    # -- layout

    @property
    def _large(self) -> bool:
        """Short lines, and a blank one between the rows that the cursor stops at."""
        return self.app.has_class("-large")

    def _text_width(self) -> int:
        most = MOST_WIDTH_LARGE if self._large else MOST_WIDTH
        return max(10, min(self.scrollable_content_region.width, most) - len(POINTER) - 1)

    def _lay_out(self) -> None:
        width = self._text_width()
        if width != self._wrapped_width:
            self._wrapped.clear()
            self._wrapped_width = width
        if self._wrap or self._large:
            kept = {row: self._lines(row) for row in self._rows}
            self._wrapped = kept
            gaps = self._gaps() if self._large else [0] * len(self._rows)
            self._starts = [0, *accumulate(len(kept[row]) + gap for row, gap in zip(self._rows, gaps, strict=True))]
        else:
            self._starts = list(range(len(self._rows) + 1))
        self.virtual_size = Size(self.scrollable_content_region.width, self._starts[-1])

    def _gaps(self) -> list[int]:
        """How many blank lines come after each row, where there is none already."""
        stops = [row.stop for row in self._rows[1:]]
        return [int(stop and bool(row.plain)) for row, stop in zip(self._rows, [*stops, False], strict=False)]

    def lay_out_again(self) -> None:
        """There is more room between rows now, or less."""
        self._wrapped.clear()
        self._lay_out()
        self.refresh()
        self.call_after_refresh(self._reveal)

    def _lines(self, row: Row) -> tuple[Content, ...]:
        """A row's text, wrapped to the width with its indent and lead; cached until the width changes."""
        found = self._wrapped.get(row)
        if found is not None:
            return found
        before = " " * row.indent + (f"{row.lead} " if row.lead else "")
        hang = cell_len(before)
        room = max(8, self._wrapped_width - hang - (cell_len(row.tail) + 1 if row.tail else 0))
        text = Content.assemble(*((part, self._style(role)) for part, role in row.spans))
        wrapped = text.wrap(room) if self._wrap else [text.truncate(room, ellipsis=True)]
        lines = [Content(" " * hang) + line for line in wrapped] or [Content(" " * hang)]
        lines[0] = Content.assemble((before, self._style(row.lead_role))) + lines[0][hang:]
        if row.tail:
            gap = max(1, self._wrapped_width - lines[0].cell_length - cell_len(row.tail))
            lines[0] = Content.assemble(lines[0], " " * gap, (row.tail, self._style(row.tail_role)))
        self._wrapped[row] = tuple(lines)
        return self._wrapped[row]

    def _style(self, role: str) -> Style:
        """The part of a role's style that goes over a row's own: colour and weight, and no background."""
        if not role:
            return Style.null()
        if role not in self._styles:
            whole = self.get_visual_style(f"row--{role}")
            self._styles[role] = Style(
                foreground=whole.foreground, bold=whole.bold, italic=whole.italic, underline=whole.underline
            )
        return self._styles[role]

    def _cursor_style(self) -> Style:
        """The style of the row under the cursor. What Textual gives leaves out that it is reversed."""
        reverse = self.get_component_styles("row--cursor").text_style.reverse
        return self.get_visual_style("row--cursor") + Style(reverse=reverse)

    def notify_style_update(self) -> None:
        """A new theme: every wrapped line has the old colours in it. Focus is told here too, and changes none."""
        super().notify_style_update()
        before, self._styles = self._styles, {}
        if all(self._style(role) == style for role, style in before.items()):
            return
        self._wrapped.clear()
        if self._rows:
            self._lay_out()

    def on_resize(self) -> None:
        """Wrap again for the new width, and keep the cursor in sight."""
        self._lay_out()
        self.refresh()
        self.call_after_refresh(self._reveal)

    # -- drawing

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        if self._text_width() != self._wrapped_width:  # it is drawn before it is told its first size
            self._lay_out()
        width = self.size.width
        line = y + self.scroll_offset.y
        base = self.visual_style
        if line >= self._starts[-1]:
            return Strip.blank(width, base.rich_style)
        place = bisect_right(self._starts, line) - 1
        row = self._rows[place]
        lines = self._lines(row)
        if line - self._starts[place] >= len(lines):  # the gap after it
            return Strip.blank(width, base.rich_style)
        content = lines[line - self._starts[place]]
        here = place == self._cursor
        if here and self.has_focus:
            base = self._cursor_style()
            content = only_underlines(content)
        pointer = POINTER if here and line == self._starts[place] else " " * len(POINTER)
        segments = [Segment(pointer, base.rich_style), *content.render_segments(base)]
        return Strip(segments).adjust_cell_length(width, base.rich_style)

    def _refresh_rows(self, *places: int) -> None:
        top = self.scroll_offset.y
        for place in places:
            if 0 <= place < len(self._rows):
                start, end = self._starts[place], self._starts[place + 1]
                self.refresh(Region(0, start - top, self.size.width, end - start))

    def on_focus(self) -> None:
        self._refresh_rows(self._cursor)

    def on_blur(self) -> None:
        self._refresh_rows(self._cursor)

    # -- moving

    def _go(self, place: int) -> None:
        if place != self._cursor:
            before, self._cursor = self._cursor, place
            self._refresh_rows(before, place)
            self.post_message(self.Moved(self, self.key))
        self._reveal()

    def _reveal(self) -> None:
        """Scroll so that the row is seen, with the text that belongs to it as far as there is room."""
        if not 0 <= self._cursor < len(self._rows):
            return
        height = self.scrollable_content_region.height
        start = self._starts[self._cursor]
        after = after_block(self._rows, self._cursor)
        end = min(self._starts[after], start + height)
        first_stop = next((n for n, row in enumerate(self._rows) if row.stop), 0)
        if self._cursor <= first_stop:
            start = 0  # the heading above the first row is worth seeing too
        top = round(self.scroll_offset.y)
        if start < top:
            self.scroll_to(y=start, animate=False, force=True)
        elif end > top + height:
            self.scroll_to(y=min(self._starts[self._cursor], end - height), animate=False, force=True)

    def _step(self, way: int) -> None:
        place = self._cursor + way
        while 0 <= place < len(self._rows) and not self._rows[place].stop:
            place += way
        if 0 <= place < len(self._rows):
            self._go(place)
        else:  # at an end: show what text there is beyond the last stop
            self.scroll_to(y=0 if way < 0 else self._starts[-1], animate=False, force=True)

    def _jump(self, line: int) -> None:
        """To the stop nearest to a line."""
        stops = [n for n, row in enumerate(self._rows) if row.stop]
        self._go(min(stops, key=lambda n: abs(self._starts[n] - line), default=self._cursor))

    def action_up(self) -> None:
        self._step(-1)

    def action_down(self) -> None:
        self._step(1)

    def action_page_up(self) -> None:
        self._page(-1)

    def action_page_down(self) -> None:
        self._page(1)

    def _page(self, way: int) -> None:
        """Show the next page and take the cursor along: whoever reads expects it at the first press."""
        by = way * max(1, self.scrollable_content_region.height - 1)  # a line stays, to find the place again
        to = round(self.scroll_offset.y) + by
        self._jump(self._starts[self._cursor] + by)
        self.scroll_to(y=to, animate=False, force=True)
        self._reveal()

    def action_first(self) -> None:
        self._jump(0)

    def action_last(self) -> None:
        self._jump(self._starts[-1])

    def action_choose(self) -> None:
        if self.key:
            self.post_message(self.Chosen(self, self.key))

    def on_click(self, event: events.Click) -> None:
        """A click goes to a row; a click on the row where the cursor is chooses it."""
        line = event.y + self.scroll_offset.y
        if not 0 <= line < self._starts[-1]:
            return
        place = bisect_right(self._starts, line) - 1
        if not self._rows[place].stop:
            return
        if place == self._cursor:
            self.action_choose()
        else:
            self._go(place)
