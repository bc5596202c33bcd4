"""The questions alone on the screen, to be read by the person or to lie on the table. Nothing else is ever drawn here.

The screen is given the questions that may be shown and two functions; it has no conversation, no guide and no desk.
Leaving takes two presses: the first gives an empty page, so that the notes do not come up before the screen is turned.
"""

from __future__ import annotations

from enum import Enum
from textwrap import wrap
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.reactive import Reactive
from textual.widgets import Static

from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.screens.base import Forgetting

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widget import Widget

    from engage_tui.record.room import RoomQuestion

LINE = 38
"""Few words to a line: read from the other side of a table, or from the back of a room."""
ASKED = "·"


class Face(Enum):
    """What is on the page."""

    QUESTION = "question"
    EMPTY = "empty"
    LEAVING = "a sentence to leave with"


class RoomScreen(Forgetting[None]):
    """One question at a time. Any key that is not its own does nothing."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    ALLOW_SELECT = False
    ALONE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Scope.ROOM),
        Binding("s", "stop", "Stop", show=False, id="walk.stop"),
    ]

    def __init__(
        self,
        questions: Sequence[RoomQuestion],
        sentence: str,
        *,
        asked: Callable[[RoomQuestion], None],
        is_asked: Callable[[str], bool],
        stop: Callable[[], None],
        mark: str = "",
    ) -> None:
        """`sentence` is what can be said to leave; `stop` opens the stop card, once the sentence was shown.

        `mark` stands in a corner when it is practice.
        """
        super().__init__()
        self._questions, self._sentence = tuple(questions), sentence
        self._tell_asked, self._is_asked, self._open_card = asked, is_asked, stop
        self._at = self._page = 0
        self._face = Face.QUESTION
        self._mark = mark

    def compose(self) -> ComposeResult:
        yield Static("", id="room", markup=False)
        yield Static("", id="room-dot", markup=False)
        if self._mark:
            yield Static(self._mark, classes="room-mark", markup=False)

    def on_mount(self) -> None:
        self._at = next((n for n, q in enumerate(self._questions) if not self._is_asked(q.key)), 0)
        self._show()

    def on_resize(self) -> None:
        self._page = 0
        self._show()

    def empty(self) -> None:
        """Leave nothing on the page."""
        self._face = Face.EMPTY
        self._show()

    # -- what is shown

    def _words(self) -> str:
        if self._face is Face.LEAVING:
            return self._sentence
        return self._questions[self._at].words if self._face is Face.QUESTION and self._questions else ""

    def _pages(self) -> list[str]:
        return pages(self._words(), self.size.width, self.size.height - 1)  # the last line is for the dot

    def _show(self) -> None:
        shown = self._pages()
        self._page = min(self._page, len(shown) - 1)
        self.query_one("#room", Static).update(shown[self._page])
        question = self._face is Face.QUESTION and bool(self._questions)
        dot = ASKED if question and self._is_asked(self._questions[self._at].key) else ""
        self.query_one("#room-dot", Static).update(dot)

    # -- keys

    def action_next(self) -> None:
        """The rest of a long question in a small window, or the next one; after the last one comes the first."""
        if self._face is not Face.QUESTION:
            self._face = Face.QUESTION
        elif self._page + 1 < len(self._pages()):
            self._page += 1
        elif self._questions:
            self._at, self._page = (self._at + 1) % len(self._questions), 0
        self._show()

    def action_asked(self) -> None:
        if self._face is Face.QUESTION and self._questions:
            self._tell_asked(self._questions[self._at])
            self._show()

    def action_leave(self) -> None:
        if self._face is Face.EMPTY:
            self.dismiss(None)
        else:
            self.empty()

    def action_stop(self) -> None:
        """The sentence to leave with, which anyone may read; again, the card."""
        if self._face is Face.LEAVING:
            self._open_card()
        else:
            self._face, self._page = Face.LEAVING, 0
            self._show()


def pages(words: str, width: int, height: int) -> list[str]:
    """A question as it fills the screen: short lines with empty ones between, as far as there is room for them."""
    lines = _even(words, max(1, min(LINE, width - 4)))
    if 2 * len(lines) - 1 <= height - 2:
        return ["\n\n".join(lines)]
    room = max(1, height)
    lines = wrap(words, max(1, width))
    return ["\n".join(lines[at : at + room]) for at in range(0, len(lines), room)] or [""]


def _even(words: str, width: int) -> list[str]:
    """Lines of about one length: no word stands alone at the end."""
    lines = wrap(words, width)
    for narrower in range(width - 1, 0, -1):
        again = wrap(words, narrower, break_long_words=False)
        if len(again) > len(lines) or max(map(len, again), default=0) > narrower:
            return lines
        lines = again
    return lines
