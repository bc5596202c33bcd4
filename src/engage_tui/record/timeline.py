"""A case in order of time: its conversations, and what they name with a date. For lists that may be read in passing:
made from what the file copies hold, and only telling that there is more.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from engage_tui.conversation.state import entry_number
from engage_tui.conversation.words import Field
from engage_tui.guide.model import AnswerKind, base_id
from engage_tui.record.audience import for_file, held_back, kind_of
from engage_tui.record.captions import MARKS, SETTINGS
from engage_tui.record.days import days_in
from engage_tui.record.earlier import FIRST, Origin, provenance
from engage_tui.text import capitalised

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, tzinfo

    from engage_tui.conversation.state import Answer, Conversation
    from engage_tui.conversation.versions import FinalVersion
    from engage_tui.guide.guide import Guide

ORDERS = "form.legal-status"


class What(StrEnum):
    """What a moment is. Of one day they come in this order."""

    CONTACT = "contact"
    ATTEMPT = "attempt"
    ACT = "act"
    AGENCY = "agency"
    REFERRAL = "referral"
    ORDERS = "orders"
    PROMISE = "promise"
    ACTION = "action"
    RESTRICTED = "restricted"
    FINAL = "final"


_WHAT: Mapping[AnswerKind, What] = {
    AnswerKind.ATTEMPTS: What.ATTEMPT,
    AnswerKind.PATTERN: What.ACT,
    AnswerKind.AGENCIES: What.AGENCY,
    AnswerKind.REFERRAL: What.REFERRAL,
    AnswerKind.PROMISES: What.PROMISE,
    AnswerKind.ACTIONS: What.ACTION,
}
_TOLD: Mapping[What, tuple[Field, ...]] = {
    What.ATTEMPT: (Field.WAY, Field.OFFER, Field.OUTCOME, Field.TEXT),
    What.ACT: (Field.ACT, Field.TOWARDS),
    What.AGENCY: (Field.WHO, Field.TEXT, Field.AGENCY),
    What.REFERRAL: (Field.REASON,),
    What.PROMISE: (Field.TEXT, Field.WHO, Field.OUTCOME),
    What.ACTION: (Field.ACTION, Field.CHECKED_BY, Field.OUTCOME),
}
_AHEAD = frozenset({What.PROMISE, What.ACTION})


@dataclass(frozen=True, slots=True)
class CaseNote:
    """A conversation of a case, with the versions of its note, the newest first; a draft has none."""

    conversation: Conversation
    versions: tuple[FinalVersion, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Moment:
    """Something at a day. `written` is the day as it was written; `dated` false: the day is its conversation's."""

    on: date
    what: What
    note: str
    key: str
    told: tuple[str, ...]
    written: str = ""
    dated: bool = True


def timeline(notes: Sequence[CaseNote], guide: Guide, zone: tzinfo | None = None) -> tuple[Moment, ...]:
    """Everything in these notes that has its time, in order. A carried entry stands for the one it came from."""
    files = [for_file(n.conversation, guide) for n in notes]
    carried: set[str] = set()
    moments: list[Moment] = []
    for note, file in zip(reversed(notes), reversed(files), strict=True):  # carried by a later one, that is
        here = [m for m in _noted(file, guide) if _told_here(m, file, guide, zone) not in carried]
        moments = [*_of_note(note, file, guide, zone), *here, *moments]
        carried |= {a.text(Field.CARRIED).partition(FIRST)[0] for a in file.items.values()} - {""}
    order = {what: n for n, what in enumerate(What)}
    return tuple(sorted(moments, key=lambda m: (m.on, order[m.what])))


def _of_note(note: CaseNote, file: Conversation, guide: Guide, zone: tzinfo | None) -> Iterator[Moment]:
    talk = note.conversation
    state = "" if note.versions else "draft"
    told = tuple(t for t in (capitalised(SETTINGS[talk.setting]), talk.author, state) if t)
    yield Moment(talk.held_on, What.CONTACT, talk.id, "", told)
    if held_back(talk, guide):
        yield Moment(talk.held_on, What.RESTRICTED, talk.id, "", (), dated=False)
    orders = file.answer(ORDERS)
    if orders is not None and orders.text(Field.TEXT):
        yield Moment(talk.held_on, What.ORDERS, talk.id, ORDERS, (orders.text(Field.TEXT),), dated=False)
    for version in note.versions:
        on = datetime.fromisoformat(version.at).astimezone(zone).date()
        made = f"Version {version.number}, amended" if version.number > 1 else "Made final"
        told = tuple(t for t in (made, version.author, version.reason) if t)
        yield Moment(on, What.FINAL, talk.id, f"version:{version.number}", told)


def _noted(file: Conversation, guide: Guide) -> Iterator[Moment]:
    order = {item_id: n for n, item_id in enumerate(guide.items)}
    for key in sorted(file.items, key=lambda k: (order.get(base_id(k), len(order)), entry_number(k), k)):
        kind = kind_of(guide, key)
        what = _WHAT.get(kind) if kind else None
        if what is not None:
            yield _moment(what, key, file.items[key], file, guide)


def _moment(what: What, key: str, answer: Answer, file: Conversation, guide: Guide) -> Moment:
    when = answer.words.get(Field.WHEN)
    days = days_in(when.text, when.changed.date(), ahead=what in _AHEAD) if when else ()
    on = (max(days) if what in _AHEAD else min(days)) if days else file.held_on
    told = tuple(answer.text(f) for f in _TOLD[what] if f in answer.words)
    if what is What.REFERRAL:
        mark = MARKS[answer.mark] if answer.mark else "noted"
        told = (f"{capitalised(mark)}: {guide.items[base_id(key)].short}", *told)
    written = when.text if when else ""
    return Moment(on, what, file.id, key, told or ("no words yet",), written, dated=bool(days))


def _told_here(moment: Moment, file: Conversation, guide: Guide, zone: tzinfo | None) -> str:
    origin = Origin(file.id, file.held_on, file.setting, file.items[moment.key].changed)
    return provenance(moment.key, origin, guide, zone)
