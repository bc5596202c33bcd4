"""From a conversation and the guide to a note. The same conversation gives the same note, every time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from engage_tui.conversation.rules import planned
from engage_tui.conversation.state import PRACTICE, entry_number
from engage_tui.conversation.words import SHAPES, Field, Mark, Source
from engage_tui.guide.model import AnswerKind, NotePart, base_id
from engage_tui.record.audience import Audience
from engage_tui.record.captions import MARKS, SETTINGS, TABLES, copied_caption, field_caption, source_caption
from engage_tui.record.form import ON_THE_FORM, OWN_PART, form_groups
from engage_tui.record.note import Entry, Group, Line, Note, Part
from engage_tui.record.placing import part_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime, tzinfo

    from engage_tui.conversation.state import Answer, Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.guide.model import Item

RISK_INTRO = (
    "One indicator is enough to act. Indicators are not added up. Not known does not mean not there, "
    "and these eight are not the whole of risk. "
    "An indicator that is not named here is not known, or is recorded elsewhere."
)
ROLE_PLAY = "Role-play: about nobody, and no record"
PLAN = "The plan made beforehand"
KNOWN_FROM = "Known from"
VIEW_INTRO = "What the practitioner thinks. It is a view and not a fact."


@dataclass(frozen=True, slots=True)
class _Noted:
    """An answer with what the guide says of it; the item is None when the guide no longer has it."""

    item_id: str
    answer: Answer
    item: Item | None
    kind: AnswerKind

    @property
    def label(self) -> str:
        if self.item is None:
            return self.item_id
        if self.kind is AnswerKind.QUESTION:
            return self.item.say[0].words
        if self.kind is AnswerKind.OWN_QUESTION and self.answer.text(Field.ASKED_AS):
            return self.answer.text(Field.ASKED_AS)
        return f"{self.entry} {entry_number(self.item_id)}" if self.entry else self.item.short

    @property
    def entry(self) -> str:
        """What one entry of it is called, where it is one of many."""
        return SHAPES[self.kind].entry


class _Builder:
    """Gathers what was noted, part by part. `zone` is the local time zone for times shown."""

    def __init__(self, conversation: Conversation, guide: Guide, audience: Audience, zone: tzinfo | None) -> None:
        self._conversation, self._guide, self._audience, self._zone = conversation, guide, audience, zone
        order = {item_id: n for n, item_id in enumerate(guide.items)}
        ids = sorted(conversation.items, key=lambda i: (order.get(base_id(i), len(order)), entry_number(i)))
        self._noted = [self._one(i, conversation.items[i]) for i in ids]

    def _one(self, item_id: str, answer: Answer) -> _Noted:
        if item := self._guide.of_entry(item_id):
            return _Noted(item_id, answer, item, self._guide.answer_kind(item_id))
        return _Noted(item_id, answer, None, _guess_kind(answer))

    def parts(self) -> tuple[Part, ...]:
        """Every part but the first, in order."""
        return (
            self._checks(),
            self._plain(NotePart.SEEN_AND_HEARD),
            self._questions(),
            self._risk(),
            *(
                self._plain(kind)
                for kind in (
                    NotePart.RESPONSES,
                    NotePart.PATTERN,
                    NotePart.STRENGTHS,
                    NotePart.ACTIONS,
                    NotePart.REFERRALS,
                )
            ),
            self._form(),
            self._plain(NotePart.ATTEMPTS),
            self._views(),
            self._next(),
        )

    def _of(self, kind: NotePart) -> list[_Noted]:
        return [n for n in self._noted if part_of(self._guide, n.item_id, n.kind) is kind]

    def _plain(self, kind: NotePart, if_empty: str = "Nothing noted.") -> Part:
        return Part(kind, "", self._listed(self._of(kind)), if_empty)

    def _listed(self, noted: Sequence[_Noted]) -> tuple[Group, ...]:
        """What is noted in order: single answers together, and the entries of an item as a table of their own."""
        groups = []
        for item_id, some in groupby(noted, lambda n: base_id(n.item_id) if n.entry else ""):
            entries = tuple(map(self._entry, some))
            if item_id:
                groups.append(Group(self._table_title(item_id), entries, self._columns(item_id, entries)))
            else:
                groups.append(Group("", entries))
        return tuple(groups)

    def _table_title(self, item_id: str) -> str:
        kind = self._guide.answer_kind(item_id)
        return self._guide.section_of(item_id).title if kind is AnswerKind.PEOPLE else TABLES.get(kind, "")

    def _columns(self, item_id: str, entries: Sequence[Entry]) -> tuple[str, ...]:
        """The captions of a table: those that hold anything, in the order of the form."""
        kind, person = self._guide.answer_kind(item_id), self._conversation.person
        used = {line.caption for entry in entries for line in entry.lines}
        usual = [KNOWN_FROM, *(field_caption(kind, f, person) for f in SHAPES[kind].fields)]
        return tuple(dict.fromkeys(c for c in (*usual, *sorted(used)) if c in used))

    def _form(self) -> Part:
        """The form as published, and after it what a service has added."""
        noted = self._of(NotePart.ENGAGEMENT)
        answered: dict[str, tuple[Entry, ...]] = {}
        for one in noted:
            item_id = base_id(one.item_id)
            answered[item_id] = (*answered.get(item_id, ()), self._entry(one))
        talk = self._conversation
        groups = form_groups(self._guide, self._audience, talk, answered, self._columns)
        own = [g for g in self._listed([n for n in noted if base_id(n.item_id) not in ON_THE_FORM]) if g.entries]
        named = [replace(g, title=g.title or OWN_PART) for g in own]
        return Part(NotePart.ENGAGEMENT, "", (*groups, *named))

    def _checks(self) -> Part:
        """The checks, and which were not answered: a reader must not take silence for a yes."""
        noted = self._of(NotePart.SAFE_TO_TALK)
        checks = [n for n in noted if n.kind is AnswerKind.CHECK or n.kind is AnswerKind.USED]
        groups = self._groups(("", checks), (PLAN, [n for n in noted if n not in checks and not n.entry]))
        groups = (*groups, *self._listed([n for n in noted if n.entry]))
        blank = tuple(Entry(i.short) for i in self._guide.items.values() if self._unanswered_check(i))
        if checks and blank and self._audience is Audience.FILE:
            groups = (*groups, Group("Not answered", blank))
        return Part(NotePart.SAFE_TO_TALK, "", groups, "No check was answered.")

    def _unanswered_check(self, item: Item) -> bool:
        kind = self._guide.answer_kind(item.id)
        return (
            kind is AnswerKind.CHECK
            and not (item.restricted or item.private)
            and item.id not in self._conversation.items
        )

    def _groups(self, *named: tuple[str, list[_Noted]]) -> tuple[Group, ...]:
        return tuple(Group(title, tuple(map(self._entry, noted))) for title, noted in named if noted)

    def _questions(self) -> Part:
        asked = self._of(NotePart.QUESTIONS)
        groups = self._groups(
            ("Asked", [n for n in asked if n.answer.mark is Mark.ASKED]),
            (
                "Planned, and not asked",
                [n for n in asked if n.answer.planned and n.answer.mark in (None, Mark.NOT_ASKED)],
            ),
            ("Not safe to ask", [n for n in asked if n.answer.mark is Mark.NOT_SAFE]),
            ("Not asked", [n for n in asked if n.answer.mark is Mark.NOT_ASKED and not n.answer.planned]),
            ("Noted without a mark", [n for n in asked if n.answer.mark is None and not n.answer.planned]),
            (
                "Also noted",
                [n for n in asked if n.answer.mark not in (None, Mark.ASKED, Mark.NOT_ASKED, Mark.NOT_SAFE)],
            ),
        )
        return Part(NotePart.QUESTIONS, self._opened(), groups, "No question was noted.")

    def _opened(self) -> str:
        opening = self._conversation.opening
        if opening is None:
            return ""
        why = opening.reason or "the person was answering openly"
        return f"The direct questions on heightened risk were opened at {self._time(opening.at)}: {why}"

    def _risk(self) -> Part:
        noted = self._of(NotePart.RISK)
        groups = self._groups(
            ("Present", [n for n in noted if n.answer.mark is Mark.PRESENT]),
            ("Not identified", [n for n in noted if n.answer.mark is Mark.NOT_IDENTIFIED]),
            ("Not known, with something noted", [n for n in noted if n.answer.mark is None]),
            ("Also noted", [n for n in noted if n.answer.mark not in (None, Mark.PRESENT, Mark.NOT_IDENTIFIED)]),
        )
        return Part(NotePart.RISK, RISK_INTRO, groups, if_empty="")

    def _views(self) -> Part:
        views = [Entry(n.label, "", "", (self._line(n, Field.VIEW),)) for n in self._noted if n.answer.text(Field.VIEW)]
        own = [self._entry(n) for n in self._of(NotePart.VIEW)]
        return Part(NotePart.VIEW, VIEW_INTRO, (Group("", (*own, *views)),))

    def _next(self) -> Part:
        place = {key: n for n, key in enumerate(planned(self._conversation, self._guide))}
        unasked = [n for n in self._noted if n.answer.planned and n.answer.mark in (None, Mark.NOT_ASKED)]
        entries = [Entry(n.label) for n in sorted(unasked, key=lambda n: place.get(n.item_id, len(place)))]
        told = self._listed(self._of(NotePart.NEXT))
        left = (Group("Planned, and not asked", tuple(entries)),) if entries else ()
        return Part(NotePart.NEXT, "", (*told, *left))

    def _entry(self, noted: _Noted) -> Entry:
        answer = noted.answer
        fields = [f for f in _ordered_fields(noted) if f is not Field.VIEW and answer.text(f)]
        lines = tuple(self._line(noted, f) for f in fields)
        if answer.sources and SHAPES[noted.kind].sources:
            known = "; ".join(source_caption(s, self._conversation.person) for s in Source if s in answer.sources)
            lines = (Line(KNOWN_FROM, known), *lines)
        mark = MARKS[answer.mark] if answer.mark else ""
        if answer.planned:
            mark = f"planned, {mark}" if mark else "planned"
        return Entry(noted.label, mark, self._time(answer.changed), lines)

    def _line(self, noted: _Noted, field: Field) -> Line:
        words = noted.answer.words[field]
        called = field_caption if self._audience is Audience.RESTRICTED else copied_caption
        caption = called(noted.kind, field, self._conversation.person)
        quoted = field in (Field.SAID, Field.SURVIVOR)
        named = SHAPES[noted.kind].entry and field in SHAPES[noted.kind].fields
        plain = field is Field.TEXT and not named
        return Line("" if plain else caption, words.text, self._time(words.changed), quoted)

    def _time(self, at: datetime) -> str:
        return at.astimezone(self._zone).strftime("%H:%M")


def _ordered_fields(noted: _Noted) -> list[Field]:
    """The fields that the kind offers first, in its order, then any other: nothing written is ever left out."""
    offered = SHAPES[noted.kind].fields
    return [*offered, *(f for f in noted.answer.words if f not in offered)]


def _guess_kind(answer: Answer) -> AnswerKind:
    """For an item that the guide no longer has: the kind whose marks hold this one."""
    kinds = (k for k, shape in SHAPES.items() if answer.mark in shape.marks)
    return next(kinds, AnswerKind.TEXT)


def build_note(
    conversation: Conversation,
    guide: Guide,
    *,
    audience: Audience,
    state: str,
    written_by: str,
    zone: tzinfo | None = None,
) -> Note:
    """The note of a conversation that holds only what `audience` may see.

    `state` is what its head says (such as `Draft`); `written_by` names the app and its version; `zone` is the time
    zone for the times shown, the computer's own when left out.
    """
    parts = _Builder(conversation, guide, audience, zone).parts()
    if audience is not Audience.FILE:  # a short sheet that goes with the note, and not a second note
        parts = tuple(p for p in parts if not p.empty)
    title = f"Conversation note {conversation.reference}".strip()
    if conversation.practice:
        title, state = f"{PRACTICE}. {title}", f"{state}. {ROLE_PLAY}"
    return Note(
        title=title,
        state=state,
        audience=audience,
        facts=(
            ("Reference", conversation.reference),
            ("Date", f"{conversation.held_on:%d %B %Y}".lstrip("0")),
            ("Setting", SETTINGS[conversation.setting]),
            ("The person is called", conversation.person),
            ("Written by", conversation.author),
            ("Last changed", conversation.changed.astimezone(zone).strftime("%d %B %Y, %H:%M").lstrip("0")),
        ),
        parts=parts,
        closing=(*_CLOSING[audience], f"Made with {written_by}, guide {conversation.edition or guide.edition}."),
    )


_CLOSING: Mapping[Audience, tuple[str, ...]] = {
    Audience.FILE: (),  # that there is another sheet would make its reader ask for it
    Audience.AGENCIES: (
        "For the agencies that share information about this case, and no one else. Never show it to the person.",
        "What is known only from the survivor is not in it.",
    ),
    Audience.RESTRICTED: (
        "RESTRICTED. Holds what the survivor said, and how workers keep safe.",
        "For professionals who need it. Never for the person: do not show it, send it or read it to them.",
    ),
}
