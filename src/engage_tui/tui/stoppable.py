"""What the whole app keeps to for a visit: the stop card from anywhere, and nothing over the questions for the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App

from engage_tui.tui.screens.base import Forgetting

if TYPE_CHECKING:
    from textual.screen import Screen

    from engage_tui.tui.desk import Desk
    from engage_tui.tui.screens.visiting import Visiting

_WITH_THE_PERSON = frozenset({"shield", "stop"})
"""All that works of the app's own commands where the person may be reading."""


class Stoppable(App[int]):
    """Mixed into the app."""

    desk: Desk

    @property
    def _alone(self) -> bool:
        stack = self.screen_stack
        return bool(stack) and isinstance(stack[-1], Forgetting) and stack[-1].ALONE

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which of the app's own commands work where one is."""
        if self._alone and action not in _WITH_THE_PERSON:
            return False
        if action == "stop":
            return self.desk.uncovered.is_set() and self._visit() is not None
        return super().check_action(action, parameters)

    def action_stop(self) -> None:
        """The stop card; in the room first what may be seen there."""
        from engage_tui.tui.screens.room import RoomScreen

        walk, top = self._visit(), self.screen
        if isinstance(top, RoomScreen):
            top.action_stop()
        elif walk is not None:
            walk.action_stop()

    def _visit(self) -> Visiting | None:
        """The conversation that is open on the walk, when the card is not open already."""
        if self.desk.session is None:
            return None
        from engage_tui.tui.screens.stop import StopScreen
        from engage_tui.tui.screens.visiting import Visiting

        stack: list[Screen[object]] = self.screen_stack
        if any(isinstance(s, StopScreen) for s in stack):
            return None
        return next((s for s in reversed(stack) if isinstance(s, Visiting) and s.session is not None), None)
