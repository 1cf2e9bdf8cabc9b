"""The build: from files to a site. The only composer: it asks content, hands the catalog to the wings, and writes Outputs.

Speed lives here: what was read and rendered before is remembered by a key that covers all it depends on, and what is left is
shared out to processes. Nothing is written while anything is wrong.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from generator.base import tree
from generator.base.bundles import BUNDLES, bundled
from generator.base.cache import Cache, digest, exclusive, with_cache
from generator.base.outputs import Copy, Output
from generator.base.problems import Place, Problem, in_order, is_error, problem
from generator.base.render import Look, Renderer
from generator.base.settings import Settings
from generator.base.theme import Theme
from generator.build.assembled import Assembled
from generator.build.orders import Order, Report, program_key, refusal, shown_as
from generator.build.packing import Packer
from generator.build.planning import planned, search_script
from generator.build.reading import read_catalog, views_in
from generator.build.trainers import trainers_order, write_for_trainers
from generator.build.writing import write
from generator.content.catalog import Catalog
from generator.page.frames import make_site, style_of, tokens_of
from generator.training.packages import Package

__all__ = [
    "Order",
    "Report",
    "build",
    "check",
    "package",
    "program_key",
    "read_all",
    "refusal",
    "search_script",
    "views_in",
]

Wanted = Callable[[Catalog], Sequence[Package]]
"""Chooses packages, once it is known what there is."""


def build(settings: Settings, theme: Theme, order: Order) -> Report:
    """Bring the site's folder up to date; on any error leave it as it was and say what is wrong."""
    if not tree.is_ours(order.site_dir):
        place = Place(shown_as(order.site_dir, settings.root))
        return Report((problem(place, "site-dir-not-ours"),), failed=True)
    return _alone(settings, order, partial(_build, settings, theme, order))


def package(settings: Settings, theme: Theme, order: Order, wanted: Wanted, out: Path) -> Report:
    """Write packages into a folder, and report which; on any error write none."""
    with _without_collecting(), exclusive(settings.cache_dir / "lock.sqlite"):
        return with_cache(
            settings.cache_dir, program_key(), partial(_package, settings, theme, order, wanted, out)
        )


def _alone(settings: Settings, order: Order, work: Callable[[Cache], Report]) -> Report:
    """Do some work while no other process does; what the system refuses to write is a problem like any other."""
    try:
        with _without_collecting(), exclusive(settings.cache_dir / "lock.sqlite"):
            return with_cache(settings.cache_dir, program_key(), work)
    except OSError as error:
        return Report((refusal(error, order.site_dir, settings.root),), failed=True)


def _assembled(
    settings: Settings, theme: Theme, order: Order, cache: Cache
) -> tuple[Assembled | None, Report]:
    """Work out the site; there is none where an error forbids it, and the report says why."""
    catalog, problems, read = read_catalog(settings, order, cache)
    report = Report(found=len(catalog.everything), stories=len(catalog.stories), read=read)
    if any(map(is_error, problems)):
        return None, replace(report, problems=tuple(problems), failed=True)
    site = make_site(settings, catalog, order.portable, order.live)
    overrides = settings.overrides_dir
    assets = {name: bundled(overrides, name) for name in BUNDLES} | {
        "style": bundled(overrides, "style", after=style_of(settings, catalog)),
        "sheet_style": bundled(overrides, "sheet_style", after=tokens_of(settings)),
        "search": search_script(overrides),
    }
    own: list[Output] = [*assets.values(), *_theme_files(theme.files)]
    screen = (assets[name].path for name in ("programme_script", "screen_style", "screen_script"))
    screens = "" if order.portable else digest(*screen)[:12]
    plan, _, more = planned(catalog, settings, order, own, cache, screens)
    report = replace(
        report, problems=tuple(in_order([*problems, *more])), plan=(catalog, plan), catalog=catalog
    )
    if _fails(report.problems, order):
        return None, replace(report, failed=True)
    look = Look(overrides, theme.chromes, {name: one.path for name, one in assets.items()})
    return Assembled(catalog, site, look, plan, assets), report


def _build(settings: Settings, theme: Theme, order: Order, cache: Cache) -> Report:
    made, report = _assembled(settings, theme, order, cache)
    if made is None:
        return report
    beside = trainers_order(order, made.catalog)
    if beside and not tree.is_ours(beside.site_dir):
        place = Place(shown_as(beside.site_dir, settings.root))
        return replace(report, problems=(problem(place, "site-dir-not-ours"),), failed=True)
    report = write(settings, made.look, order, cache, made.site, made.plan, report)
    if beside:
        report = write_for_trainers(beside, settings, made, cache, order.site_dir, report)
    return report


def _package(
    settings: Settings, theme: Theme, order: Order, wanted: Wanted, out: Path, cache: Cache
) -> Report:
    made, report = _assembled(settings, theme, order, cache)
    packages = wanted(made.catalog) if made else ()
    if made is None or not packages:
        return report
    packer = Packer(Renderer(made.look, made.site, cache), settings, cache)
    files = {address for one in packages for address in packer.used(one)}
    aside = replace(order, site_dir=settings.cache_dir / "packages")
    write(settings, made.look, aside, cache, made.site, made.plan.only(files), report)
    for one in packages:
        packer.save(one, aside.site_dir, out)
    return replace(report, written=tuple(one.name for one in packages))


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
    return _alone(settings, order, partial(_check, settings, order))


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
        courses_found=len(catalog.every_course),
        courses=len(catalog.courses),
    )
