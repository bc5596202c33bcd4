"""What must be so before anything of a note is in memory, and before Textual is imported. Nothing here imports it."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from engage_tui.errors import TerminalError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

# The rest of Textual's variables write keys and notes to disk, load code or take screenshots.
HARMLESS = frozenset({"TEXTUAL_ANIMATIONS", "TEXTUAL_FPS", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_DISABLE_KITTY_KEY"})
CONTINUE = "Start it again and choose Continue."
SAVED = f"What you wrote was saved. {CONTINUE}"


def prepare_for_screen() -> None:
    """Call before the first `import textual`. Raises `TerminalError` when there is no terminal to draw on."""
    for name in [n for n in os.environ if n.startswith("TEXTUAL") and n not in HARMLESS]:
        del os.environ[name]
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        raise TerminalError(
            "The app needs a terminal window.",
            "Start it without redirecting input or output. `engage-tui --help` lists what works without a screen.",
        )
    prepare_process()


def prepare_process() -> None:
    """Files are private, nothing of memory gets to the disk, and a fault prints no message."""
    os.umask(0o077)
    _no_core_files()
    sys.excepthook = _tell_quietly
    _quiet_threads()


def _no_core_files() -> None:
    """A core file would hold the passphrase and the notes."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        set_dumpable = 4
        # Also keeps other programs of the same user from attaching. Where there is no such call nothing is lost.
        prctl: Callable[..., int] | None = getattr(ctypes.CDLL(None), "prctl", None)
        if prctl is not None:
            prctl(set_dumpable, 0, 0, 0, 0)


def where(trace: TracebackType | None) -> str:
    """The last places of a traceback as file, line and function: nothing that can quote a note."""
    last = traceback.extract_tb(trace)[-6:]
    return "\n".join(f"  {Path(f.filename).name}:{f.lineno} {f.name}" for f in last)


def _tell_quietly(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
    """For a fault that nobody had in hand: whether anything was saved is not known here, so nothing is said of it."""
    if sys.__stderr__ is not None:
        sys.__stderr__.write(f"engage-tui has a fault in it ({kind.__name__}).\n{_report(where(trace))}")


def _quiet_threads() -> None:
    import threading

    threading.excepthook = lambda args: _tell_quietly(
        args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
    )


def crash_message(kind: str, places: str, trouble: str = "", safe: str = SAVED) -> str:
    """What a user is told when the app has a fault.

    `trouble`: why the last words were not saved, if they were not; `safe`: what became of them, if they were.
    """
    kept = f"The last change could not be saved: {trouble} {CONTINUE}" if trouble else safe
    return f"engage-tui had to stop because of a fault in it ({kind}).\n{kept}\n{_report(places)}"


def _report(places: str) -> str:
    return f"If you report this, these lines say where; they hold nothing of your notes:\n{places}\n"
