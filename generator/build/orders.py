"""What a build is asked for, what it tells afterwards, and the key of the program that did it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.base.cache import digest
from generator.base.installed import version_of
from generator.base.problems import Place, Problem, problem, reason_of
from generator.content.catalog import Catalog
from generator.content.visibility import Channel
from generator.page.published import Published


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built."""

    day: dt.date
    """The date in Asia/Seoul that decides what is visible."""
    channel: Channel
    site_dir: Path
    portable: bool = False
    live: str = ""
    """The server that shows the site while it is written, `delight` or `mkdocs`; empty for a site that is built to stay."""
    jobs: int = 0
    """How many processes; 0 for as many as there are processors."""
    strict: bool = False
    """Whether a warning stops the build, too."""

    @property
    def has_trainers(self) -> bool:
        """Tell whether trainers get something of it: neither previews nor the sites of readers from outside give them anything."""
        return self.channel.name == "site" and self.channel.audience == "internal" and not self.live


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    problems: tuple[Problem, ...] = ()
    failed: bool = False
    found: int = 0
    """Stories there are, shown or not."""
    stories: int = 0
    """Stories shown."""
    courses_found: int = 0
    courses: int = 0
    """Courses shown."""
    files: int = 0
    """Files of the site."""
    read: tuple[str, ...] = ()
    """Stories and pages that were read, the rest being remembered."""
    rendered: tuple[str, ...] = ()
    """Files that were rendered."""
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    guides: int = 0
    """Guides for facilitators beside the site."""
    packages: int = 0
    """Packages for an LMS beside the site."""
    published: Published | None = None
    """The addresses of a site that was looked through, unless something was wrong before they were known."""
    catalog: Catalog | None = None
    plan: object = None
    """All that the build worked out. Held because to free it, object by object, takes a tenth of a build: a command that is
    done can end without."""


@cache
def program_key() -> str:
    """Return a key of this program and of the libraries whose results it remembers."""
    here = Path(__file__).parent.parent
    sources = sorted((*here.rglob("*.py"), *here.rglob("*.toml")))
    libraries = tuple(
        map(
            version_of,
            ("Jinja2", "Markdown", "MarkupSafe", "nh3", "pymdown-extensions", "PyYAML", "segno"),
        )
    )
    return digest(
        *libraries,
        version_of("av"),
        *(part for path in sources for part in (path.relative_to(here).as_posix(), path.read_bytes())),
    )


def shown_as(folder: Path, root: Path) -> str:
    """Return a folder as a person would write it: below the project where it is."""
    return folder.relative_to(root).as_posix() if folder.is_relative_to(root) else folder.as_posix()


def refusal(error: OSError, folder: Path, root: Path) -> Problem:
    """Return what the system refused to write, as a problem with the file, or the folder where it names none."""
    path = folder / str(error.filename2 or error.filename or "")
    return problem(Place(shown_as(path, root)), "unwritable", reason=reason_of(error))
