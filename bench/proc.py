"""What Linux tells of a running program and what it has started: processor time, waiting, memory."""

from __future__ import annotations

import os
from pathlib import Path

PROC = Path("/proc")
PRIVATE = os.geteuid() != 0
"""The app keeps other programs of the same user from looking into it: its PSS is shown to root only, its RSS to all."""


def check() -> None:
    """Raises `OSError` where this system has not what is read here."""
    if not (PROC / "self" / "schedstat").exists():
        raise OSError("there is no /proc/self/schedstat")


def tree(pid: int) -> list[int]:
    """A process and all it has started that still run."""
    parents = {int(p.name): _parent(p) for p in PROC.iterdir() if p.name.isdigit()}
    found = [pid]
    for each in found:  # grows while it is gone through
        found += [child for child, parent in parents.items() if parent == each]
    return found


def cpu_ms(pid: int) -> float:
    """Processor time used so far by the threads of a process and of all it has started."""
    tasks = (task for each in tree(pid) for task in _tasks(each))
    return sum(int(_fields(task / "schedstat")[0]) for task in tasks) / 1e6


def waited_ms(pid: int) -> float:
    """How long the first thread of a process was ready to run and had to wait for other programs."""
    return int(_fields(PROC / str(pid) / "task" / str(pid) / "schedstat")[1]) / 1e6


def memory_kind() -> str:
    """Which memory `memory_mb` gives."""
    return "RSS" if PRIVATE else "PSS"


def memory_mb(pid: int) -> float:
    """Memory of a process and all it has started: PSS (shared pages by their share), or RSS where that is hidden."""
    name, file = ("VmRSS:", "status") if PRIVATE else ("Pss:", "smaps_rollup")
    lines = (line.split() for each in tree(pid) for line in (PROC / str(each) / file).read_text().splitlines())
    return sum(int(fields[1]) for fields in lines if fields[0] == name) / 1024


def _parent(folder: Path) -> int:
    stat = _text(folder / "stat").rpartition(")")[2].split()
    return int(stat[1]) if stat else 0


def _tasks(pid: int) -> list[Path]:
    try:
        return list((PROC / str(pid) / "task").iterdir())
    except OSError:
        return []


def _fields(path: Path) -> list[str]:
    return _text(path).split() or ["0", "0"]


def _text(path: Path) -> str:
    """A file of /proc, or nothing when the process or thread is gone."""
    try:
        return path.read_text()
    except OSError:
        return ""
