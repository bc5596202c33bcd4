"""The lines at the top and bottom of a screen: where you are, whether it is saved, and the keys that help here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from engage_tui.interface import tr
from engage_tui.text import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

HINT_GAP = "   "


class HintBar(Widget):
    """The keys that help here, on one line, updated in place.

    Textual's Footer rebuilds its widgets at every change of focus, which is most of what a Tab then costs.
    """

    def __init__(self) -> None:
        super().__init__()
        self._hints: tuple[tuple[str, str], ...] = ()

    def show(self, hints: Sequence[tuple[str, str]]) -> None:
        """Show pairs of key and what it does; those that do not fit are left out, the last one never."""
        told = tuple((key, tr(label)) for key, label in hints)
        if told != self._hints:
            self._hints = told
            self.refresh()

    def render(self) -> Content:
        room = self.content_size.width
        fitting = list(self._hints)
        while len(fitting) > 1 and _width(fitting) > room:
            fitting.pop(-2)
        parts: list[Content | str | tuple[str, str]] = []
        for key, label in fitting:
            parts += [HINT_GAP] if parts else []
            parts += [(key, "bold"), f" {label}"]
        return Content.assemble(*parts)


def _width(hints: Sequence[tuple[str, str]]) -> int:
    return sum(cell_len(k) + 1 + cell_len(label) for k, label in hints) + len(HINT_GAP) * (len(hints) - 1)


class TopBar(Widget):
    """Where you are, at the left; whether it is saved, at the right."""

    def __init__(self, where: str = "", state: str = "", *, mark: str = "") -> None:
        """`mark` stands before everything, however narrow it gets."""
        super().__init__()
        self._mark = f" {mark} " if mark else ""
        self._where, self._state, self._trouble = where, state, False

    def show(self, *, where: str | None = None, state: str | None = None, trouble: bool = False) -> None:
        """Change either side. `trouble` makes the state stand out."""
        new = (self._where if where is None else where, self._state if state is None else state, trouble)
        if new != (self._where, self._state, self._trouble):
            self._where, self._state, self._trouble = new
            self.refresh()

    def render(self) -> Content:
        room = self.content_size.width - cell_len(self._mark) - bool(self._mark)
        state = shorten(self._state, max(0, room - 1))
        where = shorten(self._where, max(0, room - cell_len(state) - 2))
        gap = " " * max(1, room - cell_len(where) - cell_len(state))
        told = (state, "bold reverse" if self._trouble else "")
        return Content.assemble((self._mark, "bold reverse"), (f" {where}" if self._mark else where, "bold"), gap, told)
