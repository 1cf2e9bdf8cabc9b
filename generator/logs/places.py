"""Where a request leads: which story's page or film stands at an address, in whatever way it was written.

In: the stories, and the addresses that the site gives them. Out: for a request's target the story and whether that is its page or
its film. A notice in the place of a story is none, nor is a page that leads on from where it stood before.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from generator.base.addresses import file_of
from generator.base.settings import Settings
from generator.base.writing import nfc
from generator.content.catalog import Catalog
from generator.content.clip import film_of
from generator.content.showing import showing_of
from generator.content.story import Story
from generator.content.views import READ, WATCHED, name_of
from generator.content.visibility import stage
from generator.logs.lines import unescaped
from generator.page import addresses

_HOST = re.compile(r"https?://[^/?#]*", re.IGNORECASE)
_KEPT = 20_000
"""How many answers of a kind are remembered at once."""


class Places:
    """The addresses of all stories, to be asked line by line; answers are remembered."""

    def __init__(self, catalog: Catalog, settings: Settings) -> None:
        """Find the addresses."""
        self._base = settings.base_path
        self.words = re.compile(rb"/(?:stories|media)/|\\/")
        """What a line holds that may lead to a story, however it is written."""
        self._found: dict[bytes, tuple[str, str, Story] | None] = {}
        self._out: dict[tuple[str, int], bool] = {}
        self._places = {
            nfc(address): (name_of(story), kind, story) for story, kind, address in _addresses(catalog)
        }
        if any(address.startswith("/") for address in self._places):  # on another host, with names of its own
            self.words = re.compile(b"")

    def at(self, target: bytes, day: int) -> tuple[str, str] | None:
        """Return the story's name in views.json and `read` or `watched`; None where no story that was out that day stands.

        `day` counts days in Asia/Seoul since 1970.
        """
        if target not in self._found:
            if len(self._found) > _KEPT:
                self._found.clear()
            self._found[target] = self._find(target)
        if (found := self._found[target]) is None:
            return None
        name, kind, story = found
        if (name, day) not in self._out:
            if len(self._out) > _KEPT:
                self._out.clear()
            self._out[name, day] = stage(story, dt.date(1970, 1, 1) + dt.timedelta(day)) is None
        return (name, kind) if self._out[name, day] else None

    def _find(self, target: bytes) -> tuple[str, str, Story] | None:
        text = unescaped(target).decode("utf-8", "surrogateescape")
        path = re.split(r"[?#]", _HOST.sub("", text, count=1), maxsplit=1)[0]
        path = nfc(unquote_to_bytes(path.encode("utf-8", "surrogateescape")).decode("utf-8", "replace"))
        path = re.sub("/{2,}", "/", path)
        below = path.removeprefix(self._base) if path.startswith(self._base) else None
        return self._places.get(path, self._places.get(below) if below is not None else None)


def _addresses(catalog: Catalog) -> Iterator[tuple[Story, str, str]]:
    """Yield (story, kind, address); a film on another host has that host's whole path, with its first slash."""
    for story in catalog.by_slug.values():
        for language in story.languages:
            address = addresses.story(story.slug, language)
            yield from ((story, READ, one) for one in (address, file_of(address)))
        if story.clip:
            yield from (
                (story, WATCHED, addresses.media(film_of(story.folder, one))) for one in story.languages
            )
        showing = showing_of(story, catalog)
        for version in (*showing.versions, showing.sign) if showing else ():
            if version:
                film = (
                    addresses.media(version.path) if version.path else unquote(urlsplit(version.address).path)
                )
                yield story, WATCHED, film
