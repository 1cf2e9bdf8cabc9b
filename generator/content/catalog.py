"""The catalog: every story and page of a site, as one value to ask.

In: what was read, the taxonomies, a date and a channel. Out: a Catalog of what is shown, by folder name, id, affiliate,
category and year, and Problems that only show when all stories are together. Files are listed, never opened, here.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property

from generator.base.problems import Place, Problem, problem, suggestion
from generator.content.files import slug_of
from generator.content.story import FrontMatter, Link, StandingPage, Story
from generator.content.taxonomy import Taxonomy
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
    def by_slug(self) -> Mapping[str, Story]:
        """Return all stories, shown or not, by folder name."""
        return {story.slug: story for story in self.everything}

    @cached_property
    def by_id(self) -> Mapping[str, Story]:
        """Return all stories, shown or not, by permanent id."""
        return {story.id: story for story in self.everything if story.id}

    @cached_property
    def pages_by_name(self) -> Mapping[str, StandingPage]:
        """Return the pages that are not stories, by name."""
        return {page.name: page for page in self.pages}

    @cached_property
    def shelves(self) -> Mapping[str, Mapping[str, tuple[Story, ...]]]:
        """Return the stories shown by kind of list and its subject, newest first: `shelves["years"]["2021"]`.

        A story stands also under what its affiliate or programme belongs to.
        """
        shelves: dict[str, dict[str, list[Story]]] = {kind: defaultdict(list) for kind in SHELVES}
        for story in self.stories:
            for kind, subjects in self._subjects(story).items():
                for subject in dict.fromkeys(subjects):
                    shelves[kind][subject].append(story)
        return {kind: {key: tuple(found) for key, found in shelf.items()} for kind, shelf in shelves.items()}

    def _subjects(self, story: Story) -> dict[str, Iterable[str]]:
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

    def find(self, name: str) -> Story | None:
        """Return a story by its id or folder name."""
        return self.by_id.get(name) or self.by_slug.get(name)

    def _ancestry(self, taxonomy: str, term: str) -> tuple[str, ...]:
        terms, found = self.taxonomy.of(taxonomy), [term]
        while (parent := terms[found[-1]].parent) and parent in terms and parent not in found:
            found.append(parent)
        return tuple(found)


def newest_first(stories: Iterable[Story]) -> tuple[Story, ...]:
    """Return stories by year, day and folder name, newest first."""
    return tuple(sorted(stories, key=lambda story: story.order, reverse=True))


def find_problems(catalog: Catalog, reserved: Collection[str]) -> Iterator[Problem]:
    """Find what is wrong between stories; `reserved` are names of pages that the site itself makes."""
    yield from _repeated(catalog.everything, "duplicate-slug", lambda story: story.slug, "")
    yield from _repeated(catalog.everything, "duplicate-id", lambda story: story.id, "id")
    for story in catalog.everything:
        yield from _unknown_ids(story, catalog.taxonomy)
        yield from _related(story, catalog)
        yield from _missing_files(story, catalog)
    for page in catalog.pages:
        if page.name in reserved:
            yield problem(page.place(), "reserved-name", name=page.name)
    owners: tuple[Story | StandingPage, ...] = (*catalog.everything, *catalog.pages)
    for owner in owners:
        yield from _broken_links(owner, catalog)
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
    """Find ids that are in no taxonomy, and affiliates that did not exist in the story's year."""
    for one in fields(FrontMatter):
        name = one.metadata["kind"].taxonomy
        value = getattr(story, one.name)
        if not name or not value:
            continue
        terms = taxonomy.of(name)
        for number, id_ in enumerate(value if isinstance(value, tuple) else (value,)):
            place = story.place(f"{one.name}.{number}") if isinstance(value, tuple) else story.place(one.name)
            if id_ not in terms:
                yield problem(place, "unknown-id", value=id_, taxonomy=name, nearest=suggestion(id_, terms))
                continue
            begins, ends = terms[id_].valid_from, terms[id_].valid_to
            if (begins and story.year < begins.year) or (ends and story.year > ends.year):
                yield problem(
                    place,
                    "not-valid-then",
                    value=id_,
                    year=f"{story.year}",
                    nearest=", ".join(terms[id_].successor) or "-",
                )
    awards = taxonomy.of("awards")
    for number, award in enumerate(story.award):
        if award.award not in awards:
            place = story.place(f"award.{number}.award")
            yield problem(
                place,
                "unknown-id",
                value=award.award,
                taxonomy="awards",
                nearest=suggestion(award.award, awards),
            )
            continue
        prizes = {prize.id for prize in awards[award.award].prizes}
        if award.prize not in prizes:
            place = story.place(f"award.{number}.prize")
            yield problem(
                place,
                "unknown-id",
                value=award.prize,
                taxonomy="awards",
                nearest=suggestion(award.prize, prizes),
            )


def _related(story: Story, catalog: Catalog) -> Iterator[Problem]:
    known = catalog.by_slug.keys() | catalog.by_id.keys()
    for number, name in enumerate(story.related):
        if catalog.find(name) in (None, story):
            yield problem(
                story.place(f"related.{number}"),
                "unknown-story",
                value=name,
                nearest=suggestion(name, known - {story.slug, story.id or ""}),
            )


def _stale_twin(owner: Story | StandingPage) -> Iterator[Problem]:
    """Find translations that are older than their source, or do not say what they were translated from."""
    if len(owner.bodies) < 2:
        return
    source, twin = owner.bodies[0].language, owner.bodies[-1].language
    place = Place(owner.place().path.replace(f".{source}.md", f".{twin}.md"))
    if owner.stale:
        yield problem(place, "twin-stale", fingerprint=owner.fingerprint)
    elif owner.translated_from is None:
        yield problem(place, "twin-unmarked", fingerprint=owner.fingerprint)


def _missing_files(story: Story, catalog: Catalog) -> Iterator[Problem]:
    """Find pictures and films named in the front matter that are not in the folder."""
    for name, held in (("image", story.image), ("video", story.video)):
        if held and f"{story.folder}/{held.file}" not in catalog.files:
            here = {
                path.rsplit("/", 1)[-1]
                for path in catalog.files
                if path.startswith(f"{story.folder}/") and not path.endswith(".md")
            }
            yield problem(
                story.place(f"{name}.file"),
                "missing-file",
                file=held.file,
                nearest=suggestion(held.file, here) or "-",
            )


def _broken_links(owner: Story | StandingPage, catalog: Catalog) -> Iterator[Problem]:
    """Find links, anchors and pictures that lead nowhere, in every language."""
    source = owner.place().path
    for body in owner.bodies:
        path = source.replace(f".{owner.bodies[0].language}.md", f".{body.language}.md")
        for link in body.links:
            place = Place(path, link.line, link.column)
            if link.picture and link.kind == "outside":
                yield problem(place, "picture-elsewhere", address=link.target)
            elif link.kind == "anchor" and link.anchor and link.anchor not in body.anchors:
                yield problem(
                    place,
                    "broken-anchor",
                    anchor=link.anchor,
                    nearest=suggestion(link.anchor, body.anchors) or "-",
                )
            elif link.kind == "file" and link.target not in catalog.files:
                name = "broken-picture" if link.picture else "broken-link"
                yield problem(
                    place,
                    name,
                    address=link.target,
                    nearest=suggestion(link.target, _near(link.target, catalog.files)) or "-",
                )
            elif link.kind == "page":
                yield from _broken_page_link(link, body.language, place, catalog)


def _broken_page_link(link: Link, language: str, place: Place, catalog: Catalog) -> Iterator[Problem]:
    target = page_named(link.target, catalog)
    if target is None:
        known = {f"{story.folder}/index.{language}.md" for story in catalog.everything}
        yield problem(
            place, "broken-link", address=link.target, nearest=suggestion(link.target, known) or "-"
        )
        return
    body = next((one for one in target.bodies if one.language == language), target.bodies[0])
    if link.anchor and link.anchor not in body.anchors:
        yield problem(
            place, "broken-anchor", anchor=link.anchor, nearest=suggestion(link.anchor, body.anchors) or "-"
        )
    if isinstance(target, Story) and catalog.reason(target) is not None:
        yield problem(place, "link-to-hidden", address=link.target, reason=str(catalog.reason(target)))


def page_named(target: str, catalog: Catalog) -> Story | StandingPage | None:
    """Return the story or page that a path below the stories' folder means: its folder, or one of its files."""
    folder, _, name = target.rpartition("/")
    if name.endswith(".md"):
        stem = name.removesuffix(".md").partition(".")[0]
        if folder and stem == "index":
            return next(
                (
                    one
                    for one in (catalog.by_slug.get(folder.rpartition("/")[2]),)
                    if one and one.folder == folder
                ),
                None,
            )
        return None if folder else catalog.pages_by_name.get(stem)
    story = catalog.by_slug.get(name)
    return story if story and story.folder == target else None


def _near(target: str, files: frozenset[str]) -> set[str]:
    folder = target.rpartition("/")[0]
    return {path for path in files if path.rpartition("/")[0] == folder and not path.endswith(".md")}
