"""Packing: a package's pages are rendered, the files that they ask for are gathered from a folder of the site, and a zip is written.

Which files a package asks for is known once its pages were rendered, and remembered: a package that did not change is not even
rendered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from generator.base.cache import Cache, digest
from generator.base.outputs import Packed
from generator.base.problems import Problem, problem
from generator.base.render import Renderer
from generator.base.settings import Settings
from generator.base.zips import write_zip
from generator.build.orders import Order
from generator.build.texts import html_of
from generator.content.catalog import Catalog
from generator.training.packages import FORMATS, InsideLinker, Package, inside

USED = "packages"
"""The cache's table of the files that packages ask for."""


def find_packing_problems(catalog: Catalog, settings: Settings, order: Order) -> Iterator[Problem]:
    """Find formats that the settings name, and that no package can be made in; nothing is said of the usual ones."""
    left_out = [name for name in settings.packages if not FORMATS[name].fits(settings)]
    is_wanted = order.has_trainers and not order.portable and (catalog.courses or catalog.packaged)
    if settings.packages_at and left_out and is_wanted:
        yield problem(settings.packages_at, "packages-without-site", formats=", ".join(left_out))


@dataclass(frozen=True, slots=True)
class _Rendered:
    """The pages of a package, and what they ask for."""

    pages: Mapping[str, bytes]
    used: Mapping[str, tuple[str, ...]]
    """By page, addresses of the site."""


@dataclass(frozen=True, slots=True)
class Packer:
    """Packs, with what all packages of a build share."""

    renderer: Renderer
    settings: Settings
    cache: Cache

    def used(self, package: Package) -> tuple[str, ...]:
        """Return the addresses of the site's files that a package holds."""
        key = self.key(package)
        found: Any = self.cache.get(USED, key)
        if found is None:
            found = tuple(sorted({one for used in self._rendered(package).used.values() for one in used}))
            self.cache.put_many(USED, {key: found})
        return tuple(found)

    def outputs(
        self, packages: Iterable[Package], below: str, keys: Mapping[str, str], folder: Path
    ) -> Iterator[Packed]:
        """Yield packages as files of a folder `below`; `keys` are those of the site's files, which stand in `folder`."""
        for package in packages:
            held = (part for address in self.used(package) for part in (address, keys[address]))
            key = digest("package", self.key(package), *held)
            yield Packed(f"{below}{package.name}", key, partial(self.write, package, folder))

    def write(self, package: Package, folder: Path, file: BinaryIO) -> None:
        """Write a package, whose files stand in a folder of the site."""
        made = self._rendered(package)
        files = {page: tuple(sorted(map(inside, used))) for page, used in made.used.items()}
        manifest = package.contents.manifest
        media = {inside(address): folder / address for used in made.used.values() for address in used}
        parts: list[tuple[str, bytes | Path]] = [
            (manifest.path, manifest.content(files)),
            *((one.path, one.content) for one in package.contents.data),
            *made.pages.items(),
            *sorted(media.items()),
        ]
        write_zip(file, parts)

    def save(self, package: Package, folder: Path, out: Path) -> None:
        """Write a package into the folder `out`: aside first, so that it is never half there."""
        out.mkdir(parents=True, exist_ok=True)
        aside = out / f".{package.name}.new"
        try:
            with aside.open("wb") as file:
                self.write(package, folder, file)
            aside.replace(out / package.name)
        finally:
            aside.unlink(missing_ok=True)

    def key(self, package: Package) -> str:
        """Return a key of all that a package holds but the files that its pages ask for."""
        return digest(repr(package), self.renderer.digest)

    def _rendered(self, package: Package) -> _Rendered:
        pages, used = {}, {}
        for page in package.contents.pages:
            if not package.thin:
                page = replace(page, media_from="")  # noqa: PLW2901 - all that it asks for is in the package
            link = InsideLinker("", site_url=self.settings.site_url, thin=package.thin)
            texts = html_of(self.cache, page.text_keys)
            pages[page.path] = self.renderer.render(page, texts, link)
            used[page.path] = tuple(sorted(link.used))
        return _Rendered(pages, used)
