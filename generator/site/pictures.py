"""How pictures of stories are shown: in several widths, with a fallback, in boxes of the right shape."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from generator.base.addresses import Shown
from generator.base.outputs import Copy, Drawn, Output
from generator.base.settings import Settings
from generator.content.catalog import Catalog
from generator.content.pictures import Picture, resized
from generator.site import addresses


def shown(path: str, catalog: Catalog) -> Shown | None:
    """Return how the picture at a path below the stories' folder is shown; None for one that is shown as it is."""
    picture = catalog.pictures.get(path)
    if picture is None:
        return None
    sources = tuple((addresses.sized(path, width, "webp"), width) for width in picture.widths)
    return Shown(addresses.media(path) if picture.kind != "WEBP" else sources[-1][0], picture.width, picture.height, sources)


def file_outputs(paths: Iterable[str], catalog: Catalog, settings: Settings) -> Iterator[Output]:
    """Return the files that stories show, by path below the stories' folder: pictures in all their sizes, others as they are."""
    for path in sorted(paths):
        source, picture = settings.stories_dir / path, catalog.pictures.get(path)
        if picture is None:
            yield Copy(addresses.media(path), source)
            continue
        for width in picture.widths:
            yield _drawn(addresses.sized(path, width, "webp"), picture, width, "WEBP", source)
        yield _drawn(addresses.media(path), picture, picture.widths[-1], picture.kind, source)


def _drawn(address: str, picture: Picture, width: int, kind: str, source: object) -> Drawn:
    return Drawn(address, partial(resized, source, picture.content, width, kind))  # type: ignore[arg-type]
