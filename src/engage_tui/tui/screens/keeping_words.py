"""Keeping words that the language lens asks about, with a reason or without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.conversation.events import KeptWords
from engage_tui.text import clean_line, shorten
from engage_tui.tui.screens.prompt import PromptScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from textual.screen import Screen

    from engage_tui.tui.desk import Desk
    from engage_tui.tui.session import Session
    from engage_tui.tui.wording import Prompt

WHY_KEPT = (
    "They stay as they are, and are not asked about here again. You can leave the reason empty. It is kept with the "
    "note and stands on no copy that is written as a document or text."
)


def ask_why_kept(
    screen: Screen[Any], desk: Desk, session: Session, item: str, prompt: Prompt, kept: Callable[[], None]
) -> None:
    """Ask for a reason, keep the words in this answer, and then call `kept`."""

    def told(reason: str | None) -> None:
        if reason is not None:
            session.send_together(*(KeptWords(item, prompt.words, label, reason) for label in prompt.labels))
            kept()

    title = f"Keep “{shorten(clean_line(prompt.words), 50)}”?"
    screen.app.push_screen(PromptScreen(desk, title, WHY_KEPT, most=200, empty=True, enter="keep them"), told)
