"""The commands that can be run from where you are, for the palette."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import CommandPalette, DiscoveryHit, Hit, Provider
from textual.widgets import Input

from engage_tui.tui.commands import BY_ID, COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.command import Hits
    from textual.dom import DOMNode

    from engage_tui.tui.commands import Command


class CalmPalette(CommandPalette):
    """Textual's palette, with a cursor that does not blink."""

    def on_mount(self) -> None:
        self.query_one(Input).cursor_blink = False


class CommandsInReach(Provider):
    """Reads the bindings that are active where the focus is, and adds those that have no key."""

    def _reach(self) -> Iterator[tuple[Command, DOMNode]]:
        active = {a.binding.id: a.node for a in self.screen.active_bindings.values() if a.enabled}
        for command in COMMANDS:
            if not command.palette:
                continue
            if command.id in active:
                yield command, active[command.id]
            elif not BY_ID[command.id].keys and command.action.startswith("app."):
                yield command, self.app

    async def discover(self) -> Hits:
        for command, node in self._reach():
            yield DiscoveryHit(command.title, partial(self.app.run_action, command.action, node), help=command.help)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for command, node in self._reach():
            score = matcher.match(f"{command.title} {command.help}")
            if score > 0:
                run = partial(self.app.run_action, command.action, node)
                yield Hit(score, command.title, run, text=command.title, help=command.help)
