"""What the walk knows of its case: the details, whether there was an earlier contact, what that left, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.events import Click
from textual.widgets import Static

from engage_tui.errors import EngageError
from engage_tui.tui.case import earlier_contacts, earlier_line, show_earlier, show_timeline
from engage_tui.tui.screens.base import DeskScreen
from engage_tui.tui.screens.sending import Sending

if TYPE_CHECKING:
    from engage_tui.conversation.events import Described
    from engage_tui.tui.session import Session


class OnCase(DeskScreen[None], Sending):
    """Mixed into the walk, which has a quiet line `#earlier`."""

    _earlier_told = ""
    _on_first_step = False

    def show_earlier_line(self, *, on_first_step: bool) -> None:
        """The quiet line stands on the first step, and takes no room where there is nothing to say."""
        self._on_first_step = on_first_step
        line = self.query_one("#earlier", Static)
        line.update(self._earlier_told)
        line.display = on_first_step and bool(self._earlier_told)

    def look_for_earlier(self) -> None:
        """Say in the quiet line whether there is an earlier contact."""
        if self.session is not None:
            self.run_worker(self._tell_earlier(self.session), group="earlier", exclusive=True)

    async def _tell_earlier(self, session: Session) -> None:
        try:
            contacts = await earlier_contacts(self.desk, session)
        except EngageError:
            return  # the line is only a help; whoever asks for the contacts is told
        self._earlier_told = earlier_line(contacts, self.desk.key("walk.earlier"))
        self.show_earlier_line(on_first_step=self._on_first_step)

    @on(Click, "#earlier")
    async def action_earlier(self) -> None:
        """What earlier conversations of this case left."""
        self.finish_writing()
        if self.session is None:
            self.app.bell()
        else:
            await show_earlier(self, self.desk, self.session, self.session.conversation.reference)

    async def action_timeline(self) -> None:
        self.finish_writing()
        if self.session is None:
            self.app.bell()
        else:
            await show_timeline(self, self.desk, self.session.conversation.reference)

    def action_details(self) -> None:
        if self.session is None or self.only_read():
            return
        from engage_tui.tui.screens.details import DetailsScreen

        def described(event: Described | None) -> None:
            if event is not None and self.session is not None:
                self.session.send(event)
                self.look_for_earlier()

        self.app.push_screen(DetailsScreen(self.desk, self.session.conversation), described)

    def action_elsewhere(self) -> None:
        """Write copies of the conversation to another disk."""
        if self.session is None:
            self.app.bell()
            return
        from engage_tui.tui.screens.copies import CopiesScreen

        self.session.take_in()
        talk = self.session.conversation
        self.app.push_screen(CopiesScreen(self.desk, self.guide, talk, final=False, elsewhere=True))
