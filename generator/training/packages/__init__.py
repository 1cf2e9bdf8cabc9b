"""Packages of courses and stories, as an LMS imports them: one packager, its formats as data.

In: a course or story, a format and a language. Out: a Package, whose pages are rendered, and whose files gathered, by the build.
"""

from __future__ import annotations

from generator.training.packages.contents import Contents, Files, InsideLinker, Manifest, Package, inside
from generator.training.packages.formats import FORMATS, Format, Request, package_of, usual_packages

__all__ = [
    "FORMATS",
    "Contents",
    "Files",
    "Format",
    "InsideLinker",
    "Manifest",
    "Package",
    "Request",
    "inside",
    "package_of",
    "usual_packages",
]
