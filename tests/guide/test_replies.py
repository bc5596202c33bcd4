"""The replies of the shipped content, and what a file of replies may say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from engage_tui.guide.loader import load_guide
from engage_tui.guide.model import AnswerKind, Kind
from engage_tui.guide.search import Finder
from engage_tui.paths import shipped_content
from support.contents import laid_over, problem, write

if TYPE_CHECKING:
    from pathlib import Path

    from engage_tui.guide.replies import ReplySet

GUIDE = load_guide(shipped_content())
SETS = list(GUIDE.replies.values())
DEFLECTIONS = [i.id for i in GUIDE.items.values() if i.kind is Kind.STATEMENT]
OTHERS = [
    "look.claims-partner-abusive",
    "look.blames-others",
    "respond.abuse-is-choice",
    "respond.range-of-behaviours",
    "respond.effects-on-children",
    "respond.parenting-choice",
    "stance.trauma-not-excuse",
    "respond.refusal-keep-trying",
    "respond.confidentiality-limit",
]
LABEL = re.compile(r"\babus|\bviolen|\bperpetrat|\bvictim|\boffend|\bcontrolling", re.IGNORECASE)
OF_OTHERS = re.compile(
    r"\b(she|he|they|your (wife|partner|kids|children)|the police)(.ve| has| have)? (said|told|says|tells|reported)\b"
    r"|\bI('ve| have)? (heard|been told|know that)\b|\bon file\b|\baccording to\b",
    re.IGNORECASE,
)
EXCUSE = re.compile(r"\b(no wonder|anyone would|not your fault|I don't blame you|can't blame you)\b", re.IGNORECASE)


def ids(sets: list[ReplySet]) -> list[str]:
    return [s.id for s in sets]


def test_every_statement_has_its_replies() -> None:
    assert len(DEFLECTIONS) >= 13
    assert set(DEFLECTIONS) - set(GUIDE.replies) == set()
    assert set(OTHERS) <= set(GUIDE.replies)


@pytest.mark.parametrize("replies", SETS, ids=ids(SETS))
def test_a_reply_can_be_said_in_a_breath_or_two(replies: ReplySet) -> None:
    for _, reply in replies.three():
        assert 3 <= len(reply.say.split()) <= 32, reply.say
        assert len(reply.why.split()) <= 22, reply.why
    assert len(replies.next.split()) <= 50


@pytest.mark.parametrize("replies", SETS, ids=ids(SETS))
def test_what_holds_the_line_blames_nobody_agrees_with_no_excuse_and_gives_nobody_away(replies: ReplySet) -> None:
    said = replies.holds_the_line.say
    assert not LABEL.search(said), said
    assert not OF_OTHERS.search(said), said
    assert not EXCUSE.search(said), said
    assert not re.search(r"\bwhy (did|do|are|were|have|don.t|didn.t) you\b", said, re.IGNORECASE), said
    assert not re.search(r"!|\bbut\b", said), said


def test_the_checks_above_would_find_what_they_look_for() -> None:
    assert OF_OTHERS.search("They've told us so.")
    assert OF_OTHERS.search("I've heard what you did.")
    assert EXCUSE.search("No wonder you blow up.")


def test_the_three_are_three_and_no_words_stand_twice() -> None:
    said = [reply.say for s in SETS for _, reply in s.three()]
    assert len(set(said)) == len(said) == 3 * len(SETS)
    assert len({s.heard for s in SETS}) == len(SETS)


def test_a_held_line_is_marked_on_an_item_of_its_own_that_can_be() -> None:
    used = [s.used for s in SETS]
    assert len(set(used)) == len(used)
    assert {GUIDE.answer_kind(u) for u in used} == {AnswerKind.USED}
    assert {GUIDE.step_of(u).id for u in used} == {"respond"}
    assert {i.id for i in GUIDE.sections["replies"].items} <= set(used)


def test_talk_of_suicide_is_never_only_talked_about() -> None:
    assert "Act now" in GUIDE.replies["look.say.suicidal"].next
    assert "killing yourself" in GUIDE.replies["look.say.suicidal"].holds_the_line.say


def test_replies_are_found_by_their_words() -> None:
    assert "respond.refusal-keep-trying" in [i.id for i in Finder(GUIDE).find("nothing to say to you lot")]


def test_replies_are_found_from_the_statement_and_from_where_they_are_marked() -> None:
    one = GUIDE.replies["look.say.drink"]
    assert GUIDE.replies_at("look.say.drink") is one
    assert GUIDE.replies_at("reply.drink") is one
    assert GUIDE.replies_at("risk.weapons") is None


# -- a file of one's own


def own(**more: object) -> dict[str, Any]:
    reply = {"say": "Words.", "why": "A reason."}
    three = {"joins_in": reply, "picks_a_fight": reply, "holds_the_line": reply}
    base = {"id": "look.say.drink", "used": "reply.drink", "heard": "It is the drink.", **three, "next": "Do this."}
    return {"schema": 1, "replies": [{**base, **more}]}


def test_replies_of_ones_own_take_the_place_of_ours_and_show_as_local(tmp_path: Path) -> None:
    guide = laid_over(write(tmp_path, replies=own()))
    assert guide.replies["look.say.drink"].heard == "It is the drink."
    assert guide.local_replies == {"look.say.drink"}
    assert len(guide.replies) == len(SETS)
    assert guide.edition != GUIDE.edition


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"id": "look.say.drnk"}, "Did you mean `look.say.drink`?"),
        ({"used": "look.say.drink"}, "cannot be marked as used"),
        ({"used": "reply.drnk"}, "is not an item"),
        ({"joins_in": {"say": "Words."}}, "Add `why:`"),
        ({"holds_the_line": {"say": "x" * 201, "why": "So."}}, "too long"),
        ({"next": ""}, "this is empty"),
        ({"joins-in": {}}, "this key is not known"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, change: dict[str, object], told: str) -> None:
    found = problem(shipped_content(), write(tmp_path, replies=own(**change)))
    assert told in str(found)
    assert found.file == "replies.yaml"
    assert found.line > 2


def test_two_sets_for_one_remark_are_a_mistake(tmp_path: Path) -> None:
    twice = own()
    twice["replies"] *= 2
    assert "is taken" in str(problem(shipped_content(), write(tmp_path, replies=twice)))
