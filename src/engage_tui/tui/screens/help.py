"""What the keys do, here and now, read from the bindings that are active where the focus is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Static

from engage_tui.tui.commands import BY_ID, COMMANDS, Command, Scope, key_names
from engage_tui.tui.keymap import keys_of
from engage_tui.tui.row import Row, blank, text_row
from engage_tui.tui.screens.base import Dialog
from engage_tui.tui.widgets.bars import HintBar
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.screen import Screen

    from engage_tui.tui.desk import Desk

_FIRST = (Scope.WRITE_UP, Scope.ITEMS, Scope.WALK, Scope.STEPS, Scope.WRITING, Scope.LIST)
"""What is nearest to where one is comes first."""
WRITING_NOTE = "While you write, every letter is text. Ctrl and the F keys still work."


def active_commands(screen: Screen[Any]) -> list[Command]:
    """The commands that work on a screen right now, in the order in which they are declared."""
    ids = {active.binding.id for active in screen.active_bindings.values() if active.enabled}
    return [c for c in COMMANDS if c.id in ids]


def help_rows(commands: Iterable[Command], chosen: Mapping[str, str]) -> list[Row]:
    """Rows of key and help, under the places where they work."""
    rows: list[Row] = []
    scope = None
    for command in sorted(commands, key=lambda c: _FIRST.index(c.scope) if c.scope in _FIRST else len(_FIRST)):
        if command.scope is not scope:
            scope = command.scope
            rows += [blank(f"gap:{scope}")] if rows else []
            rows.append(text_row(f"scope:{scope}", scope.value, "title"))
        keys = key_names(keys_of(command.id, chosen))
        rows.append(Row(command.id, ((command.help, ""),), lead=f"{keys:<16}", lead_role="key", indent=2))
    return rows


SIGNS = (
    ("○ ● ◐ ◌", "nothing noted; marked; planned; words but no mark yet"),
    ("– ✕", "not asked; not safe to ask, or no"),
    ("? !", "not known; calls for action"),
    ("▸ ▾ ·", "closed; open; to read only"),
    ("◇ ✎ →", "the walk offers it, to be taken or left; to write in; to go on"),
    ("▶ • ·", "at the steps: you are here; you have been here, whatever you noted; not yet"),
)


def sign_rows() -> list[Row]:
    """What the signs in lists and at the steps mean."""
    signs = [Row(f"sign:{n}", ((told, ""),), lead=f"{sign:<16}", indent=2) for n, (sign, told) in enumerate(SIGNS)]
    return [blank("gap:signs"), text_row("signs", "Signs", "title"), *signs]


class HelpScreen(Dialog[None]):
    """Lists commands; reading it changes nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f1,question_mark", "close", "Close", show=False)]

    def __init__(self, desk: Desk, commands: Iterable[Command]) -> None:
        super().__init__(desk)
        self._commands = tuple(commands) or tuple(BY_ID.values())

    def compose(self) -> ComposeResult:
        with Vertical(classes="over"):
            yield Static("What the keys do here", classes="dialog-title", markup=False)
            yield RowList()
            yield HintBar()

    def on_mount(self) -> None:
        rows = self.query_one(RowList)
        note = [text_row("writing", WRITING_NOTE, "muted")]
        rows.show([*note, *help_rows(self._commands, self.desk.settings.keys), *sign_rows()])
        rows.focus()
        self.query_one(HintBar).show([("↑ ↓", "read"), (self.desk.key("dialog.close"), "back")])
