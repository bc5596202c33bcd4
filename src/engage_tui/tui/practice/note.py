"""The practice note: the same walk, on a conversation that nothing keeps."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from engage_tui.conversation.update import begin
from engage_tui.conversation.words import Setting
from engage_tui.practice.marking import PRACTICE
from engage_tui.practice.scenario import Setting as Scene
from engage_tui.tui.practice.desk import WORKER, PracticeSession
from engage_tui.when import local_today, utc_now

if TYPE_CHECKING:
    from textual.app import App

    from engage_tui.practice.scenario import Scenario
    from engage_tui.tui.practice.desk import PracticeDesk

_SETTINGS = {
    Scene.HOME_VISIT: Setting.VISIT,
    Scene.PHONE: Setting.PHONE,
    Scene.MEETING: Setting.MEETING,
    Scene.POLICE_STATION: Setting.CUSTODY,
}


async def open_practice_note(app: App[int], desk: PracticeDesk, scenario: Scenario | None = None) -> None:
    """Go on with the note of a scenario, or without one with the last that was open; or begin one."""
    from engage_tui.tui.screens.walk import WalkScreen

    guide = await desk.guide()
    session = desk.notes.get(scenario.id) if scenario else desk.session
    if session is None:
        talk = begin(
            uuid.uuid4().hex,
            reference=f"{PRACTICE}-{scenario.id if scenario else 'note'}",
            setting=_SETTINGS.get(scenario.setting, Setting.OFFICE) if scenario else Setting.VISIT,
            person=scenario.person.name if scenario else "the person",
            author=WORKER,
            held_on=local_today(),
            at=utc_now(),
            edition=guide.edition,
        )
        session = desk.notes[scenario.id if scenario else ""] = PracticeSession(talk, desk.vault, stored=False)
    desk.take_up(session)
    await desk.uncovered.wait()
    app.push_screen(WalkScreen(desk, guide, session))
