"""Commands are declared once, and everything made from that is right."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engage_tui.tui.app import EngageApp
from engage_tui.tui.commands import BY_ID, COMMANDS, Scope, key_name
from engage_tui.tui.keymap import taken_by
from engage_tui.tui.palette import CommandsInReach
from engage_tui.tui.practice.screens.drill import DrillScreen
from engage_tui.tui.practice.screens.pages import PagesScreen
from engage_tui.tui.practice.screens.run import RunScreen
from engage_tui.tui.practice.screens.survey import SurveyScreen
from engage_tui.tui.screens.base import Dialog
from engage_tui.tui.screens.copies import CopiesScreen
from engage_tui.tui.screens.earlier import EarlierScreen
from engage_tui.tui.screens.help import HelpScreen
from engage_tui.tui.screens.note import NoteScreen
from engage_tui.tui.screens.notes import NotesScreen
from engage_tui.tui.screens.paste import PasteScreen
from engage_tui.tui.screens.phrases import PhrasesScreen
from engage_tui.tui.screens.prepare import PrepareScreen
from engage_tui.tui.screens.replies import RepliesScreen
from engage_tui.tui.screens.room import RoomScreen
from engage_tui.tui.screens.stop import StopScreen
from engage_tui.tui.screens.supervision import SupervisionScreen
from engage_tui.tui.screens.visit_plan import VisitPlanScreen
from engage_tui.tui.screens.walk import WalkScreen
from engage_tui.tui.screens.wording import WordingScreen
from engage_tui.tui.screens.write_up import WriteUpScreen
from engage_tui.tui.widgets.row_list import RowList
from engage_tui.tui.widgets.workbench import Workbench
from engage_tui.tui.widgets.write_pane import WritePane

if TYPE_CHECKING:
    from typing import Any

DOCS = Path(__file__).parents[2] / "docs"
OWNERS = {
    Scope.ANYWHERE: EngageApp,
    Scope.LIST: RowList,
    Scope.STEPS: WalkScreen,
    Scope.ITEMS: Workbench,
    Scope.WALK: WalkScreen,
    Scope.WRITE_UP: WriteUpScreen,
    Scope.WRITING: WritePane,
    Scope.DIALOG: Dialog,
    Scope.NOTES: NotesScreen,
    Scope.NOTE: NoteScreen,
    Scope.WORDING: WordingScreen,
    Scope.EARLIER: EarlierScreen,
    Scope.COPIES: CopiesScreen,
    Scope.PASTE: PasteScreen,
    Scope.SUPERVISION: SupervisionScreen,
    Scope.ROOM: RoomScreen,
    Scope.STOP: StopScreen,
    Scope.PHRASES: PhrasesScreen,
    Scope.PREPARE: PrepareScreen,
    Scope.PLAN: VisitPlanScreen,
    Scope.REPLIES: RepliesScreen,
    Scope.SESSION: RunScreen,
    Scope.RUN: RunScreen,
    Scope.PAGES: PagesScreen,
    Scope.DRILL: DrillScreen,
    Scope.SURVEY: SurveyScreen,
}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.id)
def test_every_command_has_something_that_does_it(command: Any) -> None:
    action = command.action.rpartition(".")[2].partition("(")[0]
    assert callable(getattr(OWNERS[command.scope], f"action_{action}"))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.id)
def test_no_key_does_two_things_in_one_place(command: Any) -> None:
    for key in command.keys.split(","):
        assert not key or not taken_by(key, command.id, {})


def test_no_text_widget_uses_the_keys_that_blank_the_screen_and_open_the_stop_card() -> None:
    from textual.widgets import Input, TextArea

    used = {key for widget in (Input, TextArea) for b in widget.BINDINGS for key in b.key.split(",")}
    for command in ("app.shield", "app.stop"):
        assert BY_ID[command].anywhere
        assert not used & set(BY_ID[command].keys.split(","))


def test_escape_is_never_the_only_way_out() -> None:
    for command in COMMANDS:
        if "escape" in command.keys:
            assert len(command.keys.split(",")) > 1


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.id)
def test_help_is_a_sentence_for_people(command: Any) -> None:
    assert command.help[0].isupper()
    assert command.help.endswith(".")
    assert len(command.title) <= 24


def test_keys_read_as_they_stand_on_a_keyboard() -> None:
    assert [key_name(k) for k in ("ctrl+l", "question_mark", "f1", "space", "shift+tab", "n", "U")] == [
        "Ctrl+L",
        "?",
        "F1",
        "space",
        "Shift+Tab",
        "n",
        "U",
    ]


async def test_help_lists_what_works_here_and_now(on_the_walk: Any) -> None:
    async with on_the_walk(place="ask") as seat:
        await seat.press("question_mark")
        assert isinstance(seat.app.screen, HelpScreen)
        keys = {row.key for row in seat.app.screen.query_one(RowList).rows}
        assert {"items.plan", "walk.risk", "list.down", "app.shield"} <= keys
        assert "writing.done" not in keys
        await seat.press("question_mark", "enter")
        await seat.press("f1")
        keys = {row.key for row in seat.app.screen.query_one(RowList).rows}
        assert "writing.done" in keys


async def test_the_palette_runs_what_it_shows(on_the_walk: Any) -> None:
    async with on_the_walk(place="ask.discloses.police") as seat:
        await seat.press("ctrl+p")
        await seat.type("Plan")
        await seat.pilot.pause(0.5)
        await seat.press("enter", "enter")
        assert seat.talk.items["ask.discloses.police"].planned


async def test_the_palette_offers_only_our_commands(on_the_walk: Any) -> None:
    async with on_the_walk() as seat:
        provider = CommandsInReach(seat.app.screen)
        shown = [str(hit.text) async for hit in provider.discover()]
        assert set(shown) <= {c.title for c in COMMANDS}
        assert "Lock" in shown
        assert not any("screenshot" in text.lower() for text in shown)
        assert list(seat.app.get_system_commands(seat.app.screen)) == []


def made() -> Any:
    spec = importlib.util.spec_from_file_location("docs_make", DOCS / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "page", ["keys.md", "commands.md", "exit-codes.md", "schema/content.schema.json", "schema/note.schema.json"]
)
def test_the_published_page_is_what_the_code_would_write(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    assert (DOCS / page).read_text(encoding="utf-8") == made().PAGES[page](), "run: python docs/make.py"


def test_every_form_of_copies_has_a_key_a_name_and_its_place_in_the_settings_and_on_the_command_line() -> None:
    from engage_tui.cli import build_parser
    from engage_tui.record.export import FORMATS
    from engage_tui.settings import COPY_FORMS
    from engage_tui.tui.screens.copies import NAMES

    assert set(FORMATS) == set(COPY_FORMS) == set(NAMES)
    for form in FORMATS:
        asked = build_parser().parse_args(["notes", "export", "J-042", "--format", form, "--out", "x"])
        assert asked.format == form
    assert [c.id for c in COMMANDS if c.scope is Scope.COPIES] == [f"copies.{form}" for form in COPY_FORMS]
