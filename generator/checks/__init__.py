"""The wing of checks: the catalog → what is wrong with what stories show, as Problems. Touches no disk, makes nothing."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.languages import NAMES
from generator.base.problems import Place, Problem, problem
from generator.base.settings import Settings
from generator.checks.captions import caption_problems, missing_captions, time_problems
from generator.content.captions import named
from generator.content.catalog import Catalog
from generator.content.story import Story


def find_media_problems(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Find what is wrong with the captions, chapters and descriptions of every story, shown or not."""
    for story in (*catalog.everything, *(one for one in catalog.unread if isinstance(one, Story))):
        there: set[str] = set()
        for path in catalog.files_below.get(story.folder, ()):
            if path in catalog.captions and (told := named(path)):
                captions = catalog.captions[path]
                spoken = (told.language,) if told.language else captions.languages if captions else ()
                there |= set(spoken) if told.kind == "captions" else set()
                yield from _file_problems(path, told.kind, spoken, story, catalog)
        if story.video:
            yield from missing_captions(story.place("video"), there, settings.languages)


def _file_problems(
    path: str, kind: str, languages: tuple[str, ...], story: Story, catalog: Catalog
) -> Iterator[Problem]:
    """Find what is wrong with one file that holds these languages."""
    name, captions = path.rpartition("/")[2], catalog.captions[path]
    shown = f"{story.place().path.rpartition('/')[0]}/{name}"
    if captions is None:
        yield problem(Place(shown), "captions-unreadable", file=name)
        return
    for language in languages or ("",):
        if kind == "captions" and language in NAMES:
            yield from caption_problems(shown, captions, language, None)
        else:
            yield from time_problems(shown, captions, language, None)
