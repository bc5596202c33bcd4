"""The part of Settings about backups, how many, how often, and one made at once; and how other numbers are asked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engage_tui.errors import EngageError
from engage_tui.settings import NUMBERS
from engage_tui.text import clean_line, plural
from engage_tui.tui.row import Row, choice

if TYPE_CHECKING:
    from engage_tui.tui.desk import Desk
    from engage_tui.tui.screens.settings import SettingsScreen

QUESTIONS = {
    "backups": "How many backups to keep",
    "backup_days": "How many days between two backups",
    "services_months": "After how many months contacts and services are to be checked again",
    "clipboard_seconds": "How many seconds a copied field stays on the clipboard",
}
WHERE = (
    "The full path of a new file, best on another disk. Leave it empty for the app's own folder. The backup is "
    "encrypted and opens with the passphrase or recovery code you use now."
)


def backup_rows(desk: Desk) -> list[Row]:
    """The rows, as things stand."""
    from engage_tui.store.backup import kept

    newest = kept(desk.home.backups)[:1]
    last = f"last on {newest[0].day:%d %b %Y}" if newest else "none yet"
    rows = [
        choice("backups", "Backups kept", tail=str(desk.settings.backups)),
        choice("backup_days", "Backed up every", tail=plural(desk.settings.backup_days, "day")),
    ]
    return [*rows, choice("backup_now", "Back up now", tail=last)] if desk.vault.is_open else rows


def chosen(screen: SettingsScreen, key: str) -> None:
    """What choosing one of them does."""
    if key == "backup_now":
        _ask_where(screen)
    else:
        _ask_number(screen, key)


def _ask_number(screen: SettingsScreen, key: str) -> None:
    from engage_tui.tui.screens.prompt import PromptScreen

    desk, (least, most) = screen.desk, NUMBERS[key]
    value = str(getattr(desk.settings, key))

    def given(text: str | None) -> None:
        if text is None:
            return
        if text.strip().isdecimal() and least <= int(text.strip()[:9]) <= most:
            screen.keep(lambda: desk.set_number(key, int(text)))
        else:
            screen.say(f"That should be a number from {least} to {most}.")

    prompt = PromptScreen(desk, QUESTIONS[key], f"A number from {least} to {most}.", value=value, most=4)
    screen.app.push_screen(prompt, given)


def _ask_where(screen: SettingsScreen) -> None:
    from engage_tui.tui.screens.prompt import PromptScreen

    def given(text: str | None) -> None:
        if text is not None:
            screen.run_worker(_back_up(screen, clean_line(text)), exclusive=True)

    screen.app.push_screen(PromptScreen(screen.desk, "Back up now", WHERE, empty=True), given)


async def _back_up(screen: SettingsScreen, where: str) -> None:
    from engage_tui.tui.keeping import back_up_now, back_up_to

    screen.say("Backing up …")
    try:
        if where:
            path = _full_path(where)
            await back_up_to(screen.desk, path)
        else:
            path = await back_up_now(screen.desk)
    except EngageError as e:
        screen.say(str(e))
    else:
        screen.show()
        screen.say(f"The backup was made and seen to open: {path}")


def _full_path(where: str) -> Path:
    try:
        path = Path(where).expanduser()
    except RuntimeError:
        path = Path(where)
    if not path.is_absolute():
        raise EngageError("That is not the full path of a file.", "No backup was made.")
    return path
