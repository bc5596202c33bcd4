"""Starting what fills the terminal: the app, practice, the plain walk. The only place that imports them."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # `typing` would only slow the start down
if TYPE_CHECKING:
    from engage_tui.paths import Home
    from engage_tui.settings import Settings

STAYS_BLANK = "ENGAGE_STAYS_BLANK"
"""Set for the process that follows when the screen was blank: locking must not bring anything onto it."""
BACK_TO_NOTES = "ENGAGE_BACK_TO_NOTES"
"""Set for the process of practice when it was begun from the notes: from there one can go back to them."""


def notes() -> int:
    """Open the app with the notes. The exit code."""
    from engage_tui.paths import find_home
    from engage_tui.process import prepare_for_screen

    home = find_home()
    prepare_for_screen()
    from engage_tui.tui.app import LOCK, LOCK_BLANK, PRACTISE, run
    from engage_tui.tui.desk import Desk

    code = run(Desk(home, _settings(home)), blank=bool(os.environ.pop(STAYS_BLANK, "")))
    if code == LOCK_BLANK:
        os.environ[STAYS_BLANK] = "yes"
    if code == PRACTISE:
        os.environ[BACK_TO_NOTES] = "yes"
        return _afresh("practice")
    return _afresh() if code in (LOCK, LOCK_BLANK) else code


def practice(*, join: str = "") -> int:
    """Open practice, with nothing of the notes in this process. `join`: only this view of the role-play that runs.

    The exit code. Raises `UsageError` when there is none to join.
    """
    from engage_tui.paths import find_home
    from engage_tui.process import prepare_for_screen

    home = find_home()
    if join:
        from engage_tui.tui.practice.link import read_address

        read_address(home.folder)  # told before the screen changes
    prepare_for_screen()
    from engage_tui.tui.practice.app import TO_NOTES, run
    from engage_tui.tui.practice.desk import PracticeDesk
    from engage_tui.tui.practice.faces import View

    desk = PracticeDesk(home, _settings(home), back=bool(os.environ.pop(BACK_TO_NOTES, "")))
    code = run(desk, View(join) if join else None)
    return _afresh() if code == TO_NOTES else code


def plain(secrets: int | None) -> int:
    """Run line by line, with nothing of the screen."""
    from engage_tui.paths import find_home
    from engage_tui.process import prepare_process
    from engage_tui.settings import load_settings

    home = find_home()
    prepare_process()
    from engage_tui.plain.desk import LOCK
    from engage_tui.plain.main import run

    code = run(home, load_settings(home.settings), secrets)
    again = ["--plain", *([] if secrets is None else ["--passphrase-fd", str(secrets)])]
    return _afresh(*again) if code == LOCK else code


def _settings(home: Home) -> Settings:
    """The settings, with keys that can be used. Raises `SettingsError`."""
    from engage_tui.settings import load_settings
    from engage_tui.tui.keymap import check_keys

    settings = load_settings(home.settings)
    check_keys(home.settings, settings.keys)
    return settings


def _afresh(*options: str) -> int:
    """Begin again in a process that has seen nothing: what the old one showed and knew goes with it."""
    # -P: never a module from the folder it happens to be in
    command = [sys.executable, "-P", "-m", "engage_tui", *options]
    if sys.platform != "win32":
        os.execv(sys.executable, command)
    import subprocess  # Windows has no exec that keeps the console

    return subprocess.call(command)
