"""Search in the encrypted notes: exactly the notes that hold all the words, at once, and with nothing left behind."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date
from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from engage_tui.conversation.events import Described, Marked, Opened, Ticked, Wrote
from engage_tui.conversation.state import Answer
from engage_tui.conversation.words import Field, Mark, Setting, Source
from engage_tui.errors import EngageError
from engage_tui.store.database import create_database
from engage_tui.store.finding import Wanted
from engage_tui.store.migrations import MIGRATIONS, migrate
from engage_tui.store.store import Store
from support.random_talks import examples
from support.talks import START, after, full_talk, new_talk
from support.vaults import AT, DRAFT, FINAL, dump, finalise, new_store, other_reader, raw_key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import apsw

    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.paths import Home
    from support.vaults import Made

TEXT_FIELDS = (Field.SAID, Field.SEEN, Field.SURVIVOR)
ITEMS = ("look.say.drink", "look.checks-whereabouts", "risk.weapons")


def found(store: Store, text: str, **wanted: object) -> set[str]:
    return {n.id for n in store.find(Wanted(text, **wanted)).notes}  # type: ignore[arg-type]


def noted(note_id: str, *texts: str, reference: str = "J-1") -> Conversation:
    """A conversation with a text in each of some fields."""
    places = [(item, field) for item in ITEMS for field in TEXT_FIELDS]
    return after(
        new_talk(reference, note_id), *(Wrote(*place, text) for place, text in zip(places, texts, strict=False))
    )


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store for many examples, each of which empties it first."""
    from engage_tui.paths import Home

    store = new_store(Home(tmp_path_factory.mktemp("used") / "engage"))
    yield store
    store.close()


def emptied(store: Store) -> Store:
    store._connection.execute("delete from note where state = 'draft'")
    return store


# -- exactly the notes

LETTERS = st.sampled_from("abŵéÉ1")
WORD = st.text(LETTERS, min_size=1, max_size=3)
WRITTEN = st.lists(WORD, max_size=4).map(" ".join)
NUMBER = count()


def folded(text: str) -> list[str]:
    """The words of a text as a person would compare them: no capitals, no accents."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return re.findall(r"\w+", plain)


def holds(texts: list[str], looked_for: str) -> bool:
    words = [w for text in texts for w in folded(text)]
    *whole, last = folded(looked_for)
    return all(w in words for w in whole) and any(w.startswith(last) for w in words)


@examples(60)
@given(notes=st.lists(st.lists(WRITTEN, max_size=4), max_size=5), looked_for=st.lists(WORD, min_size=1, max_size=3))
def test_a_search_finds_exactly_the_notes_that_hold_all_the_words(
    used: Store, notes: list[list[str]], looked_for: list[str]
) -> None:
    store = emptied(used)
    expected = set()
    for texts in notes:
        talk = replace(noted(f"n{next(NUMBER)}", *texts, reference="zz"), person="zz", held_on=date(2000, 10, 20))
        store.save(None, talk)
        known = [*texts, "zz zz draft 2000 20 10 October Oct"]
        if holds(known, " ".join(looked_for)):
            expected.add(talk.id)
    assert found(store, " ".join(looked_for)) == expected


@examples(25)
@given(before=st.lists(WRITTEN, max_size=4), now=st.lists(WRITTEN, max_size=4), word=WORD)
def test_what_was_changed_or_taken_out_is_found_as_it_is_now(
    used: Store, before: list[str], now: list[str], word: str
) -> None:
    store = emptied(used)
    first = replace(noted("n", *before, reference="zz"), held_on=date(2000, 10, 20))
    second = replace(noted("n", *now, reference="zz"), held_on=date(2000, 10, 20))
    store.save(None, first)
    store.save(first, second)
    assert (found(store, word) == {"n"}) == holds([*now, "zz the client draft 2000 20 10 October Oct"], word)
    store._connection.execute("insert into search (search, rank) values ('integrity-check', 1)")


def test_the_last_word_narrows_while_it_is_typed_and_the_others_are_whole(store: Store) -> None:
    store.save(None, noted("a", "He was drinking at the weekend"))
    store.save(None, noted("b", "He was driving"))
    for typed, ids in (("dri", {"a", "b"}), ("drin", {"a"}), ("dri weekend", set()), ("weekend dri", {"a"})):
        assert found(store, typed) == ids, typed


def test_accents_and_capitals_make_no_difference(store: Store) -> None:
    store.save(None, noted("a", "Żaneta rang from Tŷ Gŵyr; ZOË and ÁINE were there"))
    for typed in (
        "zaneta",
        "Żaneta",
        "ŻANETA",
        "ty gwyr",
        "Tŷ Gŵyr",
        "zoe",
        "aine",
        unicodedata.normalize("NFD", "Żan"),
    ):
        assert found(store, typed) == {"a"}, typed


@pytest.mark.parametrize(
    "typed", ["J-042", "j-04", "2026-11-21", "21/11/2026", "21 Nov 2026", "november", "21/11", "draft"]
)
def test_a_note_is_found_by_its_reference_date_and_state(store: Store, typed: str) -> None:
    store.save(None, full_talk())
    store.save(None, replace(new_talk("K-7", "b"), held_on=date(2025, 3, 5)))
    assert "a1" in found(store, typed)
    if typed != "draft":
        assert found(store, typed) == {"a1"}
    assert found(store, "5/3/2025") == {"b"}


def test_new_details_are_found_and_the_old_ones_no_longer(store: Store) -> None:
    talk = full_talk()
    store.save(None, talk)
    changed = after(talk, Described("K-9", Setting.OFFICE, "Mr Quill", "A. Worker", date(2025, 2, 1)), Opened("Xylo"))
    store.save(talk, changed)
    for typed, there in (("K-9", True), ("quill", True), ("xylo", True), ("01/02/2025", True), ("J-042", False)):
        assert bool(found(store, typed)) is there, typed


HOSTILE = [
    '"', '""', '"a', 'a"', "'", "*", "a*", "*a", "NEAR", "NEAR(a b)", "a NEAR/2 b", "AND", "a AND", "OR", "NOT a",
    "a NOT b",
    "-a", "+a", "^a", "a^", "words:a", "words : a", "{words}: a", "(", ")",
    "((a)", "a OR b", ":", "\\", "%", "_", "--", "/*",
    "; drop table note", "search MATCH 'a'", "\x00",
    "a\x00b", "😀", "\ud800", "\ufb01", "\u202ea", "a" * 5000, "a " * 500, "\n\t ", "\uff1f",
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_typed_is_an_instruction(store: Store, typed: str) -> None:
    store.save(None, noted("a", "a near b and or not (words)"))
    store.save(None, noted("b", "nothing of the kind"))
    assert found(store, typed) <= {"a", "b"}
    assert len(store.notes()) == 2


def test_words_that_are_instructions_elsewhere_are_words_here(store: Store) -> None:
    store.save(None, noted("a", "they live near"))
    store.save(None, noted("b", "two or three"))
    assert (found(store, "NEAR"), found(store, "live OR three"), found(store, "OR")) == ({"a"}, set(), {"b"})
    assert found(store, 'NOT "near"') == set()


def test_words_side_by_side_in_two_fields_are_no_phrase(store: Store) -> None:
    store.save(None, noted("a", "one", "two"))
    store.save(None, noted("b", "one-two"))
    assert (found(store, "one-two"), found(store, "one two")) == ({"b"}, {"a", "b"})


# -- what is told of a note that was found


def test_the_list_is_cut_off_where_asked_and_says_how_many_there_are(store: Store) -> None:
    for n in range(12):
        store.save(None, after(noted(f"n{n}", "same words"), Opened(), start=START.replace(minute=n)))
    listed = store.find(Wanted("same"), 5)
    assert ([n.id for n in listed.notes], listed.total) == ([f"n{n}" for n in range(11, 6, -1)], 12)
    assert store.find(Wanted(), 5).total == 12
    assert store.find(Wanted("nobody"), 5).notes == ()


def test_a_state_or_a_review_date_narrows_the_list(store: Store, guide: Guide) -> None:
    store.save(None, DRAFT)
    finalise(store, FINAL, guide)
    assert (found(store, "", state="draft"), found(store, "weekends", state="final")) == ({"a1"}, {"f1"})
    store.set_review("f1", date(2027, 5, 1))
    assert found(store, "", due=date(2027, 4, 30)) == set()
    assert found(store, "", due=date(2027, 5, 1)) == {"f1"}
    assert (store.due(date(2027, 4, 30)), store.due(date(2027, 5, 1))) == (0, 1)
    assert [n.review for n in store.notes() if n.id == "f1"] == [date(2027, 5, 1)]
    store.set_review("f1", None)
    assert store.due(date(2027, 5, 1)) == 0


def places(store: Store, text: str) -> list[str]:
    (at,) = [p for ps in store.find(Wanted(text)).places.values() for p in ps] or [None]
    return [at.item] if at else []


def test_it_tells_where_the_words_stand_but_nothing_of_what_only_the_survivor_said(store: Store, guide: Guide) -> None:
    store.save(None, DRAFT)
    finalise(store, FINAL, guide)
    told = store.find(Wanted("weekends")).places
    assert {note: [(p.item, p.version) for p in at] for note, at in told.items()} == {
        "a1": [("look.say.drink", 0)],
        "f1": [("look.say.drink", 1)],
    }
    for secret in ("leaves Friday", "knife", "survivor's acting"):
        listed = store.find(Wanted(secret))
        assert {n.id for n in listed.notes} == {"a1", "f1"}, "it is found all the same"
        assert listed.places == {}, secret


def test_a_mark_that_gets_or_loses_a_second_source_is_told_or_kept_back_at_once(store: Store) -> None:
    talk = after(
        new_talk(), Marked("risk.weapons", Mark.PRESENT), Wrote("risk.weapons", Field.ACTION, "Told the duty manager")
    )
    store.save(None, talk)
    assert places(store, "duty") == ["risk.weapons"]
    held = after(talk, Ticked("risk.weapons", Source.SURVIVOR, on=True))
    store.save(talk, held)
    assert places(store, "duty") == []
    told = after(held, Ticked("risk.weapons", Source.AGENCY, on=True))
    store.save(held, told)
    assert places(store, "duty") == ["risk.weapons"]


# -- the same transaction, the same key


def test_a_save_that_fails_is_not_found(store: Store) -> None:
    talk = noted("a", "before")
    store.save(None, talk)
    changed = noted("a", "afterwards")
    broken = Answer(START, START, mark="not a mark")  # type: ignore[arg-type]
    with pytest.raises(ValidationError):
        store.save(talk, replace(changed, items={**changed.items, "broken": broken}))
    assert (found(store, "before"), found(store, "afterwards")) == ({"a"}, set())


def test_an_older_store_is_searched_as_if_it_had_been_made_today(made: Made, tmp_path: Path, guide: Guide) -> None:
    """Made by running only the first step, filled as the first version filled it, and then opened."""
    with other_reader(made.home.notes, made.key) as reader:
        rows = {t: reader.execute(f"select * from {t}").fetchall() for t in ("note", "answer", "entry", "head")}
    old = create_database(tmp_path / "old.db", made.key)
    old.execute(MIGRATIONS[0])
    old.pragma("user_version", 1)
    for table, found_rows in rows.items():
        marks = ", ".join("?" * len(found_rows[0]))
        old.executemany(f"insert into {table} values ({marks})", found_rows)
    migrate(old)
    store = Store(made.home, old)
    assert old.pragma("user_version") == len(MIGRATIONS)
    old.execute("insert into search (search, rank) values ('integrity-check', 1)")
    assert {t: sorted(old.execute(f"select * from {t}").fetchall()) for t in rows} == {
        t: sorted(r) for t, r in rows.items()
    }
    assert indexed(old) == indexed_of(made)
    assert found(store, "weekends J-042") == {"a1"}
    assert found(store, "knife", state="final") == {"f1"}
    changed = after(DRAFT, Wrote("look.say.drink", Field.SAID, "Something newer"))
    store.save(DRAFT, changed)
    assert found(store, "newer") == {"a1"}
    finalise(store, replace(DRAFT, id="late"), guide)
    assert "late" in found(store, "weekends", state="final")
    store.close()


WHAT_IS_SEARCHED = (
    "select note, version, item, field, held, words from searchable join page on page.id = page order by 1, 2, 3, 4"
)


def indexed(connection: apsw.Connection) -> list[object]:
    return [tuple(row) for row in connection.execute(WHAT_IS_SEARCHED)]


def indexed_of(made: Made) -> list[object]:
    with other_reader(made.home.notes, made.key) as reader:
        return [tuple(row) for row in reader.execute(WHAT_IS_SEARCHED)]


def test_words_taken_out_are_nowhere_in_the_search_either(home: Home) -> None:
    store = new_store(home)
    for n in range(40):  # enough to be merged with
        store.save(None, noted(f"n{n}", f"zebra zqword{n} common words here"))
    wrong = noted("wrong", "the zqaddress of somebody")
    store.save(None, wrong)
    store.save(wrong, noted("wrong", "nothing"))
    store.delete("n7", at=AT, author="A", reason="")
    terms = terms_of(store)
    assert "zqword8" in terms
    assert not {"zqaddress", "zqword7"} & terms
    store.close()
    with other_reader(home.notes, raw_key(home)) as reader:
        blobs = b"".join(bytes(block) for _, block in reader.execute("select * from search_data"))
        assert b"address" not in blobs
        assert "zqaddress" not in repr(dump(reader))
        assert ("secure-delete", 1) in reader.execute("select k, v from search_config").fetchall()


def terms_of(store: Store) -> set[str]:
    store._connection.execute("create virtual table temp.terms using fts5vocab(main, search, row)")
    return {str(term) for (term,) in store._connection.execute("select term from temp.terms")}


def test_neither_notes_nor_what_was_looked_for_can_be_read_on_the_disk(
    home: Home, tmp_path: Path, guide: Guide
) -> None:
    store = new_store(home)
    store.save(None, noted("a", "the zqwritten words"))
    store.begin_amendment(*amended(store, guide), reason="zqreason", at=AT)
    for typed in ("zqwritten", "zqlooked zqfor", '"zqquoted'):
        store.find(Wanted(typed))
        assert_no_plain(tmp_path)
    store.delete("a", at=AT, author="A", reason="")
    assert_no_plain(tmp_path)
    store.close()
    assert_no_plain(tmp_path)


def amended(store: Store, guide: Guide) -> tuple[Conversation, str]:
    finalise(store, replace(noted("f", "zqfinal"), author="A. Worker"), guide)
    return replace(store.load("f"), id="zqdraft"), "f"


def assert_no_plain(folder: Path) -> None:
    for path in (p for p in folder.rglob("*") if p.is_file()):
        data = path.read_bytes().lower()
        assert not re.search(rb"zq(written|looked|for|quoted|reason|final|draft)", data), path


def test_an_unknown_note_gets_no_review_date(store: Store) -> None:
    store.set_review("nobody's", date(2027, 5, 1))
    assert store.due(date(2028, 1, 1)) == 0
    with pytest.raises(EngageError):
        store.delete("nobody's", at=AT, author="A", reason="")
