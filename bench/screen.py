"""What a terminal would show of a program's output, and whether it changed."""

from __future__ import annotations

import pyte

_FRAME_STARTS, _FRAME_ENDS = b"\x1b[?2026h", b"\x1b[?2026l"


class Screen:
    """An emulated screen that knows whether a frame is being drawn (synchronised output)."""

    def __init__(self, columns: int, rows: int) -> None:
        self._columns = range(columns)
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._lines = [""] * rows
        self._looks = [0] * rows
        self._tail = b""
        self.in_frame = False

    def feed(self, data: bytes) -> None:
        """Take output as it comes."""
        self._stream.feed(data)
        recent = self._tail + data
        starts, ends = recent.rfind(_FRAME_STARTS), recent.rfind(_FRAME_ENDS)
        if starts != ends:  # at least one of them is there
            self.in_frame = starts > ends
        self._tail = recent[1 - len(_FRAME_ENDS) :]

    def lines(self) -> list[str]:
        """The screen as text."""
        self._look()
        return self._lines

    def looks(self, rows: slice) -> tuple[int, ...]:
        """Something that differs when these rows look different, in text or in colours."""
        self._look()
        return tuple(self._looks[rows])

    def _look(self) -> None:
        for y in self._screen.dirty:
            row = self._screen.buffer[y]
            cells = [row[x] for x in self._columns]
            self._lines[y] = "".join([c.data for c in cells])
            self._looks[y] = hash(tuple(cells))
        self._screen.dirty.clear()
