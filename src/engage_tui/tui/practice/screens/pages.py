"""Pages that a whole room reads, one at a time: out of the roles, and the debrief."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Static

from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.practice.faces import filled
from engage_tui.tui.practice.screens.base import PracticeScreen
from engage_tui.tui.widgets.bars import TopBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from engage_tui.practice.debrief import Page
    from engage_tui.tui.practice.desk import PracticeDesk

BARS = 3


class PagesScreen(PracticeScreen[None]):
    """Closes after the last page. Those that must be seen are not left before that."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.PAGES)

    def __init__(self, desk: PracticeDesk, where: str, pages: Sequence[Page], *, must: bool = False) -> None:
        super().__init__(desk)
        self._where, self._pages, self._must = where, tuple(pages), must
        self._at = 0

    def compose_body(self) -> ComposeResult:
        yield Static("", id="room", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self._show()

    def on_resize(self) -> None:
        self._show()

    def _show(self) -> None:
        page = self._pages[self._at]
        state = f"{self._at + 1} of {len(self._pages)}"
        self.query_one(TopBar).show(where=f"{self._where} · {page.heading}", state=state)
        words = filled((page.heading, *page.lines), self.size.width, self.size.height - BARS)
        self.query_one("#room", Static).update(words)
        self.show_hints()

    def hints(self) -> Sequence[tuple[str, str]]:
        last = self._at + 1 == len(self._pages)
        out = [] if self._must else [(self.desk.key("pages.leave"), "back")]
        return [
            (self.desk.key("pages.next"), "done" if last else "next"),
            (self.desk.key("pages.back"), "before"),
            *out,
        ]

    def action_next(self) -> None:
        """The next page; after the last one, go on."""
        if self._at + 1 == len(self._pages):
            self.dismiss(None)
            return
        self._at += 1
        self._show()

    def action_back(self) -> None:
        self._at = max(0, self._at - 1)
        self._show()

    def comes_first(self) -> bool:
        """Pages that have to be gone through."""
        if self._must:
            go_on, leave = self.desk.key("pages.next"), self.desk.key("app.quit")
            self.notify(f"First out of the roles: {go_on} goes on. {leave} again leaves all the same.")
        return self._must

    def action_leave(self) -> None:
        """Back, unless these pages have to be gone through."""
        if self._must:
            self.app.bell()
        else:
            self.dismiss(None)
