"""Where the app keeps its files. Nothing is made by looking."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engage_tui.errors import UsageError
from engage_tui.paths import Home, find_home, shipped_content

if TYPE_CHECKING:
    from pathlib import Path


def test_a_folder_named_in_the_environment_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ENGAGE_HOME", str(tmp_path / "Fy ngwaith tŷ"))

    assert find_home().folder == tmp_path / "Fy ngwaith tŷ"


def test_a_tilde_means_the_users_own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ENGAGE_HOME", "~/notes")

    assert find_home().folder == tmp_path / "notes"


@pytest.mark.parametrize("named", ["", "  ", "notes", "./notes", "../notes"])
def test_a_folder_that_depends_on_where_one_stands_is_refused(monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.setenv("ENGAGE_HOME", named)

    with pytest.raises(UsageError, match="full path") as caught:
        find_home()

    assert caught.value.hint


def test_a_user_who_is_not_there_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENGAGE_HOME", "~nobody-of-that-name/notes")

    with pytest.raises(UsageError):
        find_home()


def test_without_a_named_folder_it_is_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("ENGAGE_HOME")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)

    folder = find_home().folder

    assert folder.is_absolute()
    assert folder.name == "engage-tui"
    assert folder.is_relative_to(tmp_path)


def test_looking_makes_nothing(tmp_path: Path, home: Home) -> None:
    find_home()
    places = [home.keys, home.notes, home.settings, home.content, home.exports]

    assert not home.has_store
    assert all(place.parent == home.folder for place in places)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("left", ["keys", "notes"])
def test_anything_left_of_the_notes_is_not_a_first_run(home: Home, left: str) -> None:
    home.folder.mkdir()
    getattr(home, left).write_bytes(b"")

    assert home.has_store


def test_the_shipped_content_is_there() -> None:
    assert (shipped_content() / "steps.yaml").is_file()
    assert (shipped_content() / "questions.yaml").is_file()
