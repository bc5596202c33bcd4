"""The end of a take: everybody out of role, and then what the trainer chooses."""

from __future__ import annotations

from engage_tui.tui.practice.screens.session import SessionScreen
from engage_tui.tui.row import choice


class EndingScreen(SessionScreen):
    """What `RunScreen` does from the end of a take on. It says how another take begins."""

    def action_rewind(self) -> None:
        """Another take."""
        raise NotImplementedError

    def out_of_role(self) -> None:
        """First out of the roles, always; then what the trainer chooses."""
        from engage_tui.practice.debrief import out_of_role
        from engage_tui.tui.practice.screens.pages import PagesScreen

        if self.scenario and self.state and self.state.ending:
            pages = out_of_role(self.scenario, self.state.ending)
            self.app.push_screen(PagesScreen(self.practice, "Out of role", pages, must=True), self.what_now)

    def what_now(self, _: None = None) -> None:
        """What can come next, once everybody is out of role."""
        from engage_tui.practice.debrief import LONG, SHORT
        from engage_tui.tui.screens.choose import PickDialog

        rows = [
            choice(f"{SHORT}", "Debrief, five minutes", lead="1"),
            choice(f"{LONG}", "Debrief, twenty minutes", lead="2"),
            choice("sheet", "What observers heard, takes side by side", lead="3"),
            choice("note", "Write the practice note", lead="4"),
            choice("again", "Another take", lead="5"),
            choice("leave", "Leave this role-play", lead="6"),
        ]
        self.app.push_screen(PickDialog(self.desk, "Everybody is out of role. What now?", "", rows), self._then)

    def _then(self, key: str | None) -> None:
        from engage_tui.practice.debrief import debrief
        from engage_tui.tui.practice.note import open_practice_note
        from engage_tui.tui.practice.screens.pages import PagesScreen
        from engage_tui.tui.practice.screens.sheet import SheetScreen

        scenario, state = self.scenario, self.state
        if key is None or scenario is None or state is None:
            return
        if key == "note":
            self.run_worker(open_practice_note(self.app, self.practice, scenario), exclusive=True)
        elif key == "again":
            self.action_rewind()
        elif key == "leave":
            self.dismiss(None)
        elif key == "sheet":
            self.app.push_screen(SheetScreen(self.practice, self.guide, state), self.what_now)
        else:
            pages = debrief(scenario, state, int(key))
            self.app.push_screen(PagesScreen(self.practice, "Debrief", pages), self.what_now)
