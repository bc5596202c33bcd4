"""What the Record step can do with a note: read it, write copies, make it final."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.errors import EngageError
from engage_tui.record.missing import ready
from engage_tui.tui.row import choice
from engage_tui.tui.screens.choose import PickDialog
from engage_tui.tui.screens.record_rows import MISSING
from engage_tui.tui.session import utc_now
from engage_tui.tui.widgets.workbench import Workbench

if TYPE_CHECKING:
    from engage_tui.tui.screens.walk import WalkScreen
    from engage_tui.tui.session import Session

SURE = (
    "A final note cannot be changed afterwards, not even by you. The draft closes, and the note stays here to be read "
    "and copied."
)


def do_with_note(key: str, screen: WalkScreen, session: Session) -> None:
    """Do what a row of the Record step says."""
    if key == "do:preview":
        from engage_tui.tui.screens.note import NoteScreen

        screen.app.push_screen(NoteScreen(screen.desk, screen.guide, session.conversation))
    elif key == "do:copies":
        from engage_tui.tui.screens.copies import CopiesScreen

        screen.app.push_screen(CopiesScreen(screen.desk, screen.guide, session.conversation, final=False))
    elif key == "do:final":
        _ask_final(screen, session)


def _ask_final(screen: WalkScreen, session: Session) -> None:
    if not ready(session.conversation, screen.guide):
        screen.query_one(Workbench).rows.go_to(f"{MISSING}0")
        screen.notify("Something is still needed first. The cursor is on it.")
        return
    rows = [choice("back", "Not yet"), choice("final", "Make it final")]

    def chosen(key: str | None) -> None:
        if key == "final":
            screen.run_worker(_finalise(screen, session), exclusive=True)

    screen.app.push_screen(PickDialog(screen.desk, "Make this note final?", SURE, rows), chosen)


async def _finalise(screen: WalkScreen, session: Session) -> None:
    from engage_tui.record.final import final_record
    from engage_tui.tui.screens.note import NoteScreen

    vault = screen.desk.vault
    try:
        await session.settle()
        talk = session.conversation
        record = final_record(talk, screen.guide)
        at = utc_now().isoformat().replace("+00:00", "Z")
        fingerprint = await vault.run(lambda: vault.store.finalise(talk, at=at, record=record))
    except EngageError as e:
        screen.notify(str(e), severity="error")
        return
    session.end()
    screen.desk.session = None
    await screen.desk.uncovered.wait()
    screen.dismiss(None)
    screen.app.push_screen(NoteScreen(screen.desk, screen.guide, talk, fingerprint=fingerprint))
