"""How every screen that holds something of a note opens: whoever adds one says it here. Tests then look at each.

Screens are found by walking the package (`on_screen.every_screen`); a test sees that none is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from engage_tui.conversation.stopping import stop_card
from engage_tui.record.audience import Audience
from engage_tui.record.export import note_for
from engage_tui.record.prepare import bank, places
from engage_tui.record.room import not_shown, room
from engage_tui.record.timeline import CaseNote
from engage_tui.record.write_up import STOPS
from engage_tui.tui.screens.after import AfterScreen, aftercare
from engage_tui.tui.screens.card import CardScreen
from engage_tui.tui.screens.copies import CopiesScreen
from engage_tui.tui.screens.details import DetailsScreen
from engage_tui.tui.screens.earlier import EarlierScreen
from engage_tui.tui.screens.find import FindScreen
from engage_tui.tui.screens.gate import GateScreen
from engage_tui.tui.screens.home import HomeScreen
from engage_tui.tui.screens.note import NoteScreen
from engage_tui.tui.screens.notes import NotesScreen
from engage_tui.tui.screens.paste import PasteScreen
from engage_tui.tui.screens.phrases import PhrasesScreen
from engage_tui.tui.screens.pick import PickScreen
from engage_tui.tui.screens.prepare import PrepareScreen
from engage_tui.tui.screens.reading import ReadingScreen
from engage_tui.tui.screens.ready import ReadyScreen
from engage_tui.tui.screens.replies import RepliesScreen
from engage_tui.tui.screens.settings import SettingsScreen
from engage_tui.tui.screens.stop import StopScreen
from engage_tui.tui.screens.supervision import SupervisionScreen
from engage_tui.tui.screens.supervision_copies import SupervisionCopies
from engage_tui.tui.screens.timeline import TimelineScreen
from engage_tui.tui.screens.visit_plan import VisitPlanScreen
from engage_tui.tui.screens.walk import WalkScreen
from engage_tui.tui.screens.wording import WordingScreen
from engage_tui.tui.screens.write_up import WriteUpScreen
from engage_tui.tui.session import Session
from engage_tui.tui.widgets.row_list import RowList
from support.planted import SECRET

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from typing import Any

    from textual.screen import Screen

    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide

    Opener = Callable[["Place"], AsyncIterator[None]]


class Place:
    """The app with some notes, and the ways to get about in it."""

    FIRST: ClassVar[type[Screen[Any]]] = HomeScreen

    def __init__(self, seat: Any, guide: Guide, talks: list[Conversation]) -> None:
        self.seat, self.guide, self.talks = seat, guide, talks
        self.app, self.desk = seat.app, seat.app.desk

    @property
    def talk(self) -> Conversation:
        talk: Conversation = self.seat.talk
        return talk

    def session(self) -> Session:
        """The last of the conversations, opened."""
        return Session(self.talks[-1], self.desk.vault, stored=True)

    async def show(self, screen: Any) -> None:
        self.app.push_screen(screen)
        await self.seat.rest()

    async def walk(self) -> None:
        """Back to the walk, from wherever it is, with the session as it was."""
        while not isinstance(self.app.screen, (self.FIRST, WalkScreen)):
            await self.app.pop_screen()
        await self.seat.rest()
        if isinstance(self.app.screen, WalkScreen):
            if self.talk is self.talks[-1]:
                return  # nothing was changed, and drawing it anew is most of what this costs
            await self.app.pop_screen()
        self.desk.session = self.session()
        await self.show(WalkScreen(self.desk, self.guide, self.desk.session))


async def _only(place: Place, screen: Any) -> AsyncIterator[None]:
    await place.show(screen)
    yield


async def walk_screen(place: Place) -> AsyncIterator[None]:
    for step in "0123456":
        await place.seat.press(step)
        yield
    await place.seat.press("i")
    yield
    await place.seat.press("i")
    rows = place.app.screen.query_one(RowList)
    for item in ("risk.weapons", "plan.known", "ask.own", "form.victim-details", "assess.map-the-pattern"):
        place.app.screen.open_place(item)
        await place.seat.press("right")
        assert rows.rows
        yield


async def over_screen(place: Place) -> AsyncIterator[None]:
    for key in ("r", "g"):
        await place.seat.press(key)
        yield
        await place.seat.press(key)
    await place.seat.press("r")
    yield


async def home_screen(place: Place) -> AsyncIterator[None]:
    while not isinstance(place.app.screen, HomeScreen):
        await place.app.pop_screen()
        await place.seat.rest()
    yield


async def notes_screen(place: Place) -> AsyncIterator[None]:
    await place.show(NotesScreen(place.desk))
    yield
    await place.seat.type(SECRET[:-1])
    yield


async def note_screen(place: Place) -> AsyncIterator[None]:
    await place.show(NoteScreen(place.desk, place.guide, place.talk))
    yield
    await place.app.pop_screen()
    versions = await place.desk.vault.run(place.desk.vault.store.versions, "p1")
    final = await place.desk.vault.run(place.desk.vault.store.load_version, "p1", 1)
    await place.show(NoteScreen(place.desk, place.guide, final, versions=versions, shown=versions[0]))
    yield


def file_note(place: Place) -> Any:
    return note_for(place.talk, place.guide, audience=Audience.FILE)


async def field_screen(place: Place) -> AsyncIterator[None]:
    await place.show(PasteScreen(place.desk, file_note(place)))
    if place.app.screen.query_one(RowList).key:
        await place.seat.press("enter")
    yield
    for _ in range(12):
        await place.seat.press("n")
        yield


async def reading_screen(place: Place) -> AsyncIterator[None]:
    await place.show(ReadingScreen(place.desk, file_note(place), where="Note", state=""))
    yield


async def supervision_copies(place: Place) -> AsyncIterator[None]:
    await place.show(SupervisionCopies(place.desk, place.guide, place.talk, file_note(place)))
    yield


async def earlier_screen(place: Place) -> AsyncIterator[None]:
    session = place.desk.session
    await place.show(EarlierScreen(place.desk, place.guide, place.talks[:2], session))
    yield
    for _ in range(3):
        await place.seat.press("down", "space")
        yield


async def timeline_screen(place: Place) -> AsyncIterator[None]:
    notes = [CaseNote(t, ()) for t in place.talks]
    await place.show(TimelineScreen(place.desk, place.guide, notes, place.talk.reference))
    yield


async def write_up_screen(place: Place) -> AsyncIterator[None]:
    await place.show(WriteUpScreen(place.desk, place.guide, place.desk.session, lambda: None))
    for number in range(len(STOPS)):
        place.app.screen._show_stop(number)
        await place.seat.rest()
        yield


async def prepare_screen(place: Place) -> AsyncIterator[None]:
    await place.show(PrepareScreen(place.desk, place.guide, place.desk.session))
    for number in range(len(places(place.guide))):
        place.app.screen._go_to(number)
        await place.seat.rest()
        yield
    place.app.screen._go_to(1, "plan.known~1")
    await place.seat.press("enter")
    yield


async def pick_screen(place: Place) -> AsyncIterator[None]:
    items = tuple(bank(place.talk, place.guide))
    off = not_shown(place.talk, place.guide, (i.id for i in items))
    await place.show(PickScreen(place.desk, place.guide, items, lambda _: False, lambda _: None, off))
    yield


async def visit_plan(place: Place) -> AsyncIterator[None]:
    await place.show(VisitPlanScreen(place.desk, place.guide, place.talk))
    yield
    rows = place.app.screen.query_one(RowList)
    for row in [r.key for r in rows.rows if r.stop and r.key.startswith("line:")][:6]:
        rows.go_to(row)
        await place.seat.press("space")
        yield


async def room_screen(place: Place) -> AsyncIterator[None]:
    await place.seat.press("f", "enter")
    yield
    for key in ("n", "n", "space", "s", "escape", "n"):
        await place.seat.press(key)
        yield


async def replies_screen(place: Place) -> AsyncIterator[None]:
    first = next(iter(place.guide.replies))
    await place.show(RepliesScreen(place.desk, place.guide, place.desk.session, first))
    yield
    await place.seat.press("n")
    yield


async def wording_screen(place: Place) -> AsyncIterator[None]:
    await place.show(WordingScreen(place.desk, place.guide, place.talk, place.desk.session))
    yield
    await place.seat.press("down", "down")
    yield


async def stop_screen(place: Place) -> AsyncIterator[None]:
    card = stop_card(place.talk, place.guide)
    await place.show(StopScreen(place.desk, card, lambda _: "", place.guide.items.get))
    yield


async def after_screen(place: Place) -> AsyncIterator[None]:
    await place.show(AfterScreen(place.desk, aftercare(place.guide, "")))
    for _ in range(3):
        yield
        await place.seat.press("enter")
    await place.app.pop_screen()
    await place.show(AfterScreen(place.desk, aftercare(place.guide, "")))
    yield


async def pick_dialog(place: Place) -> AsyncIterator[None]:
    place.app.screen._ask_why(place.guide.items["form.spoken-directly"])
    await place.seat.rest()
    yield


async def prompt_screen(place: Place) -> AsyncIterator[None]:
    await place.show(VisitPlanScreen(place.desk, place.guide, place.talk))
    await place.seat.press("t")
    yield


async def help_screen(place: Place) -> AsyncIterator[None]:
    await place.seat.press("question_mark")
    yield


async def palette(place: Place) -> AsyncIterator[None]:
    await place.seat.press("ctrl+p")
    yield
    await place.seat.press("escape")
    await place.seat.press("ctrl+p")
    yield


async def shield(place: Place) -> AsyncIterator[None]:
    await place.seat.press("ctrl+l")
    yield


OPENERS: dict[str, Opener] = {
    "AfterScreen": after_screen,
    "CalmPalette": palette,
    "CardScreen": lambda p: _only(p, CardScreen(p.desk, p.guide.items["risk.weapons"])),
    "CopiesScreen": lambda p: _only(p, CopiesScreen(p.desk, p.guide, p.talk, final=False)),
    "DetailsScreen": lambda p: _only(p, DetailsScreen(p.desk, p.talk)),
    "EarlierScreen": earlier_screen,
    "FieldScreen": field_screen,
    "FindScreen": lambda p: _only(p, FindScreen(p.desk, p.guide, background=True)),
    "GateScreen": lambda p: _only(p, GateScreen(p.desk)),
    "HelpScreen": help_screen,
    "HomeScreen": home_screen,
    "NoteScreen": note_screen,
    "NotesScreen": notes_screen,
    "OverScreen": over_screen,
    "PasteScreen": lambda p: _only(p, PasteScreen(p.desk, file_note(p))),
    "PhrasesScreen": lambda p: _only(p, PhrasesScreen(p.desk, p.guide, p.desk.session)),
    "PickDialog": pick_dialog,
    "PickScreen": pick_screen,
    "PrepareScreen": prepare_screen,
    "PromptScreen": prompt_screen,
    "ReadingScreen": reading_screen,
    "ReadyScreen": lambda p: _only(p, ReadyScreen(p.desk, room(p.talk, p.guide), notes=True)),
    "RepliesScreen": replies_screen,
    "RoomScreen": room_screen,
    "SettingsScreen": lambda p: _only(p, SettingsScreen(p.desk)),
    "ShieldScreen": shield,
    "StopScreen": stop_screen,
    "SupervisionCopies": supervision_copies,
    "SupervisionScreen": lambda p: _only(p, SupervisionScreen(p.desk, p.guide, p.talk)),
    "TimelineScreen": timeline_screen,
    "VisitPlanScreen": visit_plan,
    "WalkScreen": walk_screen,
    "WordingScreen": wording_screen,
    "WriteUpScreen": write_up_screen,
}
"""How each screen opens. A generator that stops wherever the screen is to be looked at."""
