"""The wording of a whole note as a list: item by item in the order of the note, and what was kept. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engage_tui.conversation.state import entry_number
from engage_tui.conversation.words import SHAPES, Field
from engage_tui.guide.model import AnswerKind, NotePart, base_id
from engage_tui.record.audience import held_back
from engage_tui.record.captions import field_caption
from engage_tui.record.passing import NEVER_IN_PASSING, all_hidden
from engage_tui.record.placing import part_of
from engage_tui.text import clean_line, shorten
from engage_tui.tui.field_rows import HIDDEN
from engage_tui.tui.row import Row, text_row
from engage_tui.tui.wording import LOOKED_AT, look, prompts, sentence_around

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from engage_tui.conversation.state import Conversation, Kept
    from engage_tui.guide.guide import Guide
    from engage_tui.lens.lens import Finding, Lens
    from engage_tui.tui.wording import Prompt

NOTHING = (
    "There are no words here that the lens would ask about. It goes by phrases and does not know what happened, so "
    "read the note yourself as well."
)
KEPT = "kept:"


@dataclass(frozen=True, slots=True)
class Written:
    """A field of the note with what the lens finds in it. `hidden`: it is not shown in passing."""

    key: str
    field: Field
    name: str
    caption: str
    text: str
    findings: tuple[Finding, ...]
    hidden: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """One prompt with the field it stands in."""

    where: Written
    prompt: Prompt


@dataclass(frozen=True, slots=True)
class KeptHere:
    """Words that were kept in an answer."""

    key: str
    name: str
    kept: Kept
    hidden: bool


def look_over(
    conversation: Conversation, guide: Guide, lens: Lens, stopped: Callable[[], bool] = lambda: False
) -> tuple[Written, ...]:
    """Every field in which the lens finds anything, in the order of the note."""
    held = held_back(conversation, guide)
    written = []
    for key in _in_order(conversation, guide):
        kind, answer = guide.answer_kind(key), conversation.items[key]
        whole = all_hidden(guide, key, answer)
        for field in [f for f in _fields(kind_fields=SHAPES[kind].fields, words=answer.words) if f in LOOKED_AT]:
            if stopped():
                return ()
            text = answer.text(field)
            found = look(lens, text, {})
            if found:
                hidden = field in NEVER_IN_PASSING or whole or (key in held and field in held[key].words)
                alone = field is Field.TEXT and kind is AnswerKind.TEXT  # then it has no name worth telling
                caption = "" if alone else f"{field_caption(kind, field, conversation.person)}: "
                written.append(Written(key, field, item_name(guide, key), caption, text, found, hidden))
    return tuple(written)


def _in_order(conversation: Conversation, guide: Guide) -> list[str]:
    """The answers in the order of the note; without those whose item the guide no longer has."""
    parts, order = list(NotePart), {item_id: n for n, item_id in enumerate(guide.items)}
    known = [k for k in conversation.items if guide.of_entry(k) is not None]
    return sorted(
        known,
        key=lambda k: (
            parts.index(part_of(guide, k, guide.answer_kind(k))),
            order[base_id(k)],
            entry_number(k),
        ),
    )


def _fields(*, kind_fields: Sequence[Field], words: Iterable[Field]) -> Sequence[Field]:
    """The fields that hold words, as they are offered, and any others after them."""
    held = list(words)
    return [*(f for f in kind_fields if f in held), *(f for f in held if f not in kind_fields)]


def item_name(guide: Guide, key: str) -> str:
    """What an answer is called in the list."""
    item, entry = guide.items[base_id(key)], SHAPES[guide.answer_kind(key)].entry
    return f"{entry} {entry_number(key)}" if entry else shorten(item.say[0].words if item.say else item.short, 76)


def asked(written: Sequence[Written], conversation: Conversation) -> tuple[Asked, ...]:
    """What is left to ask: nothing of what was kept."""
    return tuple(
        Asked(one, prompt)
        for one in written
        if (answer := conversation.answer(one.key)) is not None
        for prompt in prompts(one.findings, answer.kept)
    )


def kept_here(conversation: Conversation, guide: Guide) -> tuple[KeptHere, ...]:
    """What was kept, in the order of the note. Its field is not known any more: what may be restricted is hidden."""
    held = held_back(conversation, guide)
    return tuple(
        KeptHere(key, item_name(guide, key), kept, hidden=key in held or all_hidden(guide, key, answer))
        for key in _in_order(conversation, guide)
        if (answer := conversation.items[key]).kept
        for kept in answer.kept
    )


def wording_rows(questions: Sequence[Asked], kept: Sequence[KeptHere], opened: frozenset[int]) -> list[Row]:
    """What is asked, grouped by item, and what was kept. What is hidden is told by its place until opened."""
    rows = list(_asked_rows(questions, opened)) or [text_row("nothing", NOTHING, stop=True)]
    if kept:
        rows += [text_row("gap", ""), text_row("kept", "Kept as it is", "title")]
    for n, one in enumerate(kept):
        rows.append(Row(f"{KEPT}{n}", tuple(_kept_spans(one)), lead="●", lead_role="mark"))
    return rows


def _asked_rows(questions: Sequence[Asked], opened: frozenset[int]) -> Iterator[Row]:
    before = ""
    for n, one in enumerate(questions):
        where = one.where
        if where.key != before:
            before = where.key
            yield text_row(f"item:{where.key}", where.name, "title")
        if where.hidden and n not in opened:
            caption = "Restricted: " if where.field in NEVER_IN_PASSING else where.caption
            yield Row(f"{n}", ((caption, "muted"), (HIDDEN, "")), lead="○", lead_role="mark", indent=2)
        else:
            yield Row(f"{n}", tuple(_sentence_spans(one)), lead="○", lead_role="mark", indent=2)
            yield text_row(f"{n}:why", one.prompt.why, indent=6)
            yield Row(f"{n}:how", (("Perhaps: ", "muted"), (one.prompt.rewording, "")), indent=6, stop=False)


def _sentence_spans(one: Asked) -> Iterator[tuple[str, str]]:
    before, words, after = sentence_around(one.where.text, one.prompt.start, one.prompt.end)
    yield (one.where.caption, "muted")
    yield (before, "")
    yield (words, "wording")
    yield (after, "")


def _kept_spans(one: KeptHere) -> Iterator[tuple[str, str]]:
    yield (HIDDEN if one.hidden else f"“{shorten(clean_line(one.kept.words), 100)}”", "")
    reason = f": {one.kept.reason}" if one.kept.reason and not one.hidden else ""
    yield (f"  {one.name}{reason}", "muted")
