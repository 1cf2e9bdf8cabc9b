"""Where the links of a text lead, once all stories are known."""

from __future__ import annotations

from generator.base.addresses import Target
from generator.content.catalog import Catalog, page_named
from generator.content.story import Body, Link, StandingPage, Story
from generator.content.visibility import GONE
from generator.site import addresses


def targets(body: Body, catalog: Catalog) -> tuple[Target | None, ...]:
    """Return where each link of a text leads; None where it leads to what is not shown."""
    return tuple(_target(link, body.language, catalog) for link in body.links)


def _target(link: Link, language: str, catalog: Catalog) -> Target | None:
    if link.kind == "outside":
        return Target(link.target, inside=False)
    if link.kind == "anchor":
        return Target("", anchor=link.anchor)
    if link.kind == "site":
        return Target(link.target, anchor=link.anchor)
    if link.kind == "file":
        return Target(addresses.media(link.target), anchor=link.anchor)
    found = page_named(link.target, catalog)
    if isinstance(found, Story):
        shown = catalog.reason(found) is None or catalog.reason(found) in GONE
        return Target(addresses.story(found.slug, language), anchor=link.anchor) if shown else None
    return Target(addresses.standing(found.name, language), anchor=link.anchor) if found else None


def files_shown(owner: Story | StandingPage) -> set[str]:
    """Return the files below the stories' folder that an owner's pages show or link to."""
    shown = {link.target for body in owner.bodies for link in body.links if link.kind == "file"}
    if isinstance(owner, Story):
        shown |= {f"{owner.folder}/{held.file}" for held in (owner.image, owner.video) if held}
    return shown
