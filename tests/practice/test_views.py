"""What each view shows of a scenario: the actor gets every line, and the worker none of what is the actor's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engage_tui.paths import shipped_content
from engage_tui.practice.scenarios import load_scenarios
from engage_tui.practice.session import begin
from engage_tui.tui.practice.faces import View
from engage_tui.tui.practice.view_rows import rows_for

if TYPE_CHECKING:
    from engage_tui.guide.guide import Guide


def test_every_line_is_on_the_actors_view_and_nothing_secret_on_the_workers(guide: Guide) -> None:
    for scenario in load_scenarios(guide, shipped_content()).scenarios.values():
        start = begin(scenario.id, scenario.beats[0].id, "")
        for beat in scenario.beats:
            state = replace(start, beat=beat.id)
            shown = {v: "\n".join(r.plain for r in rows_for(v, scenario, guide, state)) for v in View}
            for said in beat.says:
                assert said.say in shown[View.ACTOR]
                assert said.say not in shown[View.WORKER]
                assert all(move.then in shown[View.ACTOR] for move in (*said.opens, *said.closes))
            assert scenario.severe.fact in shown[View.ACTOR]
            assert scenario.severe.fact not in shown[View.WORKER]
            keeps = scenario.roles.survivor_worker.keeps
            assert not any(keeps in text for text in shown.values())
