"""Where the notes stand: folders that are copied elsewhere are known by their names, and ours by their permissions."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engage_tui.store.places import MADE_PRIVATE, exposed, make_private, networked, synced
from support.vaults import new_store

if TYPE_CHECKING:
    from engage_tui.paths import Home


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("/home/a/Dropbox/engage", "Dropbox"),
        ("/home/a/Dropbox (Work)/engage", "Dropbox"),
        ("/Users/a/OneDrive - A Council/x", "OneDrive"),
        ("/Users/a/Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud"),
        ("/Users/a/Library/CloudStorage/Box/x", "a cloud service"),
        ("/home/a/Nextcloud/x", "Nextcloud"),
        ("/home/a/.local/share/engage-tui", ""),
        ("/home/dropboxer/x", ""),
    ],
)
def test_a_folder_of_a_service_is_known_by_its_name(folder: str, service: str) -> None:
    assert synced(Path(folder)) == service


def test_a_folder_on_a_disk_of_this_computer_is_no_network_drive(tmp_path: Path) -> None:
    assert networked(tmp_path / "not" / "there") == ""


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX permissions")
def test_what_others_can_open_is_found_and_taken_from_them_and_nothing_else_changes(home: Home) -> None:
    new_store(home).close()
    assert exposed(home) == []
    assert make_private(home) == ""
    home.exports.mkdir(mode=0o700)
    (home.exports / "copy.md").touch()
    (home.exports / "copy.md").chmod(0o644)
    home.keys.chmod(0o440)
    home.folder.chmod(0o750)
    assert exposed(home) == [home.folder, home.keys, home.exports / "copy.md"]
    assert make_private(home) == MADE_PRIVATE
    assert home.keys.stat().st_mode & 0o777 == 0o400, "what was read-only stays so"
    assert exposed(home) == []
