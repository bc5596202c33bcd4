"""The steps, beside the work or, where there is little room, on one line above it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

NARROW = 18


@dataclass(frozen=True, slots=True)
class RailStep:
    """A step as the rail shows it. `alert`: something in it calls for action."""

    id: str
    number: int
    title: str
    short: str
    visited: bool = False
    alert: bool = False


class Rail(Widget):
    """Shows the steps; the mouse can choose one, the keyboard has its number keys."""

    class Chosen(Message):
        """A step was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self) -> None:
        super().__init__()
        self._steps: tuple[RailStep, ...] = ()
        self._here = ""

    def show(self, steps: Sequence[RailStep], here: str) -> None:
        """Show these steps with `here` (a step's id) as the present one."""
        if (tuple(steps), here) != (self._steps, self._here):
            self._steps, self._here = tuple(steps), here
            self.refresh()

    @property
    def _tall(self) -> bool:
        return self.content_size.height > 1

    def render(self) -> Content:
        return self._column() if self._tall else self._line()

    def _column(self) -> Content:
        lines = []
        for step in self._steps:
            name = step.title if step.number == 0 else f"{step.number} {step.title}"
            sign = "▶" if step.id == self._here else "✓" if step.visited else " "
            room = self.content_size.width - 4
            text = f"{sign} {name[:room]:<{room}}{' !' if step.alert else ''}"
            lines.append(Content.styled(text, "bold" if step.id == self._here else ""))
        return Content("\n").join(lines)

    def _line(self) -> Content:
        return Content(" ").join(Content.styled(text, style) for text, style in self._cells())

    def _cells(self) -> list[tuple[str, str]]:
        room = self.content_size.width
        cells = []
        for step in self._steps:
            here = step.id == self._here
            sign = "▶" if here else "✓" if step.visited else "·"
            alert = "!" if step.alert else ""
            name = f" {step.short}" if here or room >= NARROW * len(self._steps) // 2 + 14 else ""
            cells.append((f"{sign}{step.number}{alert}{name}", "bold reverse" if here else ""))
        if sum(len(text) + 1 for text, _ in cells) > room:
            cells = [(text.split(" ")[0], style) for text, style in cells]
        return cells

    def on_click(self, event: events.Click) -> None:
        if self._tall:
            place = event.y - self.gutter.top
            if 0 <= place < len(self._steps):
                self.post_message(self.Chosen(self._steps[place].number))
            return
        left = self.gutter.left
        for step, (text, _) in zip(self._steps, self._cells(), strict=True):
            if left <= event.x < left + len(text):
                self.post_message(self.Chosen(step.number))
                return
            left += len(text) + 1
