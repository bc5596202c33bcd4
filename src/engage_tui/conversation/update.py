"""The one door: a conversation, an event and a time give the next conversation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias, assert_never

from engage_tui.conversation.events import (
    Carried,
    Described,
    Event,
    Identified,
    KeptWords,
    Marked,
    Moved,
    Opened,
    Ordered,
    Planned,
    Removed,
    Shut,
    Ticked,
    Visited,
    Wrote,
)
from engage_tui.conversation.state import Answer, Conversation, Kept, Opening, Words
from engage_tui.conversation.words import Field
from engage_tui.text import clean, clean_line

if TYPE_CHECKING:
    from datetime import date, datetime

    from engage_tui.conversation.words import Setting


def begin(
    conversation_id: str,
    *,
    reference: str,
    setting: Setting,
    person: str,
    author: str,
    held_on: date,
    at: datetime,
    edition: str = "",
) -> Conversation:
    """A new conversation with nothing noted yet. `at` is UTC."""
    return Conversation(
        id=conversation_id,
        reference=clean_line(reference),
        setting=setting,
        person=clean_line(person),
        author=clean_line(author),
        held_on=held_on,
        created=at,
        changed=at,
        edition=edition,
    )


def apply(conversation: Conversation, event: Event, at: datetime) -> Conversation:
    """The next state. The same object comes back when the event changes nothing, so that nothing is saved for it."""
    after = _next(conversation, event, at)
    if after is conversation or isinstance(event, Moved | Visited):
        return after
    return replace(after, changed=at)


def _next(before: Conversation, event: Event, at: datetime) -> Conversation:
    match event:
        case Marked() | Planned() | Wrote() | Ticked() | KeptWords():
            return _noted(before, event, at)
        case Removed() | Carried():
            return _came_or_went(before, event, at)
        case Opened(reason):
            told = clean(reason).strip()
            if before.opening is not None and before.opening.reason == told:
                return before
            return replace(before, opening=Opening(at, told))
        case Shut():
            return replace(before, opening=None) if before.opening else before
        case Visited(step):
            return before if step in before.visited else replace(before, visited=before.visited | {step})
        case Moved(place):
            return before if place == before.place else replace(before, place=place)
        case Described() | Identified() | Ordered():
            return _described(before, event)
        case _:
            assert_never(event)


def _described(before: Conversation, event: Described | Identified | Ordered) -> Conversation:
    if isinstance(event, Identified):
        after = replace(before, identities=event.on)
    elif isinstance(event, Ordered):
        after = replace(before, order=tuple(dict.fromkeys(event.items)))
    else:
        after = replace(
            before,
            reference=clean_line(event.reference),
            setting=event.setting,
            person=clean_line(event.person),
            author=clean_line(event.author),
            held_on=event.held_on,
        )
    return before if after == before else after


def _came_or_went(before: Conversation, event: Removed | Carried, at: datetime) -> Conversation:
    """A whole answer. What is carried in is always an entry of its own: nothing that stands here already is touched."""
    if isinstance(event, Removed):
        left = {k: v for k, v in before.items.items() if k != event.item}
        return before if len(left) == len(before.items) else replace(before, items=left)
    origin = clean(event.origin).strip()
    if not origin or any(before.items[k].text(Field.CARRIED) == origin for k in before.entries(event.item)):
        return before
    cleaned = {**{name: clean(text) for name, text in event.words}, Field.CARRIED: origin}
    words = {name: Words(text, at, at) for name, text in cleaned.items() if text.strip()}
    new = Answer(at, at, mark=event.mark, planned=event.planned, ticked=event.ticked, words=words)
    return replace(before, items={**before.items, before.next_entry(event.item): new})


_Noting: TypeAlias = Marked | Planned | Wrote | Ticked | KeptWords


def _noted(before: Conversation, event: _Noting, at: datetime) -> Conversation:
    old = before.items.get(event.item) or Answer(at, at)
    new = _answered(old, event, at)
    if new is old:
        return before
    items = {k: v for k, v in before.items.items() if k != event.item or not new.empty}
    if not new.empty:
        items[event.item] = replace(new, changed=at)
    return replace(before, items=items)


def _answered(old: Answer, event: _Noting, at: datetime) -> Answer:
    match event:
        case Marked(_, mark):
            return old if old.mark is mark else replace(old, mark=mark)
        case Planned(_, on):
            return old if old.planned is on else replace(old, planned=on)
        case Ticked(_, source, on):
            ticked = old.ticked | {source} if on else old.ticked - {source}
            return old if ticked == old.ticked else replace(old, ticked=ticked)
        case KeptWords(_, asked, label, reason, on):
            kept_one = Kept(clean(asked), clean_line(label), clean(reason).strip())
            others = tuple(k for k in old.kept if (k.words, k.label) != (kept_one.words, kept_one.label))
            now = (*others, kept_one) if on else others
            return old if now == old.kept else replace(old, kept=now)
        case Wrote(_, field, text):
            kept = clean(text)
            if not kept.strip():  # blanks are no words: they must not pass for a second source
                kept = ""
            if kept == old.text(field):
                return old
            words = {k: v for k, v in old.words.items() if k is not field}
            if kept:
                first = old.words[field].first if field in old.words else at
                words[field] = Words(kept, first, at)
            return replace(old, words=words)
