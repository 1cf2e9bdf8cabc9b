"""The build: from files to a site. The only composer: it asks content, hands the catalog to the wings, and writes Outputs.

Speed lives here: what was read and rendered before is remembered by a key that covers all it depends on, and what is left is
shared out to processes. Nothing is written while anything is wrong.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from generator.base import tree
from generator.base.bundles import BUNDLES, bundled
from generator.base.cache import Cache, digest, exclusive, with_cache
from generator.base.outputs import Copy, Output
from generator.base.plan import make_plan
from generator.base.problems import Place, Problem, in_order, is_error, problem
from generator.base.render import Look
from generator.base.settings import Settings
from generator.base.theme import Theme
from generator.build.orders import GUIDES, Order, Report, program_key, shown_as
from generator.build.planning import planned, search_script
from generator.build.reading import read_catalog, views_in
from generator.build.writing import write
from generator.content.catalog import Catalog
from generator.page.frames import make_site, style_of
from generator.training import guide_outputs

__all__ = [
    "GUIDES",
    "Order",
    "Report",
    "build",
    "check",
    "program_key",
    "read_all",
    "search_script",
    "views_in",
]


def build(settings: Settings, theme: Theme, order: Order) -> Report:
    """Bring the site's folder up to date; on any error leave it as it was and say what is wrong."""
    if not tree.is_ours(order.site_dir):
        place = Place(shown_as(order.site_dir, settings.root))
        return Report((problem(place, "site-dir-not-ours"),), failed=True)
    with _without_collecting(), exclusive(settings.cache_dir / "lock.sqlite"):
        return with_cache(settings.cache_dir, program_key(), partial(_build, settings, theme, order))


def _build(settings: Settings, theme: Theme, order: Order, cache: Cache) -> Report:
    catalog, problems, read = read_catalog(settings, order, cache)
    report = Report(found=len(catalog.everything), stories=len(catalog.stories), read=read)
    if any(map(is_error, problems)):
        return replace(report, problems=tuple(problems), failed=True)
    site = make_site(settings, catalog, order.portable, order.live)
    overrides = settings.overrides_dir
    assets = {name: bundled(overrides, name) for name in BUNDLES} | {
        "style": bundled(overrides, "style", after=style_of(settings, catalog)),
        "search": search_script(overrides),
    }
    own: list[Output] = [*assets.values(), *_theme_files(theme.files)]
    screen = (assets[name].path for name in ("programme_script", "screen_style", "screen_script"))
    screens = "" if order.portable else digest(*screen)[:12]
    plan, _, more = planned(catalog, settings, order, own, cache, screens)
    report = replace(report, problems=tuple(in_order([*problems, *more])), plan=(catalog, plan))
    if _fails(report.problems, order):
        return replace(report, failed=True)
    look = Look(overrides, theme.chromes, {name: one.path for name, one in assets.items()})
    if guides := _guides_order(order, catalog):
        if not tree.is_ours(guides.site_dir):
            place = Place(shown_as(guides.site_dir, settings.root))
            return replace(report, problems=(problem(place, "site-dir-not-ours"),), failed=True)
        shown = guide_outputs(catalog) if catalog.courses else ()
        held = make_plan(
            [*shown, *((assets[name] for name in ("style", "early", "training_style")) if shown else ())],
            {},
            order.jobs,
        )
        write(settings, look, guides, cache, site, held, report)
    return write(settings, look, order, cache, site, plan, report)


def _guides_order(order: Order, catalog: Catalog) -> Order | None:
    """Return where facilitators' guides are written: beside the site, as no learner may see them; None where there are none to write.

    Only the site itself has them: neither previews nor the sites of readers from outside.
    """
    folder = order.site_dir.with_name(GUIDES)
    is_site = order.channel.name == "site" and order.channel.audience == "internal" and not order.live
    if (
        not is_site
        or folder == order.site_dir
        or not (catalog.courses or (folder / tree.GUIDES_MARK).is_file())
    ):
        return None
    return replace(order, site_dir=folder)


def _theme_files(folder: Path) -> list[Copy]:
    """Return the theme's own files that a page may ask for: its icon; its styles and scripts are not used."""
    paths = (path.relative_to(folder).as_posix() for path in sorted(folder.glob("assets/images/**/*")))
    return [Copy(path, folder / path) for path in paths if (folder / path).is_file()]


def _fails(problems: Iterable[Problem], order: Order) -> bool:
    """Tell whether a build stops at these problems."""
    return any(is_error(one) or order.strict for one in problems)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Leave the garbage: a third of a build goes into looking for cycles among its values, and there are none."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def check(settings: Settings, order: Order) -> Report:
    """Find all that is wrong, without building."""
    with _without_collecting(), exclusive(settings.cache_dir / "lock.sqlite"):
        return with_cache(settings.cache_dir, program_key(), partial(_check, settings, order))


def read_all(settings: Settings, order: Order) -> tuple[Catalog, list[Problem]]:
    """Return the catalog and what is wrong with it, without working out pages."""
    with _without_collecting(), exclusive(settings.cache_dir / "lock.sqlite"):
        read = with_cache(settings.cache_dir, program_key(), partial(read_catalog, settings, order))
    return read[0], read[1]


def _check(settings: Settings, order: Order, cache: Cache) -> Report:
    catalog, problems, _ = read_catalog(settings, order, cache)
    published = None
    if not any(map(is_error, problems)):
        _, published, more = planned(catalog, settings, order, (), cache)
        problems = in_order([*problems, *more])
    return Report(
        tuple(problems),
        published=published,
        catalog=catalog,
        failed=_fails(problems, order),
        found=len(catalog.everything),
        stories=len(catalog.stories),
    )
