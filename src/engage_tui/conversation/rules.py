"""What follows from a conversation. Practice rules name their source.

No rule here counts, grades or adds up anything about risk, and none may be added that does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.conversation.state import entry_number
from engage_tui.conversation.words import Field, Mark
from engage_tui.guide.model import AnswerKind, base_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engage_tui.conversation.state import Answer, Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.guide.model import Item


def risk_mark(answer: Answer | None) -> Mark | None:
    """Present, not identified, or None for not known, which is where every indicator starts."""
    return answer.mark if answer and answer.mark in (Mark.PRESENT, Mark.NOT_IDENTIFIED) else None


def present_indicators(conversation: Conversation, guide: Guide) -> tuple[Item, ...]:
    """The indicators marked present. One is enough to act.

    Source: Respect's guidelines, 3. Assess risk, the checklist.
    """
    return tuple(i for i in guide.risk_indicators() if risk_mark(conversation.answer(i.id)) is Mark.PRESENT)


def unknown_indicators(conversation: Conversation, guide: Guide) -> tuple[Item, ...]:
    """The indicators that are not known."""
    return tuple(i for i in guide.risk_indicators() if risk_mark(conversation.answer(i.id)) is None)


def action_settled(answer: Answer) -> bool:
    """A present indicator has an action with who and when, or a reason for there being none."""
    whole = all(answer.text(f).strip() for f in (Field.ACTION, Field.WHO, Field.WHEN))
    return whole or bool(answer.text(Field.REASON).strip())


def touched_by_answers(conversation: Conversation, guide: Guide, indicator_id: str) -> tuple[Item, ...]:
    """Items noted in this conversation whose answer can touch an indicator: a prompt to weigh it, never a mark."""
    noted = filter(None, map(guide.of_entry, conversation.items))
    return tuple(i for i in noted if indicator_id in i.touches)


def gate_open(conversation: Conversation) -> bool:
    """The direct heightened-risk questions may be shown.

    Source: Respect's guidelines, 2. Ask: only when the earlier questions are being answered openly.
    """
    return conversation.opening is not None


_SURVIVOR = frozenset({"survivor", "victim"})
_FAMILY = frozenset(
    ("mum", "mam", "mom", "mother", "mo", "dad", "father", "fa", "wife", "husband", "partner", "ex-partner", "ex")
)
_SMALL = frozenset(
    {"", "the", "and", "a", "his", "her", "their", "self", "herself", "himself", "mr", "mrs", "ms", "miss"}
)


def only_the_survivor(who: str, conversation: Conversation, names: Iterable[str] = ()) -> bool:
    """What has to be done falls to the survivor and to nobody else. `names` are the survivor's, where written down.

    Source: The Engage Model, Current practice: a plan that has the survivor control the person asks the impossible.
    """
    theirs = _SURVIVOR | _FAMILY - _words(conversation.person) | {w for name in names for w in _words(name)}
    named = _words(who) - _SMALL
    return bool(named) and named <= theirs


def _words(text: str) -> frozenset[str]:
    return frozenset(w.strip(".,;:()'’“”") for w in text.casefold().replace("'s", "").split())


def unasked(conversation: Conversation, guide: Guide) -> tuple[Item, ...]:
    """Questions planned and not asked, for the next contact."""
    return tuple(
        guide.items[i]
        for i, a in conversation.items.items()
        if a.planned and a.mark in (None, Mark.NOT_ASKED) and i in guide.items
    )


def planned(conversation: Conversation, guide: Guide) -> tuple[str, ...]:
    """The keys of the planned questions, in the order given and then in the guide's. Asked ones stay in it."""
    place = {key: n for n, key in enumerate(conversation.order)}
    guides = {item_id: n for n, item_id in enumerate(guide.items)}
    keys = [k for k, a in conversation.items.items() if a.planned and guide.of_entry(k)]
    return tuple(sorted(keys, key=lambda k: (place.get(k, len(place)), guides[base_id(k)], entry_number(k))))


def needs_reason(answer: Answer, kind: AnswerKind) -> bool:
    """A `no` on a yes-or-no question of the form has no explanation yet. Unanswered is never a `no`.

    Source: Beyond Training, Appendix 2, Perpetrator Engagement Form.
    """
    return kind is AnswerKind.YES_NO and answer.mark is Mark.NO and not answer.text(Field.REASON).strip()
