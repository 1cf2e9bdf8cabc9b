"""The pages of running orders, as a build leaves them: what they tell, and where they lead."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.broadcast import screens
from tests.build.running import delight


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    folder = screens.make_project(tmp_path_factory.mktemp("programme"))
    public = screens.LOOP.replace("channel: lobby", "channel: hall\naudience: public")
    (folder / "stories/broadcast/hall.yml").write_text(public, encoding="utf-8")
    (folder / "stories/2021/article/index.ko.md").write_text(
        (folder / "stories/2021/article/index.ko.md")
        .read_text("utf-8")
        .replace("status: published", "status: published\naudience: public"),
        encoding="utf-8",
    )
    return folder


@pytest.fixture(scope="module")
def site(root) -> Path:
    return screens.build(root)


def cue_sheet(root: Path, *arguments: str) -> tuple[int, str]:
    """Run `delight broadcast`, and return its exit status and all that it printed."""
    told = delight(root, "broadcast", "--lang", "ko", *arguments)
    return told.returncode, told.stdout + told.stderr


def text_of(path: Path) -> str:
    return re.sub(r"<[^>]*>", "", path.read_text("utf-8"))


@pytest.mark.parametrize(("language", "menu"), [("ko", "방송"), ("en", "Broadcast")])
def test_the_menu_leads_there(site, language, menu):
    home = (site / language / "index.html").read_text("utf-8")
    assert re.search(rf'<a class="d-tab" href="[^"]*broadcast/">{menu}</a>', home)
    assert (site / language / "broadcast/index.html").is_file()


def test_a_site_without_running_orders_has_no_such_entry(tmp_path):
    root = screens.make_project(tmp_path)
    (root / "stories/broadcast/lobby.yml").unlink()
    site = screens.build(root)
    assert not (site / "ko/broadcast").exists()
    assert 'broadcast/">' not in (site / "ko/index.html").read_text("utf-8")


def test_the_day_and_the_week_are_told_without_script(site):
    told = text_of(site / "ko/broadcast/lobby/index.html")
    assert "08:00–20:00" in told
    assert told.count("가상 로비") >= 8  # once for each day of the week
    assert "가상의 글 이야기" in told
    assert "0:04–0:08" in told
    assert "월요일" in told


def test_a_public_screen_shows_only_what_is_public(site):
    schedule = json.loads((site / "ko/broadcast/hall/schedule.json").read_text("utf-8"))
    assert list(schedule["stories"]) == ["article"]
    assert schedule["films"] == {}
    everything = json.loads((site / "ko/broadcast/lobby/schedule.json").read_text("utf-8"))
    assert set(everything["stories"]) == {"film", "article", "other"}


def test_every_address_of_the_schedule_answers(site):
    for language in ("ko", "en"):
        schedule = json.loads((site / language / "broadcast/lobby/schedule.json").read_text("utf-8"))
        named = [film["src"].partition("?")[0] for film in schedule["films"].values()]
        named += [card["code"] for card in schedule["stories"].values()]
        assert named
        assert all((site / address).is_file() for address in named)
        assert len(schedule["words"]) == 3


def test_a_running_order_can_be_followed(site):
    feed = ElementTree.fromstring((site / "ko/feeds/broadcast/lobby/rss.xml").read_bytes())
    titles = {item.findtext("title") for item in feed.iterfind("channel/item")}
    assert titles == {"가상의 영상 이야기", "가상의 글 이야기", "지어낸 글, 두 번째 이야기"}
    assert "feeds/broadcast/lobby/rss.xml" in (site / "ko/broadcast/lobby/index.html").read_text("utf-8")
    assert not (site / "en/feeds/broadcast/lobby/rss.xml").exists()


def test_a_portable_site_has_no_screen(root, tmp_path):
    site = screens.build(root, screens.DAY, "--portable", "-d", str(tmp_path / "portable"))
    assert (site / "ko/broadcast/lobby/index.html").is_file()
    assert not (site / "ko/broadcast/lobby/screen").exists()
    assert "schedule.json" not in (site / "ko/broadcast/lobby/index.html").read_text("utf-8")


def test_the_cue_sheet_on_the_command_line(root):
    status, told = cue_sheet(root, "lobby", "--day", screens.DAY)
    lines = told.splitlines()
    assert status == 0
    assert lines[0] == "가상 로비 · 2026년 11월 30일 월요일"
    assert re.fullmatch(r"08:00:00–20:00:00 가상 로비 · 1,05\d번 되풀이", lines[2])
    columns = lines[3:9]
    assert columns[0].split() == ["번호", "시작", "길이", "누계", "종류", "제목", "비고"]
    assert columns[2].split()[:6] == ["2", "08:00:12", "0:05", "0:17", "알림", "가상의"]
    assert columns[4].endswith("0:04–0:08 · ko en · -23.7 LKFS")


def test_the_cue_sheet_of_what_there_is_not(root):
    status, told = cue_sheet(root, "loby", "--day", screens.DAY)
    assert (status, told) == (1, "loby라는 편성표는 없습니다. 있는 것: hall, lobby\n")


@pytest.mark.parametrize(
    ("form", "begins"), [("--csv", "\ufeff번호,"), ("--ics", "BEGIN:VCALENDAR"), ("--json", "{")]
)
def test_the_cue_sheet_in_other_forms(root, form, begins):
    status, told = cue_sheet(root, "lobby", "--day", screens.DAY, form)
    assert status == 0
    assert told.startswith(begins)
    if form == "--json":
        (order,) = json.loads(told)["orders"]
        assert [item["kind"] for item in order["parts"][0]["items"]] == [
            "film",
            "message",
            "card",
            "film",
            "card",
        ]
