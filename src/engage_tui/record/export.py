"""Writing a note to a private file, whole, and never over another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui import __version__
from engage_tui.errors import WriteError
from engage_tui.files import private_folder, safe_name, write_private
from engage_tui.record.audience import Audience, for_file, only_held_back
from engage_tui.record.build import build_note
from engage_tui.record.markdown import to_markdown
from engage_tui.record.note_json import to_json
from engage_tui.record.plain import to_text

if TYPE_CHECKING:
    from pathlib import Path

    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide

FORMATS = ("md", "txt", "json")
WRITTEN_BY = f"engage-tui {__version__}"


def render_note(
    conversation: Conversation,
    guide: Guide,
    *,
    form: str,
    audience: Audience = Audience.FILE,
    final: bool = False,
    fingerprint: str = "",
) -> str:
    """A note in one of FORMATS. The file copy is made from a conversation that the survivor's facts were taken out of.

    The restricted JSON is the whole conversation; the restricted sheet (md, txt) is what the file copy leaves out.
    """
    if form == "json":
        kept = for_file(conversation, guide) if audience is Audience.FILE else conversation
        return to_json(kept, guide, audience=audience, final=final, written_by=WRITTEN_BY)
    kept = for_file(conversation, guide) if audience is Audience.FILE else only_held_back(conversation, guide)
    state = "Final" if final else "Draft"
    if fingerprint:
        state = f"{state}. Fingerprint {fingerprint}"
    note = build_note(kept, guide, audience=audience, state=state, written_by=WRITTEN_BY)
    return to_markdown(note) if form == "md" else to_text(note)


def file_name(conversation: Conversation, form: str, audience: Audience, *, final: bool, number: int = 0) -> str:
    """A neutral name: the reference, the date, the state; no name of anyone and no word of what it is about."""
    parts = [safe_name(conversation.reference), conversation.held_on.isoformat(), "final" if final else "draft"]
    parts += ["restricted"] if audience is Audience.RESTRICTED else []
    parts += [str(number)] if number else []
    return f"{'-'.join(parts)}.{form}"


def export_note(
    conversation: Conversation,
    guide: Guide,
    *,
    folder: Path,
    form: str,
    audience: Audience = Audience.FILE,
    final: bool = False,
    fingerprint: str = "",
    number_if_taken: bool = False,
) -> Path:
    """Write a note into a folder, which is made if need be. Where it went.

    A name that is taken is refused, or, with `number_if_taken`, gets a number. Raises `WriteError`.
    """
    text = render_note(conversation, guide, form=form, audience=audience, final=final, fingerprint=fingerprint)
    try:
        return _written(text, conversation, folder, form, audience, final=final, number_if_taken=number_if_taken)
    except OSError as e:
        raise WriteError(f"The folder {folder} cannot be used ({e.strerror}).", "Choose another folder.") from e


def _written(
    text: str,
    conversation: Conversation,
    folder: Path,
    form: str,
    audience: Audience,
    *,
    final: bool,
    number_if_taken: bool,
) -> Path:
    if not folder.exists():
        private_folder(folder)
    for number in range(1000):
        path = folder / file_name(conversation, form, audience, final=final, number=number and number + 1)
        if number_if_taken and path.exists():
            continue
        write_private(path, text.encode(), replace=False)
        return path
    raise WriteError(f"There are too many copies in {folder}.", "Nothing was written. Clear some of them out.")
