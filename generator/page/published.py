"""Addresses that were published answer for ever: what stands now is held against links.lock.

In: what links.lock holds, and the paths of a site's plan. Out: where each address leads that nothing stands at any more, and a
Problem for each that would be lost. A story is known by its id, so its new folder name is found; what else is gone, a person
has to lead on (`delight links redirect`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.base.languages import NAMES
from generator.base.problems import Problem, nearest, problem
from generator.base.published import Entry, Lock, written_as_address
from generator.content.catalog import Catalog
from generator.content.story import Story
from generator.content.visibility import Reason
from generator.page import addresses

OF_STORIES = ("story", "permanent", "embed")
"""The pages that each story has."""
_PAGE = "index.html"
_MOST_LIKENED = 8
"""Addresses for which a near one is looked for: each takes as long as all the rest."""


@dataclass(frozen=True, slots=True)
class Published:
    """What was published, what stands now, and what comes of the difference."""

    lock: Lock
    now: Mapping[str, Entry]
    kept: Kept
    languages: tuple[str, ...]
    """Those of the site, the first one first."""
    is_whole: bool = True
    """Whether every line of links.lock could be read; else nothing is written there."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What comes of the addresses at which nothing stands any more."""

    moved: Mapping[str, str] = field(default_factory=dict)
    """Where each of them leads: an address at which a page stands."""
    problems: tuple[Problem, ...] = ()


def standing(paths: Iterable[str], catalog: Catalog, languages: Iterable[str]) -> dict[str, Entry]:
    """Return the pages among a site's files whose addresses are to last, by address."""
    owned = {entry.address: entry for entry in story_entries(catalog, languages)}
    found = (path.removesuffix(_PAGE) for path in paths if path == _PAGE or path.endswith(f"/{_PAGE}"))
    return {
        address: owned.get(address) or Entry(address, "list" if addresses.comes_and_goes(address) else "page")
        for address in found
        if addresses.lasts(address)
    }


def story_entries(catalog: Catalog, languages: Iterable[str]) -> Iterator[Entry]:
    """Yield the addresses of every story that is shown, or has left a notice."""
    spoken = tuple(languages)
    for story in (*catalog.stories, *(one for one, _ in catalog.gone)):
        for language in spoken:
            yield Entry(addresses.story(story.slug, language), "story", story.id or "")
            if story.id:
                yield Entry(addresses.embed(story.id, language), "embed", story.id)
        if story.id:
            yield Entry(addresses.permanent(story.id), "permanent", story.id)


def added(lock: Lock, now: Mapping[str, Entry]) -> dict[str, Entry]:
    """Return all that was ever published, with what stands now; where something stands again, it leads nowhere else."""
    return {**lock.entries, **now}


def fresh(lock: Lock, now: Mapping[str, Entry]) -> list[Entry]:
    """Return what stands now and was never written down."""
    return [entry for address, entry in now.items() if address not in lock.entries]


def returned(lock: Lock, now: Mapping[str, Entry]) -> list[Entry]:
    """Return what was led elsewhere, as it is written down, and stands again."""
    return [entry for address, entry in lock.entries.items() if entry.target is not None and address in now]


def keep(lock: Lock, now: Mapping[str, Entry], catalog: Catalog, languages: tuple[str, ...]) -> Kept:
    """Return where the addresses of the past lead, and those that would be lost."""
    return _Keeping(lock, now, catalog, languages).kept()


@dataclass(frozen=True)
class _Keeping:
    """Addresses of the past being held against those of now."""

    lock: Lock
    now: Mapping[str, Entry]
    catalog: Catalog
    languages: tuple[str, ...]

    @cached_property
    def owned(self) -> Mapping[tuple[str, str, str], str]:
        """Return the address of each thing that has an id, by what it is, id and language."""
        return {
            (one.what, one.id, language_of(address)): address for address, one in self.now.items() if one.id
        }

    def kept(self) -> Kept:
        moved: dict[str, str] = {}
        led: list[Entry] = []
        lost: list[Entry] = []
        taken: list[Entry] = []
        for entry in self.lock.entries.values():
            here = self.now.get(entry.address)
            if here and entry.id in ("", here.id):
                continue
            if here:
                taken.append(entry)
            elif (to := self.elsewhere(entry)) is not None:
                moved[entry.address] = to
            elif entry.target is not None:
                led.append(entry)
            elif above := self.above(entry):
                moved[entry.address] = above
            else:
                lost.append(entry)
        renamed = {entry.id for entry in taken if self.elsewhere(entry) is None}
        taken += (entry for entry in lost if entry.id in renamed)
        problems = [*self.taken(taken), *self.lost(entry for entry in lost if entry.id not in renamed)]
        for entry in led:
            found = self.end_of(entry, moved)
            if isinstance(found, Problem):
                problems.append(found)
            else:
                moved[entry.address] = found
        moved |= {address: self.beside(address, to, moved) for address, to in moved.items()}
        return Kept(moved, tuple(problems))

    def beside(self, address: str, to: str, moved: Mapping[str, str]) -> str:
        """Return where a page leads: a course's hand-out goes along with its course, unless a person led it elsewhere."""
        if not addresses.is_handout(address) or self.lock.entries[address].target is not None:
            return to
        course = f"{_above(address)}/"
        course = moved.get(course, course)
        return next((one for one in (f"{course}{_slug(address)}/", course) if one in self.now), to)

    def elsewhere(self, entry: Entry) -> str | None:
        """Return where what stood at an address stands now: under another name, or in the language that the site still has."""
        other = self.spoken(entry.address)
        if entry.id:
            return self.owned.get((entry.what, entry.id, language_of(other)))
        return other if other in self.now else None

    def above(self, entry: Entry) -> str | None:
        """Return what stands above a list in which nothing stands any more, whatever it was once written down as."""
        goes = entry.what == "list" or addresses.comes_and_goes(entry.address)
        parts = self.spoken(entry.address).split("/")[:-1] if goes else []
        ways = ("/".join((*parts[:count], "")) for count in range(len(parts) - 1, 0, -1))
        return next((way for way in ways if way in self.now), None)

    def spoken(self, address: str) -> str:
        """Return an address in a language of the site: the source's, where the site no longer has its own."""
        language = language_of(address)
        gone = language and language not in self.languages
        return f"{self.languages[0]}{address.removeprefix(language)}" if gone else address

    def end_of(self, entry: Entry, moved: Mapping[str, str]) -> str | Problem:
        """Return where an address ends that a person led on, however often what it leads to was led on since."""
        seen, target = {entry.address}, entry.target
        while target is not None:
            if target in seen:
                return problem(
                    self.lock.place(entry.address),
                    "redirect-in-circle",
                    address=entry.shown,
                    nearest=self.door(entry),
                )
            if target in self.now:
                return target
            if target in moved:
                return moved[target]
            seen.add(target)
            further = self.lock.entries.get(target)
            target = further.target if further else None
        return problem(
            self.lock.place(entry.address),
            "redirect-to-nowhere",
            address=entry.shown,
            leads_to=f"/{entry.target}",
            nearest=self.near(self.own(entry, entry.target or "")) or self.door(entry),
        )

    def taken(self, entries: Iterable[Entry]) -> Iterator[Problem]:
        """Find addresses at which another story stands now than the one that they were published for."""
        for entry, shown in self.by_story(entries):
            story = self.catalog.by_slug.get(_slug(entry.address))
            place = story.place("id") if story else self.lock.place(entry.address)
            other = self.elsewhere(entry)
            if other is None:
                yield problem(place, "story-id-changed", id=entry.id, addresses=shown)
            else:
                yield problem(place, "address-taken", addresses=shown, id=entry.id, other=f"/{other}")

    def lost(self, entries: Iterable[Entry]) -> Iterator[Problem]:
        """Find addresses at which nothing would stand."""
        for number, (entry, shown) in enumerate(self.by_story(entries)):
            story, near = self.story_of(entry), self.near(entry.address) if number < _MOST_LIKENED else ""
            reason = self.catalog.reason(story) if story else None
            name, stories = entry.id or entry.shown, f"{self.door(entry)}stories/"
            if story and reason:
                place = story.place("audience" if reason == Reason.AUDIENCE else "status")
                values = {"addresses": shown, "reason": reason, "name": name, "nearest": stories}
                yield problem(place, "published-story-hidden", **values)
            elif entry.what in OF_STORIES:
                values = {"addresses": shown, "name": name, "nearest": near or stories}
                yield problem(self.lock.place(entry.address), "published-story-missing", **values)
            else:
                near = near or self.list_of(entry.address) or self.door(entry)
                place = self.lock.place(entry.address)
                yield problem(place, "address-lost", address=entry.shown, nearest=near)

    def by_story(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, str]]:
        """Yield the first address of each story, with all of its addresses as a person writes them; all else one by one."""
        groups: dict[str, list[Entry]] = {}
        for entry in entries:
            groups.setdefault(entry.id or entry.shown, []).append(entry)
        for group in groups.values():
            group.sort(
                key=lambda one: (
                    OF_STORIES.index(one.what) if one.what in OF_STORIES else 0,
                    language_of(one.address) != self.languages[0],
                )
            )
            yield group[0], ", ".join(one.shown for one in group)

    def story_of(self, entry: Entry) -> Story | None:
        """Return the story that an address was published for, where its files are still there."""
        if entry.id:
            return self.catalog.by_id.get(entry.id)
        return self.catalog.by_slug.get(_slug(entry.address)) if entry.what == "story" else None

    def own(self, entry: Entry, address: str) -> str:
        """Return an address in the language of an entry, where the site has that."""
        language = language_of(entry.address)
        told = language_of(address)
        return f"{language}{address.removeprefix(told)}" if told and language in self.languages else address

    def door(self, entry: Entry) -> str:
        """Return the home page that readers of an address know, as a person writes it."""
        return f"/{addresses.home(language_of(self.spoken(entry.address)) or self.languages[0])}"

    def near(self, address: str) -> str:
        """Return what the page at an address most likely became, as a person writes it: in the same language, of the same kind."""
        if found := self.renamed(address):
            return f"/{found}"
        above = _above(address)
        named = {_slug(one): f"/{one}" for one in self.now if _above(one) == above}
        return named.get(nearest(_slug(address), named) or "", "")

    def renamed(self, address: str) -> str:
        """Return the only course that was never written down, for the only one whose folder is no longer there."""
        if not addresses.is_course(address):
            return ""
        here = {one.slug for one in self.catalog.every_course}
        known = {_slug(one) for one in self.lock.entries if addresses.is_course(one)}
        language = language_of(address)
        new = [one for one in here - known if addresses.course(one, language) in self.now]
        led = {_slug(one.address) for one in self.lock.entries.values() if one.target is not None}
        is_alone = len(new) == 1 and known - here - led == {_slug(address)}
        return addresses.course(new[0], language) if is_alone else ""

    def list_of(self, address: str) -> str:
        """Return the list that a page stood in, where there is one: nearer to it than the site's first page."""
        above = _above(address)
        return f"/{above}/" if f"{above}/" in self.now and "/" in above else ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an address cannot be led elsewhere."""

    reason: str
    """`unknown`, `stands`, `fragment`, `itself`, `nowhere` or `follows`."""
    value: str
    near: str = ""
    there: str = ""
    """Where what stood at an address stands now, which it leads to whatever a person says."""


def led_on(published: Published, catalog: Catalog, old: str, new: str) -> dict[str, Entry] | Refusal:
    """Return all entries with those of `old` leading to `new`, both an address or a story's id or folder name.

    A story has several addresses, and each leads to that of the other story which is like it. What led to `old` before leads to
    `new` at once.
    """
    lock = published.lock
    entries = dict(lock.entries)
    found = meant(old, lock)
    if not found:
        return Refusal("unknown", old, nearest(old, {one.shown for one in entries.values()}) or "")
    if "#" in new or "?" in new:
        return Refusal("fragment", new)
    for entry in found:
        target = _target(new, entry, published, catalog)
        if refusal := _refusal(entry, new, target, published, catalog):
            return refusal
        entries[entry.address] = entry._replace(target=target)
        for other in lock.entries.values():
            if other.target == entry.address:
                entries[other.address] = other._replace(target=target)
    return entries


def _refusal(
    entry: Entry, new: str, target: str | None, published: Published, catalog: Catalog
) -> Refusal | None:
    """Return why an entry cannot lead to a target, which is what `new` means for it."""
    if entry.address in published.now:
        return Refusal("stands", entry.shown)
    if written_as_address(new) == entry.address:
        return Refusal("itself", entry.shown)
    keeping = _Keeping(published.lock, published.now, catalog, published.languages)
    if (there := keeping.elsewhere(entry)) is not None:
        return Refusal("follows", entry.shown, there=f"/{there}")
    if target is None or target == entry.address:
        return Refusal("nowhere", new, nearest(new, {one.shown for one in published.now.values()}) or "")
    return None


def meant(name: str, lock: Lock) -> list[Entry]:
    """Return the entries of an address, or of a story with all its addresses."""
    address = written_as_address(name)
    if address is not None:
        return [lock.entries[address]] if address in lock.entries else []
    ids = {one.id for one in lock.entries.values() if one.what == "story" and _slug(one.address) == name}
    return [
        one
        for one in lock.entries.values()
        if one.id == name
        or (one.id and one.id in ids)
        or (not one.id and one.what == "story" and _slug(one.address) == name)
    ]


def _target(new: str, entry: Entry, published: Published, catalog: Catalog) -> str | None:
    """Return the address that an entry is to lead to, at which a page stands."""
    now, given = published.now, written_as_address(new)
    address = None if given is None else published.kept.moved.get(given, given)
    if address is None:
        story = catalog.find(new)
    elif address in now:
        story = catalog.find(now[address].id or _slug(address)) if now[address].what in OF_STORIES else None
    else:
        return None
    languages = dict.fromkeys((language_of(entry.address) or catalog.source, catalog.source))
    ways: list[str] = []
    if story and story.id and entry.what == "permanent":
        ways.append(addresses.permanent(story.id))
    if story and story.id and entry.what == "embed":
        ways += (addresses.embed(story.id, one) for one in languages)
    if story:
        ways += (addresses.story(story.slug, one) for one in languages)
    if address is not None and language_of(address):
        ways += (f"{one}/{address.partition('/')[2]}" for one in languages)
    if address is not None:
        ways.append(address)
    return next((way for way in ways if way in now), None)


def language_of(address: str) -> str:
    """Return the language of the page at an address; empty for what is in none, or in all."""
    first = address.partition("/")[0]
    return first if first in NAMES else ""


def _slug(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


def _above(address: str) -> str:
    return address.rstrip("/").rpartition("/")[0]
