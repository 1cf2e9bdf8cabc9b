"""Writing: what a plan holds and the folder lacks is made in as many processes as there are processors, and moved into place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from generator.base import tree
from generator.base.cache import Cache
from generator.base.kept import kept
from generator.base.outputs import Copy, Data, Drawn, Packed, Page, Site
from generator.base.plan import Plan
from generator.base.pool import shared_out
from generator.base.render import Look, Renderer
from generator.base.settings import Settings
from generator.build.orders import Order, Report, program_key
from generator.build.texts import html_of


def write(
    settings: Settings, look: Look, order: Order, cache: Cache, site: Site, plan: Plan, report: Report
) -> Report:
    """Make what is out of date, bring the site's folder up to date with it, and add to the report what was done."""
    wanted = plan.wanted(Renderer(look, site).digest)
    folder, name = order.site_dir, order.site_dir.resolve().as_posix()
    remembered: Any = cache.get("tree", name) or {}
    present = tree.survey(folder)
    stale = tree.outdated(wanted, remembered, present)
    outputs = plan.outputs(stale)
    pages = [one for one in outputs if isinstance(one, Page)]
    stage = tree.new_stage(folder) if stale else folder / tree.STAGE
    staged = dict(shared_out(partial(_render_some, look, site, settings.cache_dir, stage), pages, order.jobs))
    drawn = [one for one in outputs if isinstance(one, Drawn)]
    draw = partial(_draw_some, stage, settings.cache_dir / "drawn", plan.keys)
    staged |= dict(shared_out(draw, drawn, order.jobs, worth=4, at_once=1))
    for one in outputs:
        if isinstance(one, Data):
            staged[one.path] = tree.stage_bytes(stage, one.path, one.content)
        elif isinstance(one, Copy):
            staged[one.path] = tree.stage_copy(stage, one.path, one.source)
        elif isinstance(one, Packed):
            staged[one.path] = tree.stage_written(stage, one.path, one.write)
    changes = tree.commit(folder, stage, wanted, staged, remembered, present)
    if changes.remembered != remembered:
        cache.put_many("tree", {name: dict(changes.remembered)})
    return replace(
        report,
        files=len(wanted),
        rendered=tuple(page.path for page in pages),
        written=changes.written,
        removed=changes.removed,
    )


def _render_some(
    look: Look, site: Site, cache_dir: Path, stage: Path, pages: Iterable[Page]
) -> list[tuple[str, str]]:
    """Render pages aside, in this process or another, and return (path, digest of the bytes)."""
    made = []
    with Cache(cache_dir, program_key()) as cache:
        renderer = Renderer(look, site, cache)
        for page in pages:
            texts = html_of(cache, page.text_keys)
            content = renderer.render(page, texts)
            made.append((page.path, tree.stage_bytes(stage, page.path, content)))
    return made


def _draw_some(
    stage: Path, folder: Path, keys: Mapping[str, str], drawn: Iterable[Drawn]
) -> list[tuple[str, str]]:
    """Draw pictures and mend films aside, in this process or another, and return (path, digest of the bytes).

    What takes seconds is kept in a folder by its key.
    """
    made = []
    for one in drawn:
        draw = partial(getattr(import_module(one.module), one.function), *one.given)
        drawing: Any = kept(folder, keys[one.path], draw) if one.is_slow else draw()
        staged = tree.stage_bytes if isinstance(drawing, bytes) else tree.stage_pieces
        made.append((one.path, staged(stage, one.path, drawing)))
    return made
