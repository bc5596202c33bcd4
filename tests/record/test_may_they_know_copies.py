"""May the person know this? Every file that can be written of a conversation, and every place that writes one.

Fiction, all of it.
"""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import engage_tui
from engage_tui.record.audience import Audience
from engage_tui.record.export import FORMATS, TEXT_FORMATS, note_bytes, rendered
from engage_tui.record.supervision import redaction
from engage_tui.record.visit_plan import plan_bytes, visit_plan
from support.pages import everything_in
from support.planted import SECRET, WAYS, markers, planted

if TYPE_CHECKING:
    from engage_tui.guide.guide import Guide

WRITERS = {
    ("record/export.py", "write_copy"): "the copies: every form for every audience is tried below",
    ("record/export.py", "write_private"): "the same, and the proof of a final note, which needs --restricted",
    ("record/supervision.py", "write_copy"): "supervision copies: tried below",
    ("tui/screens/visit_plan.py", "write_copy"): "the visit plan: tried below",
    ("tui/screens/phrases.py", "write_private"): "wordings of one's own, which hold nothing of a conversation",
    ("plain/copies.py", "export_note"): "the copies, line by line",
    ("cli_notes.py", "export_note"): "the copies, from the command line: tests/cli tries every command",
    ("cli_notes.py", "export_entry"): "the proof of a final note, which needs --restricted",
    ("settings.py", "write_private"): "the settings",
    ("practice/handouts.py", "write_copy"): "handouts, where nothing of a note can come to",
    ("practice/packing.py", "write_private"): "packs of scenarios",
    ("practice/stub.py", "write_private"): "a scenario to fill in",
    ("tui/practice/link.py", "write_private"): "where a role-play can be joined",
    ("tui/practice/screens/survey.py", "write_copy"): "what a room said of itself",
    ("store/rekeying.py", "write_private"): "keys",
    ("store/restore.py", "write_private"): "keys",
    ("store/keys.py", "write_private"): "keys",
}
"""Every place that writes a file, and what may be in it."""
CALLS = {"write_copy", "write_private", "export_note", "export_entry", "write_text", "write_bytes"}


def calls() -> set[tuple[str, str]]:
    """Every call of what writes a file, found by reading the code."""
    root = Path(engage_tui.__file__).parent
    found = set()
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)} if isinstance(node, ast.Call) else set()
            called = node.func if isinstance(node, ast.Call) else None
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            given = named & {"export_note"} if name == "to_thread" else set()
            found |= {(path.relative_to(root).as_posix(), n) for n in ({name} | given) & CALLS}
    return found


def test_every_place_that_writes_a_file_is_known() -> None:
    new = calls() - set(WRITERS)
    allowed = {p for p in new if p[1] in ("write_text", "write_bytes") and p[0].startswith("store/")}
    allowed |= {p for p in new if p[0] == "tui/screens/copies.py"}
    assert new == allowed, "say in WRITERS what a new one writes, and try it below"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("audience", [a for a in Audience if a is not Audience.RESTRICTED])
@pytest.mark.parametrize("identities", [False, True])
def test_no_copy_for_anyone_holds_what_the_survivor_said(
    guide: Guide, way: str, audience: Audience, identities: bool
) -> None:
    talk = planted(way, 2)
    for form in FORMATS:
        if form not in TEXT_FORMATS and identities:
            continue  # made of the same note as the text
        data = note_bytes(talk, guide, form=form, audience=audience, identities=identities)
        text = data.decode() if form in TEXT_FORMATS else everything_in(form, data)
        assert markers(text, SECRET) == set(), form


@pytest.mark.parametrize("way", WAYS)
def test_no_supervision_copy_holds_it(guide: Guide, way: str) -> None:
    note = redaction(planted(way, 2), guide).note()
    for form in FORMATS:
        if form != "json":
            data = rendered(note, form)
            text = data.decode() if form in TEXT_FORMATS else everything_in(form, data)
            assert markers(text, SECRET) == set(), form


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("nth", [0, 2])
def test_no_visit_plan_holds_anything_that_was_planted_whatever_is_chosen(guide: Guide, way: str, nth: int) -> None:
    talk = planted(way, nth)
    keys = frozenset(x.key for x in visit_plan(talk, guide).lines)
    for turned in (frozenset(), keys):
        plan = visit_plan(talk, guide, frozenset(turned))
        for form in ("txt", "pdf"):
            data = plan_bytes(plan, form)
            text = data.decode() if form == "txt" else everything_in(form, data)
            assert "zqsecret" not in text
            assert "zqpublic" not in text, "not even what others said"


def test_the_test_can_fail(guide: Guide) -> None:
    talk = replace(planted("beside others", 0))
    restricted = note_bytes(talk, guide, form="txt", audience=Audience.RESTRICTED).decode()
    assert markers(restricted, SECRET)
