"""What is read out about an item, and the words that answer it. Pure: the same item gives the same lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.conversation.rules import touched_by_answers
from engage_tui.conversation.state import entry_number
from engage_tui.conversation.words import IDENTIFYING, SHAPES, Field, Mark, Source, fields_for
from engage_tui.guide.model import AnswerKind, base_id
from engage_tui.record.audience import FROM_SOMEONE, released
from engage_tui.record.captions import MARKS, field_caption, source_caption
from engage_tui.record.passing import all_hidden, hidden_field
from engage_tui.text import capitalised, initials, shorten
from engage_tui.when import day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engage_tui.conversation.state import Answer, Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.guide.model import Item

RESTRICTED = "Something restricted is written here; show reads it out."
ONE_LINE = (
    IDENTIFYING
    | {Field.WHO, Field.WHEN, Field.TOWARDS, Field.WAY, Field.CHECKED_BY, Field.HELD_UNDER}
    | {Field.CASE_ID}
)
"""Fields that a line is enough for."""
WORDS_FOR: Mapping[Mark, tuple[str, ...]] = {
    Mark.HEARD: ("heard", "h"),
    Mark.SEEN: ("seen", "s"),
    Mark.ASKED: ("asked", "a"),
    Mark.NOT_ASKED: ("not asked", "na"),
    Mark.NOT_SAFE: ("not safe", "ns", "not safe to ask", "x"),
    Mark.USED: ("used", "u"),
    Mark.PRESENT: ("present", "p"),
    Mark.NOT_IDENTIFIED: ("not identified", "ni", "x"),
    Mark.YES: ("yes", "y"),
    Mark.NO: ("no", "n", "x"),
    Mark.OFFERED: ("offered", "o"),
    Mark.REFERRED: ("referred", "r"),
    Mark.DECLINED: ("declined", "d", "x"),
}
"""How each mark is typed: the word that is read out, a letter or two, and others that people try."""
SOURCE_WORDS: Mapping[Source, tuple[str, ...]] = {
    Source.ME: ("me", "i", "seen"),
    Source.PERSON: ("person", "client", "said"),
    Source.SURVIVOR: ("survivor", "s"),
    Source.AGENCY: ("agency", "another agency", "a"),
    Source.RECORD: ("record", "file", "r"),
}

FROM_WORDS = ("from", "sources", "known from")
SAYS: Mapping[str, str] = {"saw": "seen", "words": "said", "why": "reason", "asked as": "asked_as"}
"""Other names that people try for fields."""


def mark_of(kind: AnswerKind, typed: str) -> Mark | None:
    """The mark that a word stands for with items of this kind."""
    return next((m for m in SHAPES[kind].marks if typed in WORDS_FOR[m]), None)


def answers_told(kind: AnswerKind) -> str:
    """The answers there are, with their letters; empty for what is only read."""
    shape = SHAPES[kind]
    marks = () if shape.entry else shape.marks  # what there can be many of is marked one by one
    told = [f"{WORDS_FOR[m][0]} ({WORDS_FOR[m][1]})" for m in marks]
    told += ["plan"] if shape.plans and not shape.entry else []
    told += ["add"] if shape.entry else ["write"] if shape.fields else []
    return f"Answers: {', '.join(told)}. Enter goes on." if told else ""


def line_of(guide: Guide, item: Item, wording: int = 0) -> str:
    """An item in a line: what it says, or for a question the words to say aloud."""
    text = f"“{item.say[wording % len(item.say)].words}”" if item.say else item.short
    text = f"{text} (local)" if item.id in guide.local else text
    return f"{text} {guide.ages[item.id]}" if item.id in guide.ages else text


def state_of(guide: Guide, talk: Conversation, key: str) -> str:
    """What is noted, without any of the words; empty when nothing is. A risk indicator always says where it stands."""
    answer, kind = talk.answer(key), guide.answer_kind(key)
    if SHAPES[kind].entry and key == base_id(key) and (number := len(talk.entries(key))):
        return f"Written: {number}. Type list to hear them."
    if answer is None or answer.empty:
        return "Not known." if kind is AnswerKind.RISK else ""
    told = ["planned"] if answer.planned else []
    told += [MARKS[answer.mark]] if answer.mark else ["not known"] if kind is AnswerKind.RISK else []
    plain = [f for f in answer.words if not hidden_field(answer, f)]
    if plain and not all_hidden(guide, key, answer):
        told.append("words under " + ", ".join(field_caption(kind, f, talk.person) for f in plain))
    lines = [f"Noted: {'; '.join(told)}."] if told else []
    lines += [RESTRICTED] if has_restricted(guide, key, answer) else []
    lines += ["It is in the file copy."] if released(guide, key, answer) else []
    if kind in FROM_SOMEONE and not answer.sources and (answer.mark is not None or answer.words):
        lines.append("Not said yet where it is known from: type from.")
    return " ".join(lines)


def has_restricted(guide: Guide, key: str, answer: Answer) -> bool:
    """Words stand here that must not be read out in passing."""
    return bool(answer.words) and (all_hidden(guide, key, answer) or any(hidden_field(answer, f) for f in answer.words))


def entry_line(guide: Guide, talk: Conversation, key: str) -> str:
    """An entry in a line: the first of its words, unless they must not be read out in passing."""
    kind, answer = guide.answer_kind(key), talk.items[key]
    name = f"{SHAPES[kind].entry} {entry_number(key)}"
    if all_hidden(guide, key, answer):
        return f"{name}. {RESTRICTED}"
    told = [initials(answer.text(Field.NAME))] if answer.text(Field.NAME) else []
    told += [MARKS[answer.mark]] if answer.mark else []
    told += [shorten(answer.text(f), 60) for f in _in_order(kind, answer) if not hidden_field(answer, f)][:4]
    return f"{name}: {'; '.join(told)}" if told else f"{name}. {RESTRICTED}"


def _in_order(kind: AnswerKind, answer: Answer) -> list[Field]:
    offered = SHAPES[kind].fields
    return [*(f for f in offered if f in answer.words), *(f for f in answer.words if f not in offered)]


def fields_at(guide: Guide, talk: Conversation, key: str) -> tuple[Field, ...]:
    """The fields that can be written in, and any other that holds words."""
    item, answer, kind = guide.items[base_id(key)], talk.answer(key), guide.answer_kind(key)
    offered = fields_for(kind, acts=bool(item.act_now), restricted=item.restricted, identities=talk.identities)
    more = [f for f in answer.words if f not in offered] if answer else []
    return tuple(f for f in (*offered, *more) if f not in (Field.CARRIED, Field.RELEASE))


def all_words(guide: Guide, talk: Conversation, key: str) -> Iterator[tuple[str, str]]:
    """Every word of an answer with its caption, because it was asked for, and where it is known from."""
    answer, kind = talk.answer(key), guide.answer_kind(key)
    if answer is None:
        return
    for name in _in_order(kind, answer):
        at = f"{answer.words[name].changed.astimezone():%H:%M}"
        yield f"{field_caption(kind, name, talk.person)} ({at})", answer.text(name)
    if answer.sources:
        yield "Known from", "; ".join(source_caption(s, talk.person) for s in Source if s in answer.sources)


def sources_in(typed: str) -> tuple[tuple[Source, bool], ...] | None:
    """The sources named in `me, agency` or `not a record`, with whether each is one; None when a word is none."""
    found = []
    for part in filter(None, (p.strip() for p in typed.replace(" and ", ",").split(","))):
        on = not part.startswith("not ")
        name = part.removeprefix("not ").removeprefix("a ").removeprefix("the ").strip()
        number = int(name) if name.isdecimal() and len(name) < 3 else 0
        numbered = list(Source)[number - 1] if 0 < number <= len(Source) else None
        source = numbered or next((s for s, words in SOURCE_WORDS.items() if name in words), None)
        if source is None:
            return None
        found.append((source, on))
    return tuple(found)


def explained(guide: Guide, item: Item, talk: Conversation | None) -> Iterator[str]:
    """Everything the guide says about an item."""
    kind = guide.answer_kind(item.id)
    if item.say:
        yield f"What it is for: {item.short}"
    yield from (p for p in item.more.split("\n") if p.strip())
    yield from (f"Part: {p}" for p in item.parts)
    if item.why:
        yield f"Why: {item.why}"
    yield from (f"{capitalised(w.to)}: “{w.words}”" for w in item.say[1:])
    if item.if_no:
        yield f"If not: {item.if_no}"
    if item.act_now:
        yield f"Act now: {item.act_now}"
    if item.names:
        yield f"The form points to: {'; '.join(item.names)}"
    if item.link:
        yield f"Where to find it here: {item.link}"
    if item.touches:
        yield "Can touch a risk indicator: " + "; ".join(guide.items[i].short for i in item.touches)
    if kind is AnswerKind.RISK:
        yield from _about_risk(guide, item, talk)
    yield from _about_replies(guide, item)
    if item.checked is not None:
        yield f"Last checked: {day(item.checked)}"
    yield f"Source: {guide.cite(item.source)}"


def _about_replies(guide: Guide, item: Item) -> Iterator[str]:
    replies = guide.replies_at(item.id)
    for heading, said, why in replies.lines() if replies else ():
        yield f"{heading}: {said} {why}".rstrip()


def _about_risk(guide: Guide, item: Item, talk: Conversation | None) -> Iterator[str]:
    if item.elsewhere:
        yield f"Find out elsewhere: {item.elsewhere}"
    if not guide.questions_touching(item.id):
        yield "No question in step 2 asks about this. You have to find it out from others."
    if talk is not None:
        for noted in touched_by_answers(talk, guide, item.id):
            yield f"You noted: {noted.short} Does that bear on it?"
