"""Stopping: what the card takes from the plan and the content, and the entry that it leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from engage_tui.conversation.events import Wrote
from engage_tui.conversation.history import History
from engage_tui.conversation.stopping import ACT_NOW, THREAT, USUAL, stop_card, stopped
from engage_tui.conversation.words import Field
from engage_tui.guide.loader import load_guide
from engage_tui.paths import shipped_content
from engage_tui.record.in_sight import Sight
from support.talks import after, new_talk

if TYPE_CHECKING:
    from engage_tui.guide.guide import Guide

AT = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
WHEN = "21 Nov 2026, 15:00"


def test_the_card_has_the_planned_words_and_people(guide: Guide) -> None:
    talk = after(
        new_talk(),
        Wrote("plan.exit-words", Field.TEXT, "The other phone"),
        Wrote("plan.check-in", Field.TEXT, "Sam, 15:30"),
        Wrote("plan.second-worker", Field.TEXT, "Jo"),
    )
    card = stop_card(talk, guide)

    assert (card.own_words, card.check_in, card.second_worker) == ("The other phone", "Sam, 15:30", "Jo")
    assert len(card.reasons) >= 6
    assert "999" in " ".join(card.next)
    assert "manager" in " ".join(card.next)


def test_the_first_sentence_may_be_read_by_anyone(guide: Guide) -> None:
    first = stop_card(new_talk(), guide).sentences[0]

    assert Sight(new_talk(), guide).why_not(first) is None
    assert Sight(new_talk(), guide).why_not(USUAL) is None


def test_a_threat_opens_a_card_however_a_service_words_it(guide: Guide) -> None:
    section = guide.sections["stop-reasons"]
    own = tuple(
        i.model_copy(update={"short": "Something was said", "see": ()}) for i in section.items if i.id == THREAT
    )
    other = replace(guide, sections={**guide.sections, section.id: section.model_copy(update={"items": own})})

    assert [r.card for r in stop_card(new_talk(), other).reasons] == [ACT_NOW]
    assert [r.card for r in stop_card(new_talk(), guide).reasons].count(ACT_NOW) == 1


def test_content_without_the_sections_still_gives_a_card(guide: Guide) -> None:
    bare = replace(guide, sections={k: s for k, s in guide.sections.items() if not k.startswith("stop-")})
    card = stop_card(new_talk(), bare)

    assert card.sentences == (USUAL,)
    assert not card.reasons


def test_a_stop_is_an_entry_of_its_own_each_time_and_one_step_to_take_back() -> None:
    history = History(new_talk())
    first, events = stopped(history.now, "It was getting heated", WHEN)
    history.apply_together(events, AT)
    second, events = stopped(history.now, "", WHEN)
    history.apply_together(events, AT)

    assert history.now.entries("plan.stopped") == (first, second)
    assert history.now.items[first].text(Field.REASON) == "It was getting heated"
    assert history.now.items[second].text(Field.WHEN) == WHEN
    assert Field.REASON not in history.now.items[second].words
    assert history.undo()
    assert history.now.entries("plan.stopped") == (first,)
    assert history.undo()
    assert history.now == new_talk()
    assert history.redo()
    assert history.now.items[first].text(Field.REASON) == "It was getting heated"


def test_events_together_that_change_nothing_leave_nothing_to_take_back() -> None:
    history = History(new_talk())

    assert not history.apply_together((), AT)
    assert not history.apply_together((Wrote("plan.hook", Field.TEXT, ""),), AT)
    assert not history.undo()


def test_the_example_in_the_docs_adds_a_reason_to_the_card(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "content.md").read_text(encoding="utf-8")
    part = page.partition("## The stop card and after a visit")[2].partition("\n## ")[0]
    (tmp_path / "own.yaml").write_text(part.partition("```yaml\n")[2].partition("```")[0], encoding="utf-8")

    reasons = stop_card(new_talk(), load_guide(shipped_content(), tmp_path)).reasons
    assert reasons[-1].words == "The dog was loose"
    assert len(reasons) > 6
