"""The menu, what a conversation asks for at first, and the notes there are."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from engage_tui.conversation.events import Described
from engage_tui.conversation.state import PRACTICE
from engage_tui.conversation.update import begin
from engage_tui.conversation.words import Setting
from engage_tui.errors import EngageError
from engage_tui.plain import notices
from engage_tui.plain.desk import LOCK
from engage_tui.plain.draft import Draft
from engage_tui.plain.lines import Ended
from engage_tui.plain.walk import Walk
from engage_tui.record.captions import FOR_PRACTICE, SETTINGS, THE_PERSON
from engage_tui.text import clean_line, plural
from engage_tui.when import day, day_and_time, local_today, read_day, utc_now

if TYPE_CHECKING:
    from datetime import date

    from engage_tui.conversation.state import Conversation
    from engage_tui.plain.desk import Desk
    from engage_tui.store.finding import Summary

RECOVERED = "The app was not closed properly last time. Nothing you had finished was lost: Continue opens your draft."
MOST = 20


def run_menu(desk: Desk) -> None:
    """The menu, over and over, until it is left. Raises `Ended`."""
    while True:
        draft = desk.store.latest_draft()
        chosen = desk.console.choose(_choices(desk, draft), "Menu, number:")
        try:
            if chosen.startswith("continue:"):
                go_on(desk, chosen.removeprefix("continue:"))
            elif chosen in ("leave", "lock"):
                raise Ended(LOCK if chosen == "lock" else 0)
            else:
                _do(desk, chosen)
        except EngageError as e:
            desk.console.say(str(e))


def _choices(desk: Desk, draft: Summary | None) -> list[tuple[str, str]]:
    found = []
    if draft is not None:
        named = f"the amendment of {draft.reference}" if draft.amends else draft.reference
        verb = "Read" if desk.store.why_read_only else "Continue"
        found.append((f"continue:{draft.id}", f"{verb} {named}, {day_and_time(draft.changed)}"))
    found += [("new", "New conversation"), ("guide", "Read the guide")]
    if desk.store.count():
        found.append(("notes", "Notes"))
    return [*found, ("settings", "Settings"), ("lock", "Lock"), ("leave", "Leave")]


def _do(desk: Desk, chosen: str) -> None:
    if chosen == "new" and desk.store.why_read_only:
        desk.console.say(notices.READ_ONLY.format(desk.store.why_read_only))
    elif chosen == "new":
        if described := ask_details(desk):
            _start(desk, described)
    elif chosen == "guide":
        Walk(desk).run()
    elif chosen == "notes":
        _notes(desk)
    elif chosen == "settings":
        from engage_tui.plain.changing import run_settings

        run_settings(desk)


def go_on(desk: Desk, note_id: str) -> None:
    """Go on with a draft where it was left. Raises `EngageError`."""
    draft = Draft(desk, desk.store.load(note_id), stored=True)
    Walk(desk, draft).run(draft.talk.place)


def _start(desk: Desk, told: Described) -> None:
    talk = begin(
        uuid.uuid4().hex,
        reference=told.reference,
        setting=told.setting,
        person=told.person,
        author=told.author,
        held_on=told.held_on,
        at=utc_now(),
        edition=desk.guide.edition,
    )
    Walk(desk, Draft(desk, talk, stored=False)).run()


# -- details


def ask_details(desk: Desk, before: Conversation | None = None) -> Described | None:
    """Ask for what a conversation is about; Enter keeps what was there. None: there is to be none after all."""
    console = desk.console
    kept = f" Enter keeps {before.reference}" if before else " Enter goes back"
    ask = f"Reference, a code that is no name, such as J-042.{kept}:"
    while (reference := clean_line(console.ask(ask))).startswith(PRACTICE):
        console.say(FOR_PRACTICE)
    if not reference and before is None:
        return None
    setting = console.choose(
        [(s.value, SETTINGS[s]) for s in Setting],
        f"Where? Number, or Enter for {SETTINGS[before.setting if before else Setting.VISIT]}:",
    )
    usual = before.person if before else desk.guide.word_for_person or THE_PERSON
    person = clean_line(console.ask(f"What to call the person? Enter for {usual}:"))
    held_on, author = local_today(), desk.author
    if before is not None:
        held_on = _ask_day(desk, before)
        author = clean_line(console.ask(f"Written by? Enter keeps {before.author}:")) or before.author
    chosen = Setting(setting) if setting else before.setting if before else Setting.VISIT
    return Described(reference or (before.reference if before else ""), chosen, person or usual, author, held_on)


def _ask_day(desk: Desk, before: Conversation) -> date:
    while typed := desk.console.ask(f"Date, such as 21/11/2026? Enter keeps {day(before.held_on)}:").strip():
        if found := read_day(typed):
            return found
        desk.console.say("That is not a date.")
    return before.held_on


# -- notes


def _notes(desk: Desk) -> None:
    """Find notes by words, and open one. The words that are found are never read out."""
    from engage_tui.store.finding import Wanted

    console = desk.console
    words = console.ask("Words to find, or Enter for all:")
    found = desk.store.find(Wanted(words), MOST)
    if not found.total:
        console.say("Nothing found.")
        return
    if found.total > len(found.notes):
        console.say(f"{plural(found.total, 'note')} found. These were changed last:")
    notes = {n.id: n for n in found.notes}
    chosen = console.choose([(n.id, _told(n)) for n in found.notes], "Open number:")
    if chosen and notes[chosen].final:
        _read_final(desk, chosen)
    elif chosen:
        go_on(desk, chosen)


def _told(note: Summary) -> str:
    version = f" version {note.version}" if note.version > 1 else ""
    state = f"amends version {note.amends}" if note.amends else f"{note.state}{version}"
    return f"{note.reference}, {day(note.held_on)}, {state}, changed {day_and_time(note.changed)}"


def _read_final(desk: Desk, note_id: str) -> None:
    """Read a final note, write copies of it, or begin an amendment."""
    from engage_tui.plain.copies import read_note, write_copies

    console, store = desk.console, desk.store
    newest = store.versions(note_id)[0]
    talk = store.load_version(note_id, newest.number)
    while typed := console.word("read, copies, amend, or Enter to go back:"):
        if typed == "read":
            read_note(desk, talk, newest)
        elif typed == "copies":
            write_copies(desk, talk, newest)
        elif typed == "amend":
            _amend(desk, talk)
            return
        else:
            console.say(notices.FOR_THE_SCREEN)


def _amend(desk: Desk, talk: Conversation) -> None:
    begun = desk.store.amendment_of(talk.id)
    if not begun:
        reason = clean_line(desk.console.ask("Why? One line, on every copy; nothing that only the survivor said:"))
        if not reason:
            return
        now = utc_now()
        draft = replace(talk, id=uuid.uuid4().hex, author=desk.author or talk.author, changed=now, place="")
        at = now.isoformat().replace("+00:00", "Z")
        desk.store.begin_amendment(draft, talk.id, reason=reason, at=at)
        begun = draft.id
    go_on(desk, begun)
