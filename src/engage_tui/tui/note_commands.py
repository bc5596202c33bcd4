"""The commands on notes and copies of them: part of `commands.COMMANDS`, from which everything else is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.tui.command import Command, Scope

if TYPE_CHECKING:
    from collections.abc import Iterable


def _copies() -> Iterable[Command]:
    told = (
        ("docx", "As a Word document", "Write copies as Word documents, which open in other word processors too."),
        ("pdf", "As a PDF", "Write copies as PDF: pages that look the same everywhere."),
        ("txt", "As plain text", "Write copies as plain text, for pasting into a case system."),
        ("md", "As Markdown", "Write copies as Markdown."),
        ("json", "As JSON", "Write copies as JSON, for other programs."),
    )
    for number, (form, title, help_text) in enumerate(told, 1):
        action = f"form('{form}')"
        yield Command(f"copies.{form}", str(number), action, title, f"{help_text} Again: not.", Scope.COPIES, False)


NOTE_COMMANDS: tuple[Command, ...] = (
    Command(
        "notes.narrow",
        "f5,ctrl+t",
        "narrow",
        "Narrow the list",
        "Show drafts only, final notes only, those due for review, and all again.",
        Scope.NOTES,
    ),
    Command(
        "notes.review",
        "f6,ctrl+r",
        "review",
        "Review date",
        "Give a note a date by which to decide whether to keep it.",
        Scope.NOTES,
    ),
    Command("notes.delete", "f8", "delete", "Delete a note", "Delete a note, after asking.", Scope.NOTES),
    Command("note.copies", "w", "copies", "Write copies", "Write copies of the note to files.", Scope.NOTE),
    Command(
        "note.amend",
        "a",
        "amend",
        "Amend",
        "Begin a new version of a final note, with a reason. The versions before it stay.",
        Scope.NOTE,
    ),
    *_copies(),
    Command(
        "note.supervision",
        "s",
        "supervision",
        "Supervision copy",
        "Make a copy for supervision: initials for people, no addresses, dates of birth or contacts.",
        Scope.NOTE,
    ),
    Command(
        "note.paste",
        "p",
        "paste_fields",
        "Paste by field",
        "Take the note field by field into a case system that only takes pasted text.",
        Scope.NOTE,
    ),
    Command(
        "paste.copy",
        "c",
        "copy_field",
        "Copy this field",
        "Put this one field on the clipboard. It is taken off again after a minute, and other programs can see it.",
        Scope.PASTE,
    ),
    Command("paste.next", "n", "next_field", "Next field", "Go to the next field not copied yet.", Scope.PASTE),
    Command(
        "supervision.keep",
        "space",
        "keep",
        "Keep or take out",
        "Keep this word in the copy, or take it out after all.",
        Scope.SUPERVISION,
    ),
    Command("supervision.add", "a", "add", "Add a word", "Add a name or word that was missed.", Scope.SUPERVISION),
    Command("supervision.read", "v", "read", "Read the copy", "Read the copy before it is written.", Scope.SUPERVISION),
    Command("supervision.write", "w", "write", "Write the copy", "Write the copy to a file.", Scope.SUPERVISION),
)
