"""Whether this machine can make clips: it takes PyAV, which writes films, and a Korean typeface.

In: settings. Out: Faces, or what is missing and how to get it. What fonts hold is remembered, as they take long to open.
"""

from __future__ import annotations

from pathlib import Path

from generator.base.cache import Cache
from generator.base.languages import NAMES, strings
from generator.base.probes import Probe, probed
from generator.base.problems import Place, Problem, problem
from generator.base.settings import Settings
from generator.clips.fonts import find_fonts, joined, opened
from generator.content.faces import Faces
from generator.content.films import can_open

_FONTS = Probe("fonts", "generator.clips.fonts", "opened")


def missing(what: str, place: Place) -> Problem:
    """Return the problem that no clips can be made: without PyAV (`library`), a typeface (`font`), or the one `named` in the settings."""
    why = {f"why_{code}": strings(code)(f"clip.missing.{what}") for code in NAMES}
    return problem(place, "clip-not-made", **why)


def means(settings: Settings, cache: Cache | None, place: Place) -> tuple[Faces | None, tuple[Problem, ...]]:
    """Return what clips are set in, or the one problem why none can be made; `place` is where to tell it."""
    if not can_open():
        return None, (missing("library", place),)
    fonts = find_fonts(settings.clip_fonts)
    held = _held(fonts, cache) if fonts else [None]
    faces = joined(held[0], held[-1])
    return faces, () if faces else (missing("named" if settings.clip_fonts else "font", place),)


def _held(fonts: tuple[Path, Path], cache: Cache | None) -> list[Faces | None]:
    if cache is None:
        return opened(fonts)
    # Below the root of their disk, as a font is nowhere near the project.
    root = Path(fonts[0].resolve().anchor)
    names = [
        path.resolve().relative_to(root).as_posix() for path in fonts if path.resolve().is_relative_to(root)
    ]
    found = probed(_FONTS, root, names, cache, 1)
    return [found.get(name) for name in names]
