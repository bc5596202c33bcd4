"""Which keys a command has now: its own, or those that settings give it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.settings import wrong_setting
from engage_tui.tui.commands import BY_ID, COMMANDS, Scope, key_name, types_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from engage_tui.errors import SettingsError


def keys_of(command_id: str, chosen: Mapping[str, str]) -> str:
    """The keys of a command, separated by commas."""
    return chosen.get(command_id) or BY_ID[command_id].keys


def taken_by(key: str, command_id: str, chosen: Mapping[str, str]) -> str:
    """The title of a command that already has this key where the other works too; empty when it is free."""
    command = BY_ID[command_id]
    for other in COMMANDS:
        if other is not command and _meet(command.scope, other.scope) and key in keys_of(other.id, chosen).split(","):
            return other.title
    return ""


_ON_THE_WALK = frozenset({Scope.LIST, Scope.STEPS, Scope.ITEMS, Scope.WALK})
_BY_THEMSELVES = (
    Scope.NOTES,
    Scope.NOTE,
    Scope.COPIES,
    Scope.PASTE,
    Scope.SUPERVISION,
    Scope.WRITE_UP,
    Scope.EARLIER,
)
_TOGETHER = (
    _ON_THE_WALK,
    {Scope.ROOM, Scope.WALK},
    {Scope.SESSION, Scope.RUN, Scope.LIST},
    *({scope, beside} for scope in _BY_THEMSELVES for beside in (Scope.LIST, Scope.DIALOG)),
)


def _meet(one: Scope, other: Scope) -> bool:
    """There is a place where commands of both work."""
    return one is other or Scope.ANYWHERE in (one, other) or any({one, other} <= scopes for scopes in _TOGETHER)


def is_text(key: str, command_id: str) -> bool:
    """The key types text where the command works, so that it could no longer be written."""
    command = BY_ID[command_id]
    return types_text(key) and (command.anywhere or command.scope in (Scope.WRITING, Scope.NOTES))


def check_keys(path: Path, chosen: Mapping[str, str]) -> None:
    """See that the keys in the settings file name commands, and that none is given twice. Raises `SettingsError`."""
    for command_id, keys in chosen.items():
        if command_id not in BY_ID:
            raise _wrong(path, command_id, "there is no such command.", BY_ID)
        for key in keys.split(","):
            if is_text(key, command_id):
                raise _wrong(path, command_id, f"{key_name(key)} is needed for writing.")
            other = taken_by(key, command_id, chosen)
            if other:
                raise _wrong(path, command_id, f"{key_name(key)} is the key for “{other}” already.")


def _wrong(path: Path, command_id: str, message: str, known: Iterable[str] = ()) -> SettingsError:
    return wrong_setting(path, path.read_text("utf-8-sig"), ("keys", command_id), message, known)
