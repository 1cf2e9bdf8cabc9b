"""views.json as values and as text, and what becomes of days long past."""

import datetime as dt

import pytest

from generator.content.views import NO_VIEWS, Views, WrongError, day_of, read_views, views_of, views_text
from generator.logs.ledger import APART, SETTLED, Cell, Ledger

DAY = dt.date(2026, 11, 21)
HOUR = 498_675
"""12:00 on that day in Seoul, in hours since 1970."""
TEXT = """\
{
"version": 1,
"stories": {
  "readme": "read",
  "한글": "older slug"
},
"months": {
  "2025-01": {"read": {"readme": 7}}
},
"days": {
  "2026-11-21": {"read": {"readme": 3}, "watched": {"한글": 2}}
},
"servers": {
  "": {
    "done": [
      "2026-11-20T22/2026-11-21T03",
      "2026-11-21T05/2026-11-21T05"
    ],
    "open": {
      "2026-11-21": {
        "12": {"read": {"readme": "0000000a 000000ffx3-1"}},
        "changed": "2026-11-22"
      }
    }
  },
  "web02": {
    "done": [],
    "open": {}
  }
}
}
"""


def cell(*marks: int, kind: str = "read") -> Cell:
    return {(kind, "readme"): dict.fromkeys(marks, (1, 0))}


def added(views: Views, day: dt.date, hour: int, *marks: int) -> Views:
    ledger = Ledger(views, "", day)
    ledger.join(hour, cell(*marks))
    return ledger.views()


def test_text() -> None:
    views = read_views(TEXT.encode())
    assert views_text(views) == TEXT
    assert views.servers[""].open == {HOUR: {("read", "readme"): {10: (1, 0), 255: (3, 1)}}}
    assert len(views.servers[""].done) == 7
    assert read_views(b'{"version": 1}') == NO_VIEWS


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"read": {"readme": 3}', '"seen": {"readme": 3}', "days › 2026-11-21 › seen"),
        ('"readme": 3', '"readme": -3', "days › 2026-11-21 › read › readme › -3"),
        ('"readme": 3', '"readme": "many"', "days › 2026-11-21 › read › readme"),
        ('"2025-01"', '"2025-13"', "months › 2025-13"),
        ("2026-11-20T22/", "2026-11-20T22", "servers"),
        ("000000ffx3-1", "000000fgx3", "servers"),
        ('"12": {', '"25": {', "servers"),
        ('"version": 1', '"version": 2', "version: 2"),
        ('"version": 1,', '"version": 1', "JSON: 3:1"),
    ],
)
def test_what_is_wrong(old: str, new: str, told: str) -> None:
    assert old in TEXT
    with pytest.raises(WrongError, match=rf"^{told}"):
        read_views(TEXT.replace(old, new, 1).encode())


def test_one_number_for_a_story() -> None:
    counts = {"read": {"a": 3, "b": 1}, "watched": {"b": 5, "c": 2}}
    assert views_of(counts) == {"a": 3, "b": 5, "c": 2}


def test_between() -> None:
    views = read_views(TEXT.encode())
    assert views.between(DAY, DAY)["read"] == {"readme": 3}
    assert views.between(DAY - dt.timedelta(9), DAY - dt.timedelta(1))["read"] == {}
    assert views.in_all()["read"] == {"readme": 10}


def test_marks_go_and_days_become_months() -> None:
    assert day_of(HOUR) == "2026-11-21"
    views = added(NO_VIEWS, DAY, HOUR, 1, 2)
    later = DAY + dt.timedelta(SETTLED)
    views = added(views, later, HOUR + 24 * SETTLED, 1)
    assert HOUR in views.servers[""].open, "a log may still come"
    later += dt.timedelta(1)
    views = added(views, later, HOUR + 24 * SETTLED, 2)
    assert HOUR not in views.servers[""].open
    assert added(views, later, HOUR, 1, 2, 3) is views, "no line of that hour counts any more"
    assert added(views, later, HOUR + 1, 1).in_all()["read"] == {"readme": 5}, "of the next hour it does"
    much_later = DAY + dt.timedelta(APART + 1)
    views = added(views, much_later, HOUR + 24 * APART, 1)
    assert dict(views.months) == {"2026-11": {"read": {"readme": 2}}}
    assert "2026-11-21" not in views.days
    assert views.in_all()["read"] == {"readme": 5}
