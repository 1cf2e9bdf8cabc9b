"""Where the links of a text lead, once all stories are known."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.base.addresses import Target, file_of
from generator.base.problems import Place, Problem, nearest, problem
from generator.content.catalog import Catalog, page_named
from generator.content.course import Course
from generator.content.story import Body, Link, StandingPage, Story
from generator.content.visibility import GONE
from generator.page import addresses
from generator.page.pictures import shown_as


def targets(body: Body, catalog: Catalog) -> tuple[Target | None, ...]:
    """Return where each link of a text leads; None where it leads to what is not shown."""
    return tuple(_target(link, body.language, catalog) for link in body.links)


def _target(link: Link, language: str, catalog: Catalog) -> Target | None:
    if link.kind == "outside":
        return Target(link.target, inside=False)
    if link.kind in ("anchor", "site"):
        return Target(link.target, anchor=link.anchor)
    if link.kind == "file":
        if catalog.hides(link.target):
            return None
        picture = shown_as(link.target, catalog) if link.picture else None
        return Target(addresses.media(link.target), anchor=link.anchor, picture=picture)
    found = page_named(link.target, catalog)
    address = _address_of(found, language, catalog) if found else ""
    return Target(address, anchor=link.anchor) if address else None


def _address_of(found: Story | StandingPage | Course, language: str, catalog: Catalog) -> str:
    """Return where a story, page or course stands; empty where it is not shown."""
    if isinstance(found, StandingPage):
        return addresses.standing(found.name, language)
    if isinstance(found, Course):
        return addresses.course(found.slug, language) if found in catalog.courses else ""
    shown = catalog.reason(found) is None or catalog.reason(found) in GONE
    return addresses.story(found.slug, language) if shown else ""


def dead_addresses(catalog: Catalog, paths: Collection[str]) -> Iterator[Problem]:
    """Find links to addresses of the site (`/ko/about/`) at which no file of it stands; `paths` are all its files."""
    owners: tuple[Story | StandingPage | Course, ...] = (*catalog.stories, *catalog.pages, *catalog.courses)
    for owner in owners:
        source = owner.place().path
        for body in owner.bodies:
            path = source.replace(f".{catalog.source}.md", f".{body.language}.md")
            for link in body.links:
                answers = (file_of(link.target), file_of(f"{link.target}/"))
                if link.kind == "site" and not any(one in paths for one in answers):
                    near = nearest(f"/{link.target}", {f"/{one.removesuffix('index.html')}" for one in paths})
                    place, suggested = Place(path, link.line, link.column), {"nearest": near} if near else {}
                    yield problem(place, "broken-link", address=f"/{link.target}", **suggested)


def files_shown(owner: Story | StandingPage | Course, catalog: Catalog) -> set[str]:
    """Return the files below the stories' folder that an owner's pages show or link to, but for those of hidden stories."""
    linked = {link.target for body in owner.bodies for link in body.links if link.kind == "file"}
    shown = {path for path in linked if not catalog.hides(path)}
    if isinstance(owner, Story):
        heads = (owner.image.file if owner.image else "", owner.video.poster if owner.video else "")
        shown |= {f"{owner.folder}/{file}" for file in heads if file}
    return shown
