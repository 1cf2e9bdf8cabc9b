"""Whether this machine can make PDFs: it takes WeasyPrint, the libraries of Pango that it sets text with, and a Korean typeface.

In: settings. Out: Faces, or what is missing and how to get it. WeasyPrint itself takes half a second to load and is not loaded here;
its libraries are asked for by the names that it asks for (weasyprint/text/ffi.py).
"""

from __future__ import annotations

import ctypes
import os
from contextlib import suppress
from functools import cache
from importlib.util import find_spec

from generator.base.cache import Cache
from generator.base.installed import version_of
from generator.base.languages import NAMES, strings
from generator.base.problems import Place, Problem, problem
from generator.base.settings import Settings
from generator.content.faces import Faces
from generator.page.fonts import faces_of

_PANGO = ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll")
_HARFBUZZ = ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll")
_OTHERS = (
    ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "libgobject-2.0-0.dll"),
    ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
)
"""What each library is called on Linux, macOS and Windows."""
_FOLDERS = r"C:\msys64\ucrt64\bin;C:\msys64\mingw64\bin;C:\Program Files\GTK3-Runtime Win64\bin"
"""Where WeasyPrint looks on Windows, unless WEASYPRINT_DLL_DIRECTORIES says otherwise."""
_DRAW_WITH = ("weasyprint", "pydyf", "fonttools", "tinycss2", "cssselect2", "tinyhtml5")


def missing(what: str, place: Place) -> Problem:
    """Return the problem that no PDFs can be made: without WeasyPrint (`library`), Pango (`system`), a typeface (`font`), or the one `named` in the settings."""
    why = {f"why_{code}": strings(code)(f"pdf.missing.{what}") for code in NAMES}
    return problem(place, "pdf-not-made", **why)


def means(settings: Settings, cache: Cache | None, place: Place) -> tuple[Faces | None, tuple[Problem, ...]]:
    """Return what PDFs are set in, or the one problem why none can be made; `place` is where to tell it."""
    if find_spec("weasyprint") is None:
        return None, (missing("library", place),)
    if not drawn_with():
        return None, (missing("system", place),)
    faces = faces_of(settings, cache)
    return faces, () if faces else (missing("named" if settings.clip_fonts else "font", place),)


@cache
def drawn_with() -> tuple[str, ...]:
    """Return the versions of all that PDFs are drawn with; nothing where a library of the system is not there."""
    with suppress(AttributeError):  # there on Windows only
        for folder in os.environ.get("WEASYPRINT_DLL_DIRECTORIES", _FOLDERS).split(";"):
            with suppress(OSError):
                os.add_dll_directory(folder)  # type: ignore[attr-defined,unused-ignore]
    pango, harfbuzz = _opened(_PANGO), _opened(_HARFBUZZ)
    if pango is None or harfbuzz is None or None in map(_opened, _OTHERS):
        return ()
    versions = (_told(pango, "pango_version_string"), _told(harfbuzz, "hb_version_string"))
    return (*map(version_of, _DRAW_WITH), *versions)


def _opened(names: tuple[str, ...]) -> ctypes.CDLL | None:
    for name in names:
        with suppress(OSError):
            return ctypes.CDLL(name)
    return None


def _told(library: ctypes.CDLL, function: str) -> str:
    ask = getattr(library, function)
    ask.restype = ctypes.c_char_p
    return str(ask().decode("ascii"))
