"""Which role-play: what each rehearses, how long it takes, and which are one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from engage_tui.text import plural
from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.practice.screens.base import PracticeScreen
from engage_tui.tui.row import Row, blank, text_row
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from engage_tui.guide.guide import Guide
    from engage_tui.practice.scenarios import Library
    from engage_tui.tui.practice.desk import PracticeDesk

ABOUT = "All of it is fiction. Anybody may say the stop word at any time, and nobody has to say why."
STOP_WORD = "Agree on a stop word with the room now."
WHO = "Who plays the worker first? A first name, or nothing."


class ScenariosScreen(PracticeScreen[None]):
    """The list. Choosing one asks who plays the worker, and begins."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.DIALOG)
    WHERE = "Run a role-play"

    def __init__(self, desk: PracticeDesk, guide: Guide, library: Library) -> None:
        super().__init__(desk)
        self._guide, self._library = guide, library

    def compose_body(self) -> ComposeResult:
        yield RowList()

    def on_mount(self) -> None:
        super().on_mount()
        rows = self.query_one(RowList)
        rows.show(list(scenario_rows(self._library)))
        rows.focus()

    def hints(self) -> Sequence[tuple[str, str]]:
        return [("↑ ↓", "move"), ("Enter", "begin"), (self.desk.key("dialog.close"), "back")]

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        from engage_tui.tui.practice.screens.run import RunScreen
        from engage_tui.tui.screens.prompt import PromptScreen

        scenario = self._library.scenarios[event.key]

        def named(worker: str | None) -> None:
            if worker is not None:
                self.app.push_screen(RunScreen(self.practice, self._guide, scenario, worker))

        view, keys = self.desk.key("session.next-view"), self.desk.key("app.help")
        room = f"What comes up now is for the room. Cover the projector before {view} shows another view. {keys}: keys."
        text = f"{scenario.warn}\n{STOP_WORD}\n{room}\n{WHO}"
        self.app.push_screen(PromptScreen(self.desk, scenario.title, text, most=40, empty=True, enter="begin"), named)


def scenario_rows(library: Library) -> Iterator[Row]:
    """A row for each, with its length; below it what it is about and what it rehearses."""
    yield text_row("about", ABOUT, "muted")
    yield blank("gap")
    for name, scenario in library.scenarios.items():
        own = "your own, " if library.is_local(name) else ""
        yield Row(name, ((scenario.title, "key"),), tail=f"{own}{scenario.minutes} min")
        yield text_row(f"{name}:about", scenario.about, indent=2)
        tags = ", ".join(tag.value.replace("-", " ") for tag in scenario.tags)
        yield text_row(f"{name}:tags", tags, "muted", indent=2)
    if library.problems:
        files = len({problem.file for problem in library.problems})
        told = f"Left out for a mistake: {plural(files, 'file')}. `engage-tui check` says what is wrong."
        yield text_row("problems", told, "muted")
