"""The solo drill on the screen: choose what to say, see what becomes of it, go on. Nothing is counted or kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from engage_tui.guide.replies import HOLDS, NAMES, NEXT
from engage_tui.practice.drill import ASK_YOURSELF, Turn, Yourself, course, themes
from engage_tui.text import clean_line
from engage_tui.tui.commands import Scope, bindings
from engage_tui.tui.practice.screens.base import PracticeScreen
from engage_tui.tui.row import Row, blank, choice, text_row
from engage_tui.tui.widgets.bars import TopBar
from engage_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from engage_tui.guide.guide import Guide
    from engage_tui.practice.drill import Stop
    from engage_tui.tui.practice.desk import PracticeDesk

ABOUT = (
    "Somebody says something. Choose what you would answer, or say it aloud in your own words and type it. Then see "
    "what each reply does. Nobody counts, and nothing is kept."
)
SILENT = "Answer in silence, or on paper that you tear up. Nothing can be typed here."
OWN = "My own words"
NEXT_ROUND = "Ten more"
ALL = "all"
MARKED = "◆ to come back to"


class DrillScreen(PracticeScreen[None]):
    """One list, filled anew at each stop."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.DIALOG), *bindings(Scope.DRILL)]
    WHERE = "Solo drill"

    def __init__(self, desk: PracticeDesk, guide: Guide) -> None:
        super().__init__(desk)
        self._guide = guide
        self._stops: tuple[Stop, ...] = ()
        self._at = 0
        self._said: tuple[str, ...] = tuple(guide.replies)
        self._round = 0
        self._chosen = ""
        self._own = ""
        self._marked: list[str] = []

    def compose_body(self) -> ComposeResult:
        yield RowList()

    def on_mount(self) -> None:
        self._show()
        self.query_one(RowList).focus()

    @property
    def _stop(self) -> Stop | None:
        return self._stops[self._at] if self._at < len(self._stops) else None

    # -- what is shown

    def _show(self) -> None:
        stop = self._stop
        if isinstance(stop, Turn):
            rows = self._answered(stop) if self._chosen else self._asked(stop)
        elif isinstance(stop, Yourself):
            rows = _silent(stop)
        else:
            rows = self._ended() if self._stops else self._first()
        marked = MARKED if isinstance(stop, Turn) and stop.replies.id in self._marked else ""
        where = f"{self.WHERE} · {self._at + 1} of {len(self._stops)}" if stop else self.WHERE
        self.query_one(TopBar).show(where=where, state=marked)
        bench = self.query_one(RowList)
        bench.show(rows)
        bench.go_to(next((r.key for r in rows if r.stop), ""))
        self.show_hints()

    def _first(self) -> list[Row]:
        found = themes(self._guide)
        return [
            text_row("about", ABOUT, "muted"),
            blank("gap"),
            choice(ALL, "Ten in a row, from everything"),
            *(choice(title, f"Only: {title}", tail=f"{len(said)}") for title, said in found.items()),
        ]

    def _asked(self, turn: Turn) -> list[Row]:
        return [
            *self._heard(turn),
            text_row("ask", "What do you say?", "muted"),
            *(choice(name, f"“{turn.reply(name).say}”", lead=f"{n}") for n, name in enumerate(turn.order, 1)),
            choice(OWN, "Something else: type your own words", lead=f"{len(turn.order) + 1}"),
        ]

    def _answered(self, turn: Turn) -> list[Row]:
        rows = self._heard(turn)
        if self._chosen == OWN:
            rows += [text_row("own", f"You: “{self._own}”", "quote")]
            rows += [text_row(f"self{n}", asked, indent=2) for n, asked in enumerate(ASK_YOURSELF)]
            rows += [blank("gap2")]
        for name in turn.order:
            reply, yours = turn.reply(name), name == self._chosen
            heading = f"{NAMES[name]}{', and is what you chose' if yours else ''}"
            rows += [
                Row(
                    f"kind:{name}", ((heading, "title" if NAMES[name] == HOLDS else "key"),), lead="●" if yours else "○"
                ),
                text_row(f"say:{name}", f"“{reply.say}”", "quote", indent=2),
                text_row(f"why:{name}", reply.why, indent=2, stop=False),
            ]
        rows += [blank("gap3"), text_row("next", f"{NEXT}: {turn.replies.next}"), blank("gap4")]
        return [*rows, choice("on", "Go on"), choice("guide", f"In the guide: {self._item(turn)}")]

    def _item(self, turn: Turn) -> str:
        return self._guide.items[turn.replies.id].short

    def _heard(self, turn: Turn) -> list[Row]:
        return [
            text_row("about", self._item(turn), "muted"),
            text_row("heard", f"“{turn.replies.heard}”", "title"),
            blank("gap"),
        ]

    def _ended(self) -> list[Row]:
        rows = [text_row("end", "That was ten minutes well spent. Say one of the replies aloud once more.", "title")]
        rows += [blank("gap")]
        if self._marked:
            rows += [text_row("marked", "You marked these to come back to:", "muted")]
            rows += [text_row(f"m:{i}", self._guide.items[i].short, indent=2) for i in self._marked]
            rows += [choice("again", "Go through those")]
        return [*rows, choice("more", NEXT_ROUND), choice("close", "Back to practice")]

    def hints(self) -> Sequence[tuple[str, str]]:
        key = self.desk.key
        if self._stop is None:
            return [("Enter", "choose"), (key("dialog.close"), "back"), (key("app.help"), "keys")]
        mark = [(key("drill.mark"), "come back to it")] if isinstance(self._stop, Turn) else []
        return [
            ("Enter", "choose"),
            (key("drill.next"), "next"),
            *mark,
            (key("dialog.close"), "back"),
            (key("app.help"), "keys"),
        ]

    # -- what is done

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        stop, key = self._stop, event.key
        if isinstance(stop, Yourself) or key == "on":
            self.action_next()
        elif key == "guide" and isinstance(stop, Turn):
            self._open_guide(stop)
        elif isinstance(stop, Turn):
            self._choose(key)
        elif key == "close":
            self.action_close()
        elif key == "again":
            self._begin(tuple(self._marked), 0)
        elif key == "more":
            self._begin(self._said, self._round + 1)
        else:
            self._begin(themes(self._guide).get(key, tuple(self._guide.replies)), 0)

    def _begin(self, said: tuple[str, ...], round_number: int) -> None:
        self._said, self._round, self._at = said, round_number, 0
        self._stops = course(self._guide, said, round_number)
        self._chosen = self._own = ""
        self._show()

    def _choose(self, key: str) -> None:
        if self._chosen:
            return
        if key == OWN:
            self._ask_own()
        elif key in NAMES:
            self._chosen = key
            self._show()

    def action_reply(self, number: int) -> None:
        """Choose a reply by its number; the last one is one's own words."""
        stop = self._stop
        if isinstance(stop, Turn) and not self._chosen:
            self._choose((*stop.order, OWN)[number - 1])
        else:
            self.app.bell()

    def _ask_own(self) -> None:
        from engage_tui.tui.screens.prompt import PromptScreen

        def typed(words: str | None) -> None:
            if words and clean_line(words):
                self._chosen, self._own = OWN, clean_line(words)
                self._show()

        text = "Say it aloud first. It is forgotten when you go on."
        self.app.push_screen(PromptScreen(self.desk, "What do you say?", text, enter="see the others"), typed)

    def _open_guide(self, turn: Turn) -> None:
        from engage_tui.tui.screens.walk import WalkScreen

        self.app.push_screen(WalkScreen(self.desk, self._guide, place=turn.replies.id))

    def action_next(self) -> None:
        """The next stop; what was typed is forgotten."""
        if self._stop is None:
            self.app.bell()
            return
        self._at, self._chosen, self._own = self._at + 1, "", ""
        self._show()

    def action_mark(self) -> None:
        """Put it among those to come back to, or take it out."""
        stop = self._stop
        if not isinstance(stop, Turn):
            self.app.bell()
            return
        said = stop.replies.id
        self._marked = [m for m in self._marked if m != said] if said in self._marked else [*self._marked, said]
        marked = MARKED if said in self._marked else ""
        self.query_one(TopBar).show(state=marked)


def _silent(stop: Yourself) -> list[Row]:
    return [
        text_row("yourself", stop.item.short, "title"),
        text_row("more", stop.item.more or "", ""),
        blank("gap"),
        text_row("silent", SILENT, "muted"),
        blank("gap2"),
        choice("on", "Go on"),
    ]
