"""The entries under an item that takes many: one line each, and all its fields when it is opened. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.conversation.words import IDENTIFYING, SHAPES, Field
from engage_tui.guide.model import AnswerKind
from engage_tui.record.audience import FROM_SOMEONE, may_know, not_for_them, released
from engage_tui.record.captions import MARKS
from engage_tui.record.passing import all_hidden, hidden_field
from engage_tui.text import initials, shorten
from engage_tui.tui.field_rows import GLYPHS, HIDDEN, entry_key, field_row, source_rows
from engage_tui.tui.row import Row, text_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engage_tui.conversation.state import Answer
    from engage_tui.guide.guide import Guide
    from engage_tui.tui.step_rows import StepView

ADD = "+"
"""Stands after an item's id in the key of the row that begins a further entry."""
SUMMARY_FIELDS = 4
NOT_FOR_THEM = "not for them"
"""The person may not know it. Said in words, so that nobody has to tell colours apart."""
MAY_NOT_SAID = "may they know? not said"


def entry_rows(view: StepView, item_id: str, kind: AnswerKind) -> Iterator[Row]:
    """The rows of what is noted against an item, in order, and a row to add to it."""
    keys = view.entries(item_id)
    for key in keys:
        answer = view.answer(key)
        if answer is not None:
            yield from _entry(view, key, kind, answer)
    if keys:
        yield Row(f"{item_id}{ADD}", ((f"another: {SHAPES[kind].entry.lower()}", "muted"),), lead="+", indent=6)


def _entry(view: StepView, key: str, kind: AnswerKind, answer: Answer) -> Iterator[Row]:
    row_key = entry_key(key)
    opened = row_key in view.expanded
    hidden = all_hidden(view.guide, key, answer)
    yield Row(
        row_key,
        ((HIDDEN if hidden else summary(answer, kind), ""),),
        lead=GLYPHS.get(answer.mark, "●") if answer.mark else "◐" if answer.planned else "●",
        lead_role="mark",
        tail=_tail(view, key, answer),
        indent=6,
    )
    if kind in FROM_SOMEONE and not opened and not answer.sources:
        yield text_row(
            f"{row_key}:source", "Known from: not said yet (→ to say). Until then no copy shows it.", "muted", indent=9
        )
    if not opened:
        if carried := answer.text(Field.CARRIED):
            yield text_row(f"{row_key}:carried", f"Carried over from {carried}", "muted", indent=9)
        return
    if SHAPES[kind].sources:
        yield from (_indented(r) for r in source_rows(key, view.person, answer, expanded=True))
    for name in view.fields(key):
        words = answer.words.get(name)
        kept = words is not None and (hidden or hidden_field(answer, name))
        row = field_row(view.person, kind, key, name, words, hidden=kept, stop=True)
        yield _indented(row)


def _tail(view: StepView, key: str, answer: Answer) -> str:
    """Where an entry stands, in words."""
    told = ["planned"] if answer.planned else []
    told += [MARKS[answer.mark]] if answer.mark else []
    told += ["in the file copy"] if released(view.guide, key, answer) else []
    told += filter(None, [kept_from_them(view.guide, key, answer)])
    return ", ".join(told)


def kept_from_them(guide: Guide, key: str, answer: Answer) -> str:
    """Whether the person may know it, where they may not or nobody has said: a ticked source does not say it."""
    if not_for_them(guide, key, answer):
        return NOT_FOR_THEM
    open_still = guide.answer_kind(key) is AnswerKind.KNOWN and may_know(answer) is None
    return MAY_NOT_SAID if open_still and not released(guide, key, answer) else ""


def _indented(row: Row) -> Row:
    return Row(row.key, row.spans, row.lead, row.lead_role, row.tail, row.tail_role, indent=9, stop=row.stop)


def summary(answer: Answer, kind: AnswerKind) -> str:
    """An entry in a line: the first fields that hold words, without what must not be read in passing."""
    told = []
    if name := answer.text(Field.NAME):
        told.append(initials(name))
    fields = [*SHAPES[kind].fields, *(f for f in answer.words if f not in SHAPES[kind].fields)]
    shown = [f for f in fields if f is not Field.CARRIED and answer.text(f) and not hidden_field(answer, f)]
    if kind in (AnswerKind.PEOPLE, AnswerKind.CHILDREN) and Field.HELD_UNDER in shown:
        shown = [Field.HELD_UNDER]
        told.append("held in the case system under")
    told += [shorten(answer.text(f), 60) for f in shown[:SUMMARY_FIELDS]]
    if not told and (Field.SURVIVOR in answer.words or not IDENTIFYING.isdisjoint(answer.words)):
        return HIDDEN
    return " · ".join(told) or "…"
