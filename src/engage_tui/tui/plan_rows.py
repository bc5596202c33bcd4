"""The rows of the visit plan: the page as it would be found, and below it what was taken out, with the reason. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.record.visit_plan import HEADINGS, Part
from engage_tui.tui.row import Row, blank, choice, text_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engage_tui.record.visit_plan import PlanLine, VisitPlan

LINE, WRITE = "line:", "do:write:"
INTRO = (
    "This page may be found. It names nobody and does not say what the talk is about, as far as the app can see. "
    "Read it before you print it."
)
LONG = "This is more than one page. Leave something out."
RESTRICTED = "something restricted"


def plan_rows(plan: VisitPlan) -> list[Row]:
    """The page, what was taken out, and what the worker left out."""
    rows = [text_row("intro", INTRO, "muted"), blank("gap:page")]
    if plan.long:
        rows += [text_row("long", LONG, "alert"), blank("gap:long")]
    for part in Part:
        lines = [line for line in plan.page if line.part is part]
        if lines:
            rows.append(text_row(f"title:{part}", HEADINGS[part], "title"))
            rows += [_on_page(n, line) for n, line in enumerate(lines, 1)]
    rows += [blank("gap:write"), *_writing()]
    if plan.refused:
        rows += [blank("gap:out"), text_row("out", "Taken out, and it stays out", "title")]
        for line in plan.refused:
            rows += _taken_out(line)
    if plan.left_out:
        rows += [blank("gap:left"), text_row("left", "Not on the page unless you put it there", "title")]
        rows += [_left_out(line) for line in plan.left_out]
    return rows


def _writing() -> Iterator[Row]:
    yield choice(f"{WRITE}pdf", "Write it as a PDF, to print", lead="→")
    yield choice(f"{WRITE}txt", "Write it as plain text", lead="→")


def _on_page(number: int, line: PlanLine) -> Row:
    lead = f"{number}." if line.part is Part.ASK else "●"
    return Row(f"{LINE}{line.key}", ((line.words, ""),), lead=lead, lead_role="mark", indent=2)


def _taken_out(line: PlanLine) -> Iterator[Row]:
    words = line.words or RESTRICTED
    yield Row(f"{LINE}{line.key}", ((words, "" if line.words else "muted"),), lead="✕", lead_role="mark", indent=2)
    yield text_row(f"{LINE}{line.key}:why", f"{HEADINGS[line.part]}: {line.why}.", "muted", indent=4)


def _left_out(line: PlanLine) -> Row:
    return Row(f"{LINE}{line.key}", ((line.words, ""),), lead="○", lead_role="mark", tail=HEADINGS[line.part], indent=2)
