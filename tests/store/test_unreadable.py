"""Nothing on the disk can be read without the passphrase: a marker typed everywhere is found nowhere."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from engage_tui.conversation.events import Described, Event, Marked, Moved, Opened, Visited, Wrote
from engage_tui.conversation.words import SHAPES, Field, Setting
from engage_tui.record.final import final_record
from engage_tui.store.store import Store
from support.planted_secrets import LEAST_COSTS, PASSPHRASE
from support.random_talks import noteable
from support.talks import after, new_talk
from support.vaults import AT, other_reader, raw_key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.paths import Home

MARKER = "Zqmarker"
FORMS = [MARKER.encode(e) for e in ("utf-8", "utf-16-le", "utf-16-be")]
# What a note is about must not show either.
ABOUT = [b"risk.weapons", b"look.say.drink", b"survivor", b"not-identified", b"J-042", b"2026-11-21"]


def marked_everywhere(guide: Guide) -> Conversation:
    """A conversation with the marker in its details and in every field of every item."""
    events: list[Event] = [
        Described(f"J-042 {MARKER}", Setting.VISIT, MARKER, MARKER, new_talk().held_on),
        Opened(MARKER),
        Visited("assess"),
        Moved("risk.weapons"),
    ]
    for item in noteable(guide):
        marks = SHAPES[guide.answer_kind(item)].marks
        events += [Marked(item, marks[-1])] if marks else []
        events += [Wrote(item, field, f"{MARKER} {field}") for field in Field]
    return after(new_talk(), *events)


def files(folder: Path) -> Iterator[Path]:
    return (p for p in folder.rglob("*") if p.is_file())


def assert_unreadable(folder: Path) -> None:
    """No file anywhere under the folder holds the marker or tells what the notes are about; all of it is private."""
    for path in files(folder):
        data = path.read_bytes()
        assert not [f for f in FORMS if f.lower() in data.lower()], path
        assert not [word for word in ABOUT if word in data], path
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


@pytest.fixture(autouse=True)
def _open_umask() -> Iterator[None]:
    """Privacy must not hang on the umask that the app happens to be started with."""
    before = os.umask(0)
    yield
    os.umask(before)


def test_no_byte_of_a_note_can_be_read_on_the_disk_at_any_time(home: Home, tmp_path: Path, guide: Guide) -> None:
    talk = marked_everywhere(guide)
    other = replace(talk, id="other", reference=f"{MARKER} 2")
    store = Store.create(home, PASSPHRASE, LEAST_COSTS)
    store.set_fact("author", MARKER)
    store.save(None, talk)
    assert (home.folder / "notes.db-wal").stat().st_size > 100_000
    assert_unreadable(tmp_path)
    store.save(None, other)
    store.finalise(other, at=AT, record=final_record(other, guide))
    assert_unreadable(tmp_path)
    store.save(talk, after(talk, Wrote("record.attempts", Field.TEXT, "")))
    assert_unreadable(tmp_path)
    store.close()
    assert_unreadable(tmp_path)
    store = Store.unlock(home, PASSPHRASE)
    store.save(None, replace(talk, id="third"))
    assert_unreadable(tmp_path)
    store.close()
    assert stat.S_IMODE(home.folder.stat().st_mode) == 0o700
    assert sorted(p.name for p in files(tmp_path)) == ["keys.json", "notes.db"]
    with other_reader(home.notes, raw_key(home)) as reader:  # it is all there for those who have the passphrase
        (count,) = reader.execute("select count(*) from answer where body like ?", (f"%{MARKER}%",)).fetchone()
    assert count == 2 * len(noteable(guide))


def test_the_key_file_and_the_database_look_like_noise_but_for_the_key_files_form(store: Store, home: Home) -> None:
    store.close()
    data = home.notes.read_bytes()
    assert len(set(data)) == 256
    assert max(data.count(n) for n in range(256)) < len(data) / 64
    assert PASSPHRASE.encode() not in home.keys.read_bytes()
    assert raw_key(home) not in data
    assert raw_key(home).hex().encode() not in home.keys.read_bytes()
