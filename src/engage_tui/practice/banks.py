"""One-pagers: every bank of the guide as a page to print and keep in a bag. What a service adds of its own is on them.

Simple sheets were what trainees valued. Source: coverage `training.static-tools`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, auto
from typing import TYPE_CHECKING

from engage_tui.practice.leaf import Layout, Leaf, Point
from engage_tui.record.sheet import Heading, Role, Table, Words
from engage_tui.text import capitalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engage_tui.guide.guide import Guide
    from engage_tui.guide.model import Item, Section
    from engage_tui.practice.leaf import Block

WHOM = "For workers. Do not leave it behind on a visit"
SOURCE = "Source: "
ANYONE = "anyone"
KEY = "`"
"""An introduction that names a key of the app says nothing on paper."""


class Show(Flag):
    """What of an item is printed below its line. Its parts always are."""

    LINE = 0
    MORE = auto()
    SAY = auto()
    IF_NO = auto()
    ELSEWHERE = auto()


@dataclass(frozen=True, slots=True)
class Bank:
    """The sections of the guide that go on one page together."""

    name: str
    title: str
    sections: tuple[str, ...]
    show: Show
    tick: bool = False


BANKS = (
    Bank("before-you-start", "Before you start", ("purpose", "safe-to-talk", "plan"), Show.IF_NO, tick=True),
    Bank("visit-plan", "What to settle before a visit", ("visit-plan",), Show.MORE, tick=True),
    Bank(
        "look-and-listen",
        "Look and listen",
        ("how-they-come", "what-they-say", "signs", "turning-away", "look-hold-in-mind"),
        Show.LINE,
    ),
    Bank("ways-in", "Ask: ways in", ("before-asking", "openers", "after-asking"), Show.SAY | Show.MORE),
    Bank("ask-something-else", "Ask: they talk about something else", ("something-else",), Show.SAY),
    Bank("ask-tells-you", "Ask: they tell you about abuse", ("tells-you",), Show.SAY | Show.MORE),
    Bank("ask-heightened-risk", "Ask: heightened risk", ("answering-openly",), Show.SAY | Show.MORE),
    Bank("risk-indicators", "Risk: one is enough to act", ("indicators", "act"), Show.MORE),
    Bank("weigh-risk", "Risk: find out and weigh", ("find-out", "weigh"), Show.MORE),
    Bank("not-safety", "Risk: what does not mean safe", ("not-safety", "survivor-and-child"), Show.MORE),
    Bank("safety", "Safety comes first", ("safety-issues",), Show.MORE),
    Bank("good-practice", "Good practice", ("good-practice",), Show.MORE),
    Bank("stance-and-pace", "How you hold yourself, and pace", ("stance", "pace"), Show.MORE),
    Bank("hold-the-line", "Name it and hold the line", ("hold-the-line",), Show.MORE),
    Bank("reply-habits", "What works when they turn it away", ("replies",), Show.MORE),
    Bank("stop-words", "Stopping: reasons, words, who next", ("stop-reasons", "stop-say", "stop-next"), Show.MORE),
    Bank("refer", "Refer", ("programme", "other-services"), Show.MORE),
    Bank("anger-management", "Why not anger management", ("anger-management",), Show.MORE),
    Bank("with-others", "With others, and staying involved", ("agencies", "stay-involved", "phoneline"), Show.MORE),
    Bank("record-words", "Words that stand up", ("why-record", "wording"), Show.LINE),
    Bank(
        "record-questions", "Record: the questions to answer", ("engagement-questions", "actions-and-next"), Show.IF_NO
    ),
    Bank("after-and-yourself", "Looking after yourself", ("after-visit", "selfcare", "complaints"), Show.MORE),
)
FORM_ONLY = ("own-questions", "about-the-person", "about-the-survivor", "about-the-family")
"""Places to write in, which hold answers about people: they belong in the app and never on paper."""
REPLIES, COMPARED = "replies", "replies-compared"
"""The replies to what people say: those that hold the line on one page, and all three side by side."""


def one_pagers(guide: Guide) -> Iterator[Leaf]:
    """A page for each bank, then those for sections that only a service's own content has."""
    for bank in (*BANKS, *_of_their_own(guide)):
        sections = [guide.sections[s] for s in bank.sections if s in guide.sections]
        if sections:
            yield _page(bank, sections, guide)
    if guide.replies:
        yield _replies(guide)
        yield _compared(guide)


def _of_their_own(guide: Guide) -> Iterator[Bank]:
    placed = {s for bank in BANKS for s in bank.sections} | set(FORM_ONLY)
    for step in guide.walk_steps():
        for section in guide.sections_of(step.id):
            if section.id not in placed:
                yield Bank(f"own-{section.id}", section.title, (section.id,), Show.MORE | Show.SAY | Show.IF_NO)


def _page(bank: Bank, sections: list[Section], guide: Guide) -> Leaf:
    blocks: list[Block] = []
    for section in sections:
        if len(sections) > 1:
            blocks.append(Heading(section.title, 1))
        if section.intro and KEY not in section.intro:
            blocks.append(Words(section.intro, Role.HINT))
        blocks += [_point(item, bank, guide) for item in section.items]
    items = [item for section in sections for item in section.items]
    return _leaf(bank.name, bank.title, tuple(blocks), _sources(items, guide))


def _leaf(name: str, title: str, blocks: tuple[Block, ...], sources: str, *, layout: Layout = Layout.PAGE) -> Leaf:
    columns = 2 if layout is Layout.PAGE else 1
    return Leaf(f"page-{name}", title, WHOM, blocks, layout, columns, foot=f"{SOURCE}{sources}")


def _point(item: Item, bank: Bank, guide: Guide) -> Point:
    return Point(
        f"{item.short}{' (local)' if item.id in guide.local else ''}", tuple(_below(item, bank.show)), bank.tick
    )


def _below(item: Item, show: Show) -> Iterator[Words]:
    if Show.SAY in show:
        for way in item.say:
            yield Words(f"“{way.words}”", Role.TEXT, "" if way.to == ANYONE else capitalised(way.to))
    if Show.MORE in show and item.more:
        yield Words(item.more)
    for part in item.parts:
        yield Words(part, Role.ITEM)
    if Show.IF_NO in show and item.if_no:
        yield Words(item.if_no, caption="If not")
    if Show.ELSEWHERE in show and item.elsewhere:
        yield Words(item.elsewhere, caption="Elsewhere")


def _sources(items: Iterable[Item], guide: Guide) -> str:
    """The documents that items come from, each once, in the order in which they come."""
    documents = (guide.documents[i] for i in dict.fromkeys(item.source.doc for item in items))
    return "; ".join(f"{d.title}, {d.by}" if d.by else d.title for d in documents) + ". In our own words."


def _replies(guide: Guide) -> Leaf:
    """What they may say, and the reply that holds the line."""
    points = (Point(f"“{r.heard}”", (Words(f"“{r.holds_the_line.say}”"),)) for r in guide.replies.values())
    title = "Replies that hold the line"
    return _leaf(REPLIES, title, tuple(points), _replied(guide))


def _compared(guide: Guide) -> Leaf:
    """The three replies to each, for talk in a group: why each of them works or does not."""
    blocks: list[Block] = []
    for replies in guide.replies.values():
        blocks.append(Heading(f"“{replies.heard}”", 1))
        head = tuple(name for name, _ in replies.three())
        cells = tuple((Words(f"“{r.say}”"), Words(r.why, Role.HINT)) for _, r in replies.three())
        blocks += [Table(head, (cells,), (33, 33, 34)), Words(replies.next, caption="Then")]
    title = "Three replies to each, side by side"
    return _leaf(COMPARED, title, tuple(blocks), _replied(guide), layout=Layout.SHEET)


def _replied(guide: Guide) -> str:
    return _sources((guide.items[i] for r in guide.replies.values() for i in (r.id, r.used)), guide)
