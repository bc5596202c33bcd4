"""Going through sections stop by stop: each is read out, and then a word is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.conversation.events import Opened, Shut
from engage_tui.errors import EngageError
from engage_tui.guide.model import base_id
from engage_tui.plain import notices
from engage_tui.plain.answering import Answering
from engage_tui.plain.stops import Stop, place_of, stops
from engage_tui.plain.wording import answers_told, explained, line_of
from engage_tui.text import clean_line, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engage_tui.guide.model import AnswerKind, Item, Section
    from engage_tui.plain.desk import Desk
    from engage_tui.plain.draft import Draft

GO_ON = "Enter goes on:"


class Round:
    """One way through some sections. `general` does what is typed that is about no item; whether it knew the word."""

    def __init__(
        self, desk: Desk, draft: Draft | None, sections: Sequence[Section], general: Callable[[str], bool]
    ) -> None:
        self._desk, self._guide, self._draft = desk, desk.guide, draft
        self._say = desk.console.say
        self._answering = Answering(desk, draft) if draft else None
        self._sections, self._general = sections, general
        self._opened: frozenset[str] = frozenset()
        self._at = 0
        self._kind: AnswerKind | None = None
        self._section: Section | None = None
        self._commands: Mapping[str, Callable[[], None]] = {
            "": lambda: self._go(self._at + 1),
            "skip": lambda: self._go(self._at + 1),
            "back": lambda: self._go(self._at - 1),
            "b": lambda: self._go(self._at - 1),
            "next": self._next_section,
            "again": lambda: self._go(self._at),
            "items": self._list_items,
            "open": self._open,
            "shut": self._shut,
        }

    def go(self, item_id: str = "") -> None:
        """Through all of them, from an item or from the start."""
        if item_id and base_id(item_id) in self._guide.items:
            self._go_to(base_id(item_id))
        while self._at < len(found := self._stops):
            self._here = found[self._at]
            self._visit(self._here)

    @property
    def _stops(self) -> list[Stop]:
        return stops(self._guide, self._sections, self._draft.talk if self._draft else None, self._opened)

    def _go(self, at: int) -> None:
        if at < 0:
            self._say("This is the beginning.")
        self._at = max(0, at)
        self._moved = True

    def _go_to(self, item_id: str) -> None:
        """To the stop of an item, opening its section."""
        section = self._guide.section_of(item_id)
        self._opened |= {section.id}
        self._go(place_of(self._stops, item_id, section.id))

    _moved = False

    # -- a stop

    def _visit(self, stop: Stop) -> None:
        self._read_heading(stop)
        if stop.items:
            self._read_items(stop)
        else:
            how = "open opens them, with a question first" if stop.locked else "open reads them"
            self._say(f"Closed, with {plural(len(stop.section.items), 'item')}. {how.capitalize()}.")
        self._moved = False
        key = stop.items[0].id if stop.answered else ""
        while not self._moved:
            line = self._desk.console.ask("Answer:" if key else GO_ON)
            try:
                self._do(stop, key, line)
            except EngageError as e:
                self._say(str(e))

    def _read_heading(self, stop: Stop) -> None:
        section = stop.section
        if section is not self._section:
            self._section, self._kind = section, None
            ended = section.title.endswith(("?", ".", "!"))
            self._say("", section.title if ended else f"{section.title}.")
            if section.intro and stop.items:
                self._say(section.intro)

    def _read_items(self, stop: Stop) -> None:
        numbers = {i.id: n for n, i in enumerate(stop.section.items, 1)}
        for item in stop.items:
            line = self._answering.line(item) if self._answering else line_of(self._guide, item)
            self._say(f"{numbers[item.id]} of {len(stop.section.items)}. {line}")
        if stop.answered and self._answering is not None:
            key = stop.items[0].id
            if state := self._answering.state(key):
                self._say(state)
            kind = self._guide.answer_kind(key)
            if kind is not self._kind:  # said once, and again when it changes
                self._kind = kind
                self._say(answers_told(kind))

    def _do(self, stop: Stop, key: str, line: str) -> None:
        typed = clean_line(line).casefold()
        if key and self._answering is not None and self._answering.do(key, typed):
            return
        if typed.startswith("?"):
            self._explain(stop, typed.removeprefix("?").strip())
        elif typed in self._commands:
            self._commands[typed]()
        elif typed.isdecimal():
            self._go_to_number(stop.section, int(typed))
        elif not self._general(typed) and not (key and self._keeps(key, line)):
            self._say("That word means nothing here. help lists those that do.")

    def _keeps(self, key: str, line: str) -> bool:
        return self._answering is not None and self._answering.offer_as_words(key, line)

    def _explain(self, stop: Stop, number: str) -> None:
        if len(stop.items) == 1 and not number:
            self._tell_all(stop.items[0])
        elif number.isdecimal() and 0 < int(number) <= len(stop.section.items):
            self._tell_all(stop.section.items[int(number) - 1])
        elif stop.items:
            self._say("Type ? and the number of a line, such as ? 2.")
        else:
            self._say(*([stop.section.intro] if stop.section.intro else []), "help lists the words you can type.")

    def _tell_all(self, item: Item) -> None:
        self._say(line_of(self._guide, item), *explained(self._guide, item, self._draft.talk if self._draft else None))

    # -- going about

    def _next_section(self) -> None:
        found, here = self._stops, self._here.section
        later = (n for n, s in enumerate(found) if n > self._at and s.section is not here)
        self._go(next(later, len(found)))

    def _list_items(self) -> None:
        section = self._here.section
        for number, item in enumerate(section.items, 1):
            self._say(f"{number}. {line_of(self._guide, item)}")
        self._say("A number goes to one.")

    def _go_to_number(self, section: Section, number: int) -> None:
        if not 0 < number <= len(section.items):
            self._say(f"This section has {plural(len(section.items), 'item')}.")
        else:
            self._go_to(section.items[number - 1].id)

    def _open(self) -> None:
        stop = self._here
        if stop.locked:
            self._ask_to_open()
        elif not stop.items:
            self._opened |= {stop.section.id}
            self._go(self._at)
        else:
            self._say("This is open.")

    def _ask_to_open(self) -> None:
        """The direct questions on risk: on answers being open, or for a reason that goes into the note."""
        self._say(notices.GATE)
        chosen = self._desk.console.choose(notices.GATE_CHOICES)
        reason = ""
        if chosen == "reason":
            reason = self._desk.console.ask("Why open them? One line, for the restricted sheet:").strip()
        if self._draft is not None and (chosen == "open" or reason):
            self._draft.send(Opened(reason))
            self._section = None
            self._go(self._at)
        else:
            self._say("They stay closed.")

    def _shut(self) -> None:
        if self._draft is not None and self._here.section.gate and self._draft.send(Shut()):
            self._say("Closed again. What was answered stays.")
            self._go(place_of(self._stops, "", self._here.section.id))
        else:
            self._say("Only the direct questions on risk are closed again.")
