"""From the first line to the last: open the notes, run the menu, and close them on every way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.errors import ContentError
from engage_tui.paths import shipped_content
from engage_tui.plain import notices
from engage_tui.plain.changing import look_after
from engage_tui.plain.console import Console
from engage_tui.plain.desk import Desk
from engage_tui.plain.lines import Ended
from engage_tui.plain.menu import RECOVERED, run_menu
from engage_tui.plain.opening import get_in
from engage_tui.when import local_today

if TYPE_CHECKING:
    from engage_tui.guide.guide import Guide
    from engage_tui.paths import Home
    from engage_tui.settings import Settings


def run(home: Home, settings: Settings, secrets: int | None) -> int:
    """Run until it is left: the exit code. Every change is on the disk before this returns."""
    console = Console(secrets)
    console.lines.listen()
    guide, trouble = _guide(home)
    desk = Desk(home, settings, console, guide.dated(local_today(), settings.services_months))
    try:
        if trouble:
            console.say(f"Your own content was left out. {trouble}")
        if get_in(desk):
            _welcome(desk)
            run_menu(desk)
    except Ended as e:
        return e.code
    else:
        return 0
    finally:
        desk.close()


def _welcome(desk: Desk) -> None:
    if desk.store.why_read_only:
        desk.console.say(notices.READ_ONLY.format(desk.store.why_read_only))
        return
    if desk.sat_down is not None and not desk.sat_down.clean and desk.store.latest_draft() is not None:
        desk.console.say(RECOVERED)
    look_after(desk)


def _guide(home: Home) -> tuple[Guide, str]:
    """The guide, and why the user's own content was left out, if it was."""
    from engage_tui.guide.loader import load_guide

    if not home.content.is_dir():
        return load_guide(shipped_content()), ""
    try:
        return load_guide(shipped_content(), home.content), ""
    except ContentError as e:
        return load_guide(shipped_content()), str(e)
