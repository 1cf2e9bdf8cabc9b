"""The pages of one story: its page in each language, its permanent address, and notices where it is not shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import quote, urlencode

from generator.base.addresses import file_of
from generator.base.languages import strings
from generator.base.outputs import Data, Frame, Page
from generator.base.pictures import Shown
from generator.base.settings import Settings
from generator.content.catalog import Catalog
from generator.content.story import Heading, Story
from generator.content.visibility import Reason
from generator.content.words import Said, Words
from generator.page import addresses
from generator.page.cards import Card, Label, card, cards, labels
from generator.page.courses import CourseBox, course_boxes
from generator.page.covers import composition_of, cover_inline, sharing_name, sign_inline
from generator.page.embeds import frame_code
from generator.page.films import FilmRecord, film_record, words_outputs
from generator.page.frames import frame
from generator.page.links import targets
from generator.page.notices import NoticeRecord, notice_page
from generator.page.pictures import shown_as
from generator.site.related import Relations
from generator.site.structured import story_data


@dataclass(frozen=True, slots=True)
class Credit:
    """One person of a story, in a page's language."""

    name: Said
    role: Said | None
    team: Said | None


@dataclass(frozen=True, slots=True)
class Photograph:
    """The picture at the head of a story."""

    shown: Shown
    alt: Said
    credit: Said | None


@dataclass(frozen=True, slots=True)
class Prize:
    """A prize that a story won."""

    id: str
    award: Said
    year: int
    prize: Said
    address: str
    """Where that year's awards stand."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from."""

    title: Said
    date: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class StoryRecord:
    """All that the page of a story prints in one language."""

    title: Said
    summary: Said
    category: Label
    affiliates: tuple[Label, ...]
    affiliate_note: str
    year: Label
    date: str
    prizes: tuple[Prize, ...]
    badges: tuple[Said, ...]
    people: tuple[Credit, ...]
    cover: str
    """Its drawn cover, as part of the page."""
    tone: str
    category_id: str
    picture: Photograph | None
    film: FilmRecord | None
    headings: tuple[Heading, ...]
    text_language: str
    pain_point: Said | None
    what_changed: Said | None
    journey: tuple[Label, ...]
    programmes: tuple[Label, ...]
    tags: tuple[Label, ...]
    sources: tuple[Source, ...]
    consent: str
    consent_note: Said | None
    audience: str
    courses: tuple[CourseBox, ...]
    """The courses that use it."""
    related: tuple[Card, ...]
    previous: Label | None
    next: Label | None
    """Its neighbours in the list of all stories, newer and older."""
    permanent: str
    embed: str
    """The HTML that shows it on another site; empty where the site does not know where it stands."""
    codes: tuple[str, str] | None
    """Addresses of its QR code as SVG and as PNG."""
    is_stale: bool
    """Whether the source changed after this translation."""
    source_address: str
    badge: str
    contacts: tuple[tuple[str, str], ...]
    """(label, address) of where to report a mistake or ask for removal."""
    signs: tuple[str, str]
    """The small pictures beside pain point and change."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What stands beside a story."""

    related: tuple[Story, ...] = ()
    previous: Story | None = None
    next: Story | None = None


@dataclass(frozen=True, slots=True)
class GatewayRecord:
    """A page that leads on to the same thing in a language of the reader's."""

    titles: tuple[Said, ...]
    addresses: tuple[tuple[str, str], ...]
    """(language, address)."""


def neighbours(story: Story, relations: Relations) -> Neighbours:
    """Return what stands beside a story that is shown."""
    number, stories = relations.numbers[story.slug], relations.stories
    return Neighbours(
        relations.of(story),
        stories[number - 1] if number else None,
        stories[number + 1] if number + 1 < len(stories) else None,
    )


def story_outputs(
    story: Story, beside: Neighbours, catalog: Catalog, settings: Settings
) -> Iterator[Page | Data]:
    """Return every output of a story that is shown, but for its files."""
    yield from words_outputs(story, catalog)
    for language in settings.languages:
        if language in story.languages:
            yield _story_page(story, beside, catalog, settings, language)
        else:
            yield _untranslated(story, catalog, settings, language)
    if story.id:
        yield permanent_page(story, settings)


def gone_outputs(story: Story, reason: Reason, settings: Settings) -> Iterator[Page]:
    """Return the notices of a story that is no longer shown; they do not tell its title."""
    for language in settings.languages:
        leads = tuple((one, addresses.group("stories", "", one)) for one in settings.languages)
        record = NoticeRecord(str(reason), None, leads, "")
        yield notice_page(record, settings, language, partial(addresses.story, story.slug), "stories")
    if story.id:
        title = tuple(
            Said(strings(language)(f"notice.{reason}.title"), language) for language in settings.languages
        )
        yield _permanent(story, settings, title)


def story_frame(story: Story, catalog: Catalog, settings: Settings, language: str) -> Frame:
    """Return the frame of a story's page in a language that it is written in."""
    return frame(
        settings,
        language,
        story.title.said_in(language),
        story.summary.said_in(language),
        lambda one: addresses.story(story.slug, one),
        written_in=story.languages,
        section="stories",
        is_article=True,
        indexed=not catalog.badge(story),
        image=addresses.media_of(story, story.image.file)
        if story.image
        else addresses.sharing(sharing_name(composition_of(story.id or story.slug), story.category)),
    )


def _story_page(
    story: Story, beside: Neighbours, catalog: Catalog, settings: Settings, language: str
) -> Page:
    body = story.body(language)
    assert body is not None
    here = story_frame(story, catalog, settings, language)
    if settings.site_url:
        told = addresses.oembed(story.id, language) if story.id else ""
        here = replace(here, oembed=told, data=story_data(story, catalog, settings, language))
    return Page(
        path=file_of(here.address),
        template="story",
        record=_record(story, beside, catalog, settings, language),
        frame=here,
        text=body.key,
        targets=targets(body, catalog),
    )


def _record(
    story: Story, beside: Neighbours, catalog: Catalog, settings: Settings, language: str
) -> StoryRecord:
    def said(words: Words | None) -> Said | None:
        return words.said_in(language) if words else None

    body = story.body(language)
    assert body is not None
    consent, film = story.consent, film_record(story, catalog, language)
    composition = composition_of(story.id or story.slug)
    year = f"{story.year}"
    return StoryRecord(
        title=story.title.said_in(language),
        summary=story.summary.said_in(language),
        category=labels("categories", (story.category,), catalog, language)[0],
        affiliates=labels("affiliates", story.affiliate, catalog, language),
        affiliate_note=story.affiliate_note or "",
        year=Label(Said(year, language), addresses.group("years", year, language)),
        date=story.date.isoformat() if story.date else "",
        prizes=_prizes(story, catalog, language),
        badges=tuple(label.name for label in labels("badges", story.badge, catalog, language)),
        people=tuple(
            Credit(one.name.said_in(language), said(one.role), said(one.team)) for one in story.people
        ),
        picture=_photograph(story, catalog, language),
        film=film,
        headings=body.headings,
        text_language=body.language,
        pain_point=said(story.pain_point),
        what_changed=said(story.what_changed),
        journey=labels("journey", story.journey, catalog, language),
        programmes=labels("programmes", story.programme, catalog, language),
        tags=labels("tags", story.tags, catalog, language),
        sources=tuple(Source(one.title.said_in(language), one.date, one.url) for one in story.sources),
        consent=consent.status if consent else "",
        consent_note=said(consent.note) if consent else None,
        audience=story.audience,
        courses=course_boxes(story, catalog, language),
        related=cards(beside.related, catalog, language),
        previous=_lead_to(beside.previous, language),
        next=_lead_to(beside.next, language),
        cover=cover_inline(composition, "d-story__cover d-art", "cover"),
        tone=composition.tone,
        category_id=story.category,
        signs=(
            sign_inline(False, "d-pain__sign d-art", "sign-1"),
            sign_inline(True, "d-pain__sign d-art", "sign-2"),
        ),
        permanent=addresses.permanent(story.id) if story.id else "",
        embed=frame_code(story, film, settings, language),
        codes=(addresses.code(story.id, "svg"), addresses.code(story.id, "png"))
        if story.id and settings.site_url
        else None,
        contacts=tuple(_contacts(story, settings, language)),
        is_stale=language != story.languages[0] and story.stale,
        source_address=addresses.story(story.slug, story.languages[0]),
        badge=str(catalog.badge(story) or ""),
    )


def _photograph(story: Story, catalog: Catalog, language: str) -> Photograph | None:
    image = story.image
    if not image or not image.alt:
        return None
    shown = shown_as(f"{story.folder}/{image.file}", catalog)
    return Photograph(
        shown, image.alt.said_in(language), image.credit.said_in(language) if image.credit else None
    )


def _contacts(story: Story, settings: Settings, language: str) -> Iterator[tuple[str, str]]:
    """Yield where readers write to about a story; a mail already says which story it is about."""
    for name in ("report", "remove"):
        address, label = settings.contact.get(name, ""), strings(language)(f"contact.{name}")
        if address.startswith("mailto:"):
            subject = f"{label}: {story.title.said_in(language).text}"
            body = f"/{addresses.permanent(story.id)}" if story.id else story.slug
            more = urlencode({"subject": subject, "body": body}, quote_via=quote)
            address += f"{'&' if '?' in address else '?'}{more}"
        if address:
            yield label, address


def _lead_to(story: Story | None, language: str) -> Label | None:
    return Label(story.title.said_in(language), addresses.story(story.slug, language)) if story else None


def _prizes(story: Story, catalog: Catalog, language: str) -> tuple[Prize, ...]:
    awards = catalog.taxonomy.of("awards")
    found = []
    for won in story.award:
        prize = next(one for one in awards[won.award].prizes if one.id == won.prize)
        name, address = (
            awards[won.award].name.said_in(language),
            addresses.edition(won.award, f"{won.year}", language),
        )
        found.append(Prize(won.prize, name, won.year, prize.name.said_in(language), address))
    return tuple(found)


def _untranslated(story: Story, catalog: Catalog, settings: Settings, language: str) -> Page:
    """Return the page that stands at a story's address in a language that it is not written in."""
    source = story.languages[0]
    leads = ((language, addresses.story(story.slug, source)),)
    record = NoticeRecord("untranslated", card(story, catalog, language), leads, source)
    title, place = story.title.said_in(language), partial(addresses.story, story.slug)
    return notice_page(record, settings, language, place, "stories", title, story.languages)


def permanent_page(story: Story, settings: Settings) -> Page:
    """Return the page at the permanent address of a story that is shown."""
    return _permanent(
        story, settings, tuple(story.title.said_in(language) for language in settings.languages)
    )


def _permanent(story: Story, settings: Settings, titles: tuple[Said, ...]) -> Page:
    """Return the page at a story's permanent address, which leads on to the story."""
    assert story.id is not None
    unique = tuple(dict.fromkeys(titles))
    leads = tuple((one, addresses.story(story.slug, one)) for one in settings.languages)
    return Page(
        path=file_of(addresses.permanent(story.id)), template="gateway", record=GatewayRecord(unique, leads)
    )
