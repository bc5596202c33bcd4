"""The earlier conversations of a case, read from the notes, and the screens on them."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from engage_tui.errors import EngageError
from engage_tui.record.timeline import CaseNote
from engage_tui.text import plural
from engage_tui.when import day

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from datetime import datetime
    from typing import Any

    from textual.screen import Screen

    from engage_tui.conversation.state import Conversation
    from engage_tui.conversation.versions import FinalVersion
    from engage_tui.store.cases import Contact
    from engage_tui.store.store import Store
    from engage_tui.tui.desk import Desk
    from engage_tui.tui.session import Session

PATIENCE_SECONDS = 0.4
"""So long the keys wait for a screen that is read from the notes; then the screen before takes them again."""


async def earlier_contacts(desk: Desk, session: Session) -> list[Contact]:
    """The conversations of the case before the one that is open. Raises `EngageError`."""
    talk = session.conversation
    contacts = await contacts_of(desk, talk.reference)
    same = {talk.id, session.amends.note if session.amends else talk.id}
    return [c for c in contacts if c.id not in same and _when(c) <= _when(talk)]


async def contacts_of(desk: Desk, reference: str) -> list[Contact]:
    """Every conversation kept under a reference; in practice none, with nobody to ask. Raises `EngageError`."""
    return await desk.vault.run(desk.vault.store.case, reference) if desk.vault.is_open else []


async def known_references(desk: Desk) -> dict[str, int]:
    """How many notes are kept under each reference. Raises `EngageError`."""
    return await desk.vault.run(desk.vault.store.references) if desk.vault.is_open else {}


def _when(of: Contact | Conversation) -> tuple[str, datetime]:
    return of.held_on.isoformat(), of.created


async def read_notes(desk: Desk, contacts: Sequence[Contact]) -> list[CaseNote]:
    """The newest state of these, in their order, with the versions of their notes. Raises `EngageError`."""
    read = await desk.vault.run(_read, desk.vault.store, contacts)
    notes = []
    for talk, versions in read:
        live = desk.live(talk.id)  # it may know words that are not on the disk yet
        notes.append(CaseNote(live.conversation if live and not versions else talk, versions))
    return notes


def _read(store: Store, contacts: Sequence[Contact]) -> list[tuple[Conversation, tuple[FinalVersion, ...]]]:
    return [(store.load(c.id), tuple(store.versions(c.id)) if c.final else ()) for c in contacts]


def earlier_line(contacts: Sequence[Contact], key: str) -> str:
    """The one quiet line that says that there is an earlier contact."""
    if not contacts:
        return ""
    more = f", and {plural(len(contacts) - 1, 'contact')} before" if len(contacts) > 1 else ""
    return f"{key} shows what was left from last time: {day(contacts[-1].held_on)}{more}."


def known_line(typed: str, known: Mapping[str, int], key: str) -> str:
    """What is kept under a reference that is being typed, or under one that differs from it in next to nothing.

    `key` shows on the walk what earlier conversations left open.
    """
    if typed in known:
        return f"{typed} has {plural(known[typed], 'earlier note')}. On the walk {key} shows what was left open."
    alike = [r for r in known if _letters(r) == _letters(typed)] if _letters(typed) else []
    if alike:
        return f"A new case. {alike[0]} is written almost like it and has {plural(known[alike[0]], 'note')}."
    return ""


def _letters(reference: str) -> str:
    return "".join(c for c in reference.casefold() if c.isalnum())


def looks_like_name(reference: str) -> bool:
    """A reference that may be somebody's name, as far as the app can tell: lists and file names would show it."""
    from engage_tui.record.known_words import AMBIGUOUS, GIVEN
    from engage_tui.record.naming import Namer, tokens

    given = any(t.low in GIVEN or t.low in AMBIGUOUS for t in tokens(reference))
    code = any(c.isdigit() for c in reference)  # unknown words beside a number are a code, known names are not
    return given or (not code and any(Namer().names(reference)))


async def show_earlier(screen: Screen[Any], desk: Desk, session: Session | None, reference: str) -> None:
    """Open what earlier contacts left: for the open conversation, or for reading before the next one."""

    async def make() -> Screen[Any] | None:
        from engage_tui.tui.screens.earlier import EarlierScreen

        if session is not None:
            contacts = await earlier_contacts(desk, session)
        else:
            contacts = await contacts_of(desk, reference)
        if not contacts:
            return None
        notes = await read_notes(desk, contacts)
        return EarlierScreen(desk, await desk.guide(), [n.conversation for n in notes], session)

    await _open(screen, desk, make, f"There is no earlier conversation under {reference}.")


async def show_timeline(screen: Screen[Any], desk: Desk, reference: str) -> None:
    """Open the case in order of time."""

    async def make() -> Screen[Any] | None:
        from engage_tui.tui.screens.timeline import TimelineScreen

        contacts = await contacts_of(desk, reference)
        notes = await read_notes(desk, contacts) if contacts else []
        return TimelineScreen(desk, await desk.guide(), notes, reference) if notes else None

    await _open(screen, desk, make, f"Nothing is kept under {reference} yet.")


async def _open(screen: Screen[Any], desk: Desk, make: Callable[[], Awaitable[Screen[Any] | None]], none: str) -> None:
    """Open a screen that is made from the notes, and return when it is open: the next key is meant for it."""
    done = asyncio.Event()

    async def opened() -> None:
        try:
            made = await make()
            if made is None:
                screen.notify(none)
            else:
                await desk.uncovered.wait()
                screen.app.push_screen(made)
        except EngageError as e:
            screen.notify(str(e), severity="error")
        finally:
            done.set()

    screen.run_worker(opened(), group="case", exclusive=True)
    with suppress(TimeoutError):
        await asyncio.wait_for(done.wait(), PATIENCE_SECONDS)


async def open_note(screen: Screen[Any], desk: Desk, note: Conversation) -> None:
    """Open a note of the case to be read."""
    from engage_tui.tui.screens.note import NoteScreen, open_final

    try:
        final = await desk.vault.run(desk.vault.store.fingerprint, note.id)
        shown = await open_final(desk, note.id) if final else NoteScreen(desk, await desk.guide(), note)
    except EngageError as e:
        screen.notify(str(e), severity="error")
        return
    await desk.uncovered.wait()
    screen.app.push_screen(shown)
