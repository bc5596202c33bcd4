"""Getting ready for a visit in front of the app, and the page to carry. Fiction, all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engage_tui.conversation.events import Marked, Planned, Ticked, Wrote
from engage_tui.conversation.rules import planned
from engage_tui.conversation.words import Field, Mark, Source
from engage_tui.record.earlier import About
from engage_tui.record.prepare import KNOWN, OWN, checks, places
from engage_tui.record.visit_plan import visit_plan
from engage_tui.tui.case import looks_like_name
from engage_tui.tui.prepare_rows import ASK, LAST_TIME, MAY, NEXT, ON_PAGE
from engage_tui.tui.screens.earlier import EarlierScreen
from engage_tui.tui.screens.home import HomeScreen
from engage_tui.tui.screens.pick import PickScreen
from engage_tui.tui.screens.prepare import PrepareScreen
from engage_tui.tui.screens.prompt import PromptScreen
from engage_tui.tui.screens.visit_plan import VisitPlanScreen, how_to_print
from engage_tui.tui.screens.walk import WalkScreen
from engage_tui.tui.widgets.prepare_bench import PrepareBench
from engage_tui.tui.widgets.row_list import RowList
from support.cases import a_case
from support.talks import after, new_talk

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from engage_tui.guide.guide import Guide
    from engage_tui.store.store import Store

FATHER, LIFE, CHILDREN = "ask.fatherhood-opener", "ask.relationship-wanted", "ask.discloses.children"
QUESTIONS_AT = 3
PLANNED = (Planned(FATHER, on=True), Planned(LIFE, on=True))


def bench(seat: Any) -> PrepareBench:
    found: PrepareBench = seat.app.screen.query_one(PrepareBench)
    return found


def whole(seat: Any) -> str:
    rows = seat.app.screen.query_one(RowList).rows
    return "\n".join(f"{r.lead} {r.plain} {r.tail}" for r in rows)


def notified(seat: Any) -> str:
    """What the app said in passing."""
    return "\n".join(n.message for n in seat.app._notifications)


async def begin(seat: Any, reference: str = "J-042") -> None:
    """Prepare a visit, from Home."""
    seat.app.screen.query_one(RowList).go_to("prepare")
    await seat.press("enter")
    await seat.type(reference)
    await seat.press("enter", "enter", "enter")


async def at_part(seat: Any, number: int, key: str = "") -> None:
    seat.app.screen._go_to(number, key)
    await seat.rest()


async def test_from_home_it_is_a_new_conversation_that_begins_with_the_checks(at_home: Any) -> None:
    async with at_home() as seat:
        await begin(seat)
        assert isinstance(seat.app.screen, PrepareScreen)
        assert "Is it safe to talk?" in seat.text()
        await seat.press("y", "escape")
        assert isinstance(seat.app.screen, HomeScreen), "back to where one came from"
        assert seat.talk.items["check.not-alone"].mark is Mark.YES
        await seat.press("enter")
        assert isinstance(seat.app.screen, WalkScreen)
        assert seat.talk.items["check.not-alone"].mark is Mark.YES


async def test_from_any_conversation_with_one_key_and_back_with_everything_kept(on_the_walk: Any) -> None:
    async with on_the_walk(after(new_talk(), Marked("check.not-alone", Mark.NO))) as seat:
        await seat.press("4", "P")
        assert isinstance(seat.app.screen, PrepareScreen)
        assert "A safer way: Do not go on your own." in whole(seat)
        await seat.press("escape")
        assert "Respond" in seat.text()


async def test_the_checks_take_a_key_each_and_a_no_stays_in_sight_with_its_safer_way(
    on_the_walk: Any, guide: Guide
) -> None:
    async with on_the_walk() as seat:
        await seat.press("P", "y", "y", "y", "n")
        assert bench(seat).rows.key == "check.out-of-earshot"
        assert "Keep it short and civil" in seat.text()
        await seat.press("up", "w")
        await seat.type("Will ring before we set off")
        await seat.press("escape")
        answer = seat.talk.items["check.sober"]
        assert (answer.mark, answer.text(Field.REASON)) == (Mark.NO, "Will ring before we set off")
        assert bench(seat).rows.key == "check.out-of-earshot"
        await seat.press(*"yyyyyyy")
        assert all(seat.talk.items[i.id].mark for i in checks(guide))
        assert bench(seat).rows.key == NEXT
        await seat.press("enter")
        assert "2 of 7" in seat.text()


async def test_a_no_never_becomes_a_yes_by_the_key_meant_for_the_next_check(on_the_walk: Any, guide: Guide) -> None:
    ids = [i.id for i in checks(guide)]
    async with on_the_walk() as seat:
        await seat.press("P", "n", "y", "x", "space", "n", "y")
        marks = [seat.talk.items[i].mark for i in ids[:6]]
        assert marks == [Mark.NO, Mark.YES, Mark.NO, Mark.YES, Mark.NO, Mark.YES]


@pytest.mark.parametrize("key", ["y", "n", "space", "x"])
async def test_no_key_changes_an_answer_that_the_cursor_is_not_on(on_the_walk: Any, key: str) -> None:
    async with on_the_walk() as seat:
        await seat.press("P", "n", "up")
        assert bench(seat).rows.key == "check.not-alone#reason", "the line on what was done about it"
        before = seat.talk
        await seat.press(key)
        bench(seat).rows.go_to(NEXT)
        await seat.press(key)
        await at_part(seat, 1)
        await seat.press("enter", "A", "escape")
        assert bench(seat).rows.key.startswith(f"{KNOWN}@")
        if key in "yn":
            await seat.press(key)
        assert seat.talk.items["check.not-alone"] == before.items["check.not-alone"]
        assert seat.talk.items[KNOWN].text(Field.MAY_KNOW) == ""


async def test_a_no_that_becomes_a_yes_says_so(on_the_walk: Any) -> None:
    async with on_the_walk(after(new_talk(), Marked("check.not-alone", Mark.NO))) as seat:
        await seat.press("P")
        bench(seat).rows.go_to("check.not-alone")
        await seat.press("y")
        assert "Changed from no to yes: " in notified(seat)
        bench(seat).rows.go_to("check.not-alone")
        await seat.press("y")
        assert notified(seat).count("Changed from no") == 1


async def test_on_the_walk_y_is_yes_to_a_check_and_writes_nothing_up(on_the_walk: Any, guide: Guide) -> None:
    ids = [i.id for i in checks(guide)][:2]
    async with on_the_walk() as seat:
        await seat.go_to("check.not-alone")
        assert "next step, no answer" in seat.text()
        await seat.press("y", "y")
        assert isinstance(seat.app.screen, WalkScreen)
        assert [seat.talk.items[i].mark for i in ids] == [Mark.YES, Mark.YES]
        await seat.press("2", "y")
        assert isinstance(seat.app.screen, WalkScreen)
        assert len([a for a in seat.talk.items.values() if a.mark]) == 2


async def test_a_fact_asks_where_it_is_from_and_whether_it_may_be_known(on_the_walk: Any) -> None:
    async with on_the_walk() as seat:
        await seat.press("P", "right", "enter")
        await seat.type("A call-out in May")
        await seat.press("escape")
        assert "not for them" in whole(seat), "nobody has said where it is from"
        await seat.press("down", "down", "down", "space")
        assert seat.talk.items[KNOWN].ticked == {Source.AGENCY}
        assert "not for them" not in whole(seat)
        assert "may they know? not said" in whole(seat), "a source does not say whether they may"
        bench(seat).rows.go_to(f"{MAY}{KNOWN}")
        await seat.press("n")
        assert seat.talk.items[KNOWN].text(Field.MAY_KNOW) == "No"
        assert "not for them" in whole(seat)
        await seat.press("y")
        assert seat.talk.items[KNOWN].text(Field.MAY_KNOW) == "Yes"
        assert "not said" not in whole(seat)
        assert "not for them" not in whole(seat)


async def test_what_only_the_survivor_said_is_hidden_as_soon_as_that_is_ticked(on_the_walk: Any) -> None:
    async with on_the_walk() as seat:
        await seat.press("P", "right", "enter")
        await seat.type("SECRET the spare key")
        await seat.press("escape", "down", "down", "space")
        assert seat.talk.items[KNOWN].ticked == {Source.SURVIVOR}
        assert "SECRET" not in whole(seat)
        assert "SECRET" not in seat.text()
        assert "no: only the survivor said it" in whole(seat)
        bench(seat).rows.go_to(f"{MAY}{KNOWN}")
        await seat.press("y")
        assert seat.talk.items[KNOWN].text(Field.MAY_KNOW) == "Yes"
        assert "no: only the survivor said it" in whole(seat), "a yes does not make it his to know"
        assert "not for them" in whole(seat)


async def test_how_the_survivor_is_told_is_hidden_and_private_lines_are_shown(on_the_walk: Any) -> None:
    talk = after(
        new_talk(),
        Wrote("plan.survivor-told", Field.TEXT, "SECRET at her sister's"),
        Wrote("plan.check-in", Field.TEXT, "The duty desk at 15:30"),
    )
    async with on_the_walk(talk) as seat:
        await seat.press("P")
        await at_part(seat, 2)
        assert "SECRET" not in whole(seat)
        assert "The duty desk at 15:30" in whole(seat)
        assert whole(seat).count("not for them") == 2


async def test_the_guides_example_is_shown_and_never_written(on_the_walk: Any) -> None:
    async with on_the_walk() as seat:
        await seat.press("P")
        await at_part(seat, 4, "plan.exit-words")
        before = seat.talk
        await seat.press("t")
        assert "For example: “I left my other phone in the car." in whole(seat)
        assert seat.talk == before
        await seat.press("enter")
        await seat.type("Bye.")
        await seat.press("escape")
        assert seat.talk.items["plan.exit-words"].text(Field.TEXT) == "Bye."
        bench(seat).rows.go_to("plan.exit-words")
        await seat.press("t")
        assert "For example" not in whole(seat)
        assert seat.talk.items["plan.exit-words"].text(Field.TEXT) == "Bye."


async def test_questions_are_found_picked_worded_and_put_in_order_with_keys(on_the_walk: Any, guide: Guide) -> None:
    async with on_the_walk() as seat:
        await seat.press("P")
        await at_part(seat, QUESTIONS_AT)
        await seat.press("slash")
        assert isinstance(seat.app.screen, PickScreen)
        await seat.type("good family life")
        await seat.press("enter", "escape", "slash")
        await seat.type("father")
        await seat.press("enter", "escape")
        assert planned(seat.talk, guide) == (LIFE, FATHER)
        await seat.press("o")
        await seat.type("What was the best bit of your week?")
        await seat.press("escape")
        assert planned(seat.talk, guide) == (LIFE, FATHER, OWN)
        assert bench(seat).question == OWN
        await seat.press("K")
        assert planned(seat.talk, guide) == (LIFE, OWN, FATHER)
        await seat.press("K", "K")
        assert planned(seat.talk, guide) == (OWN, LIFE, FATHER)
        await seat.press("J")
        bench(seat).rows.go_to(f"{ASK}{FATHER}")
        await seat.press("v")
        assert seat.talk.items[FATHER].text(Field.PLANNED_AS) == guide.items[FATHER].say[1].words
        assert "other wording" in whole(seat)
        bench(seat).rows.go_to(f"{ASK}{LIFE}")
        await seat.press("w")
        await seat.type("What does a good day look like?")
        await seat.press("escape", "v")
        assert seat.talk.items[LIFE].text(Field.PLANNED_AS) == "What does a good day look like?"
        assert "your words" in whole(seat)
        assert all(a.mark is None for a in seat.talk.items.values()), "planned is not asked"


async def test_a_question_is_taken_off_and_comes_back(on_the_walk: Any, guide: Guide) -> None:
    async with on_the_walk(after(new_talk(), *PLANNED)) as seat:
        await seat.press("P")
        await at_part(seat, QUESTIONS_AT, f"{ASK}{FATHER}")
        await seat.press("delete")
        assert planned(seat.talk, guide) == (LIFE,)
        await seat.press("u")
        assert planned(seat.talk, guide) == (FATHER, LIFE)


async def test_what_the_page_would_refuse_is_marked_before_it_is_picked(on_the_walk: Any, guide: Guide) -> None:
    async with on_the_walk() as seat:
        await seat.press("P")
        await at_part(seat, QUESTIONS_AT)
        await seat.press("slash")
        rows = seat.app.screen.query_one(RowList).rows
        off = {r.key.removesuffix(":off"): r.plain for r in rows if r.key.endswith(":off")}
        picked = {r.key for r in rows if r.stop}
    talk = after(new_talk(), *(Planned(key, on=True) for key in picked))
    refused = {line.key.removeprefix("out:"): line.why for line in visit_plan(talk, guide).refused}
    assert off.keys() == refused.keys() != set()
    assert all(why in off[key] for key, why in refused.items())


async def test_what_is_said_to_stay_on_the_page_can_stay(on_the_walk: Any, guide: Guide) -> None:
    talk = after(new_talk(), *(Wrote(key, Field.TEXT, words) for key, words in ON_PAGE.items()))
    assert not visit_plan(talk, guide).refused
    async with on_the_walk(talk) as seat:
        await seat.press("P")
        await at_part(seat, 2)
        assert all(f"“{words}” can stay" in whole(seat) for words in ON_PAGE.values())


async def test_in_the_list_to_pick_from_enter_also_takes_off_again(on_the_walk: Any, guide: Guide) -> None:
    async with on_the_walk() as seat:
        await seat.press("P")
        await at_part(seat, QUESTIONS_AT)
        await seat.press("slash", "down", "enter")
        assert planned(seat.talk, guide) == (LIFE,)
        assert "planned" in seat.text()
        await seat.press("enter", "escape")
        assert planned(seat.talk, guide) == ()


async def test_the_end_names_what_is_not_settled_and_goes_there(on_the_walk: Any, guide: Guide) -> None:
    async with on_the_walk(after(new_talk(), Marked("check.sober", Mark.NO))) as seat:
        await seat.press("P")
        await at_part(seat, len(places(guide)) - 1)
        assert "cannot tell whether it is safe" in seat.text()
        bench(seat).rows.go_to("go:check.orders")
        await seat.press("enter")
        assert bench(seat).rows.key == "check.orders"
        assert "1 of 7" in seat.text()


@pytest.mark.parametrize("way", ["row", "key"])
async def test_what_was_left_last_time_is_offered_with_promises_in_sight(at_home: Any, way: str) -> None:
    def prepare(store: Store) -> None:
        for talk in a_case():
            store.save(None, talk)

    async with at_home(prepare=prepare) as seat:
        await begin(seat)
        assert "From last time, 14 Nov 2026" in seat.text()
        assert bench(seat).rows.key == "check.not-alone", "the checks come first"
        assert "last time" in seat.text().splitlines()[-1]
        await at_part(seat, QUESTIONS_AT)
        assert "From last time, 14 Nov 2026" in seat.text()
        if way == "row":
            bench(seat).rows.go_to(LAST_TIME)
        await seat.press("enter" if way == "row" else "c")
        assert isinstance(seat.app.screen, EarlierScreen)
        titles = [r.plain for r in seat.app.screen.query_one(RowList).rows if r.key.startswith("title:")]
        assert titles[0].startswith("Promised")
        assert titles[0] in seat.text()
        assert "Risk: not known at the last contact" in titles[1:]
        await seat.press("escape")
        assert isinstance(seat.app.screen, PrepareScreen)


def test_what_was_promised_and_is_due_comes_before_what_is_not_known() -> None:
    order = list(About)
    assert max(map(order.index, (About.PROMISE, About.ACTION))) < min(
        map(order.index, (About.INDICATOR, About.UNKNOWN, About.UNASKED))
    )


async def test_prepared_without_a_key_it_is_still_there_as_a_draft(at_home: Any) -> None:
    async with at_home() as seat:
        await begin(seat)
        await seat.press("escape")
        await seat.rest()
        assert "Continue J-042" in seat.text()


async def test_without_an_earlier_contact_nothing_is_offered(at_home: Any) -> None:
    async with at_home() as seat:
        await begin(seat)
        assert "last time" not in seat.text()


async def test_the_window_for_a_visit_says_what_it_is_and_asks_about_a_name_once(at_home: Any) -> None:
    async with at_home() as seat:
        seat.app.screen.query_one(RowList).go_to("prepare")
        await seat.press("enter")
        assert "Prepare a visit: which case?" in seat.text()
        assert "New conversation" not in seat.text()
        await seat.type("Dean")
        await seat.press("enter")
        assert "That looks like a name." in seat.text()
        assert seat.app.focused.id == "reference"
        await seat.press("ctrl+a")
        await seat.type("PRACTICE-9")  # copies of it would say that it is about nobody
        await seat.press("enter")
        assert "A reference cannot begin with PRACTICE" in seat.text()
        assert seat.app.focused.id == "reference"
        await seat.press("ctrl+a")
        await seat.type("J-9")
        await seat.press("enter")
        assert "That looks like a name." not in seat.text()
        await seat.press("enter")
        await seat.type("Mr K")
        await seat.press("enter")
        assert (seat.talk.reference, seat.talk.person) == ("J-9", "Mr K"), "typing replaces what was offered"


async def test_a_reference_that_is_a_name_is_not_refused(at_home: Any) -> None:
    async with at_home() as seat:
        seat.app.screen.query_one(RowList).go_to("new")
        await seat.press("enter")
        await seat.type("Dean")
        await seat.press(*["enter"] * 4)
        assert seat.talk.reference == "Dean"
        assert seat.talk.person == "the person"


@pytest.mark.parametrize(("typed", "name"), [("J-042", False), ("Dean", True), ("dean 2", True), ("Hollis", True)])
def test_what_looks_like_a_name(typed: str, *, name: bool) -> None:
    assert looks_like_name(typed) is name


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_every_part_fits_and_says_where_it_is(on_the_walk: Any, guide: Guide, size: tuple[int, int]) -> None:
    async with on_the_walk(size=size) as seat:
        await seat.press("P")
        for number, place in enumerate(places(guide)):
            assert f"{number + 1} of {len(places(guide))}" in seat.text()
            assert place.title in seat.text()
            assert "→" in seat.text()
            await seat.press("right")


# -- the page to carry


def prepared() -> Any:
    return after(
        new_talk(),
        *PLANNED,
        Wrote("plan.hook", Field.TEXT, "His new job. Zofia."),
        Wrote("plan.check-in", Field.TEXT, "The duty desk at 15:30."),
    )


async def test_the_page_shows_what_was_taken_out_and_why_before_anything_is_written(on_the_walk: Any) -> None:
    async with on_the_walk(prepared()) as seat:
        await seat.press("V")
        assert isinstance(seat.app.screen, VisitPlanScreen)
        text = whole(seat)
        page, out = text.split("Taken out, and it stays out")
        assert "Zofia" not in page
        assert "Zofia" in out
        assert "it may hold a name" in out
        rows = seat.app.screen.query_one(RowList)
        rows.go_to("line:plan.hook:1")
        await seat.press("space", "enter")
        assert "Zofia" not in whole(seat).split("Taken out")[0], "nobody can put it back"


async def test_lines_are_left_out_and_put_back_and_nothing_of_that_is_in_the_note(on_the_walk: Any) -> None:
    async with on_the_walk(prepared()) as seat:
        await seat.press("V")
        before, rows = seat.talk, seat.app.screen.query_one(RowList)
        rows.go_to("line:plan.hook:0")
        await seat.press("space")
        assert "Not on the page" in whole(seat).split("His new job")[0]
        await seat.press("space")
        rows.go_to("line:plan.check-in:0")
        await seat.press("space")
        assert "15:30" in whole(seat).split("Taken out")[0]
        assert seat.talk == before


async def test_a_long_path_is_told_whole_and_how_to_print_it(on_the_walk: Any, tmp_path: Path) -> None:
    out = tmp_path / "a folder of the team" / ("long" * 20)
    async with on_the_walk(prepared()) as seat:
        await seat.press("V", "t")
        seat.app.screen.query_one("LineInput").value = str(out)
        await seat.press("enter")
        assert "".join(str(out / "plan-2026-11-21.txt").split()) in "".join(seat.text().split())
        assert "To print it:" in seat.text()
        assert "Ctrl+P" in seat.text() or "Cmd+P" in seat.text()


def test_how_to_print_is_told_for_each_system() -> None:
    told = [how_to_print(p) for p in ("win32", "darwin", "linux")]
    assert [word in text for word, text in zip(("Windows", "Finder", "file manager"), told, strict=True)] == [True] * 3


@pytest.mark.parametrize(("key", "form"), [("t", "txt"), ("p", "pdf")])
async def test_it_is_written_under_a_name_that_says_nothing(
    on_the_walk: Any, tmp_path: Path, guide: Guide, key: str, form: str
) -> None:
    async with on_the_walk(prepared()) as seat:
        await seat.press("V", key)
        assert isinstance(seat.app.screen, PromptScreen)
        seat.app.screen.query_one("LineInput").value = str(tmp_path / "out")
        await seat.press("enter")
        assert f"plan-2026-11-21.{form}" in "".join(seat.text().split())
        (path,) = (tmp_path / "out").iterdir()
        assert path.name == f"plan-2026-11-21.{form}"
        assert path.stat().st_mode & 0o077 == 0
        data = path.read_bytes()
        assert (b"His new job." in data) is (form == "txt")
        assert b"Zofia" not in data
        assert visit_plan(seat.talk, guide).refused


async def test_the_survivors_ticks_keep_a_planned_question_hidden_on_every_list(on_the_walk: Any) -> None:
    talk = after(
        new_talk(),
        Wrote(OWN, Field.ASKED_AS, "SECRET about the shed?"),
        Planned(OWN, on=True),
        Ticked(OWN, Source.SURVIVOR, on=True),
    )
    async with on_the_walk(talk) as seat:
        await seat.press("P")
        await at_part(seat, QUESTIONS_AT)
        assert "SECRET" not in whole(seat)
        await seat.press("V")
        assert "SECRET" not in whole(seat)
        assert "something restricted" in whole(seat)
        await seat.press("escape", "escape", "f")
        assert "SECRET" not in whole(seat)
