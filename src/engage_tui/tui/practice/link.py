"""The second terminal: the one that runs a session tells its state over this machine's own loop; a joiner shows it.

Only who can read the private file with the address, and so this user, is told anything. What a joiner sends is read
within bounds, and what it sends wrong ends its own connection and nothing else.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import json
import secrets
from typing import TYPE_CHECKING

from engage_tui.errors import UsageError
from engage_tui.files import private_folder, write_private
from engage_tui.practice.codec import (
    MOST_SNAPSHOT,
    MOST_TALLY,
    Snapshot,
    read_snapshot,
    read_tally,
    snapshot_line,
    tally_line,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from engage_tui.practice.events import Tallied, Untallied
    from engage_tui.practice.session import Session

ADDRESS = "practice-session.json"
HERE = "127.0.0.1"
MOST_GUESTS, MOST_CALLERS = 6, 16
TOKEN_BYTES = 32
HELLO_SECONDS = 10
MOST_WAITING = 4 * MOST_SNAPSHOT
"""Bytes that a joiner may leave unread before it is let go."""
NOT_RUNNING = "No role-play is running on this computer that could be joined."
START_ONE = "Begin one with `engage-tui practice`, then join it from a second terminal."


class Host:
    """Tells a session to those who join. Nothing of it is on the disk but the address, while it runs."""

    def __init__(self, folder: Path, tallied: Callable[[Tallied | Untallied], None]) -> None:
        """`folder` is the app's own; `tallied` is called for what a joined observer saw or takes back."""
        self._folder, self._tallied = folder, tallied
        self._token = secrets.token_hex(TOKEN_BYTES)
        self._made_folder = False
        self._server: asyncio.Server | None = None
        self._callers = 0
        self._guests: set[asyncio.StreamWriter] = set()
        self._latest = b""

    async def start(self) -> None:
        """Listen on a port that the system chooses, and write where. Raises `WriteError` and `OSError`."""
        self._server = await asyncio.start_server(self._serve, HERE, 0, limit=MOST_TALLY)
        port = self._server.sockets[0].getsockname()[1]
        self._made_folder = not self._folder.exists()
        private_folder(self._folder)
        told = json.dumps({"port": port, "token": self._token}).encode()
        write_private(self._folder / ADDRESS, told, replace=True)

    def tell(self, state: Session, at: int) -> None:
        """Everybody who joined sees this state from now on."""
        self._latest = snapshot_line(state, at)
        for guest in tuple(self._guests):
            self._send(guest)

    def close(self) -> None:
        """Let everybody go and take the address away."""
        if self._server is not None:
            self._server.close()
        for guest in tuple(self._guests):
            guest.close()
        self._guests.clear()
        with contextlib.suppress(OSError, ValueError, UsageError):
            if read_address(self._folder)[1] == self._token:  # another session may have taken the name since
                (self._folder / ADDRESS).unlink()
            if self._made_folder:
                self._folder.rmdir()  # only if nothing else came to stand in it

    def _send(self, guest: asyncio.StreamWriter) -> None:
        if guest.transport.get_write_buffer_size() > MOST_WAITING:
            self._guests.discard(guest)
            guest.transport.abort()
        elif self._latest:
            guest.write(self._latest)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._callers += 1
        try:
            if self._callers <= MOST_CALLERS and await self._knows_token(reader) and len(self._guests) < MOST_GUESTS:
                self._guests.add(writer)
                self._send(writer)
                while line := await reader.readline():
                    self._tallied(read_tally(line))
        except (OSError, ValueError, TimeoutError):
            pass  # what a joiner does wrong is the end of that joiner
        finally:
            self._callers -= 1
            self._guests.discard(writer)
            writer.close()

    async def _knows_token(self, reader: asyncio.StreamReader) -> bool:
        told = await asyncio.wait_for(reader.readline(), HELLO_SECONDS)
        return hmac.compare_digest(told.strip(), self._token.encode())


def read_address(folder: Path) -> tuple[int, str]:
    """The port and the token of the session that runs. Raises `UsageError` when none does."""
    try:
        with (folder / ADDRESS).open("rb") as file:
            told = json.loads(file.read(1000))
        port, token = told["port"], told["token"]
    except (OSError, ValueError, TypeError, KeyError):
        raise UsageError(NOT_RUNNING, START_ONE) from None
    if not isinstance(port, int) or not 0 < port < 1 << 16 or not isinstance(token, str) or not token.isascii():
        raise UsageError(NOT_RUNNING, START_ONE)
    return port, token


class Guest:
    """A second terminal's end of the line."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writer: asyncio.StreamWriter | None = None

    async def snapshots(self) -> AsyncIterator[Snapshot]:
        """Every state as it comes, until the session is over or something else than a session answers.

        Raises `UsageError` when there is none to join.
        """
        port, token = read_address(self._folder)
        try:
            reader, self._writer = await asyncio.open_connection(HERE, port, limit=MOST_SNAPSHOT)
        except OSError:
            raise UsageError(NOT_RUNNING, START_ONE) from None
        try:
            self._writer.write(token.encode() + b"\n")
            while line := await reader.readline():
                yield read_snapshot(line)
        except (OSError, ValueError):
            return
        finally:
            self.close()

    def tally(self, event: Tallied | Untallied) -> None:
        """Tell what was seen, or that it was a slip."""
        if self._writer is not None:
            self._writer.write(tally_line(event))

    def close(self) -> None:
        """Leave."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None
