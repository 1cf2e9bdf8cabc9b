"""What a learner has to do with the stories of a course: which part of a film to watch, and how long an article takes to read.

In: a part of a course and what there is to watch. Out: seconds. Course pages, story pages and packages all ask here.
"""

from __future__ import annotations

from generator.base.writing import seconds_to_read
from generator.content.course import Part
from generator.content.showing import Part as Chapter
from generator.content.showing import Showing
from generator.content.story import Story


def chapter_of(part: Part, showing: Showing) -> Chapter | None:
    """Return the chapter that a part of a course names by its title in any language, or by its number."""
    wanted = {text for _, text in part.chapter.by_language} if part.chapter else set()
    for _, chapters in showing.chapters:
        for number, chapter in enumerate(chapters, start=1):
            if wanted & {f"{number}", *(text for _, text in chapter.title.by_language)}:
                return chapter
    return None


def stretch_of(part: Part, source: Showing, showing: Showing) -> tuple[float, float]:
    """Return from which second to which a part of a course is watched; the end is 0 where the length is not known.

    `source` is what there is to watch in the language that chapters are named in, `showing` in the reader's: the clip of another
    language has the same chapters in the same order, at other times.
    """
    if part.chapter and (chapter := chapter_of(part, source)):
        own = next((list(chapters) for _, chapters in source.chapters if chapter in chapters), [])
        theirs = list(showing.chapters[0][1]) if showing.chapters else []
        if showing.is_clip and len(own) == len(theirs):
            chapter = theirs[own.index(chapter)]
        return chapter.start, chapter.end
    return part.from_ or 0.0, part.to if part.to is not None else showing.seconds


def reading_seconds(story: Story, language: str) -> int:
    """Return how long a story's text takes to read."""
    body = story.body_shown(language)
    return seconds_to_read(body.length, body.language)
