"""Pictures that stories show: what is known of one without showing it, and the sizes it is shown in.

In: a file. Out: its size and kind, or nothing where it is no picture that Pillow reads; and bytes of it at a width. Everything
that a camera wrote into it (place, time, device) is left behind; its orientation and colours are applied first.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageCms, ImageOps

WIDTHS = (480, 960, 1600)
"""Pixels: a phone, a phone with a dense screen or a column of text, a wide screen."""
KINDS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".avif": "AVIF"}
"""Endings of pictures that are made in several sizes, with what they fall back to; others are copied as they are."""
_FALLBACK = {"JPEG": "JPEG", "PNG": "PNG", "WEBP": "WEBP", "AVIF": "JPEG"}
_MOST_PIXELS = 100_000_000
"""A picture of more is taken for a mistake, or for one made to fill the memory."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What is known of a picture."""

    width: int
    height: int
    """Pixels, as it is seen."""
    kind: str
    """What it falls back to: JPEG, PNG or WEBP."""
    content: str
    """Digest of the file."""

    @property
    def widths(self) -> tuple[int, ...]:
        """Return the widths that it is made in: never larger than it is."""
        smaller = tuple(width for width in WIDTHS if width < self.width)
        return smaller if len(smaller) == len(WIDTHS) else (*smaller, self.width)

    def height_at(self, width: int) -> int:
        """Return its height at a width."""
        return max(1, round(self.height * width / self.width))


def probe(path: Path) -> Picture | None:
    """Return what is known of a picture, or None where it cannot be read as one."""
    data = path.read_bytes()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data)) as opened:
                width, height = opened.size
                turned = opened.getexif().get(0x0112, 1) in (5, 6, 7, 8)
                if width * height > _MOST_PIXELS:
                    return None
                opened.load()
    except Exception:  # Pillow raises whatever its decoders do
        return None
    kind = _FALLBACK[KINDS[path.suffix.lower()]]
    content = hashlib.blake2b(data, digest_size=8).hexdigest()
    return Picture(height if turned else width, width if turned else height, kind, content)


def resized(source: Path, content: str, width: int, kind: str) -> bytes:
    """Return the picture at a width, without metadata; `content` is the digest of the file that is meant."""
    with Image.open(source) as opened:
        picture = _in_srgb(ImageOps.exif_transpose(opened))
    height = max(1, round(picture.height * width / picture.width))
    if width < picture.width:
        picture = picture.resize((width, height), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    if kind == "JPEG":
        picture.convert("RGB").save(file, kind, quality=82, optimize=True, progressive=True)
    elif kind == "WEBP":
        picture.save(file, kind, quality=80, method=4)
    else:
        picture.save(file, kind, optimize=True)
    return file.getvalue()


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Return a picture of plain RGB, with transparency where it has some, free of profiles and other notes."""
    profile = picture.info.get("icc_profile")
    mode = "RGBA" if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info else "RGB"
    if profile and picture.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            srgb = ImageCms.createProfile("sRGB")
            made = ImageCms.profileToProfile(picture, ImageCms.ImageCmsProfile(io.BytesIO(profile)), srgb, outputMode=mode)
            picture = made or picture
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a damaged profile: the numbers are taken for sRGB, as browsers do
    plain = picture.convert(mode)
    plain.info = {}
    return plain
