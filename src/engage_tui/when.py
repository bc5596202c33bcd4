"""Days and times as people say them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

SMALL_STEP = timedelta(minutes=10)


def utc_now() -> datetime:
    """The time as conversations keep it: UTC, whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def time_after(last: datetime) -> datetime:
    """The time now. A clock put right by a little must not make a change look older than the one before it; one that
    was far out is believed again at once.
    """
    now = utc_now()
    return last if timedelta() < last - now < SMALL_STEP else now


def local_today() -> date:
    """The date on the user's own calendar."""
    return datetime.now(UTC).astimezone().date()


def day(on: date) -> str:
    """A date as `1 May 2027`."""
    return f"{on:%d %b %Y}".lstrip("0")


def read_day(text: str) -> date | None:
    """A date typed as `2027-05-01`, or day first as `1/5/2027` or `1/5/27`; None for anything else."""
    try:
        if "/" in text:
            day_, month, year = (int(part) for part in text.split("/"))
            return date(year + 2000 if year < 100 else year, month, day_)
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def day_and_time(iso: str, today: date | None = None) -> str:
    """A UTC time in ISO form as local `today 14:32`, `yesterday 09:05`, `19 Nov 09:05`, `19 Nov 2025`."""
    at = datetime.fromisoformat(iso).astimezone()
    today = today or local_today()
    days = (today - at.date()).days
    if days in (0, 1):
        return f"{'today' if days == 0 else 'yesterday'} {at:%H:%M}"
    return f"{at:%d %b %H:%M}".lstrip("0") if at.year == today.year else f"{at:%d %b %Y}".lstrip("0")
