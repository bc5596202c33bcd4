"""What in a wording may tell who somebody is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engage_tui.conversation.events import Wrote
from engage_tui.conversation.words import Field
from engage_tui.record.phrase_check import doubts
from support.talks import after, new_talk

if TYPE_CHECKING:
    from engage_tui.guide.guide import Guide


@pytest.mark.parametrize(
    ("words", "piece"),
    [
        ("What does Kelly see when you come in?", "Kelly"),
        ("what does kelly see when you come in?", "kelly"),
        ("How are things since you moved to Swindon?", "Swindon"),
        ("Can I ring you on 07700 900123?", "07700 900123"),
        ("What happened at 14 Hill Road?", "14"),
        ("Who is dan@example.com?", "dan@example.com"),
    ],
)
def test_names_places_and_numbers_are_pointed_out(guide: Guide, words: str, piece: str) -> None:
    assert any(piece in found for found in doubts(words, guide).names), doubts(words, guide)


def test_no_wording_of_the_bank_is_doubted(guide: Guide) -> None:
    said = [w.words for i in guide.items.values() for w in i.say]
    assert len(said) > 30
    assert [w for w in said if doubts(w, guide).any] == []


def test_who_the_open_case_is_about_is_told_apart(guide: Guide) -> None:
    talk = after(new_talk(), Wrote("form.children-of", Field.NAME, "Zebedee"))
    assert doubts("What about J-042 then?", guide, talk).case[0] == "J-042"
    assert "zebedee" in doubts("What would zebedee say?", guide, talk).case
    assert doubts("What would the children say?", guide, talk).any is False


def test_what_others_told_in_the_open_case_is_pointed_out(guide: Guide) -> None:
    talk = after(new_talk(), Wrote("risk.separation", Field.SURVIVOR, "He hid the trampoline in the shed"))
    assert doubts("Tell me about the trampoline.", guide, talk).told == ("trampoline",)
