"""How everything of practice is told from a record: the same word on every screen, page and file."""

from __future__ import annotations

import re

from engage_tui.conversation.state import PRACTICE
from engage_tui.files import safe_name

__all__ = ["PRACTICE", "file_name"]

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,79}")


def file_name(stem: str, suffix: str) -> str:
    """The name of a file: `PRACTICE-cards.pdf` for `cards` and `pdf`."""
    return f"{PRACTICE}-{stem if _ID.fullmatch(stem) else safe_name(stem)}.{suffix}"
