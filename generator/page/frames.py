"""The frame of a page: what the theme around it shows, the same way on every kind of page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from generator.base.languages import strings
from generator.base.outputs import Frame, Site
from generator.base.settings import CONTACTS, Settings
from generator.content.catalog import Catalog
from generator.content.words import Said
from generator.page import addresses
from generator.page.covers import TONES, palette_of
from generator.page.feeds import has_feeds


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
        media_base=settings.media_base,
        portable=portable,
        has_feeds=has_feeds(settings, catalog, portable),
        live=live,
        contact={name: settings.contact.get(name, "") for name in CONTACTS},
        pages=tuple(sorted(page.name for page in catalog.pages)),
    )


def _tabs(language: str, catalog: Catalog) -> tuple[tuple[str, str, str], ...]:
    """Return the main menu: only what there is something to see of."""
    t = strings(language)
    found = [
        ("stories", True, addresses.group("stories", "", language)),
        (
            "videos",
            any(catalog.can_watch(story) for story in catalog.stories),
            addresses.group("kinds", "video", language),
        ),
        ("awards", any(story.award for story in catalog.stories), addresses.group("awards", "", language)),
        ("messages", bool(catalog.taxonomy.of("messages")), addresses.group("messages", "", language)),
        ("training", bool(catalog.courses), addresses.course("", language)),
        ("broadcast", bool(catalog.running_orders), addresses.broadcast(language)),
        ("about", "about" in catalog.pages_by_name, addresses.standing("about", language)),
    ]
    return tuple((section, t(f"menu.{section}"), address) for section, there, address in found if there)


def tokens_of(settings: Settings) -> str:
    """Return the tokens of a company's own, as a rule."""
    tokens = [f"--d-{name}:{value};" for name, value in settings.tokens.items()]
    return f":root{{{''.join(tokens)}}}"


def style_of(settings: Settings, catalog: Catalog) -> str:
    """Return the styles that a company's own settings and categories add to the site's."""
    rules = [tokens_of(settings)] if settings.tokens else []
    for category in catalog.taxonomy.of("categories").values():
        palette = palette_of(category.id, category.colour)
        for tone in TONES:
            light, dark = palette.colours(tone, "light"), palette.colours(tone, "dark")
            circle = f"--d-circle:light-dark({light.customer},{dark.customer})"
            rules.append(
                f".d-of-{category.id}-{tone}{{--d-field:light-dark({light.field},{dark.field});"
                f"--d-helper:light-dark({light.helper},{dark.helper});{circle}}}"
            )
        day, night = palette.colours("day", "light").helper, palette.colours("day", "dark").helper
        rules.append(f".d-dot--{category.id}{{--d-dot:light-dark({day},{night})}}")
    return "\n".join([*rules, ""])
