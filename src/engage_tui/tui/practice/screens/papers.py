"""Printing for a session, and handing scenarios on: both write files, and only what is asked for."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from engage_tui.errors import EngageError
from engage_tui.files import folder_named
from engage_tui.text import plural
from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.practice.screens.base import PracticeScreen
from engage_tui.tui.row import Row, blank, choice, text_row
from engage_tui.tui.screens.prompt import PromptScreen
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from engage_tui.guide.guide import Guide
    from engage_tui.practice.pack import Pack
    from engage_tui.practice.scenarios import Library
    from engage_tui.tui.practice.desk import PracticeDesk

ABOUT = (
    "Pages to print, as PDF. Each role has a file of its own, so that nobody is handed what another keeps. "
    "Cards are to be cut out."
)
PACK = "Scenarios of your own, as one file to hand on. What is its name, with its folder?"
UNPACK = "Which file? It is looked through first, and nothing of yours is written over."
SHEETS, PAGES, OF = "sheets", "pages", "of:"
MAKE, TAKE = "pack:make", "pack:take"


class PapersScreen(PracticeScreen[None]):
    """What can be printed, and the two things that can be done with a pack."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.DIALOG)
    WHERE = "Handouts and packs"

    def __init__(self, desk: PracticeDesk, guide: Guide, library: Library) -> None:
        super().__init__(desk)
        self._guide, self._library = guide, library

    def compose_body(self) -> ComposeResult:
        yield RowList()

    def on_mount(self) -> None:
        rows = self.query_one(RowList)
        rows.show(self._rows())
        rows.focus()

    def _rows(self) -> list[Row]:
        scenarios = self._library.scenarios.values()
        return [
            text_row("about", ABOUT, "muted"),
            blank("gap"),
            choice(SHEETS, "Sheets for any scenario: observers, debrief, before and after"),
            choice(PAGES, "One-pagers of every bank, to keep in a bag"),
            *(choice(f"{OF}{s.id}", f"Cards for: {s.title}") for s in scenarios),
            blank("gap2"),
            choice(MAKE, "Make a pack of your own scenarios"),
            choice(TAKE, "Take in a pack from somebody else"),
        ]

    def hints(self) -> Sequence[tuple[str, str]]:
        return [("Enter", "write"), (self.desk.key("dialog.close"), "back"), (self.desk.key("app.help"), "keys")]

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        if event.key == MAKE:
            self._ask("Make a pack", PACK, str(self.desk.home.exports / "our-scenarios"), self._make)
        elif event.key == TAKE:
            self._ask("Take in a pack", UNPACK, "", self._look)
        else:
            usual = self.desk.copies_folder
            self._ask("Write to print", "Which folder?", usual, lambda folder: self._print(event.key, folder))

    def _ask(self, title: str, text: str, value: str, then: Callable[[str], tuple[str, ...]]) -> None:
        def typed(answer: str | None) -> None:
            if answer:
                self.run_worker(self._do(then, answer), exclusive=True)

        self.app.push_screen(PromptScreen(self.desk, title, text, value=value, enter="go on"), typed)

    async def _do(self, then: Callable[[str], tuple[str, ...]], answer: str) -> None:
        """Do it on another thread, and say what came of it."""
        rows = self.query_one(RowList)
        rows.show([*self._rows(), blank("gap3"), text_row("busy", "Working …", "muted")])
        try:
            told = await asyncio.to_thread(then, answer)
        except EngageError as e:
            told = (str(e),)
        rows.show([*self._rows(), blank("gap3"), *(text_row(f"told{n}", t, stop=True) for n, t in enumerate(told))])
        rows.go_to("told0")

    def _print(self, what: str, named: str) -> tuple[str, ...]:
        from engage_tui.practice.handouts import all_handouts, write_handout

        folder = folder_named(named)
        leaves = all_handouts(self._guide, self._library)
        groups = {SHEETS: leaves.sheets, PAGES: leaves.pages}
        wanted = groups[what] if what in groups else leaves.of[what.removeprefix(OF)]
        written = [write_handout(leaf, folder, "pdf") for leaf in wanted]
        return (f"{plural(len(written), 'file')} written to {folder}:", *(path.name for path in written))

    def _make(self, named: str) -> tuple[str, ...]:
        from engage_tui.files import private_folder
        from engage_tui.practice.packing import gather, write_pack

        pack = gather(self._guide, self._library, self.desk.home, with_handouts=True)
        if not Path(named).expanduser().parent.exists():
            private_folder(Path(named).expanduser().parent)
        return (f"Written: {write_pack(pack, named)}",)

    def _look(self, named: str) -> tuple[str, ...]:
        from engage_tui.practice.pack import read_pack

        found = read_pack(Path(named).expanduser(), self._guide)
        if found.problems:
            return ("Nothing was written. There are mistakes in this pack:", *map(str, found.problems))
        self.app.call_from_thread(self._ask_to_take_in, found)
        return ("Looked through: nothing is wrong with it.",)

    def _ask_to_take_in(self, found: Pack) -> None:
        from engage_tui.tui.screens.choose import PickDialog

        held = [plural(len(found.scenarios), "scenario"), plural(len(found.pages), "page to print", "pages to print")]
        held += ["wordings of a team"] if found.phrases is not None else []
        rows = [choice("no", "Leave it"), choice("yes", "Take it in")]

        def chosen(key: str | None) -> None:
            if key == "yes":
                from engage_tui.practice.packing import take_in

                self.run_worker(self._do(lambda _: tuple(take_in(found, self.desk.home)), ""), exclusive=True)

        self.app.push_screen(PickDialog(self.desk, "Take in this pack?", f"It holds {', '.join(held)}.", rows), chosen)
