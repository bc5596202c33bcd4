"""Writing a note to a private file, whole, and never over another."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from engage_tui import __version__
from engage_tui.errors import WriteError
from engage_tui.files import private_folder, safe_name, write_private
from engage_tui.record.audience import Audience, for_audience, masked
from engage_tui.record.build import build_note
from engage_tui.record.markdown import to_markdown
from engage_tui.record.note_json import to_json
from engage_tui.record.plain import to_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from engage_tui.conversation.state import Conversation
    from engage_tui.conversation.versions import FinalVersion
    from engage_tui.guide.guide import Guide
    from engage_tui.record.note import Note

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
    version: FinalVersion | None = None,
    identities: bool = False,
) -> str:
    """A note in one of FORMATS. The file copy is made from a conversation that the survivor's facts were taken out of.

    The restricted JSON is the whole conversation; the restricted sheet (md, txt) is what the file copy leaves out.
    `version` is which version of a final note this is, as far as that is known. `identities` leaves the people tables
    as they were written; without it they hold initials and where the case system keeps the rest.
    """
    if form == "json":
        if audience is not Audience.RESTRICTED:
            kept = for_audience(conversation, guide, audience, identities=identities)
        else:
            kept = conversation if identities else masked(conversation, guide)
        return to_json(kept, guide, audience=audience, final=final, written_by=WRITTEN_BY, version=version)
    note = note_for(
        conversation,
        guide,
        audience=audience,
        final=final,
        fingerprint=fingerprint,
        version=version,
        identities=identities,
    )
    return to_markdown(note) if form == "md" else to_text(note)


def note_for(
    conversation: Conversation,
    guide: Guide,
    *,
    audience: Audience,
    final: bool = False,
    fingerprint: str = "",
    version: FinalVersion | None = None,
    identities: bool = False,
) -> Note:
    """The note as it is shown and copied, with whether it is final, its version and its fingerprint at its head."""
    kept = for_audience(conversation, guide, audience, identities=identities)
    state = "Final" if final or version else "Draft"
    if version is not None:
        fingerprint = version.fingerprint
        state = state if version.number == 1 else f"{state}, version {version.number}"
    if fingerprint:
        state = f"{state}. Fingerprint {fingerprint}"
    note = build_note(kept, guide, audience=audience, state=state, written_by=WRITTEN_BY)
    return note if version is None else replace(note, facts=(*note.facts, *_version_facts(version)))


def _version_facts(version: FinalVersion) -> tuple[tuple[str, str], ...]:
    at = datetime.fromisoformat(version.at).astimezone()
    by = f"{at.strftime('%d %B %Y, %H:%M').lstrip('0')}, by {version.author}"
    if version.number == 1:
        return (("Made final", by),)
    return ((f"Version {version.number}", f"amended {by}"), ("Reason", version.reason))


def file_name(
    conversation: Conversation,
    form: str,
    audience: Audience,
    *,
    final: bool,
    number: int = 0,
    version: FinalVersion | None = None,
) -> str:
    """A neutral name: the reference, the date, the state; no name of anyone and no word of what it is about."""
    parts = [safe_name(conversation.reference), conversation.held_on.isoformat(), "final" if final else "draft"]
    parts += [f"v{version.number}"] if version is not None and version.number > 1 else []
    parts += [audience.value] if audience is not Audience.FILE else []
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
    version: FinalVersion | None = None,
    identities: bool = False,
) -> Path:
    """Write a note into a folder, which is made if need be. Where it went.

    A name that is taken is refused, or, with `number_if_taken`, gets a number. Raises `WriteError`.
    """
    text = render_note(
        conversation,
        guide,
        form=form,
        audience=audience,
        final=final,
        fingerprint=fingerprint,
        version=version,
        identities=identities,
    )
    name = partial(file_name, conversation, form, audience, final=final, version=version)
    try:
        return _written(text, folder, name, number_if_taken=number_if_taken)
    except OSError as e:
        raise WriteError(f"The folder {folder} cannot be used ({e.strerror}).", "Choose another folder.") from e


def _written(text: str, folder: Path, name: Callable[..., str], *, number_if_taken: bool) -> Path:
    if not folder.exists():
        private_folder(folder)
    for number in range(1000):
        path = folder / name(number=number and number + 1)
        if number_if_taken and path.exists():
            continue
        write_private(path, text.encode(), replace=False)
        return path
    raise WriteError(f"There are too many copies in {folder}.", "Nothing was written. Clear some of them out.")


def export_entry(text: str, copy: Path) -> Path:
    """Write the exact text of a final note's entry beside a copy of the note, so that its hash can be checked.

    It holds everything, what the survivor said too. Raises `WriteError`.
    """
    path = copy.with_name(f"{copy.stem}.entry.json")
    write_private(path, text.encode(), replace=False)
    return path
