"""Text fields for words that must not get out: no system clipboard, no blinking, no markup."""

from __future__ import annotations

from textual.widgets import Input, TextArea


class LineInput(Input):
    """One line of text."""

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None, most: int = 80) -> None:
        super().__init__(value, placeholder=placeholder, id=id, max_length=most, select_on_focus=False)
        self.cursor_blink = False


class SecretInput(LineInput):
    """A passphrase. Not shown, and not to be copied."""

    def __init__(self, *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(placeholder=placeholder, id=id, most=1024)
        self.password = True

    def action_copy(self) -> None:
        """Refused: the copy would be the passphrase in the clear."""
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
