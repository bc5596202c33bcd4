"""How the app looks and which keys it uses: a small TOML file that people may edit.

Reading is strict and light (it happens before the first paint); saving changes only the line of the setting
that changed, so a user's own comments and order stay.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engage_tui.errors import SettingsError
from engage_tui.files import private_folder, write_private

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

THEMES = ("dark", "light", "contrast", "terminal")
MAX_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """`theme` is one of THEMES; `keys` gives a command's id its keys, such as `{"walk.next": "n,right"}`."""

    theme: str = "dark"
    export_folder: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)


_KINDS: Mapping[str, type] = {"theme": str, "export_folder": str, "keys": dict}


def load_settings(path: Path, commands: Iterable[str] = ()) -> Settings:
    """The settings in a file, or the usual ones when there is none. `commands` are the ids that `keys` may name.

    Raises `SettingsError` that names the file, the line and the fix.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return Settings()
    except OSError as e:
        raise SettingsError(f"The settings file {path} cannot be read ({e.strerror}).", "Check its permissions.") from e
    if len(raw) > MAX_BYTES:
        raise SettingsError(f"The settings file {path} is too large.", "Delete it to get the usual settings.")
    try:
        text = raw.decode("utf-8-sig")
        values = tomllib.loads(text)
    except UnicodeDecodeError:
        raise SettingsError(f"The settings file {path} is not UTF-8 text.", "Save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as e:
        raise SettingsError(f"{path}: {e}.", "Mend that line, or delete the file to get the usual settings.") from None
    return _checked(path, text, values, frozenset(commands))


def _checked(path: Path, text: str, values: dict[str, Any], commands: frozenset[str]) -> Settings:
    def wrong(key: str, message: str, known: Iterable[str] = ()) -> SettingsError:
        return SettingsError(f"{path}:{_line_of(text, key)}: {key}: {message}", _nearest(key, known))

    for key, value in values.items():
        if key not in _KINDS:
            raise wrong(key, "there is no such setting.", _KINDS)
        if not isinstance(value, _KINDS[key]):
            raise wrong(key, f"this should be {'a table [keys]' if key == 'keys' else 'text in quotes'}.")
    theme = values.get("theme", "dark")
    if theme not in THEMES:
        raise wrong("theme", f"{theme!r} is not a theme. Use one of: {', '.join(THEMES)}.")
    keys = _flat(values.get("keys", {}))
    for command, given in keys.items():
        if commands and command not in commands:
            raise wrong(command, "there is no such command.", commands)
        if not isinstance(given, str) or not given.strip():
            raise wrong(command, 'this should be a key in quotes, such as "f5" or "ctrl+n".')
    return Settings(theme=theme, export_folder=values.get("export_folder", ""), keys=keys)


def _flat(table: Mapping[str, Any]) -> dict[str, Any]:
    """`keys.walk.next` written bare in TOML makes nested tables; both spellings mean the same."""
    flat: dict[str, Any] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            flat.update({f"{key}.{k}": v for k, v in _flat(value).items()})
        else:
            flat[key] = value
    return flat


def _line_of(text: str, key: str) -> int:
    names = {key, f'"{key}"', key.rpartition(".")[2]}
    for number, line in enumerate(text.splitlines(), 1):
        if line.partition("=")[0].strip() in names or line.strip() == f"[{key}]":
            return number
    return 1


def _nearest(key: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key, list(known), n=1)
    return f"Did you mean {near[0]!r}?" if near else ""


def save_setting(path: Path, key: str, value: str) -> None:
    """Set one top-level setting, leaving every other line as it is. Raises `WriteError`."""
    _rewrite(path, key, value, table="")


def save_key(path: Path, command: str, keys: str) -> None:
    """Set the keys of a command, leaving every other line as it is. Raises `WriteError`."""
    _rewrite(path, f'"{command}"', keys, table="keys")


def _rewrite(path: Path, key: str, value: str, table: str) -> None:
    lines = path.read_text("utf-8-sig").splitlines() if path.exists() else []
    written = f"{key} = {_quoted(value)}"
    start, end = _table_bounds(lines, table)
    if start is None:
        lines += ["", f"[{table}]", written]
    else:
        own = (n for n in range(start, end) if lines[n].partition("=")[0].strip() == key)
        place = next(own, None)
        if place is None:
            lines.insert(start, written)
        else:
            lines[place] = written
    private_folder(path.parent)
    write_private(path, ("\n".join(lines).lstrip("\n") + "\n").encode(), replace=True)


def _table_bounds(lines: list[str], table: str) -> tuple[int | None, int]:
    """The lines of a table (`""`: the top level) as a half-open range; None when there is no such table."""
    headings = [n for n, line in enumerate(lines) if re.match(r"\s*\[", line)]
    if not table:
        return 0, headings[0] if headings else len(lines)
    for place, n in enumerate(headings):
        if lines[n].strip() == f"[{table}]":
            return n + 1, headings[place + 1] if place + 1 < len(headings) else len(lines)
    return None, 0


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
