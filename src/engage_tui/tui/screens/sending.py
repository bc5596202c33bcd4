"""What screens with a workbench share: they pass its events to the session, and open the card some marks call for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from engage_tui.conversation.events import Marked, Moved
from engage_tui.conversation.words import Field
from engage_tui.tui.widgets.workbench import Workbench

if TYPE_CHECKING:
    from collections.abc import Callable

    from engage_tui.guide.guide import Guide
    from engage_tui.tui.desk import Desk
    from engage_tui.tui.session import Session
    from engage_tui.tui.widgets.write_pane import WritePane


class Sending(Screen[None]):
    """Mixed into a screen that has a guide, a session or None, and a workbench."""

    desk: Desk
    guide: Guide
    session: Session | None
    _stop_watching: Callable[[], None] | None = None

    def watch_session(self, session: Session, changed: Callable[[], None]) -> None:
        """Call `changed` after every change for as long as this screen is open."""
        self._stop_watching = session.watch(changed, self.query_one(Workbench).take_pending)

    def on_unmount(self) -> None:
        if self._stop_watching is not None:
            self._stop_watching()

    def finish_writing(self) -> None:
        """Send what is being typed and close the pane, before something else may change the same words."""
        if self.session is not None:
            self.session.take_in()
        self.query_one(Workbench).stop_writing()

    def on_workbench_sent(self, message: Workbench.Sent) -> None:
        """Pass an event on; the place goes with it, so that Continue comes back here."""
        message.stop()
        event = message.event
        if self.session is None or not self.session.send(event):
            return
        item_id = getattr(event, "item", "")
        if item_id:
            self.session.send(Moved(item_id))
        if isinstance(event, Marked) and event.mark is not None and self.guide.items[item_id].act_now:
            self._open_card(item_id)

    def on_write_pane_typing(self, message: WritePane.Typing) -> None:
        """Nobody may read "saved" while there are words that are not."""
        message.stop()
        if self.session is not None:
            self.session.typing()

    def on_write_pane_rested(self, message: WritePane.Rested) -> None:
        message.stop()
        if self.session is not None:
            self.session.rested()

    def _open_card(self, item_id: str) -> None:
        """Some marks must not stay a tick: show what to do now, and offer to write down what was done."""
        from engage_tui.tui.screens.card import CardScreen

        def read(write: bool | None) -> None:
            if write:
                self.query_one(Workbench).write(item_id, Field.ACTION)

        self.app.push_screen(CardScreen(self.desk, self.guide.items[item_id]), read)
