"""What counts as a view; and that the same lines, however cut, repeated and ordered, count once."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.settings import read_settings
from generator.build import Order, read_all
from generator.content.views import NO_VIEWS, Views, read_views, views_text
from generator.content.visibility import Channel
from generator.logs.count import SITTING
from generator.logs.places import Places
from tests.logs.samples import CHROME, FILM_AT, NOON, TODAY, add, caddy, combined, counted, make
from tests.made_up import CAPTIONS, write_story

READ = {"read": {"readme": 1}}
HANGUL = "/ko/stories/%ED%95%9C%EA%B8%80-%EC%9D%B4%EC%95%BC%EA%B8%B0/"
DECOMPOSED = "/ko/stories/%E1%84%92%E1%85%A1%E1%86%AB%E1%84%80%E1%85%B3%E1%86%AF-%E1%84%8B%E1%85%B5%E1%84%8B%E1%85%A3%E1%84%80%E1%85%B5/"
LINES = {
    "a page": (combined(NOON, "/ko/stories/read/"), READ),
    "in English": (combined(NOON, "/en/stories/read/"), READ),
    "by its file": (combined(NOON, "/ko/stories/read/index.html"), READ),
    "with a query": (combined(NOON, "/ko/stories/read/?from=mail&x=/en/"), READ),
    "two slashes": (combined(NOON, "//ko/stories//read/"), READ),
    "whole address": (combined(NOON, "https://host.example/ko/stories/read/"), READ),
    "not modified": (combined(NOON, "/ko/stories/read/", status=304), READ),
    "a part": (combined(NOON, "/ko/stories/read/", status=206), READ),
    "percent-encoded": (combined(NOON, HANGUL), {"read": {"hangul": 1}}),
    "decomposed": (combined(NOON, DECOMPOSED), {"read": {"hangul": 1}}),
    "raw bytes": (combined(NOON, "/ko/stories/한글-이야기/"), {"read": {"hangul": 1}}),
    "escaped bytes": (
        combined(NOON, "/ko/stories/" + "".join(f"\\x{b:02X}" for b in "한글-이야기".encode()) + "/"),
        {"read": {"hangul": 1}},
    ),
    "Caddy": (caddy(NOON + 0.5, HANGUL), {"read": {"hangul": 1}}),
    "a film": (combined(NOON, FILM_AT, status=206), {"watched": {"filmed": 1}}),
    "only in Korean": (combined(NOON, "/ko/stories/korean-only/"), {"read": {"konly1": 1}}),
    "no agent told": (combined(NOON, "/ko/stories/read/", agent="-"), READ),
    "a telephone called Cubot": (
        combined(NOON, "/ko/stories/read/", agent="Mozilla/5.0 (Linux; Android 13; CUBOT P80)"),
        READ,
    ),
    "a notice in its place": (combined(NOON, "/en/stories/korean-only/"), {}),
    "not out yet": (combined(NOON, "/ko/stories/later/"), {}),
    "out the next day": (combined(NOON + 86400, "/ko/stories/later/"), {"read": {"later1": 1}}),
    "no longer out": (combined(NOON, "/ko/stories/gone/"), {}),
    "while it was out": (combined(NOON - 2 * 86400, "/ko/stories/gone/"), {"read": {"gone11": 1}}),
    "permanent address": (combined(NOON, "/s/readme/"), {}),
    "moved": (combined(NOON, "/ko/stories/read", status=301), {}),
    "not found": (combined(NOON, "/ko/stories/read/", status=404), {}),
    "not the page": (combined(NOON, "/ko/stories/read/x.png"), {}),
    "a list": (combined(NOON, "/ko/stories/"), {}),
    "captions": (combined(NOON, "/media/2020/filmed/captions.ko.vtt"), {}),
    "broken percent": (combined(NOON, "/ko/stories/%ED%95/"), {}),
    "another site below": (combined(NOON, "/other/ko/stories/read/"), {}),
    "HEAD": (combined(NOON, "/ko/stories/read/").replace(b"GET", b"HEAD"), {}),
    "POST": (combined(NOON, "/ko/stories/read/").replace(b"GET", b"POST"), {}),
    "prefetch": (caddy(NOON, "/ko/stories/read/", Sec_Purpose="prefetch;prerender"), {}),
    "prefetch of old": (caddy(NOON, "/ko/stories/read/", Purpose="prefetch"), {}),
    "a screen": (caddy(NOON, FILM_AT, Referer="https://host.example/ko/broadcast/lobby/screen/"), {}),
}
ROBOTS = """\
Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)
Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)
Mozilla/5.0 (compatible; Yeti/1.1; +https://naver.me/spd)
Mozilla/5.0 (compatible; Daumoa/4.0)
facebookexternalhit/1.1;kakaotalk-scrap/1.0; +https://devtalk.kakao.com/
Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)
Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5
Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17328; Pro)
curl/8.5.0
Wget/1.21.4
python-requests/2.32.3
Go-http-client/1.1
check_http/v2.3 (monitoring-plugins 2.3)
kube-probe/1.30
Zabbix 7.0
Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/130.0.0.0 Safari/537.36
Mozilla/5.0 (compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)
Apache-HttpClient/4.5.14 (Java/17.0.9)""".splitlines()
PEOPLE = """\
Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0
Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Whale/4.29 Safari/537.36
Mozilla/5.0 (Linux; Android 14; SAMSUNG SM-S921N) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36
Mozilla/5.0 (Linux; Android 13; SM-G991N; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36 KAKAOTALK 2410810
Mozilla/5.0 (Linux; Android 14; SM-S928N) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36 DaumApps/8.3 DaumDevice/mobile
Mozilla/5.0 (Linux; Android 14; SM-S928N) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36 NAVER(inapp; search; 2000; 12.8.1)
Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1
Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15
Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0
Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko
Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Teams/24 Chrome/120.0 Electron/28 Safari/537.36""".splitlines()


@pytest.mark.parametrize("name", LINES)
def test_line(rooted: Places, name: str) -> None:
    line, expected = LINES[name]
    assert counted(rooted, [line]) == expected


def test_below_a_path(places: Places) -> None:
    assert counted(places, [combined(NOON, "/delight/ko/stories/read/")]) == READ
    assert counted(places, [combined(NOON, "/ko/stories/read/")]) == {}
    assert counted(places, [combined(NOON, f"/delight{FILM_AT}")]) == {"watched": {"filmed": 1}}


@pytest.mark.parametrize("agent", ROBOTS)
def test_robot(rooted: Places, agent: str) -> None:
    assert counted(rooted, [combined(NOON, "/ko/stories/read/", agent=agent)]) == {}


@pytest.mark.parametrize("agent", PEOPLE)
def test_person(rooted: Places, agent: str) -> None:
    assert counted(rooted, [combined(NOON, "/ko/stories/read/", agent=agent)]) == READ


def test_both_languages_add_to_one_story(rooted: Places) -> None:
    lines = [combined(NOON + n, f"/{one}/stories/read/") for n, one in enumerate(("ko", "en", "ko"))]
    assert counted(rooted, lines) == {"read": {"readme": 3}}


@pytest.mark.parametrize(
    ("moments", "viewings"),
    [
        ([0, 0, 1, 5, 300], 1),
        ([0, SITTING], 1),
        ([0, SITTING + 1], 2),
        ([0, 1700, 3400, 5100], 1),  # no pause is as long as a sitting
        ([0, 1, 4000, 4001, 8000], 3),
        ([600, 0, 300], 1),  # Apache writes a request when it is over, under the time when it began
        ([5000, 2000, 1900, 3500], 1),
        ([4000, 5600, 2100, 2000], 2),
    ],
)
def test_viewing(rooted: Places, moments: Sequence[int], viewings: int) -> None:
    lines = [combined(NOON + at, FILM_AT, status=206, size=number) for number, at in enumerate(moments)]
    assert counted(rooted, lines) == {"watched": {"filmed": viewings}}


def test_viewers_are_told_apart(rooted: Places) -> None:
    who = [("10.0.0.1", CHROME), ("10.0.0.2", CHROME), ("10.0.0.1", PEOPLE[6]), ("10.0.0.1", CHROME)]
    lines = [combined(NOON, FILM_AT, one, agent, 206) for one, agent in who]
    assert counted(rooted, lines) == {"watched": {"filmed": 3}}


def test_day_is_that_of_seoul(rooted: Places) -> None:
    lines = [
        b'10.0.0.1 - - [20/Nov/2026:14:59:59 +0000] "GET /ko/stories/read/ HTTP/1.1" 200 5 "-" "M"',
        b'10.0.0.1 - - [20/Nov/2026:15:00:00 +0000] "GET /ko/stories/read/ HTTP/1.1" 200 5 "-" "M"',
        b'10.0.0.1 - - [20/Nov/2026:10:00:00 -0500] "GET /en/stories/read/ HTTP/1.1" 200 5 "-" "M"',
    ]
    views, _ = add(NO_VIEWS, rooted, lines)
    assert {day: dict(counts["read"]) for day, counts in views.days.items()} == {
        "2026-11-20": {"readme": 1},
        "2026-11-21": {"readme": 2},
    }


def test_viewing_past_midnight_is_one(rooted: Places) -> None:
    midnight = NOON + 12 * 3600
    lines = [combined(midnight + at, FILM_AT, status=206, size=at + 999) for at in (-20, -5, 5, 400)]
    views, _ = add(NO_VIEWS, rooted, lines)
    assert views.days == {"2026-11-21": {"watched": {"filmed": 1}}}


# --- However the log comes ---------------------------------------------------------------------------------


def made_up_log(seed: int, count: int = 160, pause: int = 900) -> list[bytes]:
    """Return a log over some days, with viewings that go on, pauses, and lines that come late."""
    chance = random.Random(seed)
    lines, now, busy = [], NOON, pause
    for number in range(count):
        if number % 40 == 0:
            busy = chance.choice([1, pause // 8, pause, 4 * pause])
        now += chance.randrange(busy + 1)
        late = chance.choice([0] * 9 + [chance.randrange(3600)])
        path = chance.choice([FILM_AT, FILM_AT, "/ko/stories/read/", HANGUL, "/assets/x.css"])
        who = f"10.0.0.{chance.randrange(4)}"
        # Sizes are all different, so that no two lines are alike but for who asked.
        lines.append(combined(now - late, path, who, status=206 if path == FILM_AT else 200, size=number))
    return lines


def numbers(views: Views) -> dict[str, dict[str, int]]:
    return {kind: dict(some) for kind, some in views.in_all().items() if some}


def imported(places: Places, logs: Sequence[Sequence[bytes]]) -> Views:
    """Give logs to one command each, and write and read the file in between."""
    views = NO_VIEWS
    for log in logs:
        views = read_views(views_text(add(views, places, log)[0]).encode())
    return views


def cut_viewings(log: Sequence[bytes], parts: Sequence[tuple[int, int]]) -> int:
    """Return how many requests go on with a viewing in the whole log, and in no part stand together with one that they go on from."""
    requests = [(re.search(rb"^(\S+) .*:(\d+):(\d+):(\d+) \+0900", line), line) for line in log]
    seconds = []
    for found, line in requests:
        day = int(re.search(rb"\[(\d+)/", line)[1])  # type: ignore[index]
        hour, minute, second = (int(found[n]) for n in (2, 3, 4))  # type: ignore[index]
        seconds.append(((day * 24 + hour) * 60 + minute) * 60 + second)
    cut = 0
    for late, line in enumerate(log):
        if FILM_AT.encode() not in line:
            continue
        who = line.split(b" ", 1)[0]
        from_which = [
            early
            for early in range(len(log))
            if (seconds[early], early) < (seconds[late], late)
            and FILM_AT.encode() in log[early]
            and log[early].split(b" ", 1)[0] == who
            and seconds[late] - seconds[early] <= SITTING
        ]
        together = any(
            a <= min(early, late) and max(early, late) < b for early in from_which for a, b in parts
        )
        cut += bool(from_which) and not together
    return cut


@given(
    st.integers(0, 10**6),
    st.lists(st.tuples(st.integers(0, 160), st.integers(0, 160)), max_size=6),
    st.randoms(),
)
def test_any_parts_in_any_order(
    rooted: Places, seed: int, cuts: list[tuple[int, int]], dice: random.Random
) -> None:
    log = made_up_log(seed, pause=random.Random(seed).choice([60, 900, 3000]))
    whole = numbers(imported(rooted, [log]))
    # Parts that hold all of it together, some of it several times.
    ends = sorted({0, len(log), *(dice.randrange(len(log)) for _ in range(3))})
    parts = [(max(0, a - dice.choice([0, 0, 5, 60])), b) for a, b in pairwise(ends)]
    parts += [(min(one), max(one)) for one in cuts]
    parts += dice.choices(parts, k=2)
    views = []
    for _ in range(2):
        dice.shuffle(parts)
        views.append(imported(rooted, [log[a:b] for a, b in parts]))
    assert views_text(views[0]) == views_text(views[1]), "no order matters"
    found = numbers(views[0])
    assert found.get("read") == whole.get("read"), "every page once"
    more = found.get("watched", {}).get("filmed", 0) - whole.get("watched", {}).get("filmed", 0)
    assert 0 <= more <= cut_viewings(log, parts), "a viewing counts again only where no log holds it together"


@given(st.integers(0, 10**6))
def test_again_changes_nothing(rooted: Places, seed: int) -> None:
    log = made_up_log(seed, pause=random.Random(seed).choice([60, 900, 3000]))
    once, _ = add(NO_VIEWS, rooted, log)
    for again in ([log], [log, log]):
        assert add(once, rooted, *again)[0] is once
    for again in ([log[:90], log[30:]], [log[50:]], [log[20:40], log]):
        # A part may show that an hour is whole, where the whole log did not: what was counted stays.
        assert numbers(add(once, rooted, *again)[0]) == numbers(once)


@given(st.integers(0, 10**6))
def test_logs_given_together_share_their_viewers(rooted: Places, seed: int) -> None:
    log = [line for line in made_up_log(seed) if b"12:00:00" not in line]
    log = sorted(log, key=lambda line: int(line.split(b'"GET ')[1].split(b" ")[3]))
    at = random.Random(seed).randrange(len(log))
    views, _ = add(NO_VIEWS, rooted, log[:at], log[at:])
    whole, _ = add(NO_VIEWS, rooted, log)
    more = views.in_all()["watched"]["filmed"] - whole.in_all()["watched"]["filmed"]
    assert views.in_all()["read"] == whole.in_all()["read"]
    assert 0 <= more <= cut_viewings(log, [(0, at), (at, len(log))])


@given(st.integers(0, 10**6))
def test_nothing_depends_on_who_asked(rooted: Places, seed: int) -> None:
    """The file is the same byte for byte with every address and agent another: so none can be found from it."""
    log = made_up_log(seed)
    other = [
        line.replace(b"10.0.0.", b"2001:db8::9").replace(CHROME.encode(), PEOPLE[6].encode()) for line in log
    ]
    assert log != other
    one, two = (views_text(add(NO_VIEWS, rooted, lines)[0]) for lines in (log, other))
    assert one == two


def test_alike_in_one_second(rooted: Places) -> None:
    lines = [combined(NOON, "/ko/stories/read/", f"10.0.0.{n}") for n in range(9)]
    views = imported(rooted, [lines, lines, lines[:5], lines[3:]])
    assert numbers(views) == {"read": {"readme": 9}}


def test_rotated_in_the_middle_of_a_viewing(rooted: Places) -> None:
    log = [combined(NOON + 60 * n, FILM_AT, size=n) for n in range(10)]
    for parts in ([log[:5], log[5:]], [log[:5], log[4:]], [log[:9], log[1:]]):
        assert numbers(add(NO_VIEWS, rooted, *parts)[0]) == {"watched": {"filmed": 1}}
    apart = [imported(rooted, order) for order in ([log[:5], log[5:]], [log[5:], log[:5]])]
    assert [numbers(views)["watched"]["filmed"] for views in apart] == [2, 2], "as the guide says"
    assert numbers(add(apart[0], rooted, log)[0]) == {"watched": {"filmed": 1}}, "mended by the whole log"


def test_the_same_line_twice_in_one_log(rooted: Places) -> None:
    """As `cat access.log access.log.1 access.log` has it."""
    for pause in (1, 300):
        moments = [NOON + pause * n for n in range(60)]
        log = [combined(at, path, size=at) for at in moments for path in (FILM_AT, "/ko/stories/read/")]
        once = numbers(add(NO_VIEWS, rooted, log)[0])
        assert once == {"read": {"readme": 60}, "watched": {"filmed": 1}}
        for more in (log + log, log[:50] + log[20:], log[40:] + log + log[:70]):
            assert numbers(add(NO_VIEWS, rooted, more)[0]) == once


def test_query_is_not_kept(rooted: Places) -> None:
    one, two = (
        views_text(add(NO_VIEWS, rooted, [combined(NOON, f"/ko/stories/read/?to={who}")])[0])
        for who in ("kim", "lee")
    )
    assert one == two


def test_two_servers(rooted: Places) -> None:
    logs = [
        [combined(NOON + n, "/ko/stories/read/", size=server) for n in range(0, 40_000, 100)]
        for server in (1, 2)
    ]
    views, _ = add(NO_VIEWS, rooted, logs[0], server="web01")
    views, _ = add(views, rooted, logs[1], server="web02")
    assert numbers(views) == {"read": {"readme": 800}}
    assert sorted(views.servers) == ["web01", "web02"]


def test_wrong_clock_closes_no_hour(rooted: Places) -> None:
    """A clock that begins in 1970 must not make the years since then look as if they had been counted."""
    lines = [combined(n, "/assets/x.css") for n in range(0, 20_000, 60)]
    lines += [combined(NOON + n, "/ko/stories/read/", size=n) for n in range(0, 20_000, 60)]
    before = [combined(NOON - 30 * 86400 + n, "/ko/stories/read/", size=n) for n in range(10)]
    assert numbers(imported(rooted, [lines, before])) == {"read": {"readme": 334 + 10}}


def test_hole_that_is_filled_later(rooted: Places) -> None:
    """Two hours missing from a log that was put together by hand are counted when they come."""
    lines = [combined(NOON + n, "/ko/stories/read/", size=n) for n in range(0, 40_000, 60)]
    assert numbers(imported(rooted, [lines[:200] + lines[320:], lines[190:330]])) == {
        "read": {"readme": len(lines)}
    }


def test_memory_of_marks_is_short(rooted: Places) -> None:
    """Of a busy log only the hours at its ends keep marks."""
    lines = [combined(NOON + n, "/ko/stories/read/", size=n) for n in range(0, 200_000, 20)]
    views, _ = add(NO_VIEWS, rooted, lines)
    assert len(views.servers[""].open) <= 6
    assert len(views_text(views)) < 20_000


@given(
    st.lists(
        st.binary(max_size=80) | st.integers(0, 30).map(lambda n: combined(NOON + n * 900, FILM_AT, size=n)),
        max_size=40,
    )
)
def test_any_bytes(rooted: Places, lines: list[bytes]) -> None:
    views, (tally,) = add(NO_VIEWS, rooted, lines)
    assert tally.unread <= tally.lines <= len(lines)
    assert read_views(views_text(views).encode()) == views


def test_films_on_a_media_host(tmp_path: Path) -> None:
    """Its own log has its own paths."""
    project = tmp_path / "project"
    make(project, media_base="https://media.example/films/")
    write_story(project, "2022/elsewhere", files=CAPTIONS, video="media:2022/영상.mp4", id="elsewh")
    settings = read_settings(project / "mkdocs.yml")[0]
    catalog, _ = read_all(settings, Order(TODAY, Channel("site"), settings.site_dir, jobs=1))
    places = Places(catalog, settings)
    target = "/films/2022/%EC%98%81%EC%83%81.mp4"
    assert counted(places, [combined(NOON, target, status=206), caddy(NOON + 1, target)]) == {
        "watched": {"elsewh": 2}
    }
