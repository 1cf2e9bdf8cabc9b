"""What a wing hands to the build: pages to render, data to write, files to copy.

Values only. A path is the file's place in the site, with forward slashes and no slash before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from generator.base.addresses import Target


@dataclass(frozen=True, slots=True)
class Frame:
    """What the theme around a page shows of it."""

    language: str
    title: str
    """The page's own title, in `title_language`."""
    description: str
    address: str
    """Where the page stands."""
    alternates: tuple[tuple[str, str], ...] = ()
    """(language, address) of each language that the content is really in, this one too."""
    switch: tuple[tuple[str, str], ...] = ()
    """(language, address) of the same page in each language of the site."""
    section: str = ""
    """Which of the main menu's entries it belongs to."""
    is_article: bool = False
    is_home: bool = False
    indexed: bool = True
    """Whether search engines may list it."""
    image: str = ""
    """Address of a picture for sharing."""
    feeds: tuple[tuple[str, str, str, str], ...] = ()
    """(MIME type, title, the title's language where it is not the page's, address) of each feed of what the page lists."""
    title_language: str = ""
    """The language of the title where it is not the page's."""
    description_language: str = ""
    oembed: str = ""
    """Address of what oEmbed tells of it."""
    data: str = ""
    """What it tells machines of itself: JSON-LD that may stand in HTML as it is."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page to render: all that its template prints, so that an equal Page gives equal bytes."""

    path: str
    template: str
    """A template below overrides/pages/, without its ending."""
    record: object
    """A frozen dataclass whose `repr` holds every value that the page shows."""
    frame: Frame | None = None
    """What the theme shows around it; None for a page that stands on its own."""
    text: str = ""
    """Key of the text it shows in the cache of texts."""
    targets: tuple[Target | None, ...] = ()
    """Where the links of that text lead."""
    texts: tuple[tuple[str, tuple[Target | None, ...]], ...] = ()
    """(key, targets) of each further text that it shows."""
    absolute: bool = False
    """Whether its links begin at the host, for a page that answers at any address."""
    language: str = ""
    """The language of a page that stands on its own; the site's first unless given."""
    holds_media: bool = False
    """Whether its script shows films and pictures that it holds in memory."""
    media_from: str = ""
    """An address from whose host its films may come besides."""
    asks_anywhere: bool = False
    """Whether its script asks hosts that nobody knows beforehand."""

    @property
    def text_keys(self) -> tuple[str, ...]:
        """Return the keys of all texts that it shows."""
        return (*((self.text,) if self.text else ()), *(key for key, _ in self.texts))


@dataclass(frozen=True, slots=True)
class Data:
    """Bytes to write as they are."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Copy:
    """A file to copy as it is."""

    path: str
    source: Path


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture or a film, which takes time to make, and so is made only when it is wanted anew."""

    path: str
    module: str
    """Where the function is that draws it: named, not imported, as what it draws with takes long to load."""
    function: str
    given: tuple[object, ...]
    """What the function is given: values whose `repr` tells all that comes of it, which is bytes, or pieces of them one by one."""
    is_slow: bool = False
    """Whether it takes seconds and gives bytes, so that it is kept for other folders that the site is built into."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A file made of others, which have to stand before it is made."""

    path: str
    key: str
    """Key of all that it holds."""
    write: Callable[[BinaryIO], None]


Output = Page | Data | Copy | Drawn | Packed


@dataclass(frozen=True, slots=True)
class Group:
    """Outputs that need not be worked out again as long as their key stays the same."""

    key: str
    """Key of all that they depend on, but for this program."""
    make: Callable[[], Iterable[Page | Data | Drawn]]
    """Work them out. No files to copy, which change by themselves."""
    slow: bool = False
    """Whether it is worth a process beside the one that works out the others."""


@dataclass(frozen=True, slots=True)
class Site:
    """What every page of a site shares."""

    names: Mapping[str, str]
    """The site's name by language."""
    url: str
    """Where it stands, or empty."""
    base_path: str
    languages: tuple[str, ...]
    tabs: Mapping[str, tuple[tuple[str, str, str], ...]]
    """The main menu by language: (section, label, address)."""
    channel: str
    """`site`, `serve` or `preview`."""
    contact: Mapping[str, str]
    """Where a reader writes to: `tell`, `report` and `remove`, each an address or nothing."""
    pages: tuple[str, ...]
    """Names of the editors' own pages."""
    media_base: str = ""
    """Where films come from that are not the site's own; empty where all are."""
    portable: bool = False
    has_feeds: bool = False
    live: str = ""
    """The server that shows it while it is written, `delight` or `mkdocs`; empty for a site that is built to stay."""
