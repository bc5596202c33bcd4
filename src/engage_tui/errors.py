"""The one error family. Each says what happened, what is safe and what to do, and carries the exit code of a command.

docs/exit-codes.md is generated from this module, so a class and its docstring are documentation for users.
"""

from __future__ import annotations

TYPE_CHECKING = False  # the command line imports this first, and `typing` is slow
if TYPE_CHECKING:
    from typing import ClassVar


class EngageError(Exception):
    """Something went wrong that has no code of its own."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class ContentError(EngageError):
    """The content files have mistakes in them (`check` lists them all)."""

    exit_code = 1


class UsageError(EngageError):
    """The command was not understood: an unknown option, or one left out."""

    exit_code = 2


class PassphraseError(EngageError):
    """The passphrase was wrong, or none was given."""

    exit_code = 3


class StoreBusyError(EngageError):
    """Another engage-tui has the notes open."""

    exit_code = 4


class StoreDamagedError(EngageError):
    """The key file or the notes file is damaged or missing. Nothing was written over it."""

    exit_code = 5


class StoreNewerError(StoreDamagedError):
    """The notes were written by a newer version, which can open them."""


class NotFoundError(EngageError):
    """There is no note, step or item of that name."""

    exit_code = 6


class ReadError(EngageError):
    """A file to look through could not be read: it is missing, no text file, or too large. The others were done."""

    exit_code = 10


class WriteError(EngageError):
    """A file could not be written: it exists already, the folder is missing or read-only, or the disk is full."""

    exit_code = 7


class SettingsError(EngageError):
    """The settings file has a mistake in it."""

    exit_code = 8


class TerminalError(EngageError):
    """The app needs a terminal window of its own: input and output must not be redirected."""

    exit_code = 9
