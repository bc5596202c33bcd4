"""The commands about notes, without the screen: data on stdout, talk on stderr."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from engage_tui.cli_passphrase import read_passphrase
from engage_tui.errors import NotFoundError, StoreDamagedError, UsageError
from engage_tui.paths import find_home, shipped_content
from engage_tui.record.audience import Audience
from engage_tui.text import clean_line

if TYPE_CHECKING:
    from argparse import Namespace

    from engage_tui.conversation.state import Conversation
    from engage_tui.conversation.versions import FinalVersion
    from engage_tui.guide.guide import Guide
    from engage_tui.store.store import Store, Summary


def list_notes(options: Namespace) -> int:
    """Print a line for each note: reference, date, state, when it changed, id. No word of what stands in it."""
    from engage_tui.store.finding import Wanted

    text = options.find or ""
    if text == "-":
        print("Words to find: ", end="", file=sys.stderr, flush=True)
        text = sys.stdin.readline()
    store = _open(options)
    for note in store.find(Wanted(text, options.state or "")).notes:
        print(f"{note.reference:20} {note.held_on.isoformat()}  {note.state:5}  {note.changed}  {note.id}")
    store.close()
    return 0


def show_notes(options: Namespace) -> int:
    """Print a note as text."""
    from engage_tui.record.export import render_note

    store = _open(options)
    note = _find(store, options.ref)
    text = render_note(
        store.load(note.id),
        _guide(),
        form="txt",
        audience=_audience(options),
        final=note.final,
        version=_newest(store, note),
    )
    store.close()
    print(text, end="")
    return 0


def export_notes(options: Namespace) -> int:
    """Write a note to a file and print where it went."""
    from engage_tui.files import folder_named, who_can_read
    from engage_tui.record.export import export_entry, export_note

    if options.proof and not options.restricted:
        raise UsageError(
            "The text that proves a note holds what the survivor said too.", "Add --restricted to have it written."
        )
    if options.name and not options.redacted:
        raise UsageError("Names are taken out of a supervision copy only.", "Add --redacted, or leave out --name.")
    if options.identities and (options.redacted or options.agencies):
        raise UsageError(
            "A supervision copy and the copy for other agencies have initials for people.", "Leave out --identities."
        )
    if options.redacted:
        return _export_redacted(options)
    store = _open(options)
    note = _find(store, options.ref)
    if options.proof and not note.final:
        raise UsageError("A draft has no fingerprint yet.", "Make it final first.")
    talk, guide = store.load(note.id), _guide()
    if not options.restricted:
        _tell_slips(talk, guide)
    path = export_note(
        talk,
        guide,
        folder=folder_named(options.out).absolute(),
        form=options.format,
        audience=_audience(options),
        final=note.final,
        version=_newest(store, note),
        identities=options.identities,
    )
    paths = [path, export_entry(store.entry_text(note.id), path)] if options.proof else [path]
    store.close()
    print(*paths, sep="\n")
    print(who_can_read(path), file=sys.stderr)
    return 0


def _tell_slips(talk: Conversation, guide: Guide) -> None:
    """Say on stderr where a copy tells that the survivor told something. A script waits for no answer."""
    from engage_tui.lens.sources import usual_sources
    from engage_tui.record.missing import place_of
    from engage_tui.record.slips import slips, told_by

    sources, _ = usual_sources(shipped_content(), find_home().content)
    found = slips(talk, guide, sources.told(told_by(talk, guide), talk.person))
    if found:
        print("Look at these before anybody reads it. They say that somebody told you something:", file=sys.stderr)
    for place in dict.fromkeys(place_of(slip, guide) for slip in found):
        print(f"  {place}", file=sys.stderr)


def _export_redacted(options: Namespace) -> int:
    """Write a supervision copy, and tell on stderr what was taken out of it."""
    from engage_tui.files import folder_named, who_can_read
    from engage_tui.record.redact import HEAD
    from engage_tui.record.supervision import check_form, export_supervision, redaction
    from engage_tui.text import plural

    if options.restricted or options.agencies:
        raise UsageError(
            "A supervision copy is made from the file copy, and never from what only the survivor said.",
            "Leave out --restricted or --agencies.",
        )
    check_form(options.format)
    store = _open(options)
    summary = _find(store, options.ref)
    talk, version = store.load(summary.id), _newest(store, summary)
    store.close()
    names = [clean_line(name) for name in options.name or ()]
    guide = _guide()
    _tell_slips(talk, guide)
    found = redaction(talk, guide, names=names, final=summary.final, version=version)
    path = export_supervision(
        found.note(),
        talk,
        folder=folder_named(options.out).absolute(),
        form=options.format,
        final=summary.final,
        version=version,
    )
    print(path)
    for one in found.found:
        told = f"{one.kind.value}, {plural(one.places, 'place')}"
        print(f"{one.text} -> {one.replacement} ({told})", file=sys.stderr)
    print(HEAD, who_can_read(path), sep="\n", file=sys.stderr)
    return 0


def _newest(store: Store, note: Summary) -> FinalVersion | None:
    versions = store.versions(note.id)
    return versions[0] if versions else None


def _audience(options: Namespace) -> Audience:
    if options.agencies:
        return Audience.AGENCIES
    return Audience.RESTRICTED if options.restricted else Audience.FILE


def _guide() -> Guide:
    """The guide in use; with mistakes in the user's own content, the shipped one, since a note must always come out."""
    from engage_tui.errors import ContentError
    from engage_tui.guide.loader import load_guide

    local = find_home().content
    try:
        return load_guide(shipped_content(), local if local.is_dir() else None)
    except ContentError as e:
        print(f"engage-tui: Your own content was left out. {e}", file=sys.stderr)
        return load_guide(shipped_content())


def _open(options: Namespace) -> Store:
    from engage_tui.store.opening import unlock

    home = find_home()
    if not home.has_store:
        raise NotFoundError(f"There are no notes in {home.folder}.", "Start the app once to set them up.")
    if not home.keys.exists():
        raise StoreDamagedError(
            f"The key file {home.keys} is missing, and without it the notes cannot be opened.",
            "Nothing was changed. Put the file back from a backup.",
        )
    os.umask(0o077)
    return unlock(home, read_passphrase(options.passphrase_fd))


def _find(store: Store, ref: str) -> Summary:
    """A note by id, or by its reference if only one has it. Raises `NotFoundError` or `UsageError`."""
    notes = store.notes()
    wanted = clean_line(ref)
    found = [n for n in notes if n.id == wanted] or [n for n in notes if n.reference == wanted]
    if not found:
        raise NotFoundError("There is no note of that reference.", "`engage-tui notes list` shows them all.")
    if len(found) > 1:
        raise UsageError(
            f"There are {len(found)} notes of that reference.", "Use an id from `engage-tui notes list` instead."
        )
    return found[0]
