"""How everything of practice is told from a record: the same word on every screen, page and file."""

from __future__ import annotations

import re

from engage_tui.conversation.state import PRACTICE
from engage_tui.files import safe_name

__all__ = ["PRACTICE", "file_name"]

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,79}")


def file_name(stem: str, suffix: str, *, number: int = 0) -> str:
    """The name of a file: `PRACTICE-cards.pdf` for `cards` and `pdf`; with a number where that name is taken."""
    whole = f"{stem}-{number}" if number else stem
    return f"{PRACTICE}-{whole if _ID.fullmatch(whole) else safe_name(whole)}.{suffix}"
