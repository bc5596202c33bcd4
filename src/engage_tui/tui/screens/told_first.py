"""Before a copy is written: the places that say that the survivor told something. Nothing is blocked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.record.missing import place_of
from engage_tui.record.slips import slips, told_by
from engage_tui.text import clean_line, shorten
from engage_tui.tui.row import Row, choice
from engage_tui.tui.screens.choose import PickDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, TypeAlias

    from textual.screen import Screen

    from engage_tui.conversation.state import Conversation
    from engage_tui.conversation.words import Field
    from engage_tui.guide.guide import Guide
    from engage_tui.record.slips import Slip
    from engage_tui.tui.desk import Desk

    Go: TypeAlias = Callable[[str, Field | None, int | None], None]

TITLE = "Look at these places first?"
TEXT = (
    "They say that the survivor or a child told you something. The person may read this copy one day and work out who "
    "talked."
)
ANYWAY, BACK = "anyway", "back"
_SHOWN = 60


def look_first(
    screen: Screen[Any], desk: Desk, guide: Guide, talk: Conversation, on: Callable[[], None], go: Go | None
) -> None:
    """Go `on` at once where nothing is found, or else when the worker says so; `go` where they choose to look."""
    found = slips(talk, guide, desk.finds_told(told_by(talk, guide), talk.person))
    if not found:
        on()
        return

    def chosen(key: str | None) -> None:
        if key == ANYWAY:
            on()
        elif go is not None and key is not None and key.isdecimal():
            slip = found[int(key)]
            go(slip.key, slip.field, slip.start)

    screen.app.push_screen(PickDialog(desk, TITLE, TEXT, _rows(found, guide, looks=go is not None)), chosen)


def _rows(found: Sequence[Slip], guide: Guide, *, looks: bool) -> list[Row]:
    """The places, to go to where something can still be changed, and the way on last."""
    places = [
        Row(
            f"{n}",
            ((f"{place_of(slip, guide)} ", "muted"), (f"“{shorten(clean_line(slip.words), _SHOWN)}”", "")),
            lead="→" if looks else "·",
            stop=looks,
        )
        for n, slip in enumerate(found)
    ]
    back = [] if looks else [choice(BACK, "Back")]
    return [*places, *back, choice(ANYWAY, "Go on with it as it is")]
