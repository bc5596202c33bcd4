"""The encrypted notes in use: nothing saved is lost or changed, final notes stay, and setting up can be cut short."""

from __future__ import annotations

import os
import re
import shutil
import sys
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from engage_tui.conversation.events import Described, Marked, Moved, Opened, Wrote
from engage_tui.conversation.state import Answer, Conversation
from engage_tui.conversation.update import apply
from engage_tui.conversation.words import Field, Mark, Setting
from engage_tui.errors import EngageError, NotFoundError, PassphraseError, StoreDamagedError, WriteError
from engage_tui.paths import Home
from engage_tui.store.holder import held_by
from engage_tui.store.store import Store
from support.command import python
from support.planted_secrets import LEAST_COSTS, PASSPHRASE
from support.random_talks import ANY_TALK, ITEMS, TEXT, any_answers, around, examples
from support.talks import START, after, full_talk, new_talk
from support.vaults import AT, DRAFT, FINAL, attempt, dump, everything, finalise, open_again, other_reader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engage_tui.guide.guide import Guide
    from support.vaults import Made

NUMBER = count()


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store for many examples, each with a note of its own."""
    store = Store.create(Home(tmp_path_factory.mktemp("used") / "engage"), PASSPHRASE, LEAST_COSTS)
    yield store
    store.close()


def of_its_own(talk: Conversation) -> Conversation:
    return replace(talk, id=f"n{next(NUMBER)}")


# -- drafts


@examples(15)
@given(talk=ANY_TALK)
def test_any_conversation_that_was_saved_loads_equal(used: Store, talk: Conversation) -> None:
    talk = of_its_own(talk)
    used.save(None, talk)
    assert used.load(talk.id) == talk


@examples(10)
@given(events=st.lists(any_answers(TEXT, ITEMS) | around(), max_size=10))
def test_a_conversation_saved_after_every_event_loads_equal_after_each(used: Store, events: list[object]) -> None:
    saved, talk = None, of_its_own(full_talk())
    for event in (*events, Marked("risk.weapons", None)):
        used.save(saved, talk)
        assert used.load(talk.id) == talk
        saved, talk = talk, apply(talk, event, START)  # type: ignore[arg-type]


def test_what_was_saved_is_there_after_closing_and_opening(home: Home) -> None:
    store = Store.create(home, PASSPHRASE, LEAST_COSTS)
    store.save(None, DRAFT)
    store.close()
    store.close()
    opened = Store.unlock(home, PASSPHRASE)
    assert opened.load(DRAFT.id) == DRAFT
    opened.close()


COUNTED = ("note", "answer", "searchable")


def count_changes(store: Store) -> None:
    """From now on count the rows of each table that are added, changed or deleted, whoever does it."""
    execute = store._connection.execute
    execute("create temp table changed (name text)")
    for name in COUNTED:
        for way in ("insert", "update", "delete"):
            note_it = f"insert into changed values ('{name}')"
            execute(f"create temp trigger {name}_{way} after {way} on {name} begin {note_it}; end")


def changes(store: Store) -> list[int]:
    execute = store._connection.execute
    found = [int(str(execute("select count(*) from changed where name = ?", (name,)).get)) for name in COUNTED]
    execute("delete from changed")
    return found


def test_only_what_changed_is_written(store: Store) -> None:
    saved = full_talk()
    store.save(None, saved)
    count_changes(store)
    for event, rows in (
        (Wrote("look.say.drink", Field.SAID, "Something else"), [1, 1, 1]),
        (Marked("look.say.drink", None), [1, 1, 0]),
        (Marked("respond.abuse-is-choice", None), [1, 1, 0]),
        (Wrote("look.say.drink", Field.SAID, ""), [1, 1, 2]),  # and what is left has no source now
        (Moved("ask"), [1, 0, 0]),
        (Opened("again"), [1, 0, 10]),
    ):
        talk = apply(saved, event, START)
        store.save(saved, talk)
        assert changes(store) == rows, event
        assert store.load(talk.id) == talk
        saved = talk


def test_a_save_that_fails_half_way_leaves_the_last_one_whole(used: Store) -> None:
    talk = of_its_own(full_talk())
    used.save(None, talk)
    broken = Answer(START, START, mark="not a mark")  # type: ignore[arg-type]
    changed = after(talk, Described("X", Setting.OFFICE, "X", "X", talk.held_on), Marked("risk.weapons", None))
    with pytest.raises(ValidationError):
        used.save(talk, replace(changed, items={**changed.items, "broken": broken}))
    assert used.load(talk.id) == talk
    used.save(talk, changed)
    assert used.load(talk.id) == changed


def test_words_taken_out_of_a_draft_are_nowhere_in_the_notes(home: Home, made: Made) -> None:
    shutil.copytree(made.home.folder, home.folder)
    store = Store.unlock(home, PASSPHRASE)
    wrong = after(new_talk("G-1", "g1"), Wrote("record.attempts", Field.TEXT, "zqaddress of somebody"))
    store.save(None, wrong)
    store.save(wrong, after(wrong, Wrote("record.attempts", Field.TEXT, "")))
    store.close()
    with other_reader(home.notes, made.key) as reader:
        assert "G-1" in repr(dump(reader))
        assert "zqaddress" not in repr(dump(reader))


def test_there_is_no_note_of_an_unknown_id(used: Store) -> None:
    with pytest.raises(NotFoundError):
        used.load("nobody's")


# -- the list


def test_the_list_has_every_note_with_the_last_changed_first(store: Store, guide: Guide) -> None:
    assert (store.notes(), store.latest_draft(), store.count()) == ([], None, 0)
    first = after(new_talk("J-1", "a"), Marked("risk.weapons", Mark.PRESENT), start=START)
    second = after(new_talk("J-2", "b"), Opened(), start=START.replace(hour=16))
    third = after(new_talk("J-2", "c"), Opened(), start=START.replace(hour=15))
    for talk in (first, second, third):
        store.save(None, talk)
    assert [(n.id, n.reference, n.state, n.changed) for n in store.notes()] == [
        ("b", "J-2", "draft", "2026-11-21T16:01:00Z"),
        ("c", "J-2", "draft", "2026-11-21T15:01:00Z"),
        ("a", "J-1", "draft", "2026-11-21T14:01:00Z"),
    ]
    assert store.count() == 3
    store.finalise(second, at=AT, record={})
    latest = store.latest_draft()
    assert latest is not None
    assert (latest.id, latest.held_on, latest.final) == ("c", third.held_on, False)
    assert [n.final for n in store.notes()] == [True, False, False]


def test_the_draft_that_was_changed_last_is_found_though_the_clock_was_put_back(store: Store, home: Home) -> None:
    early, late = new_talk("J-1", "a"), after(new_talk("J-2", "b"), Opened(), start=START.replace(year=2030))
    store.save(None, late)
    store.save(None, early)
    store.close()
    again = open_again(home)
    latest = again.latest_draft()
    assert latest is not None
    assert latest.id == "a"
    again.save(late, replace(late, place="risk"))  # only looked at
    assert again.latest_draft() == latest
    again.save(late, apply(late, Marked("risk.weapons", Mark.PRESENT), START))
    assert again.latest_draft() != latest
    again.close()


def test_facts_are_kept_and_can_be_changed(store: Store, home: Home) -> None:
    assert store.fact("author") == ""
    store.set_fact("author", "A. Worker")
    store.set_fact("author", "Żaneta ŵ")
    store.set_fact("open", "yes")
    store.close()
    opened = Store.unlock(home, PASSPHRASE)
    assert (opened.fact("author"), opened.fact("open"), opened.fact("other")) == ("Żaneta ŵ", "yes", "")
    opened.close()


# -- final notes


@pytest.fixture
def opened(copied: Home) -> Iterator[Store]:
    store = Store.unlock(copied, PASSPHRASE)
    yield store
    store.close()


def test_a_final_note_loads_as_it_was_with_its_fingerprint(opened: Store) -> None:
    assert opened.load(FINAL.id) == FINAL
    assert len(opened.fingerprint(FINAL.id).replace(" ", "")) == 24
    assert opened.fingerprint(DRAFT.id) == ""


@examples(12)
@given(talk=ANY_TALK)
def test_any_conversation_that_was_made_final_loads_equal(used: Store, guide: Guide, talk: Conversation) -> None:
    talk = of_its_own(talk)
    fingerprint = finalise(used, talk, guide)
    assert used.load(talk.id) == talk
    assert used.fingerprint(talk.id) == fingerprint


def test_a_final_note_cannot_be_saved_over(opened: Store) -> None:
    changed = after(FINAL, Wrote("look.say.drink", Field.SAID, "Something else"))
    for before in (None, FINAL):
        with pytest.raises(EngageError, match="final and cannot be changed"):
            opened.save(before, changed)
    assert opened.load(FINAL.id) == FINAL


def test_a_note_is_made_final_only_once(opened: Store, guide: Guide) -> None:
    before = everything(opened)
    with pytest.raises(EngageError):
        opened.finalise(FINAL, at=AT, record={})
    assert everything(opened) == before


def test_a_note_that_was_never_saved_cannot_be_made_final(opened: Store) -> None:
    entries = opened._connection.execute("select count(*) from entry").get
    with pytest.raises(EngageError):
        opened.finalise(new_talk("N-1", "never-saved"), at=AT, record={})
    assert opened._connection.execute("select count(*) from entry").get == entries


def test_the_answers_of_the_draft_are_gone_once_it_is_final(copied: Home, made: Made) -> None:
    with other_reader(copied.notes, made.key) as reader:
        assert reader.execute("select count(*) from answer where note = ?", (FINAL.id,)).fetchone() == (0,)
        assert reader.execute("select count(*) from answer where note = ?", (DRAFT.id,)).fetchone()[0] > 10


def test_a_note_that_cannot_be_made_final_stays_a_draft(opened: Store) -> None:
    with pytest.raises(TypeError):
        opened.finalise(DRAFT, at=AT, record={"grade": 1.5})
    assert opened.load(DRAFT.id) == DRAFT
    assert opened.fingerprint(DRAFT.id) == ""
    opened.save(DRAFT, after(DRAFT, Opened("still a draft")))


@pytest.mark.parametrize(
    "sql",
    [
        "update entry set doc = replace(doc, 'weekends', 'work') where note = 'f1'",
        "update entry set hash = 'x'",
        "update entry set note = 'other'",
        "delete from entry where note = 'f1'",
        "delete from entry",
        "insert or replace into entry select seq, note, version, '{}', hash from entry",
        "insert or replace into entry select seq, note, version, '{}', 'other' from entry",
        "replace into entry select seq + 1, note, version, '{}', 'other' from entry",
        "delete from head",
        "update head set seq = 0",
        "insert or replace into head values (1, 0, '')",
        "update note set state = 'draft' where id = 'f1'",
        "update note set details = '{}' where id = 'f1'",
        "delete from note where id = 'f1'",
    ],
)
def test_a_final_note_cannot_be_changed_or_deleted_by_sql(copied: Home, made: Made, sql: str) -> None:
    """Tried by another program too: the rule stands in the file itself."""
    with other_reader(copied.notes, made.key) as reader:
        before = dump(reader)
        attempt(reader, sql)
        assert dump(reader) == before


# -- opening


def test_another_program_reads_the_same_file_with_the_raw_key(copied: Home, made: Made) -> None:
    with other_reader(copied.notes, made.key) as reader:
        assert reader.execute("pragma cipher_integrity_check").fetchall() == []
        assert reader.execute("pragma integrity_check").fetchall() == [("ok",)]
        found = dict(reader.execute("select id, state from note where id in ('a1', 'f1')").fetchall())
        assert found == {"a1": "draft", "f1": "final"}
        (body,) = reader.execute("select body from answer where note = 'a1' and item = 'look.say.drink'").fetchone()
        assert "I only drink at weekends" in body


def test_a_wrong_passphrase_opens_nothing_and_changes_nothing(copied: Home) -> None:
    before = {p: p.read_bytes() for p in copied.folder.iterdir()}
    with pytest.raises(PassphraseError, match="does not open these notes"):
        Store.unlock(copied, PASSPHRASE + " ")
    assert {p: p.read_bytes() for p in copied.folder.iterdir()} == before


SECOND = """
import sys, time
from pathlib import Path
from engage_tui.errors import EngageError
from engage_tui.paths import Home
from engage_tui.store.holder import held_by
from engage_tui.store.store import Store
start = time.monotonic()
try:
    Store.unlock(Home(Path(sys.argv[1])), "three plain words")
except EngageError as e:
    print(type(e).__name__, round(time.monotonic() - start, 2), e, sep="|")
"""


def test_a_second_app_is_refused_in_words_within_three_seconds_and_the_first_is_unharmed(
    store: Store, home: Home
) -> None:
    store.save(None, DRAFT)
    took: list[float] = []
    while not took or (took[-1] >= 3 and len(took) < 3):  # a busy computer may be slow once
        second = python(SECOND, str(home.folder))
        kind, seconds, message = second.stdout.strip().split("|")
        assert kind == "StoreBusyError"
        assert "Another engage-tui has the notes open." in message
        if sys.platform == "linux":
            assert re.search(rf"It is process {os.getpid()}, started at \d\d:\d\d\.", message)
        took.append(float(seconds))
    assert min(took) < 3
    assert held_by(home.keys) == ("It may run on another computer." if sys.platform == "linux" else "")
    changed = after(DRAFT, Opened("after the second"))
    store.save(DRAFT, changed)
    store.close()
    opened = Store.unlock(home, PASSPHRASE)
    assert opened.load(DRAFT.id) == changed
    opened.close()


@pytest.mark.parametrize("file", ["keys.json", "notes.db"])
def test_a_missing_file_is_told_and_no_new_one_is_made(copied: Home, file: str) -> None:
    (copied.folder / file).unlink()
    left = sorted(p.name for p in copied.folder.iterdir())
    with pytest.raises(StoreDamagedError, match="is missing"):
        Store.unlock(copied, PASSPHRASE)
    assert sorted(p.name for p in copied.folder.iterdir()) == left
    assert copied.has_store


def test_notes_of_a_newer_version_are_refused_and_stay_as_they_are(copied: Home, made: Made) -> None:
    with other_reader(copied.notes, made.key) as reader:
        reader.execute("pragma user_version = 1000")
        reader.commit()
    with pytest.raises(StoreDamagedError, match="newer engage-tui"):
        Store.unlock(copied, PASSPHRASE)
    with other_reader(copied.notes, made.key) as reader:
        assert reader.execute("pragma user_version").fetchone() == (1000,)
        assert reader.execute("select count(*) from note").fetchone()[0] > 20


# -- setting up


def test_setting_up_makes_a_private_folder_with_two_private_files(store: Store, home: Home) -> None:
    store.close()
    assert sorted(p.name for p in home.folder.iterdir()) == ["keys.json", "notes.db"]
    assert home.folder.stat().st_mode & 0o777 == 0o700
    assert {p.stat().st_mode & 0o777 for p in home.folder.iterdir()} == {0o600}


@pytest.mark.parametrize("left", [["keys.json", "notes.db"], ["keys.json"], ["notes.db"]])
def test_setting_up_never_writes_over_notes_or_keys_that_are_there(copied: Home, left: list[str]) -> None:
    """With a file missing the notes are damaged, and not gone: it may come back from a backup."""
    for path in list(copied.folder.iterdir()):
        if path.name not in left:
            path.unlink()
    before = {name: (copied.folder / name).read_bytes() for name in left}
    with pytest.raises(WriteError):
        Store.create(copied, "another passphrase", LEAST_COSTS)
    assert {name: (copied.folder / name).read_bytes() for name in left} == before


def nothing_yet(folder: Path) -> None:
    """Nothing done yet but the folder."""
    for path in list(folder.iterdir()):
        path.unlink()


def half_a_database(folder: Path) -> None:
    """Killed while the tables were made: part of the file, and its log."""
    data = (folder / "notes.db").read_bytes()
    nothing_yet(folder)
    (folder / "notes.db.new").write_bytes(data[:4096])
    (folder / "notes.db.new-wal").write_bytes(data[:5000])
    (folder / "notes.db.new-journal").write_bytes(data[:600])


def whole_database(folder: Path) -> None:
    """The database is whole, but there are no keys yet, so nobody can have used it."""
    (folder / "notes.db").rename(folder / "notes.db.new")
    (folder / "keys.json").unlink()


@pytest.mark.parametrize("state", [nothing_yet, half_a_database, whole_database])
def test_setting_up_that_was_cut_short_before_the_keys_starts_again(copied: Home, state: object) -> None:
    assert callable(state)
    state(copied.folder)
    assert not copied.has_store
    store = Store.create(copied, "another passphrase", LEAST_COSTS)
    store.save(None, DRAFT)
    store.close()
    opened = Store.unlock(copied, "another passphrase")
    assert [n.id for n in opened.notes()] == [DRAFT.id]
    assert opened.load(DRAFT.id) == DRAFT
    opened.close()


def test_setting_up_that_was_cut_short_after_the_keys_is_mended(copied: Home) -> None:
    copied.notes.rename(copied.folder / "notes.db.new")
    assert copied.has_store
    store = Store.unlock(copied, PASSPHRASE)
    assert store.load(DRAFT.id) == DRAFT
    store.close()
    assert sorted(p.name for p in copied.folder.iterdir()) == ["keys.json", "notes.db"]
