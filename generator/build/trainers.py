"""What trainers get beside the site, as no learner may see it: guides for facilitators, and packages for an LMS."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from generator.base import tree
from generator.base.cache import Cache
from generator.base.languages import strings
from generator.base.outputs import Group, Output
from generator.base.render import Renderer
from generator.base.settings import Settings
from generator.build.assembled import Assembled
from generator.build.orders import Order, Report
from generator.build.packing import USED, Packer
from generator.build.planning import remembered_plan
from generator.build.printing import press_for
from generator.build.writing import write
from generator.content.catalog import Catalog
from generator.training.guides import Download, guide_outputs
from generator.training.packages import Package, usual_packages

FOLDER = "trainers"
"""The folder for trainers, beside the site's."""
_PACKAGES = "packages/"


def trainers_order(order: Order, catalog: Catalog) -> Order | None:
    """Return the order for what trainers get; None where there is nothing for them, and was nothing."""
    folder = order.site_dir.with_name(FOLDER)
    is_wanted = catalog.courses or catalog.packaged or (folder / tree.GUIDES_MARK).is_file()
    if not order.has_trainers or folder == order.site_dir or not is_wanted:
        return None
    return replace(order, site_dir=folder)


def write_for_trainers(
    order: Order, settings: Settings, made: Assembled, cache: Cache, site_dir: Path, report: Report
) -> Report:
    """Bring the folder for trainers up to date, once the site stands in its own, and add to the report what it holds."""
    outputs: list[Output | Group] = []
    catalog, packages = made.catalog, tuple[Package, ...]()
    if catalog.courses or catalog.packaged:
        packages = packages if order.portable else tuple(usual_packages(catalog, settings))
        packer = Packer(Renderer(made.look, made.site, cache), settings, cache)
        press = press_for(catalog, settings, order, cache)
        outputs += guide_outputs(catalog, settings, press, [_download(one) for one in packages])
        outputs += (made.assets[name] for name in ("early", "sheet_style"))
        cache.keep_only(USED, map(packer.key, packages))
        outputs += packer.outputs(packages, _PACKAGES, made.plan.keys, site_dir)
    held = remembered_plan(cache, FOLDER, outputs, order.jobs)
    write(settings, made.look, order, cache, made.site, held, Report())
    guides = sum(len(course.languages) for course in catalog.courses)
    return replace(report, guides=guides, packages=len(packages))


def _download(package: Package) -> Download:
    """Return a package as the list of guides leads to it."""
    label = strings(package.language)(f"training.formats.{package.format}")
    return Download(package.folder, package.language, label, f"{_PACKAGES}{package.name}")
