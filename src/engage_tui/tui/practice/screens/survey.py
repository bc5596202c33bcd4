"""Before and after on the screen: a sheet for each person, typed unseen; and what the room said, for all to read."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import Vertical
from textual.widgets import Static

from engage_tui.errors import WriteError
from engage_tui.practice.marking import file_name
from engage_tui.practice.survey import (
    ASKED,
    LEAST,
    MOST,
    Answers,
    Scale,
    When,
    pictured,
    read_changed,
    read_number,
    read_words,
    room_words,
    spread,
    to_csv,
    with_people,
    with_sheet,
)
from engage_tui.record.export import write_copy
from engage_tui.text import plural
from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.practice.screens.base import PracticeScreen
from engage_tui.tui.row import Row, blank, choice, text_row
from engage_tui.tui.screens.base import Dialog
from engage_tui.tui.widgets.bars import HintBar
from engage_tui.tui.widgets.inputs import SecretInput
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from engage_tui.practice.survey import Survey
    from engage_tui.tui.desk import Desk
    from engage_tui.tui.practice.desk import PracticeDesk

ABOUT = (
    "Everyone has a number and no name. Let each come to the keyboard, or type in sheets of paper. What is typed shows "
    "as dots. It is gone when you leave practice, unless you write the table."
)
TABLE_GOES = "A table with numbers for people and no names, which any spreadsheet opens. Which folder?"
_COLUMN = 16
"""So many dots stand beside each other in the plot; more are told as a number."""


class SurveyScreen(PracticeScreen[None]):
    """The list of sheets. Numbers and words of one person are never in it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.DIALOG), *bindings(Scope.SURVEY)]
    WHERE = "Before and after"

    def __init__(self, desk: PracticeDesk) -> None:
        super().__init__(desk)
        self._when = When.BEFORE

    @property
    def survey(self) -> Survey:
        """What was handed in so far."""
        return self.practice.survey

    def compose_body(self) -> ComposeResult:
        yield RowList()

    def on_mount(self) -> None:
        self._show()
        self.query_one(RowList).focus()

    def _show(self) -> None:
        other = When.AFTER if self._when is When.BEFORE else When.BEFORE
        rows = [
            text_row("about", ABOUT, "muted"),
            blank("gap"),
            choice("when", f"Sheets: {self._when}", tail=f"Enter: {other}"),
            *(self._person(number) for number in range(1, self.survey.people + 1)),
            choice("room", "Show the room what it said"),
            choice("table", "Write a table without names"),
        ]
        self.query_one(RowList).show(rows)

    def _person(self, number: int) -> Row:
        told = [when for when in When if self.survey.of(number, when)]
        done = self.survey.of(number, self._when) is not None
        return choice(f"{number}", f"Person {number}", lead="●" if done else "○", tail=" and ".join(told))

    def hints(self) -> Sequence[tuple[str, str]]:
        key = self.desk.key
        return [
            ("Enter", "fill in"),
            (key("survey.mine"), "own two numbers"),
            (f"{key('survey.more')} {key('survey.fewer')}", "more or fewer people"),
            (key("dialog.close"), "back"),
            (key("app.help"), "keys"),
        ]

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        if event.key == "when":
            self._when = When.AFTER if self._when is When.BEFORE else When.BEFORE
            self._show()
        elif event.key == "room":
            self.app.push_screen(RoomSaidScreen(self.practice))
        elif event.key == "table":
            self._ask_folder()
        else:
            self._fill_in(int(event.key))

    def _fill_in(self, person: int) -> None:
        def handed_in(answers: Answers | None) -> None:
            if answers is not None:
                self.practice.survey = with_sheet(self.survey, person, self._when, answers)
                self._show()

        self.app.push_screen(SheetDialog(self.desk, person, self._when), handed_in)

    def action_more(self) -> None:
        self._with_people(1)

    def action_fewer(self) -> None:
        self._with_people(-1)

    def _with_people(self, by: int) -> None:
        self.practice.survey = with_people(self.survey, self.survey.people + by)
        self._show()

    def action_mine(self) -> None:
        """A person's own numbers, side by side: for them alone, when they ask."""
        key = self.query_one(RowList).key
        if not key.isdigit():
            self.app.bell()
            return
        from engage_tui.tui.screens.choose import PickDialog

        told = "\n".join(own_numbers(self.survey, int(key)))
        self.app.push_screen(PickDialog(self.desk, f"Person {key}", told, [choice("close", "Hide it")]))

    # -- the table

    def _ask_folder(self) -> None:
        from engage_tui.tui.screens.prompt import PromptScreen

        usual = self.desk.copies_folder
        prompt = PromptScreen(self.desk, "Write a table", TABLE_GOES, value=usual, enter="write it")
        self.app.push_screen(prompt, self._write)

    def _write(self, folder: str | None) -> None:
        if not folder:
            return
        name = partial(file_name, "before-and-after", "csv")
        try:
            path = write_copy(to_csv(self.survey), Path(folder).expanduser(), name, number_if_taken=True)
        except (WriteError, RuntimeError) as e:
            self.notify(f"Nothing was written. {e}", severity="error")
        else:
            self.notify(f"Written: {path}")


def own_numbers(survey: Survey, person: int) -> list[str]:
    """What one person said, before and after side by side."""
    before, after = (survey.of(person, when) or Answers() for when in When)
    lines = [f"{s.value.capitalize()}: {_number(before, s)} before, {_number(after, s)} after" for s in Scale]
    lines += [f"Feelings: {', '.join(a.words) or 'none'} ({w})" for a, w in zip((before, after), When, strict=True)]
    return [*lines, *([f"To do differently: {after.changed}"] if after.changed else [])]


def _number(answers: Answers, scale: Scale) -> str:
    number = answers.number(scale)
    return "–" if number is None else str(number)


class SheetDialog(Dialog[Answers]):
    """One sheet, typed unseen. Every field can stay empty."""

    def __init__(self, desk: Desk, person: int, when: When) -> None:
        super().__init__(desk)
        self._person, self._when = person, when

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(f"Person {self._person}, {self._when}", classes="dialog-title", markup=False)
            for scale in Scale:
                yield Static(f"{ASKED[scale]}, {LEAST} (little) to {MOST} (a lot)", classes="label", markup=False)
                yield SecretInput(id=scale.value)
            yield Static("Three words for how this work makes me feel", classes="label", markup=False)
            yield SecretInput(id="words")
            if self._when is When.AFTER:
                asked = "What I will do differently: lot, little or not"
                yield Static(asked, classes="label", markup=False)
                yield SecretInput(id="changed")
            yield Static(id="problem", markup=False)
            yield HintBar()

    def on_mount(self) -> None:
        self.query(SecretInput).first().focus()
        self.query_one(HintBar).show([("Enter", "next, then hand in"), (self.desk.key("dialog.close"), "back")])

    def on_input_submitted(self, event: SecretInput.Submitted) -> None:
        inputs = list(self.query(SecretInput))
        place = inputs.index(event.input) if isinstance(event.input, SecretInput) else 0
        last = place + 1 == len(inputs)
        typed = self._read(inputs if last else inputs[place : place + 1])
        if typed is not None and last:
            self.dismiss(Answers(**typed))
        elif typed is not None:
            inputs[place + 1].focus()

    def _read(self, fields: Sequence[SecretInput]) -> dict[str, Any] | None:
        """What stands in these; None, said, and with the cursor there, when something cannot be taken."""
        readers = {"words": read_words, "changed": read_changed}
        typed: dict[str, Any] = {}
        for field in fields:
            name = field.id or ""
            try:
                typed[name] = readers.get(name, read_number)(field.value)
            except ValueError as e:
                self.query_one("#problem", Static).update(str(e))
                field.focus()
                return None
        self.query_one("#problem", Static).update("")
        return typed


class RoomSaidScreen(PracticeScreen[None]):
    """The room's words and the spread of its numbers, to be talked about. No average, and nothing that is a success."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.DIALOG)
    WHERE = "What the room said"

    def compose_body(self) -> ComposeResult:
        yield RowList()

    def on_mount(self) -> None:
        rows = self.query_one(RowList)
        rows.show(room_rows(self.practice.survey))
        rows.focus()

    def hints(self) -> Sequence[tuple[str, str]]:
        return [("↑ ↓", "read"), (self.desk.key("dialog.close"), "back"), (self.desk.key("app.help"), "keys")]


def room_rows(survey: Survey) -> list[Row]:
    """What all may read: words first, then a plot for each scale."""
    counts = {when: len(survey.filled(when)) for when in When}
    handed = ", ".join(f"{plural(n, 'sheet')} {when}" for when, n in counts.items())
    rows = [text_row("handed", f"{handed[:1].upper()}{handed[1:]}.", "muted", stop=True)]
    for when in When:
        words = "   ".join(pictured(w, n) for w, n in room_words(survey, when).items())
        rows += [blank(f"gap:{when}"), text_row(f"head:{when}", f"Feelings {when}", "title", stop=True)]
        rows += [text_row(f"words:{when}", words or "No words yet.", "" if words else "muted", stop=True)]
    for scale in Scale:
        rows += [
            blank(f"gap:{scale}"),
            text_row(f"head:{scale}", _line(scale.value.capitalize(), *When), "title", stop=True),
        ]
        before, after = (spread(survey, scale, when) for when in When)
        rows += [text_row(f"{scale}:{n}", _line(f"{n}", _dots(before[n]), _dots(after[n])), stop=True) for n in before]
    return rows


def _line(first: str, before: str, after: str) -> str:
    return f"{first:12}{before:{_COLUMN + 4}}{after}"


def _dots(count: int) -> str:
    return "●" * count if count <= _COLUMN else f"{'●' * (_COLUMN - 4)} {count}"
