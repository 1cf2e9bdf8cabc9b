"""Pieces: what the items of a running order come to, whichever day it is. In: items and the catalog. Out: Pieces, or Faults.

A length comes from the film, from its part or chapter, or from the order; what may be shown on a day is timeline.py's to ask.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from generator.broadcast.order import MESSAGE_SECONDS, Block, Item, RunningOrder
from generator.content.catalog import Catalog
from generator.content.showing import Part, Showing, showing_of
from generator.content.story import Story
from generator.content.words import Words

_OF_FILMS = ("show", "from_", "to", "chapter")
"""What an item says of a film."""

Kind = Literal["film", "card", "message", "filler"]


class Piece(NamedTuple):
    """Something that is shown for some time."""

    kind: Kind
    seconds: float
    at: str
    """Dotted name of the item in the running order."""
    title: Words | None
    """The story's title, the message, or what fills the time; None for a time that is only kept free."""
    text: Words | None = None
    """The chapter's title, or what stands below a message."""
    story: Story | None = None
    begin: float = 0.0
    """Seconds into the film at which it begins."""
    is_part: bool = False
    """Whether it is a part of a film rather than all of it."""
    showing: Showing | None = None
    """What is known of a film."""


class Line(NamedTuple):
    """An item as it would be shown."""

    piece: Piece
    at: int | None
    """When it must begin, in seconds from midnight."""
    is_elastic: bool
    """Whether it takes whatever time is left."""


class Fault(NamedTuple):
    """Something that stands in the way of an item, or between two."""

    name: str
    """Name of the problem."""
    at: str
    """Dotted name of the field."""
    values: tuple[tuple[str, str], ...] = ()


def fault(name: str, at: str, /, **values: object) -> Fault:
    """Return a fault with its values as text."""
    return Fault(name, at, tuple((key, str(value)) for key, value in values.items()))


def lines_of(order: RunningOrder, block: Block, catalog: Catalog, faults: list[Fault]) -> tuple[Line, ...]:
    """Return the items of a block as they would be shown; those that cannot be are left out, and told."""
    found = []
    for number, item in enumerate(block.fields.items):
        made = _piece(order, item, f"{block.at}items.{number}", catalog, faults)
        is_elastic = bool(item.filler) and item.for_ is None
        if made and made.seconds <= 0 and not is_elastic:
            faults.append(fault("order-no-length", made.at))
        elif made:
            found.append(Line(made, item.at, is_elastic))
    return tuple(found)


def _piece(order: RunningOrder, item: Item, at: str, catalog: Catalog, faults: list[Fault]) -> Piece | None:
    if item.message:
        seconds = MESSAGE_SECONDS if item.for_ is None else item.for_
        return Piece("message", seconds, at, item.message, item.text)
    if item.filler:
        return Piece("filler", item.for_ or 0.0, at, item.filler, item.text)
    story = catalog.find(item.story or "")
    if story is None:
        faults.append(fault("order-unknown-story", f"{at}.story", value=item.story))
    if story is None or catalog.is_unread(story):
        return None
    is_card = item.show == "card" or (item.show is None and item.for_ is not None)
    showing = None if is_card else showing_of(story, catalog, order.captions or catalog.source)
    if showing and (showing.seconds or showing.main.address or item.to):
        return _film(item, at, story, showing, faults)
    wanted = [key for key in _OF_FILMS if getattr(item, key) not in (None, "card")]
    if wanted and showing is None:
        faults.append(fault("order-without-film", f"{at}.{wanted[0].rstrip('_')}", value=story.slug))
        return None
    return Piece("card", order.cards if item.for_ is None else item.for_, at, story.title, None, story)


def _film(item: Item, at: str, story: Story, showing: Showing, faults: list[Fault]) -> Piece | None:
    begin, end, text = item.from_ or 0.0, item.to or showing.seconds, None
    if item.chapter is not None:
        part = _chapter(item.chapter, showing)
        if part is None:
            faults.append(_unknown_chapter(item.chapter, f"{at}.chapter", showing))
            return None
        begin, end, text = part.start, part.end or showing.seconds, part.title
    if field := _outside(item, begin, end, showing.seconds):
        faults.append(fault("order-part-outside", f"{at}.{field}", length=showing.seconds))
        return None
    is_part = begin > 0 or 0 < end < showing.seconds
    seconds = round(max(end - begin, 0.0), 3)
    return Piece("film", seconds, at, story.title, text, story, begin, is_part, showing)


def _outside(item: Item, begin: float, end: float, seconds: float) -> str:
    """Return the field whose moment is not in the film, or not after the beginning; nothing where all are."""
    if item.from_ is not None and seconds and begin >= seconds:
        return "from"
    if item.to is not None and (end <= begin or (seconds and end > seconds + 0.5)):
        return "to"
    return "chapter" if item.chapter is not None and seconds and begin >= seconds else ""


def _chapter(named: str, showing: Showing) -> Part | None:
    """Return a chapter by its title in any language, or by its number."""
    for _, parts in showing.chapters:
        for number, part in enumerate(parts, start=1):
            titles = {title.casefold() for _, title in part.title.by_language}
            if named.casefold() in titles or named == f"{number}":
                return part
    return None


def _unknown_chapter(named: str, at: str, showing: Showing) -> Fault:
    titles = (
        f"{number} {title}"
        for _, parts in showing.chapters
        for number, part in enumerate(parts, start=1)
        for _, title in part.title.by_language
    )
    return fault("order-unknown-chapter", at, value=named, titles="\n".join(dict.fromkeys(titles)))
