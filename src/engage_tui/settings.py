"""How the app looks and which keys it uses: a small TOML file that people may edit.

Reading is strict and light, because it happens before the first paint. Saving changes one value and leaves a user's own
comments, order and spelling as they are.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from engage_tui.errors import SettingsError
from engage_tui.files import private_folder, write_private
from engage_tui.interface import ENGLISH, is_language
from engage_tui.text import clean_line, first_harmful

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

THEMES = ("dark", "light", "contrast", "terminal")
USUAL, LARGE = "usual", "large"
LAYOUTS = (USUAL, LARGE)
OFF = "off"
COPY_FORMS = ("docx", "pdf", "txt", "md", "json")
"""The forms in which copies of notes can be written, those that most people want first."""
LEAST_MINUTES, MOST_MINUTES = 0.01, 24 * 60
MAX_BYTES = 64 * 1024
_START_AGAIN = "Mend it, or delete the file to get the usual settings."


Minutes: TypeAlias = "float | str"
"""A number of minutes, or `off` where nothing is to happen by itself."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`theme` is one of THEMES; `keys` gives a command's id its keys, such as `{"steps.next": "n,right"}`."""

    theme: str = "dark"
    export_folder: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    backups: int = 7
    """How many of its own backups the app keeps."""
    backup_days: int = 1
    """The least age in days of the last one before another is made."""
    blank_after: Minutes = 5
    """Without a key, until the screen is blanked."""
    blank_unfocused: bool = False
    """Blank the screen when the terminal says that another window has the keyboard."""
    lens_while_writing: bool = True
    """The language lens marks words while they are written."""
    lock_after: Minutes = 30
    """Without a key, until the notes are locked."""
    pin_for: float = 10
    """How long after the screen went blank a PIN brings it back."""
    copy_forms: str = "docx"
    """The forms in which copies were last written, with blanks between them."""
    clipboard_seconds: int = 60
    """How long a field that was copied stays on the clipboard."""
    reduced_motion: bool = False
    """Nothing on the screen changes by itself: the minute after a visit stands still."""
    services_months: int = 12
    """After how many months something that was last checked then is said to be old."""
    language: str = ENGLISH
    """The language of the guide and of the interface, as far as there is one: two letters, such as `cy`."""
    layout: str = USUAL
    """One of LAYOUTS: large has one column, short lines and a blank line between items."""


def seconds(minutes: Minutes) -> float | None:
    """The same in seconds; None for `off`."""
    return None if isinstance(minutes, str) else minutes * 60


NUMBERS: Mapping[str, tuple[int, int]] = {
    "backups": (1, 60),
    "backup_days": (1, 30),
    "clipboard_seconds": (5, 600),
    "services_months": (1, 60),
}
"""The least and the most of each setting that is a whole number."""
_TEXT, _WHOLE, _NUMBER = "text in quotes", "a whole number without quotes", "a number of minutes, such as 5"
_KINDS: Mapping[str, tuple[tuple[type, ...], str]] = {
    "theme": ((str,), _TEXT),
    "layout": ((str,), _TEXT),
    "language": ((str,), _TEXT),
    "export_folder": ((str,), _TEXT),
    "copy_forms": ((str,), _TEXT),
    "keys": ((dict,), "a table [keys]"),
    "backups": ((int,), _WHOLE),
    "backup_days": ((int,), _WHOLE),
    "blank_after": ((int, float, str), f'{_NUMBER}, or "off"'),
    "blank_unfocused": ((bool,), "true or false"),
    "lens_while_writing": ((bool,), "true or false"),
    "lock_after": ((int, float, str), f'{_NUMBER}, or "off"'),
    "pin_for": ((int, float), _NUMBER),
    "clipboard_seconds": ((int,), _WHOLE),
    "services_months": ((int,), _WHOLE),
    "reduced_motion": ((bool,), "true or false"),
}
"""The types that each setting may have, and how to say so."""
_IN_MINUTES = ("blank_after", "lock_after", "pin_for")


def load_settings(path: Path) -> Settings:
    """The settings in a file, or the usual ones when there is none. Whether `keys` fit the commands, the screens check.

    Raises `SettingsError` that names the file, the line and the fix.
    """
    text = _read(path)
    return Settings() if text is None else _parsed(path, text)


def _read(path: Path) -> str | None:
    shown = clean_line(str(path))
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as e:
        told = f"The settings file {shown} cannot be read ({e.strerror})."
        raise SettingsError(told, "Check its permissions.") from e
    if len(raw) > MAX_BYTES:
        raise SettingsError(f"The settings file {shown} is too large.", _START_AGAIN)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SettingsError(f"The settings file {shown} is not UTF-8 text.", "Save it as UTF-8.") from None


def _parsed(path: Path, text: str) -> Settings:
    shown = clean_line(str(path))
    try:
        values = tomllib.loads(text)
        keys = _flat(values["keys"]) if isinstance(values.get("keys"), dict) else {}
    except tomllib.TOMLDecodeError as e:
        last = text.rstrip().count("\n") + 1
        told = str(e).replace("at end of document", f"at line {last}, the end of the file")
        raise SettingsError(f"{shown}: {told}.", f"Mend that line. {_START_AGAIN}") from None
    except (ValueError, RecursionError):
        raise SettingsError(f"{shown}: a value in it is too large or too deep.", _START_AGAIN) from None
    _check(partial(wrong_setting, path, text), values, keys)
    return Settings(**{**values, "keys": keys})


def _check(wrong: Callable[..., SettingsError], values: Mapping[str, Any], keys: Mapping[str, Any]) -> None:
    """Raise the first mistake."""
    for key, value in values.items():
        if key not in _KINDS:
            raise wrong((key,), "there is no such setting.", _KINDS)
        trouble = _trouble(key, value)
        if trouble:
            raise wrong((key,), trouble)
    theme, folder = values.get("theme", "dark"), values.get("export_folder", "")
    if theme not in THEMES:
        raise wrong(("theme",), f"that is not a theme. Use one of: {', '.join(THEMES)}.")
    if values.get("layout", USUAL) not in LAYOUTS:
        raise wrong(("layout",), f"that is not a layout. Use one of: {', '.join(LAYOUTS)}.")
    if first_harmful(folder) or "\n" in folder or "\r" in folder:
        raise wrong(("export_folder",), "there is a hidden character in it.")
    forms = values.get("copy_forms", "docx").split()
    if not forms or not set(forms) <= set(COPY_FORMS):
        raise wrong(("copy_forms",), f"name one or more of {', '.join(COPY_FORMS)}, with a blank between them.")
    for command, given in keys.items():
        if not isinstance(given, str) or not given.strip():
            raise wrong(("keys", command), 'this should be a key in quotes, such as "f5" or "ctrl+n".')


def _trouble(key: str, value: Any) -> str:
    """What is wrong with the kind of a value, or with how much it is."""
    types, told = _KINDS[key]
    if type(value) not in types:
        return f"this should be {told}."
    if key == "language" and not is_language(value):
        return "this should be two small letters, such as en or cy."
    if key in _IN_MINUTES and value != OFF and not _sensible(value):
        return f"this should be {told}, and from {LEAST_MINUTES} to {MOST_MINUTES}."
    if key in NUMBERS and not NUMBERS[key][0] <= value <= NUMBERS[key][1]:
        return "this should be a number from {} to {}.".format(*NUMBERS[key])
    return ""


def _sensible(minutes: Minutes) -> bool:
    return not isinstance(minutes, str) and LEAST_MINUTES <= minutes <= MOST_MINUTES


def _flat(table: Mapping[str, Any]) -> dict[str, Any]:
    """`steps.next` written bare in TOML makes nested tables; both spellings mean the same."""
    flat: dict[str, Any] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            flat.update({f"{key}.{k}": v for k, v in _flat(value).items()})
        else:
            flat[key] = value
    return flat


def wrong_setting(
    path: Path, text: str, key: tuple[str, ...], message: str, known: Iterable[str] = ()
) -> SettingsError:
    """A mistake in the settings file, with its line and the nearest right name, or all of a short list."""
    from difflib import get_close_matches

    name, names = clean_line(key[-1]), list(known)
    near = get_close_matches(name, names, n=1)
    few = f"Use one of: {', '.join(names)}." if 0 < len(names) < 20 else ""
    hint = f"Did you mean {near[0]!r}?" if near else few
    return SettingsError(f"{clean_line(str(path))}:{_line_of(text, key)}: {name}: {message}", hint)


_PART = re.compile(r"\"[^\"]*\"|'[^']*'|[A-Za-z0-9_-]+")
_HEADING = re.compile(r"\s*\[+([^\]]*)")


def _line_of(text: str, key: tuple[str, ...]) -> int:
    """The line where a key is set, or its table begins, however it is spelt; the first line when it is not found."""
    wanted = _split(".".join(key))
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), 1):
        heading = _HEADING.match(line)
        table = _split(heading[1]) if heading else table
        here = table if heading else (*table, *_split(line.partition("=")[0]))
        if here == wanted:
            return number
    return 1


def _split(dotted: str) -> tuple[str, ...]:
    """The parts of a dotted key, quoted or bare; a quoted part with dots in it counts as several."""
    parts = (found.strip("\"'").split(".") for found in _PART.findall(dotted))
    return tuple(part for several in parts for part in several)


def save_setting(path: Path, key: str, value: str | float) -> None:
    """Set one setting and leave all else in the file as it is. Raises `SettingsError` or `WriteError`."""
    _save(path, (key,), value)


def save_key(path: Path, command: str, keys: str) -> None:
    """Set the keys of a command and leave all else as it is. Raises `SettingsError` or `WriteError`."""
    _save(path, ("keys", command), keys)


def _save(path: Path, key: tuple[str, ...], value: str | float) -> None:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    before = _read(path) or ""
    try:
        document = tomlkit.parse(before)
        table: Any = document
        if len(key) > 1:
            table = document.setdefault(key[0], tomlkit.table())
        table, name = _where(table, key[-1])
        table[name] = value
        text = tomlkit.dumps(document)
        kept = _parsed(path, text)
    except (TOMLKitError, ValueError, TypeError, AttributeError, SettingsError):
        raise _cannot_save(path) from None
    if (kept.keys.get(key[1]) if len(key) > 1 else getattr(kept, key[0])) != value:
        raise _cannot_save(path)
    private_folder(path.parent)
    write_private(path, text.encode(), replace=True)


def _where(table: Any, name: str) -> tuple[Any, str]:
    """The table and the key under which a name stands already, however it is spelt; else as it would be set anew."""
    if name not in table and "." in name:
        inner: Any = table
        *above, last = name.split(".")
        for part in above:
            inner = inner.get(part) if hasattr(inner, "get") else None
        if inner is not None and last in inner:
            return inner, last
    return table, name


def _cannot_save(path: Path) -> SettingsError:
    return SettingsError(
        f"The change could not be saved in {clean_line(str(path))}.",
        "The file was not touched, and the change holds until you leave. You can write it there yourself.",
    )
