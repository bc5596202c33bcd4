"""What is done for the notes once Home is shown: seeing that their folder is private, and the app's own backups."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from engage_tui.errors import EngageError
from engage_tui.when import local_today

if TYPE_CHECKING:
    from pathlib import Path

    from engage_tui.tui.desk import Desk
    from engage_tui.tui.screens.home import HomeScreen


async def look_after(desk: Desk, home: HomeScreen) -> None:
    """See to the folder and make a backup if one is due. What goes wrong is told on Home."""
    from engage_tui.store.places import make_private

    await home.shown.wait()
    desk.folder_trouble = await asyncio.to_thread(make_private, desk.home)
    try:
        await roll_backups(desk)
    except EngageError as e:
        desk.backup_trouble = f"The app's own backup could not be made. {e}"
    if desk.folder_trouble or desk.backup_trouble:
        home.tell()


async def roll_backups(desk: Desk) -> None:
    """Make today's backup if the last one is old enough, then let the oldest go. Raises `EngageError`."""
    from engage_tui.store import backup

    if not desk.vault.is_open or desk.vault.why_read_only:
        return
    if backup.due(desk.home.backups, local_today(), desk.settings.backup_days):
        await back_up_now(desk)


async def back_up_now(desk: Desk) -> Path:
    """Make one of the app's own backups whatever the date. Raises `EngageError`."""
    from engage_tui.files import private_folder
    from engage_tui.store import backup

    folder = private_folder(desk.home.backups)
    backup.sweep(folder)
    path = backup.free_name(folder, local_today())
    await back_up_to(desk, path)
    backup.prune(folder, desk.settings.backups, path)
    desk.backup_trouble = ""
    return path


async def back_up_to(desk: Desk, path: Path) -> None:
    """Make a backup a stage at a time, so that saving goes on between them. Raises `EngageError`."""
    vault = desk.vault
    stages = vault.store.backing_up(path)
    try:
        while await vault.run(lambda: next(stages, "made")) is None:
            pass
    finally:
        if vault.is_open:
            vault.submit(stages.close)
