"""Home: what can be done, with the draft that was left on top."""

from __future__ import annotations

import asyncio
import uuid
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Static

from engage_tui.errors import EngageError
from engage_tui.tui.row import Row, choice
from engage_tui.tui.screens.base import DeskScreen
from engage_tui.tui.session import Saving
from engage_tui.tui.widgets.bars import TopBar
from engage_tui.tui.widgets.row_list import RowList
from engage_tui.when import day_and_time, local_today

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from engage_tui.conversation.events import Described
    from engage_tui.store.store import Summary
    from engage_tui.tui.desk import Desk
    from engage_tui.tui.session import Session

RECOVERED = "The app was not closed properly last time. Nothing you had finished was lost: Continue opens your draft."
CHANGES_NOTHING = (
    "READ-ONLY. {} You can read your notes, search in them and write copies to another disk. Nothing can be written "
    "down or changed. When the folder can be written to again, leave and start the app once more."
)
AFTER = "after:"
PREPARE = "Prepare a visit: which case?"
NO_CODE = "There is no recovery code for your notes yet. Settings can make one."


class HomeScreen(DeskScreen[None]):
    """Opens everything else. Comes back up to date whenever another screen is closed."""

    WHERE = "engage-tui"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.shown = asyncio.Event()
        """Set when it stands on the screen with all there is to tell."""
        self._draft = ""
        self._stop_watching: list[Callable[[], None]] = []

    def compose_body(self) -> ComposeResult:
        with Vertical(classes="page"):
            yield Static("", id="news", markup=False)
            yield RowList(id="menu", classes="choices")
            yield Static("", id="quiet", markup=False)

    def on_mount(self) -> None:
        self.query_one(RowList).focus()

    def on_screen_resume(self) -> None:
        self._watch_saving()
        self.run_worker(self._show(), exclusive=True, group="home")

    def _watch_saving(self) -> None:
        """A conversation that was left before it was saved goes on being saved: tell of it until it is."""
        while self._stop_watching:
            self._stop_watching.pop()()
        if not self.desk.vault.why_read_only:
            self._stop_watching = [s.watch(self._tell_saving, lambda: None) for s in self.desk.unsaved]
            self._tell_saving()

    def _tell_saving(self) -> None:
        states = [session.save_state for session in self.desk.unsaved]
        failed = [state for state in states if state.saving is Saving.FAILED]
        state = next(iter(failed or states), None)
        self.query_one(TopBar).show(state=state.told if state else "", trouble=bool(failed))

    def tell(self) -> None:
        """Bring the news up to date."""
        if self.is_current:
            self.on_screen_resume()

    async def _show(self) -> None:
        vault = self.desk.vault
        draft = await vault.run(vault.store.latest_draft)
        any_notes = draft is not None or bool(await vault.run(vault.store.count))
        due = await vault.run(vault.store.due, local_today())
        # Whoever comes from a conversation most likely goes on with it, and must not begin another by mistake.
        come_from = f"continue:{draft.id}" if draft and draft.id != self._draft else None
        self._draft = draft.id if draft else ""
        go_on = "Read" if vault.why_read_only else "Continue"
        live = self.desk.live(draft.id) if draft and not vault.why_read_only else None
        visit = live is not None and any(a.planned for a in live.conversation.items.values())
        menu = _menu(draft, go_on, any_notes=any_notes, due=due, visit=visit)
        self.query_one(RowList).show(menu, come_from)
        news = [CHANGES_NOTHING.format(vault.why_read_only)] if vault.why_read_only else []
        news += [RECOVERED] if draft and not vault.clean_exit else []
        news += await self._look_at_keys()
        await self.desk.guide()
        if self.desk.content_trouble:
            news.append(f"Your own content was left out. {self.desk.content_trouble}")
        if self.desk.lens_trouble:
            news.append(f"Your own rules for the wording were left out. {self.desk.lens_trouble}")
        news += filter(None, (self.desk.folder_trouble, self.desk.backup_trouble))
        self.query_one("#news", Static).update("\n\n".join(news))
        self.shown.set()

    async def _look_at_keys(self) -> list[str]:
        """Say quietly that there is no recovery code. What is wrong with the key file is news."""
        from engage_tui.store.opening import has_recovery

        try:
            made = await self.desk.vault.run(has_recovery, self.desk.home)
        except EngageError as e:
            return [str(e)]
        self.query_one("#quiet", Static).update("" if made or self.desk.vault.why_read_only else NO_CODE)
        return []

    def hints(self) -> Sequence[tuple[str, str]]:
        return [
            ("↑ ↓", "move"),
            ("Enter", "choose"),
            (self.desk.key("app.help"), "keys"),
            (self.desk.key("app.quit"), "leave"),
        ]

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        if event.key.startswith(AFTER):
            self.run_worker(self._come_away(event.key.removeprefix(AFTER)), exclusive=True)
        elif event.key.startswith("continue:"):
            self.run_worker(self.open_note(event.key.removeprefix("continue:")), exclusive=True)
        else:
            getattr(self, f"_choose_{event.key}")()

    # -- what is chosen

    def _choose_new(self) -> None:
        if self.only_read():
            return
        from engage_tui.tui.screens.details import DetailsScreen

        self.app.push_screen(DetailsScreen(self.desk), self._start)

    def _start(self, described: Described | None) -> None:
        if described is not None:
            self.run_worker(self._begin(described), exclusive=True)

    async def _begin(self, told: Described) -> None:
        from engage_tui.tui.drafts import walk

        await walk(self.app, self.desk, await self._new_session(told))

    async def _new_session(self, told: Described) -> Session:
        from engage_tui.conversation.update import begin
        from engage_tui.tui.drafts import new_session
        from engage_tui.when import utc_now

        guide = await self.desk.guide()
        conversation = begin(
            uuid.uuid4().hex,
            reference=told.reference,
            setting=told.setting,
            person=told.person,
            author=told.author,
            held_on=told.held_on,
            at=utc_now(),
            edition=guide.edition,
        )
        return await new_session(self.desk, conversation, stored=False)

    async def open_note(self, note_id: str) -> None:
        """Go on with a draft where it was left."""
        from engage_tui.tui.drafts import open_draft

        try:
            await open_draft(self.app, self.desk, note_id)
        except EngageError as e:
            self.query_one("#news", Static).update(str(e))

    async def _come_away(self, note_id: str) -> None:
        """From a visit: the check-in first."""
        await self.open_note(note_id)
        from engage_tui.tui.screens.visiting import Visiting

        walk = self.app.screen
        if isinstance(walk, Visiting):
            walk.call_after_refresh(walk.action_after)

    def _choose_prepare(self) -> None:
        """A new conversation that begins with getting ready for it."""
        if self.only_read():
            return
        from engage_tui.tui.screens.details import DetailsScreen

        def described(told: Described | None) -> None:
            if told is not None:
                self.run_worker(self._prepare(told), exclusive=True)

        self.app.push_screen(DetailsScreen(self.desk, title=PREPARE), described)

    async def _prepare(self, told: Described) -> None:
        from engage_tui.tui.screens.prepare import PrepareScreen

        session = await self._new_session(told)
        self.desk.take_up(session)
        await self.desk.uncovered.wait()
        self.app.push_screen(PrepareScreen(self.desk, await self.desk.guide(), session))

    def _choose_guide(self) -> None:
        self.run_worker(self._read_guide(), exclusive=True)

    async def _read_guide(self) -> None:
        from engage_tui.tui.screens.walk import WalkScreen

        guide = await self.desk.guide()
        await self.desk.uncovered.wait()
        self.app.push_screen(WalkScreen(self.desk, guide))

    def _choose_notes(self) -> None:
        from engage_tui.tui.screens.notes import NotesScreen

        def chosen(note_id: str | None) -> None:
            if note_id:
                self.run_worker(self.open_note(note_id), exclusive=True)

        self.app.push_screen(NotesScreen(self.desk), chosen)

    def _choose_settings(self) -> None:
        from engage_tui.tui.screens.settings import SettingsScreen

        self.app.push_screen(SettingsScreen(self.desk))

    def _choose_practice(self) -> None:
        self.run_worker(self.app.run_action("app.practise"))

    def _choose_lock(self) -> None:
        self.run_worker(self.app.run_action("app.lock"))

    def _choose_leave(self) -> None:
        self.run_worker(self.app.run_action("app.leave"))


def _menu(draft: Summary | None, go_on: str, *, any_notes: bool, due: int, visit: bool) -> list[Row]:
    rows = []
    if draft is not None:
        named = f"the amendment of {draft.reference}" if draft.amends else draft.reference
        rows.append(choice(f"continue:{draft.id}", f"{go_on} {named}", tail=day_and_time(draft.changed)))
        if visit:
            rows.append(choice(f"{AFTER}{draft.id}", f"Come away from the visit: {named}"))
    rows.append(choice("new", "New conversation"))
    rows.append(choice("prepare", "Prepare a visit"))
    rows.append(choice("guide", "Read the guide"))
    if any_notes:
        rows.append(choice("notes", "Notes", tail=f"{due:,} due for review" if due else ""))
    rows.append(choice("practice", "Practice: role-play, with the notes closed"))
    return [*rows, choice("settings", "Settings"), choice("lock", "Lock"), choice("leave", "Leave")]
