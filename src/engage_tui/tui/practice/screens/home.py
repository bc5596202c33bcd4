"""What can be practised. Each part adds a row to `ENTRIES`, with what opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.containers import Vertical
from textual.widgets import Static

from engage_tui.tui.practice.screens.base import PracticeScreen
from engage_tui.tui.row import choice
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from textual.app import ComposeResult

ABOUT = (
    "Role-play: about nobody real, and apart from your notes, which are closed. Nothing that you do here is kept, "
    "except files that you ask for."
)


class Entry(NamedTuple):
    """A row, and what opens it."""

    key: str
    title: str
    open: Callable[[PracticeHome], Awaitable[None]]


class PracticeHome(PracticeScreen[None]):
    """The first screen of practice."""

    def compose_body(self) -> ComposeResult:
        with Vertical(classes="page"):
            yield Static(ABOUT, classes="dialog-text", markup=False)
            yield RowList(classes="choices")

    def on_mount(self) -> None:
        rows = self.query_one(RowList)
        leave = "Back to your notes" if self.practice.back else "Leave practice"
        rows.show([*(choice(e.key, e.title) for e in ENTRIES), choice("leave", leave)])
        rows.focus()

    def hints(self) -> Sequence[tuple[str, str]]:
        return [
            ("↑ ↓", "move"),
            ("Enter", "choose"),
            (self.desk.key("app.help"), "keys"),
            (self.desk.key("app.quit"), "leave"),
        ]

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        if event.key == "leave":
            self.run_worker(self.app.run_action("app.to_notes" if self.practice.back else "app.leave"))
            return
        entry = next(e for e in ENTRIES if e.key == event.key)
        self.run_worker(self._open(entry), exclusive=True)

    async def _open(self, entry: Entry) -> None:
        await entry.open(self)


async def _guide(home: PracticeHome) -> None:
    from engage_tui.tui.screens.walk import WalkScreen

    guide = await home.practice.guide()
    await home.practice.uncovered.wait()
    home.app.push_screen(WalkScreen(home.practice, guide))


async def _note(home: PracticeHome) -> None:
    from engage_tui.tui.practice.note import open_practice_note

    await open_practice_note(home.app, home.practice)


async def _run(home: PracticeHome) -> None:
    from engage_tui.tui.practice.screens.scenarios import ScenariosScreen

    guide, library = await home.practice.guide(), await home.practice.library()
    await home.practice.uncovered.wait()
    home.app.push_screen(ScenariosScreen(home.practice, guide, library))


async def _drill(home: PracticeHome) -> None:
    from engage_tui.tui.practice.screens.drill import DrillScreen

    guide = await home.practice.guide()
    await home.practice.uncovered.wait()
    home.app.push_screen(DrillScreen(home.practice, guide))


async def _survey(home: PracticeHome) -> None:
    from engage_tui.tui.practice.screens.survey import SurveyScreen

    home.app.push_screen(SurveyScreen(home.practice))


async def _papers(home: PracticeHome) -> None:
    from engage_tui.tui.practice.screens.papers import PapersScreen

    guide, library = await home.practice.guide(), await home.practice.library()
    await home.practice.uncovered.wait()
    home.app.push_screen(PapersScreen(home.practice, guide, library))


ENTRIES: tuple[Entry, ...] = (
    Entry("run", "Run a role-play with a group", _run),
    Entry("drill", "Solo drill: ten minutes by yourself", _drill),
    Entry("survey", "Before and after: 1 to 7 and three words", _survey),
    Entry("note", "Write a practice note", _note),
    Entry("papers", "Handouts to print, and packs to hand on", _papers),
    Entry("guide", "Read the guide", _guide),
)
