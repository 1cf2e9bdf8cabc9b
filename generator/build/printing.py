"""Printing: what PDFs are made with, from the templates, the converted texts and the typeface of a build."""

from __future__ import annotations

from generator.base.bundles import bundled
from generator.base.cache import Cache
from generator.base.outputs import Page
from generator.base.render import Look, Renderer
from generator.base.settings import Settings
from generator.build.orders import Order
from generator.build.texts import html_of
from generator.content.catalog import Catalog
from generator.page.frames import make_site, tokens_of
from generator.training.press import Press


def press_for(catalog: Catalog, settings: Settings, order: Order, cache: Cache) -> Press | None:
    """Return what PDFs are made with; None where none are made: to be checked, a project needs no templates."""
    overrides = settings.overrides_dir
    if catalog.print_faces is None or not catalog.courses or not overrides.is_dir():
        return None
    renderer = Renderer(Look(overrides), make_site(settings, catalog, order.portable, order.live), cache)

    def printed(page: Page) -> str:
        return renderer.printed(page, html_of(cache, page.text_keys))

    style = bundled(overrides, "sheet_style", after=tokens_of(settings)).content.decode()
    return Press(printed, renderer.digest, style, catalog.print_faces)
