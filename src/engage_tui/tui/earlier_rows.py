"""What earlier contacts left, as a list. Pure: of each thing it shows what the file copy of its note may hold, and no
more, because lists are read over shoulders.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engage_tui.conversation.words import SHAPES, Field, Mark
from engage_tui.guide.model import AnswerKind, base_id
from engage_tui.record.captions import MARKS, SETTINGS, THE_PERSON, copied_caption, field_caption
from engage_tui.record.carry import carried_here
from engage_tui.record.earlier import MAIN_FIELD, About
from engage_tui.text import capitalised, plural, shorten
from engage_tui.tui.row import Row, Span, blank, text_row
from engage_tui.when import day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, tzinfo

    from engage_tui.conversation.state import Answer, Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.record.earlier import Left, Origin

RESTRICTED = "Something restricted is written here (open it to read)"
NOTHING = (
    "Nothing of this sort is written in the earlier notes. That says what was written down, and not how things stand."
)
WIDTH = 240
NAMED = 3
"""So many contacts are named at the top, the last ones."""
_TITLES: Mapping[About, str] = {
    About.PRESENT: "Risk: marked present before",
    About.UNASKED: "Left unasked",
    About.NOT_SAFE: "Not safe to ask then",
    About.INDICATOR: "Risk: not known at the last contact",
    About.UNKNOWN: "Not known",
    About.PROMISE: "Promised, with nothing written of how it was kept",
    About.ACTION: "Actions for {person}",
    About.COMPARED: "Said, and seen or known from others",
    About.ATTEMPT: "Attempts since {person} last talked with you",
}
_INTROS: Mapping[About, str] = {
    About.PRESENT: "One indicator is enough to act. It is written here as it was marked then.",
    About.NOT_SAFE: "Kept apart and not carried over. The reason is with each of them.",
    About.INDICATOR: "Not known does not mean not there.",
    About.COMPARED: "Side by side, as they were written.",
    About.ATTEMPT: "Work done, whatever came of it.",
}


@dataclass(frozen=True, slots=True)
class EarlierView:
    """What to show. Without a conversation it is to be read, as before a visit."""

    guide: Guide
    left: Sequence[Left]
    earlier: Sequence[Conversation]
    today: date
    current: Conversation | None = None
    zone: tzinfo | None = None

    @property
    def person(self) -> str:
        """The practitioner's word for the person, the latest there is."""
        talks = [*self.earlier, *([self.current] if self.current else [])]
        return talks[-1].person if talks and talks[-1].person else THE_PERSON

    def carried(self, left: Left) -> str:
        """Where it stands in the conversation already; empty when it does not, or there is none."""
        return carried_here(left, self.current, self.guide, self.zone) if self.current else ""


def row_key(left: Left) -> str:
    """The key of the row of one thing: what it is about, its place, its conversation."""
    return f"{left.about.value}|{left.key}|{left.origin.note}"


def earlier_rows(view: EarlierView) -> list[Row]:
    """The contacts, and under headings what they left; the cursor stops at each thing."""
    rows = [text_row("contacts", _contacts(view), "muted")]
    if not view.left:
        return [*rows, blank("gap"), text_row("nothing", NOTHING)]
    for about in About:
        some = [x for x in view.left if x.about is about]
        if some:
            title = _TITLES[about].replace("{person}", view.person)
            rows += [blank(f"gap:{about}"), text_row(f"title:{about}", title, "title")]
            if about in _INTROS:
                rows.append(text_row(f"intro:{about}", _INTROS[about], "muted", indent=2))
            for left in some:
                rows += _rows(view, left)
    return rows


def _contacts(view: EarlierView) -> str:
    told = [f"{SETTINGS[t.setting]} of {day(t.held_on)}" for t in reversed(view.earlier[-NAMED:])]
    before = len(view.earlier) - NAMED
    more = f"; and {plural(before, 'contact')} before" if before > 0 else ""
    return f"Earlier contacts, the last first: {'; '.join(told)}{more}."


def _rows(view: EarlierView, left: Left) -> Iterator[Row]:
    key = row_key(left)
    yield Row(key, _main(view, left), lead=_lead(left), lead_role=_role(left), tail=_tail(view, left), indent=2)
    for n, told in enumerate(_under(view, left)):
        yield text_row(f"{key}|{n}", told, "muted", indent=6)


def _lead(left: Left) -> str:
    return {About.PRESENT: "!", About.NOT_SAFE: "✕"}.get(left.about, "○")


def _role(left: Left) -> str:
    return "alert" if left.about is About.PRESENT else "mark"


def _main(view: EarlierView, left: Left) -> tuple[Span, ...]:
    if left.shown is None:
        return ((RESTRICTED, "muted"),)
    item = view.guide.items.get(base_id(left.key))
    kind = view.guide.answer_kind(left.key) if item else AnswerKind.TEXT
    if item is None:
        return ((left.key, ""),)
    if not SHAPES[kind].entry:
        return ((item.say[0].words if item.say else item.short, "quote" if item.say else ""),)
    words = left.shown.text(MAIN_FIELD[kind]) or next(iter(_others(left.shown, kind)), ("", "no words yet"))[1]
    return ((shorten(words, WIDTH), ""),)


def _tail(view: EarlierView, left: Left) -> str:
    """What has come of it in this conversation."""
    if view.current is None:
        return ""
    if left.about in (About.COMPARED, About.ATTEMPT):
        return ""
    kind = view.guide.answer_kind(left.key) if base_id(left.key) in view.guide.items else AnswerKind.NONE
    key = view.carried(left) if SHAPES[kind].entry else left.key
    answer = view.current.answer(key)
    if answer and answer.mark:
        return f"now {MARKS[answer.mark]}"
    if SHAPES[kind].entry:
        return "carried over" if key else ""
    return "planned" if answer and answer.planned else ""


def _under(view: EarlierView, left: Left) -> Iterator[str]:
    """What stands under the row: the other words, when it was due, where it is from."""
    if left.shown is not None:
        yield from _told(view, left, left.shown)
        if left.more:
            yield RESTRICTED
    if left.beside or left.answer.empty:
        return  # each statement has its own; and where nothing was written there is no time of it
    yield origin_told(left.origin, view.zone)


def _told(view: EarlierView, left: Left, shown: Answer) -> Iterator[str]:
    if left.beside:
        for statement in left.beside:
            kind = view.guide.answer_kind(left.key)
            caption = field_caption(kind, statement.field, view.person)
            yield f"{caption}: {shorten(statement.text, WIDTH)}  ({origin_told(statement.origin, view.zone)})"
    elif left.about is About.INDICATOR and shown.mark is Mark.NOT_IDENTIFIED:
        yield "Not identified then, and not marked at the last contact"
    elif base_id(left.key) in view.guide.items:
        kind = view.guide.answer_kind(left.key)
        main = MAIN_FIELD.get(kind) if SHAPES[kind].entry else None
        others = [(c, t) for f, (c, t) in _captioned(shown, kind, view.person) if f is not main]
        if others:
            yield " · ".join(f"{caption}: {shorten(text, WIDTH)}" for caption, text in others)
    if left.due is not None and left.due < view.today:
        yield f"The day for it has passed: {day(left.due)}"


def _captioned(shown: Answer, kind: AnswerKind, person: str) -> list[tuple[Field, tuple[str, str]]]:
    fields = [*SHAPES[kind].fields, *(f for f in shown.words if f not in SHAPES[kind].fields)]
    words = [f for f in fields if f in shown.words]
    return [(f, (copied_caption(kind, f, person), shown.text(f))) for f in words]


def _others(shown: Answer, kind: AnswerKind) -> list[tuple[str, str]]:
    return [told for _, told in _captioned(shown, kind, THE_PERSON)]


def origin_told(origin: Origin, zone: tzinfo | None = None) -> str:
    """`Home visit of 12 Nov 2026, written 14:32`."""
    at = origin.written.astimezone(zone)
    written = f"{at:%H:%M}" if at.date() == origin.held_on else f"{day(at.date())} {at:%H:%M}"
    return f"{capitalised(SETTINGS[origin.setting])} of {day(origin.held_on)}, written {written}"


def full_rows(view: EarlierView, left: Left) -> list[Row]:
    """Everything that is written, for a window that was opened on purpose: the restricted words, too, and marked so."""
    if base_id(left.key) not in view.guide.items:
        return [text_row("gone", "The guide no longer has this. Open the note to read it.", stop=True)]
    kind = view.guide.answer_kind(left.key)
    rows = []
    for statement in left.beside:
        told = f"{field_caption(kind, statement.field, view.person)}: {statement.text}"
        rows.append(text_row(f"{statement.origin.note}|{statement.field}", told, stop=True))
        rows.append(text_row("", origin_told(statement.origin, view.zone), "muted", indent=2))
    shown = left.shown.words if left.shown else {}
    for field in [*SHAPES[kind].fields, *(f for f in left.answer.words if f not in SHAPES[kind].fields)]:
        if field in left.answer.words and not (left.beside and field in shown):
            mark = "" if field in shown or field is Field.SURVIVOR else " (restricted)"
            caption = f"{field_caption(kind, field, view.person)}{mark}: "
            rows.append(Row(field.value, ((caption, "muted"), (left.answer.text(field), "")), stop=True))
    return rows or [text_row("none", "No more is written about it.", "muted", stop=True)]
