"""Which keys a command has now: its own, or those that settings give it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.tui.commands import BY_ID, COMMANDS, Scope

if TYPE_CHECKING:
    from collections.abc import Mapping


def keys_of(command_id: str, chosen: Mapping[str, str]) -> str:
    """The keys of a command, separated by commas."""
    return chosen.get(command_id) or BY_ID[command_id].keys


def taken_by(key: str, command_id: str, chosen: Mapping[str, str]) -> str:
    """The title of a command that already has this key where the other works too; empty when it is free."""
    scope = BY_ID[command_id].scope
    together = {scope, Scope.ANYWHERE} | ({Scope.LIST, Scope.STEPS, Scope.WALK} if scope in _ON_THE_WALK else set())
    for other in COMMANDS:
        if other.id != command_id and other.scope in together and key in keys_of(other.id, chosen).split(","):
            return other.title
    return ""


_ON_THE_WALK = (Scope.LIST, Scope.STEPS, Scope.WALK)
