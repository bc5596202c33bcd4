"""What can be done about damaged notes before they are open. Slow, and nothing is overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engage_tui.errors import StoreDamagedError
from engage_tui.store import backup, keys
from engage_tui.store.restore import Keyring, newest_that_opens, open_backup, restore
from engage_tui.store.salvage import salvage
from engage_tui.text import plural
from engage_tui.when import local_today

if TYPE_CHECKING:
    from pathlib import Path

    from engage_tui.paths import Home
    from engage_tui.store.restore import Opened


@dataclass(slots=True)
class Rescue:
    """What can be done: the newest backup that opens, and the data key if the key file is whole."""

    home: Home
    keyring: Keyring
    newest: Opened | None
    data_key: bytes | None
    saved: Path | None = None
    """What was saved out of the damaged file, if that was done."""

    @classmethod
    def look(cls, home: Home, passphrase: str) -> Rescue:
        """Look for what can be done. Slow on purpose."""
        keyring = Keyring(passphrase)
        data_key = keyring.try_present(home)
        return cls(home, keyring, newest_that_opens(home, keyring), data_key)

    def told(self) -> str:
        """What can be done, in plain words."""
        if self.newest is None:
            found = "No backup beside the notes opens with what you typed."
        else:
            found = "There is a backup that opens. What was written after it is not in it."
        more = "\nWhat can still be read of the damaged file can be saved out first." if self._readable else ""
        return f"{found}{more}\nWhatever you choose, the damaged file is kept."

    @property
    def _readable(self) -> bool:
        return self.data_key is not None and self.saved is None and self.home.notes.exists()

    def choices(self) -> list[tuple[str, str, str]]:
        """What can be chosen: `restore` or `salvage`, the words for it, and how many notes that brings back."""
        found = []
        if self.newest is not None:
            text = f"Put back the backup of {_day(self.newest)}"
            found.append(("restore", text, plural(self.newest.notes, "note")))
        if self._readable:
            found.append(("salvage", "Save out what can still be read of the damaged file", ""))
        elif self.saved is not None:
            found.append(("salvage", "Open with what was read of the damaged file", ""))
        return found

    def restore(self) -> str:
        """Put the newest backup in place; what to tell. Raises `EngageError`."""
        if self.newest is None:
            raise StoreDamagedError("There is no backup to put back.", "Nothing was changed.")
        return self._put(self.newest)

    def save_out(self) -> str:
        """Save out what can be read; chosen again, put that in place. What to tell. Raises `EngageError`."""
        if self.saved is not None:
            told = self._put(open_backup(self.saved, self.keyring))
            self.saved = None
            return told
        if self.data_key is None:
            raise StoreDamagedError("Without the key file nothing can be read.", "Nothing was changed.")
        done = salvage(self.home, keys.subkey(self.data_key, "db"), self.home.folder, local_today())
        self.saved = done.path
        return f"{done}\nIt is kept, encrypted, as {done.path.name}. The damaged file was not touched."

    def _put(self, opened: Opened) -> str:
        aside = restore(self.home, opened, local_today())
        kept = f" The damaged file is kept in {aside.name}." if aside is not None else ""
        return f"The notes are back: {plural(opened.notes, 'note')}.{kept}"


def _day(opened: Opened) -> str:
    days = {one.path: one.day for one in backup.kept(opened.path.parent)}
    return f"{days[opened.path]:%d %B %Y}".lstrip("0") if opened.path in days else opened.path.name
