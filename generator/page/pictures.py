"""Which files a picture of a story is made into, and how it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.base.outputs import Copy, Drawn
from generator.base.pictures import Shown
from generator.base.settings import Settings
from generator.content.catalog import Catalog
from generator.content.pictures import Picture
from generator.page import addresses


def shown_as(path: str, catalog: Catalog) -> Shown:
    """Return how the picture at a path below the stories' folder is shown."""
    picture = catalog.pictures.get(path)
    return in_sizes(path, addresses.media(path), picture) if picture else Shown(addresses.media(path))


def in_sizes(path: str, address: str, picture: Picture) -> Shown:
    """Return how a picture made from the file at a path is shown; `address` is that of the one every browser shows."""
    sources = tuple((addresses.sized(path, width), width) for width in picture.widths)
    return Shown(address, picture.width, picture.height, sources)


def drawn_sizes(
    path: str, address: str, picture: Picture, module: str, function: str, given: tuple[object, ...]
) -> Iterator[Drawn]:
    """Return a picture in its sizes; what draws it is given `given`, a width and a kind."""
    for width in picture.widths:
        yield Drawn(addresses.sized(path, width), module, function, (*given, width, "WEBP"))
    yield Drawn(address, module, function, (*given, picture.widths[-1], picture.kind))


def file_outputs(paths: Iterable[str], catalog: Catalog, settings: Settings) -> Iterator[Copy | Drawn]:
    """Return the files that stories show, by path below the stories' folder: pictures in their sizes, others as they are."""
    for path in sorted(paths):
        source, picture = settings.stories_dir / path, catalog.pictures.get(path)
        if picture is None or not picture.kind:
            yield Copy(addresses.media(path), source)
        else:
            given = (source, picture.content)
            yield from drawn_sizes(
                path, addresses.media(path), picture, "generator.content.pixels", "resized", given
            )
