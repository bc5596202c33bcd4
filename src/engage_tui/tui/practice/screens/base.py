"""What every screen of practice has."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic

from engage_tui.tui.screens.base import DeskScreen, ResultT

if TYPE_CHECKING:
    from engage_tui.tui.practice.desk import PracticeDesk


class PracticeScreen(DeskScreen[ResultT], Generic[ResultT]):
    """A full screen. `DeskScreen` says PRACTICE at its top, as it does on every screen with this desk."""

    WHERE: ClassVar[str] = "Role-play"

    def __init__(self, desk: PracticeDesk) -> None:
        super().__init__(desk)
        self.practice = desk

    def comes_first(self) -> bool:
        """Offer what has to come before practice is left, if anything does; whether it was offered."""
        return False
