"""A note as JSON: valid by its own schema, with the documented keys, read back equal; a bad file is told in words."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from engage_tui.cli_guide import schema_text
from engage_tui.conversation.words import Field
from engage_tui.errors import EngageError
from engage_tui.record.audience import Audience, for_audience
from engage_tui.record.export import render_note
from engage_tui.record.final import final_record
from engage_tui.record.note_json import from_json
from support.random_talks import ANY_TALK, examples, the_guide
from support.talks import full_talk, new_talk

if TYPE_CHECKING:
    from engage_tui.conversation.state import Conversation

SECRET = "zqsecret"


def to_json(talk: Conversation, audience: Audience = Audience.RESTRICTED, *, final: bool = False) -> str:
    return render_note(talk, the_guide(), form="json", audience=audience, final=final, identities=True)


@cache
def schema() -> Draft202012Validator:
    """What `engage-tui schema note` prints."""
    published = json.loads(schema_text("note"))
    Draft202012Validator.check_schema(published)
    return Draft202012Validator(published, format_checker=Draft202012Validator.FORMAT_CHECKER)


def note_with(**change: object) -> dict[str, Any]:
    note: dict[str, Any] = json.loads(to_json(full_talk()))
    return note | change


def test_the_schema_is_of_the_published_kind_and_allows_nothing_unknown() -> None:
    validator = schema()
    assert validator.schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert validator.schema["title"] == "engage-tui note"
    assert validator.is_valid(note_with())
    for wrong in ({"more": 1}, {"format": "engage-note/2"}, {"state": "nearly"}, {"audience": "everyone"}):
        assert not validator.is_valid(note_with(**wrong))


@examples(20)
@given(talk=ANY_TALK, audience=st.sampled_from(Audience), final=st.booleans())
def test_every_note_is_valid_by_the_published_schema(talk: Conversation, audience: Audience, final: bool) -> None:
    assert list(schema().iter_errors(json.loads(to_json(talk, audience, final=final)))) == []


def test_the_documented_keys_are_there() -> None:
    note = note_with()
    assert {"format", "app", "audience", "state", "conversation", "items"} == set(note)
    assert note["format"] == "engage-note/1"
    assert note["state"] == "draft"
    assert note["conversation"]["reference"] == "J-042"
    answer = note["items"]["ask.discloses.children"]
    assert {"mark", "said", "seen", "view", "source", "times", "label", "step"} <= set(answer)
    assert (answer["mark"], answer["said"], answer["planned"]) == ("asked", "They go upstairs when I shout", True)
    assert answer["label"] == "What is all this like for the children?"
    assert answer["step"] == "ask"
    assert answer["source"] == ["person"]
    assert answer["times"]["first"] == "2026-11-21T14:09:00Z"
    assert answer["times"]["changed"] == "2026-11-21T14:11:00Z"
    assert answer["times"]["words"] == {"said": ["2026-11-21T14:11:00Z", "2026-11-21T14:11:00Z"]}


def test_an_item_that_is_not_there_was_left_untouched() -> None:
    assert json.loads(to_json(new_talk()))["items"] == {}


def test_it_says_for_whom_it_is_and_whether_it_is_final() -> None:
    shown = [json.loads(to_json(full_talk(), a, final=f)) for a in Audience for f in (False, True)]
    found = [(n["audience"], n["state"]) for n in shown]
    assert found == [(a, state) for a in ("file", "restricted", "agencies") for state in ("draft", "final")]


@examples(25)
@given(talk=ANY_TALK)
def test_the_whole_note_reads_back_as_the_conversation_it_was_made_from(talk: Conversation) -> None:
    assert from_json(to_json(talk)) == talk
    assert from_json(json.dumps(final_record(talk, the_guide()))) == talk


@examples(20)
@given(talk=ANY_TALK)
def test_the_file_copy_reads_back_as_the_conversation_without_what_only_the_survivor_said(talk: Conversation) -> None:
    copied = from_json(to_json(talk, Audience.FILE))
    assert copied == for_audience(talk, the_guide(), Audience.FILE, identities=True)


def test_letters_of_every_language_stand_in_the_file_as_themselves() -> None:
    text = to_json(full_talk()).replace("I only drink at weekends", "ŵyl zażółć مرحبا 👩🏽\u200d⚕️")
    assert from_json(text).items["look.say.drink"].text(Field.SAID) == "ŵyl zażółć مرحبا 👩🏽\u200d⚕️"
    assert "\\u" not in to_json(from_json(text))


# -- files that are not what they should be


def refusal(text: str) -> str:
    """What is told when a text does not read; nothing when it does."""
    try:
        from_json(text)
    except EngageError as told:
        return str(told)
    return ""


def assert_told_in_words(text: str) -> None:
    """Reading fails with a message of our own that holds nothing of the file."""
    with pytest.raises(EngageError) as told:
        from_json(text)
    assert "not a note in the form engage-note/1" in told.value.message
    assert SECRET not in str(told.value)
    assert "JSON file that engage-tui exported" in told.value.hint


def planted() -> str:
    return to_json(full_talk()).replace("They go upstairs", SECRET).replace("A. Worker", SECRET)


@examples(25)
@given(cut=st.integers(0, 5000))
def test_a_note_that_was_cut_short_is_told_in_words(cut: int) -> None:
    text = planted()
    assert_told_in_words(text[: cut % (len(text) - 2)])


@examples(40)
@given(place=st.integers(0, 100_000), put=st.characters(codec="utf-8"))
def test_a_note_with_a_changed_letter_is_told_in_words_or_still_reads(place: int, put: str) -> None:
    text = planted()
    place %= len(text)
    changed = text[:place] + put + text[place + 1 :]
    assert SECRET not in refusal(changed)


@pytest.mark.parametrize(
    "text",
    [
        "",
        SECRET,
        "null",
        f'"{SECRET}"',
        f'["{SECRET}"]',
        "{}",
        "[" * 100_000,
        '{"a":' * 100_000,
        "1" * 100_000,
        "\x00",
        "\ufeff{}",
        f"# Conversation note {SECRET}",
    ],
    ids=lambda t: t[:8],
)
def test_a_file_that_is_no_note_is_told_in_words(text: str) -> None:
    assert_told_in_words(text)


@pytest.mark.parametrize(
    "change",
    [
        {"format": SECRET},
        {"format": "engage-note/2"},
        {"items": [SECRET]},
        {"items": {"risk.weapons": {"mark": SECRET}}},
        {"items": {"risk.weapons": {"said": SECRET}}},
        {"conversation": SECRET},
        {SECRET: 1},
        {"items": {SECRET: {}}},
        {"items": {"risk.weapons": {SECRET: 1}}},
    ],
    ids=repr,
)
def test_a_note_with_something_wrong_in_it_is_told_in_words_that_do_not_quote_it(change: dict[str, Any]) -> None:
    assert_told_in_words(json.dumps(note_with(**change)))


@pytest.mark.parametrize("time", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-11-21T14:00:00", "x"])
def test_a_note_with_an_impossible_time_is_told_in_words(time: str) -> None:
    conversation = note_with()["conversation"] | {"created": time}
    assert_told_in_words(json.dumps(note_with(conversation=conversation)))
