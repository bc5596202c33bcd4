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
            sign = "▶" if step.id == self._here else "•" if step.visited else " "
            room = self.content_size.width - 4
            text = f"{sign} {name[:room]:<{room}}{' !' if step.alert else ''}"
            lines.append(Content.styled(text, "bold" if step.id == self._here else ""))
        return Content("\n").join(lines)

    def _line(self) -> Content:
        return Content("").join(Content.styled(text, style) for text, style in self._cells())

    def _cells(self) -> list[tuple[str, str]]:
        """The steps on one line, with as many names as there is room for; in a sliver, only the one you are on."""
        cells: list[tuple[str, str]] = []
        for names in ("all", "here", "none", "tight", "alone"):
            cells = [self._cell(step, names) for step in self._steps if names != "alone" or step.id == self._here]
            if names not in ("tight", "alone"):
                cells = [part for cell in cells for part in (cell, (" ", ""))][:-1]
            if sum(len(text) for text, _ in cells) <= self.content_size.width:
                break
        return cells

    def _cell(self, step: RailStep, names: str) -> tuple[str, str]:
        here = step.id == self._here
        sign = "▶" if here else "•" if step.visited else "·"
        named = names == "all" or (here and names in ("here", "alone"))
        text = f"{sign}{step.number}{'!' if step.alert else ''}{f' {step.short}' if named else ''}"
        return text, "bold reverse" if here else ""

    def on_click(self, event: events.Click) -> None:
        if self._tall:
            place = event.y - self.gutter.top
            if 0 <= place < len(self._steps):
                self.post_message(self.Chosen(self._steps[place].number))
            return
        left = self.gutter.left
        for text, _ in self._cells():
            if left <= event.x < left + len(text) and text.strip():
                self.post_message(self.Chosen(int(text[1])))
            left += len(text)
