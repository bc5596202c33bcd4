"""After a visit: ring in, take a minute, see who there is for you. It is given no session, so it can write nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Static

from engage_tui.tui.row import Row, blank, choice, text_row
from engage_tui.tui.screens.base import DeskScreen
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.timer import Timer

    from engage_tui.guide.guide import Guide
    from engage_tui.guide.model import Item
    from engage_tui.tui.desk import Desk

CHECK_IN, MINUTE, SUPPORTS = "after.check-in", "after.minute", "after.supports"
CHANGES_AFTER = 6.0
"""Seconds that a line of the minute stands for."""
NOT_RUNG = "Ring now. This waits for you, and what you noted is saved."


class Then(StrEnum):
    """Where one goes on from here."""

    QUESTIONS = "questions"
    WRITE_UP = "write-up"
    HOME = "home"


@dataclass(frozen=True, slots=True)
class Aftercare:
    """All that is shown, taken from the content and the visit plan before the screen is opened."""

    planned: str
    """The check-in, as it was planned."""
    check_in: str
    minute: str
    lines: tuple[str, ...]
    why: str
    supports: tuple[Item, ...]


def aftercare(guide: Guide, planned: str) -> Aftercare:
    """What the content has for after a visit, and the check-in that was planned."""

    def line(item_id: str, usual: str) -> str:
        return guide.items[item_id].short if item_id in guide.items else usual

    minute, supports = guide.items.get(MINUTE), guide.items.get(SUPPORTS)
    return Aftercare(
        planned=planned,
        check_in=line(CHECK_IN, "Ring whoever is waiting to hear that you are out."),
        minute=line(MINUTE, "Take a minute before you write."),
        lines=minute.parts if minute else (),
        why=minute.why if minute else "",
        supports=tuple(guide.items[i] for i in supports.see if i in guide.items) if supports else (),
    )


class AfterScreen(DeskScreen[Then]):
    """Three pages: the check-in, a minute that any key ends, and the supports with the ways on."""

    WHERE = "After the visit"

    def __init__(self, desk: Desk, care: Aftercare, *, still: bool = False) -> None:
        """`still`: nothing moves by itself, so the lines of the minute stand there together."""
        super().__init__(desk)
        self._care, self._still = care, still
        self._line = 0
        self._pulse: Timer | None = None

    def compose_body(self) -> ComposeResult:
        with Vertical(classes="page"):
            yield Static("", id="minute", markup=False)
            yield RowList()

    @property
    def _breathing(self) -> bool:
        return bool(self.query_one("#minute").display)

    def on_mount(self) -> None:
        self.query_one("#minute").display = False
        self._show_rows(list(self._check_in()), "rung")

    def _show_rows(self, rows: list[Row], key: str) -> None:
        shown = self.query_one(RowList)
        shown.show(rows, key)
        shown.focus()
        self.show_hints()

    def hints(self) -> Sequence[tuple[str, str]]:
        if self._breathing:
            return [("any key", "go on")]
        return [("Enter", "choose"), ("↑ ↓", "read"), (self.desk.key("app.help"), "keys")]

    # -- the check-in

    def _check_in(self, told: str = "") -> Iterator[Row]:
        yield text_row("ring", self._care.check_in, "title")
        if self._care.planned:
            yield text_row("planned", "You planned:", "muted")
            yield text_row("plan", self._care.planned, indent=2)
        yield blank("gap:done")
        yield text_row("done", told or "Done?")
        yield choice("rung", "Yes, they know that I am out", lead="→")
        yield choice("later", "Not yet", lead="→")
        yield choice("pass", "Go on without ringing", lead="→")

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        if event.key == "later":
            self._show_rows(list(self._check_in(NOT_RUNG)), "rung")
        elif event.key in ("rung", "pass"):
            self._breathe()
        elif event.key in set(Then):
            self.dismiss(Then(event.key))

    # -- the minute

    def _breathe(self) -> None:
        self.query_one(RowList).display = False
        self.query_one("#minute").display = True
        self.set_focus(None)
        self._show_line()
        if not self._still and len(self._care.lines) > 1:
            self._pulse = self.set_interval(CHANGES_AFTER, self._next_line)
        self.show_hints()

    def _show_line(self) -> None:
        lines = self._care.lines if self._still else self._care.lines[self._line : self._line + 1]
        self.query_one("#minute", Static).update("\n\n".join((self._care.minute, *lines, self._care.why)).strip())

    def _next_line(self) -> None:
        """The next line; the last one stays."""
        self._line = min(self._line + 1, len(self._care.lines) - 1)
        self._show_line()
        if self._pulse is not None and self._line + 1 >= len(self._care.lines):
            self._pulse.stop()

    def on_key(self, event: events.Key) -> None:
        """Any key ends the minute, and does nothing else."""
        if self._breathing:
            event.stop()
            event.prevent_default()
            self._show_supports()

    # -- who there is

    def _show_supports(self) -> None:
        if self._pulse is not None:
            self._pulse.stop()
        self.query_one("#minute").display = False
        self.query_one(RowList).display = True
        self._show_rows(list(self._supports()), Then.QUESTIONS.value)

    def _supports(self) -> Iterator[Row]:
        yield text_row("who", "When you are ready", "title")
        yield choice(Then.QUESTIONS.value, "Write down what was said, beginning with what you planned to ask", lead="→")
        yield choice(Then.WRITE_UP.value, "Write it up, one question of the form at a time", lead="→")
        yield choice(Then.HOME.value, "Leave it for now. It stays as it is", lead="→")
        yield blank("gap:supports")
        yield text_row("supports", "Who there is for you", "title")
        for item in self._care.supports:
            yield Row(f"support:{item.id}", ((item.short, ""),), lead="·", indent=2, stop=False)
            if item.more:
                yield text_row(f"support:{item.id}:more", item.more, "muted", indent=4)
