"""What somebody does in a conversation, as plain values; and what comes of it by the core alone, with no screen.

`typist.py` does the same at the keyboard of the app. A test compares what came of both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

from engage_tui.conversation.events import Event, Identified, Marked, Opened, Planned, Ticked, Wrote
from engage_tui.conversation.stopping import REASONS, stopped
from engage_tui.conversation.update import apply, begin
from engage_tui.conversation.words import SHAPES, Field, Mark, Setting, Source
from engage_tui.record.carry import carry
from engage_tui.record.left import left_open
from engage_tui.record.missing import missing
from engage_tui.record.write_up import stand_at, stops

if TYPE_CHECKING:
    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.record.earlier import About, Left
    from engage_tui.record.missing import Missing
    from engage_tui.record.write_up import Stop

Told: TypeAlias = Mapping[Field, str]
FIRST_DAY = date(2026, 11, 21)
NOTHING: Told = {}


@dataclass(frozen=True, slots=True)
class Noted:
    """On the walk: an item is found, planned, marked, and words are written in its fields."""

    item: str
    mark: Mark | None = None
    words: Told = field(default_factory=dict)
    planned: bool = False


@dataclass(frozen=True, slots=True)
class AtRisk:
    """The risk indicators, opened from any step, and what is noted on them from the top down."""

    noted: tuple[Noted, ...]


@dataclass(frozen=True, slots=True)
class Stopped:
    """The stop card, the reason of this number, and from the card of a threat straight on to the risk indicators."""

    reason: int
    then: AtRisk


@dataclass(frozen=True, slots=True)
class TablesOn:
    """The people tables are turned on, at this item."""

    item: str


@dataclass(frozen=True, slots=True)
class Moved:
    """What the survivor said on this is moved into the file copy, for a reason."""

    item: str
    reason: str


@dataclass(frozen=True, slots=True)
class OpenedUp:
    """The direct questions are opened, because the answers are open."""


@dataclass(frozen=True, slots=True)
class FromLastTime:
    """What earlier contacts left of these kinds is carried over."""

    abouts: tuple[About, ...]


@dataclass(frozen=True, slots=True)
class Yes:
    """A stop of the write-up, answered with yes."""


@dataclass(frozen=True, slots=True)
class No:
    """A stop answered with no: by one of the usual reasons, in words of one's own, or with no reason for now."""

    reason: int | str | None


@dataclass(frozen=True, slots=True)
class Taken:
    """What the walk offers is taken; `words` are added in its fields."""

    words: Told = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """Words of one's own at a stop, in a new entry where there can be many, and where they are known from."""

    words: Told
    known: Source | None = None


Answered: TypeAlias = Yes | No | Taken | Written


@dataclass(frozen=True, slots=True)
class WrittenUp:
    """Every stop from the first to the last, each with what is answered there; most with one thing, some with none."""

    answers: tuple[tuple[Answered, ...], ...]


@dataclass(frozen=True, slots=True)
class PutRight:
    """A row of the missing list that holds these words is gone to, and this is written there."""

    row: str
    text: str


Act: TypeAlias = Noted | AtRisk | Stopped | TablesOn | Moved | OpenedUp | FromLastTime | WrittenUp | PutRight


@dataclass(frozen=True, slots=True)
class Contact:
    """One conversation from the first key to the final note."""

    setting: Setting
    acts: tuple[Act, ...]
    stands: tuple[tuple[str, str], ...]
    """Words of the file copy, in order, each with the part that it stands in."""
    restricted: tuple[str, ...] = ()
    """Words that stand on the restricted sheet and in nothing that the person could see."""
    ours: tuple[str, ...] = ()
    """Words of the file copy that are not for other agencies."""


@dataclass(frozen=True, slots=True)
class Case:
    """A made-up case."""

    reference: str
    title: str
    about: str
    person: str
    contacts: tuple[Contact, ...]
    names: tuple[str, ...] = ()
    """Names and cells of the people tables, in no copy but where they are asked for."""


# -- what comes of it without a screen


class Core:
    """A conversation to which things happen a minute apart."""

    def __init__(self, talk: Conversation, guide: Guide, earlier: Sequence[Conversation] = ()) -> None:
        self.talk, self.guide, self.earlier = talk, guide, tuple(earlier)
        self._at = talk.created

    def send(self, *events: Event) -> None:
        self._at += timedelta(minutes=1)
        for event in events:
            self.talk = apply(self.talk, event, self._at)

    def write(self, key: str, words: Told) -> None:
        """Words are added to what stands in a field already, as they are by whoever types on."""
        for name, text in words.items():
            answer = self.talk.answer(key)
            self.send(Wrote(key, name, (answer.text(name) if answer else "") + text))

    def act(self, act: Act) -> None:
        doing: Mapping[type, Callable[..., None]] = {
            Noted: self.note,
            AtRisk: self._at_risk,
            Stopped: self._stop,
            TablesOn: lambda _: self.send(Identified(on=True)),
            Moved: lambda moved: self.send(Wrote(moved.item, Field.RELEASE, moved.reason)),
            OpenedUp: lambda _: self.send(Opened()),
            FromLastTime: self._carry,
            WrittenUp: self._write_up,
            PutRight: self._put_right,
        }
        doing[type(act)](act)

    def note(self, noted: Noted) -> None:
        if noted.planned:
            self.send(Planned(noted.item, on=True))
        if noted.mark is not None:
            self.send(Marked(noted.item, noted.mark))
        self.write(noted.item, noted.words)

    def _at_risk(self, risk: AtRisk) -> None:
        for noted in risk.noted:
            self.note(noted)

    def _stop(self, stop: Stopped) -> None:
        self.stop_for(stop.reason)
        self._at_risk(stop.then)

    def stop_for(self, number: int) -> None:
        reason = self.guide.sections[REASONS].items[number - 1].short
        when = f"{self._at.astimezone(UTC):%d %b %Y, %H:%M}".lstrip("0")
        self.send(*stopped(self.talk, reason, when)[1])

    def _carry(self, last: FromLastTime) -> None:
        for left in carried(last, self.earlier, self.guide):
            self.send(*carry(left, self.guide, UTC))

    def _write_up(self, up: WrittenUp) -> None:
        for stop, answers in zip(stops(self.guide), up.answers, strict=True):
            for answer in answers:
                self.answer(stop, answer)

    def answer(self, stop: Stop, answer: Answered) -> None:
        """Answer a stop of the write-up."""
        shown = stand_at(stop, self.talk, self.guide)
        if isinstance(answer, Yes):
            self.send(Marked(shown.key, Mark.YES))
        elif isinstance(answer, No):
            self._no(shown.key, answer)
        elif isinstance(answer, Taken):
            offer = shown.offers[0]
            self.send(*offer.events)
            self.write(offer.key, answer.words)
        else:
            key = shown.key if stop.fields else new_key(self.talk, self.guide, stop.item)
            self.write(key, answer.words)
            if answer.known is not None:
                self.send(Ticked(key, answer.known, on=True))

    def _no(self, key: str, answer: No) -> None:
        self.send(Marked(key, Mark.NO))
        if answer.reason is not None:
            told = answer.reason
            self.write(key, {Field.REASON: self.guide.items[key].reasons[told] if isinstance(told, int) else told})

    def _put_right(self, right: PutRight) -> None:
        found = self.lacking(right)
        assert found.field is not None
        self.write(found.item, {found.field: right.text})

    def lacking(self, right: PutRight) -> Missing:
        """The row of the missing list that is meant."""
        return next(m for m in missing(self.talk, self.guide) if right.row in m.message)


def new_key(talk: Conversation, guide: Guide, item: str) -> str:
    """Where words go that are written at a stop: into a new entry where there can be many."""
    return talk.next_entry(item) if SHAPES[guide.answer_kind(item)].entry else item


def carried(last: FromLastTime, earlier: Sequence[Conversation], guide: Guide) -> list[Left]:
    """The first thing of each kind that was left."""
    left = left_open(earlier, guide, UTC)
    return [next(x for x in left if x.about is about) for about in last.abouts]


def contact_of(case: Case, contact: Contact, day: date) -> Conversation:
    """The conversation as it is begun."""
    at = datetime(day.year, day.month, day.day, 14, 0, tzinfo=UTC)
    return begin(
        f"{case.reference}-{day}",
        reference=case.reference,
        setting=contact.setting,
        person=case.person,
        author="A. Worker",
        held_on=day,
        at=at,
    )


def played(case: Case, guide: Guide) -> list[Conversation]:
    """What each contact of a case comes to, the first on a fixed day and each further one three days later."""
    talks: list[Conversation] = []
    for number, contact in enumerate(case.contacts):
        day = FIRST_DAY + timedelta(days=3 * number)
        core = Core(contact_of(case, contact, day), guide, talks)
        for act in contact.acts:
            core.act(act)
        talks.append(core.talk)
    return talks
