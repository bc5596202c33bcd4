"""Text fields for words that must not get out: no system clipboard, no blinking, no markup."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from textual.widgets import Input, TextArea

from engage_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.dom import DOMNode


def unprintable_text(event: events.Key) -> str:
    """A typed character that Textual takes for unprintable though it belongs to the text: the joiners of Persian and of
    emoji, direction marks, wide and no-break spaces, the letters that make the flag of Wales. Empty for any other key.
    """
    typed = event.character or ""
    odd = len(typed) == 1 and not event.is_printable and unicodedata.category(typed) in ("Cf", "Zs")
    in_a_flag = "\U000e0020" <= typed <= "\U000e007f"  # alone they are cleaned out again
    return typed if odd and (in_a_flag or clean(typed) == typed) else ""


class LineInput(Input):
    """One line of text."""

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None, most: int = 80) -> None:
        super().__init__(value, placeholder=placeholder, id=id, max_length=most, select_on_focus=False)
        self.cursor_blink = False

    def on_key(self, event: events.Key) -> None:
        """Take what `Input` would drop."""
        typed = unprintable_text(event)
        if typed:
            event.stop()
            self.insert_text_at_cursor(typed)


class SecretInput(LineInput):
    """A passphrase, or a code that is `shown` while it is typed. Not to be copied."""

    def __init__(self, *, placeholder: str = "", id: str | None = None, shown: bool = False) -> None:
        super().__init__(placeholder=placeholder, id=id, most=1024)
        self.password = not shown

    def action_copy(self) -> None:
        """Refused: the copy would be the secret in the clear."""
        self.app.bell()

    def action_cut(self) -> None:
        """Refused, as copying is."""
        self.app.bell()


class NoteArea(TextArea):
    """Words of any length. Tab is left to the screen, and Escape too."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(
            id=id, soft_wrap=True, tab_behavior="focus", show_line_numbers=False, highlight_cursor_line=False
        )
        self.cursor_blink = False

    def watch(self, obj: DOMNode, attribute_name: str, callback: Callable[..., Any], init: bool = True) -> None:
        """Not the app's theme, which cannot change here: what watches the app is kept, with its words, to the end."""
        if obj is not self.app:
            super().watch(obj, attribute_name, callback, init)

    def on_key(self, event: events.Key) -> None:
        """Take what `TextArea` would drop."""
        typed = unprintable_text(event)
        if self.read_only and (typed or event.is_printable):
            event.stop()  # what would be a word elsewhere must not be a command here
            self.app.bell()
        elif typed:
            event.stop()
            self.insert(typed)
