"""The engagement form: every field of it can be reached and answered, and stands in the note and in the JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from test_build import note_of

from engage_tui.conversation.events import Identified, Marked, Wrote
from engage_tui.conversation.words import IDENTIFYING, SHAPES, Field, Mark, fields_for
from engage_tui.guide.loader import load_guide
from engage_tui.guide.model import AnswerKind, Kind, NotePart
from engage_tui.paths import shipped_content
from engage_tui.record.audience import Audience, for_audience
from engage_tui.record.export import render_note
from engage_tui.record.form import DATE, DATE_LABEL, FORM, NOT_ANSWERED, ON_THE_FORM, TOOLS
from engage_tui.tui.step_rows import StepView, step_rows
from support.talks import after, new_talk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.record.note import Entry

READ_ONLY = {"form.if-no-explain", DATE}
"""The rule of the form that every no needs its reason, and the date, which is that of the conversation."""
FORM_IDS = [i.id for i in load_guide(shipped_content()).items.values() if i.id.startswith("form.")]
FIELDS = [i for i in FORM_IDS if i not in READ_ONLY]


def form(talk: Conversation, guide: Guide, audience: Audience = Audience.FILE) -> Iterator[tuple[str, Entry]]:
    shown = for_audience(talk, guide, audience)
    part = next((p for p in note_of(shown, guide, audience).parts if p.kind is NotePart.ENGAGEMENT), None)
    for group in part.groups if part else ():
        for entry in group.entries:
            yield group.title, entry


def labels(talk: Conversation, guide: Guide) -> list[str]:
    return [e.label for title, e in form(talk, guide) if title != TOOLS]


def test_the_content_has_every_field_of_the_form_and_the_note_knows_its_place(guide: Guide) -> None:
    assert {*FIELDS, DATE} == ON_THE_FORM
    assert all(guide.items[i].kind is Kind.RECORD_FIELD for i in FORM_IDS)


@pytest.mark.parametrize("item_id", FORM_IDS)
def test_every_field_is_reached_on_the_walk(guide: Guide, item_id: str) -> None:
    rows = step_rows(StepView(guide, guide.sections_of("record"), new_talk()))
    section = guide.section_of(item_id)
    assert section in guide.sections_of("record")
    assert any(r.key in (item_id, f"section:{section.id}") for r in rows)


@pytest.mark.parametrize("item_id", FIELDS)
def test_every_field_can_be_answered_and_stands_in_the_note_and_in_the_json(guide: Guide, item_id: str) -> None:
    item, kind = guide.items[item_id], guide.answer_kind(item_id)
    offered = fields_for(kind, acts=False, restricted=item.restricted, identities=True)
    shown = [f for f in offered if f not in IDENTIFYING and f is not Field.SURVIVOR]
    words = [Wrote(item_id, f, f"words in {f.value}") for f in offered]
    marks = [Marked(item_id, Mark.NO)] if kind is AnswerKind.YES_NO else []
    talk = after(new_talk(), Identified(on=True), *marks, *words)
    audience = Audience.RESTRICTED if item.restricted else Audience.FILE
    told = [line.text for _, e in form(talk, guide, audience) for line in e.lines]
    assert set(told) >= {f"words in {f.value}" for f in shown}
    kept = json.loads(render_note(talk, guide, audience=audience, form="json"))["items"][item_id]
    assert all(kept[f.value] == f"words in {f.value}" for f in shown)
    assert kept["mark"] == ("no" if marks else None)


def test_it_stands_in_the_order_of_the_published_form(guide: Guide) -> None:
    in_order = [i for _, ids in FORM for i in ids if i != DATE and not guide.items[i].restricted]
    single = [guide.items[i].short for i in in_order if not SHAPES[guide.answer_kind(i)].entry]
    assert [label for label in labels(new_talk(), guide) if label != DATE_LABEL] == single


def test_what_is_not_answered_is_told_as_that_and_never_as_a_no(guide: Guide) -> None:
    marks = {e.label: e.mark for title, e in form(new_talk(), guide) if title != TOOLS}
    assert marks.pop(DATE_LABEL) == "21 November 2026"
    assert set(marks.values()) == {NOT_ANSWERED}
    item = "form.spoken-directly"
    told = after(new_talk(), Marked(item, Mark.NO), Wrote(item, Field.REASON, "Not safe at present"))
    (entry,) = [e for _, e in form(told, guide) if e.label == guide.items[item].short]
    assert (entry.mark, [line.text for line in entry.lines]) == ("no", ["Not safe at present"])


def test_people_stand_in_tables_where_the_form_has_them(guide: Guide) -> None:
    talk = after(
        new_talk(),
        Wrote("form.child-details", Field.HELD_UNDER, "C-1"),
        Wrote("form.child-details~2", Field.HELD_UNDER, "C-2"),
        Wrote("form.perpetrator-details", Field.HELD_UNDER, "P-1"),
        Wrote("form.household-details", Field.HELD_UNDER, "H-1"),
    )
    (part,) = [p for p in note_of(talk, guide).parts if p.kind is NotePart.ENGAGEMENT]
    tables = {g.title: [line.text for e in g.entries for line in e.lines] for g in part.groups if g.columns}
    assert tables == {"Children": ["C-1", "C-2"], "The person": ["P-1"], "Family and household": ["H-1"]}


def test_nothing_of_the_survivors_part_is_named_in_the_file_copy_and_only_that_on_the_restricted_sheet(
    guide: Guide,
) -> None:
    item = "form.victim-additional"
    talk = after(new_talk(), Wrote(item, Field.TEXT, "Told me on Monday"), Marked("form.spoken-directly", Mark.YES))
    assert "The survivor" not in [title for title, _ in form(talk, guide)]
    assert [e.label for _, e in form(talk, guide, Audience.RESTRICTED)] == [guide.items[item].short]


def example_of_the_docs() -> str:
    """The overlay that docs/content.md shows."""
    page = (shipped_content().parent / "docs" / "content.md").read_text(encoding="utf-8")
    return page.split("<!-- checked by tests/record/test_form.py -->")[1].split("```yaml")[1].split("```")[0]


def test_outside_tools_are_named_with_where_a_service_keeps_them_and_its_own_fields_come_last(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(example_of_the_docs(), encoding="utf-8")
    guide = load_guide(shipped_content(), tmp_path)
    talk = after(new_talk(), Marked("form.our-own", Mark.YES))
    tools = {e.label: e.mark for title, e in form(talk, guide) if title == TOOLS}
    assert tools == {"Mapping Perpetrators Patterns": "Shared drive, Practice tools"}
    assert TOOLS not in [title for title, _ in form(talk, load_guide(shipped_content()))]
    last = list(form(talk, guide))[-1]
    assert (last[0], last[1].label, last[1].mark) == ("Also on the form", "Was the duty manager told?", "yes")
