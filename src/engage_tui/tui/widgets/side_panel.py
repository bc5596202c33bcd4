"""Beside the list: what to keep in mind in this step, and all that the guide says of the item the cursor is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from engage_tui.interface import tr
from engage_tui.text import capitalised
from engage_tui.tui.step_rows import NO_LINK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from engage_tui.guide.guide import Guide
    from engage_tui.guide.model import Item, Step


class SidePanel(VerticalScroll, can_focus=False):
    """Two texts, updated in place."""

    def compose(self) -> ComposeResult:
        yield Static(id="keep-in-mind", markup=False)
        yield Static(id="about-item", markup=False)

    def show_step(self, step: Step) -> None:
        """What to keep in mind in a step."""
        lines = "\n".join(f"• {line}" for line in step.keep_in_mind)
        self.query_one("#keep-in-mind", Static).update(Content.assemble((f"{tr('Keep in mind')}\n", "bold"), lines))

    def show_item(self, guide: Guide, item: Item | None, mine: Sequence[str] = ()) -> None:
        """What the guide says of an item, or nothing; `mine` are the worker's own wordings of it."""
        self.query_one("#about-item", Static).update(about(guide, item, mine) if item else Content())
        self.scroll_home(animate=False)


def about(guide: Guide, item: Item, mine: Sequence[str] = ()) -> Content:
    """Everything about an item that its line in the list leaves out."""
    parts: list[str | tuple[str, str]] = []
    if item.say:
        parts.append((f"{item.short}\n\n", "bold"))
    if item.more:
        parts.append(f"{item.more}\n\n")
    parts += [f"• {part}\n" for part in item.parts]
    parts += ["\n"] if item.parts else []
    for wording in item.say[1:]:
        parts += [(f"{capitalised(wording.to)}: ", "bold"), f"{wording.words}\n\n"]
    for words in mine:
        parts += [(f"{tr('Mine')}: ", "bold"), f"{words}\n\n"]
    if item.why:
        parts += [(f"{tr('Why')}: ", "bold"), f"{item.why}\n\n"]
    if item.elsewhere:
        parts += [("Find out elsewhere: ", "bold"), f"{item.elsewhere}\n\n"]
    if item.names:
        parts += [("The form points to: ", "bold"), f"{'; '.join(item.names)}\n"]
        parts += [("Where to find it here: ", "bold"), f"{item.link or NO_LINK}\n\n"]
    replies = guide.replies_at(item.id)
    for heading, said, why in replies.lines() if replies else ():
        parts += [(f"{heading}: ", "bold"), f"{said} {why}".strip(), "\n\n"]
    if item.id in guide.ages:
        parts += [(guide.ages[item.id], "bold"), "\n\n"]
    parts += [(f"{tr('Source')}: ", "bold"), guide.cite(item.source)]
    return Content.assemble(*parts)
