"""The rows of one stop of the write-up: the answer, what stands already, what the walk offers, and the way on. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engage_tui.conversation.words import SHAPES, Field, Mark
from engage_tui.guide.model import AnswerKind
from engage_tui.record.audience import FROM_SOMEONE
from engage_tui.record.offers import told_of
from engage_tui.record.passing import all_hidden
from engage_tui.tui.entry_rows import ADD, summary
from engage_tui.tui.field_rows import HIDDEN, entry_key, field_row, source_rows
from engage_tui.tui.row import Row, blank, choice, text_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engage_tui.conversation.state import Answer
    from engage_tui.record.held import Held
    from engage_tui.record.write_up import Shown
    from engage_tui.tui.step_rows import StepView

YES, NO, NEXT = "yes", "no", "next"
OFFER = "offer:"
UNANSWERED = "Leave this unanswered and go on"
OWN_WORDS = "In my own words"
NOTHING_HELD = "Nothing noted on this yet."


def stop_rows(view: StepView, shown: Shown, *, beside: bool, last: bool) -> list[Row]:
    """All rows of a stop. `beside`: what the walk holds stands beside the list; `last`: nothing comes after it."""
    rows = list(_answer_rows(view, shown))
    if shown.offers:
        rows.append(text_row("offers", "From the walk, to take if it fits, and then to work over:", "muted"))
    rows += [choice(f"{OFFER}{n}", told_of(offer), lead="◇") for n, offer in enumerate(shown.offers)]
    answered = view.conversation is not None and shown.stop.answered(view.conversation)
    on = "Go on" if answered else UNANSWERED
    rows.append(choice(NEXT, "Done: see what is missing" if last and answered else on, lead="→"))
    if not beside and (shown.held or not shown.offers):
        rows += [blank("gap"), text_row("held", "What the walk holds on this", "title"), *_held_rows(shown)]
    return rows


def _held_rows(shown: Shown) -> Iterator[Row]:
    """What the walk holds, to be read."""
    if not shown.held:
        yield text_row("held:none", nothing_held(shown), "muted", indent=2)
    for n, one in enumerate(shown.held):
        yield Row(f"held:{n}", tuple(held_spans(one)), lead="·", lead_role="muted", indent=2)


def nothing_held(shown: Shown) -> str:
    """What is said where nothing is held; nothing where something is."""
    if shown.held:
        return ""
    return "It stands in the list, to be taken or left." if shown.offers else NOTHING_HELD


def held_spans(one: Held) -> Iterator[tuple[str, str]]:
    """What something is about, quietly, and then the words."""
    yield (one.lead_in, "muted")
    if one.words:
        yield (one.told, "quote" if one.quoted else "")


def _answer_rows(view: StepView, shown: Shown) -> Iterator[Row]:
    kind = view.guide.answer_kind(shown.key)
    if shown.stop.fields:
        yield from _some_fields(view, shown, kind)
    elif SHAPES[kind].entry:
        yield from _entries(view, shown, kind)
    else:
        answer = view.answer(shown.key)
        if kind is AnswerKind.YES_NO:
            yield from _yes_no(answer)
        yield from _fields(view, shown, kind, answer)


def _yes_no(answer: Answer | None) -> Iterator[Row]:
    mark = answer.mark if answer else None
    yield Row(YES, (("Yes", ""),), lead="●" if mark is Mark.YES else "○", lead_role="mark")
    yield Row(NO, (("No, for a reason", ""),), lead="✕" if mark is Mark.NO else "○", lead_role="mark")


def _fields(view: StepView, shown: Shown, kind: AnswerKind, answer: Answer | None) -> Iterator[Row]:
    """The field for one's own words, and any other that holds some."""
    hidden = answer is not None and all_hidden(view.guide, shown.key, answer)
    for name in view.fields(shown.key):
        words = answer.words.get(name) if answer else None
        reason_due = name is Field.REASON and answer is not None and answer.mark is Mark.NO
        if words or name is Field.TEXT or reason_due:
            row = field_row(view.person, kind, shown.key, name, words, hidden=hidden, stop=False)
            yield _as_choice(row, OWN_WORDS if name is Field.TEXT and kind is AnswerKind.TEXT else "")


def _as_choice(row: Row, caption: str = "") -> Row:
    """A field as something to choose, by another caption where its own says little."""
    (own, role), *rest = row.spans
    before = own.replace("Text", caption, 1) if caption else own
    return replace(row, spans=((before, role), *rest), lead="✎", indent=0, stop=True)


def _some_fields(view: StepView, shown: Shown, kind: AnswerKind) -> Iterator[Row]:
    """The effects of an act, below the act."""
    answer = view.answer(shown.key)
    hidden = answer is not None and all_hidden(view.guide, shown.key, answer)
    if answer is None or not answer.text(Field.ACT):
        yield text_row("act", "No act is written down yet. Go back one question for it.", "muted")
    else:
        yield Row("act", (("The act: ", "muted"), (HIDDEN if hidden else answer.text(Field.ACT), "")), stop=False)
    for name in shown.stop.fields:
        words = answer.words.get(name) if answer else None
        yield _as_choice(field_row(view.person, kind, shown.key, name, words, hidden=hidden, stop=False))


def _entries(view: StepView, shown: Shown, kind: AnswerKind) -> Iterator[Row]:
    keys = view.entries(shown.stop.item)
    for key in keys:
        answer = view.answer(key)
        if answer is None:
            continue
        hidden = all_hidden(view.guide, key, answer)
        yield Row(entry_key(key), ((HIDDEN if hidden else summary(answer, kind), ""),), lead="●", lead_role="mark")
        if kind in FROM_SOMEONE and (not answer.sources or key == keys[-1]):
            yield from (replace(r, indent=4) for r in source_rows(key, view.person, answer, expanded=True))
    yield choice(f"{shown.stop.item}{ADD}", "Write another" if keys else "Write one", lead="+")


def go_on_at(view: StepView, shown: Shown) -> str:
    """Where the cursor goes when something was written: to its source while none is said, a further entry, or on."""
    kind = view.guide.answer_kind(shown.key)
    if kind in FROM_SOMEONE and not shown.stop.fields:
        for key in reversed(view.entries(shown.stop.item)):
            answer = view.answer(key)
            if answer is not None and not answer.sources:
                return next(r.key for r in source_rows(key, view.person, answer, expanded=True))
    if SHAPES[kind].entry and not shown.stop.fields:
        return f"{shown.stop.item}{ADD}"
    return NEXT
