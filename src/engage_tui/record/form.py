"""The engagement form in the note, in the order of the published one, with what was not answered told as that.

Source of the order: Beyond Training, Appendix 2, Perpetrator Engagement Form. The children under 18, whom it lists with
the survivor, stand with the household here, so that nothing of the survivor's part is in the file copy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.conversation.words import SHAPES
from engage_tui.record.audience import Audience
from engage_tui.record.note import Entry, Group

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide
    from engage_tui.guide.model import Item

NOT_ANSWERED = "not answered"
TOOLS = "Outside tools, and where they are kept"
DATE = "form.date"
DATE_LABEL = "Date of the engagement"
OWN_PART = "Also on the form"
"""What a service has added to the form in its own content."""

FORM: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Children", ("form.child-details",)),
    (
        "The person",
        (
            "form.perpetrator-details",
            "form.contact-safe",
            "form.perpetrator-additional",
            "form.perpetrator-communication",
            "form.perpetrator-vulnerability",
            "form.perpetrator-housing",
        ),
    ),
    (
        "The survivor",
        (
            "form.victim-details",
            "form.victim-additional",
            "form.victim-communication",
            "form.victim-vulnerability",
            "form.victim-housing",
        ),
    ),
    ("Children under 18", ("form.children-under-18",)),
    ("Family and household", ("form.household-details", "form.household-communication")),
    ("Legal status", ("form.legal-status",)),
    (
        "The engagement",
        (
            DATE,
            "form.spoken-directly",
            "form.parenting-choice",
            "form.impact-on-children",
            "form.actions-attributed",
            "form.intersectionality",
            "form.summary",
            "form.programme-referral",
        ),
    ),
)
ON_THE_FORM = frozenset(item_id for _, ids in FORM for item_id in ids)


def form_groups(
    guide: Guide,
    audience: Audience,
    conversation: Conversation,
    answered: Mapping[str, tuple[Entry, ...]],
    columns: Callable[[str, tuple[Entry, ...]], tuple[str, ...]],
) -> Iterator[Group]:
    """The groups of the form. `answered` holds the entries by item; `columns` those of a table, for its entries."""
    for title, ids in FORM:
        single: list[Entry] = []
        for item_id in ids:
            item, entries = guide.items.get(item_id), answered.get(item_id, ())
            if item_id == DATE and audience is not Audience.RESTRICTED:
                single.append(Entry(DATE_LABEL, f"{conversation.held_on:%d %B %Y}".lstrip("0")))
            elif item is not None and SHAPES[guide.answer_kind(item_id)].entry:
                if entries:
                    yield Group(title, entries, columns(item_id, entries))
            elif item is not None:
                blank = () if conversation.entries(item_id) else _unanswered(item, audience)
                single += entries or blank
        if single:
            yield Group(title, tuple(single))
    if audience is Audience.FILE and (tools := tuple(_tools(guide))):
        yield Group(TOOLS, tools)


def _unanswered(item: Item, audience: Audience) -> tuple[Entry, ...]:
    """A question without an answer is named, so that nobody takes silence for a no."""
    told = audience is not Audience.RESTRICTED and not item.restricted
    return (Entry(item.short, NOT_ANSWERED),) if told else ()


def _tools(guide: Guide) -> Iterator[Entry]:
    """The outside tools beside the questions of the form that this service keeps somewhere, and where.

    The others are named on the screen, where somebody can still use them; in a note they would be in the way.
    """
    for item_id in (i for _, ids in FORM for i in ids):
        item = guide.items.get(item_id)
        if item is not None and item.link:
            yield Entry(tools_of(item), item.link)


def tools_of(item: Item) -> str:
    """The outside tools that the form names beside a question, as the note says it."""
    return "; ".join(item.names)
