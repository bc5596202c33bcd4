"""What a final note holds for good: everything that was noted, as it was worded then."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from engage_tui.record.audience import Audience
from engage_tui.record.export import WRITTEN_BY
from engage_tui.record.note_json import to_json

if TYPE_CHECKING:
    from engage_tui.conversation.state import Conversation
    from engage_tui.guide.guide import Guide


def final_record(conversation: Conversation, guide: Guide) -> dict[str, Any]:
    """The note's JSON, whole, as the store keeps it encrypted."""
    text = to_json(conversation, guide, audience=Audience.RESTRICTED, final=True, written_by=WRITTEN_BY)
    record: dict[str, Any] = json.loads(text)
    return record
