"""The open notes and the one thread that uses them, so that the screen never waits for a disk."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from engage_tui.store.store import Store

P = ParamSpec("P")
T = TypeVar("T")

CLOSE_SECONDS = 5.0


class Vault:
    """A store on a thread of its own. Opening it (slow on purpose) happens there too."""

    def __init__(self, author: str = "") -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="notes")
        self._store: Store | None = None
        self.author = author
        self.pin = ""
        """What tells the PIN of the blank screen; empty when there is none. Not the PIN itself."""
        self.phrases = ""
        """The worker's own wordings, as they are kept."""
        self.clean_exit = True
        """Whether the app was closed properly the last time."""
        self.why_read_only = ""
        """Why nothing in the notes can be changed; empty when it can, or nothing is open."""

    @property
    def is_open(self) -> bool:
        return self._store is not None

    @property
    def store(self) -> Store:
        """The open store; only for use inside `run` and `submit`. Raises `RuntimeError` when nothing is open."""
        if self._store is None:
            raise RuntimeError("the notes are not open")
        return self._store

    async def open(self, opener: Callable[[], Store], author: str = "") -> None:
        """Open or create the store with `opener`, and read what the app needs of it. Raises `EngageError`."""
        self._store = await self.run(self._opened, opener, author)

    def _opened(self, opener: Callable[[], Store], author: str) -> Store:
        store = opener()
        try:
            self._begin(store, author)
        except BaseException:
            store.close()  # it holds the lock, and the next try would be told that another app does
            raise
        return store

    def _begin(self, store: Store, author: str) -> None:
        from engage_tui.store.sitting import begin

        sitting = begin(store, author)
        self.why_read_only = store.why_read_only
        self.author, self.pin, self.clean_exit = sitting.author, sitting.pin, sitting.clean
        self.phrases = sitting.phrases

    async def set_pin(self, pin: str) -> None:
        """Have a PIN for the blank screen, or, when it is empty, none. Raises `EngageError`."""
        from engage_tui.store.pin import hashed

        told = await self.run(hashed, pin) if pin else ""
        await self.run(self.store.set_fact, "pin", told)
        self.pin = told

    async def set_phrases(self, told: str) -> None:
        """Keep the worker's own wordings. Raises `EngageError`."""
        from engage_tui.store.sitting import PHRASES

        await self.run(self.store.set_fact, PHRASES, told)
        self.phrases = told

    def submit(self, job: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Queue a job for the notes' thread."""
        return self._thread.submit(job, *args, **kwargs)

    async def run(self, job: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do a job on the notes' thread and wait for it without holding up the screen."""
        return await asyncio.wrap_future(self.submit(job, *args, **kwargs))

    def close(self) -> None:
        """Let go of the notes, after whatever is queued. Blocking, and safe to call twice."""
        store, self._store = self._store, None
        if store is not None:
            from engage_tui.store.sitting import end

            self.submit(end, store).result(CLOSE_SECONDS)
        self._thread.shutdown(wait=False)
