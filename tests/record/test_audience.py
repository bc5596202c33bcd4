"""What only the survivor told never reaches the file copy, and nothing else is lost from it.

Secrets are planted in every field and every item by going through the guide and the answer shapes, so that an item or a
field added later is tried too.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage_tui.conversation.events import Event, Marked, Moved, Opened, Ordered, Planned, Ticked, Wrote
from engage_tui.conversation.update import apply
from engage_tui.conversation.words import IDENTIFYING, Field, Mark, Source, own_fields
from engage_tui.guide.loader import load_guide
from engage_tui.guide.model import AnswerKind
from engage_tui.paths import shipped_content
from engage_tui.record.audience import Audience, can_move, for_file, held_back, unsourced
from engage_tui.record.export import NAMED, TEXT_FORMATS, render_note
from support.planted import (
    FROM_THE_SURVIVOR,
    HERS,
    PLAIN,
    PUBLIC,
    SECRET,
    WAYS,
    all_markers,
    kept_apart,
    markers,
    planted,
)
from support.random_talks import ANY_TALK, KNOWN, TEXT, around, examples, fitting_answers, noteable, the_guide
from support.talks import START, after, full_talk, new_talk

if TYPE_CHECKING:
    from pathlib import Path

    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide

FORMS = pytest.mark.parametrize("form", TEXT_FORMATS)
PLANTED = pytest.mark.parametrize("way", WAYS)
NTH_MARK = pytest.mark.parametrize("nth", [0, 2])


@cache
def planted_copy(way: str, nth: int, form: str, audience: Audience = Audience.FILE) -> str:
    return copy(planted(way, nth), form, audience)


def copy(
    talk: Conversation,
    form: str,
    audience: Audience = Audience.FILE,
    guide: Guide | None = None,
    *,
    identities: bool = False,
) -> str:
    return render_note(talk, guide or the_guide(), form=form, audience=audience, identities=identities)


def as_read(text: str) -> str:
    """The words of any form on one line, as a reader sees them."""
    return " ".join(text.replace("\\", "").split())


def test_secrets_are_planted_everywhere(guide: Guide) -> None:
    talk = planted("only her words", 0)
    restricted = [i.id for i in guide.items.values() if kept_apart(i)]
    assert {"assess.survivor-safety-plan", "form.victim-housing", "form.victim-details"} <= set(restricted)
    assert set(talk.items) == {*noteable(guide), *restricted}
    kinds = [guide.answer_kind(i) for i in talk.items if i not in restricted]
    others = sum(len([f for f in FROM_THE_SURVIVOR if f not in own_fields(k)]) for k in kinds)
    assert len(all_markers(talk, SECRET)) - 1 == len(restricted) * len(PLAIN) + others


@FORMS
@PLANTED
@NTH_MARK
def test_nothing_from_the_survivor_is_in_the_file_copy(form: str, way: str, nth: int) -> None:
    assert markers(planted_copy(way, nth, form), SECRET) == set()


@FORMS
@pytest.mark.parametrize("way", WAYS[:2])
@NTH_MARK
def test_what_is_known_only_from_the_survivor_is_not_even_named(form: str, way: str, nth: int, guide: Guide) -> None:
    talk = planted(way, nth)
    text = as_read(planted_copy(way, nth, form))
    nothing_noted = replace(after(new_talk(), Opened("She told us so zqsecret-opening")), changed=talk.changed)
    blank = as_read(copy(nothing_noted, form))  # where the questions of the form stand, as not answered
    for item_id in talk.items:
        item = guide.items[item_id]
        assert item_id not in text
        assert text.count(item.short) == blank.count(item.short)
        assert not any(wording.words in text for wording in item.say)
    assert planted_copy(way, nth, form) == copy(nothing_noted, form)


@FORMS
@NTH_MARK
def test_restricted_items_are_not_even_named_in_the_file_copy(form: str, nth: int, guide: Guide) -> None:
    text = as_read(planted_copy("beside others", nth, form))
    for item in guide.items.values():
        if kept_apart(item):
            assert item.id not in text
            assert item.short not in text


@FORMS
@NTH_MARK
def test_the_file_copy_does_not_say_that_the_survivor_said_anything(form: str, nth: int) -> None:
    text = planted_copy("beside others", nth, form)
    assert "said by the survivor" not in as_read(text)
    assert "The survivor said" not in as_read(text)
    if form == "json":
        for answer in json.loads(text)["items"].values():
            assert "survivor" not in (*answer["source"], *answer["ticked"], *answer["times"]["words"])
            assert answer["survivor"] == ""


@FORMS
@NTH_MARK
def test_everything_that_others_said_is_in_the_file_copy(form: str, nth: int) -> None:
    talk = planted("beside others", nth)
    assert markers(planted_copy("beside others", nth, form), PUBLIC) - {f"{PUBLIC}-opening"} == all_markers(
        talk, PUBLIC
    )


@FORMS
@PLANTED
@NTH_MARK
def test_the_restricted_copy_holds_everything_that_the_file_copy_leaves_out(form: str, way: str, nth: int) -> None:
    talk = planted(way, nth)
    text = copy(talk, form, Audience.RESTRICTED, identities=True)
    assert markers(text, SECRET) == all_markers(talk, SECRET)
    if form == "json":
        assert markers(text, PUBLIC) - {f"{PUBLIC}-opening"} == all_markers(talk, PUBLIC)


@examples(25)
@given(talk=ANY_TALK)
def test_the_two_parts_together_are_the_whole_note(talk: Conversation) -> None:
    guide = the_guide()
    kept, held = for_file(talk, guide).items, held_back(talk, guide)
    for item_id, answer in talk.items.items():
        if replace(answer, kept=()).empty:  # what the lens asked about is in neither
            continue
        parts = [p[item_id] for p in (kept, held) if item_id in p]
        told = {
            f: w for f, w in answer.words.items() if f is not Field.MAY_KNOW or item_id in held
        }  # it decides, no more
        assert {f: w for p in parts for f, w in p.words.items()} == told
        assert {s for p in parts for s in p.ticked} >= answer.ticked
        assert answer.mark in [p.mark for p in parts] or replace(answer, kept=()).empty


@examples(25)
@given(talk=ANY_TALK)
def test_an_answer_that_owes_the_survivor_nothing_is_not_touched(talk: Conversation) -> None:
    kept = for_file(talk, the_guide()).items
    for item_id, answer in talk.items.items():
        item = the_guide().of_entry(item_id)
        if (
            item is None
            or kept_apart(item)
            or not {Field.RELEASE, Field.ADDRESS, Field.MAY_KNOW}.isdisjoint(answer.words)
            or (answer.mark is Mark.NOT_SAFE and answer.text(Field.REASON))
        ):
            continue
        if Source.SURVIVOR not in answer.sources and not unsourced(the_guide(), item_id, answer):
            without = replace(answer, kept=()) if answer.kept else answer
            assert kept.get(item_id) == (None if without.empty else without)


# -- leaving something out must not give it away


@st.composite
def with_and_without_her(draw: st.DrawFn) -> tuple[Conversation, Conversation]:
    """A conversation with an indicator known only from the survivor, and the same one in which it is not known."""
    indicator = draw(st.sampled_from([i.id for i in the_guide().risk_indicators()]))
    hers = st.one_of(
        st.builds(Marked, st.just(indicator), st.sampled_from([Mark.PRESENT, Mark.NOT_IDENTIFIED])),
        st.builds(Wrote, st.just(indicator), st.sampled_from(HERS), st.text("secret ", min_size=1)),
    )
    others = fitting_answers(TEXT, KNOWN.filter(lambda item: item != indicator)) | around()
    events = draw(st.lists(hers | others, max_size=15))
    both = [Ticked(indicator, Source.SURVIVOR, on=True), *events, Opened("The last event is not about it")]
    known = after(new_talk(), *both)
    unknown = new_talk()
    for n, event in enumerate(both, 1):
        if getattr(event, "item", "") != indicator:
            unknown = apply(unknown, event, START.replace(hour=14 + n // 60, minute=n % 60))
    return known, unknown


@examples(20)
@given(pair=with_and_without_her())
def test_the_file_copy_is_the_same_whether_or_not_the_survivor_told_of_a_risk(
    pair: tuple[Conversation, Conversation],
) -> None:
    known, unknown = pair
    assert len(held_back(known, the_guide())) == len(held_back(unknown, the_guide())) + 1
    for form in TEXT_FORMATS:
        assert copy(known, form) == copy(unknown, form)


ABOUT_THE_SURVIVOR = {
    "check.separate-worker": Mark.NO,
    "check.survivor-told": Mark.NO,
    "check.survivor-only": Mark.YES,
    "prepare.tell-survivor-first": Mark.USED,
    "safety.victim-only-information": Mark.USED,
    "safety.separate-worker": Mark.USED,
    "safety.seen-as-threat": Mark.USED,
    "assess.survivor-view-first": Mark.USED,
}
"""Whether somebody is in touch with the survivor, and whether the survivor has said anything."""


@pytest.mark.parametrize("audience", [Audience.FILE, Audience.AGENCIES])
@FORMS
def test_no_check_on_the_survivor_and_no_mark_of_secrecy_is_in_a_copy_for_others(form: str, audience: Audience) -> None:
    """Answered or not: that it was asked would tell the person that there is something only the survivor said."""
    known = "plan.known"
    talk = after(new_talk(), Marked("check.sober", Mark.YES), Wrote(known, Field.FACT, "A call-out in May"))
    talk = after(talk, Ticked(known, Source.AGENCY, on=True), Wrote(known, Field.MAY_KNOW, "Yes"))
    checks = [c for c in the_guide().items if c in ABOUT_THE_SURVIVOR]
    assert len(checks) == len(ABOUT_THE_SURVIVOR)
    answered = after(talk, *(Marked(c, mark) for c, mark in ABOUT_THE_SURVIVOR.items()))
    answered = after(answered, *(Wrote(c, Field.REASON, SECRET) for c in checks))
    hints = ["may_know", "know it?", *(the_guide().items[c].short.partition(",")[0][:40] for c in checks)]
    if audience is Audience.FILE:  # other agencies are told that they do not hold all of it
        hints += ["nown only", "separate, restricted"]
    for told in (talk, answered):
        text = copy(told, form, audience).replace("\\", "")
        assert not [hint for hint in [SECRET, *hints] if hint in text]
    whole = copy(answered, form, Audience.RESTRICTED).replace("\\", "")
    assert all(c in whole if form == "json" else the_guide().items[c].short[:30] in whole for c in checks)


@FORMS
def test_the_time_of_the_last_change_does_not_give_away_that_the_survivor_rang_later(form: str) -> None:
    before = after(new_talk(), Wrote("look.say.drink", Field.SAID, "At weekends"))
    told = after(before, Ticked("risk.weapons", Source.SURVIVOR, on=True), start=START.replace(hour=22))
    assert copy(told, form) == copy(before, form)


@FORMS
def test_words_of_the_survivor_beside_those_of_others_leave_no_trace_in_the_file_copy(form: str) -> None:
    seen = after(new_talk(), Marked("risk.weapons", Mark.PRESENT), Wrote("risk.weapons", Field.SEEN, "A knife"))
    told = after(seen, Wrote("risk.weapons", Field.SURVIVOR, "Two more"), start=START.replace(hour=22))
    told = after(told, Opened("later"), start=START.replace(hour=23))
    seen = after(seen, Opened("later"), start=START.replace(hour=23))
    assert copy(told, form) == copy(seen, form)


@FORMS
def test_text_of_an_older_note_is_no_second_source_for_an_act(form: str) -> None:
    """The pattern was once a field of the form, so old notes hold text there."""
    act = "assess.map-the-pattern"
    told = (Wrote(act, Field.TEXT, "As before"), Wrote(act, Field.ACT, SECRET), Ticked(act, Source.SURVIVOR, on=True))
    talk = after(new_talk(), *told)
    assert SECRET not in copy(talk, form)
    assert SECRET in copy(talk, form, Audience.RESTRICTED)


@FORMS
@pytest.mark.parametrize("audience", [Audience.FILE, Audience.AGENCIES])
def test_the_order_of_the_questions_does_not_tell_of_one_that_is_kept_back(form: str, audience: Audience) -> None:
    hers = "ask.heightened.separation"
    asked = Planned("ask.discloses.children", on=True)
    plain = after(new_talk(), asked, Ordered((asked.item,)))
    told = (Planned(hers, on=True), Ticked(hers, Source.SURVIVOR, on=True), asked, Ordered((hers, asked.item)))
    talk = after(new_talk(), *told)
    assert hers not in copy(talk, form, audience)
    assert for_file(talk, the_guide()).order == plain.order


@FORMS
def test_the_numbers_of_entries_do_not_tell_that_one_is_held_back(form: str) -> None:
    act = "assess.map-the-pattern"
    seen = [(Wrote(k, Field.ACT, "Shouting"), Ticked(k, Source.ME, on=True)) for k in (act, f"{act}~2", f"{act}~3")]
    hers = Wrote(f"{act}~2", Field.ACT, SECRET), Ticked(f"{act}~2", Source.SURVIVOR, on=True)
    other = Wrote(f"{act}~3", Field.ON_CHILD, "Hid"), Wrote(f"{act}~3", Field.SURVIVOR, "Afraid")
    known = after(new_talk(), *seen[0], *hers, *seen[2], *other, *hers)
    text, sheet = copy(known, form), copy(known, form, Audience.RESTRICTED)
    assert SECRET not in text
    assert "Hid" in text
    if form == "json":
        assert list(json.loads(text)["items"]) == [act, f"{act}~2"]
    else:
        assert "Act 2" in text
        assert "Act 3" not in text
        assert sheet.index("Act 2") < sheet.index("Afraid") < sheet.index("Act 3") < sheet.index(SECRET)


@FORMS
def test_names_are_masked_where_a_service_has_made_something_else_of_a_people_table(form: str, guide: Guide) -> None:
    household = guide.items["form.household-details"].model_copy(update={"answer": AnswerKind.TEXT})
    other = replace(guide, items={**guide.items, household.id: household})
    talk = after(new_talk(), Wrote(household.id, Field.NAME, "Jo Brown"), Wrote(household.id, Field.BORN, "1.2.1990"))
    text = copy(talk, form, guide=other)
    assert "Brown" not in text
    assert "1990" not in text


@FORMS
def test_where_the_worker_looked_last_is_not_in_the_file_copy(form: str, guide: Guide) -> None:
    talk = after(full_talk(), Moved("form.victim-housing"))
    text = as_read(copy(talk, form))
    assert "victim-housing" not in text
    assert guide.items["form.victim-housing"].short not in text


# -- content that changes under a note

LOCAL = """
schema: 1
sections:
  - id: about-the-survivor
    step: record
    title: About the survivor (restricted)
    answer: text
    items:
      - id: local.refuge
        kind: record-field
        short: Which refuge has room?
        restricted: true
        source: {doc: respect, section: "4. Respond, Safety issues"}
"""


@pytest.fixture(scope="module")
def guide_with_own_content(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    folder: Path = tmp_path_factory.mktemp("content")
    (folder / "own.yaml").write_text(LOCAL)
    return load_guide(shipped_content(), folder)


@FORMS
def test_a_restricted_item_of_ones_own_content_stays_out_of_the_file_copy(
    form: str, guide_with_own_content: Guide
) -> None:
    talk = after(new_talk(), Wrote("local.refuge", Field.TEXT, "zqsecret-house"))
    assert "zqsecret" not in copy(talk, form, guide=guide_with_own_content)
    assert "zqsecret" in copy(talk, form, Audience.RESTRICTED, guide_with_own_content)


@FORMS
def test_a_restricted_answer_stays_out_of_the_file_copy_when_its_content_can_no_longer_be_read(form: str) -> None:
    """With a mistake in a user's own content the app goes on with the shipped guide, which lacks their items."""
    talk = after(new_talk(), Wrote("local.refuge", Field.TEXT, "zqsecret-house"))
    assert "zqsecret" not in copy(talk, form)
    assert "zqsecret" in copy(talk, form, Audience.RESTRICTED)


# -- what the restricted sheet says


@pytest.mark.parametrize("form", ["md", "txt"])
def test_the_restricted_sheet_warns_and_holds_only_what_was_left_out(form: str) -> None:
    text = copy(full_talk(), form, Audience.RESTRICTED)
    assert "RESTRICTED" in text
    assert "I only drink at weekends" not in text
    assert "SECRET knife under the seat" in text


@pytest.mark.parametrize("form", ["md", "txt"])
def test_the_restricted_sheet_does_not_call_a_present_indicator_not_known(form: str) -> None:
    talk = after(
        new_talk(),
        Marked("risk.weapons", Mark.PRESENT),
        Wrote("risk.weapons", Field.SAID, "I have a knife"),
        Wrote("risk.weapons", Field.SURVIVOR, "It is under the seat"),
    )
    text = copy(talk, form, Audience.RESTRICTED)
    assert "It is under the seat" in text
    assert "Not known, with something noted" not in text


WEAPONS = "risk.weapons"
UNSOURCED = (Marked(WEAPONS, Mark.PRESENT), Wrote(WEAPONS, Field.ACTION, "She says he has a knife zqsecret"))


@FORMS
@pytest.mark.parametrize("more", [(), (Wrote(WEAPONS, Field.SEEN, " \n"),), (Wrote(WEAPONS, Field.VIEW, "My view"),)])
def test_an_indicator_is_held_back_until_somebody_says_where_it_is_known_from(
    form: str, more: tuple[Event, ...], guide: Guide
) -> None:
    talk = after(new_talk(), *UNSOURCED, *more)
    assert "zqsecret" not in copy(talk, form)
    assert guide.items[WEAPONS].short not in as_read(copy(talk, form))
    assert "zqsecret" in copy(talk, form, Audience.RESTRICTED)
    sourced = after(talk, Wrote(WEAPONS, Field.SEEN, "A knife on the table"))
    assert "A knife on the table" in copy(sourced, form)


@FORMS
def test_blanks_do_not_pass_for_a_second_source(form: str) -> None:
    told = Wrote(WEAPONS, Field.SURVIVOR, "zqsecret")
    talk = after(new_talk(), *UNSOURCED, told, Wrote(WEAPONS, Field.SEEN, " \n"), Wrote(WEAPONS, Field.SAID, "\u00a0"))
    assert "zqsecret" not in copy(talk, form)


@FORMS
def test_that_nothing_was_identified_needs_no_source(form: str, guide: Guide) -> None:
    talk = after(new_talk(), Marked(WEAPONS, Mark.NOT_IDENTIFIED))
    assert guide.items[WEAPONS].short in as_read(copy(talk, form)) or WEAPONS in copy(talk, form)


def test_not_even_a_time_tells_that_she_said_something_first(guide: Guide) -> None:
    """Her words came before his: the copy's times begin with his."""
    item = "risk.weapons"
    hers = apply(new_talk(), Wrote(item, Field.SURVIVOR, "hers"), new_talk().created.replace(minute=1))
    both = apply(hers, Wrote(item, Field.SAID, "his"), new_talk().created.replace(minute=2))
    kept = for_file(both, guide).items[item]
    assert kept.first == kept.words[Field.SAID].first


# -- moved into the file copy by a person, for a reason


def test_what_the_survivor_said_is_in_the_file_copy_only_when_a_person_moved_it_and_the_reason_never_is() -> None:
    told = after(
        new_talk(),
        Marked("risk.weapons", Mark.PRESENT),
        Wrote("risk.weapons", Field.SURVIVOR, "zqsecret-knife"),
        Wrote("form.victim-additional", Field.TEXT, "zqsecret-plan"),
    )
    assert not markers(copy(told, "md"), SECRET)
    moved = after(
        told,
        Wrote("risk.weapons", Field.RELEASE, "zqwhy She told him so herself, at the conference"),
        Wrote("form.victim-additional", Field.RELEASE, "zqwhy She asked for it to be said"),
    )
    for form in TEXT_FORMATS:
        assert markers(copy(moved, form), SECRET) == {"zqsecret-knife", "zqsecret-plan"}
        assert not markers(copy(moved, form), "zqwhy")
        assert markers(copy(moved, form, Audience.RESTRICTED), "zqwhy") == {"zqwhy"}
    for blank in ("", "   "):
        back = after(moved, *(Wrote(i, Field.RELEASE, blank) for i in ("risk.weapons", "form.victim-additional")))
        assert copy(back, "txt") == copy(told, "txt")


def test_the_survivors_own_row_is_never_in_the_file_copy_whatever_the_reason() -> None:
    row = after(
        new_talk(),
        Wrote("form.victim-details", Field.ADDRESS, "zqsecret-street"),
        Wrote("form.victim-details", Field.HELD_UNDER, "zqsecret-ref"),
        Wrote("form.victim-details", Field.RELEASE, "Because"),
    )
    for form in TEXT_FORMATS:
        assert not markers(copy(row, form, identities=True), SECRET)


# -- the people tables


CELLS = sorted(IDENTIFYING)


@FORMS
@pytest.mark.parametrize("audience", Audience)
def test_names_and_other_identities_are_masked_in_every_copy_unless_asked_for(form: str, audience: Audience) -> None:
    tables = ("form.child-details", "form.perpetrator-details", "form.household-details", "form.victim-details")
    cells = [Wrote(t, f, f"zqcell-{t.replace('.', '-')}-{f}") for t in tables for f in CELLS if f is not Field.NAME]
    names = [Wrote(t, Field.NAME, "Zqname Testing") for t in tables]
    held = [Wrote(t, Field.HELD_UNDER, f"zqheld-{t.replace('.', '-')}") for t in tables]
    talk = after(new_talk(), *cells, *names, *held)
    text = copy(talk, form, audience)
    assert not markers(text, "zqcell")
    assert "Zqname" not in text
    theirs = {t for t in tables if audience is Audience.RESTRICTED or t != "form.victim-details"}
    if audience is Audience.RESTRICTED and form != "json":
        theirs = {"form.victim-details"}
    assert markers(text, "zqheld") == {f"zqheld-{t.replace('.', '-')}" for t in theirs}
    asked = copy(talk, form, audience, identities=True)
    if audience is Audience.AGENCIES:
        assert asked == text
        return
    shown = {f"zqcell-{t.replace('.', '-')}-{f}" for t in theirs for f in CELLS if f is not Field.NAME}
    elsewhere = {f"zqcell-{t.replace('.', '-')}-address" for t in ("form.child-details", "form.household-details")}
    shown = shown - elsewhere if audience is Audience.FILE else shown | elsewhere
    assert markers(asked, "zqcell") == shown
    if form != "json":
        assert NAMED in " ".join(asked.split())
        assert NAMED not in text


def test_where_a_child_lives_may_be_where_the_survivor_lives() -> None:
    address = after(new_talk(), Wrote("form.child-details", Field.ADDRESS, "zqsecret-street"))
    for form in TEXT_FORMATS:
        assert not markers(copy(address, form, identities=True), SECRET)
        assert markers(copy(address, form, Audience.RESTRICTED, identities=True), SECRET) == {"zqsecret-street"}
    assert not can_move(the_guide(), "form.child-details", address.items["form.child-details"])


# -- for other agencies


@FORMS
def test_other_agencies_get_neither_what_only_the_survivor_said_nor_how_the_worker_keeps_safe(form: str) -> None:
    talk = after(
        full_talk(),
        Wrote("note.supervision", Field.TEXT, "zqsecret-supervision"),
        Wrote("note.view", Field.TEXT, "zqsecret-view"),
        Wrote("look.say.drink", Field.VIEW, "zqsecret-own-view"),
        Wrote("check.sober", Field.REASON, "zqsecret-check"),
        Wrote("risk.weapons", Field.SURVIVOR, "zqsecret-survivor"),
        Wrote("note.agencies", Field.AGENCY, "zqpublic-police"),
        Wrote("record.concrete-actions", Field.ACTION, "zqpublic-action"),
    )
    text = copy(talk, form, Audience.AGENCIES)
    assert not markers(text, SECRET)
    assert markers(text, PUBLIC) == {"zqpublic-police", "zqpublic-action"}
