"""Asking for words. Each line is saved as it comes, so that only the one being typed can be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.conversation.events import Ticked, Wrote
from engage_tui.conversation.words import Field, Source
from engage_tui.plain.wording import ONE_LINE, fields_at, has_restricted, sources_in
from engage_tui.record.captions import field_caption, source_caption
from engage_tui.record.passing import NEVER_IN_PASSING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engage_tui.plain.desk import Desk
    from engage_tui.plain.draft import Draft

HOW_TO_END = "An empty line or a single dot ends it."
THERE_ARE = "Words are written there. Type add, replace or erase, or Enter to leave them:"


class Writer:
    """Asks for words of one draft."""

    def __init__(self, desk: Desk, draft: Draft) -> None:
        self._desk, self._draft = desk, draft
        self._told_how = False

    def caption(self, key: str, field: Field) -> str:
        """What a field is called here."""
        return field_caption(self._desk.guide.answer_kind(key), field, self._draft.talk.person)

    # -- one field

    def ask(self, key: str, field: Field) -> None:
        """Ask for the words of a field. What stands there already stays unless it is to go."""
        console, answer = self._desk.console, self._draft.talk.answer(key)
        before = answer.text(field) if answer else ""
        if before:
            hidden = field in NEVER_IN_PASSING or (answer and has_restricted(self._desk.guide, key, answer))
            if not hidden:
                console.read_out(self.caption(key, field), before)
            chosen = console.word(f"{self.caption(key, field)}: {THERE_ARE}" if hidden else THERE_ARE)
            if chosen == "erase":
                self._write(key, field, "")
                console.say("Erased. Undo brings it back.")
            if chosen not in ("add", "replace"):
                return
            before = before if chosen == "add" else ""
        self._take(key, field, before)

    def _take(self, key: str, field: Field, before: str) -> None:
        """Lines until an empty one, each saved as it comes. In a paste, an empty line is one like the others."""
        console = self._desk.console
        short = field in ONE_LINE
        if not short and not self._told_how:
            self._told_how = True
            console.say(HOW_TO_END)
        text, gap = before, ""
        prompt = f"{self.caption(key, field)}:"
        while True:
            line = console.ask(prompt)
            if line.strip() == ".":
                return
            if not line.strip():
                if not text or not console.lines.more_comes():
                    return
                gap += "\n"
                continue
            text = f"{text}\n{gap}{line}" if text else line
            gap, prompt = "", "More:"
            self._write(key, field, text)
            if short:
                return

    def _write(self, key: str, field: Field, text: str) -> None:
        self._draft.send(Wrote(key, field, text), place=key)

    def keep(self, key: str, field: Field, line: str) -> None:
        """Add a line that is at hand to what stands in a field."""
        answer = self._draft.talk.answer(key)
        before = answer.text(field) if answer else ""
        self._write(key, field, f"{before}\n{line}" if before else line)

    # -- several

    def ask_each(self, key: str, fields: Sequence[Field]) -> None:
        """Ask for these one after the other; Enter leaves one out."""
        for field in fields:
            answer = self._draft.talk.answer(key)
            if not (answer and answer.text(field)):
                self._take(key, field, "")

    def ask_which(self, key: str) -> None:
        """Read out the fields, and ask for the words of one."""
        offered = fields_at(self._desk.guide, self._draft.talk, key)
        chosen = self._desk.console.choose([(f.value, self.caption(key, f)) for f in offered], "Which? Number:")
        if chosen:
            self.ask(key, Field(chosen))

    def ask_sources(self, key: str) -> None:
        """Ask where an answer is known from, in words."""
        console, talk = self._desk.console, self._draft.talk
        for number, source in enumerate(Source, 1):
            console.say(f"{number}. {source_caption(source, talk.person)}")
        while True:
            typed = console.word("Known from (numbers or words, with commas; not before one takes it off):")
            named = sources_in(typed)
            if named is not None:
                break
            console.say("Type numbers, or: me, person, survivor, agency, record. Enter for none.")
        for source, on in named:
            self._draft.send(Ticked(key, source, on), place=key)
