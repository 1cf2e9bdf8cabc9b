"""Where each page of the site stands. The one place that knows the scheme of addresses."""

from __future__ import annotations

import re

from generator.content.story import Story

RESERVED = frozenset(
    [
        "stories",
        "affiliates",
        "categories",
        "years",
        "search",
        "videos",
        "awards",
        "prizes",
        "training",
        "broadcast",
        "programmes",
        "journey",
        "tags",
        "messages",
        "kinds",
        "feeds",
        "most-watched",
        "embed",
        "index",
        "404",
    ]
)
"""Names that pages of our own making have, or will have, below a language."""
_COMING_AND_GOING = frozenset(("years", "tags", "prizes", "kinds", "awards", "most-watched"))
"""Lists that there are only as long as a story stands in them: below a language, as in `RESERVED`."""
_FRONTS = frozenset(("training", "broadcast"))
"""Lists that there are only as long as anything stands in them, above pages that do not come and go."""
_COURSE = re.compile(r"^[a-z]+/training/[^/]+/$")
_HANDOUT = re.compile(r"^[a-z]+/training/[^/]+/handout/$")
_PASSING = re.compile(r"(?:^|/)page/[0-9]+/$")
"""Further pages of a list: which stories stand there changes with every new one, and so nothing is to be linked to."""


def home(language: str) -> str:
    """Return the address of the home page."""
    return f"{language}/"


def story(slug: str, language: str) -> str:
    """Return the address of a story in one language."""
    return f"{language}/stories/{slug}/"


def course(slug: str, language: str) -> str:
    """Return the address of a course; an empty name is their list."""
    return f"{language}/training/{slug}/" if slug else f"{language}/training/"


def handout(slug: str, language: str) -> str:
    """Return the address of a course's hand-out, which learners print."""
    return f"{course(slug, language)}handout/"


def handout_file(slug: str, language: str) -> str:
    """Return the name of a hand-out's PDF, which stands beside its page."""
    return f"{slug}.handout.{language}.pdf"


def permanent(story_id: str) -> str:
    """Return the address of a story that never changes."""
    return f"s/{story_id}/"


def embed(story_id: str, language: str) -> str:
    """Return the address of a story as other sites show it in a frame."""
    return f"{language}/embed/{story_id}/"


def oembed(story_id: str, language: str) -> str:
    """Return the address of what oEmbed tells of a story."""
    return f"oembed/{language}/{story_id}.json"


def code(story_id: str, kind: str) -> str:
    """Return the address of the QR code of a story's permanent address, as `svg` or `png`."""
    return f"{permanent(story_id)}qr.{kind}"


def lasts(address: str) -> bool:
    """Tell whether a page's address, once published, has to answer for ever."""
    return not _PASSING.search(address)


def is_course(address: str) -> bool:
    """Tell whether this is the address of a course."""
    return _COURSE.search(address) is not None


def is_handout(address: str) -> bool:
    """Tell whether this is the address of a course's hand-out."""
    return _HANDOUT.search(address) is not None


def comes_and_goes(address: str) -> bool:
    """Tell whether there is a page at this address only as long as something stands in it, or as its course is shown."""
    _, kind, *below = (*address.split("/"), "")
    return kind in _COMING_AND_GOING or (kind in _FRONTS and not any(below)) or is_handout(address)


def group(kind: str, name: str, language: str) -> str:
    """Return the address of a list: `kind` is one of the catalog's shelves, `stories` or `most-watched`; an empty name is their overview."""
    return f"{language}/{kind}/{name}/" if name else f"{language}/{kind}/"


def search(language: str) -> str:
    """Return the address of the search page."""
    return f"{language}/search/"


def feed(name: str, file: str, language: str) -> str:
    """Return the address of a feed's file; `name` is that of the list that it follows: `stories`, `affiliates/lg-electronics`."""
    return f"{language}/feeds/{name}/{file}"


def chapters(slug: str, language: str) -> str:
    """Return the address of the chapters of a story's film, as podcast players read them."""
    return f"{language}/stories/{slug}/chapters.json"


def edition(award: str, year: str, language: str) -> str:
    """Return the address of an award as it was given in one year."""
    return f"{language}/awards/{award}-{year}/"


def cover(name: str) -> str:
    """Return the address of a drawn cover, which stories of one category and composition share."""
    return f"covers/{name}.svg"


def sharing(name: str) -> str:
    """Return the address of a picture for sharing."""
    return f"covers/{name}"


def square(name: str) -> str:
    """Return the address of the square picture of a feed."""
    return f"covers/square-{name}"


def list_page(address: str, number: int) -> str:
    """Return the address of the n-th page of a list, from 1."""
    return address if number == 1 else f"{address}page/{number}/"


def standing(name: str, language: str) -> str:
    """Return the address of a page that is not a story."""
    return home(language) if name == "index" else f"{language}/{name}/"


def sized(path: str, width: int) -> str:
    """Return the address of a picture of a story at a width in pixels."""
    return f"pictures/{width}/{path}.webp"


def media(path: str) -> str:
    """Return the address of a file of a story, from its path below the stories' folder."""
    return f"media/{path}"


def captions(owner: Story, language: str) -> str:
    """Return the address of what is said in a story's film, as WebVTT, whatever form its file has."""
    return media(f"{owner.folder}/captions.{language}.vtt")


def media_of(owner: Story, file: str) -> str:
    """Return the address of a file named in a story's front matter."""
    return media(f"{owner.folder}/{file}")


def words_of_film(story: Story, kind: str, language: str) -> str:
    """Return the address of what is said (`captions`) or described (`descriptions`) in a story's film, as WebVTT."""
    return media(f"{story.folder}/{kind}.{language}.vtt")


def poster(path: str) -> str:
    """Return the address of the frame that stands for a film, from the film's path below the stories' folder."""
    return f"{media(path)}.jpg"


def storyboard(path: str) -> str:
    """Return the address of the small frames of a film."""
    return f"{media(path)}.storyboard.webp"


def broadcast(language: str) -> str:
    """Return the address of the list of running orders."""
    return f"{language}/broadcast/"


def programme(name: str, language: str, part: str = "") -> str:
    """Return the address of a running order's page, or of a part of it: `screen/`, `sheet/`, or one of its files."""
    return f"{broadcast(language)}{name}/{part}"


def guide() -> str:
    """Return the address of the television guide of all running orders."""
    return "broadcast/xmltv.xml"


def broadcast_film(slug: str, language: str, suffix: str) -> str:
    """Return the address of a story's film as it is broadcast, captions burned in (`mp4`), or of those captions (`srt`)."""
    return f"broadcast/films/{slug}.{language}.{suffix}"
