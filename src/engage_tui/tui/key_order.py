"""Keys, pastes and clicks handled one at a time: what one opens is open, and has the focus, before the next one.

Textual puts each key into the queue of what has the focus at that moment. On a busy laptop, or from a text expander,
the letters after Enter would then go to the list as commands, and those after Tab into the field before: the survivor's
words could land among the person's.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from textual import events

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import App
    from textual.dom import DOMNode

PATIENCE = 50
"""How many looks, a hundredth of a second apart, one key may hold up the next, whatever it set off.

Looks and not seconds: while the app stands still, on a computer that swaps or wakes up, none is used up.
"""
LOOK_SECONDS = 0.01
ORDERED = (events.Key, events.Paste, events.MouseDown, events.MouseUp)


class KeyOrder:
    """Hands on input events in their order, each when the one before has had its effect."""

    def __init__(
        self, app: App[int], hand_on: Callable[[events.Event], Awaitable[None]], on_error: Callable[[Exception], None]
    ) -> None:
        self._app, self._hand_on, self._on_error = app, hand_on, on_error
        self._waiting: deque[events.Event] = deque()
        self._task: asyncio.Task[None] | None = None

    @property
    def busy(self) -> bool:
        """Something is still to be handed on, or has just been."""
        return self._task is not None

    def take(self, event: events.Event) -> None:
        """Hand on an event, now or when its turn comes."""
        self._waiting.append(event)
        if self._task is None:
            self._begin()

    def _begin(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._work())
        self._task.add_done_callback(self._finished)

    async def _work(self) -> None:
        while self._waiting:
            before = self._app.screen, self._app.focused
            await self._hand_on(self._waiting.popleft())
            await self._patiently(self._effect(before))

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._task = None
        error = None if task.cancelled() else task.exception()
        if isinstance(error, Exception):
            self._on_error(error)
        elif self._waiting and not task.cancelled():
            self._begin()  # one came in while the last was having its effect

    async def _patiently(self, effect: Awaitable[None]) -> None:
        task = asyncio.ensure_future(effect)
        for _ in range(PATIENCE):
            done, _ = await asyncio.wait([task], timeout=LOOK_SECONDS)
            if done:
                return
        task.cancel()

    async def _effect(self, before: object) -> None:
        """Wait until the event has gone all the way up and what it set off has come all the way up too.

        When the focus has moved, what was left may have something to send up as well: then everything is waited for.
        """
        await self._all_the_way_up()
        await self._all_the_way_up()
        if (self._app.screen, self._app.focused) != before:
            await self._everywhere()
            await self._all_the_way_up()

    async def _all_the_way_up(self) -> None:
        """Wait for everything now queued at what has the focus, then at each thing around it, the app last."""
        node: DOMNode | None = self._app.focused or self._app.screen
        while node is not None:
            await self._passed(node)
            node = node.parent

    async def _everywhere(self) -> None:
        for node in self._app.screen.walk_children():
            await self._passed(node)

    @staticmethod
    async def _passed(node: DOMNode) -> None:
        passed = asyncio.Event()
        if node.is_running and node.call_later(passed.set):
            await passed.wait()
