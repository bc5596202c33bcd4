"""Writing a note to a private file, whole, and never over another."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, TypedDict

from engage_tui import __version__
from engage_tui.errors import WriteError
from engage_tui.files import private_folder, safe_name, write_private
from engage_tui.record.audience import Audience, for_audience, identifies, masked
from engage_tui.record.build import build_note
from engage_tui.record.markdown import to_markdown
from engage_tui.record.note_json import to_json
from engage_tui.record.plain import to_text
from engage_tui.record.sheet import sheet_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from engage_tui.conversation.state import Conversation
    from engage_tui.conversation.versions import FinalVersion
    from engage_tui.guide.guide import Guide
    from engage_tui.record.note import Note
    from engage_tui.record.sheet import Sheet

TEXT_FORMATS = ("md", "txt", "json")
FORMATS = ("docx", "pdf", *TEXT_FORMATS)
NO_PDF = (
    "To write a PDF, one more part is needed, which is not installed here.",
    "Word and plain text hold the same and need nothing more.",
)
WRITTEN_BY = f"engage-tui {__version__}"
NAMED = "In this copy the people tables say who people are, in full."


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
    """A note in one of TEXT_FORMATS. The file copy is made of a conversation without what only the survivor said.

    The restricted JSON is the whole conversation; the restricted sheet (md, txt) is what the file copy leaves out.
    `version` is which version of a final note this is, as far as that is known. `identities` leaves the people tables
    as they were written; without it they hold initials and where the case system keeps the rest.
    """
    if form == "json":
        kept = _kept(conversation, guide, form, audience, identities=identities)
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


def _kept(conversation: Conversation, guide: Guide, form: str, audience: Audience, *, identities: bool) -> Conversation:
    """What of a conversation stands in a copy of it: in the restricted JSON, which reads back, the whole."""
    if form == "json" and audience is Audience.RESTRICTED:
        return conversation if identities else masked(conversation)
    return for_audience(conversation, guide, audience, identities=identities)


def note_bytes(
    conversation: Conversation,
    guide: Guide,
    *,
    form: str,
    audience: Audience = Audience.FILE,
    final: bool = False,
    fingerprint: str = "",
    version: FinalVersion | None = None,
    identities: bool = False,
) -> bytes:
    """A note in one of FORMATS, as it goes into a file. What draws pages is loaded here and not before.

    Raises `WriteError` where the part that makes a PDF is not installed.
    """
    how = _How(audience=audience, final=final, fingerprint=fingerprint, version=version, identities=identities)
    if form in TEXT_FORMATS:
        return render_note(conversation, guide, form=form, **how).encode()
    return rendered(note_for(conversation, guide, **how), form)


def rendered(note: Note, form: str) -> bytes:
    """A note that was built, in one of FORMATS but JSON, which is made from the conversation itself.

    Raises `WriteError` where the part that makes a PDF is not installed.
    """
    if form in TEXT_FORMATS:
        return (to_markdown(note) if form == "md" else to_text(note)).encode()
    if form == "docx":
        from engage_tui.record.docx_file import to_docx

        return to_docx(note)
    return pdf_of(sheet_of(note))


def pdf_of(sheet: Sheet) -> bytes:
    """A sheet as a PDF. Raises `WriteError` where the part that makes a PDF is not installed."""
    try:
        from engage_tui.record.pdf_file import sheet_pdf
    except ImportError:
        raise WriteError(*NO_PDF) from None
    return sheet_pdf(sheet)


class _How(TypedDict):
    """What every way of writing a note needs to know."""

    audience: Audience
    final: bool
    fingerprint: str
    version: FinalVersion | None
    identities: bool


def can_write(form: str) -> bool:
    """All that this form needs is installed."""
    return form != "pdf" or find_spec("typst") is not None


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
    note = note_of(kept, guide, audience=audience, final=final, fingerprint=fingerprint, version=version)
    named = identities and audience is not Audience.AGENCIES and identifies(kept)
    return replace(note, closing=(NAMED, *note.closing)) if named else note


def note_of(
    kept: Conversation,
    guide: Guide,
    *,
    audience: Audience,
    final: bool = False,
    fingerprint: str = "",
    version: FinalVersion | None = None,
) -> Note:
    """The note of a conversation that already holds nothing but what the audience may see."""
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
    named: bool = False,
) -> str:
    """A neutral name: the reference, the date, the state; no name of anyone and no word of what it is about.

    `named`: it holds the names of people in full, so that it is told from the copy with initials.
    """
    parts = [safe_name(conversation.reference), conversation.held_on.isoformat(), "final" if final else "draft"]
    parts += [f"v{version.number}"] if version is not None and version.number > 1 else []
    parts += [audience.value] if audience is not Audience.FILE else []
    parts += ["names"] if named else []
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
    data = note_bytes(
        conversation,
        guide,
        form=form,
        audience=audience,
        final=final,
        fingerprint=fingerprint,
        version=version,
        identities=identities,
    )
    kept = _kept(conversation, guide, form, audience, identities=identities)
    named = identities and audience is not Audience.AGENCIES and identifies(kept)
    name = partial(file_name, conversation, form, audience, final=final, version=version, named=named)
    return write_copy(data, folder, name, number_if_taken=number_if_taken)


def write_copy(data: bytes, folder: Path, name: Callable[..., str], *, number_if_taken: bool) -> Path:
    """Write a file under the name that `name(number=…)` gives, into a folder that is made if need be.

    A name that is taken is refused, or, with `number_if_taken`, gets a number. Raises `WriteError`.
    """
    try:
        return _written(data, folder, name, number_if_taken=number_if_taken)
    except OSError as e:
        raise WriteError(f"The folder {folder} cannot be used ({e.strerror}).", "Choose another folder.") from e


def _written(data: bytes, folder: Path, name: Callable[..., str], *, number_if_taken: bool) -> Path:
    if not folder.exists():
        private_folder(folder)
    for number in range(1000):
        path = folder / name(number=number and number + 1)
        if number_if_taken and path.exists():
            continue
        write_private(path, data, replace=False)
        return path
    raise WriteError(f"There are too many copies in {folder}.", "Nothing was written. Clear some of them out.")


def export_entry(text: str, copy: Path) -> Path:
    """Write the exact text of a final note's entry beside a copy of the note, so that its hash can be checked.

    It holds everything, what the survivor said too. Raises `WriteError`.
    """
    path = copy.with_name(f"{copy.stem}.entry.json")
    write_private(path, text.encode(), replace=False)
    return path
