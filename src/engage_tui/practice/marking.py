"""How everything of practice is told from a record: the same word on every screen, page and file."""

from __future__ import annotations

from engage_tui.conversation.state import PRACTICE
from engage_tui.files import safe_name

__all__ = ["PRACTICE", "file_name", "titled"]


def file_name(stem: str, suffix: str) -> str:
    """The name of a file: `PRACTICE-cards.pdf` for `cards` and `pdf`."""
    return f"{PRACTICE}-{safe_name(stem)}.{suffix}"


def titled(title: str) -> str:
    """The heading of a page."""
    return f"{PRACTICE}. {title}"
