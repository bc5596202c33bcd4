"""The settings that matter without a screen: what opens the notes, the name on them, backups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.errors import EngageError
from engage_tui.plain import notices
from engage_tui.plain.opening import new_passphrase, offer_code
from engage_tui.text import clean_line
from engage_tui.when import local_today

if TYPE_CHECKING:
    from engage_tui.plain.desk import Desk

CHOICES = (
    ("passphrase", "Change the passphrase"),
    ("code", "Make a new recovery code; the one before stops working"),
    ("author", "Change the name on the notes"),
    ("backup", "Make a backup now"),
)
NOW = "Passphrase as it is now:"


def run_settings(desk: Desk) -> None:
    """Until Enter goes back."""
    desk.console.say(notices.FOR_THE_SCREEN)
    while chosen := desk.console.choose(CHOICES, "Number, or Enter to go back:"):
        try:
            {"passphrase": _passphrase, "code": _code, "author": _author, "backup": back_up}[chosen](desk)
        except EngageError as e:
            desk.console.say(str(e))


def _passphrase(desk: Desk) -> None:
    from engage_tui.store.opening import change_passphrase

    now = desk.console.secret(NOW)
    change_passphrase(desk.home, now, new_passphrase(desk.console))
    desk.console.say("The passphrase is changed.")


def _code(desk: Desk) -> None:
    from engage_tui.store.opening import check

    now = desk.console.secret(NOW)
    check(desk.home, now)
    if not offer_code(desk, now):
        desk.console.say("Nothing was changed.")


def _author(desk: Desk) -> None:
    name = clean_line(desk.console.ask(f"Name on the notes? Enter keeps {desk.author or 'none'}:"))
    if name:
        desk.store.set_fact("author", name)
        desk.rename(name)


def back_up(desk: Desk) -> None:
    """Make one of the app's own backups, seen to open. Raises `EngageError`."""
    from engage_tui.files import private_folder
    from engage_tui.store import backup

    desk.console.say("Making a backup.")
    folder = private_folder(desk.home.backups)
    backup.sweep(folder)
    path = backup.free_name(folder, local_today())
    for _ in desk.store.backing_up(path):
        pass  # one stage after the other: nobody types meanwhile
    backup.prune(folder, desk.settings.backups, path)
    desk.console.say(f"Made and seen to open: {path.name}")


def look_after(desk: Desk) -> None:
    """What is done for the notes once they are open: a private folder, and a backup when one is due."""
    from engage_tui.store.backup import due
    from engage_tui.store.places import make_private

    if trouble := make_private(desk.home):
        desk.console.say(trouble)
    try:
        if due(desk.home.backups, local_today(), desk.settings.backup_days):
            back_up(desk)
    except EngageError as e:
        desk.console.say(f"The app's own backup could not be made. {e}")
