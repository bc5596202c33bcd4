"""Where things are: one private folder for the user's data, and the content that ships with the app."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from engage_tui.errors import UsageError


@dataclass(frozen=True, slots=True)
class Home:
    """The app's own folder and what stands in it. Nothing is made by looking."""

    folder: Path

    @property
    def keys(self) -> Path:
        """The data key, wrapped by the passphrase. Holds no secret of its own."""
        return self.folder / "keys.json"

    @property
    def notes(self) -> Path:
        """The encrypted notes."""
        return self.folder / "notes.db"

    @property
    def coming_keys(self) -> Path:
        """The key file of notes that are about to be put in place by a restore."""
        return self.folder / "keys.json.new"

    @property
    def coming_notes(self) -> Path:
        """Notes that are about to be put in place, by setting up or by a restore."""
        return self.folder / "notes.db.new"

    @property
    def restoring(self) -> bool:
        """A restore was cut short once all that it brings was there."""
        return self.coming_keys.exists() and self.coming_notes.exists()

    @property
    def settings(self) -> Path:
        """How the app looks and which keys it uses. Not encrypted: holds nothing about anyone."""
        return self.folder / "settings.toml"

    @property
    def content(self) -> Path:
        """The user's own content, laid over the shipped content where it exists."""
        return self.folder / "content"

    @property
    def exports(self) -> Path:
        """Where copies of notes are written unless another folder is chosen."""
        return self.folder / "exports"

    @property
    def backups(self) -> Path:
        """Where the app keeps its own rolling backups, encrypted like the notes."""
        return self.folder / "backups"

    @property
    def has_store(self) -> bool:
        """Notes were set up here before. Anything left of them counts: damage is never taken for a first run."""
        there = self.keys.exists() or self.notes.exists() or self.restoring
        return there or any(self.backups.glob("*.backup"))


def find_home() -> Home:
    """The folder named by ENGAGE_HOME, or else the usual place for application data. Raises `UsageError`."""
    named = os.environ.get("ENGAGE_HOME")
    if named is not None:
        try:
            folder = Path(named).expanduser()
            folder.exists()  # a name that no file system can hold is told here
        except (RuntimeError, OSError) as e:
            raise UsageError("ENGAGE_HOME is not a path that can be used.", "Set it again, or unset it.") from e
        if not named.strip() or not folder.is_absolute():
            raise UsageError("ENGAGE_HOME must be the full path of a folder.", "Set it again, or unset it.")
        return Home(folder)
    from platformdirs import user_data_path

    return Home(user_data_path("engage-tui", appauthor=False))


def shipped_content() -> Path:
    """The content inside the installed package, or, in a checkout, the `content` folder at its top."""
    package = Path(__file__).parent
    inside = package / "content"
    return inside if inside.is_dir() else package.parents[1] / "content"
