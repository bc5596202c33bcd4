"""What is open and what is closed in a list of sections, and where the cursor goes when that changes. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from engage_tui.tui.field_rows import entry_key, is_entry, split_key
from engage_tui.tui.step_rows import section_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engage_tui.guide.model import Section
    from engage_tui.tui.step_rows import StepView

SECTION = "section:"


class Opening(NamedTuple):
    """What is open now, and the row for the cursor; None: it stays where it is."""

    view: StepView
    key: str | None


def with_sections(view: StepView, sections: Iterable[Section]) -> StepView:
    """Other sections; those that begin closed are closed when they come up for the first time."""
    shown = tuple(sections)
    new = {s.id for s in shown if s.closed} - {s.id for s in view.sections}
    return replace(view, sections=shown, folded=view.folded | new)


def first_key(view: StepView) -> str:
    """The first item in sight."""
    shown = (s for s in view.sections if s.id not in view.folded and not view.locked(s))
    return next((s.items[0].id for s in shown), "")


def fold(view: StepView, section_id: str, *, on: bool) -> Opening:
    """Close a section, or open it."""
    folded = view.folded | {section_id} if on else view.folded - {section_id}
    return Opening(replace(view, folded=folded), section_key(section_id))


def expand(view: StepView, key: str, *, on: bool) -> Opening:
    """Show all there is on an item or entry, or only its line."""
    expanded = view.expanded | {key} if on else view.expanded - {key}
    return Opening(replace(view, expanded=expanded), key)


def more(view: StepView, key: str, item_id: str) -> Opening:
    """Open what a row of an item stands for: the entry, or the item."""
    return expand(view, key if is_entry(key) else item_id, on=True)


def less(view: StepView, key: str, item_id: str) -> Opening:
    """Close the innermost thing around a row of an item: the entry, the item, or at last its section."""
    entry = _open_entry(view, key)
    if entry:
        return expand(view, entry, on=False)
    if item_id in view.expanded or key != item_id:
        return expand(view, item_id, on=False)
    return fold(view, view.guide.section_of(item_id).id, on=True)


def _open_entry(view: StepView, key: str) -> str:
    """The opened entry that a row belongs to, if it belongs to one."""
    row_key = entry_key(split_key(key)[0])
    return row_key if key not in view.guide.items and row_key in view.expanded else ""


def turn_all(view: StepView, item_id: str) -> Opening:
    """Open every section shown, if one is closed, or else close them all. The cursor must not be left on what went."""
    shown = {s.id for s in view.sections}
    opens = bool(view.folded & shown)
    folded = view.folded - shown if opens else view.folded | shown
    key = section_key(view.guide.section_of(item_id).id) if item_id and not opens else None
    return Opening(replace(view, folded=folded, expanded=frozenset()), key)


def reword(view: StepView, item_id: str) -> StepView:
    """Show the next wording of a question."""
    number = len(view.ways(view.guide.items[item_id]))
    wordings = {**view.wordings, item_id: (view.wordings.get(item_id, 0) + 1) % number}
    return replace(view, wordings=wordings)
