"""What the walk holds on a question of the note: lines to lean on, read from the file copy of the conversation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from engage_tui.conversation.words import Field, Mark
from engage_tui.guide.model import AnswerKind, Branch, base_id
from engage_tui.record.captions import MARKS
from engage_tui.text import capitalised, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engage_tui.conversation.state import Answer, Conversation
    from engage_tui.guide.guide import Guide

_DIRECT = (Branch.DISCLOSES_ABUSE, Branch.HEIGHTENED_RISK)
_OWN_WORDS = (Field.SAID, Field.SEEN)


@dataclass(frozen=True, slots=True)
class Walk:
    """The conversation, what the file copy shows of it, and the guide."""

    talk: Conversation
    shown: Conversation
    guide: Guide


@dataclass(frozen=True, slots=True)
class Held:
    """One thing noted: what it is about, and the words; `quoted` when they are the person's own."""

    about: str
    words: str = ""
    quoted: bool = False
    mark: Mark | None = None

    @property
    def lead_in(self) -> str:
        """What stands before the words: a colon only where no sentence ends."""
        if not self.words:
            return self.about
        return f"{self.about} " if self.about.endswith((".", "?", "!", "”", "…")) else f"{self.about}: "

    @property
    def told(self) -> str:
        """The words, in quotation marks where they are the person's own."""
        return quote(self.words) if self.quoted and self.words else self.words

    @property
    def line(self) -> str:
        """In one line, as it may be taken over into a field."""
        return self.lead_in + self.told


def quote(words: str) -> str:
    """Words in quotation marks."""
    return f"“{words.strip()}”"


class Noted(NamedTuple):
    """An answer and what the guide calls it."""

    label: str
    answer: Answer
    kind: AnswerKind


def answers(walk: Walk, ids: Iterable[str] | None = None) -> Iterator[Noted]:
    """What the file copy shows, of these items or of all, in the guide's order."""
    wanted = walk.guide.items if ids is None else ids
    for item_id in wanted:
        item, kind = walk.guide.items[item_id], walk.guide.answer_kind(item_id)
        label = item.say[0].words if item.say else item.short
        for key in walk.shown.entries(item_id):
            yield Noted(label, walk.shown.items[key], kind)


def noted(walk: Walk, ids: Iterable[str]) -> Iterator[Held]:
    """What was marked on the walk, with the person's words and then the worker's."""
    for label, answer, kind in answers(walk, ids):
        if answer.mark in (None, Mark.NOT_ASKED, Mark.NOT_IDENTIFIED, Mark.NOT_SAFE) and not _words(answer):
            continue
        about = _about(label, answer, kind)
        said, seen = (answer.text(f) for f in _OWN_WORDS)
        if said or not seen:
            yield Held(about, said, quoted=bool(said), mark=answer.mark)
        if seen:
            yield Held("I saw or heard" if said else about, seen, mark=answer.mark)


def _words(answer: Answer) -> bool:
    return any(answer.text(f) for f in _OWN_WORDS)


def _about(label: str, answer: Answer, kind: AnswerKind) -> str:
    told = capitalised(MARKS[answer.mark]) if answer.mark else "Noted"
    return f"{told}: {quote(label) if kind is AnswerKind.QUESTION else shorten(label, 90)}"


def words_of(walk: Walk, field: Field) -> Iterator[Held]:
    """Every text that stands in one field, anywhere on the walk."""
    for label, answer, _ in answers(walk):
        if text := answer.text(field):
            yield Held(shorten(label, 90), text)


def direct(guide: Guide) -> list[str]:
    """The questions that raise the abuse itself."""
    return [i.id for i in guide.items.values() if i.branch in _DIRECT]


def bearing(guide: Guide, item_id: str) -> list[str]:
    """The items that bear on a question of the form: those it names under `see`, and those that name it."""
    named = guide.items[base_id(item_id)].see
    return [i.id for i in guide.items.values() if i.id in named or base_id(item_id) in i.see]
