"""Opens pictures: how large one is, and its bytes at a width.

In: a file. Out: a Picture, or None where it cannot be read as one; and bytes. Everything that a camera wrote into it (place,
time, device) is left behind; its orientation and colours are applied first. Loads Pillow, which takes a tenth of a second, and
so is named and not imported by what needs it only now and then.
"""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, ImageOps

from generator.content.pictures import Picture, kind_of

_MOST_PIXELS = 100_000_000
"""A picture of more is taken for a mistake, or for one made to fill the memory."""
_ORIENTATION, _TURNED = 0x0112, (5, 6, 7, 8)
"""The EXIF tag, and its values for a picture that lies on its side."""
_QUALITY: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 82, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 80, "method": 4},
    "AVIF": {"quality": 70},
}


def probed(paths: Iterable[Path]) -> list[Picture | None]:
    """Return what is known of each picture, or None where it cannot be read as one."""
    return [_probe(path) for path in paths]


def _probe(path: Path) -> Picture | None:
    try:
        data = path.read_bytes()
        if kind_of(path.name) == "SVG":
            return _drawing(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as opened:
                width, height = opened.size
                if width * height > _MOST_PIXELS:
                    return None
                moves = getattr(opened, "n_frames", 1) > 1 or opened.format == "GIF"
                turned = opened.getexif().get(_ORIENTATION) in _TURNED
                opened.load()
    except Exception:  # Pillow raises whatever its decoders do
        return None
    content = hashlib.blake2b(data, digest_size=8).hexdigest()
    kind = "" if moves else kind_of(path.name)
    return Picture(height if turned else width, width if turned else height, kind, content)


def _drawing(data: bytes) -> Picture | None:
    """Return what is known of an SVG, by its width and height or else its viewBox; its size is 0 where it tells neither."""
    opening = re.search(r"<svg\b[^>]*>", data.decode("utf-8", "replace"))
    if not opening:
        return None
    told = dict(re.findall(r"\s(width|height|viewBox)\s*=\s*[\"']([^\"']*)[\"']", opening[0]))
    box = re.findall(r"[0-9.]+", told.get("viewBox", ""))
    sizes = [
        re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)(?:px)?", told.get(name, "")) for name in ("width", "height")
    ]
    if sizes[0] and sizes[1]:
        width, height = float(sizes[0][1]), float(sizes[1][1])
    else:
        width, height = (float(box[2]), float(box[3])) if len(box) == 4 else (0.0, 0.0)
    return Picture(round(width), round(height), "", hashlib.blake2b(data, digest_size=8).hexdigest())


def resized(source: Path, content: str, width: int, kind: str) -> bytes:
    """Return the picture at a width, without metadata; `content` is the digest of the file that is meant."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(source) as opened:
            picture = _in_srgb(ImageOps.exif_transpose(opened))
    return written(picture, width, kind)


def written(picture: Image.Image, width: int, kind: str) -> bytes:
    """Return the bytes of an open picture at a width, never larger than it is; transparency is white where the kind has none."""
    if width < picture.width:
        height = max(1, round(picture.height * width / picture.width))
        picture = picture.resize((width, height), Image.Resampling.LANCZOS)
    if kind == "JPEG" and picture.mode == "RGBA":
        ground = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(ground, picture).convert("RGB")
    file = io.BytesIO()
    picture.save(file, kind, **_QUALITY[kind])
    return file.getvalue()


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Return a picture in sRGB, with transparency where it has some, free of profiles and other notes."""
    profile = picture.info.get("icc_profile")
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    if profile and picture.mode in ("RGB", "RGBA", "CMYK", "L"):
        # A damaged profile counts as none: the numbers are taken for sRGB, as browsers do.
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = mode if picture.mode in ("RGB", "RGBA") else "RGB"
            picture = (
                ImageCms.profileToProfile(picture, theirs, ImageCms.createProfile("sRGB"), outputMode=target)
                or picture
            )
    if picture.mode.startswith("I") or picture.mode == "F":
        # Sixteen bits a channel: Pillow would cut what is above eight, not scale it.
        picture = picture.point(lambda value: value / 256).convert("L")
    plain = picture.convert(mode)
    plain.info = {}
    return plain
