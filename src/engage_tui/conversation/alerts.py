"""What calls for action, told without saying what it is: the line stands on a screen that others may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.conversation.rules import action_settled, present_indicators

if TYPE_CHECKING:
    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide

ASSESS = "assess"


def all_settled(conversation: Conversation, guide: Guide) -> bool:
    """Every present indicator and act-now mark has its action, who and when, or why there is none."""
    present = present_indicators(conversation, guide)
    return all(action_settled(conversation.items[i.id]) for i in present) and not _open_acts(conversation, guide)


def _open_acts(conversation: Conversation, guide: Guide) -> list[str]:
    """The items with an act-now mark that has no action yet."""
    marked = ((guide.of_entry(i), answer) for i, answer in conversation.items.items() if answer.mark is not None)
    return [item.id for item, answer in marked if item is not None and item.act_now and not action_settled(answer)]


def alerts_in(conversation: Conversation, guide: Guide) -> frozenset[str]:
    """The ids of the steps that hold a present indicator, or an act-now mark that has no action yet."""
    steps = {guide.step_of(item.id).id for item in present_indicators(conversation, guide)}
    return frozenset(steps | {guide.step_of(item_id).id for item_id in _open_acts(conversation, guide)})


def alert_line(steps: frozenset[str], risk_key: str, *, settled: bool) -> str:
    """The line for a screen; empty when nothing calls for action. `settled`: what is to be done is written down."""
    if not steps:
        return ""
    risk = f", or press {risk_key}" if ASSESS in steps else ""
    told = "What will be done is written down." if settled else "Something calls for action."
    return f"! {told} See the step marked !{risk}."
