"""The stop card, read out: what to say, why, who next. The reason and the time are written down at once."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from engage_tui.conversation.stopping import stop_card, stopped

if TYPE_CHECKING:
    from engage_tui.conversation.stopping import StopCard, StopReason
    from engage_tui.plain.desk import Desk
    from engage_tui.plain.draft import Draft

OTHER = "other"


def stop(desk: Desk, draft: Draft) -> bool:
    """Read out the card and write the stop down. True when what was heard calls for the risk indicators next."""
    console, card = desk.console, stop_card(draft.talk, desk.guide)
    console.say("Stopping here is good work. Say:")
    if card.own_words:
        console.say(f"As you planned: {card.own_words}")
    console.say(*(f"“{words}”" for words in card.sentences), "Why? The one you choose is written down, with the time.")
    offered = [(str(n), reason.words) for n, reason in enumerate(card.reasons, 1)]
    chosen = console.choose([*offered, (OTHER, "Another reason")], "Number, or Enter to go back:")
    if not chosen:
        return False
    reason = None if chosen == OTHER else card.reasons[int(chosen) - 1]
    when = f"{datetime.now().astimezone():%d %b %Y, %H:%M}".lstrip("0")
    _, events = stopped(draft.talk, reason.words if reason else "", when)
    draft.send_together(*events)
    console.say(f"Written down: {when}. Then:", *_next(card))
    return reason is not None and _acts(desk, reason)


def _next(card: StopCard) -> list[str]:
    named = (("You check in with", card.check_in), ("With you", card.second_worker))
    return [*(f"{told}: {words}" for told, words in named if words), *card.next]


def _acts(desk: Desk, reason: StopReason) -> bool:
    """Read out what a threat calls for, before anything else."""
    item = desk.guide.items.get(reason.card) if reason.card else None
    if item is None:
        return False
    desk.console.say(f"Act now. {item.act_now or f'{item.short} {item.more}'}")
    return True
