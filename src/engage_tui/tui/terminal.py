"""Hardening of Textual's terminal drivers. Private names are patched, so Textual is pinned and pty tests guard each."""

from __future__ import annotations

import codecs
import sys
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from textual import constants, events
from textual._xterm_parser import XTermParser
from textual.message import Message

from engage_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

PASTE_LIMIT = 200_000
_START, _END = "\x1b[200~", "\x1b[201~"


class PasteRefused(Message):
    """More was pasted than a note can sensibly take. Nothing of it was kept."""


class SafeParser(XTermParser):
    """Takes bracketed pastes out before keys are parsed: an escape in one is no key press, and size costs nothing."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._pasted: list[str] | None = None
        self._size = 0
        self._held = ""
        self._held_since = 0.0

    def feed(self, data: str) -> Iterable[Message]:
        """Events for a piece of input; a marker cut in two by the terminal is put together again."""
        if not data:
            yield from super().feed(data)
            return
        data, self._held = self._held + data, ""
        while data:
            mark = _START if self._pasted is None else _END
            head, found, data = data.partition(mark)
            if not found:
                head, self._held = _split_marker(head, mark)
                self._held_since = monotonic()
            if self._pasted is None:
                if head:
                    yield from super().feed(head)
                if found:
                    self._pasted, self._size = [], 0
            else:
                self._collect(head)
                if found:
                    yield self._finish()

    def tick(self) -> Iterable[Message]:
        """Called some ten times a second. What was held and not gone on with was no marker: mostly, a lone Escape."""
        if self._held and self._pasted is None and monotonic() - self._held_since >= constants.ESCAPE_DELAY:
            held, self._held = self._held, ""
            yield from super().feed(held)
            self._timeout_time = 0.0  # the wait that tells an Escape from a sequence is over already
        yield from super().tick()

    def _collect(self, text: str) -> None:
        self._size += len(text)
        if self._pasted is not None and self._size <= PASTE_LIMIT:
            self._pasted.append(text)

    def _finish(self) -> Message:
        pasted, self._pasted = self._pasted or [], None
        return events.Paste(clean("".join(pasted))) if self._size <= PASTE_LIMIT else PasteRefused()


def _split_marker(text: str, mark: str) -> tuple[str, str]:
    """Text that ends in the beginning of a marker, as what to use now and what to hold until more comes."""
    for length in range(len(mark) - 1, 0, -1):
        if text.endswith(mark[:length]):
            return text[:-length], text[-length:]
    return text, ""


def harden_driver() -> None:
    """Make the driver use `SafeParser`, and take a byte that is not UTF-8 as a replacement character, not a crash."""
    if sys.platform == "win32":
        from textual.drivers import win32

        vars(win32).update(XTermParser=SafeParser)
    else:
        from textual.drivers import linux_driver

        vars(linux_driver).update(XTermParser=SafeParser, getincrementaldecoder=_lenient_decoder)


def _lenient_decoder(encoding: str) -> partial[codecs.IncrementalDecoder]:
    return partial(codecs.getincrementaldecoder(encoding), errors="replace")
