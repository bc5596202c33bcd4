"""What the worker reads before the questions go on the screen alone: the keys, what is shown, what is not and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.tui.field_rows import HIDDEN
from engage_tui.tui.row import Row, blank, choice, text_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engage_tui.record.room import LeftOut, Room

SHOW, BACK = "show", "back"
NOTHING_PLANNED = "You planned no questions that can be shown, so these are the ways in."
NOT_NOTED = "Your notes can only be read just now: what you ask is not noted."
LARGER = "For larger letters make the terminal's own larger: Ctrl and + in most of them."


def ready_rows(room: Room, key: Callable[[str], str], *, notes: bool) -> list[Row]:
    """The rows of the window; `key` names the key of a command, `notes`: what was asked can be noted."""
    rows = [
        choice(SHOW, "Show them", lead="→") if room.questions else text_row("none", "There is nothing to show."),
        choice(BACK, "Not yet", lead="→"),
    ]
    if not notes:
        rows.append(text_row("read-only", NOT_NOTED, "alert"))
    if room.left_out:
        rows += [blank("gap:left"), text_row("left", "Not shown as you planned it", "title")]
        rows += [row for n, left in enumerate(room.left_out) for row in _left_out(n, left)]
    rows += [blank("gap:keys"), *_keys(key), blank("gap:shown")]
    if room.usual and room.questions:
        rows.append(text_row("usual", NOTHING_PLANNED))
    if room.questions:
        rows.append(text_row("shown", "Shown, one at a time", "title"))
        rows += [text_row(f"shown:{q.key}", q.words, "quote", indent=2) for q in room.questions]
    return rows


def _keys(key: Callable[[str], str]) -> Iterator[Row]:
    told = (
        ("room.next", "the next question"),
        ("room.asked", "asked: only a dot shows it"),
        ("walk.stop", "a sentence to leave with; again: the stop card"),
        ("app.shield", "blank the screen"),
        ("room.leave", "an empty page; again: back to here"),
    )
    yield text_row("keys", "No keys are shown there. These work, and no others:", "title")
    for command, words in told:
        yield Row(f"key:{command}", ((words, ""),), lead=f"{key(command):<8}", lead_role="key", indent=2, stop=False)
    yield text_row("larger", LARGER, "muted", indent=2)


def _left_out(number: int, left: LeftOut) -> Iterator[Row]:
    words = text_row(f"left:{number}", left.words, "quote", indent=2)
    yield text_row(words.key, HIDDEN, "muted", indent=2) if left.hidden else words
    instead = "The bank's wording is shown instead." if left.instead else "You can still ask it."
    yield text_row(f"left:{number}:why", f"Left out: {left.why}. {instead}", "muted", indent=4)
