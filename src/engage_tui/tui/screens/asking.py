"""What screens share that ask for a passphrase or a code, and do slow work with it on the notes' thread."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Generic, TypeVar

from textual.screen import Screen
from textual.widgets import Static

from engage_tui.errors import StoreDamagedError, StoreNewerError
from engage_tui.tui.widgets.inputs import LineInput, SecretInput

if TYPE_CHECKING:
    from textual.widgets import Input

    from engage_tui.errors import EngageError
    from engage_tui.tui.desk import Desk

ResultT = TypeVar("ResultT")

LOOK_AGAIN_SECONDS = 0.05


class Asking(Screen[ResultT], Generic[ResultT]):
    """Mixed into a screen with fields and a `#problem`."""

    desk: Desk

    def say(self, problem: str, field: LineInput | None = None) -> None:
        """Say what is wrong, and where to mend it. Typing is possible again."""
        for each in self.query(LineInput):
            each.disabled = False
        self.query_one("#problem", Static).update(problem)
        if field is not None:
            field.focus()

    def say_busy(self, busy: str) -> None:
        """Say what is being done. Nothing can be typed until it is."""
        self.query_one("#problem", Static).update(busy)
        for each in self.query(LineInput):
            each.disabled = True

    @property
    def is_busy(self) -> bool:
        """Something is being done that is not to be left half-way."""
        return any(each.disabled for each in self.query(LineInput))

    def forget(self) -> None:
        """Empty the fields that hold secrets."""
        for each in self.query(SecretInput):
            each.value = ""

    def on_screen_suspend(self) -> None:
        """Gone blank while no notes are open, any Enter brings the screen back: nothing may wait on it then."""
        if not (self.desk.uncovered.is_set() or self.desk.vault.is_open or self.is_busy):
            self.left_alone()

    def left_alone(self) -> None:
        """Give up what was typed."""
        self.forget()

    async def leave_with(self, result: ResultT) -> None:
        """Close this screen, but not before it is on top: what lies over it, above all the blank screen, stays."""
        while self.app.screen is not self:
            await self.desk.uncovered.wait()
            await asyncio.sleep(LOOK_AGAIN_SECONDS)
        self.dismiss(result)


def is_damage(error: EngageError) -> bool:
    """Whether a backup may help."""
    return isinstance(error, StoreDamagedError) and not isinstance(error, StoreNewerError)


def next_field(first: SecretInput, again: SecretInput, submitted: Input) -> tuple[str, SecretInput | None]:
    """After Enter in one of the two fields of a new passphrase: what is wrong, and where to go on (None: done)."""
    from engage_tui.store.keys import check_passphrase

    problem = check_passphrase(first.value)
    if problem:
        return problem, first
    if submitted is first:
        return "", again
    if again.value != first.value:
        again.value = ""
        return "The two are not the same. Type the second one again.", again
    return "", None
