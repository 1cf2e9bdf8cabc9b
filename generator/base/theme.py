"""The theme around pages: how MkDocs is asked for it once per language, and how what came is kept.

In: the HTML that MkDocs rendered for a page of slots, and the folder of the theme's own files. Out: a Theme, from the cache where
nothing that it depends on changed. Does not import MkDocs.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.base.cache import digest, exclusive
from generator.base.installed import version_of
from generator.base.settings import Settings

ENGINES = ("mkdocs", "properdocs")
"""The programs that can render the theme, the first that is installed being asked."""
SLOTS = ("head", "title", "style", "home", "find", "switch", "tabs", "content", "footer", "script")
"""What differs between pages of one language; for each there is a template of that name in overrides/frame/."""
DEPTH = 3
"""How deep the page of slots stands, and so how deep the links in the theme's HTML are."""
_SEAL = "seal"
"""The file in a kept theme's folder that tells the digest of the others."""
_OLD = 24 * 3600
"""Seconds."""
_SLOT = re.compile(r"@@delight:([a-z]+)@@")


@dataclass(frozen=True, slots=True)
class Theme:
    """What the theme gives to a build."""

    chromes: Mapping[str, str]
    """Its HTML by language, with slots."""
    files: Path
    """The folder of its own files."""


def page_of(language: str) -> str:
    """Return the path of the source of the page of slots; it stands DEPTH folders deep."""
    return f"chrome/{language}/page.md"


def slots() -> dict[str, str]:
    """Return what stands in the theme's HTML in the place of each value."""
    return {name: f"@@delight:{name}@@" for name in SLOTS}


def cut(chrome: str) -> tuple[str, ...]:
    """Return the theme's HTML cut at its slots: text, name, text, name, …, text."""
    return tuple(_SLOT.split(chrome))


def mended(chrome: str) -> str:
    """Return the theme's HTML without what the HTML standard does not allow: `autocomplete` on a checkbox."""
    return re.sub(r'(<input\b[^>]*type="checkbox"[^>]*?) autocomplete="off"', r"\1", chrome)


def installed_engine() -> str:
    """Return the program that renders the theme here, or nothing where there is none."""
    return next((name for name in ENGINES if version_of(name)), "")


def scratch(settings: Settings) -> Path:
    """Return an empty folder for the theme's files while they are made."""
    folder = settings.cache_dir / "theme.new" / str(os.getpid())
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def nowhere(settings: Settings) -> str:
    """Return an empty folder that stays, for MkDocs to look for documents in and to watch."""
    folder = settings.cache_dir / "theme.none"
    folder.mkdir(parents=True, exist_ok=True)
    return str(folder)


def keep(settings: Settings, engine: str, chromes: Mapping[str, str], files: Path) -> Theme:
    """Keep a theme that was just made; an equal one that is kept already stays, as another build may be reading it."""
    for language, chrome in chromes.items():
        (files / f"chrome.{language}.html").write_text(chrome, encoding="utf-8", newline="\n")
    (files / _SEAL).write_text(_content(files), encoding="utf-8")
    folder = settings.cache_dir / "theme" / _key(settings, engine)
    with exclusive(settings.cache_dir / "theme.sqlite"):
        if not _is_whole(folder) or _content(folder) != _content(files):
            shutil.rmtree(folder, ignore_errors=True)
            folder.parent.mkdir(parents=True, exist_ok=True)
            files.replace(folder)
        os.utime(folder)
        shutil.rmtree(files, ignore_errors=True)
        _drop_old(folder.parent, files.parent)
    return Theme(chromes, folder)


def kept(settings: Settings, engine: str) -> Theme | None:
    """Return the theme that was kept, if it is whole and nothing that it depends on changed since."""
    folder = settings.cache_dir / "theme" / _key(settings, engine)
    if not _is_whole(folder):
        return None
    chromes = {one: (folder / f"chrome.{one}.html").read_text(encoding="utf-8") for one in settings.languages}
    return Theme(chromes, folder)


def _is_whole(folder: Path) -> bool:
    """Tell whether a theme's files are as they were made."""
    try:
        return (folder / _SEAL).read_bytes() == _content(folder).encode()
    except OSError:
        return False


def _content(folder: Path) -> str:
    """Return a digest of all of a theme's files."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != _SEAL)
    return digest(
        *(part for path in paths for part in (path.relative_to(folder).as_posix(), path.read_bytes()))
    )


def _drop_old(*parents: Path) -> None:
    """Remove themes that no build can be reading any more, and what killed builds left."""
    for folder in (one for parent in parents for one in parent.glob("*")):
        # A build that ends takes its own away.
        with suppress(FileNotFoundError):
            if time.time() - folder.stat().st_mtime > _OLD:
                shutil.rmtree(folder)


def _key(settings: Settings, engine: str) -> str:
    """Return a key of all that the theme's HTML depends on."""
    overrides = settings.overrides_dir
    paths = sorted(
        path for path in (overrides / "main.html", *overrides.glob("partials/**/*")) if path.is_file()
    )
    contents = [
        part for path in paths for part in (path.relative_to(overrides).as_posix(), path.read_bytes())
    ]
    words = sorted(Path(__file__).parent.glob("*.toml"))
    own = [Path(__file__).read_bytes(), *(path.read_bytes() for path in words)]
    versions = [(name, version_of(name)) for name in (engine, "mkdocs-material", "Jinja2")]
    return digest(engine, versions, settings.fingerprint, settings.languages, *own, *contents)
