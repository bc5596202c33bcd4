"""What the walk offers for a visit: stopping, the questions alone on the screen, and coming away from it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from engage_tui.conversation.events import Moved
from engage_tui.conversation.rules import planned
from engage_tui.conversation.stopping import CHECK_IN, stop_card, stopped
from engage_tui.conversation.words import Field, Mark
from engage_tui.tui.screens.sending import Sending
from engage_tui.tui.widgets.bench import Bench

if TYPE_CHECKING:
    from typing import Any

    from textual.screen import Screen

    from engage_tui.record.room import RoomQuestion
    from engage_tui.tui.screens.after import Then
    from engage_tui.tui.screens.room import RoomScreen
    from engage_tui.tui.screens.stop import Onward
    from engage_tui.tui.session import Session

ASK = "ask"


class Visiting(Sending):
    """Mixed into the walk. Keeps only whether one has been out, so that coming away can offer the check-in once."""

    _been_out = False

    def open_place(self, place: str) -> None:
        """Show the step of a place, which is a step or an item, and put the cursor there."""
        raise NotImplementedError

    # -- stopping

    def action_stop(self) -> None:
        """The stop card, over whatever is open; what is being typed is kept first."""
        if self.session is None:
            self.app.bell()
            return
        from engage_tui.tui.screens.room import RoomScreen
        from engage_tui.tui.screens.stop import Onward, StopScreen

        session, entry, over = self.session, "", self.app.screen
        session.take_in()

        def stop(reason: str) -> str:
            nonlocal entry
            when = f"{datetime.now().astimezone():%d %b %Y, %H:%M}".lstrip("0")
            entry, events = stopped(session.conversation, reason, when)
            self._been_out = True
            return when if session.send_together(*events) else ""

        def onward(where: Onward | None) -> None:
            if where is None:
                if isinstance(over, RoomScreen):
                    over.empty()
                return
            self._close_above()
            if where is Onward.WRITE and entry in session.conversation.items:
                self._write_stop(session, entry)
            elif where is Onward.RISK:
                self.action_risk()

        card = stop_card(session.conversation, self.guide)
        self.app.push_screen(StopScreen(self.desk, card, stop, self.guide.items.get), onward)

    def action_risk(self) -> None:
        """Show the risk indicators."""
        raise NotImplementedError

    def _write_stop(self, session: Session, entry: str) -> None:
        answer = session.conversation.answer(entry)
        self.open_place(entry)
        why = Field.OUTCOME if answer is not None and answer.text(Field.REASON) else Field.REASON
        self.query_one(Bench).write(entry, why)

    def _close_above(self) -> None:
        """Come back to the walk from whatever is open over it; words typed there are sent first."""
        if self.session is not None:
            self.session.take_in()
        while self.app.screen is not self and self in self.app.screen_stack:
            top: Screen[Any] = self.app.screen
            top.dismiss(None)

    # -- the questions alone

    def action_room(self) -> None:
        """Say what will be seen, and then show it."""
        if self.session is None:
            self.app.bell()
            return
        from engage_tui.record.room import room
        from engage_tui.tui.screens.ready import ReadyScreen

        self.finish_writing()
        session = self.session
        shown = room(session.conversation, self.guide)

        def decided(show: bool | None) -> None:
            if show:
                self._been_out = True
                self.app.push_screen(self._room_screen(session, shown.questions))

        self.app.push_screen(ReadyScreen(self.desk, shown, notes=not session.read_only), decided)

    def _room_screen(self, session: Session, questions: tuple[RoomQuestion, ...]) -> RoomScreen:
        from engage_tui.record.room import leaving
        from engage_tui.tui.screens.room import RoomScreen

        return RoomScreen(
            questions,
            leaving(session.conversation, self.guide),
            asked=self._asked,
            is_asked=self._is_asked,
            stop=self.action_stop,
            mark=self.desk.mark,
        )

    def _is_asked(self, key: str) -> bool:
        answer = self.session.conversation.answer(key) if self.session else None
        return answer is not None and answer.mark is Mark.ASKED

    def _asked(self, question: RoomQuestion) -> None:
        """Note it silently; what is marked already stays as it is."""
        from engage_tui.record.room import asked

        if self.session is not None and not self._is_asked(question.key):
            self.session.send_together(*asked(self.session.conversation, self.guide, question))
            self.session.send(Moved(question.key))

    # -- coming away

    def action_after(self) -> None:
        """The check-in, a minute, the supports; then the writing, or Home."""
        if self.session is None:
            self.app.bell()
            return
        from engage_tui.tui.screens.after import AfterScreen, Then, aftercare

        self.finish_writing()
        self._been_out = False
        session = self.session
        answer = session.conversation.answer(CHECK_IN)
        care = aftercare(self.guide, answer.text(Field.TEXT).strip() if answer else "")

        def then(where: Then | None) -> None:
            if where is Then.QUESTIONS:
                self.open_place(next(iter(planned(session.conversation, self.guide)), ASK))
            elif where is Then.WRITE_UP:
                self.action_write_up()
            elif where is Then.HOME:
                self.dismiss(None)

        self.app.push_screen(AfterScreen(self.desk, care, still=self.desk.settings.reduced_motion), then)

    def action_write_up(self) -> None:
        """Write it up, one question at a time."""
        raise NotImplementedError

    def come_away(self) -> None:
        """Leave the walk; after a visit by way of the check-in, once."""
        if self._been_out:
            self.action_after()
        else:
            self.dismiss(None)
