"""Who may see what. Facts known only from the survivor are taken out of the conversation itself, before anything is
built from it, so that no view or export of the file copy can hold them whatever it does.

Source of the rule: Respect's guidelines, 4. Respond, Safety issues.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from engage_tui.conversation.state import entry_number
from engage_tui.conversation.words import IDENTIFYING, Field, Mark, Source, own_fields
from engage_tui.guide.model import ENTRY, AnswerKind, NotePart, base_id
from engage_tui.text import initials

if TYPE_CHECKING:
    from engage_tui.conversation.state import Answer, Conversation, Words
    from engage_tui.guide.guide import Guide


class Audience(StrEnum):
    """`file`: for the case file, which the person may one day read. `restricted`: holds the survivor's facts.

    `agencies`: what the file copy holds and other agencies need, such as for a multi-agency meeting.
    """

    FILE = "file"
    RESTRICTED = "restricted"
    AGENCIES = "agencies"


_TABLES = frozenset({AnswerKind.PEOPLE, AnswerKind.CHILDREN})
FROM_SOMEONE = frozenset({AnswerKind.RISK, AnswerKind.PATTERN, AnswerKind.KNOWN})
"""What is worth nothing in a note, and may be dangerous in it, until somebody says where it is known from."""
_PERSONS_ROW = "form.perpetrator-details"
"""The person's own row of the people tables. An address in any other may be where the survivor lives."""
BEFORE = "prepare"
_OUR_OWN = frozenset({AnswerKind.CHECK, AnswerKind.USED, AnswerKind.CONSULTED, AnswerKind.KNOWN})
"""How the worker kept safe, spoke and was supervised: not for other agencies."""


def is_restricted_item(guide: Guide, item_id: str) -> bool:
    """Everything noted against this item belongs on the restricted sheet, be it the survivor's or the workers' safety.

    So does what was noted against an item that the guide no longer has: nobody can tell any more whether it was.
    """
    item = guide.of_entry(item_id)
    return item is None or item.restricted or item.private


def kind_of(guide: Guide, key: str) -> AnswerKind | None:
    """What can be noted against an item or entry; None when the guide no longer has it."""
    return guide.answer_kind(key) if guide.of_entry(key) else None


def for_audience(
    conversation: Conversation, guide: Guide, audience: Audience, *, identities: bool = False
) -> Conversation:
    """The conversation with nothing but what this audience may see.

    Identities are masked in every copy; `identities` leaves them in, by the writer's own decision. In the copy for
    other agencies they are always masked: it goes furthest, and each agency holds these people in a system of its own.
    """
    kept = only_held_back(conversation, guide) if audience is Audience.RESTRICTED else for_file(conversation, guide)
    if audience is Audience.AGENCIES:
        kept = _for_agencies(kept, guide)
    kept = _renumbered(kept, conversation, guide)
    return kept if identities and audience is not Audience.AGENCIES else masked(kept)


def _renumbered(kept: Conversation, whole: Conversation, guide: Guide) -> Conversation:
    """With entries numbered as the file copy has them: a gap would tell that one is held back.

    Those that are held back get the numbers after them, so that no two entries of the copies share one.
    """
    shown = for_file(whole, guide).items
    named: dict[str, str] = {}
    last: dict[str, int] = {}
    for key in sorted(whole.items, key=lambda k: (k not in shown, entry_number(k))):
        item_id = base_id(key)
        last[item_id] = last.get(item_id, 0) + 1
        named[key] = item_id if last[item_id] == 1 else f"{item_id}{ENTRY}{last[item_id]}"
    items = {named[key]: answer for key, answer in kept.items.items()}
    return replace(kept, items=items, order=tuple(named[key] for key in kept.order if key in named))


def for_file(conversation: Conversation, guide: Guide) -> Conversation:
    """The conversation without anything known only from the survivor."""
    items = {}
    for item_id, answer in conversation.items.items():
        kept = None if _all_held_back(guide, item_id, answer) else _without_part(guide, item_id, answer)
        if kept is not None and Field.MAY_KNOW in kept.words:  # being asked at all tells that there are facts with a no
            kept = _only(kept, frozenset(kept.words) - {Field.MAY_KNOW})
        shown = replace(kept, kept=()) if kept is not None and kept.kept else kept
        if shown is not None and (shown is kept or not shown.empty):
            items[item_id] = shown
    # Not even the time of the last change may tell that there was something later.
    times = [conversation.created, *(a.changed for a in items.values())]
    opening = conversation.opening if conversation.opening and not conversation.opening.reason else None
    times += [opening.at] if opening else []
    # Neither may the order in which questions were planned.
    order = tuple(key for key in conversation.order if key in items)
    return replace(conversation, items=items, opening=opening, place="", order=order, changed=max(times))


def _for_agencies(conversation: Conversation, guide: Guide) -> Conversation:
    """Without the worker's own safety, supervision and view."""
    items = {}
    for key, answer in conversation.items.items():
        item = guide.of_entry(key)
        ours = item is None or item.note is NotePart.VIEW or guide.answer_kind(key) in _OUR_OWN
        ours = ours or guide.step_of(key).id == BEFORE
        shared = _only(answer, frozenset(answer.words) - {Field.VIEW}) if Field.VIEW in answer.words else answer
        if not ours and not shared.empty:
            items[key] = shared
    return replace(conversation, items=items, order=tuple(key for key in conversation.order if key in items))


def identifies(conversation: Conversation) -> bool:
    """The people tables hold something that says who somebody is."""
    return any(not IDENTIFYING.isdisjoint(answer.words) for answer in conversation.items.values())


def masked(conversation: Conversation) -> Conversation:
    """The conversation with initials for the names in the people tables, and no other cell that says who it is."""
    items = {}
    for key, answer in conversation.items.items():
        told = answer
        if not IDENTIFYING.isdisjoint(answer.words):
            told = _only(answer, frozenset(answer.words) - IDENTIFYING | {Field.NAME})
            if name := told.words.get(Field.NAME):
                short: dict[Field, Words] = {**told.words, Field.NAME: replace(name, text=initials(name.text))}
                told = replace(told, words=short)
        if not told.empty:
            items[key] = told
    return replace(conversation, items=items)


def held_back(conversation: Conversation, guide: Guide) -> dict[str, Answer]:
    """What `for_file` takes out, by item: whole answers, or the words that come from the survivor or may show it."""
    held = {}
    for item_id, answer in conversation.items.items():
        if _all_held_back(guide, item_id, answer):
            held[item_id] = answer
        elif _part_held_back(guide, item_id, answer):
            fields = _held_fields(guide, item_id, answer)
            words: dict[Field, Words] = {f: w for f, w in answer.words.items() if f in fields}
            ticked = answer.ticked & {Source.SURVIVOR}
            held[item_id] = replace(answer, planned=False, ticked=ticked, words=words, kept=())
    return held


def only_held_back(conversation: Conversation, guide: Guide) -> Conversation:
    """The conversation with nothing but what `for_file` takes out: the restricted sheet."""
    return replace(conversation, items=held_back(conversation, guide))


def kept_risks(conversation: Conversation, guide: Guide) -> tuple[str, ...]:
    """The risk indicators that are present and in no copy but the restricted one: for the worker's eyes."""
    held = (i for i in guide.risk_indicators() if (a := conversation.answer(i.id)) and a.mark is Mark.PRESENT)
    return tuple(i.short for i in held if not_for_them(guide, i.id, conversation.items[i.id]))


def released(guide: Guide, key: str, answer: Answer) -> bool:
    """A person moved what the survivor said here into the file copy, and said why. The survivor's own row never is."""
    return bool(answer.text(Field.RELEASE).strip()) and kind_of(guide, key) not in (*_TABLES, None)


def may_know(answer: Answer) -> bool | None:
    """Whether the person may know a fact, as somebody said; None while nobody has. Anything but a yes is a no."""
    told = answer.text(Field.MAY_KNOW).strip().casefold()
    return told.startswith("yes") if told else None


def not_for_them(guide: Guide, key: str, answer: Answer) -> bool:
    """All of this answer is kept from the person, whoever told it. Of what is kept in part the rows say it each."""
    return _all_held_back(guide, key, answer)


def can_move(guide: Guide, key: str, answer: Answer) -> bool:
    """Something of this answer is kept from the file copy, or was until it was moved, and may be moved."""
    plain = replace(answer, words={f: w for f, w in answer.words.items() if f is not Field.RELEASE})
    held = _all_held_back(guide, key, plain) or _part_held_back(guide, key, plain)
    return held and kind_of(guide, key) not in (*_TABLES, None)


def only_survivor(answer: Answer, kind: AnswerKind | None) -> bool:
    """No other source stands behind the mark, so the mark itself would give the survivor away, and so would the action.

    The worker's own statement, such as a field of the form, stays.
    """
    own = own_fields(kind) if kind else frozenset({Field.TEXT})
    return answer.sources == {Source.SURVIVOR} and own.isdisjoint(answer.words)


def unsourced(guide: Guide, item_id: str, answer: Answer) -> bool:
    """A risk indicator or act of which nobody has said where it is known from: it may be from the survivor alone."""
    plain_no = answer.mark is Mark.NOT_IDENTIFIED and not answer.words
    return kind_of(guide, item_id) in FROM_SOMEONE and not answer.sources and not plain_no


def _all_held_back(guide: Guide, item_id: str, answer: Answer) -> bool:
    if released(guide, item_id, answer):
        return False
    return (
        is_restricted_item(guide, item_id)
        or only_survivor(answer, kind_of(guide, item_id))
        or unsourced(guide, item_id, answer)
        or (kind_of(guide, item_id) is AnswerKind.KNOWN and may_know(answer) is False)
    )


def _held_fields(guide: Guide, key: str, answer: Answer) -> frozenset[Field]:
    """Why something was not safe to ask, and what an act does to the survivor, are as a rule from the survivor.

    Where a child or a relative lives may be where the survivor does, so an address is for the file copy only if it is
    the person's own.
    """
    if released(guide, key, answer):
        return frozenset({Field.RELEASE})
    held = {Field.SURVIVOR, Field.RELEASE}
    if answer.mark is Mark.NOT_SAFE:
        held.add(Field.REASON)
    if kind_of(guide, key) in _TABLES and base_id(key) != _PERSONS_ROW:
        held.add(Field.ADDRESS)
    if Source.SURVIVOR in answer.sources:
        held |= {Field.ON_SURVIVOR, Field.PROTECTIVE}
    return frozenset(held)


def _part_held_back(guide: Guide, key: str, answer: Answer) -> bool:
    if not _held_fields(guide, key, answer).isdisjoint(answer.words):
        return True
    return Source.SURVIVOR in answer.ticked and not released(guide, key, answer)


def _without_part(guide: Guide, key: str, answer: Answer) -> Answer:
    if not _part_held_back(guide, key, answer):
        return answer
    kept = _only(answer, frozenset(answer.words) - _held_fields(guide, key, answer))
    return kept if released(guide, key, answer) else replace(kept, ticked=answer.ticked - {Source.SURVIVOR})


def _only(answer: Answer, fields: frozenset[Field]) -> Answer:
    """The answer with no words but those in these fields, and with times that do not tell of the others."""
    words: dict[Field, Words] = {f: w for f, w in answer.words.items() if f in fields}
    theirs = min((w.first for f, w in answer.words.items() if f not in words), default=None)
    first = answer.first if theirs != answer.first else min((w.first for w in words.values()), default=answer.first)
    changed = max((w.changed for w in words.values()), default=first)
    return replace(answer, words=words, first=first, changed=changed)
