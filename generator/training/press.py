"""What PDFs are made with: how a page is rendered for one, the style sheet, the typeface, and the versions of what draws.

In: what the build knows of its templates. Out: PDFs as Drawn, so that one whose text and looks did not change is not drawn again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from generator.base.cache import digest
from generator.base.outputs import Drawn, Page
from generator.content.faces import Face, Faces
from generator.page.tokens import colours
from generator.training.means import drawn_with
from generator.training.unbroken import unbroken


class Font(NamedTuple):
    """One weight of a typeface, without the list of its characters, which is long."""

    path: Path
    number: int
    """Which face of the file."""
    weight: int
    """Weight to set a variable font to; 0 for one that has its own."""
    content: str
    """Digest of the file."""

    @classmethod
    def of(cls, face: Face) -> Font:
        """Return what drawing needs of a face."""
        return cls(face.path, face.number, face.weight, face.content)


class Plate(NamedTuple):
    """A photograph in a printed text."""

    name: str
    """What the text calls it by, after `own:`."""
    source: Path
    content: str
    """Digest of the file."""
    width: int
    """Pixels that it is printed with."""
    kind: str
    """What it is written as, as Pillow calls it."""


@dataclass(frozen=True)
class Press:
    """What PDFs of one site are made with."""

    render: Callable[[Page], str]
    """Renders a page as it is printed."""
    templates: str
    """Key of all that it renders with."""
    style: str
    """The style sheet of printed pages, with the site's tokens."""
    faces: Faces

    @cached_property
    def key(self) -> str:
        """Return a key of all that a PDF depends on besides its page."""
        return digest("press", self.templates, self._style, repr(self._fonts), repr(drawn_with()))

    def pdf(self, path: str, page: Page, plates: tuple[Plate, ...] = ()) -> Drawn:
        """Return a page as a PDF, with the photographs that its text shows."""
        given = (unbroken(self.render(page)), self._style, *self._fonts, plates, drawn_with())
        return Drawn(path, "generator.training.pdf", "pdf", given, is_slow=True)

    @cached_property
    def _fonts(self) -> tuple[Font, Font]:
        return Font.of(self.faces.regular), Font.of(self.faces.bold)

    @cached_property
    def _style(self) -> str:
        """Return the style sheet with colours as WeasyPrint understands them: paper is light."""
        light, _ = colours(self.style, {})
        return f"{self.style}\n:root{{{''.join(f'--d-{name}:{value};' for name, value in light.items())}}}\n"
