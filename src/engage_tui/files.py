"""Private files and folders, written whole or not at all."""

from __future__ import annotations

import os
import secrets
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from engage_tui.errors import StoreBusyError, WriteError

if TYPE_CHECKING:
    from collections.abc import Iterator

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700

# Windows device names, which open a device whatever the extension.
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))})


def private_folder(folder: Path) -> Path:
    """Make a folder that only this user can open, with those above it. Raises `WriteError`."""
    try:
        folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        if os.name == "posix" and folder.stat().st_mode & 0o077:
            folder.chmod(PRIVATE_FOLDER)
    except OSError as e:
        raise WriteError(
            f"The folder {folder} cannot be made ({e.strerror}).", "Nothing was written. Choose another folder."
        ) from e
    return folder


def write_private(path: Path, data: bytes, *, replace: bool) -> None:
    """Write a file that only this user can read: whole and on the disk when this returns, or not there at all.

    With `replace` false an existing file is never touched. Raises `WriteError`.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        if not replace and _write_unnamed(path, data):
            _sync_folder(path.parent)
            return
        try:
            _write(temporary, data)
            if replace:
                temporary.replace(path)
            else:
                _move_new(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
        _sync_folder(path.parent)
    except FileExistsError:
        raise WriteError(
            f"There is already a file {path}.", "It was not touched. Choose another name or folder."
        ) from None
    except OSError as e:
        raise WriteError(f"The file {path} could not be written ({e.strerror}).", "Nothing else changed.") from e


def create_private(path: Path) -> None:
    """Make an empty file that only this user can read; its name must be free. Raises `WriteError`."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE_FILE))
        _sync_folder(path.parent)
    except OSError as e:
        raise WriteError(f"The file {path} could not be made ({e.strerror}).", "Nothing else changed.") from e


def rename_private(old: Path, new: Path) -> None:
    """Give a file another name, durably. Raises `WriteError`."""
    try:
        old.rename(new)
        _sync_folder(new.parent)
    except OSError as e:
        raise WriteError(f"The file {old} could not be renamed ({e.strerror}).", "Nothing else changed.") from e


def replace_private(old: Path, new: Path) -> None:
    """Give a file the name of another, which goes, durably. Raises `WriteError`."""
    try:
        old.replace(new)
        _sync_folder(new.parent)
    except OSError as e:
        raise WriteError(f"The file {new} could not be replaced ({e.strerror}).", "Nothing else changed.") from e


def name_private(temporary: Path, path: Path) -> None:
    """Give a finished file its name, durably, unless something has that name already. Raises `WriteError`."""
    try:
        _move_new(temporary, path)
        temporary.unlink(missing_ok=True)
        _sync_folder(path.parent)
    except FileExistsError:
        raise WriteError(f"There is already a file {path}.", "It was not touched. Choose another name.") from None
    except OSError as e:
        raise WriteError(f"The file {path} could not be named ({e.strerror}).", "Nothing else changed.") from e


def _write(path: Path, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, flags, PRIVATE_FILE), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _write_unnamed(path: Path, data: bytes) -> bool:
    """Write the file without a name and name it when whole, where the system can: a kill leaves nothing of it."""
    if not hasattr(os, "O_TMPFILE"):
        return False
    try:
        handle = os.open(path.parent, os.O_TMPFILE | os.O_WRONLY, PRIVATE_FILE)
    except OSError:
        return False
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(handle)
        try:
            os.link(f"/proc/self/fd/{handle}", path, src_dir_fd=handle, follow_symlinks=True)
        except FileExistsError:
            raise
        except OSError:
            return False
    return True


def folder_named(text: str) -> Path:
    """A folder as a person types it, with `~` for their own. Raises `WriteError`."""
    try:
        return Path(text.strip()).expanduser()
    except RuntimeError:
        raise WriteError("There is no user of that name on this computer.", "Give the full path of a folder.") from None


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Hold a lock file, which the system lets go of when the process ends, however it ends. Raises `StoreBusyError`."""
    try:
        handle = os.open(path, os.O_CREAT | os.O_RDWR, PRIVATE_FILE)
    except OSError as e:
        raise WriteError(f"The file {path} cannot be made ({e.strerror}).", "Nothing was changed.") from e
    try:
        _take_hold(handle)
        yield
    finally:
        os.close(handle)


def _take_hold(handle: int) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # the second is what Windows says
        raise StoreBusyError(
            "Another engage-tui is setting up the notes.", "Wait for it. Nothing was changed."
        ) from None


def _move_new(temporary: Path, path: Path) -> None:
    """Give the finished file its name, unless something has it. A hard link fails on an existing name, atomically."""
    if sys.platform == "win32":
        temporary.rename(path)  # fails on Windows when the name is taken
        return
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links: take the name first, then put the file there
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))
        temporary.replace(path)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself durable, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def safe_name(text: str, *, fallback: str = "note") -> str:
    """A neutral file name from any text: letters, digits and hyphens, no device name, at most 40 characters."""
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in text.strip())
    name = "-".join(part for part in kept.split("-") if part)[:40].rstrip("-")
    return fallback if not name or is_device(name) else name


def is_device(name: str) -> bool:
    """Windows takes a file of this name for a device, whatever stands after its first dot."""
    return name.partition(".")[0].rstrip(" ").lower() in _DEVICES


def who_can_read(path: Path) -> str:
    """In plain words, who could read a file, as far as its permissions tell."""
    if os.name != "posix":
        return "People who can use this Windows account can read it, and so can the computer's administrators."
    mode = path.stat().st_mode
    if mode & 0o077:
        return "Other users of this computer may be able to read it."
    return "Only this user account can read it, and the computer's administrators. It is not encrypted."
