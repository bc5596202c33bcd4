"""The rows of getting ready for a visit, part by part. Pure: the same state gives the same rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engage_tui.conversation.rules import planned
from engage_tui.conversation.words import Field, Mark
from engage_tui.guide.model import AnswerKind
from engage_tui.record.audience import may_know, only_survivor
from engage_tui.record.captions import MARKS, field_caption
from engage_tui.record.passing import all_hidden
from engage_tui.record.prepare import QUESTIONS, offered, places, put, refused, unanswered
from engage_tui.record.visit_plan import CHECK_IN, SECOND
from engage_tui.text import shorten
from engage_tui.tui.entry_rows import ADD, kept_from_them, summary
from engage_tui.tui.field_rows import GLYPHS, HIDDEN, entry_key, field_key, source_rows
from engage_tui.tui.row import Row, blank, choice, text_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engage_tui.conversation.state import Answer, Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.guide.model import Item
    from engage_tui.record.prepare import Place

NEXT, PLAN, LEAVE, LAST_TIME = "next", "do:plan", "do:leave", "do:last-time"
PICK, OWN_WORDS = "do:pick", "do:own"
MAY, ASK, GO = "may:", "ask:", "go:"
"""Rows that say whether a fact may be known, of planned questions, and that lead back to a check."""
ALL_YES = "Every check has a yes. That does not make it safe: look again when you get there."
NO_TITLE = "You answered no"
OPEN_TITLE = "Not answered"
OPEN_WHY = "Find out before you set off. Until you know, take the safer way."
LAST_TOLD = "From last time, {}: what was promised, due and left"
NAMES_GO = "The page to carry takes names out."
ON_PAGE = {SECOND: "My colleague drives. I open.", CHECK_IN: "The duty desk at 15:30."}
"""What to write so that it can stay on the page, made up, for the lines in which one would write a name."""
SHOWN = 160


@dataclass(frozen=True, slots=True)
class Preparing:
    """What is shown: a part, the fact that is open, and the line whose example is shown."""

    guide: Guide
    conversation: Conversation
    at: int
    opened: str = ""
    example: str = ""
    earlier: str = ""
    """Of when the last contact is; empty where there was none."""

    @property
    def place(self) -> Place:
        """The part that is shown."""
        return places(self.guide)[self.at]

    def answer(self, key: str) -> Answer | None:
        """What is noted, if anything."""
        return self.conversation.answer(key)


def place_rows(view: Preparing, key: Callable[[str], str]) -> list[Row]:
    """All rows of the part; `key` names the key of a command."""
    if not view.place.items:
        return list(_end(view))
    rows: list[Row] = []
    if view.earlier and (view.at == 0 or QUESTIONS in view.place.items):
        rows.append(choice(LAST_TIME, LAST_TOLD.format(view.earlier), lead="→", tail=key("prepare.last-time")))
    for item_id in view.place.items:
        rows += _questions(view, key) if item_id == QUESTIONS else _item(view, item_id)
    return [*rows, choice(NEXT, "Go on", lead="→")]


def _item(view: Preparing, item_id: str) -> Iterator[Row]:
    item, kind = view.guide.items[item_id], view.guide.answer_kind(item_id)
    if kind is AnswerKind.CHECK:
        yield from _check(view, item)
    elif kind is AnswerKind.KNOWN:
        yield from _facts(view, item)
    else:
        yield from _line(view, item)


def _check(view: Preparing, item: Item) -> Iterator[Row]:
    answer = view.answer(item.id)
    mark = answer.mark if answer else None
    lead = GLYPHS.get(mark, "●") if mark else "○"
    yield Row(item.id, ((item.short, ""),), lead=lead, lead_role="mark", tail=MARKS[mark] if mark else "")
    if mark is Mark.NO:
        yield text_row(f"{item.id}:safer", f"A safer way: {item.if_no}", "alert", indent=4)
        done = "" if answer is None else HIDDEN if _hides(view, item.id) else answer.text(Field.REASON)
        caption = field_caption(AnswerKind.CHECK, Field.REASON)
        yield Row(field_key(item.id, Field.REASON), ((f"{caption}: ", "muted"), (done or "…", "")), lead="✎", indent=4)


def _hides(view: Preparing, key: str) -> bool:
    """Words stand there that no list shows."""
    answer = view.answer(key)
    return answer is not None and bool(answer.words) and all_hidden(view.guide, key, answer)


def _line(view: Preparing, item: Item) -> Iterator[Row]:
    """A line to be written, below what it is about."""
    answer = view.answer(item.id)
    words = answer.text(Field.TEXT) if answer else ""
    written = answer is not None and not answer.empty
    yield Row(item.id, ((item.short, ""),), lead="●" if written else "○", lead_role="mark", tail=_kept(view, item.id))
    if answer is not None and written:
        hidden = all_hidden(view.guide, item.id, answer) or not words
        told = HIDDEN if hidden else shorten(words.replace("\n", " "), SHOWN)
        yield text_row(f"{item.id}:words", told, "muted", indent=4)
    if item.id in ON_PAGE:
        yield text_row(f"{item.id}:page", f"{NAMES_GO} “{ON_PAGE[item.id]}” can stay.", "muted", indent=4)
    if item.id == view.example:
        yield text_row(f"{item.id}:example", f"For example: {_quoted(offered(view.guide, item.id))}", "muted", indent=4)


def _quoted(example: str) -> str:
    return " / ".join(f"“{line}”" for line in example.splitlines())


def _kept(view: Preparing, key: str) -> str:
    """In a few words, whether the person may know it; nothing where nothing is kept from them."""
    answer = view.answer(key)
    return kept_from_them(view.guide, key, answer) if answer is not None else ""


# -- what is known


def _facts(view: Preparing, item: Item) -> Iterator[Row]:
    yield text_row(f"{item.id}:title", item.short, "title")
    for key in view.conversation.entries(item.id):
        answer = view.answer(key)
        if answer is None:
            continue
        hidden = all_hidden(view.guide, key, answer)
        told = HIDDEN if hidden else shorten(answer.text(Field.FACT), SHOWN) or summary(answer, AnswerKind.KNOWN)
        yield Row(entry_key(key), ((told, ""),), lead="●", lead_role="mark", tail=_kept(view, key), indent=2)
        if key == view.opened:
            rows = source_rows(key, view.conversation.person, answer, expanded=True)
            yield from (Row(r.key, r.spans, r.lead, r.lead_role, indent=6) for r in rows)
            yield _may_row(view, key, answer)
    yield choice(f"{item.id}{ADD}", "Write another" if view.conversation.entries(item.id) else "Write one", lead="+")
    yield blank(f"{item.id}:gap")


def _may_row(view: Preparing, key: str, answer: Answer) -> Row:
    """Whether the person may know it: as somebody said, and else as its sources have it."""
    caption = field_caption(AnswerKind.KNOWN, Field.MAY_KNOW, view.conversation.person)
    said = may_know(answer)
    if only_survivor(answer, AnswerKind.KNOWN):
        said, told = False, "no: only the survivor said it"
    else:
        told = {True: "yes", False: "no", None: "not said"}[said]
    lead = {True: "●", False: "✕", None: "○"}[said]
    return Row(f"{MAY}{key}", ((f"{caption} ", ""), (told, "muted")), lead=lead, lead_role="mark", indent=6)


# -- the questions


def _questions(view: Preparing, key: Callable[[str], str]) -> Iterator[Row]:
    yield blank("gap:questions")
    yield text_row("questions", "The questions, in the order in which you mean to ask them", "title")
    talk = view.conversation
    for number, at in enumerate(planned(talk, view.guide), 1):
        answer = talk.items[at]
        hidden = all_hidden(view.guide, at, answer)
        told = HIDDEN if hidden else put(talk, view.guide, at) or "…"
        tail = _state(view, at, answer)
        yield Row(f"{ASK}{at}", ((told, "quote"),), lead=f"{number}.", lead_role="mark", tail=tail, indent=2)
    yield choice(PICK, "Pick from the questions of the guide", lead="+", tail=key("prepare.pick"))
    yield choice(OWN_WORDS, "Write one of your own", lead="+", tail=key("prepare.own"))


def _state(view: Preparing, key: str, answer: Answer) -> str:
    if answer.mark is not None:
        return MARKS[answer.mark]
    if view.guide.answer_kind(key) is AnswerKind.OWN_QUESTION:
        return "your own"
    wordings = [w.words for w in view.guide.items[key].say]
    planned_as = answer.text(Field.PLANNED_AS)
    return "" if not planned_as else "other wording" if planned_as in wordings else "your words"


# -- at the end


def _end(view: Preparing) -> Iterator[Row]:
    no, unsaid = refused(view.conversation, view.guide), unanswered(view.conversation, view.guide)
    yield choice(PLAN, "See the visit plan, to print or to carry", lead="→")
    yield choice(LEAVE, "Done: back to your notes", lead="→")
    yield blank("gap:end")
    if not no and not unsaid:
        yield text_row("all", ALL_YES)
    if no:
        yield text_row("no", NO_TITLE, "title")
        for item in no:
            yield from _unsettled(item, "✕")
    if unsaid:
        yield text_row("open", OPEN_TITLE, "title")
        yield text_row("open:why", OPEN_WHY, "muted")
        for item in unsaid:
            yield from _unsettled(item, "○")


def _unsettled(item: Item, lead: str) -> Iterator[Row]:
    yield Row(f"{GO}{item.id}", ((item.short, ""),), lead=lead, lead_role="mark")
    yield text_row(f"{GO}{item.id}:safer", f"A safer way: {item.if_no}", "muted", indent=4)
