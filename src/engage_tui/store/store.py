"""The notes of one user, open. Not for use from two threads at once: the app gives it a thread of its own."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from engage_tui.conversation.codec import AnswerRecord, Details
from engage_tui.errors import EngageError, NotFoundError, WriteError
from engage_tui.files import only_one, private_folder, rename_private
from engage_tui.store import cases, chain, finals, finding, keys, rekeying
from engage_tui.store.access import get_in, keys_of
from engage_tui.store.database import create_database, explained, open_database
from engage_tui.store.finding import Summary
from engage_tui.store.migrations import migrate

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from datetime import date
    from pathlib import Path

    import apsw

    from engage_tui.conversation.state import Conversation
    from engage_tui.conversation.versions import Amends, FinalVersion
    from engage_tui.paths import Home


__all__ = ["Store", "Summary"]


class Store:
    """Drafts that are saved as they change, and final notes that cannot. Every method may raise `EngageError`."""

    def __init__(
        self,
        home: Home,
        connection: apsw.Connection,
        *,
        why_read_only: str = "",
        clear_up: Callable[[], object] = lambda: None,
    ) -> None:
        self._home = home
        self._connection = connection
        self._latest = ""
        self.why_read_only = why_read_only
        """Why nothing can be changed; empty when it can."""
        self._clear_up = clear_up

    @classmethod
    def create(cls, home: Home, passphrase: str, costs: keys.Costs = keys.USUAL_COSTS) -> Store:
        """Set up the folder, the keys and an empty database. Slow on purpose.

        The database is made under another name first, so that a kill at any moment leaves either nothing set up or a
        key file whose database can be put in place by `unlock`.
        """
        private_folder(home.folder)
        lock = home.folder / "setup.lock"
        with only_one(lock):
            if home.has_store:
                raise WriteError(f"There are notes in {home.folder} already.", "They were not touched.")
            made = home.coming_notes
            for left in (made, home.coming_keys):
                left.unlink(missing_ok=True)
            document, data_key = keys.new_keys(passphrase, costs)
            connection = create_database(made, keys.subkey(data_key, "db"))
            migrate(connection)
            connection.pragma("journal_mode", "delete")  # one file to rename, with no log beside it
            connection.close()
            keys.write_keys(home.keys, document, replace=False)
            rename_private(made, home.notes)
            connection = open_database(home.notes, keys.subkey(data_key, "db"))
        lock.unlink(missing_ok=True)
        return cls(home, connection)

    @classmethod
    def unlock(cls, home: Home, passphrase: str, *, raise_costs: bool = False) -> Store:
        """Open the notes. Slow on purpose. Raises `PassphraseError`, `StoreBusyError` or `StoreDamagedError`.

        Where they cannot be written to they are opened to be read: see `why_read_only`.
        With `raise_costs`, guessing at the passphrase is made as slow as it is in new key files.
        """
        data_key = keys.open_keys(keys_of(home), passphrase)
        store = cls._opened(home, data_key)
        if raise_costs and not store.why_read_only:
            rekeying.raise_costs(home.keys, data_key, passphrase)
        return store

    @classmethod
    def recover(cls, home: Home, code: str, passphrase: str) -> Store:
        """Open the notes with the recovery code, and set a new passphrase. Slow on purpose. Raises `EngageError`.

        Where nothing can be written they are opened all the same, to be read, and it is told that none was set.
        """
        data_key = keys.open_with_code(keys_of(home), code)
        store = cls._opened(home, data_key)
        if store.why_read_only:
            store.why_read_only += " The new passphrase could not be set: the one before and the code still open them."
            return store
        try:
            rekeying.set_passphrase(home.keys, data_key, passphrase)
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def _opened(cls, home: Home, data_key: bytes) -> Store:
        found = get_in(home, keys.subkey(data_key, "db"))
        return cls(home, found.connection, why_read_only=found.why_read_only, clear_up=found.clear_up)

    def close(self) -> None:
        """Fold the log into the file and let go of it. Closing twice is fine."""
        try:
            with explained(self._home.notes):
                self._connection.close()
        finally:
            self._clear_up()

    def backing_up(self, target: Path) -> Generator[None, None, None]:
        """Make a backup, a stage at each step: see `backup.backing_up`. Saving can go on between the steps."""
        from engage_tui.store.backup import backing_up

        return backing_up(self._connection, self._home.keys, target)

    # -- drafts

    def save(self, before: Conversation | None, after: Conversation) -> None:
        """Save what differs between two states, whole or not at all, on the disk when this returns.

        `before` is what was saved last (None: nothing yet).
        """
        latest = before is None or before.changed != after.changed
        with self._transaction():
            self._save(before, after)
            if latest and self._latest != after.id:
                self._connection.execute(_SET_FACT, ("latest", after.id))
        self._latest = after.id if latest else self._latest

    def _save(self, before: Conversation | None, after: Conversation) -> None:
        old = before.items if before is not None else {}
        changed = {i: a for i, a in after.items.items() if old.get(i) is not a}
        gone = [i for i in old if i not in after.items]
        self._save_details(after)
        self._connection.executemany(
            "insert into answer values (?, ?, ?) on conflict (note, item) do update set body = excluded.body",
            [(after.id, i, AnswerRecord.of(a).model_dump_json(exclude_defaults=True)) for i, a in changed.items()],
        )
        self._connection.executemany("delete from answer where note = ? and item = ?", [(after.id, i) for i in gone])

    def _save_details(self, conversation: Conversation) -> None:
        details = Details.of(conversation)
        self._connection.execute(
            "insert into note values (?, ?, ?, 'draft', ?, ?) on conflict (id) do update set"
            " reference = excluded.reference, held_on = excluded.held_on, changed = excluded.changed,"
            " details = excluded.details where state = 'draft'",
            (
                conversation.id,
                conversation.reference,
                conversation.held_on.isoformat(),
                details.model_dump(mode="json")["changed"],
                details.model_dump_json(),
            ),
        )
        if not self._connection.changes():
            raise EngageError("This note is final and cannot be changed.", "Nothing was changed.")

    def load(self, note_id: str) -> Conversation:
        """The conversation of a draft or a final note. Raises `NotFoundError`."""
        with explained(self._home.notes):
            row = self._connection.execute("select details, state from note where id = ?", (note_id,)).fetchone()
            if row is None:
                raise NotFoundError("There is no such note.", "`engage-tui notes list` shows them all.")
            if row[1] == "final":
                return finals.load_final(self._connection, note_id)
            answers = self._connection.execute("select item, body from answer where note = ?", (note_id,)).fetchall()
        items = {str(item): AnswerRecord.model_validate_json(str(body)).answer() for item, body in answers}
        return Details.model_validate_json(str(row[0])).conversation(items)

    # -- final notes

    def finalise(self, conversation: Conversation, *, at: str, record: dict[str, Any]) -> str:
        """Make a saved draft final: its record goes into the chain and the draft goes. The entry's fingerprint.

        `record` is the note's JSON with everything in it; `at` is UTC in ISO form.
        """
        with self._transaction():
            hash_ = finals.finalise(self._connection, conversation, at=at, record=record)
        return chain.fingerprint(hash_)

    def fingerprint(self, note_id: str) -> str:
        """The fingerprint of a final note's newest version, or nothing for a draft."""
        found = self.versions(note_id)
        return found[0].fingerprint if found else ""

    def versions(self, note_id: str) -> list[FinalVersion]:
        """The versions of a final note, the newest first; none for a draft."""
        with explained(self._home.notes):
            return finals.versions(self._connection, note_id)

    def load_version(self, note_id: str, version: int) -> Conversation:
        """The conversation as a version of a final note has it. Raises `NotFoundError`."""
        with explained(self._home.notes):
            return finals.load_final(self._connection, note_id, version)

    def entry_text(self, note_id: str) -> str:
        """The exact text whose SHA-256 is that of the newest version of a final note. Raises `NotFoundError`."""
        with explained(self._home.notes):
            return finals.entry_text(self._connection, note_id)

    def begin_amendment(self, draft: Conversation, note_id: str, *, reason: str, at: str) -> None:
        """Save a new draft, which is to become the next version of a final note."""
        with self._transaction():
            self._save(None, draft)
            finals.begin_amendment(self._connection, draft, note_id, reason=reason, at=at)

    def amends(self, draft_id: str) -> Amends | None:
        """What a draft is an amendment of, if it is one."""
        with explained(self._home.notes):
            return finals.amends(self._connection, draft_id)

    def amendment_of(self, note_id: str) -> str:
        """The draft that is to amend a final note; empty when there is none."""
        with explained(self._home.notes):
            return finals.amendment_of(self._connection, note_id)

    def delete(self, note_id: str, *, at: str, author: str, reason: str) -> None:
        """Delete a note for good; of a final one the chain keeps its hashes, and who deleted it, when and why.

        What was there is overwritten, in the file and in the log beside it.
        """
        with self._transaction():
            finals.delete(self._connection, note_id, at=at, author=author, reason=reason)
        with explained(self._home.notes):
            self._connection.execute("pragma wal_checkpoint(truncate)").fetchall()

    # -- the list, and facts about the user

    def notes(self) -> list[Summary]:
        """Every note, the last changed first."""
        with explained(self._home.notes):
            rows = self._connection.execute(finding.SUMMARIES).fetchall()
        return [finding.summary(row) for row in rows]

    def find(self, wanted: finding.Wanted, most: int = -1) -> finding.Listed:
        """The notes that are wanted, the last changed first, up to `most` of them."""
        with explained(self._home.notes):
            return finding.find(self._connection, wanted, most)

    def case(self, reference: str) -> list[cases.Contact]:
        """The conversations under a reference, the oldest first."""
        with explained(self._home.notes):
            return cases.of_case(self._connection, reference)

    def references(self) -> dict[str, int]:
        """Every reference, and how many conversations are kept under it."""
        with explained(self._home.notes):
            return cases.references(self._connection)

    def latest_draft(self) -> Summary | None:
        """The draft that was changed last, also when the clock was put back since another was."""
        with explained(self._home.notes):
            rows = self._connection.execute(finding.DRAFT, (self.fact("latest"),)).fetchall()
            rows = rows or self._connection.execute(finding.LATEST_DRAFT).fetchall()
        return finding.summary(rows[0]) if rows else None

    def set_review(self, note_id: str, due: date | None) -> None:
        """Set or clear the date by which to decide whether a note is kept."""
        with self._transaction():
            self._connection.execute("delete from review where note = ?", (note_id,))
            if due is not None:
                self._connection.execute(
                    "insert into review select id, ? from note where id = ?", (due.isoformat(), note_id)
                )

    def due(self, today: date) -> int:
        """How many notes have a review date that has come."""
        with explained(self._home.notes):
            sql = "select count(*) from review where due <= ?"
            return int(str(self._connection.execute(sql, (today.isoformat(),)).get))

    def count(self) -> int:
        """How many notes there are."""
        with explained(self._home.notes):
            return int(str(self._connection.execute("select count(*) from note").get))

    def fact(self, name: str) -> str:
        """A fact kept with the notes, such as `author`; empty when it was never set."""
        row = self._connection.execute("select value from fact where name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def set_fact(self, name: str, value: str) -> None:
        """Keep a fact with the notes."""
        with self._transaction():
            self._connection.execute(_SET_FACT, (name, value))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self.why_read_only:
            raise WriteError("The notes are open to be read only.", "Nothing was changed.")
        with explained(self._home.notes):
            self._connection.execute("begin immediate")
            try:
                yield
                self._connection.execute("commit")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("rollback")
                raise


_SET_FACT = "insert into fact values (?, ?) on conflict (name) do update set value = excluded.value"
