"""Where the notes stand and who could get at them there: permissions, and folders that other computers take a copy of.

Light, because it is looked at while the app starts.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engage_tui.paths import Home

# Parts of a path that tell a folder whose content is sent to other computers.
_SYNCED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "icloud": "iCloud",
    "iclouddrive": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "mobile documents": "iCloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "syncthing": "Syncthing",
    "pcloud": "pCloud",
    "cloudstorage": "a cloud service",
}
_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "fuse.sshfs", "davfs", "webdav"})
MADE_PRIVATE = (
    "The app's folder or a file in it could be opened by other users of this computer. It has been made private now."
)
STILL_OPEN = (
    "Other users of this computer may be able to open the app's folder or a file in it. The notes are encrypted all "
    "the same; copies are not. Ask whoever looks after this computer."
)


def exposed(home: Home) -> list[Path]:
    """The folder and those files of ours in it that others can open, as far as the system tells."""
    if os.name != "posix":
        return _outside_profile(home.folder)
    ours = [home.folder, home.keys, home.notes, home.settings, home.backups, home.exports]
    ours += [home.notes.with_name(home.notes.name + end) for end in ("-wal", "-shm")]
    for folder in (home.backups, home.exports):
        ours += _inside(folder)
    return [path for path in ours if _mode(path) & 0o077]


def make_private(home: Home) -> str:
    """Take from others what they could open. What to tell the user; empty when nothing was wrong."""
    found = exposed(home)
    if not found:
        return ""
    for path in found if os.name == "posix" else ():
        try:
            path.chmod(_mode(path) & 0o700)
        except OSError:
            break
    return STILL_OPEN if exposed(home) else MADE_PRIVATE


def takes_changes(home: Home) -> bool:
    """Whether the folder and the files in it can be written to, as far as can be told without trying it."""
    folder = home.folder
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    as_we_are = os.access in os.supports_effective_ids
    there = [folder, home.notes] if home.notes.exists() else [folder]
    return all(os.access(path, os.W_OK, effective_ids=as_we_are) for path in there)


def _mode(path: Path) -> int:
    """The permissions of a file or folder of ours; none for what is not there, or only points elsewhere."""
    try:
        return 0 if path.is_symlink() else path.stat().st_mode & 0o777
    except OSError:
        return 0


def _inside(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _outside_profile(folder: Path) -> list[Path]:
    """Windows keeps others out of a user's own profile, and of nowhere else by itself."""
    inside = not folder.exists() or folder.absolute().is_relative_to(Path.home())
    return [] if inside else [folder]


def synced(folder: Path) -> str:
    """The service that seems to copy this folder to other computers, or nothing."""
    for part in folder.absolute().parts:
        for sign, name in _SYNCED.items():
            if re.match(rf"{re.escape(sign)}(?![a-z])", part.casefold()):
                return name
    return ""


def networked(folder: Path) -> str:
    """The kind of network drive that the folder seems to stand on, or nothing when it cannot be told or is none."""
    if sys.platform == "win32":
        return "network drive" if str(folder.absolute()).startswith("\\\\") else ""
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
        real = folder.resolve()
    except OSError:
        return ""
    best, kind = "", ""
    for line in mounts:
        _, place, form, *_ = [*line.split(" "), "", "", ""]
        place = place.replace("\\040", " ")
        if len(place) >= len(best) and real.is_relative_to(place or "/"):
            best, kind = place, form
    return kind if kind in _NETWORK else ""
