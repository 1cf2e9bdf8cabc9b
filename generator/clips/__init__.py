"""The wing of clips: the catalog → for each story that asks for it a short film made from its text, as Outputs. Touches no disk.

What a clip says is content's to know (clip.py); here it is drawn and written. What draws and writes it (Pillow, numpy, PyAV) takes long
to load, and so is named and not imported.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

from generator.base.languages import strings
from generator.base.outputs import Drawn
from generator.base.settings import Settings
from generator.clips.look import Look, look_of
from generator.content.catalog import Catalog
from generator.content.clip import clip_of, film_of, poster_of
from generator.content.faces import Faces
from generator.content.story import Story
from generator.content.taxonomy import Taxonomy
from generator.page import addresses


def clip_outputs(catalog: Catalog, settings: Settings) -> Iterator[Drawn]:
    """Return film and poster of every clip, in each language that its story is written in."""
    if catalog.faces is None:
        return
    for story in (one for one in catalog.stories if one.clip):
        for language in story.languages:
            clip = clip_of(story, language, catalog)
            if clip is None:
                continue
            look = look_for(story, language, catalog.taxonomy, catalog.faces, settings.site_url)
            film, poster = (addresses.media(path(story.folder, language)) for path in (film_of, poster_of))
            yield Drawn(film, "generator.clips.encoding", "film", (clip, look), is_slow=True)
            yield Drawn(poster, "generator.clips.motion", "meeting_webp", (look,))


def look_for(story: Story, language: str, taxonomy: Taxonomy, faces: Faces, site_url: str) -> Look:
    """Return the look of a story's clip; without the site's address it shows no code."""
    categories = taxonomy.of("categories")
    colour = categories[story.category].colour if story.category in categories else None
    permanent = urljoin(site_url, addresses.permanent(story.id)) if site_url and story.id else ""
    return look_of(
        story.id or story.slug,
        story.category,
        colour,
        (faces.regular, faces.bold),
        permanent,
        strings(language)("clip.scan"),
    )
