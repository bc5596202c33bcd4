"""A note read out part by part, and written to files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.errors import EngageError
from engage_tui.files import folder_named, who_can_read
from engage_tui.plain import notices
from engage_tui.plain.reading import spoken
from engage_tui.record.audience import Audience, held_back, identifies
from engage_tui.record.export import can_write, export_note, note_for
from engage_tui.record.missing import place_of
from engage_tui.settings import COPY_FORMS
from engage_tui.text import clean_line

if TYPE_CHECKING:
    from pathlib import Path

    from engage_tui.conversation.state import Conversation
    from engage_tui.conversation.versions import FinalVersion
    from engage_tui.plain.desk import Desk

FORM_NAMES = {"docx": "word", "pdf": "pdf", "txt": "text", "md": "markdown", "json": "json"}

NAMES = "People stand in copies as initials. In full, with all else that the people tables hold?"


def read_note(desk: Desk, talk: Conversation, version: FinalVersion | None = None) -> None:
    """Read out what the file copy says, a part at a time."""
    if held_back(talk, desk.guide):
        desk.console.say("Some of what is noted is on another sheet.")
    parts = spoken(note_for(talk, desk.guide, audience=Audience.FILE, version=version))
    for number, part in enumerate(parts, 1):
        desk.console.say("", *part)
        if number < len(parts) and desk.console.word("Enter reads on, done stops:") == "done":
            return


def write_copies(desk: Desk, talk: Conversation, version: FinalVersion | None = None) -> None:
    """Ask for whom, in which forms and where, and write."""
    console = desk.console
    console.say(notices.COPIES)
    audiences = [(Audience.FILE.value, "Note for the case file")]
    if held_back(talk, desk.guide):
        audiences.append((Audience.RESTRICTED.value, "Restricted sheet: never for the person"))
    chosen = console.choose(audiences)
    if chosen and chosen != Audience.RESTRICTED.value and not _looked(desk, talk):
        chosen = ""
    named = bool(chosen) and identifies(talk) and console.agreed(NAMES, "names")
    forms = _ask_forms(desk) if chosen else []
    folder = _ask_folder(desk) if forms else None
    if folder is None:
        console.say("Nothing was written.")
        return
    written = []
    try:
        for form in forms:
            path = export_note(
                talk,
                desk.guide,
                folder=folder,
                form=form,
                audience=Audience(chosen),
                final=version is not None,
                version=version,
                number_if_taken=True,
                identities=named,
            )
            written.append(path)
    except EngageError as e:
        console.say(str(e))
    for path in written:
        console.say(f"Written: {path.name}")
    if written:
        console.say(f"In {folder}. {who_can_read(written[0])}")
        if chosen != Audience.RESTRICTED.value and held_back(talk, desk.guide):
            console.say(notices.KEPT)


def _looked(desk: Desk, talk: Conversation) -> bool:
    """Say where the copy tells that the survivor told something. Whether it is written is for the worker to say."""
    found = desk.slips(talk)
    if not found:
        return True
    desk.console.say(notices.TOLD, *(f"{place_of(slip, desk.guide)} “{clean_line(slip.words)}”" for slip in found))
    return desk.console.agreed("Write it as it is?", "write")


def _ask_forms(desk: Desk) -> list[str]:
    """One or more of the forms, by their names; text when only Enter is pressed."""
    names = {FORM_NAMES[f]: f for f in COPY_FORMS if can_write(f)}
    while True:
        typed = desk.console.word(f"Which forms ({', '.join(names)})? Enter for text:")
        wanted = typed.replace(",", " ").split() or ["text"]
        if set(wanted) <= set(names):
            return [names[w] for w in dict.fromkeys(wanted)]
        desk.console.say("Type one or more of these words.")


def _ask_folder(desk: Desk) -> Path | None:
    usual = desk.settings.export_folder or str(desk.home.exports)
    typed = desk.console.ask(f"Folder? Enter for {usual}:").strip()
    try:
        folder = folder_named(typed or usual)
    except EngageError as e:
        desk.console.say(str(e))
        return None
    if not folder.is_absolute():
        desk.console.say("Give the full path of a folder.")
        return None
    return folder
