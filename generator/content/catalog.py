"""The catalog: every story and page of a site, as one value to ask.

In: what was read, the taxonomies, a date and a channel. Out: a Catalog of what is shown, by folder name, id, affiliate,
category and year, and Problems that only show when all stories are together. Files are listed, never opened, here.
"""

from __future__ import annotations

import datetime as dt
import posixpath
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

from generator.base.problems import Place, Problem, nearest, problem, suggestion
from generator.content.captions import Captions
from generator.content.files import slug_of
from generator.content.pictures import Picture
from generator.content.story import Body, FrontMatter, Link, StandingPage, Story
from generator.content.synonyms import Names
from generator.content.taxonomy import Taxonomy, Term
from generator.content.visibility import GONE, Channel, Reason, hidden_because, stage

SHELVES = ("affiliates", "categories", "years", "programmes", "journey", "tags", "prizes", "kinds")
"""The kinds of list that stories stand in."""


@dataclass(frozen=True)
class Catalog:
    """A site's stories on one day in one channel."""

    everything: tuple[Story, ...]
    """All stories that could be read, newest first, shown or not."""
    pages: tuple[StandingPage, ...]
    taxonomy: Taxonomy
    day: dt.date
    channel: Channel
    source: str
    """The language that stories are written in first."""
    files: frozenset[str]
    """Every file below the stories' folder, by path."""
    unread: tuple[Story | StandingPage, ...] = ()
    """What something is wrong with, as far as it could be read: to be linked to and looked through, never shown."""
    pictures: Mapping[str, Picture | None] = field(default_factory=dict)
    """What is known of the pictures among them, by path; None for one that does not open."""
    captions: Mapping[str, Captions | None] = field(default_factory=dict)
    """What the captions, chapters and descriptions among them hold, by path; None for what is none."""
    synonyms: tuple[Names, ...] = ()
    """Names that search finds as one."""
    made: dict[tuple[str, str], Any] = field(default_factory=dict, repr=False, compare=False)
    """What was made of a story in a language and is needed again, by folder name and language."""

    @cached_property
    def stories(self) -> tuple[Story, ...]:
        """Return the stories that are shown, newest first."""
        return tuple(story for story in self.everything if self.reason(story) is None)

    @cached_property
    def gone(self) -> tuple[tuple[Story, Reason], ...]:
        """Return the stories that were once shown, with the reason why they no longer are."""
        reasons = ((story, self.reason(story)) for story in self.everything)
        return tuple((story, reason) for story, reason in reasons if reason in GONE)

    @cached_property
    def files_below(self) -> Mapping[str, tuple[str, ...]]:
        """Return the files that are not Markdown below each folder, by its path."""
        found: dict[str, list[str]] = defaultdict(list)
        for path in sorted(self.files):
            if not path.endswith(".md"):
                parts = path.split("/")
                for count in range(1, len(parts)):
                    found["/".join(parts[:count])].append(path)
        return {folder: tuple(paths) for folder, paths in found.items()}

    @cached_property
    def by_slug(self) -> Mapping[str, Story]:
        """Return all stories, shown or not, by folder name."""
        return {one.slug: one for one in (*self.unread, *self.everything) if isinstance(one, Story)}

    @cached_property
    def by_id(self) -> Mapping[str, Story]:
        """Return all stories, shown or not, by permanent id."""
        return {story.id: story for story in (*self.by_slug.values(), *self.everything) if story.id}

    @cached_property
    def pages_by_name(self) -> Mapping[str, StandingPage]:
        """Return the pages that are not stories, by name."""
        return {one.name: one for one in (*self.unread, *self.pages) if isinstance(one, StandingPage)}

    @cached_property
    def shelves(self) -> Mapping[str, Mapping[str, tuple[Story, ...]]]:
        """Return the stories shown by kind of list and its subject, newest first: `shelves["years"]["2021"]`.

        A story stands also under what its affiliate or programme belongs to.
        """
        shelves: dict[str, dict[str, list[Story]]] = {kind: defaultdict(list) for kind in SHELVES}
        for story in self.stories:
            for kind, subjects in self.listed_under(story).items():
                for subject in dict.fromkeys(subjects):
                    shelves[kind][subject].append(story)
        return {kind: {key: tuple(found) for key, found in shelf.items()} for kind, shelf in shelves.items()}

    def listed_under(self, story: Story) -> dict[str, Iterable[str]]:
        """Return what a story is listed under, by kind of list."""
        above = self._above
        return {
            "affiliates": [up for one in story.affiliate for up in above["affiliates"].get(one, (one,))],
            "categories": (story.category,),
            "years": (f"{story.year}",),
            "programmes": [up for one in story.programme for up in above["programmes"].get(one, (one,))],
            "journey": story.journey,
            "tags": [slug_of(tag) for tag in story.tags],
            "prizes": [f"{won.award}/{won.prize}" for won in story.award],
            "kinds": ("video" if story.is_video else "article",),
        }

    @cached_property
    def _above(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """Return each affiliate and programme with all that it belongs to."""
        return {
            name: {one: self._ancestry(name, one) for one in self.taxonomy.of(name)}
            for name in ("affiliates", "programmes")
        }

    @cached_property
    def tag_names(self) -> Mapping[str, str]:
        """Return the word of each tag by what it is called in addresses; the word is an id where tags.yml has it."""
        return {slug_of(tag): tag for story in reversed(self.stories) for tag in story.tags}

    def reason(self, story: Story) -> Reason | None:
        """Return why a story is not shown here today, or None when it is."""
        return hidden_because(story, self.day, self.channel)

    def badge(self, story: Story) -> Reason | None:
        """Return why a story that is shown here is not out yet for everyone, or None."""
        return stage(story, self.day)

    def is_unread(self, owner: Story | StandingPage) -> bool:
        """Tell whether something is wrong with a story or page, so that it is never shown."""
        return id(owner) in self._unread

    def is_damaged(self, path: str) -> bool:
        """Tell whether a file that should be a picture does not open as one."""
        return path in self.pictures and self.pictures[path] is None

    def hides(self, path: str) -> bool:
        """Tell whether a file stands in the folder of a story that is not shown."""
        folder = "/".join(path.split("/")[:2])
        story = self.by_slug.get(folder.rpartition("/")[2])
        if story is None or story.folder != folder or self.is_unread(story):
            return False
        return self.reason(story) is not None

    def find(self, name: str) -> Story | None:
        """Return a story by its id or folder name."""
        return self.by_id.get(name) or self.by_slug.get(name)

    @cached_property
    def _unread(self) -> frozenset[int]:
        return frozenset(map(id, self.unread))

    def _ancestry(self, taxonomy: str, term: str) -> tuple[str, ...]:
        terms, found = self.taxonomy.of(taxonomy), [term]
        while (parent := terms[found[-1]].parent) and parent in terms and parent not in found:
            found.append(parent)
        return tuple(found)


def newest_first(stories: Iterable[Story]) -> tuple[Story, ...]:
    """Return stories by year, day and folder name, newest first."""
    return tuple(sorted(stories, key=lambda story: story.order, reverse=True))


_FIELDS_OF_IDS = tuple(
    (one.name, one.metadata["kind"].taxonomy) for one in fields(FrontMatter) if one.metadata["kind"].taxonomy
)
"""Each field that holds ids, and the taxonomy that they are of."""


def find_problems(catalog: Catalog, reserved: Collection[str]) -> Iterator[Problem]:
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
    owners: tuple[Story | StandingPage, ...] = (*stories, *catalog.pages_by_name.values())
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


def _stale_twin(owner: Story | StandingPage) -> Iterator[Problem]:
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
    """Find pictures and films named in the front matter that are not in the folder, and pictures that cannot be read."""
    for name, held in (("image", story.image), ("video", story.video)):
        if held and held.file and f"{story.folder}/{held.file}" not in catalog.files:
            below = catalog.files_below.get(story.folder, ())
            here = {path.removeprefix(f"{story.folder}/") for path in below}
            near = suggestion(held.file, here, listed=name == "image")
            yield problem(story.place(f"{name}.file"), "missing-file", file=held.file, **near)
        elif held and catalog.is_damaged(f"{story.folder}/{held.file}"):
            yield problem(story.place("image.file"), "picture-unreadable", file=held.file)


def _broken_links(owner: Story | StandingPage, catalog: Catalog) -> Iterator[Problem]:
    """Find links, anchors and pictures that lead nowhere, in every language."""
    source = owner.place().path
    for body in owner.bodies:
        path = source.replace(f".{catalog.source}.md", f".{body.language}.md")
        for link in body.links:
            place = Place(path, link.line, link.column)
            if link.picture and link.kind == "outside":
                yield problem(place, "picture-elsewhere", address=link.target)
            elif link.kind == "anchor":
                yield from _broken_anchor(link, body, place)
            elif link.kind == "file" or (link.kind == "page" and link.picture):
                yield from _broken_file_link(link, owner, place, catalog)
            elif link.kind == "page":
                yield from _broken_page_link(link, owner, body.language, place, catalog)


def _broken_anchor(link: Link, body: Body, place: Place) -> Iterator[Problem]:
    if link.anchor and link.anchor not in body.anchors:
        headings = [heading.anchor for heading in body.headings]
        yield problem(place, "broken-anchor", anchor=link.anchor, **suggestion(link.anchor, headings))


def _broken_file_link(
    link: Link, owner: Story | StandingPage, place: Place, catalog: Catalog
) -> Iterator[Problem]:
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
        yield problem(place, "link-to-hidden", address=_as_written(link.target, owner), reason=str(reason))


def _broken_page_link(
    link: Link, owner: Story | StandingPage, language: str, place: Place, catalog: Catalog
) -> Iterator[Problem]:
    target = page_named(link.target, catalog)
    if target is None:
        if link.target not in catalog.files:  # else what is wrong with that file is said there
            ending = f".{language}.md" if link.target.endswith(".md") else ""
            known = {
                f"{one.folder}/index{ending}" if ending else one.folder for one in catalog.by_slug.values()
            }
            known |= {f"{name}{ending}" for name in catalog.pages_by_name if ending}
            near = nearest(link.target, known)
            named = {"nearest": _as_written(near, owner)} if near else {}
            yield problem(place, "broken-link", address=_as_written(link.target, owner), **named)
        return
    if body := target.body(language) or target.body(catalog.source):
        yield from _broken_anchor(link, body, place)
    if catalog.is_unread(owner) or catalog.is_unread(target):
        return
    hidden = catalog.reason(target) if isinstance(target, Story) else None
    if hidden and not (isinstance(owner, Story) and catalog.reason(owner)):
        address = _as_written(link.target, owner)
        yield problem(place, "link-to-hidden", address=address, reason=str(hidden))


def _as_written(path: str, owner: Story | StandingPage) -> str:
    """Return a path below the stories' folder as a link in the owner's text has to be written."""
    return posixpath.relpath(path, owner.folder if isinstance(owner, Story) else ".")


def page_named(target: str, catalog: Catalog) -> Story | StandingPage | None:
    """Return the story or page that a path below the stories' folder means: its folder, or one of its files."""
    folder, _, name = target.rpartition("/")
    if name.endswith(".md"):
        stem = name.removesuffix(".md").partition(".")[0]
        if folder and stem == "index":
            return _story_in(folder, catalog)
        return None if folder else catalog.pages_by_name.get(stem)
    return _story_in(target, catalog)


def _story_in(folder: str, catalog: Catalog) -> Story | None:
    story = catalog.by_slug.get(folder.rpartition("/")[2])
    return story if story and story.folder == folder else None
