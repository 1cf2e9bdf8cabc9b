"""Planning: the catalog is handed to the wings, and what they give becomes one plan of a site, with its addresses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from generator.base.addresses import Linker
from generator.base.bundles import bundled
from generator.base.cache import Cache, digest
from generator.base.outputs import Data, Group, Output
from generator.base.plan import Plan, make_plan
from generator.base.problems import Problem, is_error
from generator.base.published import open_lock
from generator.base.settings import Settings
from generator.broadcast import broadcast_outputs
from generator.broadcast.checks import find_order_problems
from generator.broadcast.order import read_orders
from generator.build.orders import Order, program_key, shown_as
from generator.build.packing import find_packing_problems
from generator.build.printing import press_for
from generator.build.texts import texts_of
from generator.clips import clip_outputs
from generator.content.catalog import Catalog
from generator.page.links import dead_addresses
from generator.page.published import Kept, Published, keep, standing
from generator.search import Makings, script_head, search_outputs
from generator.site import site_outputs
from generator.site.moved import moved_outputs
from generator.site.results import result_of
from generator.training import training_outputs


def planned(
    catalog: Catalog,
    settings: Settings,
    order: Order,
    own: Sequence[Output],
    cache: Cache,
    screen: str = "",
) -> tuple[Plan, Published | None, list[Problem]]:
    """Return what the site is made of, its addresses, and the problems that only show when all of it is known.

    `screen` is a key of the screens' script and style; empty for a site without screens.
    """
    running_orders, problems = read_orders(catalog.running_orders, catalog.source)
    problems = (*problems, *find_order_problems(running_orders, catalog))
    if any(map(is_error, problems)):
        return Plan({}, {}, {}), None, list(problems)
    wings = (
        *site_outputs(catalog, settings, order.portable),
        *broadcast_outputs(
            catalog, settings, order.portable, running_orders, partial(texts_of, cache), screen
        ),
        *training_outputs(catalog, settings, order.portable, press_for(catalog, settings, order, cache)),
        *clip_outputs(catalog, settings),
        *search_outputs(catalog, _makings(catalog, settings, order), cache),
    )
    name = digest(repr(order.channel), order.portable)
    plan = remembered_plan(cache, name, [*own, *wings], order.jobs)
    published = _published(plan, catalog, settings, order)
    plan = plan.joined(moved_outputs(published.kept.moved, catalog, settings))
    problems = (*problems, *find_packing_problems(catalog, settings, order))
    return plan, published, [*problems, *published.kept.problems, *dead_addresses(catalog, plan.keys)]


def remembered_plan(cache: Cache, name: str, parts: Iterable[Output | Group], jobs: int) -> Plan:
    """Return the plan of these parts, whose groups are remembered under a name."""
    remembered: Any = cache.get("plan", name) or {}
    plan = make_plan(parts, remembered, jobs)
    if plan.groups != remembered:
        cache.put_many("plan", {name: plan.groups})
    return plan


def _published(plan: Plan, catalog: Catalog, settings: Settings, order: Order) -> Published:
    """Return what was published, and what comes of it; that an address is lost stops only a site that is to be published."""
    lock, problems = open_lock(settings.links_file, shown_as(settings.links_file, settings.root))
    if order.portable:
        lock = lock.without("embed")
    now = standing(plan.keys, catalog, settings.languages)
    is_whole = not any(map(is_error, problems))
    kept = keep(lock, now, catalog, settings.languages) if is_whole else Kept()
    kept = replace(kept, problems=(*problems, *kept.problems))
    if order.channel.name != "site":
        kept = replace(kept, problems=tuple(replace(one, mild=True) for one in kept.problems))
    return Published(lock, now, kept, settings.languages, is_whole)


def _makings(catalog: Catalog, settings: Settings, order: Order) -> Makings:
    """Return what the search wing works with; what a result shows is the site wing's to say."""
    link = Linker("", order.portable)
    return Makings(
        settings.languages,
        order.portable,
        partial(result_of, catalog=catalog, link=link, languages=settings.languages),
        settings.cache_dir,
        program_key(),
        order.jobs,
    )


def search_script(overrides: Path) -> Data:
    """Return the engine of search, which a page fetches when its reader begins to search."""
    return bundled(overrides, "search", before=script_head())
