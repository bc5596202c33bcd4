"""What the walk and the guide offer for wordings of one's own."""

from __future__ import annotations

from engage_tui.tui.screens.sending import Sending
from engage_tui.tui.widgets.workbench import Workbench


class Worded(Sending):
    """Mixed into a screen with a workbench."""

    def show_mine(self) -> None:
        """Bring the worker's own wordings into the list."""
        from engage_tui.tui.phrasing import mine

        self.query_one(Workbench).show_mine(mine(self.desk) if self.desk.vault.phrases else {})

    def action_keep_wording(self) -> None:
        """Keep one's own words for the question the cursor is on."""
        from engage_tui.tui.phrasing import Phrasing

        self.finish_writing()
        question, words = self.query_one(Workbench).worded()
        if question or words:
            talk = self.session.conversation if self.session else None
            Phrasing(self, self.desk, self.guide, talk, self.show_mine).ask(question or None, words)
        else:
            self.notify("Go to a question first, or to one of your own that has words.")

    def action_wordings(self) -> None:
        """All of them, on a screen of their own."""
        from engage_tui.tui.screens.phrases import PhrasesScreen

        self.finish_writing()
        self.app.push_screen(PhrasesScreen(self.desk, self.guide, self.session), lambda _: self.show_mine())

    def action_replies(self) -> None:
        """Three replies to what the cursor is on, or else to what was heard."""
        from engage_tui.tui.screens.replies import RepliesScreen, first_set

        self.finish_writing()
        talk = self.session.conversation if self.session else None
        first = first_set(self.guide, self.query_one(Workbench).item, talk)
        if first:
            self.app.push_screen(RepliesScreen(self.desk, self.guide, self.session, first))
