"""Running orders for tests, and stories that come and go in a week of November. None of them is real."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from generator.base.settings import read_settings
from generator.broadcast.order import RunningOrder, read_orders
from generator.build import Order, read_all
from generator.content.catalog import Catalog
from generator.content.sheets import File
from generator.content.visibility import Channel
from tests.content.projects import project, story

MONDAY = dt.date(2026, 11, 30)
HEAD = "title: {ko: 가상, en: Made-up}\n"


def week_of_stories(root: Path) -> Catalog:
    """Write stories that come and go, and return them as a site of Monday has them."""
    fields = {
        "one": {"audience": "public"},
        "two": {"title": "지어낸 둘째 이야기"},
        "old": {"expires_on": "2026-12-02"},
        "soon": {"publish_on": "2026-12-02", "title": "아무도 모를 제목"},
        "gone": {"consent": "withdrawn"},
        "draft": {"status": "draft"},
        "theirs": {"audience": "affiliate"},
    }
    stories = {
        f"stories/2021/{name}/index.ko.md": story(**({"status": "published", "id": f"{name}-id2"} | one))
        for name, one in fields.items()
    }
    settings, problems = read_settings(project(root, stories) / "mkdocs.yml")
    assert not problems
    found, wrong = read_all(settings, Order(MONDAY, Channel("site"), Path("nowhere")))
    assert not wrong
    return found


def order_of(text: str, head: str = HEAD) -> RunningOrder:
    """Return a running order that is right."""
    orders, problems = read_orders(
        {"lobby": File("stories/broadcast/lobby.yml", (head + text).encode())}, "ko"
    )
    assert not problems
    return orders[0]
