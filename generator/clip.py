"""`delight clip`: the clip of one story, for an editor who wants to see it, give it sound, or take it elsewhere."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from generator.base.languages import NAMES, Strings
from generator.base.problems import Place, Problem, message, problem
from generator.base.settings import Settings
from generator.clips import look_for
from generator.clips.look import SHAPES, Look
from generator.clips.means import means
from generator.content.body import Converter, Text, markup_of, plain_of
from generator.content.captions import vtt_of
from generator.content.clip import FEWEST, LONGEST, MOST, Clip, chosen_from, make_clip, scenes_of
from generator.content.files import find_sources
from generator.content.reading import Reading, read_story
from generator.content.scenes import Scene
from generator.content.sheets import File
from generator.content.story import Story
from generator.content.taxonomy import Taxonomy, read_taxonomy

_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_APART = re.compile(r"<(blockquote|table|li|details|div)\b.*?</\1>", re.DOTALL)
"""What stands beside the text, from which no sentence is chosen."""


def add_commands(commands: Any, common: argparse.ArgumentParser, t: Strings) -> None:
    """Add `delight clip` to the command's parser."""
    parser = commands.add_parser("clip", parents=[common], help=t("cli.clip"), description=t("cli.clip"))
    parser.add_argument("name", help=t("clip.option.name"))
    parser.add_argument("--language", choices=sorted(NAMES), help=t("clip.option.language"))
    parser.add_argument("--shape", choices=SHAPES, default="wide", help=t("clip.option.shape"))
    parser.add_argument("--sound", type=Path, metavar="FILE", help=t("clip.option.sound"))
    parser.add_argument("--out", type=Path, metavar="FILE", help=t("clip.option.out"))
    parser.add_argument("--cards", type=Path, metavar="FOLDER", help=t("clip.option.cards"))
    parser.set_defaults(run=_clip)


@dataclass(frozen=True, slots=True)
class _Found:
    """A story to make a clip of."""

    story: Story
    texts: dict[str, Text]
    taxonomy: Taxonomy


def _clip(options: argparse.Namespace, settings: Settings, t: Strings) -> int:
    found = _found(options.name, settings, t)
    if isinstance(found, str):
        return _stop(found)
    story, language = found.story, options.language or settings.source
    if language not in story.languages:
        return _stop(t("clip.told.language", name=options.name))
    if story.consent and story.consent.status == "withdrawn":
        return _stop(t("clip.told.withdrawn"))
    clip = _made(found, language, t)
    if not isinstance(clip, Clip):
        return _stop(clip if isinstance(clip, str) else message(clip, t.language))
    faces, wanting = means(settings, None, Place(options.config))
    if faces and (lacks := faces.lacks(clip.text)):
        wanting = (problem(story.place(), "clip-letters", letters=" ".join(lacks)),)
    if wanting or not faces:
        return _stop(*(message(one, t.language) for one in wanting))
    look = replace(look_for(story, language, found.taxonomy, faces, settings.site_url), shape=options.shape)
    if not look.address:
        print(t("clip.told.code"))
    return (
        _draw_cards(clip, look, options.cards, t) if options.cards else _write(clip, look, story, options, t)
    )


def _stop(*told: str) -> int:
    print(*told, sep="\n", file=sys.stderr)
    return 1


def _found(name: str, settings: Settings, t: Strings) -> _Found | str:
    """Return the story with this id or folder name, or what to tell where there is none that can be read."""
    sources, _ = find_sources(settings.stories_dir, settings.stories_dir.name, settings.languages)
    taxonomy, _ = read_taxonomy(sources.taxonomies, settings.source)
    converter = Converter(markup_of(settings.extensions, settings.extension_configs))
    for folder, files in sorted(sources.stories.items()):
        if folder.rpartition("/")[2] != name and not _may_have_id(files.values(), name):
            continue
        reading: Reading = read_story(folder, files, settings.source, converter)
        story = reading.value or reading.unread
        if isinstance(story, Story) and name in (story.slug, story.id):
            if not isinstance(reading.value, Story):
                return t("new.unreadable", name=name)
            return _Found(reading.value, dict(reading.texts), taxonomy)
    return t("new.unknown", name=name)


def _may_have_id(files: Any, name: str) -> bool:
    """Tell whether an id stands anywhere in a story's files: only then it is worth to read them."""
    held: list[File] = list(files)
    return any(name.encode() in file.content for file in held)


def _made(found: _Found, language: str, t: Strings) -> Clip | Problem | str:
    """Return the clip, or what to tell where there is none."""
    story = found.story
    scenes = scenes_of(story, language)
    if not scenes:
        body = story.body(language)
        assert body
        return _chosen(story, language, found.texts[body.key].html, found.taxonomy, t)
    place = story.place(f"clip.{language}")
    if not FEWEST <= len(scenes) <= MOST:
        return problem(place, "clip-sentences", count=len(scenes), fewest=FEWEST, most=MOST)
    clip = make_clip(story, language, scenes, found.taxonomy)
    if clip.seconds > LONGEST:
        return problem(place, "clip-too-long", seconds=f"{clip.seconds:g}", longest=f"{LONGEST:g}")
    return clip


def _chosen(story: Story, language: str, html: str, taxonomy: Taxonomy, t: Strings) -> Clip | str:
    """Return a clip of sentences from the text, as many as fit, and tell which."""
    paragraphs = (plain_of(one) for one in _PARAGRAPH.findall(_APART.sub("", html)))
    scenes: Sequence[Scene] = chosen_from(paragraphs)
    while scenes and (clip := make_clip(story, language, scenes, taxonomy)).seconds > LONGEST:
        scenes = scenes[:-1]
    if not scenes:
        return t("clip.told.few")
    print(t("clip.told.chosen"))
    for scene in scenes:
        print(f"  - {scene.text}")
    return clip


def _draw_cards(clip: Clip, look: Look, folder: Path, t: Strings) -> int:
    """Draw each card as it is seen in the middle of its time."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = import_module("generator.clips.encoding").stills(clip, look)
    for number, (card, picture) in enumerate(zip(clip.cards, pictures, strict=True), start=1):
        picture.save(folder / f"{number:02}-{card.kind}.png")
    print(t("clip.told.cards", folder=folder, count=len(clip.cards)))
    return 0


def _write(clip: Clip, look: Look, story: Story, options: argparse.Namespace, t: Strings) -> int:
    """Write film, captions and poster."""
    ending = "" if options.shape == "wide" else f".{options.shape}"
    out: Path = options.out or Path(f"{story.slug}.{clip.language}{ending}.mp4")
    sound = None
    if options.sound:
        heard = import_module("generator.clips.sound")
        try:
            sound = heard.fitting_sound(options.sound, clip.seconds)
        except heard.NotSoundError:
            return _stop(t("clip.told.silent", file=options.sound))
    film = import_module("generator.clips.encoding").film(clip, look, sound)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(film)
    out.with_suffix(".vtt").write_text(vtt_of(clip.cues), encoding="utf-8", newline="\n")
    out.with_suffix(".webp").write_bytes(import_module("generator.clips.motion").meeting_webp(look))
    print(
        t("clip.told.made", path=out.as_posix(), seconds=f"{clip.seconds:g}", size=f"{len(film) / 1e6:.1f}")
    )
    return 0
