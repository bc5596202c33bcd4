"""A person in front of the app, under Textual's pilot."""

from __future__ import annotations

import asyncio
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events
from textual.keys import _character_to_key, _get_unicode_name_from_key

from engage_tui.tui.screens.walk import WalkScreen
from engage_tui.tui.widgets.workbench import Workbench

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from engage_tui.conversation.state import Conversation
    from engage_tui.tui.app import EngageApp


def key_event(key: str) -> events.Key:
    """A key press by Textual's name for the key, or by the one character it types."""
    if len(key) == 1:
        return events.Key(_character_to_key(key), key)
    try:
        return events.Key(key, unicodedata.lookup(_get_unicode_name_from_key(key)))
    except KeyError:
        return events.Key(key, None)


@dataclass
class Seat:
    """A person in front of the app: what they press, and what they see."""

    app: EngageApp
    pilot: Pilot[int]

    async def press(self, *keys: str) -> None:
        """Press keys as fast as a terminal sends them, and wait until everything they set off is done."""
        for key in keys:
            self.app.post_message(key_event(key))
        taken = asyncio.Event()
        self.app.call_later(taken.set)
        await taken.wait()
        await self.rest()

    async def type(self, text: str) -> None:
        """Type text."""
        await self.press(*text)

    async def rest(self) -> None:
        """Wait until work in the background and the screen are done."""
        while self.app.key_order.busy or self.app.workers:
            await self.app.workers.wait_for_complete()
            await asyncio.sleep(0.001)
        await self.pilot.pause()

    def text(self) -> str:
        """The screen as text."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)

    @property
    def bench(self) -> Workbench:
        return self.app.screen.query_one(Workbench)

    @property
    def talk(self) -> Conversation:
        """The conversation that is open."""
        assert self.app.desk.session is not None
        return self.app.desk.session.conversation

    async def go_to(self, item: str) -> None:
        """Put the cursor on an item, as Find would."""
        screen = self.app.screen
        assert isinstance(screen, WalkScreen)
        screen.open_place(item)
        await self.rest()
