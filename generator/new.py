"""`delight new`: the first lines of a story, or of its translation, so that an editor begins with writing."""

from __future__ import annotations

import argparse
import json
import re
import secrets
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from generator.base.languages import Strings
from generator.base.settings import Settings
from generator.content.body import Converter, markup_of
from generator.content.files import Sources, find_sources, slug_of
from generator.content.reading import STARTER, read_page, read_story
from generator.content.sheets import File
from generator.content.story import Story
from generator.content.taxonomy import Taxonomy, read_taxonomy
from generator.content.visibility import today

_ALPHABET = "23456789abcdefghijkmnpqrstuvwxyz"
"""Letters and digits that are not taken for one another when read aloud or copied by hand."""
ID_LENGTH = 6
"""Some 10^9 ids: with ten thousand stories, one in a hundred thousand new ids would be taken, and is drawn again."""


def add_commands(commands: Any, common: argparse.ArgumentParser, t: Strings) -> None:
    """Add `delight new` to the command's parser."""
    parser = commands.add_parser("new", parents=[common], help=t("cli.new"), description=t("cli.new"))
    parser.add_argument("title", nargs="?", help=t("new.title"))
    parser.add_argument("--summary", help=t("new.summary"))
    parser.add_argument("--affiliate", action="append", metavar="ID", help=t("new.affiliate"))
    parser.add_argument("--category", metavar="ID", help=t("new.category"))
    parser.add_argument("--year", type=int, help=t("new.year"))
    parser.add_argument("--name", help=t("new.name"))
    parser.add_argument("--translate", metavar="NAME", help=t("new.translate"))
    parser.add_argument("--translated", metavar="NAME", help=t("new.translated"))
    parser.add_argument("--id", action="store_true", help=t("new.id"))
    parser.set_defaults(run=_new)


def new_id(taken: frozenset[str] | set[str]) -> str:
    """Draw an id that is not taken."""
    while (
        drawn := "".join(secrets.choice(_ALPHABET) for _ in range(ID_LENGTH))
    ) in taken or drawn.isdecimal():
        pass
    return drawn


def _new(options: argparse.Namespace, settings: Settings, t: Strings) -> int:
    sources, _ = find_sources(settings.stories_dir, settings.stories_dir.name, settings.languages)
    taxonomy, _ = read_taxonomy(sources.taxonomies, settings.source)
    if options.translate:
        return _translate(options.translate, settings, sources.stories, t)
    if options.translated:
        return _mark_translated(options.translated, settings, sources, t)
    taken = {one.id for one in _stories(settings, sources.stories) if one.id}
    story_id = new_id(taken)
    if options.id:
        print(f"id: {story_id}")
        return 0
    return _write_story(options, settings, taxonomy, story_id, t)


def _stories(settings: Settings, folders: Mapping[str, Mapping[str, File]]) -> list[Story]:
    """Return the stories that can be read now; what is wrong with others is `check`'s to say."""
    converter = Converter(markup_of(settings.extensions, settings.extension_configs))
    readings = (
        read_story(folder, files, settings.source, converter).value
        for folder, files in sorted(folders.items())
    )
    return [one for one in readings if isinstance(one, Story)]


def _write_story(
    options: argparse.Namespace, settings: Settings, taxonomy: Taxonomy, story_id: str, t: Strings
) -> int:
    """Ask for what was not given, and write the story's first lines."""
    language = settings.source
    title = options.title or _asked(t("new.ask.title"), story_id)
    summary = options.summary or _asked(t("new.ask.summary"), STARTER[language])
    affiliates = options.affiliate or [_chosen("affiliates", t("new.ask.affiliate"), taxonomy, language)]
    category = options.category or _chosen("categories", t("new.ask.category"), taxonomy, language)
    year = options.year or int(
        _asked(t("new.ask.year"), f"{today().year}", lambda text: text.isdecimal() and len(text) == 4)
    )
    if not _fits(year, affiliates, category, taxonomy, t):
        return 1
    name = slug_of(options.name or _asked(t("new.ask.name"), story_id))
    path = settings.stories_dir / f"{year}" / name / f"index.{language}.md"
    if path.parent.exists() or next(settings.stories_dir.glob(f"*/{name}"), None):
        print(t("new.exists", path=path.parent.as_posix()), file=sys.stderr)
        return 1
    fields = {
        "id": story_id,
        "title": _quoted(title),
        "summary": _quoted(summary),
        "affiliate": affiliates[0] if len(affiliates) == 1 else f"[{', '.join(affiliates)}]",
        "category": category,
        "year": year,
        "status": "draft",
    }
    front = "".join(f"{key}: {value}\n" for key, value in fields.items())
    _write(path, f"---\n{front}---\n\n{STARTER[language]}\n")
    print(t("new.written", path=_shown(path)))
    return 0


def _fits(year: int, affiliates: list[str], category: str, taxonomy: Taxonomy, t: Strings) -> bool:
    """Tell whether a story may be written so, and say what may not be."""
    wrong = [] if 1900 <= year <= 2099 else [t("new.wrong", value=str(year), wanted="2021")]
    for name, ids in (("affiliates", affiliates), ("categories", [category])):
        known = taxonomy.of(name)
        wrong += [
            t("new.wrong", value=one, wanted=", ".join(known) or f"taxonomy/{name}.yml")
            for one in ids
            if one not in known
        ]
    for line in wrong:
        print(line, file=sys.stderr)
    return not wrong


def _translate(name: str, settings: Settings, folders: Mapping[str, Mapping[str, File]], t: Strings) -> int:
    """Write the first lines of a story's translation, with the source's words beside each for the translator."""
    found = next(
        (story for story in _stories(settings, folders) if name in (story.slug, story.id, story.folder)), None
    )
    missing = [language for language in settings.languages if found and language not in found.languages]
    if not found or not missing:
        print(t("new.unknown" if not found else "new.complete", name=name), file=sys.stderr)
        return 1
    for language in missing:
        path = settings.stories_dir / found.folder / f"index.{language}.md"
        lines = [
            f"title: # {found.title.said_in(settings.source).text}",
            f"summary: # {found.summary.said_in(settings.source).text}",
            *(
                [f"image: {{alt: }} # {found.image.alt.said_in(settings.source).text}"]
                if found.image and found.image.alt
                else []
            ),
            f"translated_from: {found.fingerprint}",
        ]
        front = "\n".join(lines)
        _write(path, f"---\n{front}\n---\n\n{STARTER[language]}\n")
        print(t("new.written", path=_shown(path)))
    return 0


def _mark_translated(name: str, settings: Settings, sources: Sources, t: Strings) -> int:
    """Write into a story's or page's translations which source they agree with now."""
    stories = {story.id: story.folder for story in _stories(settings, sources.stories)}
    folder = next(
        (one for one in sources.stories if name in (one, one.rpartition("/")[2])), stories.get(name, name)
    )
    files = sources.stories.get(folder) or sources.pages.get(name)
    if not files:
        print(t("new.unknown", name=name), file=sys.stderr)
        return 1
    converter = Converter(markup_of(settings.extensions, settings.extension_configs))
    read = read_story if folder in sources.stories else read_page
    value = read(folder, files, settings.source, converter).value
    if value is None:
        print(t("new.unreadable", name=name), file=sys.stderr)
        return 1
    for language in value.languages[1:]:
        path = settings.root / files[language].path
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        end = [number for number, line in enumerate(lines) if re.fullmatch(r"-{3,}\s*", line)][1]
        front = [line for line in lines[:end] if not line.startswith("translated_from:")]
        _write(path, "".join([*front, f"translated_from: {value.fingerprint}\n", *lines[end:]]))
        print(t("new.marked", path=_shown(path)))
    return 0


def _asked(question: str, otherwise: str, fits: Callable[[str], bool] = bool) -> str:
    """Ask until the answer fits; an empty answer, or no one to ask, means `otherwise`."""
    while sys.stdin.isatty():
        answer = input(f"{question} [{otherwise}]: ").strip()
        if not answer or fits(answer):
            return answer or otherwise
    return otherwise


def _chosen(name: str, question: str, taxonomy: Taxonomy, language: str) -> str:
    """Ask for a term of a taxonomy by its number or id."""
    terms = list(taxonomy.of(name).values())
    if not terms:
        return _asked(question, "?")
    if sys.stdin.isatty():
        for number, term in enumerate(terms, start=1):
            print(f"  {number}. {term.name.said_in(language).text} ({term.id})")
    ids = {term.id: term.id for term in terms} | {
        f"{number}": term.id for number, term in enumerate(terms, start=1)
    }
    return ids[_asked(question, terms[0].id, ids.__contains__)]


def _quoted(text: str) -> str:
    """Return a text as YAML, in quotation marks only where YAML would take it for something else."""
    plain = re.fullmatch(r"[가-힣A-Za-z0-9][^:#\"'\\\n]*", text) and text == text.strip()
    return text if plain else json.dumps(text, ensure_ascii=False)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _shown(path: Path) -> str:
    return path.relative_to(Path.cwd()).as_posix() if path.is_relative_to(Path.cwd()) else str(path)
