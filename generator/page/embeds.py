"""How other sites show a story: the frame that they put it in, told by the share menu and by oEmbed alike."""

from __future__ import annotations

import html

from generator.base.addresses import Linker
from generator.base.settings import Settings
from generator.content.story import Story
from generator.page import addresses
from generator.page.films import FilmRecord

_WIDTH, _INNER, _TALLEST = 640, 592, 480
"""Pixels: width of the frame, unless its site decides otherwise; of a film in it, and how high that may be (style/embed/)."""
_AROUND_FILM, _CHAPTER, _ARTICLE = 370, 44, 320
"""Pixels of height: of all but the film's picture, of each chapter, and of the whole without a film. The page in the frame tells how
high it really is."""


def frame_size(film: FilmRecord | None) -> tuple[int, int]:
    """Return the width and height of the frame in pixels, as good as they can be told beforehand."""
    if not film:
        return _WIDTH, _ARTICLE
    picture = min(_TALLEST, round(_INNER * film.height / film.width))
    return _WIDTH, _AROUND_FILM + picture + _CHAPTER * len(film.chapters)


def frame_code(story: Story, film: FilmRecord | None, settings: Settings, language: str) -> str:
    """Return the HTML that shows a story on another site; empty where the site does not know where it stands."""
    if not settings.site_url or not story.id:
        return ""
    address = Linker(settings.site_url)(addresses.embed(story.id, language))
    title, (width, height) = story.title.said_in(language), frame_size(film)
    return (
        f'<iframe src="{html.escape(address)}" title="{html.escape(title.text)}" width="{width}" height="{height}"'
        ' loading="lazy" allow="fullscreen; picture-in-picture"></iframe>'
    )
