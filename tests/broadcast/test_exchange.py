"""Running orders for other programs: calendars, television guides and playlists are what their standards ask for."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import icalendar
import pytest

from generator.broadcast.exchange import calendar_of, guide_of, playlist_of
from generator.broadcast.order import RunningOrder
from generator.broadcast.pieces import Piece
from generator.broadcast.timeline import Timeline, make_timeline
from generator.content.catalog import Catalog
from generator.content.words import Words
from tests.broadcast import screens
from tests.broadcast.orders import MONDAY, order_of, week_of_stories

PAGE = "https://stories.example/ko/broadcast/lobby/"
LONG = (
    'title: {ko: "가상의 편성, 아주 긴 이름; 역슬래시\\\\와 쉼표", en: "Made-up, with a comma"}\n'
    "blocks:\n"
    '  - {start: "12:00", items: [one, {story: two, for: 40}]}\n'
    '  - {days: 월, start: "23:30", until: "00:30", items: [one, two]}\n'
)


@pytest.fixture(scope="module")
def catalog(tmp_path_factory) -> Catalog:
    return week_of_stories(tmp_path_factory.mktemp("exchange"))


@pytest.fixture(scope="module")
def order() -> RunningOrder:
    return order_of(LONG, head="")


@pytest.fixture(scope="module")
def two_days(order, catalog) -> Timeline:
    return make_timeline(order, catalog, MONDAY, 2)


def test_a_calendar_is_read_back(order, two_days):
    text = calendar_of(two_days, order, MONDAY, "ko", "https://stories.example/", PAGE)
    lines = text.split("\r\n")
    assert lines[-1] == ""
    assert all(len(line.encode()) <= 75 for line in lines)
    events = icalendar.Calendar.from_ical(text).walk("VEVENT")
    times = [(event.decoded("DTSTART"), event.decoded("DTEND")) for event in events]
    seoul = dt.timezone(dt.timedelta(hours=9))
    assert times[0] == (
        dt.datetime(2026, 11, 30, 12, 0, tzinfo=seoul),
        dt.datetime(2026, 11, 30, 12, 1, 10, tzinfo=seoul),
    )
    assert times[1] == (
        dt.datetime(2026, 11, 30, 23, 30, tzinfo=seoul),
        dt.datetime(2026, 12, 1, 0, 30, tzinfo=seoul),
    )
    assert str(events[0]["SUMMARY"]) == order.title.get("ko")
    assert str(events[0]["DESCRIPTION"]).splitlines()[0] == "전화 한 통 (0:30)"
    assert str(events[1]["DESCRIPTION"]).splitlines()[-1] == "60번 되풀이"
    assert str(events[0]["URL"]) == PAGE


def test_events_keep_their_names(order, catalog):
    def names(day: dt.date) -> set[str]:
        made = make_timeline(order, catalog, day, 3)
        text = calendar_of(made, order, day, "ko", "", "")
        return {str(event["UID"]) for event in icalendar.Calendar.from_ical(text).walk("VEVENT")}

    today, tomorrow = names(MONDAY), names(MONDAY + dt.timedelta(days=1))
    assert len(today) == 4
    assert len(today & tomorrow) == 2


ORDER = ("title", "sub-title", "desc", "date", "category", "length", "subtitles")
"""In which a programme's elements stand in the DTD, as far as we write them."""


def test_a_guide_has_both_languages_and_the_times_of_seoul(order, two_days, catalog):
    guide = ElementTree.fromstring(guide_of([(order, two_days)], catalog, ("ko", "en")).encode())
    names = [(one.get("lang"), one.text) for one in guide.iterfind("channel/display-name")]
    assert names == list(order.title.by_language)
    programmes = guide.findall("programme")
    assert [one.get("start") for one in programmes] == [
        "20261130120000 +0900",
        "20261130120030 +0900",
        "20261130233000 +0900",
        "20261201120000 +0900",
        "20261201120030 +0900",
    ]
    assert programmes[2].get("stop") == "20261201003000 +0900"
    for one in programmes:
        places = [ORDER.index(part.tag) for part in one]
        assert places == sorted(places)


def test_a_part_of_a_film_in_a_playlist():
    words = Words((("ko", "가상의\n영상"), ("en", "A film")))
    pieces = [
        (Piece("film", 12.5, "items.0", words), "../film.webm"),
        (Piece("film", 4.0, "items.1", words, begin=65.5, is_part=True), "https://media.example/film.mp4"),
    ]
    assert playlist_of(pieces, "ko").splitlines() == [
        "#EXTM3U",
        "#EXTENC:UTF-8",
        "#EXTINF:12.5,가상의 영상",
        "../film.webm",
        "#EXTINF:4,가상의 영상",
        "#EXTVLCOPT:start-time=65.5",
        "#EXTVLCOPT:stop-time=69.5",
        "https://media.example/film.mp4",
    ]


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    return screens.build(screens.make_project(tmp_path_factory.mktemp("exchange")))


@pytest.mark.slow
def test_the_guide_passes_the_checker_of_xmltv(site):
    checker = shutil.which("tv_validate_file")
    assert checker, "make test-all installs xmltv-util"
    guide = site / "broadcast/xmltv.xml"
    command = [checker, "--dtd-file", "/usr/share/xmltv/xmltv.dtd", str(guide)]
    checked = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.slow
def test_the_playlist_plays(site):
    player = shutil.which("mpv")
    assert player, "make test-all installs mpv"
    playlist = site / "ko/broadcast/lobby/playlist.m3u8"
    command = [player, "--no-config", "--vo=null", "--ao=null", "--untimed", f"--playlist={playlist}"]
    played = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )
    assert played.returncode == 0, played.stdout + played.stderr
    assert played.stdout.count("Playing: ") == 2
