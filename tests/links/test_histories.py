"""A thousand histories of a site: whatever happens to stories, no address that was published is ever lost.

Each history renames, moves, withdraws, expires, deletes and brings back stories at random, and mends what it is told to mend. Plans
are made of addresses alone, as whole builds would take hours; test_builds.py holds some of them against real ones.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest

from generator.base.addresses import file_of
from generator.base.problems import message
from generator.base.published import Entry, Lock, lock_text, read_lock
from generator.content.catalog import Catalog, newest_first
from generator.content.fields import Consent
from generator.content.reading import read_story
from generator.content.sheets import File
from generator.content.story import Story
from generator.content.taxonomy import Taxonomy
from generator.content.visibility import Channel
from generator.page import addresses
from generator.page.published import Published, Refusal, added, keep, led_on, standing, story_entries
from tests.made_up import CONVERTER

DAY = dt.date(2026, 11, 21)
SHEET = b"---\nid: aaaa\ntitle: a\nsummary: b\naffiliate: one\ncategory: one\nyear: 2021\nstatus: published\n---\n\ntext\n"
HISTORIES = 1000
STEPS = 20
NAMES = [f"name-{n}" for n in range(7)]
"""Few, so that names are taken again."""


def read() -> Story:
    value = read_story(
        "2021/name", {"ko": File("index.ko.md", SHEET), "en": File("index.en.md", SHEET)}, "ko", CONVERTER
    ).value
    assert isinstance(value, Story)
    return value


PATTERN = read()


@dataclass
class History:
    """A site through the years, and what was published of it."""

    chance: random.Random
    stories: dict[str, Story] = field(default_factory=dict)
    """By id; those without one under their name."""
    deleted: list[Story] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)
    languages: tuple[str, ...] = ("ko", "en")
    drawn: int = 0
    told: list[str] = field(default_factory=list)
    """What happened, for a history that goes wrong."""

    def catalog(self) -> Catalog:
        everything = newest_first(self.stories.values())
        return Catalog(everything, (), Taxonomy({}), DAY, Channel("site"), self.languages[0], frozenset())

    def paths(self) -> Iterator[str]:
        """Yield the files of a site of these stories: their pages, and some lists, which come and go with them."""
        catalog = self.catalog()
        for entry in story_entries(catalog, self.languages):
            yield file_of(entry.address)
        for language in self.languages:
            yield from (file_of(addresses.home(language)), file_of(addresses.group("stories", "", language)))
            for year in {f"{story.year}" for story in catalog.stories}:
                yield file_of(addresses.group("years", year, language))
            yield file_of(addresses.list_page(addresses.group("stories", "", language), 2))
            yield file_of(addresses.standing("about", language))

    def published(self) -> Published:
        now = standing(self.paths(), self.catalog(), self.languages)
        return Published(self.lock, now, keep(self.lock, now, self.catalog(), self.languages), self.languages)

    def record(self, published: Published) -> None:
        text = lock_text(added(self.lock, published.now).values())
        self.lock, problems = read_lock(text, "links.lock")
        assert not problems
        assert lock_text(self.lock.entries.values()) == text

    def one(self) -> str:
        return self.chance.choice(sorted(self.stories))

    def free(self) -> str:
        """Return a folder name that no story has now; it may well have been another's."""
        taken = {story.slug for story in self.stories.values()}
        return self.chance.choice([name for name in NAMES if name not in taken] or [f"more-{self.drawn}"])

    def put(self, story: Story, **changes: object) -> None:
        changed = replace(story, **changes)  # type: ignore[arg-type]
        self.stories[changed.id or changed.slug] = replace(changed, folder=f"{changed.year}/{changed.slug}")

    # What may happen.

    def write(self) -> None:
        self.drawn += 1
        story_id = None if self.chance.random() < 0.15 else f"id{self.drawn:03}"
        self.put(PATTERN, id=story_id, slug=self.free(), year=self.chance.randint(2020, 2023))

    def rename(self) -> None:
        self.put(self.stories.pop(self.one()), slug=self.free())

    def move_to_another_year(self) -> None:
        self.put(self.stories.pop(self.one()), year=self.chance.randint(2020, 2023))

    def withdraw(self) -> None:
        self.put(self.stories.pop(self.one()), consent=Consent(status="withdrawn"))

    def expire(self) -> None:
        self.put(self.stories.pop(self.one()), expires_on=DAY)

    def show_again(self) -> None:
        self.put(
            self.stories.pop(self.one()), consent=None, expires_on=None, status="published", publish_on=None
        )

    def hide(self) -> None:
        ways: list[dict[str, object]] = [
            {"status": "draft"},
            {"publish_on": dt.date(2030, 1, 1)},
            {"audience": "affiliate"},
        ]
        self.put(self.stories.pop(self.one()), **self.chance.choice(ways))

    def delete(self) -> None:
        self.deleted.append(self.stories.pop(self.one()))

    def bring_back(self) -> None:
        if self.deleted:
            story = self.deleted.pop(self.chance.randrange(len(self.deleted)))
            taken = {one.slug for one in self.stories.values()}
            self.put(
                story, slug=self.free() if story.slug in taken or self.chance.random() < 0.3 else story.slug
            )

    def change_id(self) -> None:
        self.drawn += 1
        self.put(self.stories.pop(self.one()), id=f"id{self.drawn:03}")

    def change_twin(self) -> None:
        story = self.stories.pop(self.one())
        bodies = PATTERN.bodies if len(story.bodies) == 1 else story.bodies[:1]
        self.put(story, bodies=bodies)

    def change_languages(self) -> None:
        self.languages = ("ko",) if len(self.languages) == 2 and self.chance.random() < 0.3 else ("ko", "en")

    def lead_on(self) -> None:
        """Lead a random address on, which is refused where that would do harm."""
        published = self.published()
        if self.lock.entries:
            old = self.chance.choice(sorted(self.lock.entries))
            new = self.chance.choice(sorted({*published.now, *self.lock.entries}))
            made = led_on(published, self.catalog(), f"/{old}", f"/{new}")
            if not isinstance(made, Refusal):
                self.lock = replace(self.lock, entries=made)

    def happen(self) -> None:
        what = [
            self.write,
            self.rename,
            self.rename,
            self.move_to_another_year,
            self.withdraw,
            self.expire,
            self.show_again,
        ]
        what += [self.hide, self.delete, self.delete, self.bring_back, self.change_id, self.change_twin]
        what += [self.change_languages, self.lead_on]
        chosen = self.chance.choice(what) if self.stories else self.write
        self.told.append(chosen.__name__)
        chosen()

    def mend(self, published: Published) -> None:
        """Do what the first problem says."""
        found = self.chance.choice(published.kept.problems)
        values = dict(found.values)
        self.told.append(f"mend {found.name} {values}")
        if found.name == "published-story-hidden":
            story = next(
                one
                for one in self.stories.values()
                if one.place("status").path
                and values["name"]
                in (one.id, f"/{addresses.story(one.slug, 'ko')}", f"/{addresses.story(one.slug, 'en')}")
            )
            self.stories.pop(story.id or story.slug)
            self.put(
                story,
                status="published",
                publish_on=None,
                audience="internal",
                expires_on=self.chance.choice([None, DAY]),
            )
        elif found.name in (
            "published-story-missing",
            "redirect-to-nowhere",
            "redirect-in-circle",
            "address-lost",
        ):
            old = values.get("name") or values["address"]
            gone = [one for one in self.deleted if one.id == old]
            if (
                gone
                and self.chance.random() < 0.5
                and gone[0].slug not in {one.slug for one in self.stories.values()}
            ):
                self.deleted.remove(gone[0])
                self.put(gone[0], consent=Consent(status="withdrawn"))
                return
            shown = [one.id or one.slug for one in self.catalog().stories]
            new = self.chance.choice([values.get("nearest", "/ko/stories/"), *shown[:1]])
            made = led_on(published, self.catalog(), old, new)
            assert not isinstance(made, Refusal), (made, self.told, old)
            self.lock = replace(self.lock, entries=made)
        else:
            assert found.name in ("address-taken", "story-id-changed"), found
            slugs = {address.strip("/").rpartition("/")[2] for address in values["addresses"].split(", ")}
            key = next(
                key for key, one in self.stories.items() if one.slug in slugs and one.id != values["id"]
            )
            self.drawn += 1
            self.put(self.stories.pop(key), slug=f"fresh-{self.drawn}")


def answers(entry: Entry, published: Published) -> bool:
    """Tell whether an address gives what it was published for, in one step at most."""
    here = published.now.get(entry.address)
    if here is None:
        here = published.now.get(published.kept.moved.get(entry.address, "nowhere"))
        if here is None:
            return False
    alive = {one.id for one in published.now.values()}
    return entry.id not in alive or entry.id in ("", here.id)


@pytest.mark.parametrize("tenth", range(10))
def test_no_address_is_ever_lost(tenth: int) -> None:
    mended = 0
    for seed in range(tenth * HISTORIES // 10, (tenth + 1) * HISTORIES // 10):
        history = History(random.Random(seed))
        for _ in range(STEPS):
            history.happen()
            published = history.published()
            for _ in range(40):
                if not published.kept.problems:
                    break
                mended += 1
                said = " ".join(message(one, "en") for one in published.kept.problems)
                for entry in history.lock.entries.values():
                    assert answers(entry, published) or entry.shown in said, (seed, history.told, entry)
                history.mend(published)
                published = history.published()
            assert not published.kept.problems, (seed, history.told, published.kept.problems)
            for entry in history.lock.entries.values():
                assert answers(entry, published), (seed, history.told, entry)
            assert not published.kept.moved.keys() & published.now.keys()
            if history.chance.random() < 0.7:
                history.record(published)
    assert mended > 100, "histories in which nothing goes wrong show nothing"


def test_what_is_lost_is_noticed() -> None:
    """Against a history that could not lose an address if it tried."""
    history = History(random.Random(0))
    history.write()
    history.record(history.published())
    before = history.published()
    history.delete()
    lost = [
        one
        for one in history.lock.entries.values()
        if not answers(one, replace(history.published(), kept=before.kept))
    ]
    assert {one.what for one in lost} >= {"story", "permanent"}
