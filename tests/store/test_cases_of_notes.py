"""A case is the notes under one reference: found by nothing else, in order, as the newest versions have them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from engage_tui.conversation.words import Setting
from engage_tui.record.final import final_record
from engage_tui.store import cases
from support.talks import START, full_talk, new_talk
from support.vaults import AT, finalise

if TYPE_CHECKING:
    from engage_tui.guide.guide import Guide
    from engage_tui.store.store import Store

DAY = date(2026, 11, 21)


def test_the_conversations_of_a_case_come_in_order_with_what_is_needed(store: Store, guide: Guide) -> None:
    store.save(None, replace(new_talk("J-042", "later"), held_on=DAY + timedelta(days=7), setting=Setting.PHONE))
    store.save(None, replace(new_talk("J-042", "second"), created=START + timedelta(hours=1), author="B. Worker"))
    finalise(store, replace(full_talk(), id="first"), guide)
    for other in ("J-0421", "j-042", "J-04", ""):
        store.save(None, new_talk(other, f"x{other}"))
    found = store.case("J-042")
    assert [c.id for c in found][:2] == ["first", "second"]
    assert found[0].final
    assert found[0].version == 1
    assert (found[0].created, found[0].held_on, found[0].author) == (START, DAY, "A. Worker")
    assert (found[1].author, found[1].final, found[1].version) == ("B. Worker", False, 0)
    assert found[-1].setting is Setting.PHONE
    assert store.case("") == []
    assert store.case("%") == []


def test_an_amendment_counts_when_it_is_final_and_then_with_what_it_says(store: Store, guide: Guide) -> None:
    finalise(store, replace(full_talk(), id="first"), guide)
    draft = replace(full_talk(), id="draft", reference="J-043", setting=Setting.OFFICE, author="B. Worker")
    store.begin_amendment(draft, "first", reason="The wrong case", at=AT)
    assert [c.id for c in store.case("J-042")] == ["first"]
    assert store.case("J-043") == []
    assert store.references() == {"J-042": 1}
    store.finalise(draft, at=AT, record=final_record(draft, guide))
    assert store.case("J-042") == []
    (found,) = store.case("J-043")
    assert (found.id, found.version, found.setting, found.author) == ("first", 2, Setting.OFFICE, "B. Worker")
    assert store.references() == {"J-043": 1}


def test_a_deleted_note_is_no_part_of_its_case(store: Store, guide: Guide) -> None:
    finalise(store, replace(full_talk(), id="first"), guide)
    store.save(None, new_talk("J-042", "second"))
    assert store.references() == {"J-042": 2}
    store.delete("first", at=AT, author="A. Worker", reason="The time is over")
    assert [c.id for c in store.case("J-042")] == ["second"]


def test_a_case_is_found_by_the_index_that_is_there(store: Store) -> None:
    store.save(None, new_talk())
    for sql, values in ((cases._OF_CASE, ("J-042",)), (cases._REFERENCES, ())):
        plan = " ".join(str(row[3]) for row in store._connection.execute(f"explain query plan {sql}", values))
        assert "COVERING INDEX note_by_change" in plan
        assert "SCAN note USING INDEX" not in plan
