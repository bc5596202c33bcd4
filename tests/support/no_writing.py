"""Folders that take no change, for root too."""

from __future__ import annotations

import ctypes
import struct
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GIVE_UP_THE_RIGHT = "import ctypes; [ctypes.CDLL(None).prctl(24, right, 0, 0, 0) for right in (1, 2)]"
"""Python for a process that permissions are to hold back from what it starts, though it is root's. Linux only."""
_HEADER = struct.pack("=Ii", 0x2008_0522, 0)
_RIGHTS_OVER_FILES = 0b110


@contextmanager
def takes_no_change(folder: Path) -> Iterator[None]:
    """Nothing in this folder can be changed meanwhile, by this thread and those that it starts."""
    if sys.platform == "win32":
        pytest.skip("Windows folders have no such permission")
    there = [folder, *folder.rglob("*")]
    modes = [(path, path.stat().st_mode & 0o777) for path in there]
    for path in there:
        path.chmod(0o500 if path.is_dir() else 0o400)
    rights = _without_rights()
    try:
        yield
    finally:
        _set(rights)
        for path, mode in modes:
            path.chmod(mode)


def _without_rights() -> bytes:
    """Give up, if this is root on Linux, what lets it write anywhere. What to give back."""
    if sys.platform != "linux":
        return b""
    data = ctypes.create_string_buffer(24)
    ctypes.CDLL(None).capget(_HEADER, data)
    before = data.raw
    effective, *others = struct.unpack("=6I", before)
    _set(struct.pack("=6I", effective & ~_RIGHTS_OVER_FILES, *others))
    return before


def _set(rights: bytes) -> None:
    if rights:
        assert ctypes.CDLL(None).capset(_HEADER, rights) == 0
