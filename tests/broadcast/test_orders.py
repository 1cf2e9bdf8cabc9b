"""Running orders: how their times are read, what comes of them day by day, and what they never tell."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
import yaml

from generator.broadcast import calendar
from generator.broadcast.calendar import local_time, moment, zone_of
from generator.broadcast.cuesheet import csv_of, sheets_of
from generator.broadcast.order import RunningOrder
from generator.broadcast.timeline import Timeline, as_told, make_timeline
from generator.content.catalog import Catalog
from generator.content.kinds import Kind, Sheet
from generator.content.visibility import Channel
from tests.broadcast.orders import MONDAY, order_of, week_of_stories


def read(kind: Kind, text: str):
    """Return what a kind makes of a text."""
    sheet = Sheet("x.yml", "ko")
    node: Any = yaml.compose(text)
    sheet.mark("field", node)
    return kind.read(node, sheet, "field")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("12:00", 43200),
        ("9:30:15", 34215),
        ("25:30", 91800),
        ("00:00", 0),
        ("12", None),
        ("12:60", None),
        ("30:00", None),
        ("정오", None),
    ],
)
def test_clocks(text, seconds):
    assert read(calendar.CLOCK, f'"{text}"') == seconds


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("월-금", (0, 1, 2, 3, 4)),
        ("mon-fri", (0, 1, 2, 3, 4)),
        ("[월, 수요일, Friday]", (0, 2, 4)),
        ("평일", (0, 1, 2, 3, 4)),
        ("weekend", (5, 6)),
        ("매일", tuple(range(7))),
        ("금~월", (0, 4, 5, 6)),
        ("토, 일", (5, 6)),
        ("월요", None),
        ("월-수-금", None),
        ("{월: 1}", None),
    ],
)
def test_weekdays(text, days):
    assert read(calendar.WEEKDAYS, text) == days


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("2026-12-25", [("2026-12-25", "2026-12-25")]),
        ("2026-12-24 ~ 2026-12-31", [("2026-12-24", "2026-12-31")]),
        ("[2026-12-24..2026-12-31, 2026-01-01]", [("2026-01-01",) * 2, ("2026-12-24", "2026-12-31")]),
        ("2026-12-31 ~ 2026-12-24", None),
        ("2026-02-31", None),
        ("크리스마스", None),
    ],
)
def test_dates(text, periods):
    found = read(calendar.DATES, text)
    assert (found and [tuple(map(str, pair)) for pair in found]) == periods


def test_zones():
    assert read(calendar.ZONE, "Europe/Warsaw") == "Europe/Warsaw"
    assert read(calendar.ZONE, "Europe/Nowhere") is None
    assert read(calendar.ZONE, "../etc/passwd") is None
    assert zone_of("Asia/Seoul").utcoffset(None) == dt.timedelta(hours=9)


@pytest.mark.parametrize(
    ("zone", "day", "clock", "wanted"),
    [
        ("Asia/Seoul", "2026-11-30", "12:00", "2026-11-30T12:00:00+09:00"),
        ("Asia/Seoul", "2026-11-30", "25:30", "2026-12-01T01:30:00+09:00"),
        ("Europe/Warsaw", "2026-03-29", "01:30", "2026-03-29T01:30:00+01:00"),
        # Summer time begins: half past two is left out, and comes an hour later.
        ("Europe/Warsaw", "2026-03-29", "02:30", "2026-03-29T03:30:00+02:00"),
        # It ends: half past two comes twice, and the first is meant.
        ("Europe/Warsaw", "2026-10-25", "02:30", "2026-10-25T02:30:00+02:00"),
        ("Europe/Warsaw", "2026-10-25", "03:30", "2026-10-25T03:30:00+01:00"),
        ("Europe/Warsaw", "2026-10-24", "27:30", "2026-10-25T03:30:00+01:00"),
    ],
)
def test_moments(zone, day, clock, wanted):
    where = zone_of(zone)
    at = moment(dt.date.fromisoformat(day), calendar.clock_of(clock) or 0, where)
    assert local_time(at, where).isoformat() == wanted


@pytest.fixture(scope="module")
def catalog(tmp_path_factory) -> Catalog:
    return week_of_stories(tmp_path_factory.mktemp("orders"))


def told(timeline: Timeline, order: RunningOrder) -> list[str]:
    """Return what is on, a line each."""
    return [
        f"{local_time(slot.start, order.tzinfo):%d %H:%M:%S} {slot.piece.kind} "
        f"{slot.piece.story.slug if slot.piece.story else ''} {slot.piece.seconds:g}"
        for slot in timeline.slots()
    ]


def faults(timeline: Timeline) -> list[tuple[str, str]]:
    return [(f"{day}", fault.name) for day, fault in timeline.faults]


def test_items_follow_one_another(catalog):
    order = order_of(
        'start: "12:00"\nitems: [one, {story: two, for: 40}, {message: {ko: 알림}}, {filler: {ko: 곧}, for: 5}]\n'
    )
    assert told(make_timeline(order, catalog, MONDAY), order) == [
        "30 12:00:00 card one 30",
        "30 12:00:30 card two 40",
        "30 12:01:10 message  15",
        "30 12:01:25 filler  5",
    ]


def test_a_loop_is_repeated_until_its_end_and_the_rest_is_filled(catalog):
    order = order_of(
        'start: "12:00"\nuntil: "12:02"\nitems: [one, {story: two, for: 20}, {filler: {ko: 곧}}]\n'
    )
    timeline = make_timeline(order, catalog, MONDAY)
    assert told(timeline, order) == [
        "30 12:00:00 card one 30",
        "30 12:00:30 card two 20",
        "30 12:00:50 card one 30",
        "30 12:01:20 card two 20",
        "30 12:01:40 filler  20",
    ]
    assert [run.times for run in timeline.runs] == [2, 1]
    assert not timeline.faults


def test_what_is_left_is_given_to_the_last_card_where_it_is_short(catalog):
    order = order_of('start: "12:00"\nuntil: "12:01:05"\nitems: [one, two, {filler: {ko: 곧}}]\n')
    assert told(make_timeline(order, catalog, MONDAY), order)[-1] == "30 12:00:30 card two 35"
    order = order_of('start: "12:00"\nuntil: "12:01:35"\nitems: [one, two, {filler: {ko: 곧}}]\n')
    assert told(make_timeline(order, catalog, MONDAY), order)[-1] == "30 12:01:00 card one 35"


def test_a_loop_goes_on_past_midnight(catalog):
    order = order_of('days: 월\nstart: "23:59"\nuntil: "00:01"\nitems: [one]\n')
    assert told(make_timeline(order, catalog, MONDAY, 2), order) == [
        "30 23:59:00 card one 30",
        "30 23:59:30 card one 30",
        "01 00:00:00 card one 30",
        "01 00:00:30 card one 30",
    ]


def test_a_day_lasts_as_long_as_the_clocks_say():
    order = order_of(
        'zone: Europe/Warsaw\nstart: "01:00"\nuntil: "05:00"\nitems: [{message: {ko: 알림}, for: "1:00:00"}]\n'
    )
    empty = Catalog((), (), None, MONDAY, Channel("site"), "ko", frozenset())  # type: ignore[arg-type]
    hours = {
        day: sum(run.times for run in make_timeline(order, empty, dt.date.fromisoformat(day)).runs)
        for day in ("2026-03-28", "2026-03-29", "2026-10-25")
    }
    assert hours == {"2026-03-28": 4, "2026-03-29": 3, "2026-10-25": 5}


def test_items_with_a_time_of_their_own(catalog):
    order = order_of(
        'start: "23:59"\nitems: [one, {filler: {ko: 곧}}, {story: two, at: "00:01"}, {story: one, at: "00:01:10"}]\n'
    )
    timeline = make_timeline(order, catalog, MONDAY)
    assert told(timeline, order) == [
        "30 23:59:00 card one 30",
        "30 23:59:30 filler  90",
        "01 00:01:00 card two 30",
        "01 00:01:30 card one 30",
    ]
    assert faults(timeline) == [("2026-11-30", "order-overlap")]


def test_an_earlier_part_ends_where_a_later_one_begins(catalog):
    order = order_of(
        'blocks: [{start: "12:00", until: "12:10", items: [one]}, {start: "12:01:15", items: [two]}]\n'
    )
    timeline = make_timeline(order, catalog, MONDAY)
    assert told(timeline, order)[1:] == [
        "30 12:00:30 card one 30",
        "30 12:01:00 card one 15",
        "30 12:01:15 card two 30",
    ]
    assert faults(timeline) == [("2026-11-30", "order-overlap")]


@pytest.mark.parametrize(
    ("when", "days"),
    [
        ("", "30 01 02 03 04 05 06"),
        ("days: 평일\n", "30 01 02 03 04"),
        ("days: 평일\nexcept: [2026-12-01, 2026-12-03 ~ 2026-12-10]\n", "30 02"),
        ("dates: 2026-12-02 ~ 2026-12-05\n", "02 03 04 05"),
        ("dates: 2026-12-02 ~ 2026-12-05\ndays: 주말\n", "05"),
    ],
)
def test_days(catalog, when, days):
    order = order_of(f'{when}start: "12:00"\nitems: [one]\n')
    assert [line[:2] for line in told(make_timeline(order, catalog, MONDAY, 7), order)] == days.split()


def test_a_block_takes_what_it_does_not_say_itself(catalog):
    order = order_of(
        'days: 월\nstart: ["12:00", "18:00"]\nuntil: "12:01"\n'
        'blocks: [{items: [one]}, {days: 화, start: "09:00", items: [two]}]\n'
    )
    first, second = (block.fields for block in order.parts)
    assert (first.days, first.start, first.until, first.title) == ((0,), (43200, 64800), 43260, order.title)
    assert (second.days, second.start, second.until) == ((1,), (32400,), None)


@pytest.mark.parametrize(
    ("viewers", "day", "shown"),
    [
        ("", "2026-11-30", "one two old"),
        ("", "2026-12-02", "one two soon"),
        ("audience: public\n", "2026-11-30", "one"),
        ("affiliate: lg-electronics\n", "2026-11-30", "one two old theirs"),
        ("affiliate: lg-chem\n", "2026-11-30", "one two old"),
    ],
)
def test_visibility_decides_for_each_day_and_audience(catalog, viewers, day, shown):
    order = order_of(f'{viewers}start: "12:00"\nitems: [one, two, old, soon, gone, draft, theirs]\n')
    timeline = make_timeline(order, catalog, dt.date.fromisoformat(day))
    names = [slot.piece.story.slug for slot in timeline.slots() if slot.piece.story]
    assert names == shown.split()
    hidden = [fault for _, fault in timeline.faults if fault.name == "order-story-hidden"]
    assert len(hidden) == 7 - len(names)


def test_a_site_tells_nothing_of_a_story_that_is_not_out_yet(catalog):
    order = order_of('start: "12:00"\nitems: [one, soon]\n')
    timeline = make_timeline(order, catalog, dt.date(2026, 12, 2))
    assert "아무도 모를 제목" in csv_of(timeline, order, "ko")
    shown = as_told(timeline, catalog)
    assert "아무도 모를" not in csv_of(shown, order, "ko")
    assert shown.runs[0].seconds == timeline.runs[0].seconds
    tomorrow = replace(catalog, day=dt.date(2026, 12, 2))
    assert as_told(timeline, tomorrow) == timeline


def test_the_cue_sheet_counts(catalog):
    order = order_of(
        'start: "12:00"\nuntil: "12:03"\nitems: [one, {story: two, for: 20.5}, {filler: {ko: 곧}}]\n'
    )
    (sheet,) = sheets_of(make_timeline(order, catalog, MONDAY), order, "ko")
    assert [(cue.number, cue.total) for cue in sheet.cues] == [(1, 30.0), (2, 50.5)]
    assert sheet.times == 3
    assert [round(cue.total, 3) for cue in sheet.rest] == [180.0]


def test_the_table_for_spreadsheets(catalog):
    order = order_of("start: \"12:00\"\nitems: [one, {message: {ko: '=1+1'}}]\n")
    text = csv_of(make_timeline(order, catalog, MONDAY), order, "ko")
    lines = text.split("\r\n")
    assert text.startswith("\ufeff번호,날짜,시작,")
    assert lines[1].startswith("1,2026-11-30,12:00:00,12:00:30,0:30,0:30,글,전화 한 통,,one,")
    assert ",'=1+1," in lines[2]
