"""The keys worth showing for what the cursor is on, the most useful first. Pure; names of keys come from the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.conversation.words import SHAPES, Mark
from engage_tui.guide.model import AnswerKind
from engage_tui.record.captions import MARKS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engage_tui.guide.guide import Guide
    from engage_tui.tui.widgets.workbench import Workbench
    from engage_tui.tui.widgets.write_pane import WritePane

Hint = tuple[str, str]
NEXT_STEP = "next step, no answer"

WALK_HINTS = (
    ("steps.next", "next"),
    ("steps.find", "find"),
    ("walk.risk", "risk"),
    ("walk.stop", "stop"),
    ("walk.good", "good practice"),
    ("walk.room", "room"),
)
GUIDE_HINTS = (("steps.next", "next"), ("steps.back", "back"), ("steps.find", "find"))


def bench_hints(
    bench: Workbench, guide: Guide, general: Sequence[Hint], *, key: Callable[[str], str], writes: bool = True
) -> list[Hint]:
    """The keys for what a workbench is at: writing, a source to tick, or an item."""
    if bench.pane.sheet is not None:
        return pane_hints(bench.pane, key)
    if bench.on_source and writes:
        return [(key("items.mark"), "tick"), (key("items.close"), "less"), *((key(c), label) for c, label in general)]
    kind = guide.answer_kind(bench.item.id) if bench.item else None
    if bench.on_entry and writes:
        others = [(key(c), label) for c, label in general]
        return [("Enter", "write"), (key("items.remove"), "take out"), *others, (key("items.open"), "more")]
    return item_hints(kind, general, writes=writes, key=key)


def pane_hints(pane: WritePane, key: Callable[[str], str]) -> list[Hint]:
    """The keys while writing, or while reading what was written."""
    several = [(key("writing.next"), "next field")] if pane.sheet and len(pane.sheet.fields) > 1 else []
    if pane.prompt is not None:
        more = [(key("writing.wording"), "next")] if pane.more_prompts else []
        several = [*several, (key("writing.keep"), "keep words"), *more]
    return [*several, (key("writing.done"), "back" if pane.to_read else "done, kept")]


def item_hints(
    kind: AnswerKind | None, general: Sequence[Hint], *, writes: bool, key: Callable[[str], str]
) -> list[Hint]:
    """The keys for an item of this kind (None: a heading) with the general ones of the screen among them.

    `writes`: there is a conversation to write in. Where there is little room the last ones are left out.
    """
    # On a check `n` could be taken for no: there it says that it goes on.
    names = {"steps.next": NEXT_STEP} if kind is AnswerKind.CHECK and writes else {}
    others = [(key(command), names.get(command, label)) for command, label in general]
    if kind is None:
        return [("Enter", "open"), *others]
    more = (key("items.open"), "more")
    shape = SHAPES[kind]
    if not writes or kind is AnswerKind.NONE:
        return [more, *others]
    yes = "items.yes" if kind is AnswerKind.CHECK else "items.mark"
    hints = [(key(yes), _short(shape.usual))] if shape.usual else []
    if shape.plans:
        hints.append((key("items.plan"), "planned"))
    if shape.negative:
        hints.append((key("items.negative"), _short(shape.negative)))
    hints += [("Enter", "write"), *others, more]
    if shape.other:
        hints.append((key("items.other"), _short(shape.other)))
    return hints


def _short(mark: Mark) -> str:
    return "not safe" if mark is Mark.NOT_SAFE else MARKS[mark]
