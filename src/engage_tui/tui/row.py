"""What a list shows, as plain values: built without a screen, compared to find what changed, drawn by `RowList`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

Span: TypeAlias = tuple[str, str]
"""Text and its role: one of the roles that `RowList` has a style for, or empty for plain text."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row. It wraps when it must; `lead` stands before it and `tail` at the right end of its first line."""

    key: str
    spans: tuple[Span, ...]
    lead: str = ""
    lead_role: str = ""
    tail: str = ""
    tail_role: str = "muted"
    indent: int = 0
    stop: bool = True
    """Whether the cursor can stop here."""

    @property
    def plain(self) -> str:
        """The text alone, as a screen reader or a test reads it."""
        return "".join(text for text, _ in self.spans)


def text_row(key: str, text: str, role: str = "", *, indent: int = 0, stop: bool = False) -> Row:
    """A row of plain text in one role."""
    return Row(key, ((text, role),), indent=indent, stop=stop)


def choice(key: str, text: str, tail: str = "", lead: str = "") -> Row:
    """A row that can be chosen."""
    return Row(key, ((text, ""),), lead=lead, tail=tail)


def blank(key: str) -> Row:
    """An empty line."""
    return Row(key, (("", ""),), stop=False)


def row_after(rows: Sequence[Row], key: str) -> str:
    """The next row at which something can be answered: where the cursor goes when this one is done with."""
    at = next((n for n, row in enumerate(rows) if row.key == key), -1)
    return next((r.key for r in rows[at + 1 :] if r.stop and "#" not in r.key), key)


def after_block(rows: Sequence[Row], place: int) -> int:
    """The first row that is no part of this one: not its text, nor opened under it. A section's items are not."""
    above, after = rows[place], place + 1
    while after < len(rows) and (not rows[after].stop or rows[after].indent > above.indent > 0):
        after += 1
    return after
