"""Moments of a film: how they are written, in texts, in addresses and on a page."""

from __future__ import annotations

import re

_CLOCK = re.compile(
    r"(?:(?P<hours>[0-9]{1,3}):)?(?P<minutes>[0-9]{1,3}):(?P<seconds>[0-5]?[0-9](?:[.,][0-9]{1,9})?)"
)
_SECONDS = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,9})?")
_AT = (
    r"(?:(?:[0-9]+:)?[0-9]+:[0-9]+(?:\.[0-9]+)?|(?=[0-9])(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+(?:\.[0-9]+)?s?)?)"
)
_MOMENT = re.compile(rf"t=(?:npt:)?{_AT}(?:,{_AT})?")


def seconds_of(text: str) -> float | None:
    """Return the seconds of a time such as `1:05`, `00:01:05.000` or `65`, or None where it is no time."""
    if _SECONDS.fullmatch(text):
        return float(text)
    if not (found := _CLOCK.fullmatch(text)):
        return None
    hours, minutes, seconds = found["hours"], int(found["minutes"]), float(found["seconds"].replace(",", "."))
    if hours is not None and minutes > 59:
        return None
    return int(hours or 0) * 3600 + minutes * 60 + seconds


def is_moment(anchor: str) -> bool:
    """Tell whether an anchor names a second of a film, or a part: `t=65`, `t=1m5s`, `t=0:01:05.5`, `t=65,80`."""
    return _MOMENT.fullmatch(anchor) is not None


def clock(seconds: float) -> str:
    """Return a moment or length as people read it, `1:05` or `1:02:03`, its fraction left out."""
    whole = int(seconds)
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def length(seconds: float) -> str:
    """Return a length as an ISO 8601 duration, `PT1M5S`, as the `datetime` of HTML and schema.org want it."""
    hours, rest = divmod(round(seconds), 3600)
    minutes, left = divmod(rest, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "") + f"{left}S"
