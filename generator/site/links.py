"""Where the links of a text lead, once all stories are known."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.base.addresses import Target, file_of
from generator.base.languages import NAMES
from generator.base.problems import Place, Problem, nearest, problem
from generator.content.captions import captions_of
from generator.content.catalog import Catalog, page_named
from generator.content.story import Body, Link, StandingPage, Story
from generator.content.visibility import GONE
from generator.site import addresses
from generator.site.pictures import shown_as


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
    if isinstance(found, Story):
        shown = catalog.reason(found) is None or catalog.reason(found) in GONE
        return Target(addresses.story(found.slug, language), anchor=link.anchor) if shown else None
    return Target(addresses.standing(found.name, language), anchor=link.anchor) if found else None


def dead_addresses(catalog: Catalog, paths: Collection[str]) -> Iterator[Problem]:
    """Find links to addresses of the site (`/ko/about/`) at which no file of it stands; `paths` are all its files."""
    owners: tuple[Story | StandingPage, ...] = (*catalog.stories, *catalog.pages)
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


def captions_shown(story: Story, catalog: Catalog) -> tuple[tuple[str, str], ...]:
    """Return (language, path below the stories' folder of the file that they are in) of the captions of a story's film."""
    files = ((one, captions_of(story.folder, one, catalog.captions)) for one in NAMES if story.video)
    held = ((one, path, catalog.captions.get(path)) for one, path in files)
    return tuple((one, path) for one, path, captions in held if captions and captions.track_in(one))


def files_shown(owner: Story | StandingPage, catalog: Catalog) -> set[str]:
    """Return the files below the stories' folder that an owner's pages show or link to, but for those of hidden stories."""
    linked = {link.target for body in owner.bodies for link in body.links if link.kind == "file"}
    shown = {path for path in linked if not catalog.hides(path)}
    if isinstance(owner, Story):
        shown |= {f"{owner.folder}/{held.file}" for held in (owner.image, owner.video) if held}
    return shown
