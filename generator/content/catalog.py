"""The catalog: every story and page of a site, as one value to ask.

In: what was read, the taxonomies, a date and a channel. Out: a Catalog of what is shown, by folder name, id, affiliate,
category and year, and Problems that only show when all stories are together. Files are listed, never opened, here.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from generator.content.captions import Captions
from generator.content.course import Course
from generator.content.faces import Faces
from generator.content.files import slug_of
from generator.content.films import Damage, Film
from generator.content.pictures import Picture
from generator.content.sheets import File
from generator.content.story import StandingPage, Story
from generator.content.synonyms import Names
from generator.content.taxonomy import Taxonomy
from generator.content.views import NO_VIEWS, Views
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
    every_course: tuple[Course, ...] = ()
    """All courses that could be read, by folder name, shown or not."""
    unread: tuple[Story | StandingPage | Course, ...] = ()
    """What something is wrong with, as far as it could be read: to be linked to and looked through, never shown."""
    pictures: Mapping[str, Picture | None] = field(default_factory=dict)
    """What is known of the pictures among them, by path; None for one that does not open."""
    captions: Mapping[str, Captions | None] = field(default_factory=dict)
    """What the captions, chapters and descriptions among them hold, by path; None for what is none."""
    films: Mapping[str, Film | Damage] = field(default_factory=dict)
    """What is known of the films that stories name, by path; empty where films cannot be opened."""
    faces: Faces | None = None
    """What clips are set in; None where this machine can make none, or no story wants one."""
    print_faces: Faces | None = None
    """What PDFs are set in; None where this machine can make none, or there is no course to print."""
    media_base: str = ""
    """Where the media host keeps films."""
    running_orders: Mapping[str, File] = field(default_factory=dict)
    """The files of running orders by name; the broadcast wing reads them."""
    synonyms: tuple[Names, ...] = ()
    """Names that search finds as one."""
    views: Views = NO_VIEWS
    """How often each story was opened and watched, by day."""
    made: dict[tuple[str, str], Any] = field(default_factory=dict, repr=False, compare=False)
    """What was made of a story in a language and is needed again, by folder name and language."""

    @cached_property
    def stories(self) -> tuple[Story, ...]:
        """Return the stories that are shown, newest first."""
        return tuple(story for story in self.everything if self.reason(story) is None)

    @cached_property
    def courses(self) -> tuple[Course, ...]:
        """Return the courses that are shown: those whose stories all are, too."""
        out = (one for one in self.every_course if one.status == "published" or self.channel.shows_unfinished)
        return tuple(one for one in out if all(self._shows(part.story) for _, part in one.parts))

    @cached_property
    def courses_gone(self) -> tuple[Course, ...]:
        """Return the courses that were once shown, and are not since one of their stories is gone."""
        out = (one for one in self.every_course if one.status == "published" and one not in self.courses)
        return tuple(one for one in out if all(self._was_shown(part.story) for _, part in one.parts))

    def _was_shown(self, name: str) -> bool:
        story = self.find(name)
        return story is not None and (self._shows(name) or self.reason(story) in GONE)

    @cached_property
    def packaged(self) -> tuple[Story, ...]:
        """Return the stories shown of which packages are wanted."""
        return tuple(story for story in self.stories if story.package)

    def _shows(self, name: str) -> bool:
        story = self.find(name)
        return story is not None and not self.is_unread(story) and self.reason(story) is None

    @cached_property
    def courses_of(self) -> Mapping[str, tuple[Course, ...]]:
        """Return the courses shown that use a story, by its folder name."""
        found: dict[str, list[Course]] = defaultdict(list)
        for course in self.courses:
            for slug in dict.fromkeys(self.find(part.story).slug for _, part in course.parts):  # type: ignore[union-attr] # shown
                found[slug].append(course)
        return {slug: tuple(courses) for slug, courses in found.items()}

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
    def courses_by_folder(self) -> Mapping[str, Course]:
        """Return all courses, shown or not, by folder below the stories' folder."""
        return {one.folder: one for one in (*self.unread, *self.every_course) if isinstance(one, Course)}

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
            "kinds": ("video" if self.can_watch(story) else "article",),
        }

    def can_watch(self, story: Story) -> bool:
        """Tell whether there is something to watch of a story: its film, or a clip made from its text."""
        return story.video is not None or (story.clip is not None and self.faces is not None)

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

    def is_unread(self, owner: Story | StandingPage | Course) -> bool:
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


def page_named(target: str, catalog: Catalog) -> Story | StandingPage | Course | None:
    """Return the story or page that a path below the stories' folder means: its folder, or one of its files."""
    folder, _, name = target.rpartition("/")
    if name.endswith(".md"):
        stem = name.removesuffix(".md").partition(".")[0]
        if folder and stem == "index":
            return _story_in(folder, catalog) or catalog.courses_by_folder.get(folder)
        return None if folder else catalog.pages_by_name.get(stem)
    return _story_in(target, catalog) or catalog.courses_by_folder.get(target)


def _story_in(folder: str, catalog: Catalog) -> Story | None:
    story = catalog.by_slug.get(folder.rpartition("/")[2])
    return story if story and story.folder == folder else None
