"""The digest as plain text: no line wider than 72 columns, of which a Korean letter takes two, but for addresses.

In: a Digest. Out: text. It tells the same as the mail's HTML, for programs that show no HTML and for those who prefer it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from generator.base.languages import Strings, strings
from generator.broadcast.digest import Digest, Teaser

WIDTH = 72
_INDENT = "  "


def columns(text: str) -> int:
    """Return how many columns a text takes where Korean is written, in which quotation marks and such are wide, too."""
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WFA" else 1
        for one in text
    )


def wrapped(text: str, indent: str = "", width: int = WIDTH) -> Iterator[str]:
    """Yield a text in lines of at most `width` columns, broken at spaces; a word that is wider than a line is cut."""
    room, line = width - len(indent), ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if columns(longer) <= room:
            line = longer
            continue
        if line:
            yield indent + line
        *whole, line = _cut(word, room)
        yield from (indent + piece for piece in whole)
    if line:
        yield indent + line


def _cut(word: str, room: int) -> list[str]:
    pieces = [""]
    for letter in word:
        if columns(pieces[-1] + letter) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def text_of(digest: Digest) -> str:
    """Return the whole text."""
    t = strings(digest.language)
    parts = [
        [*wrapped(digest.site), *wrapped(digest.period)],
        *_section(t("digest.lead"), [digest.lead], t),
        *_section(t("digest.films"), digest.films, t),
        *_section(t("digest.articles"), digest.articles, t),
        *_titles(t("digest.more"), digest.more),
        *([list(wrapped(t("digest.left", n=digest.left)))] if digest.left else []),
        *_prizes(digest, t),
        *_titles(t("digest.watched"), digest.watched),
        _address(t("digest.all"), digest.stories),
        *([[*wrapped(t("tell.title")), *_address(t("frame.tell"), digest.tell)]] if digest.tell else []),
        ["-" * WIDTH, *_footer(digest, t)],
    ]
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _section(heading: str, teasers: Iterable[Teaser], t: Strings) -> Iterator[list[str]]:
    """Yield a heading with its first story, then the other stories."""
    before = _heading(heading)
    for teaser in teasers:
        yield [*before, *_story(teaser, t)]
        before = []


def _heading(text: str) -> list[str]:
    return [text, "=" * min(WIDTH, columns(text)), ""]


def _story(teaser: Teaser, t: Strings) -> Iterator[str]:
    yield from wrapped(teaser.title.text)
    about = [name.text for name in teaser.about]
    if teaser.prize:
        about.append(teaser.prize.text)
    if teaser.is_film:
        about.append(f"{t('card.video')} {teaser.length}".strip())
    yield from wrapped(" · ".join(about), _INDENT)
    yield from wrapped(teaser.summary.text, _INDENT)
    yield _INDENT + teaser.address


def _titles(heading: str, teasers: Iterable[Teaser]) -> Iterator[list[str]]:
    lines = [line for one in teasers for line in (*wrapped(one.title.text), _INDENT + one.address)]
    if lines:
        yield [*_heading(heading), *lines]


def _prizes(digest: Digest, t: Strings) -> Iterator[list[str]]:
    lines = [
        line
        for one in digest.prizes
        if one.prize
        for line in (*wrapped(f"{one.prize.text}: {one.title.text}"), _INDENT + one.address)
    ]
    if lines:
        yield [*_heading(t("digest.prizes")), *lines]


def _address(label: str, address: str) -> list[str]:
    return [*wrapped(label), _INDENT + address.removeprefix("mailto:")]


def _footer(digest: Digest, t: Strings) -> Iterator[str]:
    yield from wrapped(t("digest.internal" if digest.is_internal else "digest.footer", site=digest.site))
    yield digest.home
