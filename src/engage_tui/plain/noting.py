"""The Record step: what the note lacks, the note read out, copies, and making it final."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.errors import EngageError
from engage_tui.plain import notices
from engage_tui.plain.copies import read_note, write_copies
from engage_tui.plain.writing import Writer
from engage_tui.record.missing import missing, ready
from engage_tui.when import time_after

if TYPE_CHECKING:
    from collections.abc import Callable

    from engage_tui.plain.desk import Desk
    from engage_tui.plain.draft import Draft
    from engage_tui.record.missing import Missing

ASK = "read, copies, final, a number, or Enter for the form:"


class Noting:
    """What can be done with the note of a draft."""

    def __init__(self, desk: Desk, draft: Draft, general: Callable[[str], bool]) -> None:
        self._desk, self._draft, self._general = desk, draft, general
        self._say = desk.console.say

    def run(self) -> bool:
        """Until Enter goes on to the form. True when the note was made final, and the draft is no more."""
        self._read_missing()
        while typed := self._desk.console.word(ASK):
            if typed == "read":
                read_note(self._desk, self._draft.talk)
            elif typed == "copies":
                write_copies(self._desk, self._draft.talk)
            elif typed == "final":
                if self._make_final():
                    return True
            elif typed.isdecimal():
                self._try_to_mend(int(typed))
            elif not self._general(typed):
                self._say("That word means nothing here. help lists those that do.")
        return False

    def _missing(self) -> tuple[Missing, ...]:
        return missing(self._draft.talk, self._desk.guide, self._desk.slips(self._draft.talk))

    def _read_missing(self) -> None:
        lacking = self._missing()
        needed = sum(m.needed for m in lacking)
        if needed:
            self._say("Needed before the note can be final. You can leave at any time.")
        for number, lack in enumerate(lacking, 1):
            if number == needed + 1:
                self._say("Worth another look:")
            self._say(f"{number}. {lack.message}")
        if not lacking:
            self._say("Nothing is missing.")

    def _try_to_mend(self, number: int) -> None:
        try:
            self._go_to(number)
        except EngageError as e:
            self._say(str(e))

    def _go_to(self, number: int) -> None:
        """Mend what is missing at its place, and come back."""
        from engage_tui.plain.walk import Elsewhere

        lacking = self._missing()
        if not 0 < number <= len(lacking):
            self._say("There is none of that number.")
            return
        lack = lacking[number - 1]
        if not lack.item:
            self._general("details")
        elif lack.field is None:
            raise Elsewhere(lack.item)
        else:
            writer = Writer(self._desk, self._draft)
            writer.ask(lack.item, lack.field)
        self._read_missing()

    def _make_final(self) -> bool:
        draft, console = self._draft, self._desk.console
        if not ready(draft.talk, self._desk.guide):
            self._say("Something is still needed first.")
            self._read_missing()
            return False
        named = f"the next version of {draft.talk.reference}" if draft.amends else "this note final"
        self._say(notices.SURE)
        if not console.agreed(f"Make {named}?", "final"):
            self._say("It stays a draft.")
            return False
        try:
            self._finalise()
        except EngageError as e:
            self._say(str(e))
            return False
        return True

    def _finalise(self) -> None:
        from engage_tui.record.final import final_record

        draft, store = self._draft, self._desk.store
        draft.save()
        talk = draft.talk
        at = time_after(talk.changed).isoformat().replace("+00:00", "Z")
        fingerprint = store.finalise(talk, at=at, record=final_record(talk, self._desk.guide))
        self._say(f"It is final. Its fingerprint is {fingerprint}. Notes, in the menu, reads it out and writes copies.")
