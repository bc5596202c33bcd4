"""What earlier conversations of a case left for the next one. Later answers settle earlier ones.

Nothing here is judged, counted or graded.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engage_tui.conversation.rules import risk_mark
from engage_tui.conversation.state import Answer, entry_number
from engage_tui.conversation.words import Field, Mark
from engage_tui.guide.model import AnswerKind, base_id
from engage_tui.record.audience import for_file, kind_of
from engage_tui.record.days import days_in
from engage_tui.record.earlier import FIRST, MAIN_FIELD, About, Left, Origin, Statement, carried_from, is_entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date, tzinfo

    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide

ENTRIES: Mapping[About, AnswerKind] = {
    About.UNKNOWN: AnswerKind.UNKNOWNS,
    About.PROMISE: AnswerKind.PROMISES,
    About.ACTION: AnswerKind.ACTIONS,
}
COMPARED_FIELDS = (Field.SAID, Field.SEEN, Field.AGENCY, Field.RECORD)


@dataclass(frozen=True, slots=True)
class _Talk:
    """A conversation with what its file copy holds of it."""

    whole: Conversation
    file: Conversation

    def left(self, about: About, key: str, answer: Answer, *, due: bool = False) -> Left:
        shown = self.file.items.get(key)
        return Left(about, key, self.origin(key, answer), answer, shown, self._due(shown) if due and shown else None)

    def origin(self, key: str, answer: Answer) -> Origin:
        """Not even the time tells of what may not be shown, as long as there is anything that may."""
        written = self.file.items.get(key, answer).changed
        return Origin(self.whole.id, self.whole.held_on, self.whole.setting, written)

    def _due(self, shown: Answer) -> date | None:
        when = shown.words.get(Field.WHEN)
        return max(days_in(when.text, when.changed.date(), ahead=True), default=None) if when else None


def left_open(earlier: Sequence[Conversation], guide: Guide, zone: tzinfo | None = None) -> tuple[Left, ...]:
    """What these conversations of one case, the oldest first, have left for the next.

    `zone` is the local time zone, in which what was carried says when it was written.
    """
    talks = [_Talk(c, for_file(c, guide)) for c in earlier]
    if not talks:
        return ()
    found = [*_indicators(talks, guide), *_questions(talks, guide), *_compared(talks, guide), *_attempts(talks, guide)]
    for about, kind in ENTRIES.items():
        found += _entries(talks, guide, kind, zone, _until_settled(about))
    found += _entries(talks, guide, AnswerKind.OWN_QUESTION, zone, _own_question)
    order = {about: n for n, about in enumerate(About)}
    return tuple(sorted(found, key=lambda left: order[left.about]))


def _indicators(talks: Sequence[_Talk], guide: Guide) -> Iterator[Left]:
    """Those marked present the last time anything was known of them, and those not known at the last contact."""
    last = talks[-1]
    for item in guide.risk_indicators():
        known = next((t for t in reversed(talks) if risk_mark(t.whole.answer(item.id)) is not None), None)
        if known is None:
            empty = Answer(last.whole.created, last.whole.created)
            answer = last.whole.answer(item.id)
            left = last.left(About.INDICATOR, item.id, answer or empty)
            yield left if answer else Left(left.about, left.key, left.origin, empty, empty)
            continue
        answer = known.whole.items[item.id]
        if answer.mark is Mark.PRESENT:
            yield known.left(About.PRESENT, item.id, answer)
        elif known is not last:
            yield known.left(About.INDICATOR, item.id, answer)


def _questions(talks: Sequence[_Talk], guide: Guide) -> Iterator[Left]:
    """Planned and not asked since; and those that were not safe to ask, which stay so until they are asked.

    Questions of the worker's own are entries, and not here.
    """
    unasked: dict[str, Left] = {}
    unsafe: dict[str, Left] = {}
    for talk in talks:
        for key, answer in _in_order(talk.whole, guide):
            if is_entry(guide, key):
                continue
            if answer.mark is Mark.ASKED:
                unasked.pop(key, None)
                unsafe.pop(key, None)
            elif answer.mark is Mark.NOT_SAFE and kind_of(guide, key) in (AnswerKind.QUESTION, None):
                unasked.pop(key, None)
                unsafe[key] = talk.left(About.NOT_SAFE, key, answer)
            elif answer.planned and answer.mark in (None, Mark.NOT_ASKED) and key not in unsafe:
                unasked[key] = talk.left(About.UNASKED, key, answer)
    yield from unasked.values()
    yield from unsafe.values()


def _settled(answer: Answer) -> bool:
    """It says what came of it."""
    return bool(answer.text(Field.OUTCOME).strip())


def _until_settled(about: About) -> Callable[[Answer], About | None]:
    return lambda answer: None if _settled(answer) else about


def _own_question(answer: Answer) -> About | None:
    """What a question of the worker's own was left as: asked, it is not left."""
    if answer.mark is Mark.NOT_SAFE:
        return About.NOT_SAFE
    left = answer.mark is None or (answer.planned and answer.mark is Mark.NOT_ASKED)
    return About.UNASKED if left else None


def _entries(
    talks: Sequence[_Talk],
    guide: Guide,
    kind: AnswerKind,
    zone: tzinfo | None,
    left_as: Callable[[Answer], About | None],
) -> Iterator[Left]:
    """Entries that were left. A carried one stands for the one that it was carried from."""
    still: list[Left] = []
    for talk in talks:
        here = [(k, a) for k, a in _in_order(talk.whole, guide) if kind_of(guide, k) is kind]
        still = [old for old in still if not any(_stands_for(a, k, old, guide, kind, zone) for k, a in here)]
        still += [talk.left(about, k, a, due=True) for k, a in here if (about := left_as(a)) is not None]
    yield from still


def _stands_for(new: Answer, key: str, old: Left, guide: Guide, kind: AnswerKind, zone: tzinfo | None) -> bool:
    """A later entry was carried from this one; or it has the same words, and says what came of it, or was asked."""
    if base_id(key) != base_id(old.key):
        return False
    if new.text(Field.CARRIED).partition(FIRST)[0] == carried_from(old, guide, zone):
        return True
    same = all(_plain(new.text(f)) == _plain(old.answer.text(f)) for f in (MAIN_FIELD[kind], Field.WHO))
    return same and bool(_plain(new.text(MAIN_FIELD[kind]))) and (_settled(new) or new.mark is not None)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _compared(talks: Sequence[_Talk], guide: Guide) -> Iterator[Left]:
    """Items on which there are words of the person and words of somebody else, in one conversation or in several."""
    keys = dict.fromkeys(k for t in talks for k, _ in _in_order(t.whole, guide) if not is_entry(guide, k))
    for key in keys:
        if not _both(_statements(talks, key, whole=True)):
            continue
        found = [t.left(About.COMPARED, key, t.whole.items[key]) for t in talks if key in t.whole.items]
        newest = next((x for x in reversed(found) if x.more), found[-1])
        beside = _statements(talks, key, whole=False)
        shown = (newest.shown or Answer(newest.origin.written, newest.origin.written)) if _both(beside) else None
        yield replace(newest, shown=shown, beside=beside if shown else ())


def _statements(talks: Sequence[_Talk], key: str, *, whole: bool) -> tuple[Statement, ...]:
    found = []
    for talk in talks:
        answer = (talk.whole if whole else talk.file).items.get(key)
        if answer is not None:
            origin = talk.origin(key, answer)
            found += [Statement(f, answer.text(f), origin) for f in COMPARED_FIELDS if f in answer.words]
    return tuple(found)


def _both(statements: Sequence[Statement]) -> bool:
    fields = {s.field for s in statements}
    return Field.SAID in fields and len(fields) > 1


def _attempts(talks: Sequence[_Talk], guide: Guide) -> Iterator[Left]:
    """Attempts since the person last talked with the worker: one after the other, and work done all the same."""
    spoke = next((n for n in reversed(range(len(talks))) if _spoke(talks[n].whole)), -1)
    for n, talk in enumerate(talks[max(spoke, 0) :], max(spoke, 0)):
        for key, answer in _in_order(talk.whole, guide):
            if kind_of(guide, key) is AnswerKind.ATTEMPTS and (n > spoke or _after(answer, talk.whole)):
                yield talk.left(About.ATTEMPT, key, answer)


def _spoke(talk: Conversation) -> bool:
    return any(a.mark in (Mark.ASKED, Mark.HEARD) or Field.SAID in a.words for a in talk.items.values())


def _after(answer: Answer, talk: Conversation) -> bool:
    days = days_in(answer.text(Field.WHEN), answer.changed.date(), ahead=False)
    return max(days, default=talk.held_on) > talk.held_on


def _in_order(talk: Conversation, guide: Guide) -> list[tuple[str, Answer]]:
    """What is noted, in the guide's order, which stays the same however often a note is opened."""
    order = {item_id: n for n, item_id in enumerate(guide.items)}
    return sorted(talk.items.items(), key=lambda i: (order.get(base_id(i[0]), len(order)), entry_number(i[0]), i[0]))
