"""How other sites show a story: the frame that they put it in, told by the share menu and by oEmbed alike."""

from __future__ import annotations

import html

from generator.base.addresses import Linker
from generator.base.settings import Settings
from generator.content.story import Story
from generator.page import addresses

FILM_SIZE = (640, 520)
ARTICLE_SIZE = (640, 420)
"""Width and height of the frame in pixels, until the page in it tells its own height."""


def frame_size(story: Story) -> tuple[int, int]:
    """Return the width and height of the frame in pixels, as good as they can be told beforehand."""
    return FILM_SIZE if story.is_video else ARTICLE_SIZE


def frame_code(story: Story, settings: Settings, language: str) -> str:
    """Return the HTML that shows a story on another site; empty where the site does not know where it stands."""
    if not settings.site_url or not story.id:
        return ""
    address = Linker(settings.site_url)(addresses.embed(story.id, language))
    title, (width, height) = story.title.said_in(language), frame_size(story)
    return (
        f'<iframe src="{html.escape(address)}" title="{html.escape(title.text)}" width="{width}" height="{height}"'
        ' loading="lazy" allow="fullscreen; picture-in-picture"></iframe>'
    )
