"""Opening a draft on the walk, from wherever it was chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App

    from engage_tui.conversation.state import Conversation
    from engage_tui.tui.desk import Desk
    from engage_tui.tui.session import Session


async def open_draft(app: App[int], desk: Desk, note_id: str) -> None:
    """Go on with a draft where it was left. Raises `EngageError`."""
    live = desk.live(note_id)
    if live is None:  # else it may know words that are not on the disk yet
        conversation = await desk.vault.run(desk.vault.store.load, note_id)
        live = await new_session(desk, conversation, stored=True)
    await walk(app, desk, live)


async def new_session(desk: Desk, conversation: Conversation, *, stored: bool) -> Session:
    """A session with a conversation, which from now on is written with the guide in use."""
    from engage_tui.tui.session import Session

    guide = await desk.guide()
    amends = await desk.vault.run(desk.vault.store.amends, conversation.id)
    if conversation.edition != guide.edition:
        conversation, stored = replace(conversation, edition=guide.edition), False
    return Session(conversation, desk.vault, stored=stored, amends=amends)


async def walk(app: App[int], desk: Desk, session: Session) -> None:
    """Show a conversation on the walk."""
    from engage_tui.tui.screens.walk import WalkScreen

    guide = await desk.guide()
    desk.take_up(session)
    await desk.uncovered.wait()
    app.push_screen(WalkScreen(desk, guide, session))
