"""Whether this machine can make clips: it takes PyAV, which writes films, and a Korean typeface.

In: settings. Out: Faces, or what is missing and how to get it.
"""

from __future__ import annotations

from generator.base.cache import Cache
from generator.base.languages import NAMES, strings
from generator.base.problems import Place, Problem, problem
from generator.base.settings import Settings
from generator.content.faces import Faces
from generator.content.films import can_open
from generator.page.fonts import faces_of


def missing(what: str, place: Place) -> Problem:
    """Return the problem that no clips can be made: without PyAV (`library`), a typeface (`font`), or the one `named` in the settings."""
    why = {f"why_{code}": strings(code)(f"clip.missing.{what}") for code in NAMES}
    return problem(place, "clip-not-made", **why)


def means(settings: Settings, cache: Cache | None, place: Place) -> tuple[Faces | None, tuple[Problem, ...]]:
    """Return what clips are set in, or the one problem why none can be made; `place` is where to tell it."""
    if not can_open():
        return None, (missing("library", place),)
    faces = faces_of(settings, cache)
    return faces, () if faces else (missing("named" if settings.clip_fonts else "font", place),)
