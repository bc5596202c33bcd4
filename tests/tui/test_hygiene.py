"""What the code must keep to: who may import whom, what is not imported before the first paint, no broad excepts."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "engage_tui"
FILES = sorted(SOURCE.rglob("*.py"))
AFTER_FIRST_PAINT = """
import asyncio, sys
from engage_tui.paths import find_home
from engage_tui.settings import load_settings
from engage_tui.tui.app import EngageApp
from engage_tui.tui.desk import Desk

class Painted(EngageApp):
    def on_ready(self):
        print(" ".join(sorted(m.partition(".")[0] for m in sys.modules)))

async def main():
    home = find_home()
    app = Painted(Desk(home, load_settings(home.settings)))
    async with app.run_test():
        await app.desk.guide()

asyncio.run(main())
"""


def modules_of(code: str) -> set[str]:
    """The top-level modules that a fresh process prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_command_line_imports_no_screen_and_nothing_slow() -> None:
    code = "import sys, engage_tui.cli; print(*(m for m in sys.modules))"
    loaded = modules_of(code)
    assert not {
        m
        for m in loaded
        if m.startswith(("textual", "rich", "pydantic", "yaml", "apsw", "nacl", "docx", "typst", "engage_tui.tui"))
    }


def test_the_core_works_without_a_screen() -> None:
    code = (
        "import sys, engage_tui.guide.loader, engage_tui.conversation.update, engage_tui.record.export, "
        "engage_tui.store.store, engage_tui.plain.main, engage_tui.plain.changing, engage_tui.plain.noting; "
        "print(*sys.modules)"
    )
    assert not {m for m in modules_of(code) if m.startswith(("textual", "rich", "engage_tui.tui", "docx", "typst"))}


def test_the_first_paint_waits_for_nothing_slow() -> None:
    assert not modules_of(AFTER_FIRST_PAINT) & {
        "pydantic",
        "yaml",
        "apsw",
        "nacl",
        "docx",
        "lxml",
        "typst",
        "pyperclip",
        "jinja2",
        "markdown_it",
    }


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(SOURCE)))
def test_no_suppressions_and_files_that_fit_in_the_head(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"#\s*(noqa|type:\s*ignore|pragma|nosec|pylint)", text)
    assert len(text.splitlines()) <= 320


def test_there_is_one_broad_except_and_it_is_where_the_app_ends() -> None:
    broad = [
        f"{file.relative_to(SOURCE)}:{node.lineno}"
        for file in FILES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")))
        and not any(isinstance(inner, ast.Raise) and inner.exc is None for inner in ast.walk(node))
    ]
    assert len(broad) == 1
    assert broad[0].startswith("tui/safe_app.py")


def test_markup_is_never_on() -> None:
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("Static", "Label"):
                off = any(
                    k.arg == "markup" and isinstance(k.value, ast.Constant) and k.value.value is False
                    for k in node.keywords
                )
                assert off, f"{file.name}:{node.lineno}"


def test_most_of_the_code_is_free_of_the_screen() -> None:
    free = total = 0
    for file in FILES:
        text = file.read_text(encoding="utf-8")
        lines = len(text.splitlines())
        total += lines
        free += 0 if re.search(r"^\s*(from|import) textual", text, re.MULTILINE) else lines
    assert free / total >= 0.6
