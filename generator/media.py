"""`delight media`: the film of each story, and whether it is fit to be shown and to be broadcast.

In: the catalog, and all that is wrong. Out: a table for people, or JSON for programs. Exit status 1 where an error stands.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.base.languages import Strings
from generator.base.problems import Problem, is_error, level, message
from generator.base.settings import Settings
from generator.base.tables import shortened, table
from generator.base.times import clock
from generator.build import Order, read_all
from generator.content.catalog import Catalog
from generator.content.films import (
    HIGHEST_PEAK,
    TARGET,
    TOLERANCE,
    Film,
    codec_name,
    peaks_too_high,
    too_loud_by,
)
from generator.content.showing import Showing, showing_of
from generator.content.story import Story
from generator.content.visibility import Channel, today

VERSION = 1
"""Of the JSON; raised when a program that reads it would have to change."""
_ABOUT_FILMS = ("film-", "captions-", "cue-", "chapters-", "descriptions-", "media-")
"""How the names of messages begin that tell of films and of what belongs to them."""
_YES, _NOTHING = "✓", "–"


@dataclass(frozen=True, slots=True)
class Entry:
    """The film of one story."""

    story: Story
    showing: Showing
    problems: tuple[Problem, ...]

    @property
    def film(self) -> Film | None:
        """Return what is known of its file."""
        known = self.showing.main.film
        return known if isinstance(known, Film) else None

    @property
    def file(self) -> str:
        """Return its file in the story's folder, or its address."""
        main = self.showing.main
        return main.path.removeprefix(f"{self.story.folder}/") or main.address


def add_commands(commands: Any, common: argparse.ArgumentParser, t: Strings) -> None:
    """Add `delight media` to the command's parser."""
    parser = commands.add_parser("media", parents=[common], help=t("cli.media"), description=t("cli.media"))
    parser.add_argument("story", nargs="*", help=t("media.story"))
    parser.add_argument("--json", action="store_true", help=t("media.json"))
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help=t("cli.jobs"))
    parser.set_defaults(run=_media)


def _media(options: argparse.Namespace, settings: Settings, t: Strings) -> int:
    order = Order(today(), Channel("preview"), settings.site_dir, jobs=options.jobs)
    catalog, problems = read_all(settings, order)
    stories = [one for one in (*catalog.everything, *catalog.unread) if isinstance(one, Story)]
    known = {name for story in stories for name in _names(story)}
    if unknown := [name for name in options.story if name not in known]:
        for name in unknown:
            print(t("new.unknown", name=name), file=sys.stderr)
        return 1
    chosen = [one for one in stories if not options.story or _names(one) & set(options.story)]
    entries = list(_entries(chosen, problems, catalog))
    if options.json:
        print(json.dumps(as_json(entries, t.language), ensure_ascii=False, indent=2))
    else:
        print("\n".join(as_table(entries, t)))
        for one in (problem for entry in entries for problem in entry.problems):
            print(message(one, t.language), file=sys.stderr)
    return int(any(is_error(problem) for entry in entries for problem in entry.problems))


def _names(story: Story) -> set[str]:
    """Return what a story is called by on a command line."""
    return {name for name in (story.slug, story.id, story.folder) if name}


def _entries(stories: Iterable[Story], problems: Collection[Problem], catalog: Catalog) -> Iterator[Entry]:
    """Yield the film of each story that has one, by folder."""
    for story in sorted(stories, key=lambda one: one.folder):
        if showing := showing_of(story, catalog):
            folder = story.place().path.rpartition("/")[0]
            found = (one for one in problems if one.place.path.startswith(f"{folder}/"))
            yield Entry(story, showing, tuple(one for one in found if _is_about_films(one, story)))


def _is_about_films(found: Problem, story: Story) -> bool:
    """Tell whether what is wrong in a story's folder is wrong with its film."""
    file = story.video.file if story.video else ""
    is_missing = found.name == "missing-file" and ("file", file) in found.values
    return is_missing or found.name.startswith(_ABOUT_FILMS)


def as_json(entries: Iterable[Entry], language: str) -> dict[str, Any]:
    """Return the report for programs; docs/admin.md tells its fields."""
    return {
        "version": VERSION,
        "target": {"loudness": TARGET, "tolerance": TOLERANCE, "true_peak": HIGHEST_PEAK},
        "films": [_film_as_json(entry, language) for entry in entries],
    }


def _film_as_json(entry: Entry, language: str) -> dict[str, Any]:
    film, showing = entry.film, entry.showing
    return {
        "story": entry.story.slug,
        "id": entry.story.id,
        "file": entry.file,
        "seconds": showing.seconds or None,
        **(_known_as_json(film) if film else {}),
        "captions": {one.language: len(one.cues) for one in showing.captions},
        "descriptions": {one.language: len(one.cues) for one in showing.descriptions},
        "chapters": {one: len(parts) for one, parts in showing.chapters},
        "problems": [
            {
                "level": level(one),
                "name": one.name,
                "path": one.place.path,
                "line": one.place.line,
                "message": message(one, language),
            }
            for one in entry.problems
        ],
    }


def _known_as_json(film: Film) -> dict[str, Any]:
    return {
        "size": film.size,
        "width": film.width,
        "height": film.height,
        "frame_rate": film.frame_rate,
        "container": film.container,
        "video_codec": film.video_codec,
        "audio_codec": film.audio_codec or None,
        "type": film.mime,
        "plays_everywhere": not film.obstacles,
        "faststart": film.faststart,
        "loudness": film.loudness,
        "true_peak": film.true_peak,
        "loudness_off": too_loud_by(film),
        "poster_at": film.poster_at,
    }


def as_table(entries: Sequence[Entry], t: Strings) -> Iterator[str]:
    """Yield the lines of the report for people, within 100 columns of a terminal."""
    if not entries:
        yield t("media.none")
        return
    heads = (
        "name",
        "length",
        "size",
        "picture",
        "codecs",
        "faststart",
        "loudness",
        "peak",
        "captions",
        "chapters",
        "wrong",
    )
    rows = [[t(f"media.head.{one}") for one in heads], *([*_cells(one)] for one in entries)]
    yield from table(rows, _TO_THE_RIGHT)
    yield ""
    yield t("media.target", target=_signed(TARGET), tolerance=f"{TOLERANCE:g}", highest=_signed(HIGHEST_PEAK))


_TO_THE_RIGHT = (False, True, True, True, False, False, True, True, False, False, True)


def _cells(entry: Entry) -> Iterator[str]:
    film, showing = entry.film, entry.showing
    yield shortened(entry.story.slug, 18)
    yield clock(showing.seconds) if showing.seconds else _NOTHING
    yield _size(film.size) if film else _NOTHING
    yield f"{film.width}×{film.height}" if film else _NOTHING
    yield "/".join(codec_name(one).partition("/")[0] for one in _codecs(film)) if film else _NOTHING
    yield _YES if film and film.faststart else _NOTHING
    yield _marked(film.loudness, bool(too_loud_by(film))) if film else _NOTHING
    yield _marked(film.true_peak, peaks_too_high(film)) if film else _NOTHING
    yield " ".join(one.language for one in showing.captions) or _NOTHING
    yield " ".join(language for language, _ in showing.chapters) or _NOTHING
    errors = sum(map(is_error, entry.problems))
    yield f"{len(entry.problems)}{'!' if errors else ''}" if entry.problems else ""


def _codecs(film: Film) -> tuple[str, ...]:
    return (film.video_codec, film.audio_codec) if film.audio_codec else (film.video_codec,)


def _marked(number: float | None, is_wrong: bool) -> str:
    """Return a number of one decimal, with a mark after it where it is not as it should be."""
    return _NOTHING if number is None else f"{_signed(number, 1)}{'*' if is_wrong else ' '}"


def _signed(number: float, decimals: int | None = None) -> str:
    """Return a number with a minus rather than a hyphen before it."""
    return (f"{number:g}" if decimals is None else f"{number:.{decimals}f}").replace("-", "−")


def _size(size: int) -> str:
    """Return bytes as people read them: `812 kB`, `34 MB`, `1.2 GB`."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / 1_000_000:.0f} MB" if size < 1_000_000_000 else f"{size / 1_000_000_000:.1f} GB"
