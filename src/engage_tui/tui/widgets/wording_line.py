"""What the language lens asks about in a field while it is written: marks in the text, and one quiet prompt below."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from itertools import accumulate
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from engage_tui.errors import ContentError
from engage_tui.text import clean_line, shorten
from engage_tui.tui.widgets.inputs import Marked, NoteArea
from engage_tui.tui.wording import forget_gone, look, prompts

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from textual.document._document import Location

    from engage_tui.conversation.state import Kept
    from engage_tui.lens.lens import Finding
    from engage_tui.tui.wording import Looking, Prompt, SeenBefore

REST_SECONDS = 0.8
"""How long no letter must have come before anything is looked at."""
WORDS_SHOWN = 40


class WordingLine(Static):
    """Looks at the text of an area when typing rests, on another thread. It changes no letter and moves no cursor."""

    class Told(Message):
        """There is something to be asked here now, or there is not."""

    def __init__(self, area: NoteArea) -> None:
        super().__init__(markup=False)
        self._area = area
        self._lens: Callable[[], Awaitable[Looking]] | None = None
        self._kept: Sequence[Kept] = ()
        self._room = True
        self._seen: SeenBefore = {}
        self._found: tuple[Finding, ...] = ()
        self._prompts: tuple[Prompt, ...] = ()
        self._told: Prompt | None = None
        self._typed_at = 0.0
        self._waiting = self._looking = False
        self._stop = Event()

    @property
    def prompt(self) -> Prompt | None:
        """What is asked now."""
        return self._told

    @property
    def several(self) -> bool:
        """Other words are marked as well."""
        return len({m.start for m in self._area.marked}) > 1

    def begin(self, lens: Callable[[], Awaitable[Looking]] | None, kept: Sequence[Kept], *, room: bool = True) -> None:
        """A field was opened; without a lens it is left alone. `room`: the line is there before it says anything."""
        self.end()
        self._lens, self._kept, self._room = lens, kept, room
        self.set_class(lens is not None and room, "-here")
        if lens is not None:
            self.typed()

    def end(self) -> None:
        """The field is left: nothing of it is kept."""
        self._stop.set()
        self._lens = None
        self._seen = {}
        self._found = ()
        self._ask(())

    # -- looking

    def typed(self) -> None:
        """The text was changed: look at it when no more comes for a while."""
        if self._lens is None:
            return
        self._typed_at = monotonic()
        self._stop.set()
        self._tell()
        if not self._waiting:
            self._waiting = True
            self.set_timer(REST_SECONDS, self._rested)

    def _rested(self) -> None:
        """Look, or wait on if a letter came meanwhile."""
        self._waiting = False
        if self._lens is None:
            return
        left = self._typed_at + REST_SECONDS - monotonic()
        if left > 0.01 or self._looking:
            self._waiting = True
            self.set_timer(max(left, REST_SECONDS / 4), self._rested)
        else:
            self._looking = True
            self.run_worker(self._look_once(self._lens))

    async def _look_once(self, lens: Callable[[], Awaitable[Looking]]) -> None:
        try:
            await self._look(lens)
        finally:
            self._looking = False

    async def _look(self, lens: Callable[[], Awaitable[Looking]]) -> None:
        stop = self._stop = Event()
        if not self._area.text.strip():
            self._found = ()
            self._ask(())
            return
        try:
            loaded = await lens()
        except ContentError as e:
            self.update(Content(f"The wording cannot be looked at. {e}"))
            return
        text, seen = self._area.text, self._seen
        found = await asyncio.to_thread(look, loaded, text, seen, stop.is_set)
        forget_gone(seen, text)
        if not stop.is_set() and self._area.text == text:
            self._found = found
            self._ask(prompts(found, self._kept))

    def keep(self, kept: Sequence[Kept]) -> None:
        """The writer's decisions have changed: ask only what is left."""
        self._kept = kept
        self._ask(prompts(self._found, kept))

    # -- telling

    def _ask(self, asked: tuple[Prompt, ...]) -> None:
        self._prompts = asked
        place = place_in(self._area) if asked else None
        marked = [Marked(place(p.start), place(p.end), n) for n, p in enumerate(asked)] if place else []
        self._area.mark(marked)
        self._tell()

    def moved(self) -> None:
        """The cursor is elsewhere."""
        if self._prompts:
            self._tell()

    def _tell(self) -> None:
        """Tell of the words at the cursor or nearest before it, or else of the first."""
        marked = self._area.marked
        at = bisect_right(marked, self._area.cursor_location, key=lambda m: m.start) - 1
        now = marked[max(at, 0)] if marked else None
        told = self._prompts[now.number] if now else None
        self._area.tell(now.number if now else -1)
        if told is not self._told:
            self._told = told
            self.set_class(self._lens is not None and (self._room or told is not None), "-here")
            self.update(_line(told))
            self.post_message(self.Told())

    def go_on(self) -> bool:
        """Put the cursor at the next marked words. False when none are marked."""
        marked = self._area.marked
        if not marked:
            return False
        here = next((m for m in marked if self._told is self._prompts[m.number]), marked[-1])
        on = next((m for m in marked if m.start > here.start), marked[0])
        self._area.move_cursor(on.start)
        return True


def _line(prompt: Prompt | None) -> Content:
    if prompt is None:
        return Content("")
    words = shorten(clean_line(prompt.words), WORDS_SHOWN)
    return Content.assemble((f"“{words}”", "bold"), f"  {prompt.why} Perhaps: {prompt.rewording}")


def place_in(area: NoteArea) -> Callable[[int], Location]:
    """How to find the line and column of a place in the area's text."""
    newline = area.document.newline
    lines = area.text.split(newline)
    starts = [0, *accumulate(len(line) + len(newline) for line in lines)]

    def place(at: int) -> Location:
        row = min(bisect_right(starts, at) - 1, len(lines) - 1)
        return row, at - starts[row]

    return place
