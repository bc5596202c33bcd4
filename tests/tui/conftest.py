"""The app under Textual's pilot, on a real encrypted store with the least costs that are allowed."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from engage_tui.guide import loader
from engage_tui.paths import shipped_content
from engage_tui.settings import Settings
from engage_tui.tui.app import EngageApp
from engage_tui.tui.desk import Desk
from engage_tui.tui.practice.app import PracticeApp
from engage_tui.tui.practice.desk import PracticeDesk
from engage_tui.tui.screens.home import HomeScreen
from engage_tui.tui.screens.walk import WalkScreen
from engage_tui.tui.session import Session
from support.seat import Seat
from support.talks import new_talk
from support.vaults import new_store, open_again

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.paths import Home
    from engage_tui.store.store import Store


@pytest.fixture(autouse=True)
def _shipped_guide_read_once(monkeypatch: pytest.MonkeyPatch, guide: Guide) -> None:
    """Hundreds of apps are started here, and reading the shipped content is a third of that: all get the same guide."""
    read = loader.load_guide

    def shipped(folder: Path, local: Path | None = None) -> Guide:
        return guide if (folder, local) == (shipped_content(), None) else read(folder, local)

    monkeypatch.setattr(loader, "load_guide", shipped)


@pytest.fixture
def at_home(home: Home) -> Callable[..., AbstractAsyncContextManager[Seat]]:
    """The app with its notes open, at Home. `prepare(store)` may put something into the store first."""

    @asynccontextmanager
    async def opened(
        size: tuple[int, int] = (80, 24),
        prepare: Callable[[Store], None] = lambda _: None,
        settings: Settings | None = None,
    ) -> AsyncIterator[Seat]:
        desk = Desk(home, settings or Settings())
        if home.has_store:
            await desk.vault.open(lambda: open_again(home))
        else:
            await desk.vault.open(lambda: new_store(home), "A. Worker")
        await desk.vault.run(lambda: prepare(desk.vault.store))
        app = EngageApp(desk)
        async with app.run_test(size=size) as pilot:
            app.push_screen(HomeScreen(desk))
            seat = Seat(app, pilot)
            await seat.rest()
            yield seat
        app.close_notes()

    return opened


@pytest.fixture
def on_the_walk(
    at_home: Callable[..., AbstractAsyncContextManager[Seat]], guide: Guide
) -> Callable[..., AbstractAsyncContextManager[Seat]]:
    """The app on the walk, with a new conversation or the one given."""

    @asynccontextmanager
    async def opened(
        talk: Conversation | None = None,
        *,
        size: tuple[int, int] = (80, 24),
        place: str = "",
        settings: Settings | None = None,
    ) -> AsyncIterator[Seat]:
        async with at_home(size, settings=settings) as seat:
            desk = seat.app.desk
            desk.session = Session(talk or new_talk(), desk.vault, stored=False)
            seat.app.push_screen(WalkScreen(desk, guide, desk.session, place=place))
            await seat.rest()
            yield seat

    return opened


@pytest.fixture
def practising(home: Home) -> Callable[..., AbstractAsyncContextManager[Seat]]:
    """Practice, at its first screen."""

    @asynccontextmanager
    async def opened(size: tuple[int, int] = (80, 24)) -> AsyncIterator[Seat]:
        app = PracticeApp(PracticeDesk(home, Settings()))
        async with app.run_test(size=size) as pilot:
            seat = Seat(app, pilot)
            await seat.rest()
            yield seat
        app.close_notes()

    return opened
