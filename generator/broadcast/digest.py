"""The digest: what a month brought, as one mail in one language.

In: the catalog, so that what is not shown to this site's readers is never told, and a month. Out: a Digest, which the template
of the mail and its plain text print; its addresses are whole ones. Nothing here depends on the clock.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from generator.base.addresses import Linker
from generator.base.languages import strings
from generator.base.outputs import Drawn
from generator.base.settings import Settings
from generator.base.times import clock
from generator.base.writing import format_partial_date
from generator.broadcast.entries import showing
from generator.content.catalog import Catalog
from generator.content.films import Film
from generator.content.pictures import Picture
from generator.content.story import Story
from generator.content.watched import most_watched_in
from generator.content.words import Said
from generator.page import addresses
from generator.page.cards import card
from generator.page.covers import COVERS, composition_of, palette_of, sharing_name
from generator.page.feeds import came_out_on, latest_first
from generator.page.tokens import colours

_WIDEST = 1200
"""Pixels of a picture that a mail carries: as wide as a mail, on a dense screen."""
_IN_MAIL = ("JPEG", "PNG")
"""Pictures that every mail program shows; WebP and AVIF some do not."""


class Room(NamedTuple):
    """How many stories each section of a mail tells at most."""

    films: int
    articles: int
    more: int
    prizes: int
    watched: int


ROOMS = (Room(5, 8, 15, 6, 5), Room(4, 6, 10, 4, 4), Room(3, 4, 6, 3, 3), Room(2, 2, 2, 2, 2))
"""The largest comes first; the others are for months of long titles."""
MOST_BYTES = 100_000
"""What the HTML of a mail may take: Gmail cuts off what is much longer."""


class Month(NamedTuple):
    """A month of a year."""

    year: int
    month: int

    @classmethod
    def of(cls, day: dt.date) -> Month:
        """Return the month of a day."""
        return cls(day.year, day.month)

    @property
    def last(self) -> dt.date:
        """Return its last day."""
        return dt.date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def __str__(self) -> str:
        """Return it as `2026-11`."""
        return f"{self.year:04}-{self.month:02}"


class Poster(NamedTuple):
    """A picture in a mail."""

    address: str
    """Where the site has it."""
    alt: str
    drawn: Drawn
    """How its bytes are made, for a mail that carries them with it."""


@dataclass(frozen=True, slots=True)
class Teaser:
    """A story in a mail."""

    title: Said
    summary: Said
    address: str
    about: tuple[Said, ...]
    """Its category and affiliates."""
    is_film: bool
    length: str
    """Of its film, as `3:05`; empty where it is not known."""
    prize: Said | None
    poster: Poster


@dataclass(frozen=True, slots=True)
class Digest:
    """All that a mail tells."""

    language: str
    month: Month
    site: str
    """The site's name."""
    period: str
    """The month as people write it."""
    subject: str
    preheader: str
    """What a mail program shows beside the subject."""
    lead: Teaser
    films: tuple[Teaser, ...]
    articles: tuple[Teaser, ...]
    more: tuple[Teaser, ...]
    """New stories for which there is no room but for their titles."""
    left: int
    """How many are not told at all."""
    prizes: tuple[Teaser, ...]
    watched: tuple[Teaser, ...]
    """Most watched first."""
    home: str
    stories: str
    """Address of the list of all."""
    tell: str
    """Where readers tell a story; empty where they cannot."""
    is_internal: bool
    light: Mapping[str, str]
    dark: Mapping[str, str]
    """Colours by the name of their token."""

    @property
    def posters(self) -> tuple[Poster, ...]:
        """Return the pictures that it shows, each once."""
        shown = (self.lead, *self.films, *self.articles)
        return tuple({one.poster.address: one.poster for one in shown}.values())


def digest_of(
    month: Month,
    language: str,
    catalog: Catalog,
    settings: Settings,
    tokens: str,
    room: Room = ROOMS[0],
) -> Digest | None:
    """Return the digest of a month, or None where no story written in this language came out in it.

    `tokens` is the style sheet of the site's colours.
    """
    told = [story for story in catalog.stories if language in story.languages]
    new = latest_first([story for story in told if _came_out_in(story, month)])
    if not new:
        return None
    lead = next((story for story in new if story.featured), next(filter(catalog.can_watch, new), new[0]))
    others = [story for story in new if story is not lead]
    films = list(filter(catalog.can_watch, others))[: room.films]
    articles = [story for story in others if not catalog.can_watch(story)][: room.articles]
    more = [story for story in others if story not in films and story not in articles]
    watched = most_watched_in(str(month), catalog, settings.most_watched_from)
    most = [story for story in watched if language in story.languages][: room.watched]

    def teasers(stories: Iterable[Story]) -> tuple[Teaser, ...]:
        return tuple(_teaser(story, language, catalog, settings) for story in stories)

    t, link = strings(language), Linker(settings.site_url)
    site, period = settings.site_name[language], format_partial_date(str(month), language)
    title, summary = lead.title.said_in(language).text, lead.summary.said_in(language).text
    light, dark = colours(tokens, settings.tokens)
    return Digest(
        language=language,
        month=month,
        site=site,
        period=period,
        subject=t("digest.subject", site=site, month=period, title=title),
        preheader=t("digest.preheader", count=t("list.count", n=len(new)), summary=summary),
        lead=teasers([lead])[0],
        films=teasers(films),
        articles=teasers(articles),
        more=teasers(more[: room.more]),
        left=max(0, len(more) - room.more),
        prizes=teasers([story for story in new if story.award][: room.prizes]),
        watched=teasers(most),
        home=link(addresses.home(language)),
        stories=link(addresses.group("stories", "", language)),
        tell=_tell(catalog, settings, language, link),
        is_internal=settings.audience == "internal",
        light=light,
        dark=dark,
    )


def _came_out_in(story: Story, month: Month) -> bool:
    day = came_out_on(story)
    return day is not None and Month.of(day) == month


def _tell(catalog: Catalog, settings: Settings, language: str, link: Linker) -> str:
    """Return where readers tell a story: the page about it, or else the contact itself."""
    if "how-to-tell" in catalog.pages_by_name:
        return link(addresses.standing("how-to-tell", language))
    return settings.contact.get("tell", "")


def _teaser(story: Story, language: str, catalog: Catalog, settings: Settings) -> Teaser:
    one, shown, link = (
        card(story, catalog, language),
        showing(story, catalog, language),
        Linker(settings.site_url),
    )
    return Teaser(
        title=one.title,
        summary=one.summary,
        address=link(one.address),
        about=(one.category, *one.affiliates),
        is_film=one.is_video,
        length=clock(shown.seconds) if shown and shown.seconds else "",
        prize=one.prize,
        poster=_poster(story, language, catalog, settings),
    )


def _poster(story: Story, language: str, catalog: Catalog, settings: Settings) -> Poster:
    """Return the poster of a story's film, or its photograph, if it is one for mails; or else its drawn cover."""
    image, shown = story.image, showing(story, catalog, language)
    head = f"{story.folder}/{image.file}" if image else ""
    path = shown.poster if shown else head
    picture = catalog.pictures.get(path)
    if picture and _is_for_mail(picture):
        alt = image.alt.said_in(language).text if image and image.alt and path == head else ""
        return _photograph(path, picture, alt, settings)
    film = shown.main.film if shown and not shown.poster else None
    if shown and film and _is_for_mail(film.still):
        return _frame(shown.main.path, film, shown.poster_at, settings)
    return _cover(story, catalog, settings)


def _photograph(path: str, picture: Picture, alt: str, settings: Settings) -> Poster:
    given = (settings.stories_dir / path, picture.content, min(picture.widths[-1], _WIDEST), picture.kind)
    drawn = Drawn("", "generator.content.pixels", "resized", given)
    return Poster(Linker(settings.site_url)(addresses.media(path)), alt, drawn)


def _frame(path: str, film: Film, at: float, settings: Settings) -> Poster:
    still = film.still
    given = (settings.stories_dir / path, film.content, at, min(still.widths[-1], _WIDEST), still.kind)
    drawn = Drawn("", "generator.content.reels", "poster", given)
    return Poster(Linker(settings.site_url)(addresses.poster(path)), "", drawn)


def _cover(story: Story, catalog: Catalog, settings: Settings) -> Poster:
    composition = composition_of(story.id or story.slug)
    colour = catalog.taxonomy.of("categories")[story.category].colour
    palette = palette_of(story.category, colour).colours(composition.tone)
    drawn = Drawn("", "generator.page.sharing", "sharing_png", (COVERS[composition.gesture], palette))
    name = sharing_name(composition, story.category)
    return Poster(Linker(settings.site_url)(addresses.sharing(name)), "", drawn)


def _is_for_mail(picture: Picture) -> bool:
    """Tell whether every mail program shows a picture, and it is not so tall that it would push the text away."""
    return picture.kind in _IN_MAIL and picture.width > picture.height
