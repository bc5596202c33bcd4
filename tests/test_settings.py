"""Settings: each mistake told with file, line and fix, and a user's own file changed in one line only."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engage_tui.errors import EngageError, SettingsError
from engage_tui.settings import MAX_BYTES, THEMES, Settings, load_settings, save_key, save_setting, seconds
from engage_tui.tui.keymap import check_keys

if TYPE_CHECKING:
    from collections.abc import Callable

COMMANDS = ("app.help", "steps.back", "steps.next", "walk.undo")

OWN = """\
# how I like it
export_folder = "/srv/notes"

# easy on the eyes
theme = "light"

[keys]
# next to the arrows
"steps.next" = "n,right"
"steps.back" = "b,left"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "engage" / "settings.toml"


def written(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def mistake(path: Path, text: str | bytes) -> SettingsError:
    """What is said of a settings file that must be refused."""
    with pytest.raises(SettingsError) as caught:
        check_keys(path, load_settings(written(path, text)).keys)
    return caught.value


# -- reading


def test_without_a_file_the_usual_settings_hold(path: Path) -> None:
    assert load_settings(path) == Settings(theme="dark", export_folder="", keys={})
    assert not path.parent.exists()


def test_a_file_is_read(path: Path) -> None:
    read = load_settings(written(path, OWN))

    assert read == Settings("light", "/srv/notes", {"steps.next": "n,right", "steps.back": "b,left"})


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_can_be_chosen(path: Path, theme: str) -> None:
    assert load_settings(written(path, f'theme = "{theme}"')).theme == theme


@pytest.mark.parametrize(
    "text",
    ['[keys]\n"steps.next" = "f5"', '[keys]\nsteps.next = "f5"', '[keys.steps]\nnext = "f5"', 'keys.steps.next = "f5"'],
)
def test_every_spelling_of_a_key_means_the_same(path: Path, text: str) -> None:
    assert load_settings(written(path, text)).keys == {"steps.next": "f5"}


def test_a_file_saved_with_a_byte_order_mark_is_read(path: Path) -> None:
    assert load_settings(written(path, b'\xef\xbb\xbftheme = "light"\r\n')).theme == "light"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('# mine\n\nthem = "dark"', 3, "Did you mean 'theme'?"),
        ('theme = "dark"\nexport-folder = "x"', 2, "Did you mean 'export_folder'?"),
        ('theme = "dark"\n\n[kees]\na = "b"', 3, "Did you mean 'keys'?"),
        ('\ntheme = "drak"', 2, "Use one of: dark, light, contrast, terminal."),
        ("\ntheme = 7", 2, "text in quotes"),
        ('\nexport_folder = ["a"]', 2, "text in quotes"),
        ('copy_forms = "docx odt"', 1, "docx, pdf, txt, md, json"),
        ('copy_forms = " "', 1, "one or more"),
        ("\nkeys = 7", 2, "a table [keys]"),
        ('[keys]\n"steps.back" = "b"\n"steps.nxt" = "n"', 3, "Did you mean 'steps.next'?"),
        ('[keys.steps]\nnxt = "n"', 2, "Did you mean 'steps.next'?"),
        ("[keys]\nsteps.next = 7", 2, "a key in quotes"),
        ('\nbackups = "7"', 2, "a whole number without quotes"),
        ("\nbackups = true", 2, "a whole number without quotes"),
        ("\nbackups = 0", 2, "a number from 1 to 60"),
        ("backups = 7\nbackup_days = 31", 2, "a number from 1 to 30"),
        ("backups = 7\nbackup_dyas = 1", 2, "Did you mean 'backup_days'?"),
        ('\nblank_after = "5"', 2, 'a number of minutes, such as 5, or "off"'),
        ("\nblank_after = true", 2, 'a number of minutes, such as 5, or "off"'),
        ("\nlock_after = 0", 2, "from 0.01 to 1440"),
        ("\nlock_after = nan", 2, "from 0.01 to 1440"),
        ('\npin_for = "off"', 2, "a number of minutes, such as 5"),
        ('\nblank_unfocused = "yes"', 2, "true or false"),
        ('[keys]\n"steps.next" = " "', 2, "a key in quotes"),
    ],
)
def test_a_mistake_is_told_with_its_file_line_and_fix(path: Path, text: str, line: int, words: str) -> None:
    error = mistake(path, text)

    assert error.message.startswith(f"{path}:{line}: ")
    assert words in str(error)


@pytest.mark.parametrize("text", ['[keys]\n"steps.back" = "b"\n\'steps.nxt\' = "n"', '\n\n[keys]\nsteps . nxt = "n"'])
def test_an_unusual_spelling_of_a_wrong_key_has_the_right_line(path: Path, text: str) -> None:
    assert mistake(path, text).message.startswith(f"{path}:{text.count(chr(10)) + 1}: ")


def test_a_wrong_key_is_not_taken_for_a_setting_of_that_name(path: Path) -> None:
    error = mistake(path, 'theme = "dark"\n\n[keys]\n"steps.theme" = "x"')

    assert error.message.startswith(f"{path}:4: ")


def test_a_name_that_is_near_to_nothing_still_gets_the_names_that_are_right(path: Path) -> None:
    error = mistake(path, "zzz = 1")

    assert all(name in str(error) for name in ("theme", "export_folder", "keys"))


def test_times_are_minutes_whole_or_not_or_off(path: Path) -> None:
    read = load_settings(written(path, 'blank_after = 0.02\nlock_after = "off"\npin_for = 3\nblank_unfocused = true'))

    assert (read.blank_after, read.lock_after, read.pin_for, read.blank_unfocused) == (0.02, "off", 3, True)
    assert (seconds(read.blank_after), seconds(read.lock_after)) == (pytest.approx(1.2), None)


@pytest.mark.parametrize(
    ("text", "line"), [('a = 1\nb = "\\q"', 2), ('theme = "dark"\ntheme = "light"', 2), ("\n[keys", 2), ("theme", 1)]
)
def test_text_that_is_not_toml_is_told_with_its_line(path: Path, text: str, line: int) -> None:
    error = mistake(path, text + "\n\n")

    assert str(path) in error.message
    assert f"line {line}" in error.message
    assert "Mend that line" in error.hint


@pytest.mark.parametrize("text", ['\ntheme = "dark', "\ntheme ="])
def test_a_value_cut_off_at_the_end_has_a_line_too(path: Path, text: str) -> None:
    error = mistake(path, text)

    assert "line 2" in error.message or f"{path}:2" in error.message


@pytest.mark.parametrize(
    "raw",
    [b'theme = "caf\xe9"', 'theme = "light"'.encode("utf-16"), bytes(range(256))],
    ids=["latin", "utf-16", "random"],
)
def test_text_that_is_not_utf_8_is_told(path: Path, raw: bytes) -> None:
    error = mistake(path, raw)

    assert str(path) in error.message
    assert "UTF-8" in error.hint


def test_a_file_that_is_too_large_is_told(path: Path) -> None:
    written(path, "#" * MAX_BYTES)
    assert load_settings(path) == Settings()

    error = mistake(path, "#" * (MAX_BYTES + 1))
    assert "too large" in error.message
    assert error.hint


def test_a_folder_in_place_of_the_file_is_told(path: Path) -> None:
    path.mkdir(parents=True)

    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(path)


@pytest.mark.parametrize(
    "text",
    ["a = " + "[" * 30_000, "keys." + ".".join("a" * 2000) + ' = "x"', "a = " + "9" * 5000],
    ids=["deep list", "deep key", "huge number"],
)
def test_a_hostile_file_is_a_mistake_and_not_a_crash(path: Path, text: str) -> None:
    assert str(path) in mistake(path, text).message


def test_a_hostile_name_cannot_act_on_the_terminal(path: Path) -> None:
    assert "\x1b" not in str(mistake(path, '"\\u001b[2J" = 1'))


def test_a_folder_with_a_control_character_is_refused(path: Path) -> None:
    assert mistake(path, 'export_folder = "/tmp/a\\u0000b"').message.startswith(f"{path}:1: export_folder")


@pytest.mark.skipif(os.name != "posix", reason="needs a pty")
def test_the_app_does_not_start_on_a_mistake_and_names_it(path: Path) -> None:
    from support.terminal import engage

    with engage(written(path, '[keys]\n"steps.nxt" = "n"').parents[1]) as terminal:
        assert terminal.wait_exit() == SettingsError.exit_code
        told = terminal.text().replace("\n", "")

    assert f"{path}:" in told
    assert "Did you mean" in told
    assert "Traceback" not in told


# -- saving


def test_the_first_setting_makes_a_private_file(path: Path) -> None:
    save_setting(path, "theme", "contrast")

    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert load_settings(path).theme == "contrast"


def test_a_number_is_kept_as_one(path: Path) -> None:
    save_setting(written(path, OWN), "backups", 14)

    assert load_settings(path).backups == 14
    assert (Settings().backups, Settings().backup_days) == (7, 1)


def test_the_first_key_makes_its_table(path: Path) -> None:
    save_setting(path, "theme", "light")
    save_key(path, "steps.next", "f5")

    assert load_settings(path) == Settings("light", "", {"steps.next": "f5"})


@pytest.mark.parametrize(
    ("save", "old", "new"),
    [
        (lambda p: save_setting(p, "theme", "dark"), 'theme = "light"', 'theme = "dark"'),
        (lambda p: save_setting(p, "export_folder", "C:\\x"), '"/srv/notes"', '"C:\\\\x"'),
        (lambda p: save_key(p, "steps.back", "f4"), '"b,left"', '"f4"'),
    ],
)
def test_saving_changes_one_line_and_no_other(path: Path, save: Callable[[Path], None], old: str, new: str) -> None:
    save(written(path, OWN))

    assert path.read_text() == OWN.replace(old, new)


def test_a_new_setting_leaves_every_line_in_its_order(path: Path) -> None:
    save_key(written(path, OWN), "walk.undo", "f3")

    lines = path.read_text().splitlines()
    lines.remove('"walk.undo" = "f3"')
    assert lines == OWN.splitlines()


def test_a_comment_beside_a_setting_stays(path: Path) -> None:
    save_setting(written(path, 'theme = "light"  # for the sun\n'), "theme", "dark")

    assert path.read_text() == 'theme = "dark"  # for the sun\n'


def saved(own: str, save: Callable[[Path], None]) -> Settings | None:
    """What is read after saving into a file. None when the change was refused and the file left as it was."""
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder) / "settings.toml", own)
        try:
            save(path)
        except EngageError:
            assert path.read_bytes() == own.encode()
            return None
        return load_settings(path)


@pytest.mark.parametrize(
    "own",
    [
        '"theme" = "light"\n',
        "theme='light'\n",
        'theme="light"\r\nexport_folder=""\r\n',
        "# a\u2028comment\n",
        "# a\x85comment\n",
        "# no line end",
    ],
)
def test_a_setting_is_saved_into_a_file_as_people_write_them(own: str) -> None:
    assert saved(own, lambda p: save_setting(p, "theme", "dark")) == Settings("dark", "", {})


@pytest.mark.parametrize(
    "own",
    [
        '[keys]  # mine\n"steps.back" = "b"\n',
        '[ keys ]\n"steps.back" = "b"\n',
        '[keys]\n"steps.back" = "b"\nsteps.next = "old"\n',
        "[keys]\n\"steps.back\" = \"b\"\n'steps.next' = 'old'\n",
    ],
)
def test_a_key_is_saved_into_a_file_as_people_write_them(own: str) -> None:
    read = saved(own, lambda p: save_key(p, "steps.next", "f5"))

    assert read == Settings("dark", "", {"steps.back": "b", "steps.next": "f5"})


@pytest.mark.parametrize(
    "own",
    [
        'theme = """\\\nlight"""\n[keys]\n"steps.back" = "b"\n',
        '["keys"]\n"steps.back" = "b"\n',
        'keys = { "steps.back" = "b" }\n',
        'keys."steps.back" = "b"\n',
        '[keys.steps]\nback = "b"\n',
        '[keys]\n"steps.back" = "b"\n\n[keys.steps]\nnext = "old"\n',
    ],
)
def test_into_an_unusual_file_a_change_is_saved_or_refused_and_never_breaks_it(own: str) -> None:
    theme = saved(own, lambda p: save_setting(p, "theme", "contrast"))
    key = saved(own, lambda p: save_key(p, "steps.next", "f5"))

    assert theme is None or (theme.theme, theme.keys["steps.back"]) == ("contrast", "b")
    assert key is None or key.keys == {"steps.back": "b", "steps.next": "f5"}


def test_a_file_that_became_unreadable_is_told_in_words_and_left_alone(path: Path) -> None:
    written(path, b'theme = "caf\xe9"')

    with pytest.raises(EngageError):
        save_setting(path, "theme", "dark")

    assert path.read_bytes() == b'theme = "caf\xe9"'


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(exclude_categories=("C", "Zl", "Zp"))))
def test_any_visible_text_is_read_back_as_it_was_saved(text: str) -> None:
    read = saved(OWN, lambda p: save_setting(p, "export_folder", text))

    assert read == Settings("light", text, {"steps.next": "n,right", "steps.back": "b,left"})


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1))
def test_any_key_is_read_back_as_it_was_saved(keys: str) -> None:
    read = saved(OWN, lambda p: save_key(p, "steps.next", keys))

    assert read == Settings("light", "/srv/notes", {"steps.next": keys, "steps.back": "b,left"})


@pytest.mark.parametrize("character", ["\n", "\r", "\x00", "\x1b", "\x7f", "\x85", "\u2028", "\udcff"], ids=ascii)
def test_a_control_character_is_kept_or_refused_and_never_breaks_the_file(character: str) -> None:
    text = f"/srv/a{character}b"
    read = saved(OWN, lambda p: save_setting(p, "export_folder", text))

    assert read is None or read.export_folder == text


@pytest.mark.parametrize(("name", "value"), [("blank_after", 2), ("blank_after", "off"), ("blank_unfocused", True)])
def test_a_setting_that_is_no_text_is_saved_as_what_it_is(name: str, value: str | float) -> None:
    read = saved("blank_after = 0.5  # short\nblank_unfocused = false\n", lambda p: save_setting(p, name, value))

    assert read is not None
    assert getattr(read, name) == value


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["theme", "export_folder", *COMMANDS]), st.sampled_from(THEMES)), max_size=8))
def test_after_any_order_of_saving_each_setting_has_its_last_value(changes: list[tuple[str, str]]) -> None:
    def save_all(path: Path) -> None:
        for name, value in changes:
            (save_key if name in COMMANDS else save_setting)(path, name, value)

    read = saved("", save_all)

    last = dict(changes)
    assert read is not None
    assert (read.theme, read.export_folder) == (last.get("theme", "dark"), last.get("export_folder", ""))
    assert read.keys == {name: value for name, value in last.items() if name in COMMANDS}


@pytest.mark.parametrize("language", ["CY", "cym", "c", "", "c1", "ẃy"])
def test_a_language_is_two_small_letters(tmp_path: Path, language: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(f'language = "{language}"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"settings\.toml:1: language: this should be two small letters"):
        load_settings(path)
