"""Autosave: what is on the disk, when, and what happens when it cannot be written. A real store on a real disk."""

from __future__ import annotations

import asyncio
import threading
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from engage_tui.conversation.events import Marked, Moved, Visited, Wrote
from engage_tui.conversation.words import Field, Mark
from engage_tui.errors import EngageError, WriteError
from engage_tui.store.store import Store
from engage_tui.tui.session import Saving, Session
from engage_tui.tui.vault import Vault
from engage_tui.when import utc_now
from support.talks import new_talk
from support.vaults import new_store, open_again

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from engage_tui.paths import Home

ITEM = "ask.discloses.children"


@pytest.fixture
async def vault(home: Home) -> AsyncIterator[Vault]:
    opened = Vault()
    await opened.open(lambda: new_store(home), "A. Worker")
    yield opened
    opened.close()


async def until(done: Callable[[], bool]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(5):
        while not done():
            await asyncio.sleep(0.01)


async def saved(session: Session) -> None:
    await until(lambda: session.save_state.saving is Saving.SAVED)


async def test_a_mark_is_saved_at_once(vault: Vault) -> None:
    session = Session(new_talk(), vault, stored=False)
    session.send(Marked(ITEM, Mark.ASKED))
    await saved(session)
    assert await vault.run(vault.store.load, "a1") == session.conversation


async def test_typing_that_goes_on_is_saved_all_the_same(vault: Vault) -> None:
    session = Session(new_talk(), vault, stored=False)
    await saved(session)
    states = []
    session.watch(lambda: states.append(session.save_state.saving), lambda: None)
    for n in range(12):
        session.send(Wrote(ITEM, Field.SAID, "x" * (n + 1)))
        await asyncio.sleep(0.1)
    assert Saving.SAVED in states, "saved while the typing went on"
    await saved(session)
    assert await vault.run(vault.store.load, "a1") == session.conversation


async def test_moving_about_saves_the_place(vault: Vault) -> None:
    session = Session(new_talk(), vault, stored=False)
    session.send(Moved("ask"))
    await session.settle()
    assert (await vault.run(vault.store.load, "a1")).place == "ask"


async def test_flush_saves_what_was_sent_and_what_was_not(vault: Vault) -> None:
    session = Session(new_talk(), vault, stored=False)
    session.watch(lambda: None, lambda: Wrote(ITEM, Field.SEEN, "not sent yet"))
    session.send(Wrote(ITEM, Field.SAID, "sent"))
    session.flush()
    stored = vault.submit(vault.store.load, "a1").result()
    assert stored.items[ITEM].text(Field.SAID) == "sent"
    assert stored.items[ITEM].text(Field.SEEN) == "not sent yet"


async def test_flush_saves_what_was_sent_even_when_the_screen_has_broken(vault: Vault) -> None:
    def broken() -> None:
        raise RuntimeError("the screen is gone")

    session = Session(new_talk(), vault, stored=False)
    session.send(Wrote(ITEM, Field.SAID, "sent"))
    session.watch(broken, broken)
    with pytest.raises(RuntimeError):
        session.flush()
    assert vault.submit(vault.store.load, "a1").result().items[ITEM].text(Field.SAID) == "sent"


async def test_a_save_that_fails_is_told_kept_and_tried_again(vault: Vault) -> None:
    session = Session(new_talk(), vault, stored=False)
    await saved(session)
    connection = vault.store._connection
    await vault.run(connection.execute, "pragma query_only = 1")
    session.send(Wrote(ITEM, Field.SAID, "still here"))
    await until(lambda: session.save_state.saving is Saving.FAILED)
    assert session.save_state.trouble
    with pytest.raises(EngageError):
        session.flush()
    await vault.run(connection.execute, "pragma query_only = 0")
    await saved(session)
    assert (await vault.run(vault.store.load, "a1")).items[ITEM].text(Field.SAID) == "still here"


async def test_undo_and_redo_are_saved_too(vault: Vault) -> None:
    session = Session(new_talk(), vault, stored=False)
    session.send(Marked(ITEM, Mark.ASKED))
    marked = session.conversation
    assert session.undo()
    await session.settle()
    assert not (await vault.run(vault.store.load, "a1")).items
    assert session.redo()
    await session.settle()
    assert await vault.run(vault.store.load, "a1") == marked
    assert not session.redo()


async def test_typing_in_one_field_is_one_step_of_undo(vault: Vault) -> None:
    session = Session(new_talk(), vault, stored=False)
    for text in ("T", "Th", "They"):
        session.send(Wrote(ITEM, Field.SAID, text))
    session.send(Wrote(ITEM, Field.SEEN, "Looked away"))
    session.undo()
    assert session.conversation.items[ITEM].text(Field.SAID) == "They"
    session.undo()
    assert not session.conversation.items


async def test_an_event_that_changes_nothing_is_not_a_step_of_undo(vault: Vault) -> None:
    session = Session(new_talk(), vault, stored=False)
    assert not session.send(Marked(ITEM, None))
    assert not session.undo()


async def test_saved_is_said_only_when_nothing_newer_waits(vault: Vault) -> None:
    session = Session(new_talk(), vault, stored=False)
    await saved(session)
    states = []
    session.watch(lambda: states.append((session.save_state.saving, session.settled)), lambda: None)
    slow = threading.Event()
    session.send(Marked(ITEM, Mark.ASKED))
    vault.submit(slow.wait, 5)  # a disk that takes its time, with one save before it and one behind
    session.send(Marked("look.say.drink", Mark.HEARD))
    session.typing()
    slow.set()
    await until(lambda: session.settled)
    assert (Saving.SAVED, False) not in states
    assert session.save_state.saving is Saving.PENDING, "something is still in the field"
    session.rested()
    assert session.save_state.saving is Saving.SAVED


async def test_saving_goes_on_by_itself_when_leaving_was_refused(vault: Vault) -> None:
    session = Session(new_talk(), vault, stored=False)
    await saved(session)
    pending = [Wrote(ITEM, Field.SAID, "typed just now")]
    session.watch(lambda: None, lambda: pending.pop() if pending else None)
    connection = vault.store._connection
    await vault.run(connection.execute, "pragma query_only = 1")
    with pytest.raises(EngageError):
        session.flush()
    session.go_on()
    await vault.run(connection.execute, "pragma query_only = 0")
    await until(lambda: session.settled)
    assert (await vault.run(vault.store.load, "a1")).items[ITEM].text(Field.SAID) == "typed just now"


async def test_a_fault_in_saving_is_told_by_its_kind_alone_and_tried_again(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(new_talk(), vault, stored=False)
    await saved(session)

    def faulty(*_: object) -> None:
        raise RuntimeError("said: SECRET")

    with monkeypatch.context() as patched:
        patched.setattr(vault.store, "save", faulty)
        session.send(Marked(ITEM, Mark.ASKED))
        await until(lambda: session.save_state.saving is Saving.FAILED)
        assert "RuntimeError" in session.save_state.trouble
        assert "SECRET" not in session.save_state.trouble
    await saved(session)


async def test_a_conversation_that_was_ended_is_not_saved_again_by_what_was_on_its_way(vault: Vault) -> None:
    session = Session(new_talk(), vault, stored=False)
    await saved(session)
    slow = threading.Event()
    vault.submit(slow.wait, 5)
    session.send(Marked(ITEM, Mark.ASKED))
    await asyncio.sleep(0.05)
    session.end()
    deleted = vault.submit(lambda: vault.store.delete("a1", at="2026-11-22T09:30:00Z", author="A", reason=""))
    slow.set()
    await asyncio.wrap_future(deleted)
    session.flush()
    await asyncio.sleep(0.05)
    assert await vault.run(vault.store.notes) == []


async def test_a_disk_that_hangs_is_told_and_not_a_fault(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engage_tui.tui.session.FLUSH_SECONDS", 0.05)
    session = Session(new_talk(), vault, stored=False)
    await saved(session)
    hangs = threading.Event()
    vault.submit(hangs.wait, 5)
    session.send(Marked(ITEM, Mark.ASKED))
    with pytest.raises(WriteError):
        session.flush()
    hangs.set()
    await until(lambda: session.settled)


async def test_undo_takes_back_what_was_noted_and_not_where_the_worker_has_been(vault: Vault) -> None:
    session = Session(new_talk(), vault, stored=False)
    session.send(Marked(ITEM, Mark.ASKED))
    session.send(Visited("respond"))
    session.send(Moved("respond"))
    assert session.undo()
    assert not session.conversation.items
    assert session.conversation.place == "respond"
    assert "respond" in session.conversation.visited


async def test_notes_that_open_on_a_full_disk_can_be_read_and_others_can_be_opened_again(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_store(home).close()
    vault = Vault()

    def full(*_: object) -> None:
        raise WriteError("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(Store, "set_fact", full)
        with pytest.raises(WriteError):
            await vault.open(lambda: open_again(home), "A. Worker")
        assert not vault.is_open
        await vault.open(lambda: open_again(home))
        assert await vault.run(vault.store.notes) == []
    vault.close()


@pytest.mark.parametrize(("back", "stands"), [(60, True), (86_400, False)])
async def test_a_clock_put_back_a_little_makes_no_change_look_older_and_one_far_out_is_believed_again(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, back: int, stands: bool
) -> None:
    before = utc_now()
    session = Session(new_talk(), vault, stored=False)
    session.send(Wrote(ITEM, Field.SAID, "first"))
    at = session.conversation.changed
    monkeypatch.setattr("engage_tui.when.utc_now", lambda: before - timedelta(seconds=back))
    session.send(Wrote(ITEM, Field.SAID, "and then"))
    await session.settle()
    kept = await vault.run(vault.store.load, "a1")
    words = kept.items[ITEM].words[Field.SAID]
    assert words.text == "and then"
    assert kept.changed == words.changed == (at if stands else before - timedelta(seconds=back))
    assert (words.changed >= words.first) is stands
