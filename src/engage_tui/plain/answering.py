"""Doing what was typed about an item: a mark, words, where it is known from, one of several entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.conversation.events import Identified, Marked, Planned, Removed, Wrote
from engage_tui.conversation.words import SHAPES, Field, Mark
from engage_tui.guide.model import AnswerKind, base_id
from engage_tui.plain import notices
from engage_tui.plain.wording import (
    FROM_WORDS,
    SAYS,
    all_words,
    entry_line,
    fields_at,
    line_of,
    mark_of,
    state_of,
)
from engage_tui.plain.writing import Writer
from engage_tui.record.audience import can_move
from engage_tui.record.captions import MARKS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engage_tui.guide.model import Item
    from engage_tui.plain.desk import Desk
    from engage_tui.plain.draft import Draft

_ACTION = (Field.ACTION, Field.WHO, Field.WHEN)
_THEN_WORDS: Mapping[Mark, Field] = {
    Mark.HEARD: Field.SAID,
    Mark.SEEN: Field.SEEN,
    Mark.ASKED: Field.SAID,
    Mark.NOT_SAFE: Field.REASON,
    Mark.NO: Field.REASON,
}
"""What is asked for next after a mark; Enter leaves it out."""
_TABLES = (AnswerKind.PEOPLE, AnswerKind.CHILDREN)


class Answering:
    """Answers items of one draft. A `key` names an item, or one of its entries."""

    def __init__(self, desk: Desk, draft: Draft) -> None:
        self._desk, self._guide, self._draft = desk, desk.guide, draft
        self._say = desk.console.say
        self._writer = Writer(desk, draft)
        self._wordings: dict[str, int] = {}
        self._commands: Mapping[str, Callable[[str], None]] = {
            "plan": lambda key: self._plan(key, on=True),
            "not planned": lambda key: self._plan(key, on=False),
            "clear": self._clear,
            "write": self._writer.ask_which,
            "w": self._writer.ask_which,
            "show": self._show,
            "move": self._move,
            "tables": self._tables,
            "other words": self._reword,
            "v": self._reword,
            "add": self._add,
            "list": self._list,
            "remove": self._remove,
            **dict.fromkeys(FROM_WORDS, self._writer.ask_sources),
        }

    def line(self, item: Item) -> str:
        """The item in a line, in the wording that was chosen."""
        return line_of(self._guide, item, self._wordings.get(item.id, 0))

    def state(self, key: str) -> str:
        """What is noted, to be read out."""
        return state_of(self._guide, self._draft.talk, key)

    def do(self, key: str, typed: str) -> bool:
        """Do what was typed. False when it means nothing here."""
        kind, self._said = self._guide.answer_kind(key), ""
        if kind is AnswerKind.NONE:
            return False
        mark = mark_of(kind, typed)
        if mark is not None and not self._lists(key):
            self._mark(key, mark)
        elif typed in self._commands:
            self._commands[typed](key)
        elif (field := self._field(key, typed)) is not None:
            self._writer.ask(key, field)
        elif typed.startswith("open ") and self._lists(key):
            self._open(key, typed.removeprefix("open "))
        else:
            return False
        if (said := self.state(key)) and said != self._said:
            self._say(said)
        return True

    def _lists(self, key: str) -> bool:
        """The key is that of an item that takes many entries, and not of one of them."""
        return bool(SHAPES[self._guide.answer_kind(key)].entry) and key in self._guide.items and self._inside != key

    _said = ""
    """What was just said of a mark, not to be said twice."""
    _inside = ""
    """The entry that is open, whose key may be its item's own."""

    def _field(self, key: str, typed: str) -> Field | None:
        name = SAYS.get(typed, typed.replace(" ", "_"))
        named = next((f for f in fields_at(self._guide, self._draft.talk, key) if f.value == name), None)
        return None if self._lists(key) else named

    def offer_as_words(self, key: str, line: str) -> bool:
        """What was typed is no answer, but may be words to keep: ask. False: it is too short for that."""
        fields = () if self._lists(key) else fields_at(self._guide, self._draft.talk, key)
        if len(line.split()) < 3 or not fields:
            return False
        field = next((f for f in (Field.SAID, Field.TEXT) if f in fields), fields[0])
        question = f"That is no answer here. Write it down as “{self._writer.caption(key, field)}”?"
        if not self._desk.console.agreed(question, "yes"):
            self._say("It was not written down.")
            return True
        self._writer.keep(key, field, line)
        return True

    # -- marks

    def _mark(self, key: str, mark: Mark) -> None:
        item = self._guide.items[base_id(key)]
        changed = self._draft.send(Marked(key, mark), place=key)
        self._said = f"Noted: {MARKS[mark]}."
        self._say(self._said if changed else f"Already noted: {MARKS[mark]}.")
        if mark is Mark.ASKED and self._wordings.get(key) and not self._text(key, Field.ASKED_AS):
            words = item.say[self._wordings[key] % len(item.say)].words
            self._draft.send(Wrote(key, Field.ASKED_AS, words), place=key)
        if item.act_now or mark is Mark.PRESENT:
            self._act(key, item)
        elif mark is Mark.NO:
            self._explain_no(key, item)
        elif mark in _THEN_WORDS and _THEN_WORDS[mark] in fields_at(self._guide, self._draft.talk, key):
            self._writer.ask_each(key, [_THEN_WORDS[mark]])

    def _act(self, key: str, item: Item) -> None:
        """What must not stay a tick: read out what to do, and ask what was done, by whom and when."""
        self._say(f"Act now. {item.act_now}" if item.act_now else notices.ACT_RULE)
        self._writer.ask_each(key, _ACTION)
        if not self._text(key, Field.ACTION):
            self._writer.ask_each(key, [Field.REASON])
        if SHAPES[self._guide.answer_kind(key)].sources and not self._sourced(key):
            self._writer.ask_sources(key)

    def _explain_no(self, key: str, item: Item) -> None:
        if item.if_no:
            lead = "A safer way: " if self._guide.answer_kind(key) is AnswerKind.CHECK else ""
            self._say(f"{lead}{item.if_no}")
        if self._text(key, Field.REASON):
            return
        if item.reasons:
            offered = [(str(n), reason) for n, reason in enumerate(item.reasons, 1)]
            own = str(len(offered) + 1)
            chosen = self._desk.console.choose([*offered, (own, "In my own words")], "Why? Number:")
            if chosen != own:
                if chosen:
                    reason = item.reasons[int(chosen) - 1]
                    self._draft.send(Wrote(key, Field.REASON, reason), place=key)
                return
        self._writer.ask_each(key, [Field.REASON])

    def _text(self, key: str, field: Field) -> str:
        answer = self._draft.talk.answer(key)
        return answer.text(field) if answer else ""

    def _sourced(self, key: str) -> bool:
        answer = self._draft.talk.answer(key)
        return answer is not None and bool(answer.sources)

    def _clear(self, key: str) -> None:
        self._say("The mark is off." if self._draft.send(Marked(key, None), place=key) else "There is no mark.")

    def _plan(self, key: str, *, on: bool) -> None:
        if SHAPES[self._guide.answer_kind(key)].plans:
            self._draft.send(Planned(key, on=on), place=key)
        else:
            self._say("Only questions are planned.")

    def _reword(self, key: str) -> None:
        item = self._guide.items[base_id(key)]
        if len(item.say) < 2:
            self._say("There is one wording only.")
            return
        self._wordings[item.id] = (self._wordings.get(item.id, 0) + 1) % len(item.say)
        self._say(self.line(item))

    # -- words

    def _show(self, key: str) -> None:
        """Read out every word that stands here, restricted ones too: it was asked for."""
        keys = self._draft.talk.entries(key) if self._lists(key) else (key,)
        told = [pair for one in keys for pair in all_words(self._guide, self._draft.talk, one)]
        for caption, words in told:
            self._desk.console.read_out(caption, words)
        if not told:
            self._say("No words are written here.")

    def _move(self, key: str) -> None:
        answer = self._draft.talk.answer(key)
        if answer is None or not can_move(self._guide, key, answer):
            self._say("Nothing here is kept from the file copy, or it must never be in it.")
            return
        self._say(notices.WHY_MOVED)
        reason = self._desk.console.ask("Why? One line; Enter takes it back or leaves it:")
        self._draft.send(Wrote(key, Field.RELEASE, reason.strip()), place=key)

    def _tables(self, key: str) -> None:
        if self._guide.answer_kind(key) not in _TABLES:
            self._say("Only rows for people have tables that are off at first.")
            return
        on = not self._draft.talk.identities
        self._draft.send(Identified(on), place=key)
        self._say(
            f"The people tables are {'on: names and the like are asked for' if on else 'off. What is written stays'}."
        )

    # -- entries

    def _add(self, key: str) -> None:
        """A further entry, field by field."""
        if not self._lists(key):
            self._writer.ask_which(key)
            return
        shape, new = SHAPES[self._guide.answer_kind(key)], self._draft.talk.next_entry(key)
        self._say(f"New: {shape.entry.lower()}. Enter leaves a field out.")
        self._writer.ask_each(new, fields_at(self._guide, self._draft.talk, new))
        if new in self._draft.talk.items and shape.sources and not self._sourced(new):
            self._writer.ask_sources(new)
        if new not in self._draft.talk.items:
            self._say("Nothing was written, so there is no new one.")
            return
        self._say("Kept.")
        if shape.marks and (typed := self._desk.console.word(notices.MARK_NEW)):
            self._within(new, lambda: self.do(new, typed))

    def _list(self, key: str) -> None:
        keys = self._draft.talk.entries(key) if SHAPES[self._guide.answer_kind(key)].entry else ()
        for number, one in enumerate(keys, 1):
            self._say(f"{number}. {entry_line(self._guide, self._draft.talk, one)}")
        self._say("Type open and a number to go into one." if keys else "There are none here.")

    def _open(self, key: str, number: str) -> None:
        """Go into one entry and answer there until Enter."""
        keys: Sequence[str] = self._draft.talk.entries(key)
        if not (number.isdecimal() and 0 < int(number) <= len(keys)):
            self._say("There is none of that number.")
            return
        entry = keys[int(number) - 1]
        self._within(entry, lambda: self._answer_entry(entry))

    def _answer_entry(self, entry: str) -> None:
        self._say(entry_line(self._guide, self._draft.talk, entry), notices.IN_ENTRY)
        while entry in self._draft.talk.items and (typed := self._desk.console.word("This one:")):
            if not self.do(entry, typed):
                self._say(notices.IN_ENTRY)

    def _within(self, entry: str, work: Callable[[], object]) -> None:
        """Do something inside one entry, whose key may be its item's own."""
        self._inside = entry
        try:
            work()
        finally:
            self._inside = ""

    def _remove(self, key: str) -> None:
        if self._inside and self._draft.send(Removed(key), place=base_id(key)):
            self._say("Taken out. Undo brings it back.")
        else:
            self._say("Open one of several first; a single answer is taken off with clear.")
