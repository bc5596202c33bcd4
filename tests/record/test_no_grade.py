"""Risk is never counted or graded, and what is not known is never made to look safer.

What people wrote is in Greek letters here, so that everything else in the risk part is known to be the app's own.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage_tui.conversation.events import Marked, Ticked, Wrote
from engage_tui.conversation.words import Field, Mark, Source
from engage_tui.record.audience import Audience, unsourced
from engage_tui.record.build import RISK_INTRO
from engage_tui.record.export import render_note
from support.random_talks import examples, talks, the_guide
from support.talks import after, new_talk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide

TYPED = st.text("αβγδε ", max_size=12)
TALK = talks(TYPED, fitting=True, size=40)
READ_BY_PEOPLE = pytest.mark.parametrize("form", ["md", "txt"])
EVERYONE = pytest.mark.parametrize("audience", Audience)
# Everything that the app itself may say about risk in a note. Adding to this list is a decision about practice.
MAY_SAY = (
    "One indicator is enough to act. Indicators are not added up.",
    "Not known does not mean not there, and these eight are not the whole of risk.",
    "An indicator that is not named here is not known, or is recorded elsewhere.",
    "Not known, with something noted",
    "If no action, why not",
    "The survivor said (restricted)",
    "seen or heard by me",
    "said by the survivor",
    "from another agency",
    "Another agency said",
    "What will be done",
    "from a record",
    "A record says",
    "I saw or heard",
    "Who does it",
    "Known from",
    "By when",
    "Not identified",
    "not identified",
    "Present",
    "present",
)
HEADINGS = {
    Mark.PRESENT: "Present",
    Mark.NOT_IDENTIFIED: "Not identified",
    None: "Not known, with something noted",
}
SIGNS = r"[-\s\[\]*—>:;“”#()]*"


def risk_part(text: str) -> str:
    """The part of a Markdown or text note between the heading `Risk` and the next."""
    found = re.search(r"^(?:## )?\d+\. Risk\n(?:-+\n)?(.*?)(?=^(?:## )?\d+\. |\Z)", text, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def on_one_line(text: str) -> str:
    return " ".join(text.replace("\\", "").split())


def left_over(part: str, talk: Conversation, guide: Guide) -> str:
    """What is in the risk part besides the guide's own words, fixed sentences, times, and what people wrote."""
    text = on_one_line(part)
    own_words = [i.short for i in guide.risk_indicators()]
    person = on_one_line(talk.person) or "the person"
    for known in (*own_words, f"said by {person}", f"{person[:1].upper()}{person[1:]} said", *MAY_SAY):
        text = text.replace(known, "")
    text = re.sub(r"\(\d\d:\d\d\)", "", text)
    return re.sub("[α-ω]+", "", text)


def without_closing(text: str) -> str:
    """A note up to the lines at its foot."""
    return re.split(r"\n---\n|\n\nRESTRICTED|\n\nFor the agencies|\n\nWhat is known only", text)[0]


@READ_BY_PEOPLE
@EVERYONE
@examples(12)
@given(talk=TALK)
def test_the_risk_part_holds_no_number_grade_or_word_of_the_apps_own(
    form: str, audience: Audience, talk: Conversation
) -> None:
    text = without_closing(render_note(talk, the_guide(), form=form, audience=audience))
    assert re.fullmatch(SIGNS, left_over(risk_part(text), talk, the_guide()))


@READ_BY_PEOPLE
def test_a_number_that_the_worker_typed_stays(form: str, guide: Guide) -> None:
    talk = after(
        new_talk(), Marked("risk.weapons", Mark.PRESENT), Wrote("risk.weapons", Field.SEEN, "3 knives, 14 of 20")
    )
    assert "3 knives, 14 of 20" in risk_part(render_note(talk, guide, form=form))


@READ_BY_PEOPLE
@examples(10)
@given(talk=TALK)
def test_every_note_says_that_not_known_is_not_the_same_as_not_there(form: str, talk: Conversation) -> None:
    part = on_one_line(risk_part(render_note(talk, the_guide(), form=form)))
    assert "Not known does not mean not there" in part
    assert "One indicator is enough to act" in part
    assert part.replace("*", "").startswith(RISK_INTRO)


def json_values(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for each in value.values():
            yield from json_values(each)
    elif isinstance(value, list):
        for each in value:
            yield from json_values(each)
    else:
        yield value


@EVERYONE
@examples(12)
@given(talk=TALK)
def test_the_json_holds_no_number_at_all_and_only_the_marks_for_risk(audience: Audience, talk: Conversation) -> None:
    note = json.loads(render_note(talk, the_guide(), form="json", audience=audience))
    assert not [v for v in json_values(note) if isinstance(v, int | float) and not isinstance(v, bool)]
    for item in the_guide().risk_indicators():
        if item.id in note["items"]:
            assert note["items"][item.id]["mark"] in (None, "present", "not-identified")
            assert note["items"][item.id]["mark"] == talk.items[item.id].mark


def groups(part: str) -> dict[str, str]:
    """The small headings of the risk part with what stands under each."""
    cut = re.split(rf"^(?:### )?({'|'.join(HEADINGS.values())}):?$", part, flags=re.MULTILINE)
    return {title: on_one_line(body) for title, body in zip(cut[1::2], cut[2::2], strict=True)}


@READ_BY_PEOPLE
@examples(15)
@given(talk=TALK)
def test_an_indicator_is_shown_as_it_was_marked_and_one_without_a_mark_never_as_not_identified(
    form: str, talk: Conversation
) -> None:
    shown = groups(risk_part(render_note(talk, the_guide(), form=form)))
    for item in the_guide().risk_indicators():
        answer = talk.items.get(item.id)
        mark = answer.mark if answer else None
        held = answer is not None and (answer.sources == {Source.SURVIVOR} or unsourced(the_guide(), item.id, answer))
        places = [title for title, body in shown.items() if item.short in body]
        if answer is None or held:
            assert places == []
        else:
            assert places == [HEADINGS[mark]]


@READ_BY_PEOPLE
def test_what_the_person_denies_takes_no_concern_away(form: str, guide: Guide) -> None:
    talk = after(
        new_talk(),
        Marked("risk.weapons", Mark.PRESENT),
        Wrote("risk.weapons", Field.RECORD, "Police log of May"),
        Wrote("risk.weapons", Field.SAID, "There never was a knife"),
        Ticked("risk.weapons", Source.PERSON, on=True),
    )
    shown = groups(risk_part(render_note(talk, guide, form=form)))
    assert list(shown) == ["Present"]


@READ_BY_PEOPLE
def test_a_note_without_a_tick_does_not_read_as_safe(form: str, guide: Guide) -> None:
    text = on_one_line(render_note(new_talk(), guide, form=form)).lower()
    assert not re.search(r"\b(no|low|little|without) (known )?(risk|indicator|concern)s?\b", text)
    assert not re.search(r"\brisk: (none|nothing)", text)
    assert "nothing noted" not in on_one_line(risk_part(render_note(new_talk(), guide, form=form))).lower()
