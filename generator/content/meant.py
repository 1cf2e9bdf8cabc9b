"""What a number, time or date was meant to be that is written as people write it: `45분`, `80 %`, `1분 5초`, `2021. 3. 31.`.

In: a text. Out: how front matter writes it, or None where that is not certain. Nothing is read so: a message shows it.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from generator.base.times import clock

_NUMBER = re.compile(
    r"(-?[0-9]{1,9})\s*(?:분|%|퍼센트|점|min(?:utes?)?\.?|per\s?cent|points?)?", re.IGNORECASE
)
_YEAR = re.compile(r"((?:19|20)[0-9]{2})\s*년(?:도)?")
_MOMENT = re.compile(
    r"(?:([0-9]{1,2})\s*(?:시간|h))?\s*(?:([0-9]{1,3})\s*(?:분|min|m))?\s*(?:([0-9]{1,3})\s*(?:초|sec|s))?"
)
_MONTH = re.compile(r"([0-9]{4})\s?(?:년|[./-])\s?([0-9]{1,2})\s?(?:월|[./])?")
_DAY = re.compile(r"([0-9]{4})\D{1,3}([0-9]{1,2})\D{1,3}([0-9]{1,2})\D{0,2}")


def digits_of_day(text: str) -> tuple[int, int, int] | None:
    """Return year, month and day of a text that is a date in some form; whether the calendar has it is not asked."""
    found = _DAY.fullmatch(text)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def meant_number(text: str) -> str | None:
    """Return the whole number of a text with a unit of minutes, per cent or points, or of full-width digits."""
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", text))
    return found and f"{int(found[1])}"


def meant_year(text: str) -> str | None:
    """Return the year of `2021년`."""
    found = _YEAR.fullmatch(unicodedata.normalize("NFKC", text))
    return found and found[1]


def meant_time(text: str) -> str | None:
    """Return the time of `1분 5초`."""
    found = _MOMENT.fullmatch(unicodedata.normalize("NFKC", text))
    if not text or not found:
        return None
    hours, minutes, seconds = (int(one or 0) for one in found.groups())
    return clock(hours * 3600 + minutes * 60 + seconds)


def meant_date(text: str) -> str | None:
    """Return the day, month or year of `2021년 3월 31일`, `2021.3` or `2021년`."""
    text = unicodedata.normalize("NFKC", text)
    digits = digits_of_day(text)
    month = _MONTH.fullmatch(text)
    try:
        if digits:
            return dt.date(*digits).isoformat()
        if month:
            return dt.date(int(month[1]), int(month[2]), 1).isoformat()[:7]
    except ValueError:
        return None
    return meant_year(text)
