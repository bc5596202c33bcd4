"""Final notes with more than one version, and deleted ones: the chain only grows, and can be followed throughout."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from engage_tui.conversation.events import Described, Wrote
from engage_tui.conversation.words import Field, Setting
from engage_tui.errors import EngageError, NotFoundError
from engage_tui.record.audience import Audience
from engage_tui.record.export import export_entry, export_note
from engage_tui.record.final import final_record
from engage_tui.record.note_json import from_json
from engage_tui.store.finding import Wanted
from support.talks import after, full_talk, new_talk
from support.vaults import AT, FINAL, attempt, finalise, new_store, other_reader, raw_key

if TYPE_CHECKING:
    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.paths import Home
    from engage_tui.store.store import Store

LATER = "2026-11-22T09:30:00Z"
REASON = "The reference and a date were wrong"


def amendment(store: Store, note_id: str = "f1", draft_id: str = "draft") -> Conversation:
    """A draft that is to amend a note, with another reference and other words."""
    draft = replace(store.load(note_id), id=draft_id)
    store.begin_amendment(draft, note_id, reason=REASON, at=LATER)
    changed = after(
        draft,
        Described("F-2", Setting.OFFICE, "the client", "B. Worker", draft.held_on + timedelta(days=1)),
        Wrote("record.attempts", Field.TEXT, "Rang on Tuesday, zqnew."),
        start=draft.changed,
    )
    store.save(draft, changed)
    return changed


def amend(store: Store, guide: Guide, note_id: str = "f1", draft_id: str = "draft") -> Conversation:
    draft = amendment(store, note_id, draft_id)
    store.finalise(draft, at=LATER, record=final_record(draft, guide))
    return replace(draft, id=note_id)


@pytest.fixture
def kept(store: Store, guide: Guide) -> Store:
    """A store with a final note, and another one after it."""
    finalise(store, FINAL, guide)
    finalise(store, replace(full_talk(), id="f2", reference="G-1"), guide)
    return store


def rows(store: Store) -> list[tuple[int, str, int, str, str]]:
    return list(store._connection.execute("select seq, note, version, doc, hash from entry order by seq"))  # type: ignore[arg-type]


def assert_linked(store: Store) -> None:
    """The chain can be followed: each text has its hash and names the one before; an empty one is named as erased."""
    erased: set[str] = set()
    before = "0" * 64
    empty = []
    for seq, note, version, doc, hash_ in rows(store):
        if doc:
            entry = json.loads(doc)
            assert hashlib.sha256(doc.encode()).hexdigest() == hash_
            assert (entry["seq"], entry["note"], entry["version"], entry["prev"]) == (seq, note, version, before)
            erased |= set(entry["body"]["erased"]) if entry["kind"] == "deleted" else set()
        else:
            empty.append(hash_)
        before = hash_
    assert set(empty) == erased
    assert store._connection.execute("select hash from head").get == before


# -- amendments


def test_an_amendment_is_the_next_version_and_the_one_before_stays(kept: Store, guide: Guide) -> None:
    first = kept.versions("f1")[0]
    changed = amend(kept, guide)
    newest, oldest = kept.versions("f1")
    assert oldest == first
    assert (newest.number, newest.author, newest.at, newest.reason) == (2, "B. Worker", LATER, REASON)
    assert (oldest.number, oldest.author, oldest.at, oldest.reason) == (1, "A. Worker", AT, "")
    assert kept.fingerprint("f1") == newest.fingerprint != oldest.fingerprint
    assert kept.load("f1") == kept.load_version("f1", 2) == changed
    assert kept.load_version("f1", 1) == FINAL
    with pytest.raises(NotFoundError):
        kept.load_version("f1", 3)
    entry = json.loads(rows(kept)[-1][3])
    assert (entry["kind"], entry["version"], entry["reason"], entry["author"]) == ("amendment", 2, REASON, "B. Worker")
    assert entry["body"]["conversation"]["id"] == "f1"
    assert_linked(kept)


def test_until_it_is_final_the_note_is_as_it_was_and_the_draft_says_what_it_amends(kept: Store) -> None:
    draft = amendment(kept)
    assert kept.load("f1") == FINAL
    assert kept.load("draft") == draft
    amends = kept.amends("draft")
    assert amends is not None
    assert (amends.note, amends.version, amends.reason) == ("f1", 1, REASON)
    assert (kept.amendment_of("f1"), kept.amendment_of("f2"), kept.amends("f1")) == ("draft", "", None)
    assert {n.id: (n.state, n.amends, n.version) for n in kept.notes()} == {
        "draft": ("draft", 1, 0), "f1": ("final", 0, 1), "f2": ("final", 0, 1),
    }  # fmt: skip
    with pytest.raises(EngageError, match="begun already"):
        kept.begin_amendment(replace(FINAL, id="second"), "f1", reason=REASON, at=LATER)
    assert {n.id for n in kept.notes()} == {"draft", "f1", "f2"}, "nothing is left of a second one"


def test_afterwards_the_draft_is_gone_and_the_list_follows_the_new_version(kept: Store, guide: Guide) -> None:
    changed = amend(kept, guide)
    (note,) = [n for n in kept.notes() if n.id == "f1"]
    assert (note.reference, note.held_on, note.state, note.version) == ("F-2", changed.held_on, "final", 2)
    assert {n.id for n in kept.notes()} == {"f1", "f2"}
    assert (kept.amends("draft"), kept.amendment_of("f1")) == (None, "")
    third = amend(kept, guide, draft_id="another")
    assert [v.number for v in kept.versions("f1")] == [3, 2, 1]
    assert kept.load("f1") == third
    assert_linked(kept)


def test_words_of_every_version_are_found_and_the_version_is_told(kept: Store, guide: Guide) -> None:
    amend(kept, guide)
    for text, version in (("zqnew", 2), ("Monday answer", 1)):
        listed = kept.find(Wanted(text))
        assert "f1" in {n.id for n in listed.notes}
        assert [p.version for p in listed.places["f1"] if p.item == "record.attempts"] == [version], text


def test_only_a_final_note_can_be_amended(kept: Store) -> None:
    kept.save(None, new_talk("J-1", "d1"))
    for note in ("d1", "nobody's"):
        with pytest.raises(EngageError, match="Only a final note"):
            kept.begin_amendment(replace(FINAL, id="second"), note, reason=REASON, at=LATER)


# -- deleting


def test_a_draft_is_deleted_with_everything_of_it(kept: Store) -> None:
    kept.save(None, full_talk())
    before = rows(kept)
    kept.delete("a1", at=LATER, author="A. Worker", reason="")
    for table in ("answer", "page", "review"):
        assert kept._connection.execute(f"select count(*) from {table} where note = 'a1'").get == 0
    with pytest.raises(NotFoundError):
        kept.load("a1")
    assert rows(kept) == before, "a draft was never in the chain"


def test_a_deleted_final_note_keeps_its_place_and_hash_and_loses_its_text(kept: Store, guide: Guide) -> None:
    amend(kept, guide)
    before = rows(kept)
    kept.delete("f1", at=LATER, author="C. Worker", reason="Time is over")
    *old, last = rows(kept)
    assert [(seq, note, version, hash_) for seq, note, version, _, hash_ in old] == [
        (seq, note, version, hash_) for seq, note, version, _, hash_ in before
    ]
    assert [doc for _, note, _, doc, _ in old if note == "f1"] == ["", ""]
    entry = json.loads(last[3])
    assert (entry["kind"], entry["version"], entry["author"], entry["at"]) == ("deleted", 3, "C. Worker", LATER)
    assert (entry["reason"], entry["note"]) == ("Time is over", "f1")
    assert entry["body"] == {"erased": [hash_ for _, note, _, _, hash_ in before if note == "f1"]}
    assert_linked(kept)
    assert {n.id for n in kept.notes()} == {"f2"}
    assert kept.versions("f1") == []
    assert kept.find(Wanted("zqnew")).notes == ()
    finalise(kept, replace(full_talk(), id="f3"), guide)
    assert_linked(kept)


def test_no_word_of_a_deleted_note_is_left_in_the_file_or_the_log(home: Home, guide: Guide) -> None:
    store = new_store(home)
    finalise(store, after(replace(full_talk(), id="f1"), Wrote("record.attempts", Field.TEXT, "zqgone")), guide)
    store.delete("f1", at=LATER, author="A. Worker", reason="Time is over")
    log = home.folder / "notes.db-wal"
    assert log.stat().st_size == 0
    store.close()
    with other_reader(home.notes, raw_key(home)) as reader:
        reader.execute("attach ? as plain key ''", (str(home.folder / "plain.db"),))
        reader.execute("select sqlcipher_export('plain')")
    assert b"zqgone" not in (home.folder / "plain.db").read_bytes()


def test_a_note_whose_amendment_was_begun_is_not_deleted(kept: Store) -> None:
    amendment(kept)
    with pytest.raises(EngageError, match="Delete or finish that first"):
        kept.delete("f1", at=LATER, author="A. Worker", reason="x")
    assert kept.load("f1") == FINAL
    kept.delete("draft", at=LATER, author="A. Worker", reason="")
    kept.delete("f1", at=LATER, author="A. Worker", reason="x")
    assert_linked(kept)


@pytest.mark.parametrize(
    "sql",
    [
        "update entry set doc = '' where note = 'f2'",
        "update entry set doc = '', hash = 'x' where note = 'f1'",
        "update entry set doc = '{}' where note = 'f1'",
        "update entry set doc = '' where note = 'f1' and version = 2",
        "update entry set doc = '{\"kind\":\"deleted\"}' where doc = ''",
        "update entry set seq = 10 where doc = ''",
        "delete from entry where doc = ''",
        "delete from note where id = 'f2'",
        "update note set reference = 'X' where id = 'f2'",
        "update note set state = 'draft' where id = 'f2'",
        "update note set details = '{}' where id = 'f2'",
        "update note set changed = '2030-01-01T00:00:00Z' where id = 'f2'",
    ],
)
def test_the_way_to_delete_opens_no_other(home: Home, guide: Guide, sql: str) -> None:
    """`f1` was deleted the right way; nothing else of it may change, and nothing of `f2`."""
    store = new_store(home)
    finalise(store, FINAL, guide)
    finalise(store, replace(full_talk(), id="f2", reference="G-1"), guide)
    store.delete("f1", at=LATER, author="A. Worker", reason="x")
    store.close()
    tables = ("entry", "head", "note")
    with other_reader(home.notes, raw_key(home)) as reader:
        before = [reader.execute(f"select * from {t}").fetchall() for t in tables]
        attempt(reader, sql)
        assert [reader.execute(f"select * from {t}").fetchall() for t in tables] == before


# -- checked with other people's tools


def written(kept: Store, guide: Guide, folder: Path) -> tuple[Path, Path]:
    """The restricted JSON of an amended note and the text of its entry."""
    amend(kept, guide)
    copy = export_note(
        kept.load("f1"), guide, folder=folder, form="json", audience=Audience.RESTRICTED,
        final=True, version=kept.versions("f1")[0],
    )  # fmt: skip
    return copy, export_entry(kept.entry_text("f1"), copy)


def test_an_exported_note_says_its_version_reason_and_hash_and_reads_back(
    kept: Store, guide: Guide, tmp_path: Path
) -> None:
    copy, _ = written(kept, guide, tmp_path)
    version = json.loads(copy.read_text(encoding="utf-8"))["version"]
    newest = kept.versions("f1")[0]
    assert version == {
        "number": 2, "at": LATER, "author": "B. Worker", "reason": REASON,
        "fingerprint": newest.fingerprint, "sha256": newest.sha256,
    }  # fmt: skip
    assert from_json(copy.read_text(encoding="utf-8")) == kept.load("f1")


def commands_in_the_docs() -> str:
    page = (Path(__file__).parents[2] / "docs" / "note.md").read_text(encoding="utf-8")
    return page.split("<!-- checked by tests/store/test_versions.py -->\n\n```sh\n")[1].split("```")[0]


@pytest.mark.skipif("sys.platform != 'linux'", reason="the page names the tools of Linux")
def test_the_steps_in_the_docs_check_a_note_and_find_a_changed_letter(
    kept: Store, guide: Guide, tmp_path: Path
) -> None:
    copy, entry = written(kept, guide, tmp_path)
    shutil.copy(entry, tmp_path / "J-042-2026-11-21-final-restricted.entry.json")

    def run() -> str:
        done = subprocess.run(
            ["sh", "-c", commands_in_the_docs()], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True,
            env={**os.environ, "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin"},
        )  # fmt: skip
        return done.stdout

    newest = kept.versions("f1")[0]
    assert run().split()[0] == newest.sha256
    assert newest.sha256[:24].upper() == newest.fingerprint.replace(" ", "")
    assert stat_is_private(entry)
    changed = entry.read_bytes().replace(b"Tuesday", b"Wednesday")
    (tmp_path / "J-042-2026-11-21-final-restricted.entry.json").write_bytes(changed)
    assert run().split()[0] != newest.sha256
    assert (
        json.loads(entry.read_text(encoding="utf-8"))["body"]["items"]
        == json.loads(copy.read_text(encoding="utf-8"))["items"]
    )


def stat_is_private(path: Path) -> bool:
    return path.stat().st_mode & 0o777 == 0o600


def test_the_old_form_of_the_record_is_still_what_a_first_version_is(kept: Store, guide: Guide) -> None:
    """A version before this one knew no amendments; what it put into the chain and what is put there now are alike."""
    entry: dict[str, Any] = json.loads(rows(kept)[0][3])
    assert list(entry) == sorted(["v", "seq", "note", "version", "kind", "at", "author", "reason", "body", "prev"])
    assert entry["body"] == final_record(FINAL, guide)
    assert "version" not in entry["body"]
