"""Somebody who does at the keyboard what a script says, in as few keys as it takes, and counts them.

Where rows stand is asked of the pure functions that lay them out, for the state that the core has reached by itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engage_tui.conversation.events import Wrote
from engage_tui.conversation.words import SHAPES, Field, Mark, Setting, Source, fields_for
from engage_tui.record.left import left_open
from engage_tui.record.missing import missing
from engage_tui.record.write_up import stand_at, stops
from engage_tui.tui.screens.record_rows import MISSING, record_rows
from engage_tui.tui.widgets.bench import likely_field
from support.keys import key_bytes
from support.scripts import (
    Answered,
    AtRisk,
    Core,
    FromLastTime,
    Moved,
    No,
    Noted,
    OpenedUp,
    PutRight,
    Stopped,
    TablesOn,
    Taken,
    WrittenUp,
    Yes,
    carried,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engage_tui.record.write_up import Stop
    from support.scripts import Act, Case, Contact, Told
    from support.terminal import Terminal

DONE = "ctrl+s"
TYPED = 12


class Typist:
    """Types one contact. `core` is the same contact without a screen; it is moved on with every act."""

    def __init__(self, terminal: Terminal, core: Core) -> None:
        self.terminal, self.core = terminal, core
        self.keys = 0
        """Every key but the letters of the words and of what is looked for."""
        self.finds = 0
        self._at = ""
        self._held = bytearray()

    # -- keys

    def press(self, *keys: str) -> None:
        """Press keys without waiting: the app takes them one at a time, each when the one before is done."""
        self.keys += len(keys)
        for key in keys:
            self._held += key_bytes(key)

    def type(self, words: str) -> None:
        """Short words letter by letter, long ones in one go, as a paste comes: the app is the same, the test is not."""
        if len(words) > TYPED:
            self._held += b"\x1b[200~" + words.encode() + b"\x1b[201~"
        else:
            self._held += words.replace("\n", "\r").encode()

    def wait(self, pattern: str) -> str:
        """Send what was pressed, and wait until this is on the screen."""
        self.terminal.send(bytes(self._held))
        self._held.clear()
        return self.terminal.wait_for(pattern)

    def wait_gone(self, pattern: str) -> None:
        self.terminal.send(bytes(self._held))
        self._held.clear()
        self.terminal.wait_gone(pattern)

    # -- what a script says

    def act(self, act: Act) -> None:
        if isinstance(act, Noted):
            self._find(act.item)
            self._note(act)
        elif isinstance(act, AtRisk):
            self.press("r")
            self._at_risk(act)
        elif isinstance(act, Stopped):
            self._stop(act)
        elif isinstance(act, WrittenUp):
            self._write_up(act)
        elif isinstance(act, PutRight):
            self._put_right(act)
        elif isinstance(act, TablesOn):
            self._find(act.item)
            self.press("t")
            self.core.act(act)
        else:
            self._in_a_window(act)
            self.core.act(act)

    def _in_a_window(self, act: Moved | OpenedUp | FromLastTime) -> None:
        if isinstance(act, Moved):
            self._find(act.item)
            self.press("m")
            self.wait("Move this into the file copy")
            self.type(act.reason)
            self.press("enter")
            self.wait_gone("Move this into the file copy")
        elif isinstance(act, OpenedUp):
            self._find("ask.heightened.separation")
            self.press("enter")
            self.wait("Leave them closed")
            self.press("down", "enter")
            self.wait_gone("Leave them closed")
        else:
            self.press("c")
            self.wait("Earlier contacts")
            left, at = left_open(self.core.earlier, self.core.guide), 0
            order = sorted(left, key=lambda x: list(type(x.about)).index(x.about))
            for wanted in carried(act, self.core.earlier, self.core.guide):
                place = next(n for n, x in enumerate(order) if (x.about, x.key) == (wanted.about, wanted.key))
                self.press(*["down"] * (place - at), *["up"] * (at - place), "space")
                at = place
            self.press("c")
            self.wait_gone("Earlier contacts")
        self._at = ""

    def _find(self, item: str) -> None:
        """Down the list where it is close by, or else by Find."""
        guide = self.core.guide
        if self._at and guide.section_of(self._at) is guide.section_of(item):
            places = [i.id for i in guide.section_of(item).items]
            down = places.index(item) - places.index(self._at)
            if 0 <= down < 6:
                self.press(*["down"] * down)
                return
        self.press("slash")
        self.finds += 1
        self.wait("go there")
        self.terminal.paste(item)
        self.press("enter")
        self.wait_gone("go there")

    def _note(self, noted: Noted) -> None:
        """What a script says of an item, with the cursor on it."""
        item, talk = self.core.guide.items[noted.item], self.core.talk
        kind = self.core.guide.answer_kind(noted.item)
        shape = SHAPES[kind]
        if noted.planned:
            self.press("p")
        if noted.mark is not None:
            self.press({shape.usual: "space", shape.other: "o", shape.negative: "x"}[noted.mark])
        acts, identities = bool(item.act_now), talk.identities
        fields = fields_for(kind, acts=acts, restricted=item.restricted, identities=identities)
        if noted.mark is Mark.PRESENT:
            self._fill(noted.words, fields, Field.ACTION)
        elif noted.words:
            self.press("w")
            self._fill(noted.words, fields, likely_field(kind, noted.mark, fields))
        self.core.note(noted)
        self._at = "" if shape.entry else noted.item

    def _fill(self, words: Told, fields: Sequence[Field], at: Field) -> None:
        """Go through the fields of the pane with Tab, type, and close it."""
        for name, text in words.items():
            step = (fields.index(name) - fields.index(at)) % len(fields)
            back = len(fields) - step
            self.press(*(["tab"] * step if step <= back else ["shift+tab"] * back))
            self.type(text)
            at = name
        self.press(DONE)

    def _at_risk(self, risk: AtRisk) -> None:
        self.wait("Risk indicators")
        self._at = self.core.guide.risk_indicators()[0].id
        for noted in risk.noted:
            places = [i.id for i in self.core.guide.section_of(noted.item).items]
            self.press(*["down"] * (places.index(noted.item) - places.index(self._at)))
            self._note(noted)
        self.press("r")
        self.wait_gone("Risk indicators")
        self._at = ""

    def _stop(self, stop: Stopped) -> None:
        self.press("s")
        self.wait("Stopping here is good work")
        self.press(str(stop.reason))
        self.wait("Act now")
        self.core.stop_for(stop.reason)
        self.press("enter")
        self._at_risk(stop.then)

    # -- writing it up

    def _write_up(self, up: WrittenUp) -> None:
        self.press("Y")
        places = stops(self.core.guide)
        for number, (stop, answers) in enumerate(zip(places, up.answers, strict=True), 1):
            self.wait(rf"Write it up · {number} of {len(places)}\b")
            for nth, answer in enumerate(answers):
                # Letters that come fast after each other would be taken for words; these two keys change nothing.
                self.press(*(["up", "down"] if nth else ["home"]))
                self._answer(stop, answer)
                self.core.answer(stop, answer)
            self.press("home", "n")
        self.wait("This note")
        self._at = ""

    def _answer(self, stop: Stop, answer: Answered) -> None:
        core = self.core
        shown = stand_at(stop, core.talk, core.guide)
        item, kind = core.guide.items[stop.item], core.guide.answer_kind(stop.item)
        fields = stop.fields or fields_for(
            kind, acts=bool(item.act_now), restricted=item.restricted, identities=core.talk.identities
        )
        if isinstance(answer, Yes):
            self.press("space")
        elif isinstance(answer, No):
            self._no(answer)
        elif isinstance(answer, Taken):
            offer = shown.offers[0]
            self.press(*["t"] * (1 if len(shown.offers) == 1 else 2))
            if offer.field is not None:
                written = {e.field for e in offer.events if isinstance(e, Wrote)}
                empty = (f for f in fields if f not in written)
                self._fill(answer.words, fields, offer.field if offer.field in written else next(empty))
        else:
            self.press("w")
            self._fill(answer.words, fields, fields[0])
            if answer.known is not None:
                self.press(*["down"] * list(Source).index(answer.known), "space")

    def _no(self, answer: No) -> None:
        self.press("x")
        self.wait("In my own words")
        told = answer.reason
        self.press(*["down"] * (told + 1 if isinstance(told, int) else 0), "enter")
        if isinstance(told, str):
            self.type(told)
            self.press(DONE)
        self.wait_gone("In my own words")

    def _put_right(self, right: PutRight) -> None:
        found = self.core.lacking(right)
        number = missing(self.core.talk, self.core.guide).index(found)
        self._choose(f"{MISSING}{number}")
        self.type(right.text)
        self.press(DONE, "6")
        self.wait("This note")
        self.core.act(right)

    def _choose(self, key: str) -> None:
        """A row of Record, from the top."""
        rows = [r.key for r in record_rows(self.core.talk, self.core.guide) if r.stop]
        self.press("6", "home", *["down"] * rows.index(key), "enter")

    # -- from Home to the copies

    def begin(self, case: Case, contact: Contact) -> None:
        """From Home to the first step of a new conversation."""
        while "▸ New conversation" not in self.terminal.text():
            self.terminal.press("down")
        self.press("enter")
        self.wait("Reference: a code")
        self.type(case.reference)
        self.press("enter", *["down"] * list(Setting).index(contact.setting), "enter", "ctrl+u")
        self.type(case.person)
        self.press("enter")
        self.wait(r"saved \d\d:\d\d")

    def make_final(self) -> None:
        self._choose("do:final")
        self.wait("Make this note final")
        self.press("down", "enter")
        self.wait("Fingerprint")

    def write_copies(self, forms: Sequence[str], *, restricted: bool) -> None:
        """From the final note: every form of the file copy, of that for other agencies, and of the restricted sheet."""
        self.press("w")
        screen = self.wait(r"(?s)Copies are not encrypted.*5 . JSON")
        self.press(*(str(n) for n, form in enumerate(forms, 1) if f"{n} ○" in screen))
        self.press("enter", "down", "enter", *(["down", "enter"] if restricted else []))
        self.wait(rf"{'restricted' if restricted else 'agencies'}(-\d)?\.docx")

    def write_copies_with_names(self) -> None:
        """With the window for copies open."""
        self.press("end", "up", "enter", "home", "enter")
        self.wait(r"names\.docx")

    def write_supervision_copies(self, forms: Sequence[str]) -> None:
        self.press("f3", "s")
        screen = self.wait("What will be taken out")
        assert re.search("▸ . MADE-UP", screen)
        self.press("space", "w")  # that is the reference and nobody's name
        self.wait("Write the supervision copy")
        for number, form in enumerate(forms):
            self.press(*(["down"] if number else []), "enter")
            self.wait(rf"supervision(-\d)?\.{form}")
        self.press("f3", "f3", "f3")
        self.wait("Read the guide")
