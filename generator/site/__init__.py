"""The site wing: the catalog → pages, lists, pictures and data, as Outputs. Touches no disk.

What a story shows of itself elsewhere, in lists, on cards, as data, follows from what stands above its texts. So an edit of a text
leaves all groups but the story's own as they were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial

from generator.base.cache import digest
from generator.base.outputs import Copy, Data, Drawn, Group, Output, Page
from generator.base.settings import Settings
from generator.content.catalog import Catalog
from generator.content.course import Course
from generator.content.files import COURSES
from generator.content.story import StandingPage, Story
from generator.content.watched import MostWatched, most_watched
from generator.page import addresses
from generator.page.courses import course_boxes, course_frames
from generator.page.covers import COVERS, composition_of, cover_name, cover_svg, palette_of, sharing_name
from generator.page.films import film_outputs, words_of_film
from generator.page.links import files_shown
from generator.page.pictures import file_outputs
from generator.site.awards import award_outputs, message_outputs
from generator.site.data import data_outputs, sitemap
from generator.site.find import find_outputs
from generator.site.home import home_outputs
from generator.site.lists import list_outputs
from generator.site.related import Relations, find_relations
from generator.site.stories import gone_outputs, neighbours, story_frame, story_outputs


def site_outputs(catalog: Catalog, settings: Settings, portable: bool = False) -> list[Output | Group]:
    """Return every output of the site but the theme's own files."""
    fronts = _key_of_fronts(catalog, settings, portable)
    texts = (body.key for page in catalog.pages for body in page.bodies)
    stale = (story.folder for story in catalog.stories if story.stale)
    owners: tuple[Story | StandingPage | Course, ...] = (*catalog.stories, *catalog.pages, *catalog.courses)
    courses = (part for one in catalog.courses for part in (one.slug, one.front))
    watched = most_watched(catalog, settings.most_watched_from)
    order = (watched.days, *(story.slug for story in watched.stories))
    relations = cache(partial(find_relations, catalog.stories))
    return [
        Group(
            digest("shared", fronts, *texts, *courses, *_courses_linked(catalog.pages, catalog), repr(order)),
            partial(_shared_outputs, catalog, settings, portable, watched),
        ),
        Group(digest("data", fronts, *stale), partial(data_outputs, catalog, settings)),
        *(
            Group(
                digest(
                    "story",
                    fronts,
                    story.folder,
                    *(body.key for body in story.bodies),
                    *_said(story, catalog),
                    *_courses_linked((story,), catalog),
                    *(repr(course_boxes(story, catalog, one)) for one in settings.languages),
                ),
                partial(_story_outputs, story, relations, catalog, settings),
            )
            for story in catalog.stories
        ),
        *_sharing_outputs(catalog),
        *_files(owners, catalog, settings),
    ]


def _files(
    owners: Iterable[Story | StandingPage | Course], catalog: Catalog, settings: Settings
) -> Iterable[Copy | Drawn]:
    """Return the files that stories and pages show, each once: a text may link to the film above it, or to its captions."""
    shown: set[str] = set()
    words: set[str] = set()
    films: list[Copy | Drawn] = []
    for owner in owners:
        shown |= files_shown(owner, catalog)
        if isinstance(owner, Story):
            films += film_outputs(owner, catalog, settings)
            words.update(words_of_film(owner, catalog))
    every = (*file_outputs(shown, catalog, settings), *films)
    files = {one.path: one for one in every if one.path not in words}
    return files.values()


def _courses_linked(owners: Iterable[Story | StandingPage], catalog: Catalog) -> Iterator[str]:
    """Yield a key of each course that texts link to: whether it is shown is not told by what stands above them."""
    shown = {course.folder for course in catalog.courses}
    for body in (body for owner in owners for body in owner.bodies):
        for link in body.links:
            if link.kind == "page" and link.target.startswith(f"{COURSES}/"):
                yield f"{link.target} {link.target.removesuffix('.md').rpartition('/index')[0] in shown}"


def _said(story: Story, catalog: Catalog) -> Iterator[str]:
    """Yield a key of each file of what is said in a story's film."""
    for path in catalog.files_below.get(story.folder, ()) if story.video else ():
        if captions := catalog.captions.get(path):
            yield captions.content


def _story_outputs(
    story: Story, relations: Callable[[], Relations], catalog: Catalog, settings: Settings
) -> Iterator[Page | Data]:
    return story_outputs(story, neighbours(story, relations()), catalog, settings)


def _key_of_fronts(catalog: Catalog, settings: Settings, portable: bool) -> str:
    """Return a key of all that the site is made from, but for the texts of stories and pages."""
    everything = (*catalog.everything, *catalog.pages, *catalog.unread)
    fronts = (part for one in everything for part in (one.place().path, one.front, *one.languages))
    return digest(
        repr(settings),
        portable,
        catalog.day,
        repr(catalog.channel),
        repr(catalog.taxonomy),
        repr(sorted(catalog.pictures.items())),
        repr(sorted(catalog.films.items())),
        repr(catalog.faces and catalog.faces.bold.content),
        repr(
            [(one.folder, body.highlights) for one in catalog.everything if one.clip for body in one.bodies]
        ),
        "\n".join(sorted(path for path in catalog.files if not path.startswith(f"{COURSES}/"))),
        "\n".join(fronts),
    )


def _shared_outputs(
    catalog: Catalog, settings: Settings, portable: bool, watched: MostWatched
) -> Iterator[Page | Data]:
    """Return what shows several stories or none: home, lists, search, notices, the sitemap."""
    outputs = [
        *home_outputs(catalog, settings, portable, watched),
        *list_outputs(catalog, settings, watched),
        *award_outputs(catalog, settings),
        *message_outputs(catalog, settings),
        *find_outputs(catalog, settings),
    ]
    for story, reason in catalog.gone:
        outputs += gone_outputs(story, reason, settings)
    yield from outputs
    yield from _cover_outputs(catalog)
    if settings.site_url and not portable and catalog.channel.name == "site":
        frames = [page.frame for page in outputs if page.frame]
        for story in catalog.stories:
            frames += [story_frame(story, catalog, settings, language) for language in story.languages]
        frames += course_frames(catalog, settings)
        yield sitemap(settings.site_url, frames)


def _cover_outputs(catalog: Catalog) -> Iterator[Data]:
    """Return the covers that the stories shown need, each once."""
    terms = catalog.taxonomy.of("categories")
    drawn = {(composition_of(story.id or story.slug), story.category) for story in catalog.stories}
    for composition, category in sorted(drawn, key=lambda one: cover_name(*one)):
        palette = palette_of(category, terms[category].colour)
        yield Data(
            addresses.cover(cover_name(composition, category)), cover_svg(composition, palette).encode()
        )


def _sharing_outputs(catalog: Catalog) -> Iterator[Drawn]:
    """Return the pictures for sharing that the stories shown need, each once."""
    terms = catalog.taxonomy.of("categories")
    drawn: dict[str, Drawn] = {}
    for story in catalog.stories:
        composition = composition_of(story.id or story.slug)
        name = sharing_name(composition, story.category)
        if name not in drawn:
            colours = palette_of(story.category, terms[story.category].colour).colours(composition.tone)
            given = (COVERS[composition.gesture], colours)
            drawn[name] = Drawn(addresses.sharing(name), "generator.page.sharing", "sharing_png", given)
    return iter(drawn.values())
