"""Writes the pages and pictures of docs/ that come from the code.  python docs/make.py [--pictures]

The tests fail when a page is not what this would write; the pictures are made on request.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from engage_tui import errors
from engage_tui.cli import build_parser
from engage_tui.cli_guide import schema_text
from engage_tui.tui.commands import COMMANDS, key_names

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from types import ModuleType

    from textual.pilot import Pilot

    from engage_tui.tui.app import EngageApp

DOCS = Path(__file__).parent
MADE = "<!-- Made by docs/make.py from the code; change it there. -->"


def keys_page() -> str:
    """Every command and its keys, from the one place where they are declared."""
    lines = ["# Keys", "", MADE, "", "Any of them can be given another key in Settings."]
    scope = None
    for command in COMMANDS:
        if command.scope is not scope:
            scope = command.scope
            lines += ["", f"## {scope.value}", "", "| Key | Does | Name in the settings file |", "|---|---|---|"]
        keys = key_names(command.keys) or "none: in the list of all commands"
        lines.append(f"| {keys} | {command.help} | `{command.id}` |")
    return "\n".join(lines) + "\n"


def commands_page() -> str:
    """The command line, from its parser."""
    lines = ["# Commands", "", MADE, ""]
    for parser in build_parser().with_commands():
        parser.formatter_class = _wide
        lines += [f"## {parser.prog}", "", "```text", parser.format_help().rstrip(), "```", ""]
    return "\n".join(lines)


def _wide(prog: str) -> argparse.HelpFormatter:
    return argparse.HelpFormatter(prog, max_help_position=30, width=100)


def exit_codes_page() -> str:
    """The exit codes, from the error classes."""
    lines = ["# Exit codes", "", MADE, "", "| Code | Means |", "|---|---|", "| 0 | Done. |"]
    family = (e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, errors.EngageError))
    told: dict[int, list[str]] = {}
    for error in family:
        told.setdefault(error.exit_code, []).append((error.__doc__ or "").strip())
    told[129] = ["The terminal window was closed. What was written is saved."]
    told[130] = ["Stopped with Ctrl+C at a question."]
    told[143] = ["The app was told to end (SIGTERM). What was written is saved."]
    lines += [f"| {code} | {' '.join(told[code])} |" for code in sorted(told)]
    return "\n".join(lines) + "\n"


def _cases() -> ModuleType:
    """The made-up cases are scripts of the tests."""
    return _beside("case_pages")


def _beside(name: str) -> ModuleType:
    """A module of this folder, which may use those of the tests."""
    for place in (DOCS, DOCS.parent / "tests"):
        if str(place) not in sys.path:
            sys.path.insert(0, str(place))
    return import_module(name)


PAGES = {
    "cases.md": lambda: _cases().cases_page(),
    "keys.md": keys_page,
    "commands.md": commands_page,
    "exit-codes.md": exit_codes_page,
    "scenario-fields.md": lambda: _beside("scenario_fields").fields_page(MADE),
    "schema/content.schema.json": lambda: schema_text("content"),
    "schema/language.schema.json": lambda: schema_text("language"),
    "schema/sources.schema.json": lambda: schema_text("sources"),
    "schema/scenario.schema.json": lambda: schema_text("scenario"),
    "schema/note.schema.json": lambda: schema_text("note"),
}


# -- pictures


async def _pictures() -> None:
    """The screens, from the app itself, with a made-up conversation."""
    for name, size in (("wide", (120, 34)), ("narrow", (80, 24))):
        with tempfile.TemporaryDirectory() as folder:
            app = _app(Path(folder) / "home")
            async with app.run_test(size=size) as pilot:
                await _tour(app, pilot, name)


def _app(folder: Path) -> EngageApp:
    from engage_tui.paths import Home
    from engage_tui.settings import Settings
    from engage_tui.tui.app import EngageApp
    from engage_tui.tui.desk import Desk

    return EngageApp(Desk(Home(folder), Settings()))


async def _tour(app: EngageApp, pilot: Pilot[int], name: str) -> None:
    async def keys(*pressed: str) -> None:
        await pilot.press(*pressed)
        await app.workers.wait_for_complete()
        await pilot.pause(0.3)

    async def words(text: str) -> None:
        await pilot.press(*text)
        await pilot.pause(0.1)

    def shoot(what: str, title: str = "engage-tui") -> None:
        svg = re.sub(r"@font-face \{.*?\}", "", app.export_screenshot(title=title), flags=re.DOTALL)
        (DOCS / "screens" / f"{what}-{name}.svg").write_text(svg, encoding="utf-8")

    async def find(text: str) -> None:
        await keys("slash")
        await words(text)
        await keys("enter")

    await pilot.pause(0.3)
    shoot("first")
    for text in ("three plain words", "three plain words", "A. Worker"):
        await words(text)
        await keys("enter")
    await keys("f3")
    await keys("enter")
    await words("J-042")
    await keys("enter", "enter", "enter")
    await find("check.sober")
    await keys("x")
    shoot("before")
    await find("ask.other-issue.drink")
    await keys("p", "space", "enter")
    await words("I go quiet and then I go off")
    await keys("tab")
    await words("Looked at the floor")
    shoot("write")
    await keys("escape")
    shoot("ask")
    await keys("r")
    shoot("risk")
    for pressed, what in (
        (("escape", "6"), "record"),
        (("enter", "n"), "write-up"),
        (("escape", "down", "enter"), "note"),
    ):
        await keys(*pressed)
        shoot(what)
    await keys("escape")
    await _visit(keys, find, shoot)


async def _visit(
    keys: Callable[..., Awaitable[None]], find: Callable[[str], Awaitable[None]], shoot: Callable[..., None]
) -> None:
    """Before, in the room, stopping, after."""
    await keys("P")
    shoot("prepare")
    await keys("escape")
    await find("ask.fatherhood-opener")
    await keys("p", "V")
    shoot("plan")
    await keys("escape", "f")
    shoot("ready")
    await keys("enter")
    shoot("room", title=" ")  # the window says nothing either
    await keys("escape", "escape", "s")
    shoot("stop")
    await keys("escape", "a")
    shoot("after")


def main() -> None:
    """Write the pages, and the pictures when asked for."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
    if "--pictures" in sys.argv:
        asyncio.run(_pictures())
        asyncio.run(_cases().case_pictures())
        asyncio.run(_beside("practice_pictures").practice_pictures())


if __name__ == "__main__":
    main()
