"""How the commands that open notes are given the passphrase."""

from __future__ import annotations

import sys

from engage_tui.errors import PassphraseError, UsageError

TYPE_CHECKING = False  # the command line imports this for its parser, and `typing` is slow
if TYPE_CHECKING:
    from argparse import ArgumentParser
    from typing import BinaryIO

MAX_PASSPHRASE_BYTES = 4096


def add_passphrase_option(parser: ArgumentParser, asked_for: str = "the passphrase") -> None:
    """The option that says where `read_passphrase` finds it."""
    parser.add_argument(
        "--passphrase-fd",
        type=int,
        metavar="N",
        help=f"read {asked_for} from this file descriptor; without it the terminal is asked",
    )


def read_passphrase(descriptor: int | None, prompt: str = "Passphrase: ") -> str:
    """From the descriptor, up to the first line end; else asked on the terminal. Never an argument or a variable."""
    if descriptor is None:
        if not sys.stdin.isatty():
            raise PassphraseError("The passphrase has to be typed on a terminal.", "Or use --passphrase-fd N.")
        from getpass import getpass

        try:
            return getpass(prompt)
        except EOFError:
            raise PassphraseError("No passphrase was typed.", "Nothing was changed.") from None
    with opened(descriptor) as file:
        return passphrase_from(file)


def opened(descriptor: int) -> BinaryIO:
    """The file descriptor, to be read from; nothing of it is read ahead. Raises `UsageError`."""
    try:
        return open(descriptor, "rb", buffering=0, closefd=False)
    except (OSError, ValueError, OverflowError, TypeError):
        raise _nothing_there(descriptor) from None


def passphrase_from(file: BinaryIO) -> str:
    """The passphrase in the next line of a file; empty when there is none. Raises `EngageError`."""
    try:
        line = file.readline(MAX_PASSPHRASE_BYTES + 1)
    except (OSError, ValueError):
        raise _nothing_there(file.fileno()) from None
    if len(line) > MAX_PASSPHRASE_BYTES:
        raise PassphraseError("That is too long for a passphrase.")
    try:
        return line.decode().rstrip("\r\n")
    except UnicodeDecodeError:
        raise PassphraseError("The passphrase is not UTF-8 text.") from None


def _nothing_there(descriptor: int) -> UsageError:
    return UsageError(
        f"There is nothing to read on file descriptor {descriptor}.", "Open it first, for example with 3<FILE."
    )
