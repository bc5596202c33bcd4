"""A case in order of time, as a list. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engage_tui.record.timeline import What
from engage_tui.text import shorten
from engage_tui.tui.row import Row, text_row
from engage_tui.when import day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from engage_tui.record.timeline import Moment

WIDTH = 160
WHAT: Mapping[What, str] = {
    What.CONTACT: "Contact",
    What.ATTEMPT: "Attempt",
    What.ACT: "Act",
    What.AGENCY: "Agency",
    What.REFERRAL: "Referral",
    What.ORDERS: "Orders",
    What.PROMISE: "Promise",
    What.ACTION: "Due",
    What.RESTRICTED: "Note",
    What.FINAL: "Note",
}
TODAY = "today"
RESTRICTED_TOO = "Something restricted is written in this note, too"


def timeline_rows(moments: Sequence[Moment], today: date) -> list[Row]:
    """A row for each moment, and a line where today is. Time as it was written stands beside the day it was read as."""
    rows = [_row(n, m) for n, m in enumerate(moments)]
    past = sum(1 for m in moments if m.on <= today)
    if 0 < past < len(moments):
        rows.insert(past, text_row(TODAY, f"{day(today):>11}  today", "title"))
    return rows


def start_at(moments: Sequence[Moment], today: date) -> str:
    """The row to stand on first: the last contact up to today."""
    contacts = [n for n, m in enumerate(moments) if m.what is What.CONTACT and m.on <= today]
    return f"{contacts[-1]}" if contacts else "0"


def _row(number: int, moment: Moment) -> Row:
    contact = moment.what is What.CONTACT
    told = " · ".join(shorten(t, WIDTH) for t in moment.told) or RESTRICTED_TOO
    before = f"{day(moment.on):>11}  {WHAT[moment.what]:<9}"
    return Row(f"{number}", ((told, ""), (_when(moment), "muted")), before, "title" if contact else "muted")


def _when(moment: Moment) -> str:
    """The time as it was written, or that none was."""
    if moment.what in (What.CONTACT, What.FINAL, What.RESTRICTED):
        return ""
    written = shorten(moment.written, 60) or "no date"
    return f"  ({written})" if moment.dated else f"  ({written}; noted then)"
