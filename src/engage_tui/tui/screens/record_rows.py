"""The rows that stand above the Record step: the note itself, what it still lacks, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.record.missing import missing
from engage_tui.tui.row import Row, choice, text_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engage_tui.conversation.state import Conversation
    from engage_tui.conversation.words import Field
    from engage_tui.guide.guide import Guide
    from engage_tui.record.slips import Slip

MISSING = "missing:"


def record_rows(conversation: Conversation, guide: Guide, told: Sequence[Slip] = ()) -> tuple[Row, ...]:
    """What can be done with the note, and everything missing, each row a way to it."""
    lacking = missing(conversation, guide, told)
    needed = [m for m in lacking if m.needed]
    look = [m for m in lacking if not m.needed]
    rows = [
        Row("do:heading", (("This note", "title"),), lead="▾", lead_role="muted", stop=False),
        choice("do:write-up", "Write it up, one question at a time", lead="→"),
        choice("do:preview", "Read the note as it stands", lead="→"),
        choice("do:copies", "Write copies to files", lead="→"),
        choice("do:final", "Make it final", tail="not yet" if needed else "", lead="→"),
        choice("do:paste", "Paste it field by field into another system", lead="→"),
        choice("do:supervision", "Make a supervision copy, with initials for people", lead="→"),
        choice("do:wording", "Look at the wording", lead="→"),
    ]
    if needed:
        rows.append(
            text_row("do:needed", "Needed before it can be final. You can leave at any time.", "muted", indent=2)
        )
        rows += [_missing_row(n, m.message, "!", "alert") for n, m in enumerate(lacking) if m.needed]
    if look:
        rows.append(text_row("do:look", "Worth another look:", "muted", indent=2))
        rows += [_missing_row(n, m.message, "○", "mark") for n, m in enumerate(lacking) if not m.needed]
    return tuple(rows)


def _missing_row(number: int, message: str, lead: str, role: str) -> Row:
    return Row(f"{MISSING}{number}", ((message, ""),), lead=lead, lead_role=role, indent=2)


def missing_at(
    conversation: Conversation, guide: Guide, key: str, told: Sequence[Slip] = ()
) -> tuple[str, Field | None, int | None]:
    """Where a row of the missing list leads: an item's id (empty: the details), a field, and a place in it."""
    found = missing(conversation, guide, told)[int(key.removeprefix(MISSING))]
    return found.item, found.field, found.at
