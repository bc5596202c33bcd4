"""What the Record step can do with a note: read it, write copies, make it final."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from engage_tui.errors import EngageError
from engage_tui.record.missing import ready
from engage_tui.text import clean_line
from engage_tui.tui.row import choice
from engage_tui.tui.screens.choose import PickDialog
from engage_tui.tui.screens.record_rows import MISSING
from engage_tui.tui.widgets.workbench import Workbench
from engage_tui.when import time_after, utc_now

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from engage_tui.conversation.state import Conversation
    from engage_tui.store.finding import Summary
    from engage_tui.tui.screens.base import DeskScreen
    from engage_tui.tui.screens.walk import WalkScreen
    from engage_tui.tui.session import Session

SURE = (
    "A final note cannot be changed afterwards, not even by you. What turns out wrong or left out is put right by an "
    "amendment: a new version beside this one, with its reason. The draft closes, and the note stays here to be read "
    "and copied."
)
PRACTISED = (
    "This is where a real note becomes final. This one is practice: nothing of it is kept, but copies you write."
)
NOT_WIPED = (
    "Copies written to files are not deleted, nor are backups, and a solid-state disk may keep old blocks for a time."
)
WHY_DELETED = (
    "One line, such as: the time to keep it is over. It stays in the record with your name and the time, so write "
    "nothing of the case."
)


def do_with_note(key: str, screen: WalkScreen, session: Session) -> None:
    """Do what a row of the Record step says."""
    if key == "do:write-up":
        screen.action_write_up()
    elif key == "do:preview":
        from engage_tui.tui.screens.note import NoteScreen

        screen.app.push_screen(NoteScreen(screen.desk, screen.guide, session.conversation))
    elif key == "do:copies":
        from engage_tui.tui.screens.copies import CopiesScreen

        elsewhere = bool(screen.desk.vault.why_read_only)
        talk, go = session.conversation, screen.go_to_words
        copies = CopiesScreen(screen.desk, screen.guide, talk, final=False, elsewhere=elsewhere, go=go)
        screen.app.push_screen(copies)
    elif key == "do:wording":
        look_at_wording(screen, session)
    elif key == "do:final" and not screen.only_read():
        _ask_final(screen, session)
    elif key in ("do:paste", "do:supervision"):
        from engage_tui.tui.screens.told_first import look_first

        talk = session.conversation
        on = partial(_paste if key == "do:paste" else _supervision, screen, talk)
        look_first(screen, screen.desk, screen.guide, talk, on, screen.go_to_words)


def _paste(screen: WalkScreen, talk: Conversation) -> None:
    from engage_tui.record.audience import Audience
    from engage_tui.record.export import note_for
    from engage_tui.tui.screens.paste import PasteScreen

    screen.app.push_screen(PasteScreen(screen.desk, note_for(talk, screen.guide, audience=Audience.FILE)))


def _supervision(screen: WalkScreen, talk: Conversation) -> None:
    from engage_tui.tui.screens.supervision import SupervisionScreen

    screen.app.push_screen(SupervisionScreen(screen.desk, screen.guide, talk))


def look_at_wording(screen: WalkScreen, session: Session) -> None:
    """Show what the language lens would ask about, and go to what is chosen there."""
    from engage_tui.tui.screens.wording import Spot, WordingScreen

    def chosen(spot: Spot | None) -> None:
        if spot is not None:
            screen.go_to_words(spot.item, spot.field, spot.at)

    screen.app.push_screen(WordingScreen(screen.desk, screen.guide, session.conversation, session), chosen)


def _ask_final(screen: WalkScreen, session: Session) -> None:
    if not ready(session.conversation, screen.guide):
        screen.query_one(Workbench).rows.go_to(f"{MISSING}0")
        screen.notify("Something is still needed first. The cursor is on it.")
        return
    from engage_tui.tui.screens.note import NoteScreen

    rows = [
        choice("back", "Not yet"),
        choice("final", "Make it final"),
        choice("wording", "Look at the wording once more first"),
    ]

    def chosen(key: str | None) -> None:
        if key == "final" and screen.desk.mark:
            screen.app.push_screen(NoteScreen(screen.desk, screen.guide, session.conversation))
            screen.notify(PRACTISED)
        elif key == "final":
            screen.run_worker(_finalise(screen, session), exclusive=True)
        elif key == "wording":
            look_at_wording(screen, session)

    title = "Make this note final?"
    if session.amends is not None:
        title = f"Make this the next version of {session.conversation.reference}?"
    screen.app.push_screen(PickDialog(screen.desk, title, SURE, rows), chosen)


async def _finalise(screen: WalkScreen, session: Session) -> None:
    from engage_tui.record.final import final_record
    from engage_tui.tui.screens.note import NoteScreen, open_final

    vault = screen.desk.vault
    try:
        await session.settle()
        talk = session.conversation
        record = final_record(talk, screen.guide)
        at = time_after(talk.changed).isoformat().replace("+00:00", "Z")
        await vault.run(lambda: vault.store.finalise(talk, at=at, record=record))
        shown = await open_final(screen.desk, session.amends.note if session.amends else talk.id)
    except EngageError as e:
        screen.notify(str(e), severity="error")
        return
    session.end()
    screen.desk.session = None
    await screen.desk.uncovered.wait()
    stack = screen.app.screen_stack
    below = stack[stack.index(screen) - 1]
    screen.dismiss(None)
    if not isinstance(below, NoteScreen):  # else the amendment was begun there, and it shows the new version by itself
        screen.app.push_screen(shown)


def ask_to_delete(screen: DeskScreen[Any], note: Summary, deleted: Callable[[], None]) -> None:
    """Ask for the note's reference, for a final one also for a reason, and delete it."""
    from engage_tui.tui.screens.prompt import PromptScreen

    def typed(reference: str | None) -> None:
        if reference is None:
            return
        if clean_line(reference) != note.reference:
            screen.notify("That is not its reference. Nothing was deleted.")
        elif note.final:
            why = PromptScreen(screen.desk, f"Why is {note.reference} deleted?", WHY_DELETED, enter="delete it")
            screen.app.push_screen(why, with_reason)
        else:
            with_reason("")

    def with_reason(reason: str | None) -> None:
        if reason is not None:
            screen.run_worker(_delete(screen, note, clean_line(reason), deleted))

    what = "This final note and all its versions" if note.final else "This draft"
    text = f"{what} will be gone for good. {NOT_WIPED} To delete it, type its reference: {note.reference}"
    screen.app.push_screen(PromptScreen(screen.desk, f"Delete {note.reference}?", text, enter="go on"), typed)


async def _delete(screen: DeskScreen[Any], note: Summary, reason: str, deleted: Callable[[], None]) -> None:
    vault = screen.desk.vault
    live = screen.desk.live(note.id)
    if live is not None:  # or its next save would bring it back
        screen.desk.let_go(live)
    at = utc_now().isoformat().replace("+00:00", "Z")
    try:
        await vault.run(lambda: vault.store.delete(note.id, at=at, author=vault.author, reason=reason))
    except EngageError as e:
        screen.notify(str(e), severity="error")
    else:
        screen.notify(f"{note.reference} is deleted.")
    deleted()
