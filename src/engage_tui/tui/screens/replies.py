"""Three replies to what a person may say: side by side where there is room, one below the other where there is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from engage_tui.conversation.events import Marked
from engage_tui.conversation.words import Mark
from engage_tui.guide.replies import HOLDS, NAMES, NEXT
from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.screens.base import DeskScreen
from engage_tui.tui.widgets.bars import TopBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.guide.model import Item
    from engage_tui.guide.replies import Reply, ReplySet
    from engage_tui.tui.desk import Desk
    from engage_tui.tui.session import Session

LOCAL = "local"
USED = "● marked as used"


class RepliesScreen(DeskScreen[None]):
    """One thing that they say at a time. Texts are updated in place."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.DIALOG), *bindings(Scope.REPLIES)]
    WHERE = "Replies"

    def __init__(self, desk: Desk, guide: Guide, session: Session | None, first: str) -> None:
        super().__init__(desk)
        self.guide, self.session = guide, session
        self._keys = list(guide.replies)
        self._at = self._keys.index(first)

    def compose_body(self) -> ComposeResult:
        with VerticalScroll(id="replies"):
            yield Static(id="heard", markup=False)
            with Horizontal(id="three"):
                for name in NAMES:
                    yield Static(id=name.replace("_", "-"), classes="reply", markup=False)
            yield Static(id="then", markup=False)

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()
        self.show()

    @property
    def shown(self) -> ReplySet:
        """What is on the screen."""
        return self.guide.replies[self._keys[self._at]]

    @property
    def _used(self) -> bool:
        answer = self.session.conversation.answer(self.shown.used) if self.session else None
        return answer is not None and answer.mark is Mark.USED

    def show(self) -> None:
        """Show the replies that it is at."""
        replies = self.shown
        about = self.guide.items[replies.id].short
        self.query_one("#heard", Static).update(Content.assemble((about, "bold"), f"\n“{replies.heard}”"))
        for (name, heading), (_, reply) in zip(NAMES.items(), replies.three(), strict=True):
            self.query_one(f"#{name.replace('_', '-')}", Static).update(told(heading, reply))
        self.query_one("#then", Static).update(Content.assemble((f"{NEXT}: ", "bold"), replies.next))
        states = [LOCAL] if replies.id in self.guide.local_replies else []
        states += [USED] if self._used else []
        self.query_one(TopBar).show(where=self.WHERE, state=" · ".join(states))
        self.query_one(VerticalScroll).scroll_home(animate=False)
        self.show_hints()

    def hints(self) -> Sequence[tuple[str, str]]:
        key = self.desk.key
        used = [(key("replies.used"), "not used" if self._used else "used")] if self.session is not None else []
        moves = [(key("replies.next"), "next"), (key("replies.back"), "before")]
        return [*used, *moves, ("↑ ↓", "read"), (key("dialog.close"), "back"), (key("app.help"), "keys")]

    def action_next(self) -> None:
        self._go(1)

    def action_previous(self) -> None:
        self._go(-1)

    def _go(self, by: int) -> None:
        self._at = (self._at + by) % len(self._keys)
        self.show()

    def action_used(self) -> None:
        """Mark it where good practice is marked; again takes the mark off."""
        if self.session is None or self.only_read():
            return
        self.session.send(Marked(self.shown.used, None if self._used else Mark.USED))
        self.show()


def told(heading: str, reply: Reply) -> Content:
    """A reply in its column: what kind it is, the words, and why."""
    said = (f"“{reply.say}”", "bold" if heading == HOLDS else "")
    return Content.assemble((f"{heading}\n", "bold"), said, f"\n{reply.why}")


def first_set(guide: Guide, item: Item | None, talk: Conversation | None) -> str:
    """The replies to begin with: to this item, or else to the first thing that was heard, or to the first there is."""
    here = guide.replies_at(item.id) if item else None
    if here is not None:
        return here.id
    heard = (i for i in guide.replies if talk is not None and (a := talk.answer(i)) and a.mark is not None)
    return next(heard, next(iter(guide.replies), ""))
