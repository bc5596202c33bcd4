"""The same answers, given on the screen and line by line, make the same note. Fiction, all of it."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from engage_tui.conversation.state import Answer, Conversation, Opening, Words
from engage_tui.conversation.words import SHAPES, Field, Mark, Source
from engage_tui.guide.model import AnswerKind
from engage_tui.plain.wording import ONE_LINE, WORDS_FOR
from engage_tui.record.audience import Audience
from engage_tui.record.export import render_note
from support.plain import answer, asked, come_in, run_plain
from support.talks import START, new_talk
from support.terminal import engage, set_up, stored

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from engage_tui.guide.guide import Guide
    from support.seat import Seat

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pty, and file descriptors passed on")


@dataclass(frozen=True)
class Given:
    """An answer: what is marked, planned, written and ticked. `number` is that of an entry where there are many."""

    item: str
    mark: Mark | None = None
    planned: bool = False
    wording: int = 0
    words: tuple[tuple[Field, str], ...] = ()
    ticked: tuple[Source, ...] = ()
    number: int = 1


GIVEN = (
    Given("check.not-alone", Mark.YES),
    Given("check.sober", Mark.NO, words=((Field.REASON, "Kept it short.\nAgreed to speak on Monday."),)),
    Given(
        "look.say.drink", Mark.HEARD, words=((Field.SAID, "I only drink at weekends"), (Field.VIEW, "There is more"))
    ),
    Given("look.checks-whereabouts", Mark.SEEN, words=((Field.SEEN, "Rang her four times"),), ticked=(Source.RECORD,)),
    Given("ask.discloses.children", Mark.ASKED, planned=True, words=((Field.SAID, "They go upstairs\nwhen I shout"),)),
    Given("ask.discloses.police", planned=True),
    Given("ask.other-issue.how-behave", Mark.ASKED, wording=1),
    Given("ask.heightened.separation", Mark.NOT_SAFE, words=((Field.REASON, "Partner in the next room"),)),
    Given(
        "risk.separation",
        Mark.PRESENT,
        words=(
            (Field.ACTION, "Told the duty manager"),
            (Field.WHO, "A. Worker"),
            (Field.WHEN, "today, 15:00"),
            (Field.SURVIVOR, "she leaves on Friday"),
        ),
        ticked=(Source.PERSON, Source.SURVIVOR),
    ),
    Given("risk.threats-to-kill", Mark.NOT_IDENTIFIED),
    Given("respond.abuse-is-choice", Mark.USED),
    Given("refer.dapp", Mark.OFFERED, words=((Field.SAID, "I will think about it"),)),
    Given("form.spoken-directly", Mark.YES),
    Given("form.parenting-choice", Mark.NO, words=((Field.REASON, "Not safe at present"),)),
    Given("form.summary", words=((Field.TEXT, "He talked about shouting at the children. Zażółć, ŵ, 😀"),)),
    Given(
        "record.attempts",
        words=((Field.WHEN, "Monday"), (Field.WAY, "rang"), (Field.OFFER, "a visit"), (Field.OUTCOME, "no answer")),
    ),
    Given("record.attempts", words=((Field.WHEN, "Tuesday"), (Field.OUTCOME, "rang off")), number=2),
)


def key_of(given: Given) -> str:
    return given.item if given.number == 1 else f"{given.item}~{given.number}"


# -- on the screen


async def on_screen(seat: Seat, guide: Guide) -> None:
    await seat.go_to("ask.heightened.weapon")
    await seat.press("enter", "down", "enter")
    for given in GIVEN:
        await seat.go_to(given.item)
        await _mark_on_screen(seat, guide, given)
        for field, text in given.words:
            seat.bench.write(key_of(given), field)
            await seat.rest()
            for number, line in enumerate(text.split("\n")):
                await seat.press(*(["enter"] if number else []), *line)
            await seat.press("escape")
        await seat.press("l") if given.ticked else None
        for source in given.ticked:
            seat.bench.rows.go_to(f"{given.item}@{source.value}")
            await seat.press("space")
    await seat.press("6")


async def _mark_on_screen(seat: Seat, guide: Guide, given: Given) -> None:
    shape = SHAPES[guide.answer_kind(given.item)]
    await seat.press(*["v"] * given.wording, *["p"] * given.planned)
    if given.mark is not None:
        await seat.press({shape.usual: "space", shape.other: "o", shape.negative: "x"}[given.mark])
        if given.mark is Mark.PRESENT or (given.mark is Mark.NO and guide.items[given.item].reasons):
            await seat.press("escape")  # what the app offers next is done below, as it stands in the list


# -- line by line


def script(guide: Guide) -> Iterator[str]:
    """What is typed after Continue."""
    yield from ("details", "", "", "", "21/11/2026", "")
    yield from ("find ask.heightened.weapon", "ask.heightened.weapon", "open", "open")
    for given in GIVEN:
        yield from (f"find {given.item}", given.item)
        words = dict(given.words)
        if SHAPES[guide.answer_kind(given.item)].entry:
            yield "add"
            for field in SHAPES[guide.answer_kind(given.item)].fields:
                yield from _typed(words[field], field) if field in words else ("",)
            continue
        yield from ["v"] * given.wording
        yield from ["plan"] if given.planned else []
        if given.mark is not None:
            yield WORDS_FOR[given.mark][0]
            yield from _after_mark(guide, given, words)
        for field, text in words.items():
            yield field.value
            yield from _typed(text, field)
        if given.ticked and given.mark is not Mark.PRESENT:
            yield from ("from", ", ".join(s.value for s in given.ticked))
    yield from ("step 6", "where", "quit")


def _typed(text: str, field: Field) -> tuple[str, ...]:
    return (text,) if field in ONE_LINE else (*text.split("\n"), "")


def _after_mark(guide: Guide, given: Given, words: dict[Field, str]) -> Iterator[str]:
    """What is asked for next: answered there, and taken out of `words`, or left out."""
    kind = guide.answer_kind(given.item)
    if given.mark is Mark.PRESENT:
        for field in (Field.ACTION, Field.WHO, Field.WHEN):
            yield from _typed(words.pop(field), field)
        yield ", ".join(s.value for s in given.ticked)
    elif given.mark is Mark.NO:
        if kind is AnswerKind.YES_NO and guide.items[given.item].reasons:
            yield str(len(guide.items[given.item].reasons) + 1)
        yield from _typed(words.pop(Field.REASON), Field.REASON)
    elif given.mark in (Mark.HEARD, Mark.SEEN, Mark.ASKED, Mark.NOT_SAFE):
        field = {Mark.SEEN: Field.SEEN, Mark.NOT_SAFE: Field.REASON}.get(given.mark, Field.SAID)
        yield from _typed(words.pop(field), field) if field in words else ("",)


# -- compared


def timeless(talk: Conversation) -> Conversation:
    """The conversation without its id, and with one time everywhere."""

    def plain(one: Answer) -> Answer:
        words = {f: Words(w.text, START, START) for f, w in one.words.items()}
        return replace(one, first=START, changed=START, words=dict(sorted(words.items())))

    items = {key: plain(one) for key, one in sorted(talk.items.items())}
    opening = Opening(START, talk.opening.reason) if talk.opening else None
    return replace(talk, id="", created=START, changed=START, items=items, opening=opening, edition="")


def note_of(talk: Conversation, guide: Guide, audience: Audience) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(render_note(timeless(talk), guide, form="json", audience=audience))
    return told


@pytest.mark.parametrize("way", ["pipe", "pty"])
async def test_the_same_answers_make_the_same_note(on_the_walk: Any, guide: Guide, tmp_path: Path, way: str) -> None:
    async with on_the_walk(new_talk()) as seat:
        await on_screen(seat, guide)
        shown: Conversation = seat.talk
    home = tmp_path / "other"
    home.mkdir()
    set_up(home, new_talk())
    lines = list(script(guide))
    if way == "pipe":
        done = run_plain(home, "1", *lines)
        assert done.returncode == 0, done.stdout
        assert "Everything is saved." in done.stdout
        assert "means nothing here" not in done.stdout, done.stdout[-6000:]
    else:
        with engage(home, "--plain", size=(40, 20), env={"TERM": "dumb"}) as terminal:
            come_in(terminal)
            for line in ("1", *lines):
                answer(terminal, "[:?]", line)
                asked(terminal, "[:?]") if line != "quit" else None
            assert terminal.wait_exit() == 0
            assert b"\x1b" not in terminal.raw
            assert b"\b" not in terminal.raw
    typed = stored(home)
    assert timeless(typed) == timeless(shown)
    for audience in Audience:
        assert note_of(typed, guide, audience) == note_of(shown, guide, audience)
    assert timeless(shown).items["risk.separation"].ticked == {Source.PERSON, Source.SURVIVOR}, "something was given"
