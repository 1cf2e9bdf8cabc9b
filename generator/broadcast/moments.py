"""Days and moments as feeds write them: midnight in Seoul, whatever the machine's own language and time zone."""

from __future__ import annotations

import datetime as dt

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def rfc_822(day: dt.date) -> str:
    """Return the beginning of a day as RSS and mail write it (RFC 822 with a year of four digits)."""
    return f"{_DAYS[day.weekday()]}, {day.day:02} {_MONTHS[day.month - 1]} {day.year:04} 00:00:00 +0900"


def rfc_3339(day: dt.date) -> str:
    """Return the beginning of a day as Atom and JSON Feed write it (RFC 3339)."""
    return f"{day.isoformat()}T00:00:00+09:00"
