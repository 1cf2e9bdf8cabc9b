"""The frame of a page: what the theme around it shows, the same way on every kind of page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from generator.base.languages import strings
from generator.base.outputs import Frame, Site
from generator.base.settings import Settings
from generator.content.catalog import Catalog
from generator.content.kinds import Said
from generator.site import addresses


def frame(
    settings: Settings,
    language: str,
    title: Said,
    description: Said,
    address_in: Callable[[str], str],
    written_in: Iterable[str] | None = None,
    **more: Any,
) -> Frame:
    """Return the frame of a page that stands at `address_in(language)` in each language of the site.

    `written_in` are the languages that its content is really in; all of the site's unless given.
    """
    written = tuple(settings.languages if written_in is None else written_in)
    return Frame(
        language=language,
        title=title.text,
        description=description.text,
        address=address_in(language),
        alternates=tuple((one, address_in(one)) for one in settings.languages if one in written),
        switch=tuple((one, address_in(one)) for one in settings.languages),
        title_language="" if title.language == language else title.language,
        description_language="" if description.language == language else description.language,
        **more,
    )


def plain_frame(
    settings: Settings,
    language: str,
    title: str,
    description: str,
    address_in: Callable[[str], str],
    **more: Any,
) -> Frame:
    """Return the frame of a page whose title is in the page's own language."""
    return frame(settings, language, Said(title, language), Said(description, language), address_in, **more)


def make_site(settings: Settings, catalog: Catalog, portable: bool = False, live: str = "") -> Site:
    """Return what every page of the site shares."""
    return Site(
        names=settings.site_name,
        url=settings.site_url,
        base_path=settings.base_path,
        languages=settings.languages,
        tabs={language: _tabs(language, catalog) for language in settings.languages},
        channel=catalog.channel.name,
        portable=portable,
        live=live,
    )


def _tabs(language: str, catalog: Catalog) -> tuple[tuple[str, str, str], ...]:
    t = strings(language)
    lists = [
        (kind, t(f"menu.{kind}"), addresses.group(kind, "", language))
        for kind in ("stories", "affiliates", "categories", "years")
    ]
    about = (
        [("about", t("menu.about"), addresses.standing("about", language))]
        if "about" in catalog.pages_by_name
        else []
    )
    return tuple(lists + about)
