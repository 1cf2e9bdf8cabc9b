"""What is wrong between a course and the stories that it shows: names, chapters and times that are not there, stories that learners
cannot see.

In: the catalog. Out: Problems. What a course lacks in itself is found when it is read.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.problems import Problem, problem, suggestion, suggestion_in_order
from generator.base.times import clock
from generator.content.catalog import Catalog
from generator.content.course import Course, Part
from generator.content.lessons import chapter_of
from generator.content.showing import Showing, showing_of
from generator.content.story import Story
from generator.content.visibility import GONE, Channel, hidden_because


def find_course_problems(catalog: Catalog) -> Iterator[Problem]:
    """Find what is wrong between courses and their stories."""
    for course in (*catalog.every_course, *(one for one in catalog.unread if isinstance(one, Course))):
        for at, part in course.parts:
            story = catalog.find(part.story) if part.story else None
            if story:
                yield from _hidden(course, at, story, catalog)
                if not catalog.is_unread(story):
                    yield from _outside(course, at, part, story, catalog)
            elif part.story:
                known = catalog.by_slug.keys() | catalog.by_id.keys()
                near = suggestion(part.story, known, listed=False)
                yield problem(course.place(f"{at}.story"), "course-unknown-story", value=part.story, **near)


def _hidden(course: Course, at: str, story: Story, catalog: Catalog) -> Iterator[Problem]:
    """Find a story that the learners, everyone in the group, cannot see.

    One that was taken down must not keep the site as it was: its course is taken down with it, and that is said.
    """
    if course.status != "published" or catalog.is_unread(story):
        return
    if reason := hidden_because(story, catalog.day, Channel("site")):
        name = "course-story-gone" if reason in GONE else "course-story-hidden"
        yield problem(course.place(f"{at}.story"), name, value=story.slug, reason=reason)


def _outside(course: Course, at: str, part: Part, story: Story, catalog: Catalog) -> Iterator[Problem]:
    """Find chapters that the story's film does not have, and times outside it."""
    showing = showing_of(story, catalog, catalog.source)
    given = {"chapter": part.chapter, "from": part.from_, "to": part.to}
    field = next((name for name in ("chapter", "from", "to") if given[name] is not None), "")
    if not field:
        return
    if not showing and story.clip and catalog.faces is None:
        return  # this machine makes no clips, which is said elsewhere
    if not showing:
        yield problem(course.place(f"{at}.{field}"), "course-without-film", value=story.slug)
        return
    if part.chapter:
        for name in ("from", "to"):
            if given[name] is not None:
                yield problem(course.place(f"{at}.{name}"), "course-chapter-and-times", field=name)
                return
        yield from _unknown_chapter(course, at, part, showing, catalog)
    start = part.from_ or 0.0
    for name, time in (("from", part.from_), ("to", part.to)):
        if time is not None and showing.seconds and time > showing.seconds + 0.5:
            place, length = course.place(f"{at}.{name}"), clock(round(showing.seconds))
            yield problem(place, "course-time-outside", value=clock(round(time)), length=length)
            return
    if part.to is not None and part.to <= start:
        place = course.place(f"{at}.to")
        yield problem(place, "course-time-backwards", value=clock(round(part.to)), start=clock(round(start)))


def _unknown_chapter(
    course: Course, at: str, part: Part, showing: Showing, catalog: Catalog
) -> Iterator[Problem]:
    assert part.chapter
    if chapter_of(part, showing) is None:
        source = catalog.source
        titles = [one.title.said_in(source).text for one in showing.chapters_in(source)]
        value = part.chapter.said_in(source).text
        near = suggestion_in_order(value, enumerate(titles, start=1))
        yield problem(course.place(f"{at}.chapter"), "course-unknown-chapter", value=value, **near)
