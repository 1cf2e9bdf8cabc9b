"""What is known of a picture without showing it: its size, and the sizes it is shown in. Opens no file (see pixels.py)."""

from __future__ import annotations

from dataclasses import dataclass

WIDTHS = (480, 960, 1600)
"""Pixels: a phone, a phone with a dense screen or a column of text, a wide screen."""
KINDS = {
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".png": "PNG",
    ".webp": "WEBP",
    ".avif": "AVIF",
    ".gif": "GIF",
    ".svg": "SVG",
}
"""Endings of pictures whose size is known, with Pillow's name for what they are; others are shown as they are."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What is known of a picture."""

    width: int
    height: int
    """Pixels, as it is seen."""
    kind: str
    """What it is written as, one of the kinds; empty for a drawing and for one that moves, which are shown as they are."""
    content: str
    """Digest of the file."""

    @property
    def widths(self) -> tuple[int, ...]:
        """Return the widths that it is made in: never larger than it is."""
        if not self.kind:
            return ()
        smaller = tuple(width for width in WIDTHS if width < self.width)
        return smaller if len(smaller) == len(WIDTHS) else (*smaller, self.width)


def kind_of(path: str) -> str:
    """Return what the picture at a path is by its ending; empty where its size is not known."""
    return KINDS.get(path[path.rfind(".") :].lower(), "")
