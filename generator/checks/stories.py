"""What is wrong between stories: ids, names, links, files and translations that do not fit.

In: the catalog. Out: Problems that only show when all stories are together.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import fields

from generator.base.problems import Place, Problem, nearest, problem, suggestion
from generator.base.times import is_moment
from generator.content.catalog import Catalog, page_named
from generator.content.course import Course
from generator.content.front_matter import FrontMatter
from generator.content.story import Body, Link, StandingPage, Story
from generator.content.taxonomy import Taxonomy, Term
from generator.content.visibility import Reason, stage

Owner = Story | StandingPage | Course
_FIELDS_OF_IDS = tuple(
    (one.name, one.metadata["kind"].taxonomy) for one in fields(FrontMatter) if one.metadata["kind"].taxonomy
)
"""Each field that holds ids, and the taxonomy that they are of."""


def find_story_problems(catalog: Catalog, reserved: Collection[str]) -> Iterator[Problem]:
    """Find what is wrong between stories; `reserved` are names of pages that the site itself makes."""
    own, known = catalog.channel.affiliate, catalog.taxonomy.of("affiliates")
    if own and own not in known:
        where = Place("mkdocs.yml")
        yield problem(where, "unknown-id", value=own, taxonomy="affiliates", **suggestion(own, known))
    stories = (*catalog.everything, *(one for one in catalog.unread if isinstance(one, Story)))
    yield from _repeated(stories, "duplicate-slug", lambda story: story.slug, "")
    yield from _repeated(stories, "duplicate-id", lambda story: story.id, "id")
    for story in stories:
        yield from _unknown_ids(story, catalog.taxonomy)
        yield from _related(story, catalog)
        yield from _missing_files(story, catalog)
        if story.consent and story.consent.status == "pending" and stage(story, catalog.day) is None:
            yield problem(story.place("consent.status"), "consent-pending")
    for page in catalog.pages_by_name.values():
        if page.name in reserved:
            yield problem(page.place(), "reserved-name", name=page.name)
    owners: tuple[Owner, ...] = (
        *stories,
        *catalog.pages_by_name.values(),
        *catalog.courses_by_folder.values(),
    )
    for owner in owners:
        yield from _broken_links(owner, catalog)
        if not catalog.is_unread(owner):
            yield from _stale_twin(owner)


def _repeated(
    stories: Iterable[Story], name: str, key: Callable[[Story], str | None], field: str
) -> Iterator[Problem]:
    first: dict[str, Story] = {}
    for story in sorted(stories, key=lambda one: one.folder):
        value = key(story)
        if value and first.setdefault(value, story) is not story:
            yield problem(story.place(field), name, value=value, other=first[value].place().path)


def _unknown_ids(story: Story, taxonomy: Taxonomy) -> Iterator[Problem]:
    """Find ids that are in no taxonomy, and names that were not in use in the story's year."""
    for field_name, name in _FIELDS_OF_IDS:
        value, terms = getattr(story, field_name), taxonomy.of(name)
        for number, id_ in enumerate(value if isinstance(value, tuple) else (value,) if value else ()):
            at = f"{field_name}.{number}" if isinstance(value, tuple) else field_name
            if id_ in terms:
                yield from _not_valid_then(story, at, terms[id_], story.year)
            elif id_ and not taxonomy.may_hold(name, id_):
                yield _unknown_id(story, at, id_, name, terms)
    awards = taxonomy.of("awards")
    for number, award in enumerate(story.award):
        if award.award in awards:
            prizes = {prize.id for prize in awards[award.award].prizes}
            if award.prize and award.prize not in prizes:
                yield _unknown_id(story, f"award.{number}.prize", award.prize, "awards", prizes)
        elif award.award and not taxonomy.may_hold("awards", award.award):
            yield _unknown_id(story, f"award.{number}.award", award.award, "awards", awards)


def _unknown_id(story: Story, at: str, id_: str, name: str, known: Collection[str]) -> Problem:
    return problem(story.place(at), "unknown-id", value=id_, taxonomy=name, **suggestion(id_, known))


def _not_valid_then(story: Story, at: str, term: Term, year: int | None) -> Iterator[Problem]:
    if year is None:
        return
    too_late = term.valid_to and year > term.valid_to.year
    if too_late or (term.valid_from and year < term.valid_from.year):
        near = {"nearest": ", ".join(term.successor)} if too_late and term.successor else {}
        period = f"{term.valid_from or ''}~{term.valid_to or ''}"
        yield problem(story.place(at), "not-valid-then", value=term.id, year=f"{year}", period=period, **near)


def _related(story: Story, catalog: Catalog) -> Iterator[Problem]:
    for number, name in enumerate(story.related):
        found = catalog.find(name)
        if found is None or found is story:
            known = (catalog.by_slug.keys() | catalog.by_id.keys()) - {story.slug, story.id}
            near = suggestion(name, known, listed=False)
            yield problem(story.place(f"related.{number}"), "unknown-story", value=name, **near)


def _stale_twin(owner: Owner) -> Iterator[Problem]:
    """Find translations that are older than their source, or do not say what they were translated from."""
    if len(owner.bodies) < 2:
        return
    source, twin = owner.bodies[0].language, owner.bodies[-1].language
    place = Place(owner.place().path.replace(f".{source}.md", f".{twin}.md"))
    if owner.stale:
        place = owner.place("translated_from")
        yield problem(place, "twin-stale", fingerprint=owner.fingerprint)
    elif owner.translated_from is None:
        yield problem(place, "twin-unmarked", fingerprint=owner.fingerprint)


def _missing_files(story: Story, catalog: Catalog) -> Iterator[Problem]:
    """Find pictures named in the front matter that are not in the folder, or cannot be read."""
    heads = (
        ("image.file", story.image.file if story.image else ""),
        ("video.poster", story.video.poster if story.video else ""),
    )
    for field, file in heads:
        if file and f"{story.folder}/{file}" not in catalog.files:
            below = catalog.files_below.get(story.folder, ())
            here = {path.removeprefix(f"{story.folder}/") for path in below}
            yield problem(story.place(field), "missing-file", file=file, **suggestion(file, here))
        elif file and catalog.is_damaged(f"{story.folder}/{file}"):
            yield problem(story.place(field), "picture-unreadable", file=file)


def _broken_links(owner: Owner, catalog: Catalog) -> Iterator[Problem]:
    """Find links, anchors and pictures that lead nowhere, in every language."""
    source = owner.place().path
    for body in owner.bodies:
        path = source.replace(f".{catalog.source}.md", f".{body.language}.md")
        for link in body.links:
            place = Place(path, link.line, link.column)
            if link.picture and link.kind == "outside":
                yield problem(place, "picture-elsewhere", address=link.target)
            elif link.kind == "anchor":
                yield from _broken_anchor(link, owner, body, place)
            elif link.kind == "file" or (link.kind == "page" and link.picture):
                yield from _broken_file_link(link, owner, place, catalog)
            elif link.kind == "page":
                yield from _broken_page_link(link, owner, body.language, place, catalog)


def _broken_anchor(link: Link, target: Owner, body: Body, place: Place) -> Iterator[Problem]:
    """Find an anchor that is neither made by the text it leads to nor a second of its film."""
    if isinstance(target, Story) and (target.video or target.clip) and is_moment(link.anchor):
        return
    if link.anchor and link.anchor not in body.anchors:
        headings = [heading.anchor for heading in body.headings]
        yield problem(place, "broken-anchor", anchor=link.anchor, **suggestion(link.anchor, headings))


def _broken_file_link(link: Link, owner: Owner, place: Place, catalog: Catalog) -> Iterator[Problem]:
    if link.target not in catalog.files:
        folder = link.target.rpartition("/")[0]
        near = {
            _as_written(path, owner)
            for path in catalog.files_below.get(folder, ())
            if path.rpartition("/")[0] == folder
        }
        name, address = "broken-picture" if link.picture else "broken-link", _as_written(link.target, owner)
        yield problem(place, name, address=address, **suggestion(address, near))
    elif link.picture and catalog.is_damaged(link.target):
        yield problem(place, "picture-unreadable", file=_as_written(link.target, owner))
    elif catalog.hides(link.target) and not link.target.startswith(f"{getattr(owner, 'folder', '')}/"):
        reason = catalog.reason(catalog.by_slug[link.target.split("/")[1]])
        yield problem(place, "link-to-hidden", address=_as_written(link.target, owner), reason=reason)


def _broken_page_link(
    link: Link, owner: Owner, language: str, place: Place, catalog: Catalog
) -> Iterator[Problem]:
    target = page_named(link.target, catalog)
    if target is None:
        if link.target not in catalog.files:  # else what is wrong with that file is said there
            ending = f".{language}.md" if link.target.endswith(".md") else ""
            known = {
                f"{one.folder}/index{ending}" if ending else one.folder for one in catalog.by_slug.values()
            }
            known |= {f"{folder}/index{ending}" if ending else folder for folder in catalog.courses_by_folder}
            known |= {f"{name}{ending}" for name in catalog.pages_by_name if ending}
            near = nearest(link.target, known)
            named = {"nearest": _as_written(near, owner)} if near else {}
            yield problem(place, "broken-link", address=_as_written(link.target, owner), **named)
        return
    if body := target.body(language) or target.body(catalog.source):
        yield from _broken_anchor(link, target, body, place)
    if catalog.is_unread(owner) or catalog.is_unread(target):
        return
    hidden = catalog.reason(target) if isinstance(target, Story) else None
    if isinstance(target, Course) and target not in catalog.courses:
        hidden = Reason.DRAFT
    if hidden and not (isinstance(owner, Story) and catalog.reason(owner)):
        address = _as_written(link.target, owner)
        yield problem(place, "link-to-hidden", address=address, reason=hidden)


def _as_written(path: str, owner: Owner) -> str:
    """Return a path below the stories' folder as a link in the owner's text has to be written."""
    return posixpath.relpath(path, "." if isinstance(owner, StandingPage) else owner.folder)
