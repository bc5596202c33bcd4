"""What a guided interview costs in plain Textual: its own widgets as they come, and nothing behind them.

Steps, a text, a list to tick, a line and an area to write in. Ours does the same job and is measured beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.containers import Horizontal, Vertical
from textual.widgets import Footer, Header, Input, OptionList, SelectionList, Static, TextArea

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

STEPS = ("Before", "Look", "Ask", "Assess", "Respond", "Refer", "Record")
TEXT = """Keep in mind

Ask one thing at a time, and leave room for the answer. Write their words as they said them.

A tick says that it was asked, and nothing about the answer.
What is not ticked is not known.
"""


class Floor(App[None]):
    """One screen."""

    TITLE = "Floor"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("f1", "help", "Keys"),
        ("f2", "find", "Find"),
        ("f3", "note", "Note"),
        ("ctrl+q", "quit", "Leave"),
    ]
    CSS = """
    OptionList { width: 24; height: 1fr; }
    Static { height: 10; padding: 1 2; }
    SelectionList { height: 1fr; }
    #right { width: 40; }
    TextArea { height: 1fr; }
    """

    def compose(self) -> ComposeResult:
        yield Header()
        with Horizontal():
            yield OptionList(*STEPS)
            with Vertical():
                yield Static(TEXT, markup=False)
                yield SelectionList[int](*((f"Question {n}: how are things at home?", n) for n in range(1, 16)))
            with Vertical(id="right"):
                yield Input(placeholder="Reference")
                yield TextArea()
        yield Footer()


if __name__ == "__main__":
    Floor().run()
