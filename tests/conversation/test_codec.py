"""A conversation as JSON and back: equal, strict, and clean."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from pydantic import ValidationError

from engage_tui.conversation.codec import AnswerRecord, Details, now
from engage_tui.conversation.words import Field, Source
from support.random_talks import ANY_TALK, examples
from support.talks import full_talk

if TYPE_CHECKING:
    from engage_tui.conversation.state import Conversation


def there_and_back(talk: Conversation) -> Conversation:
    """Through the JSON that the store keeps."""
    bodies = {i: AnswerRecord.of(a).model_dump_json(exclude_defaults=True) for i, a in talk.items.items()}
    items = {i: AnswerRecord.model_validate_json(body).answer() for i, body in bodies.items()}
    return Details.model_validate_json(Details.of(talk).model_dump_json()).conversation(items)


def details() -> dict[str, object]:
    found: dict[str, object] = json.loads(Details.of(full_talk()).model_dump_json())
    return found


def an_answer() -> dict[str, object]:
    found: dict[str, object] = json.loads(AnswerRecord.of(full_talk().items["risk.separation"]).model_dump_json())
    return found


def test_a_full_conversation_reads_back_equal() -> None:
    assert there_and_back(full_talk()) == full_talk()


@examples(30)
@given(talk=ANY_TALK)
def test_any_conversation_reads_back_equal(talk: Conversation) -> None:
    assert there_and_back(talk) == talk


def test_the_record_of_an_answer_says_where_everything_comes_from() -> None:
    record = AnswerRecord.of(full_talk().items["risk.separation"])
    assert record.source == (Source.PERSON, Source.SURVIVOR)
    assert record.ticked == ()
    assert record.said == "She says it is over"
    assert record.survivor == "SECRET she leaves on Friday"


def test_times_are_written_in_utc_and_read_from_any_zone() -> None:
    assert details()["created"] == "2026-11-21T14:00:00Z"
    read = Details.model_validate_json(json.dumps(details() | {"created": "2026-11-21T19:30:00+05:30"}))
    assert read.created == datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
    assert read.created.tzinfo is UTC


@pytest.mark.parametrize(
    "change",
    [
        {"unknown": 1},
        {"created": "2026-11-21T14:00:00"},
        {"created": "yesterday"},
        {"setting": "park"},
        {"held_on": "2026-02-30"},
        {"reference": 7},
        {"reference": None},
        {"visited": "ask"},
        {"opening": {"reason": "no time"}},
    ],
    ids=repr,
)
def test_details_that_are_not_as_agreed_are_refused(change: dict[str, object]) -> None:
    assert Details.model_validate_json(json.dumps(details()))
    with pytest.raises(ValidationError):
        Details.model_validate_json(json.dumps(details() | change))


@pytest.mark.parametrize(
    "change",
    [
        {"grade": "high"},
        {"mark": "severe"},
        {"mark": 3},
        {"said": ["x"]},
        {"source": ["neighbour"]},
        {"times": {}},
        {"times": {"first": "2026-11-21T14:00:00Z", "changed": "2026-11-21T14:00:00Z", "words": {"song": []}}},
    ],
    ids=repr,
)
def test_an_answer_that_is_not_as_agreed_is_refused(change: dict[str, object]) -> None:
    assert AnswerRecord.model_validate_json(json.dumps(an_answer()))
    with pytest.raises(ValidationError):
        AnswerRecord.model_validate_json(json.dumps(an_answer() | change))


def test_text_from_a_file_is_made_harmless_as_if_it_were_typed() -> None:
    changed = an_answer() | {"said": "\x1b[2Jcafe\u0301\r\n\u202eend", "mark": None}
    read = AnswerRecord.model_validate_json(json.dumps(changed)).answer()
    assert read.text(Field.SAID) == "[2Jcafé\nend"
    read_details = Details.model_validate_json(json.dumps(details() | {"person": "\x1b]0;x\x07Dad\n"}))
    assert read_details.person == "]0;xDad"


def test_words_without_their_own_times_get_those_of_the_answer() -> None:
    record = an_answer()
    times = record["times"]
    assert isinstance(times, dict)
    read = AnswerRecord.model_validate_json(json.dumps(record | {"times": times | {"words": {}}})).answer()
    assert {(w.first, w.changed) for w in read.words.values()} == {(read.first, read.changed)}


def test_a_clock_reading_is_kept_in_utc_and_whole_seconds() -> None:
    local = datetime(2026, 7, 1, 10, 30, 15, 999_999, tzinfo=timezone(timedelta(hours=1)))
    assert now(local) == datetime(2026, 7, 1, 9, 30, 15, tzinfo=UTC)
    assert now(local).tzinfo is UTC
