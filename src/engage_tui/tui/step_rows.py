"""The rows of a step: sections, items, what was noted against them. Pure: the same view gives the same rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engage_tui.conversation.rules import action_settled, gate_open, touched_by_answers
from engage_tui.conversation.words import SHAPES, Field, Mark, fields_for
from engage_tui.guide.model import AnswerKind, Gate, base_id
from engage_tui.guide.replies import HOLDS
from engage_tui.interface import MARK, tr
from engage_tui.record.audience import not_for_them
from engage_tui.record.captions import MARKS, THE_PERSON
from engage_tui.record.passing import all_hidden, hidden_field
from engage_tui.text import capitalised, shorten
from engage_tui.tui.entry_rows import NOT_FOR_THEM, entry_rows
from engage_tui.tui.field_rows import GLYPHS, field_row, source_rows
from engage_tui.tui.row import Row, Span, blank, text_row
from engage_tui.when import day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from engage_tui.conversation.state import Answer, Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.guide.model import Item, Section

NO_LINK = "your service can say so in its own content (docs/content.md)"
ACT_RULE = "One indicator is enough. Follow your safeguarding procedure now."

_ACTION_FIELDS = (Field.ACTION, Field.WHO, Field.WHEN, Field.REASON)


@dataclass(frozen=True, slots=True)
class StepView:
    """What to show and how far it is open. Without a conversation it is the guide, to be read."""

    guide: Guide
    sections: tuple[Section, ...]
    conversation: Conversation | None = None
    folded: frozenset[str] = frozenset()
    expanded: frozenset[str] = frozenset()
    wordings: Mapping[str, int] = field(default_factory=dict)
    mine: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The worker's own wordings of questions, by the question's id."""

    def answer(self, item_id: str) -> Answer | None:
        """What is noted against an item, if anything."""
        return self.conversation.answer(item_id) if self.conversation else None

    def wording(self, item: Item) -> str:
        """What the list shows: for a question the chosen words to say, else the short line."""
        ways = self.ways(item)
        return ways[self.wordings.get(item.id, 0) % len(ways)] if ways else item.short

    def ways(self, item: Item) -> tuple[str, ...]:
        """All ways to say a question: the bank's, then the worker's own."""
        return (*(w.words for w in item.say), *self.mine.get(item.id, ())) if item.say else ()

    def is_mine(self, item: Item) -> bool:
        """The wording shown is the worker's own."""
        ways = self.ways(item)
        return bool(ways) and self.wordings.get(item.id, 0) % len(ways) >= len(item.say)

    @property
    def person(self) -> str:
        """The practitioner's word for the person."""
        return self.conversation.person if self.conversation else THE_PERSON

    def locked(self, section: Section) -> bool:
        """The section waits for the answers to be open."""
        closed = self.conversation is not None and not gate_open(self.conversation)
        return section.gate is Gate.OPEN_ANSWERS and closed

    def fields(self, key: str) -> tuple[Field, ...]:
        """The fields offered for an item or entry, and after them any other that holds words: nothing goes missing."""
        item, answer = self.guide.items[base_id(key)], self.answer(key)
        identities = self.conversation is not None and self.conversation.identities
        kind = self.guide.answer_kind(key)
        offered = fields_for(kind, acts=bool(item.act_now), restricted=item.restricted, identities=identities)
        return (*offered, *(f for f in answer.words if f not in offered)) if answer else offered

    def entries(self, item_id: str) -> tuple[str, ...]:
        """The keys of an item's entries."""
        return self.conversation.entries(item_id) if self.conversation else ()


def section_key(section_id: str) -> str:
    return f"section:{section_id}"


def step_rows(view: StepView, above: Sequence[Row] = ()) -> list[Row]:
    """All rows of a step, after any that the screen puts above them."""
    rows = list(above)
    for section in view.sections:
        if rows:
            rows.append(blank(f"gap:{section.id}"))
        rows.extend(_section_rows(view, section))
    return rows


def _section_rows(view: StepView, section: Section) -> Iterator[Row]:
    locked, folded = view.locked(section), section.id in view.folded
    shut = locked or folded
    tail = tr("opens when they answer openly") if locked else _summary(view, section)
    lead = "▸" if shut else "▾"
    title = ((_title(view, section), "title"),)
    yield Row(section_key(section.id), title, lead=lead, lead_role="muted", tail=tail)
    if section.intro and not shut:
        yield text_row(f"intro:{section.id}", section.intro, "muted", indent=2)
    for item in section.items:
        # A closed branch keeps its answers, and shows them.
        if not shut or (locked and not folded and view.answer(item.id)):
            yield from _item_rows(view, item)


def _title(view: StepView, section: Section) -> str:
    return f"{section.title} {MARK}" if section.id in view.guide.english else section.title


def _summary(view: StepView, section: Section) -> str:
    """How much was noted here; never for risk, where nothing is counted."""
    if view.conversation is None or section.answer is AnswerKind.RISK:
        return ""
    noted = sum(1 for i in section.items if view.answer(i.id))
    return tr("{} noted").format(noted) if noted else ""


def _item_rows(view: StepView, item: Item) -> Iterator[Row]:
    answer = view.answer(item.id)
    expanded = item.id in view.expanded
    kind = view.guide.answer_kind(item.id)
    spans: tuple[Span, ...] = ((view.wording(item), "quote" if item.say else ""),)
    if item.id in view.guide.local:
        spans = (*spans, (f"  ({tr('local')})", "muted"))
    if view.is_mine(item):
        spans = (*spans, (f"  ({tr('mine')})", "muted"))
    if item.id in view.guide.english:
        spans = (*spans, (f"  {MARK}", "muted"))
    yield Row(
        item.id,
        spans,
        lead=_lead(view, item, kind, answer),
        lead_role="alert" if answer and answer.mark is Mark.PRESENT else "mark",
        tail=_state(view, item, kind, answer) if view.conversation else "",
        tail_role="alert" if answer and answer.mark is Mark.PRESENT else "muted",
        indent=2,
    )
    if item.id in view.guide.ages:
        yield text_row(f"{item.id}:age", view.guide.ages[item.id], "alert", indent=6)
    if answer and answer.mark is Mark.NO and kind is AnswerKind.CHECK and item.if_no:
        yield text_row(f"{item.id}:safer", f"A safer way: {item.if_no}", "alert", indent=6)
    if view.conversation is not None and SHAPES[kind].entry:
        yield from entry_rows(view, item.id, kind)
    elif view.conversation is not None and kind is not AnswerKind.NONE:
        yield from _noted_rows(view, item, kind, answer, expanded=expanded)
    if expanded:
        yield from _details(view, item, kind)


def _lead(view: StepView, item: Item, kind: AnswerKind, answer: Answer | None) -> str:
    if view.conversation is None:
        return "·"
    if SHAPES[kind].entry:
        return "●" if view.entries(item.id) else "○"
    return _glyph(kind, answer)


def _glyph(kind: AnswerKind, answer: Answer | None) -> str:
    if kind is AnswerKind.NONE:
        return "·"
    if answer is None or answer.empty:
        return "?" if kind is AnswerKind.RISK else "○"
    if answer.mark is None:
        return "?" if kind is AnswerKind.RISK else "◐" if answer.planned else "●" if not SHAPES[kind].marks else "◌"
    return GLYPHS.get(answer.mark, "●")


def _state(view: StepView, item: Item, kind: AnswerKind, answer: Answer | None) -> str:
    """The mark in words, and whether something is kept from the person. A risk indicator says where it stands."""
    mark = answer.mark if answer else None
    told = ["not known"] if kind is AnswerKind.RISK and mark is None else []
    if answer is not None and not SHAPES[kind].entry:  # entries say it of themselves
        told += [tr("planned")] if answer.planned else []
        told += [tr(MARKS[mark])] if mark else []
        told += [NOT_FOR_THEM] if not_for_them(view.guide, item.id, answer) else []
    return ", ".join(told)


def _details(view: StepView, item: Item, kind: AnswerKind) -> Iterator[Row]:
    """Everything the guide says about an item."""
    number = 0

    def row(text: str, role: str = "muted") -> Row:
        nonlocal number
        number += 1
        return text_row(f"{item.id}:{number}", text, role, indent=6)

    if item.say:
        yield row(f"{tr('What it is for')}: {item.short}")
    for paragraph in item.more.split("\n"):
        if paragraph.strip():
            yield row(paragraph, "")
    for part in item.parts:
        yield row(f"• {part}", "")
    if item.why:
        yield row(f"{tr('Why')}: {item.why}")
    yield from (row(text) for text in _other_wordings(view, item))
    if item.if_no and kind is AnswerKind.CHECK:
        yield row(f"If not: {item.if_no}")
    if item.names:
        yield row(f"The form points to: {'; '.join(item.names)}")
        yield row(f"Where to find it here: {item.link or NO_LINK}")
    yield from (row(text) for text in _risk_details(view, item, kind))
    yield from (row(text, role) for text, role in reply_lines(view.guide, item))
    if item.checked is not None:
        yield row(f"Last checked: {day(item.checked)}")
    yield row(f"{tr('Source')}: {view.guide.cite(item.source)}")


def reply_lines(guide: Guide, item: Item) -> Iterator[Span]:
    """The three replies to what an item says, one below the other."""
    replies = guide.replies_at(item.id)
    for heading, said, why in replies.lines() if replies else ():
        yield f"{heading}: {said or why}", "" if heading == HOLDS else "muted"
        if said and why:
            yield f"   {why}", "muted"


def _other_wordings(view: StepView, item: Item) -> Iterator[str]:
    for wording in item.say[1:] if view.wordings.get(item.id, 0) == 0 else item.say:
        yield f"{capitalised(wording.to)}: {wording.words}"
    yield from (f"{tr('Mine')}: {words}" for words in view.mine.get(item.id, ()))


def _risk_details(view: StepView, item: Item, kind: AnswerKind) -> Iterator[str]:
    if item.touches:
        names = "; ".join(shorten(view.guide.items[i].short, 60) for i in item.touches)
        yield f"{tr('Can touch a risk indicator')}: {names}"
    if kind is not AnswerKind.RISK:
        return
    if item.elsewhere:
        yield f"Find out elsewhere: {item.elsewhere}"
    if not view.guide.questions_touching(item.id):
        yield "No question in step 2 asks about this. You have to find it out from others."
    if view.conversation is not None:
        for noted in touched_by_answers(view.conversation, view.guide, item.id):
            yield f"You noted: {shorten(noted.short, 60)} Does that bear on it?"


def _noted_rows(
    view: StepView, item: Item, kind: AnswerKind, answer: Answer | None, *, expanded: bool
) -> Iterator[Row]:
    """What was written, where it is known from, and the action that is called for and not yet written."""
    shape = SHAPES[kind]
    acting = answer is not None and (answer.mark is Mark.PRESENT or (bool(item.act_now) and answer.mark is not None))
    if acting and answer is not None and not action_settled(answer):
        yield text_row(f"{item.id}:act", ACT_RULE, "alert", indent=6)
    if shape.sources and (expanded or (answer is not None and answer.mark is not None)):
        yield from source_rows(item.id, view.person, answer, expanded=expanded)
    for name in view.fields(item.id):
        words = answer.words.get(name) if answer else None
        asked_for = acting and name in _ACTION_FIELDS[:3] and answer is not None and not action_settled(answer)
        if words or asked_for:
            hidden = answer is not None and (all_hidden(view.guide, item.id, answer) or hidden_field(answer, name))
            hidden = hidden or item.restricted
            yield field_row(view.person, kind, item.id, name, words, hidden=hidden, stop=expanded)
