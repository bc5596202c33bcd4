"""What screens with a bench share: they pass its events to the session, and open the card some marks call for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from engage_tui.conversation.events import Marked, Moved, Wrote
from engage_tui.conversation.words import Field, Mark
from engage_tui.guide.model import AnswerKind
from engage_tui.record.audience import can_move
from engage_tui.record.slips import Remembering, slips, told_by
from engage_tui.tui.screens.base import ONLY_READ
from engage_tui.tui.widgets.bench import Bench

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.await_complete import AwaitComplete

    from engage_tui.conversation.events import Event
    from engage_tui.conversation.state import Answer
    from engage_tui.guide.guide import Guide
    from engage_tui.guide.model import Item
    from engage_tui.lens.lens import Lens
    from engage_tui.record.slips import Slip
    from engage_tui.tui.desk import Desk
    from engage_tui.tui.session import Session
    from engage_tui.tui.widgets.write_pane import GetLens, WritePane


CHANGED_FROM_NO = "Changed from no to yes: {}"
LEFT_OUT = "Your own rules for the wording were left out, and ours are used. {}"
WHY_MOVED = (
    "The person may read the file copy one day, and who said it. Move what the survivor told you only if they know and "
    "agree; what is known in another way by now, write under that source. Say why: the reason itself stays restricted. "
    "Empty it to take it back."
)


class Sending(Screen[None]):
    """Mixed into a screen that has a guide, a session or None, and a bench."""

    desk: Desk
    guide: Guide
    session: Session | None
    _stop_watching: Callable[[], None] | None = None
    _told: Remembering | None = None

    def watch_session(self, session: Session, changed: Callable[[], None]) -> None:
        """Call `changed` after every change for as long as this screen is open."""
        self._stop_watching = session.watch(changed, self.query_one(Bench).take_pending)
        self.query_one(Bench).pane.lens = self._lens_while_writing
        self.query_one(Bench).pane.told = self._finds_told

    def _lens_while_writing(self) -> GetLens | None:
        """How the pane gets the language lens; None where it is switched off."""
        return self._lens if self.desk.settings.lens_while_writing else None

    async def _lens(self) -> Lens:
        lens = await self.desk.lens()
        if self.desk.lens_trouble and not self.desk.lens_trouble_told:
            self.desk.lens_trouble_told = True
            self.notify(LEFT_OUT.format(self.desk.lens_trouble), severity="warning")
        return lens

    def told_slips(self) -> tuple[Slip, ...]:
        """The words in the file copy that say that the survivor told something."""
        if self.session is None:
            return ()
        finder = self._finds_told()
        if self._told is None or self._told.finder is not finder:
            self._told = Remembering(finder)
        self._told.next_run()
        return slips(self.session.conversation, self.guide, self._told)

    def _finds_told(self) -> Lens:
        talk = self.session.conversation if self.session else None
        return self.desk.finds_told(told_by(talk, self.guide) if talk else (), talk.person if talk else "")

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close. What the pane still sends is kept, and no longer shown on a screen that is going."""
        self.on_unmount()
        return super().dismiss(result)

    def on_unmount(self) -> None:
        self._told = None
        if self._stop_watching is not None:
            self._stop_watching()

    def finish_writing(self) -> None:
        """Send what is being typed and close the pane, before something else may change the same words."""
        if self.session is not None:
            self.session.take_in()
        self.query_one(Bench).stop_writing()

    def on_bench_sent(self, message: Bench.Sent) -> None:
        """Pass an event on; the place goes with it, so that Continue comes back here."""
        message.stop()
        event = message.event
        was_no = self._was_no(event)
        if self.session is None or not self.session.send(event):
            if self.session is not None and self.session.read_only:
                self.notify(ONLY_READ, severity="error")
            return
        item_id = getattr(event, "item", "")
        if item_id:
            self.session.send(Moved(item_id))
        if was_no:
            self.notify(CHANGED_FROM_NO.format(self.guide.items[item_id].short))
        if isinstance(event, Marked) and event.mark is not None:
            self._follow_up(item_id, event.mark)

    def _was_no(self, event: Event) -> bool:
        """A check that had a no gets a yes: on the way through a list that can be a slip."""
        if self.session is None or not isinstance(event, Marked) or event.mark is not Mark.YES:
            return False
        answer = self.session.conversation.answer(event.item)
        no = answer is not None and answer.mark is Mark.NO
        return no and self.guide.answer_kind(event.item) is AnswerKind.CHECK

    def _follow_up(self, item_id: str, mark: Mark) -> None:
        """What some marks call for: a card of what to do now, or the reason for a no."""
        item, answer = self.guide.items[item_id], self.session.conversation.answer(item_id) if self.session else None
        if item.act_now:
            self._open_card(item_id)
        elif mark is Mark.NO and item.reasons and answer is not None and not answer.text(Field.REASON):
            self._ask_why(item)
        elif mark is Mark.YES and answer is not None and answer.text(Field.REASON).strip():
            self._ask_about_reason(item, answer)

    def _ask_about_reason(self, item: Item, answer: Answer) -> None:
        """A yes beside a reason for no reads as both: offer to keep the words where they fit."""
        from engage_tui.tui.row import choice
        from engage_tui.tui.screens.choose import PickDialog

        reason, more = answer.text(Field.REASON), answer.text(Field.TEXT)
        rows = [choice("move", "Keep it as more about it"), choice("stay", "Leave it where it is, for now")]

        def chosen(key: str | None) -> None:
            if key == "move" and self.session is not None:
                joined = "\n".join(filter(None, (more, reason)))
                self.session.send_together(Wrote(item.id, Field.TEXT, joined), Wrote(item.id, Field.REASON, ""))

        self.app.push_screen(PickDialog(self.desk, "You gave a reason for no.", reason, rows), chosen)

    def _ask_why(self, item: Item) -> None:
        """A no is explained: with one of the usual reasons or in the worker's own words. It can be left for later."""
        from engage_tui.tui.row import choice
        from engage_tui.tui.screens.choose import PickDialog

        usual = (choice(str(n), reason, lead=f"{n + 1}") for n, reason in enumerate(item.reasons))
        rows = [choice("own", "In my own words", lead="✎"), *usual]

        def chosen(key: str | None) -> None:
            if key == "own":
                self.query_one(Bench).write(item.id, Field.REASON)
            elif key is not None and self.session is not None:
                self.session.send(Wrote(item.id, Field.REASON, item.reasons[int(key)]))

        self.app.push_screen(PickDialog(self.desk, item.short, item.if_no, rows), chosen)

    def ask_to_move(self, key: str) -> None:
        """Move what only the survivor said into the file copy, with a reason; or, without one, take it back."""
        from engage_tui.tui.screens.prompt import PromptScreen

        answer = self.session.conversation.answer(key) if self.session else None
        if answer is None or not can_move(self.guide, key, answer):
            self.notify("Nothing here is kept from the file copy, or it must never be in it.")
            return

        def told(reason: str | None) -> None:
            if reason is not None and self.session is not None:
                self.session.send(Wrote(key, Field.RELEASE, reason))

        why = answer.text(Field.RELEASE)
        window = PromptScreen(self.desk, "Move this into the file copy?", WHY_MOVED, value=why, empty=True)
        self.app.push_screen(window, told)

    def on_write_pane_typing(self, message: WritePane.Typing) -> None:
        """Nobody may read "saved" while there are words that are not."""
        message.stop()
        if self.session is not None:
            self.session.typing()

    def on_write_pane_rested(self, message: WritePane.Rested) -> None:
        message.stop()
        if self.session is not None:
            self.session.rested()

    def show_hints(self) -> None:
        """Bring the line of keys up to date."""

    def on_wording_line_told(self) -> None:
        """There are keys for what the language lens asks, or no longer."""
        if self.is_current:  # and not on its way out
            self.show_hints()

    def on_write_pane_keeping(self, message: WritePane.Keeping) -> None:
        """Keep words that the language lens asks about."""
        from engage_tui.tui.screens.keeping_words import ask_why_kept

        message.stop()
        item, pane = message.item, self.query_one(Bench).pane

        def kept() -> None:
            answer = self.session.conversation.answer(item) if self.session else None
            pane.keep(answer.kept if answer else ())

        if self.session is not None:
            self.session.take_in()
            ask_why_kept(self, self.desk, self.session, item, message.prompt, kept)

    def _open_card(self, item_id: str) -> None:
        """Some marks must not stay a tick: show what to do now, and offer to write down what was done."""
        from engage_tui.tui.screens.card import CardScreen

        def read(write: bool | None) -> None:
            if write:
                self.query_one(Bench).write(item_id, Field.ACTION)

        self.app.push_screen(CardScreen(self.desk, self.guide.items[item_id]), read)
