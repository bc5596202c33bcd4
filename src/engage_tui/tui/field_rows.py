"""Rows for the parts of an answer: a field and its words, the sources to tick; and the keys of such rows. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.conversation.state import entry_number
from engage_tui.conversation.words import Field, Mark, Source
from engage_tui.guide.model import ENTRY, base_id
from engage_tui.interface import tr
from engage_tui.record.captions import field_caption, source_caption
from engage_tui.record.passing import NEVER_IN_PASSING
from engage_tui.text import shorten
from engage_tui.tui.row import Row, text_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engage_tui.conversation.state import Answer, Words
    from engage_tui.guide.model import AnswerKind

GLYPHS: Mapping[Mark, str] = {
    Mark.NOT_ASKED: "–",
    Mark.NOT_SAFE: "✕",
    Mark.PRESENT: "!",
    Mark.NOT_IDENTIFIED: "–",
    Mark.NO: "✕",
    Mark.DECLINED: "✕",
}
"""Marks are told apart by shape; the usual one of each kind is a filled circle."""
HIDDEN = "written down, hidden here (open it to read it)"
SHOWN_LINES = 3


def field_key(item_id: str, name: Field) -> str:
    return f"{item_id}#{name.value}"


def source_key(item_id: str, source: Source) -> str:
    return f"{item_id}@{source.value}"


def entry_key(key: str) -> str:
    """The row of an entry. The first entry's own key is the item's, whose row stands above it."""
    return f"{base_id(key)}{ENTRY}{entry_number(key)}"


def is_entry(row_key: str) -> bool:
    """The row is that of one of an item's entries."""
    return ENTRY in row_key and "#" not in row_key and "@" not in row_key


def split_key(key: str) -> tuple[str, Field | None, Source | None]:
    """The key of an answer with the field or the source that a row is about."""
    if "#" in key:
        item_id, _, name = key.partition("#")
        return item_id, Field(name), None
    if "@" in key:
        item_id, _, name = key.partition("@")
        return item_id, None, Source(name)
    return (base_id(key) if key.endswith(f"{ENTRY}1") else key), None, None


def source_rows(key: str, person: str, answer: Answer | None, *, expanded: bool) -> Iterator[Row]:
    """Where an answer is known from; opened, with each source to tick."""
    known = answer.sources if answer else frozenset()
    if not expanded:
        told = "; ".join(_source_told(s, person) for s in Source if s in known)
        yield text_row(f"{key}:sources", f"Known from: {told or 'not said yet (→ to say)'}", "muted", indent=6)
        return
    for source in Source:
        yield Row(
            source_key(key, source),
            ((f"Known: {source_caption(source, person)}", ""),),
            lead="●" if source in known else "○",
            lead_role="mark",
            indent=6,
        )


def _source_told(source: Source, person: str) -> str:
    """A source in the list, which must not tell anyone in passing that the survivor has talked."""
    return "a restricted source" if source is Source.SURVIVOR else source_caption(source, person)


def field_row(
    person: str, kind: AnswerKind, item_id: str, name: Field, words: Words | None, *, hidden: bool, stop: bool
) -> Row:
    """A field and what it holds. The cursor stops at fields only in an open item: else it goes from item to item."""
    in_passing = name is Field.SURVIVOR and not stop
    caption = "Restricted" if in_passing else field_caption(kind, name, person, tr)
    shown = _shown(name, words.text if words else "", hidden=hidden)
    at = f" ({words.changed.astimezone():%H:%M})" if words else ""
    role = "quote" if words and name in (Field.SAID, Field.ASKED_AS) else "" if words else "muted"
    return Row(field_key(item_id, name), ((f"{caption}{at}: ", "muted"), (shown, role)), indent=6, stop=stop)


def _shown(name: Field, text: str, *, hidden: bool) -> str:
    """What stands in the list: the first lines, and nothing of what the survivor said: shoulders are read over."""
    if not text:
        return "…"
    if name in NEVER_IN_PASSING or hidden:
        return HIDDEN
    lines = text.split("\n", SHOWN_LINES)
    if len(lines) > SHOWN_LINES:
        more = lines.pop().count("\n") + 1
        lines.append(f"… and {more:,} more {'line' if more == 1 else 'lines'}")
    return "\n".join(shorten(line, 400) if len(line) > 400 else line for line in lines)
