"""Which process has the notes open, for another that wants them. Only Linux tells without a program beside it."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

_LOCKED_FROM = 0x4000_0000
"""Where SQLite's locks begin, far behind the end of most files."""
_START_TIME = 19
"""Its place among the numbers of a process, behind its name."""


def held_by(path: Path) -> str:
    """A sentence on who it is: `It is process 4711, started at 14:02.` Nothing where the system does not tell."""
    if sys.platform != "linux":
        return ""
    process = _holder(path)
    if not process:  # all that run here are listed
        return "It may run on another computer."
    started = _started(process)
    return f"It is process {process}{f', started {started}' if started else ''}."


def _holder(path: Path) -> int:
    """The number of the process whose lock keeps others from reading, or 0.

    From the system's list of locks: to open the file and close it again would give up a lock of one's own.
    """
    try:
        inode = str(path.stat().st_ino)
        lines = Path("/proc/locks").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    for line in lines:  # 1: POSIX ADVISORY WRITE 4711 fe:00:131 1073741824 1073742335
        parts = line.split()
        if len(parts) == 8 and parts[3] == "WRITE" and parts[5].endswith(f":{inode}") and _is_sqlites(parts[6]):
            return max(0, int(parts[4]))
    return 0


def _is_sqlites(start: str) -> bool:
    return start.isdecimal() and _LOCKED_FROM <= int(start) < _LOCKED_FROM + 512


def _started(process: int) -> str:
    """When a process was started, on the clock of this computer."""
    try:
        numbers = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        boot = next(x for x in Path("/proc/stat").read_text(encoding="utf-8").splitlines() if x.startswith("btime"))
        seconds = int(boot.split()[1]) + int(numbers[_START_TIME]) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, StopIteration):
        return ""
    then = datetime.fromtimestamp(seconds, UTC).astimezone()
    today = then.date() == datetime.now(UTC).astimezone().date()
    return f"at {then:%H:%M}" if today else f"on {then:%d %b at %H:%M}"
