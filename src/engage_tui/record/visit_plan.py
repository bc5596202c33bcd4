"""One page to carry to a visit. It may be found in a coat pocket, so it tells neither who nor what it is about.

It is built from what is allowed, never by taking out of a note. Whatever an onlooker could learn something from is
refused, and the worker sees what and why. A refusal cannot be overruled; more can be left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from textwrap import wrap
from typing import TYPE_CHECKING

from engage_tui.conversation.stopping import SAY
from engage_tui.conversation.words import Field, Mark, Source
from engage_tui.record.audience import is_restricted_item
from engage_tui.record.captions import SETTINGS
from engage_tui.record.export import pdf_of
from engage_tui.record.in_sight import Sight
from engage_tui.record.prepare import HOOK, RED_LINES
from engage_tui.record.room import room
from engage_tui.record.sheet import Heading, Role, Sheet, Words
from engage_tui.text import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engage_tui.conversation.state import Answer, Conversation
    from engage_tui.conversation.state import Words as WordsOf
    from engage_tui.guide.guide import Guide

TITLE = "Plan"
SECOND, CHECK_IN, EXIT = "plan.second-worker", "plan.check-in", "plan.exit-words"
STOP_WHEN = "We stop and go as soon as one of us says so."
"""Stands for red lines whose words would tell an onlooker what the talk is about."""
RING = "My manager or the duty desk. In an emergency, 999."
KEPT = "something restricted is written there"
CODE_ONLY = "it is more than a short code, so it may name somebody"
PAGE_LINES = 46


class Part(StrEnum):
    """What may stand on the page, in its order."""

    WHEN = "when"
    REFERENCE = "reference"
    BEGIN = "begin"
    ASK = "ask"
    END = "end"
    LEAVE = "leave"
    WITH = "with"
    RING_IN = "ring-in"
    RING = "ring"


HEADINGS = {
    Part.WHEN: "When",
    Part.REFERENCE: "Reference",
    Part.BEGIN: "To begin with",
    Part.ASK: "To ask",
    Part.END: "We end it",
    Part.LEAVE: "To say at the door",
    Part.WITH: "With me",
    Part.RING_IN: "I ring in",
    Part.RING: "To ring",
}
BY_CHOICE = frozenset({Part.REFERENCE, Part.WITH, Part.RING_IN})
"""On the page only when the worker puts them there."""
_ITEMS = {HOOK: Part.BEGIN, RED_LINES: Part.END, EXIT: Part.LEAVE, SECOND: Part.WITH, CHECK_IN: Part.RING_IN}
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+|\n+")
_TIME = re.compile(r"\b\d{1,2}[:.]\d{2}(?:\s?[ap]m)?\b|\b\d{1,2}\s?[ap]m\b", re.IGNORECASE)
_OFFICE = re.compile(r"\b(?:duty|desk|manager|colleague|buddy|team|car|phone|mobile)\b", re.IGNORECASE)
"""Words of every office: on a page with nothing else on it they tell nobody anything."""
_CODE = re.compile(r"[A-Za-z]{0,3}[-/. ]?\d{1,8}(?:[-/.]\d{1,4})?")
_QUOTES = "\"'“”‘’ "


@dataclass(frozen=True, slots=True)
class PlanLine:
    """Something that could stand on the page. `why` it does not is empty for what does."""

    key: str
    part: Part
    words: str
    why: str = ""
    left_out: bool = False
    """The worker left it out, and can put it back."""

    @property
    def carried(self) -> bool:
        """It stands on the page."""
        return not self.why and not self.left_out


@dataclass(frozen=True, slots=True)
class VisitPlan:
    """Everything that was looked at for the page, in the page's order."""

    lines: tuple[PlanLine, ...]

    @property
    def page(self) -> tuple[PlanLine, ...]:
        """What stands on it."""
        return tuple(line for line in self.lines if line.carried)

    @property
    def refused(self) -> tuple[PlanLine, ...]:
        """What was taken out, and why."""
        return tuple(line for line in self.lines if line.why)

    @property
    def left_out(self) -> tuple[PlanLine, ...]:
        """What the worker left out."""
        return tuple(line for line in self.lines if line.left_out and not line.why)

    @property
    def long(self) -> bool:
        """More than fits on one page."""
        return sum(2 + len(line.words) // 80 for line in self.page) > PAGE_LINES


def visit_plan(conversation: Conversation, guide: Guide, turned: frozenset[str] = frozenset()) -> VisitPlan:
    """The page for a conversation. `turned`: keys of lines that the worker left out, or of those by choice put in."""
    order = list(Part)
    lines = sorted(_lines(conversation, guide), key=lambda line: order.index(line.part))
    return VisitPlan(tuple(replace(x, left_out=(x.part in BY_CHOICE) is not (x.key in turned)) for x in lines))


def _lines(conversation: Conversation, guide: Guide) -> Iterator[PlanLine]:
    day = f"{conversation.held_on:%d %B %Y}".lstrip("0")
    yield PlanLine("when", Part.WHEN, f"{day}, {SETTINGS[conversation.setting]}")
    if reference := clean_line(conversation.reference):
        yield PlanLine("reference", Part.REFERENCE, reference, "" if _CODE.fullmatch(reference) else CODE_ONLY)
    yield from _questions(conversation, guide)
    sight = Sight(_without_plan(conversation, guide), guide)
    allowed = _usual_sentences(guide)
    for item_id, part in _ITEMS.items():
        answer = conversation.answer(item_id)
        if answer is not None and item_id in guide.items:
            yield from _own_words(item_id, part, answer, sight, allowed)
    yield PlanLine("ring", Part.RING, RING)


def _questions(conversation: Conversation, guide: Guide) -> Iterator[PlanLine]:
    """What may be on the screen in the room may be on the page, and nothing else."""
    shown = room(conversation, guide)
    for left in shown.left_out:
        yield PlanLine(f"out:{left.key}", Part.ASK, "" if left.hidden else left.words, left.why)
    if not shown.usual:
        for question in shown.questions:
            answer = conversation.answer(question.key)
            if answer is None or answer.mark is not Mark.ASKED:
                yield PlanLine(question.key, Part.ASK, question.words)


def _own_words(item_id: str, part: Part, answer: Answer, sight: Sight, allowed: frozenset[str]) -> Iterator[PlanLine]:
    """The worker's words sentence by sentence, so that one that is refused does not take the others with it."""
    if Source.SURVIVOR in answer.sources:
        yield PlanLine(item_id, part, "", KEPT)
        return
    refused = False
    for number, sentence in enumerate(_sentences(answer.text(Field.TEXT))):
        why = None if _folded(sentence) in allowed else sight.why_not(_plain(sentence))
        refused = refused or why is not None
        yield PlanLine(f"{item_id}:{number}", part, sentence, why.value if why else "")
    if refused and part is Part.END:
        yield PlanLine(f"{item_id}:usual", part, STOP_WHEN)


def _plain(sentence: str) -> str:
    """The sentence as it is looked at: without times of day, and without what every office says."""
    return _OFFICE.sub("office", _TIME.sub("later", sentence))


def _sentences(text: str) -> Iterator[str]:
    for piece in _SENTENCE.split(clean(text)):
        if words := clean_line(piece).strip(_QUOTES):
            yield words


def _folded(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalnum())


def _usual_sentences(guide: Guide) -> frozenset[str]:
    """What the guide itself offers to say on leaving: it names nobody, and gives nothing away."""
    said = [i.short for i in guide.sections[SAY].items] if SAY in guide.sections else []
    quoted = re.findall(r"[\"“]([^\"”]+)[\"”]", guide.items[EXIT].more) if EXIT in guide.items else []
    return frozenset(_folded(s) for text in (*said, *quoted) for s in _sentences(text))


def _without_plan(conversation: Conversation, guide: Guide) -> Conversation:
    """The conversation without the plan's own words: they are no secret of anybody's, and would refuse themselves.

    Whatever the survivor told, or is the survivor's, stays in it.
    """
    items = {}
    for key, answer in conversation.items.items():
        item = guide.of_entry(key)
        ours = item is not None and item.private and not item.restricted and Source.SURVIVOR not in answer.sources
        ours = ours or (key in _ITEMS and not is_restricted_item(guide, key) and Source.SURVIVOR not in answer.sources)
        words: dict[Field, WordsOf] = {f: w for f, w in answer.words.items() if f is not Field.TEXT}
        items[key] = replace(answer, words=words) if ours else answer
    return replace(conversation, items=items)


# -- as it is written


def plan_text(plan: VisitPlan) -> str:
    """The page as plain text, in lines of at most 76 characters."""
    told = [TITLE, ""]
    for part, lines in _by_part(plan):
        told.append(HEADINGS[part])
        for number, line in enumerate(lines, 1):
            lead = f"  {number}. " if part is Part.ASK else "  "
            told += wrap(line.words, 76, initial_indent=lead, subsequent_indent=" " * len(lead))
        told.append("")
    return "\n".join(told)


def plan_sheet(plan: VisitPlan) -> Sheet:
    """The page as a sheet, for the PDF."""
    blocks: list[Heading | Words] = []
    for part, lines in _by_part(plan):
        blocks.append(Heading(HEADINGS[part], 2))
        for number, line in enumerate(lines, 1):
            blocks.append(Words(f"{number}. {line.words}" if part is Part.ASK else line.words, Role.TEXT))
    return Sheet(TITLE, "", "", tuple(blocks), name=TITLE)


def _by_part(plan: VisitPlan) -> Iterator[tuple[Part, list[PlanLine]]]:
    for part in Part:
        if lines := [line for line in plan.page if line.part is part]:
            yield part, lines


def plan_bytes(plan: VisitPlan, form: str) -> bytes:
    """The page as `pdf` or `txt`. Raises `WriteError` where the part that makes a PDF is not installed."""
    if form == "txt":
        return plan_text(plan).encode()
    return pdf_of(plan_sheet(plan))


def plan_name(conversation: Conversation, form: str, number: int = 0) -> str:
    """A name that tells nothing: `plan-2026-11-21.pdf`."""
    return "-".join(["plan", conversation.held_on.isoformat(), *([str(number)] if number else [])]) + f".{form}"
