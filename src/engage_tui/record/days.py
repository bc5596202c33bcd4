"""Days named in words that people wrote, such as `by 3 December` or `since 12/3/2026`. What is not plain is left alone.

A day is read only to put things in order and to say that it has passed. What is shown is always what was written.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?,?"
)
_DAY = re.compile(
    r"(?<![\d/.-])(?:"
    r"(?P<iso>\d{4}-\d{1,2}-\d{1,2})"
    r"|(?P<slashed>\d{1,2}([/.])\d{1,2}\3(?:\d{4}|\d{2}))"
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})(?:\s+(?P<year>\d{{4}}))?"
    rf")(?![\d/-])",
    re.IGNORECASE,
)
_AHEAD = timedelta(days=335)
_BACK = timedelta(days=364)


def days_in(text: str, written: date, *, ahead: bool) -> tuple[date, ...]:
    """The days named in a text, in its order. One without a year is taken to be near the day on which it was written:
    with `ahead` in the months to come, or just gone; else before it.
    """
    return tuple(day for found in _DAY.finditer(text) if (day := _day(found, written, ahead=ahead)) is not None)


def _day(found: re.Match[str], written: date, *, ahead: bool) -> date | None:
    if found["iso"]:
        return _date(*map(int, found["iso"].split("-")))
    if found["slashed"]:
        day, month, year = map(int, re.split("[/.]", found["slashed"]))
        return _date(year + 2000 if year < 100 else year, month, day)
    month = _MONTHS.index(found["month"][:3].lower()) + 1
    if found["year"]:
        return _date(int(found["year"]), month, int(found["day"]))
    latest = min(written, date.max - _AHEAD) + _AHEAD if ahead else written
    years = (latest.year, latest.year - 1)
    near = (_date(year, month, int(found["day"])) for year in years)
    return next((d for d in near if d is not None and latest - _BACK <= d <= latest), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
