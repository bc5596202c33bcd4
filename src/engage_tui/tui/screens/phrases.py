"""Your own wordings: to see, change, plan, take out, write for the team and read in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Static

from engage_tui.conversation.events import Planned, Wrote
from engage_tui.conversation.words import Field
from engage_tui.errors import EngageError
from engage_tui.files import folder_named
from engage_tui.guide.model import AnswerKind
from engage_tui.guide.phrases import MOST, Phrase, with_phrase
from engage_tui.text import plural
from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.phrasing import FULL, Phrasing, phrases_of
from engage_tui.tui.row import Row, blank, choice
from engage_tui.tui.screens.base import DeskScreen
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from engage_tui.guide.guide import Guide
    from engage_tui.tui.desk import Desk
    from engage_tui.tui.session import Session

OWN_QUESTION = "ask.own"
FILE = "wordings.yaml"
NONE = "None yet. On a question, {} keeps your own words for it."
INTRO = "They are encrypted with your notes, and hold a question and words: no case, no date, nobody."


class PhrasesScreen(DeskScreen[None]):
    """The wordings under their questions. Every change is kept as it is made."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.DIALOG), *bindings(Scope.PHRASES)]
    WHERE = "Your own wordings"

    def __init__(self, desk: Desk, guide: Guide, session: Session | None) -> None:
        super().__init__(desk)
        self.guide, self.session = guide, session
        self._phrases: tuple[Phrase, ...] = ()
        talk = session.conversation if session else None
        self._phrasing = Phrasing(self, desk, guide, talk, self.show)

    def compose_body(self) -> ComposeResult:
        yield Static("", id="problem", markup=False)
        yield RowList()

    def on_mount(self) -> None:
        self.show()
        self.query_one(RowList).focus()

    def show(self) -> None:
        """Bring the rows up to date."""
        try:
            self._phrases = phrases_of(self.desk)
        except EngageError as e:
            self.say(str(e))
        self.query_one(RowList).show(list(phrase_rows(self._phrases, self.guide, self.desk.key("steps.keep-wording"))))
        self.show_hints()

    def say(self, message: str) -> None:
        """Say what is wrong, or was done, above the rows."""
        self.query_one("#problem", Static).update(message)

    def hints(self) -> Sequence[tuple[str, str]]:
        key = self.desk.key
        chosen = [("Enter", "change"), (key("wordings.remove"), "take out")] if self._phrases else []
        plan = [(key("wordings.plan"), "plan it")] if self._phrases and self.session is not None else []
        rest = [("wordings.new", "add"), ("wordings.export", "write for the team"), ("wordings.import", "read in")]
        return [*chosen, *plan, (key("dialog.close"), "back"), *((key(c), told) for c, told in rest)]

    @property
    def _chosen(self) -> Phrase | None:
        key = self.query_one(RowList).key
        return self._phrases[int(key)] if key.isdigit() else None

    # -- one wording

    def on_row_list_chosen(self) -> None:
        phrase = self._chosen
        if phrase is not None:
            self._phrasing.ask(phrase.question, phrase.words, instead=phrase)

    def action_add(self) -> None:
        self._phrasing.ask(None, "")

    def action_remove(self) -> None:
        from engage_tui.tui.screens.choose import PickDialog

        phrase = self._chosen
        if phrase is None or self.only_read():
            return

        def chosen(key: str | None) -> None:
            if key == "out":
                self._phrasing.save([p for p in self._phrases if p != phrase], "Taken out.")

        rows = [choice("out", "Take it out"), choice("stay", "Keep it")]
        self.app.push_screen(PickDialog(self.desk, "Take this wording out?", phrase.words, rows), chosen)

    def action_plan(self) -> None:
        """Plan it in the open conversation: a question of the bank in these words, or a new one of one's own."""
        phrase, session = self._chosen, self.session
        if phrase is None or session is None:
            self.app.bell()
            return
        key, field = phrase.question or OWN_QUESTION, Field.PLANNED_AS
        if key not in self.guide.items:
            self.say("The guide does not have this question any more.")
            return
        if self.guide.answer_kind(key) is AnswerKind.OWN_QUESTION:
            key, field = session.conversation.next_entry(key), Field.ASKED_AS
        if session.send_together(Wrote(key, field, phrase.words), Planned(key, on=True)):
            self.notify("Planned, in these words.")
        else:
            self.only_read()

    # -- for the team

    def action_export(self) -> None:
        from engage_tui.tui.screens.prompt import PromptScreen

        def named(folder: str | None) -> None:
            if folder:
                self._export(folder)

        if not self._phrases:
            self.app.bell()
            return
        text = f"The folder to write {FILE} to. It is not encrypted: read it through before you pass it on."
        start = self.desk.copies_folder
        self.app.push_screen(PromptScreen(self.desk, "Write for the team", text, value=start, enter="write"), named)

    def _export(self, folder: str) -> None:
        from engage_tui.files import private_folder, write_private
        from engage_tui.guide.phrases import to_yaml
        from engage_tui.record.phrase_check import doubts

        talk = self.session.conversation if self.session else None
        kept = [p for p in self._phrases if not doubts(p.words, self.guide, talk).any]
        left = len(self._phrases) - len(kept)
        try:
            path = private_folder(folder_named(folder)) / FILE
            write_private(path, to_yaml(kept), replace=False)
        except EngageError as e:
            self.say(str(e))
            return
        told = f" {plural(left, 'wording')} may tell who somebody is, and stayed out." if left else ""
        self.say(f"Written: {path}{told}")

    def action_bring_in(self) -> None:
        from engage_tui.tui.screens.prompt import PromptScreen

        def named(path: str | None) -> None:
            if path:
                self._bring_in(path)

        if self.only_read():
            return
        text = "The full path of a file of wordings. What you have stays."
        self.app.push_screen(PromptScreen(self.desk, "Read in wordings", text, enter="read in"), named)

    def _bring_in(self, path: str) -> None:
        from engage_tui.guide.problems import shown_name
        from engage_tui.record.phrase_check import doubts

        try:
            found = _read(folder_named(path), self.guide)
        except EngageError as e:
            self.say(str(e))
            return
        kept = self._phrases
        out = [p for p in found if doubts(p.words, self.guide).any]
        for phrase in found:
            kept = with_phrase(kept, phrase) if phrase not in out else kept
        new = len(kept) - len(self._phrases)
        if len(kept) > MOST:
            self.say(FULL)
            return
        told = f"{plural(new, 'wording')} read in from {shown_name(Path(path).name)}."
        told += f" {plural(len(out), 'other')} may tell who somebody is, and stayed out." if out else ""
        self._phrasing.save(kept, told)
        self.say(told)


def _read(path: Path, guide: Guide) -> tuple[Phrase, ...]:
    from engage_tui.errors import NotFoundError
    from engage_tui.guide.phrases import read_phrases
    from engage_tui.guide.problems import shown_name
    from engage_tui.guide.reading import MAX_BYTES

    name = shown_name(path.name)
    try:
        if not path.is_file():  # a device or a pipe would never end
            raise NotFoundError(f"There is no file {name} there.", "Nothing was read in. Check the path.")
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as e:
        told = getattr(e, "strerror", None) or "it is not a path"
        raise NotFoundError(f"The file {name} cannot be read ({told}).", "Nothing was read in.") from None
    return read_phrases(name, raw, guide)


def phrase_rows(phrases: Sequence[Phrase], guide: Guide, keep: str) -> Iterator[Row]:
    """The wordings in the guide's order, each under its question; those of one's own last."""
    yield Row("intro", ((INTRO, "muted"),), stop=False)
    if not phrases:
        yield Row("none", ((NONE.format(keep), ""),))
    order = {item_id: n for n, item_id in enumerate(guide.items)}
    last: str | None = ""
    placed = sorted(enumerate(phrases), key=lambda p: order.get(p[1].question or "", len(order)))
    for n, phrase in placed:
        if phrase.question != last:
            yield blank(f"gap {n}")
            item = guide.items.get(phrase.question or "")
            title = item.short if item else "Questions of your own" if phrase.question is None else phrase.question
            yield Row(f"title {n}", ((title, "title"),), stop=False)
            last = phrase.question
        yield Row(str(n), ((phrase.words, "quote"),), indent=2)
