"""From last time, and the timeline, in front of the app: found, read, carried, taken back. Fiction, all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from engage_tui.conversation.words import Field
from engage_tui.tui.case import known_line
from engage_tui.tui.earlier_rows import RESTRICTED
from engage_tui.tui.screens.choose import PickDialog
from engage_tui.tui.screens.details import DetailsScreen
from engage_tui.tui.screens.earlier import EarlierScreen
from engage_tui.tui.screens.note import NoteScreen
from engage_tui.tui.screens.timeline import TimelineScreen
from engage_tui.tui.screens.walk import WalkScreen
from engage_tui.tui.timeline_rows import RESTRICTED_TOO
from engage_tui.tui.widgets.row_list import RowList
from support.cases import ACTION, CHILDREN, POLICE, PROMISE, SEPARATION, UNKNOWN, a_case
from support.talks import START, new_talk
from support.vaults import finalise

if TYPE_CHECKING:
    from typing import Any

    from engage_tui.guide.guide import Guide
    from engage_tui.store.store import Store


@pytest.fixture
def with_a_case(at_home: Any, guide: Guide) -> Any:
    """The notes of a made-up case: a final one and two drafts; and a conversation of another case."""

    def prepare(store: Store) -> None:
        first, *others = a_case()
        finalise(store, first, guide)
        for talk in others:
            store.save(None, talk)
        store.save(None, new_talk("K-7", "k7"))

    return lambda size=(100, 40): at_home(size, prepare=prepare)


async def begin(seat: Any, reference: str = "J-042") -> None:
    """A new conversation under a reference."""
    seat.app.screen.query_one(RowList).go_to("new")
    await seat.press("enter")
    await seat.type(reference)
    await seat.press("enter", "enter", "enter")
    assert isinstance(seat.app.screen, WalkScreen)


def quiet_line(seat: Any) -> str:
    return str(seat.app.screen.query_one("#earlier", Static).render())


async def at(seat: Any, key: str) -> None:
    """Put the cursor on the row whose key begins like this."""
    rows = seat.app.screen.query_one(RowList)
    rows.go_to(next(r.key for r in rows.rows if r.key.startswith(key)))
    await seat.rest()


def whole(seat: Any) -> str:
    """All the rows, seen or not."""
    return "\n".join(f"{r.lead} {r.plain} {r.tail}" for r in seat.app.screen.query_one(RowList).rows)


async def test_a_new_conversation_under_a_known_reference_says_quietly_that_there_was_one(with_a_case: Any) -> None:
    async with with_a_case() as seat:
        await begin(seat)
        assert quiet_line(seat) == "c shows what was left from last time: 14 Nov 2026, and 2 contacts before."
        await seat.press("c")
        assert isinstance(seat.app.screen, EarlierScreen)
        await seat.press("c")
        assert isinstance(seat.app.screen, WalkScreen)
        await seat.press("3", "c")
        assert isinstance(seat.app.screen, EarlierScreen)


async def test_under_a_new_reference_there_is_nothing_to_say(with_a_case: Any) -> None:
    async with with_a_case() as seat:
        await begin(seat, "J-0421")
        assert quiet_line(seat) == ""
        await seat.press("c")
        assert isinstance(seat.app.screen, WalkScreen)
        await seat.press("d")
        await seat.press("backspace", *["enter"] * 5)
        assert isinstance(seat.app.screen, WalkScreen)
        assert seat.talk.reference == "J-042"
        assert "14 Nov 2026" in quiet_line(seat)


async def test_only_conversations_before_this_one_are_earlier(with_a_case: Any) -> None:
    async with with_a_case() as seat:
        await seat.app.screen.open_note("t-14")
        await seat.rest()
        assert "24 Oct 2026" in quiet_line(seat)
        await seat.press("c")
        assert "14 Nov 2026" not in whole(seat)


async def test_the_reference_that_is_typed_is_known_or_almost(with_a_case: Any) -> None:
    async with with_a_case((80, 24)) as seat:
        seat.app.screen.query_one(RowList).go_to("new")
        await seat.press("enter")
        assert isinstance(seat.app.screen, DetailsScreen)
        await seat.type("J-042")
        assert "J-042 has 3 earlier notes. On the walk c shows what was left open." in seat.text()
        await seat.type("1")
        assert "earlier" not in seat.text()


async def test_the_keys_of_the_details_are_seen_in_a_usual_window_with_a_known_reference(with_a_case: Any) -> None:
    async with with_a_case((80, 24)) as seat:
        await begin(seat)
        await seat.press("d")
        assert "J-042 has 3 earlier notes. On the walk c shows what was left open." in seat.text()
        assert "Esc back" in seat.text()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("J-042", "J-042 has 1 earlier note. On the walk c shows what was left open."),
        ("j042", "A new case. J-042 is written almost like it and has 1 note."),
        ("J-04", ""),
        ("-", ""),
        ("", ""),
    ],
)
def test_what_is_told_of_a_reference(typed: str, told: str) -> None:
    assert known_line(typed, {"J-042": 1, "--": 2}, "c") == told


# -- what was left


async def test_nothing_the_survivor_said_is_seen_in_passing(with_a_case: Any) -> None:
    async with with_a_case() as seat:
        await begin(seat)
        await seat.press("c")
        text = whole(seat)
        assert "SECRET" not in text
        assert text.count(RESTRICTED) >= 2
        assert "said by the survivor" not in text.lower()
        await at(seat, f"promise|{PROMISE}~2")
        await seat.press("enter")
        assert isinstance(seat.app.screen, PickDialog)
        assert "SECRET a call on her work phone" in seat.text()
        assert "not for the person to see" in seat.text()


async def test_rows_are_carried_one_by_one_and_can_be_taken_back(with_a_case: Any) -> None:
    async with with_a_case() as seat:
        await begin(seat)
        await seat.press("c")
        before = seat.talk
        await at(seat, f"unasked|{POLICE}")
        await seat.press("space")
        await at(seat, f"promise|{PROMISE}|")
        await seat.press("space", "space")
        assert set(seat.talk.items) == {POLICE, PROMISE}
        assert seat.talk.items[POLICE].planned
        promise = seat.talk.items[PROMISE]
        assert promise.text(Field.TEXT) == "A phone number for the fathers' group"
        assert promise.text(Field.CARRIED).startswith("the conversation of 24 October 2026 (home visit, promise 1)")
        assert "carried over" in whole(seat)
        await seat.press("u")
        assert set(seat.talk.items) == {POLICE}
        await seat.press("u")
        assert seat.talk.items == before.items == {}
        await seat.press("u")
        assert seat.talk.items == {}


async def test_undo_here_takes_back_nothing_that_was_done_elsewhere(with_a_case: Any) -> None:
    async with with_a_case() as seat:
        await begin(seat)
        await seat.go_to(CHILDREN)
        await seat.press("p", "c", "u")
        assert seat.talk.items[CHILDREN].planned


async def test_what_was_not_safe_to_ask_is_not_carried(with_a_case: Any) -> None:
    async with with_a_case() as seat:
        await begin(seat)
        await seat.press("c")
        await at(seat, f"not-safe|{SEPARATION}")
        assert "carry over" not in seat.text().splitlines()[-1]
        await seat.press("space")
        assert seat.talk.items == {}


async def test_a_carried_restricted_entry_stays_hidden_and_says_where_it_is_from(with_a_case: Any) -> None:
    async with with_a_case() as seat:
        await begin(seat)
        await seat.press("c")
        await at(seat, f"promise|{PROMISE}~2")
        await seat.press("space", "escape")
        await seat.go_to(PROMISE)
        text = seat.text()
        assert "SECRET" not in text
        assert "Carried over from the conversation of 24 October 2026" in text
        await at(seat, "do:preview")
        await seat.press("enter")
        assert isinstance(seat.app.screen, NoteScreen)
        assert "SECRET" not in whole(seat)
        assert "promise 2" not in whole(seat)


async def test_it_says_in_words_that_a_day_has_passed(with_a_case: Any) -> None:
    async with with_a_case() as seat:
        await begin(seat)
        await seat.press("c")
        rows = whole(seat)
        assert "The day for it has passed: 7 Nov 2026" in rows
        assert "overdue" not in rows.lower()


async def test_the_note_it_stands_in_opens(with_a_case: Any) -> None:
    async with with_a_case() as seat:
        await begin(seat)
        await seat.press("c")
        await at(seat, f"action|{ACTION}")
        await seat.press("enter")
        await at(seat, "do:note")
        await seat.press("enter")
        assert isinstance(seat.app.screen, NoteScreen)
        assert "24 October 2026" in whole(seat)
        assert "Final" in whole(seat)


async def test_before_a_visit_it_is_read_from_the_list_of_notes(with_a_case: Any) -> None:
    async with with_a_case() as seat:
        seat.app.screen.query_one(RowList).go_to("notes")
        await seat.press("enter")
        await at(seat, "t-28")
        await seat.press("f7")
        assert isinstance(seat.app.screen, EarlierScreen)
        await at(seat, f"unasked|{POLICE}")
        await seat.press("space")
        assert isinstance(seat.app.screen, EarlierScreen)
        await seat.press("escape", "f2")
        assert isinstance(seat.app.screen, TimelineScreen)


async def test_words_of_an_earlier_conversation_that_are_not_on_the_disk_yet_are_there(with_a_case: Any) -> None:
    async with with_a_case() as seat:
        await seat.app.screen.open_note("t-7")
        await seat.rest()
        session = seat.app.desk.session
        session._autosave.stop()  # from here on nothing of it reaches the disk
        await seat.go_to(UNKNOWN)
        await seat.press("enter")
        await seat.type("Who has the van")
        await seat.press("escape", "escape")
        await begin(seat)
        seat.app.desk.unsettled.append(session)
        await seat.press("c")
        assert "Who has the van" in whole(seat)


# -- the timeline


async def test_the_timeline_shows_the_case_in_order_and_opens_its_notes(with_a_case: Any) -> None:
    async with with_a_case((80, 24)) as seat:
        await begin(seat)
        await seat.press("C")
        assert isinstance(seat.app.screen, TimelineScreen)
        text = whole(seat)
        assert "SECRET" not in text
        assert RESTRICTED_TOO in text
        order = ["Broke her phone", "Sgt Example", "Reads her messages", "Bail until", "fathers' group", "Phone call"]
        places = [text.index(words) for words in order]
        assert places == sorted(places)
        assert "12 Mar 2026  Act" in text
        assert "(12 March, after the match)" in text
        assert "(for about two years; noted then)" in text
        await at(seat, "0")
        await seat.press("enter")
        assert isinstance(seat.app.screen, NoteScreen)
        await seat.press("escape", "C")
        assert isinstance(seat.app.screen, WalkScreen)


async def test_an_amendment_is_not_its_own_earlier_contact(with_a_case: Any) -> None:
    async with with_a_case() as seat:
        draft = replace(a_case()[0], id="amending", created=START - timedelta(days=28))
        vault = seat.app.desk.vault
        await vault.run(lambda: vault.store.begin_amendment(draft, "t-28", reason="A slip", at="2026-11-22T10:00:00Z"))
        await seat.app.screen.open_note("amending")
        await seat.rest()
        assert quiet_line(seat) == ""
