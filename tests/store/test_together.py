"""What the parts of the store owe each other: versions, deletions and the recovery code in checks, backups, salvage."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from engage_tui.conversation.events import Marked, Ticked, Wrote
from engage_tui.conversation.words import Field, Mark, Source
from engage_tui.errors import PassphraseError
from engage_tui.paths import Home
from engage_tui.record.final import final_record
from engage_tui.store import backup, chain, keys, migrations
from engage_tui.store.checking import check
from engage_tui.store.database import open_database
from engage_tui.store.finding import Wanted
from engage_tui.store.migrations import version_of
from engage_tui.store.recovery import new_code
from engage_tui.store.restore import Keyring, newest_that_opens, open_backup, restore
from engage_tui.store.salvage import salvage
from engage_tui.store.store import Store
from engage_tui.tui.screens.notes import place_told
from support.planted_secrets import LEAST_COSTS, PASSPHRASE
from support.talks import after, full_talk, new_talk
from support.vaults import DRAFT, everything, finalise, new_store, open_again, raw_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import apsw

    from engage_tui.guide.guide import Guide

LATER = "2026-11-22T09:30:00Z"
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory, guide: Guide) -> Home:
    home = Home(tmp_path_factory.mktemp("lived") / "engage")
    lived_in(home, guide).close()
    return home


def lived_in(home: Home, guide: Guide) -> Store:
    """Notes that were amended, deleted, deleted after an amendment, and one about to be amended."""
    store = new_store(home)
    for n in range(4):
        finalise(store, replace(full_talk(), id=f"n{n}", reference=f"N-{n}"), guide)
    for note in ("n1", "n2"):
        draft = replace(store.load(note), id=f"new-{note}")
        store.begin_amendment(draft, note, reason="a date was wrong", at=LATER)
        store.finalise(draft, at=LATER, record=final_record(draft, guide))
    store.set_fact("doc", store.entry_text("n0"))
    for note in ("n0", "n1"):
        store.delete(note, at=LATER, author="A. Worker", reason="its time is over")
    store.begin_amendment(replace(store.load("n3"), id="begun"), "n3", reason="a name was wrong", at=LATER)
    store.save(None, new_talk("E-1", "e1"))
    store.set_review("n2", TODAY)
    return store


@pytest.fixture
def lived(home: Home, pattern: Home) -> Iterator[Store]:
    shutil.copytree(pattern.folder, home.folder, dirs_exist_ok=True)
    store = open_again(home)
    yield store
    store.close()


def more(store: Store) -> list[object]:
    """What `everything` does not look at."""
    connection = store._connection
    tables = ("amendment", "review", "entry", "head")
    return [
        *(connection.execute(f"select * from {table}").fetchall() for table in tables),
        [n for n, _ in sorted((n.id, n) for n in store.find(Wanted("weekends")).notes)],
    ]


def test_amended_and_deleted_notes_are_whole_and_so_are_their_backups(lived: Store, home: Home, tmp_path: Path) -> None:
    found = check(lived._connection)
    assert found.troubles == []
    assert (found.notes, found.finals) == (4, 8)
    path = tmp_path / "one.backup"
    for _ in lived.backing_up(path):
        pass
    out = Home(tmp_path / "out")
    restore(out, open_backup(path, Keyring(PASSPHRASE)), TODAY)
    with closing(open_again(out)) as again:
        assert everything(again) == everything(lived)
        assert more(again) == more(lived)
        assert check(again._connection) == found


def test_what_is_saved_out_keeps_versions_amendments_dates_and_the_traces_of_deleted_notes(
    lived: Store, home: Home, tmp_path: Path
) -> None:
    before, more_before, found = everything(lived), more(lived), check(lived._connection)
    lived.close()
    key = keys.subkey(keys.open_keys(keys.read_keys(home.keys), PASSPHRASE), "db")
    done = salvage(home, key, tmp_path / "out", TODAY)
    assert (done.notes, done.finals, done.lost) == (4, 2, 0)
    restore(home, open_backup(done.path, Keyring(PASSPHRASE)), TODAY)
    with closing(open_again(home)) as again:
        assert everything(again) == before
        assert more(again) == more_before
        assert check(again._connection) == found


def added(note: str, version: int, kind: str, body: object) -> Callable[[apsw.Connection], object]:
    """Adds an entry as a program would that has the key and knows how entries are made."""
    return lambda connection: chain.append(
        connection, note=note, version=version, kind=kind, at=LATER, author="A", body=body
    )


def put(sql: str) -> Callable[[apsw.Connection], object]:
    """Does it once the rules are taken away."""

    def change(connection: apsw.Connection) -> None:
        for (name,) in connection.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            connection.execute(f"drop trigger {name}")
        connection.execute(sql)

    return change


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (put("update entry set doc = '' where seq = 4"),
         "Final entry 4 has no text, and nothing tells of its deletion"),
        (put("update entry set doc = (select value from fact where name = 'doc') where seq = 1"),
         "Final entry 7 tells of a deletion that was not made in that way"),
        (put("insert into note select 'n0', reference, held_on, 'draft', changed, details from note where id = 'n3'"),
         "A note in the list was deleted before"),
        (put("update entry set version = 9 where seq = 5"), "Final entry 5 is not the next version"),
        (added("n0", 3, "amendment", {}), "Final entry 9 is of a note that was deleted before it"),
        (added("n3", 2, "deleted", {"erased": []}), "Final entry 9 tells of a deletion that was not made in that way"),
        (added("n3", 2, "deleted", []), "Final entry 9 tells of a deletion that was not made in that way"),
        (added("n3", 2, "final", {}), "Final entry 9 is of a kind that has no place there"),
        (added("n9", 1, "amendment", {}), "Final entry 9 is of a kind that has no place there"),
        (added("n9", 1, "deleted", {"erased": []}), "Final entry 9 tells of a deletion that was not made in that way"),
    ],
)  # fmt: skip
def test_only_versions_and_deletions_as_the_app_makes_them_are_let_pass(
    lived: Store, change: Callable[[apsw.Connection], object], told: str
) -> None:
    change(lived._connection)
    assert told in chain.verify(lived._connection).trouble


def test_a_backup_opens_with_the_recovery_code_too_also_where_the_key_file_is_gone(store: Store, home: Home) -> None:
    code, other = new_code(), new_code()
    document = keys.read_keys(home.keys)
    data_key = keys.open_keys(document, PASSPHRASE)
    keys.write_keys(home.keys, keys.with_recovery(document, code, data_key), replace=True)
    store.save(None, DRAFT)
    path = backup.make_in(home.backups, store._connection, home.keys, TODAY)
    store.close()
    home.keys.unlink()
    home.notes.unlink()
    found = newest_that_opens(home, Keyring(code.lower()))
    assert found is not None
    restore(home, found, TODAY)
    assert keys.open_with_code(keys.read_keys(home.keys), code) == data_key
    with closing(open_again(home)) as again:
        assert again.load(DRAFT.id) == DRAFT
    with pytest.raises(PassphraseError):
        open_backup(path, Keyring(other))


def test_notes_from_before_there_was_a_search_are_backed_up_and_then_found(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "MIGRATIONS", migrations.MIGRATIONS[:1])
        old = Store.create(home, PASSPHRASE, LEAST_COSTS)
        old.save(None, DRAFT)
        old.close()
    new = Store.unlock(home, PASSPHRASE)
    assert version_of(new._connection) == len(migrations.MIGRATIONS)
    assert [n.id for n in new.find(Wanted("weekends")).notes] == [DRAFT.id]
    assert check(new._connection).troubles == []
    new.close()
    (one,) = backup.kept(home.backups)
    out = Home(home.folder / "old")
    restore(out, open_backup(one.path, Keyring(PASSPHRASE)), TODAY)
    with closing(open_database(out.notes, raw_key(out))) as connection:
        assert version_of(connection) == 1


def test_places_that_may_show_the_survivor_are_not_told(store: Store, guide: Guide) -> None:
    talk = after(
        new_talk(),
        Marked("ask.discloses.police", Mark.NOT_SAFE),
        Wrote("ask.discloses.police", Field.REASON, "zqreason"),
        Marked("risk.weapons", Mark.PRESENT),
        Wrote("risk.weapons", Field.ACTION, "zqaction"),
    )
    store.save(None, talk)

    def told(word: str) -> str:
        (note,) = (found := store.find(Wanted(word))).notes
        return place_told(note, found.places.get(note.id, ()), guide)

    assert told("zqreason") == told("zqaction") == ""
    store.save(talk, after(talk, Ticked("risk.weapons", Source.ME, on=True), start=talk.changed))
    assert told("zqaction").startswith("Risk")
