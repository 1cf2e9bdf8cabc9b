"""Which files a picture of a story is made into, and how it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.base.outputs import Copy, Drawn
from generator.base.pictures import Shown
from generator.base.settings import Settings
from generator.content.catalog import Catalog
from generator.page import addresses


def shown_as(path: str, catalog: Catalog) -> Shown:
    """Return how the picture at a path below the stories' folder is shown."""
    picture = catalog.pictures.get(path)
    if picture is None:
        return Shown(addresses.media(path))
    sources = tuple((addresses.sized(path, width), width) for width in picture.widths)
    return Shown(addresses.media(path), picture.width, picture.height, sources)


def file_outputs(paths: Iterable[str], catalog: Catalog, settings: Settings) -> Iterator[Copy | Drawn]:
    """Return the files that stories show, by path below the stories' folder: pictures in their sizes, others as they are."""
    for path in sorted(paths):
        source, picture = settings.stories_dir / path, catalog.pictures.get(path)
        if picture is None or not picture.kind:
            yield Copy(addresses.media(path), source)
            continue
        sizes = [(addresses.sized(path, width), width, "WEBP") for width in picture.widths]
        for address, width, kind in (*sizes, (addresses.media(path), picture.widths[-1], picture.kind)):
            given = (source, picture.content, width, kind)
            yield Drawn(address, "generator.content.pixels", "resized", given)
