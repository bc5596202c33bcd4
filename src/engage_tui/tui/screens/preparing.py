"""What the walk offers for getting ready: going through what to settle, and the page to carry."""

from __future__ import annotations

from engage_tui.tui.screens.sending import Sending


class Preparing(Sending):
    """Mixed into the walk."""

    def action_prepare(self) -> None:
        """Go through what to settle before setting off."""
        if self.session is None:
            self.app.bell()
            return
        from engage_tui.tui.screens.prepare import PrepareScreen

        self.finish_writing()
        self.app.push_screen(PrepareScreen(self.desk, self.guide, self.session))

    def action_visit_plan(self) -> None:
        """The page to carry."""
        if self.session is None:
            self.app.bell()
            return
        from engage_tui.tui.screens.visit_plan import VisitPlanScreen

        self.finish_writing()
        self.app.push_screen(VisitPlanScreen(self.desk, self.guide, self.session.conversation))
