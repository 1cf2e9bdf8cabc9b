"""Measures a running order: `make broadcast-bench N=1000`, or `python bench/broadcast.py N`.

In: a number of items. Out: seconds of a build that a running order of so many items, each another story, is new to; of one with nothing
to do; and of `delight broadcast`. It asserts nothing: the numbers are to be compared.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
import time
from pathlib import Path

from bench.build import run_build
from bench.made_up import folder_of, make_project
from generator.base.settings import read_settings
from generator.broadcast.checks import find_order_problems
from generator.broadcast.order import read_orders
from generator.build import Order, read_all
from generator.content.visibility import Channel, today

HEAD = 'title: {ko: 가상 편성, en: Made-up running order}\nchannel: lobby\nstart: "06:00"\nuntil: "22:00"\ncards: 20\nitems:\n'


def main() -> None:
    """Measure, and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("items", type=int, nargs="?", default=1000)
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="delight-bench-") as folder:
        _measure(Path(folder) / "project", given.items)


def _measure(project: Path, count: int) -> None:
    make_project(project, count)
    print(f"{count:,} stories; Python {platform.python_version()}, {os.cpu_count()} processors")
    print(f"{'':32}{'seconds':>9}{'CPU s':>8}")

    def tell(what: str) -> None:
        run = run_build(project)
        print(f"  {what:30}{run.seconds:9.2f}{run.cpu:8.2f}")

    tell("the site alone")
    tell("nothing to do")
    names = [folder_of(number).rpartition("/")[2] for number in range(count)]
    order = project / "stories/broadcast/lobby.yml"
    order.parent.mkdir()
    order.write_text(HEAD + "".join(f"  - {name}\n" for name in names), encoding="utf-8")
    tell("the first, which adds to the menu")
    tell("nothing to do")
    order.write_text(HEAD + "".join(f"  - {name}\n" for name in names[::-1]), encoding="utf-8")
    tell(f"a running order of {count:,} items")
    _tell_checks(project)
    site = project / "site/ko/broadcast/lobby"
    for name in ("schedule.json", "index.html", "sheet/index.html"):
        print(f"  {name:30}{(site / name).stat().st_size / 1000:9.0f} kB")


def _tell_checks(project: Path) -> None:
    settings, _ = read_settings(project / "mkdocs.yml")
    catalog, _ = read_all(settings, Order(today(), Channel("site"), project / "site"))
    began = time.perf_counter()
    orders, _ = read_orders(catalog.running_orders, catalog.source)
    read = time.perf_counter()
    problems = list(find_order_problems(orders, catalog))
    ended = time.perf_counter()
    print(f"  {'reading it':30}{read - began:9.2f}")
    print(f"  {f'checking 14 days ({len(problems)} messages)':30}{ended - read:9.2f}")


if __name__ == "__main__":
    main()
