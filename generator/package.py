"""`delight package NAME`: a course or a story as files that an LMS imports.

In: the name of a course or story. Out: a file for each format and language in a folder, and their names. Where anything is wrong with
the stories, none is written.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.arguments import date
from generator.base.languages import NAMES, Strings
from generator.base.problems import in_words, is_error, message, nearest, reason_of
from generator.base.settings import PACKAGES, Settings
from generator.build import Order, package
from generator.content.catalog import Catalog
from generator.content.course import Course
from generator.content.story import Story
from generator.content.visibility import Channel, today
from generator.engine import theme_for
from generator.training.packages import FORMATS, Package, Request, package_of

FOLDER = "packages"
"""Where packages are written unless told otherwise, below the project."""


def add_commands(commands: Any, common: argparse.ArgumentParser, t: Strings) -> None:
    """Add `delight package` to the command's parser."""
    about = t("package.what")
    parser = commands.add_parser("package", parents=[common], help=about, description=about)
    parser.add_argument("name", help=t("package.name"))
    parser.add_argument(
        "--format", action="append", choices=PACKAGES, dest="formats", help=t("package.format")
    )
    parser.add_argument("--language", choices=tuple(NAMES), help=t("package.language"))
    parser.add_argument("--out", type=Path, metavar="FOLDER", help=t("package.out"))
    parser.add_argument("--date", type=date, metavar="YYYY-MM-DD", help=t("cli.date"))
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help=t("cli.jobs"))
    parser.set_defaults(run=_package)


@dataclass
class _Chosen:
    """Chooses what is packed, once it is known what there is; what hinders it is in `told`."""

    options: argparse.Namespace
    settings: Settings
    t: Strings
    told: str = ""
    left_out: list[str] = field(default_factory=list)
    """Usual formats that there can be no package in, each with the reason."""

    def __call__(self, catalog: Catalog) -> Sequence[Package]:
        """Return the packages that are wanted; none where there are none to be had."""
        subject = self._subject(catalog)
        if subject is None:
            return ()
        wanted = self.options.language
        if wanted and wanted not in subject.languages:
            self.told = self.t(
                "package.told.language", name=subject.slug, language=self.t(f"languages.{wanted}")
            )
            return ()
        forms = [FORMATS[name] for name in self.options.formats or self.settings.packages]
        languages = [wanted] if wanted else subject.languages
        requests = [Request(subject, language, catalog, self.settings) for language in languages]
        unfit = [self.t("package.told.site", format=one.name) for one in forms if not one.fits(self.settings)]
        if not forms or (unfit and (self.options.formats or len(unfit) == len(forms))):
            self.told = unfit[0] if unfit else self.t("package.told.none")
            return ()
        self.left_out = unfit
        return [package_of(form, one) for one in requests for form in forms if form.fits(self.settings)]

    def _subject(self, catalog: Catalog) -> Course | Story | None:
        """Return the course or story of this name that learners see."""
        name = self.options.name
        courses = {one.slug: one for one in catalog.every_course}
        if name in courses:
            course = courses[name]
            if course in catalog.courses:
                return course
            gone = "gone" if course in catalog.courses_gone else "kept"
            why = gone if course.status == "published" else "draft"
            self.told = self.t(f"package.told.{why}", name=name)
            return None
        story = catalog.find(name)
        if story is None:
            near = nearest(name, {*courses, *catalog.by_slug, *catalog.by_id})
            self.told = self.t("package.told.unknown", value=name)
            self.told += f" {self.t('problem.near', nearest=near)}" if near else ""
            return None
        if reason := catalog.reason(story):
            self.told = self.t("package.told.hidden", name=name, reason=in_words(reason, self.t))
            return None
        return story


def _package(options: argparse.Namespace, settings: Settings, t: Strings) -> int:
    chosen = _Chosen(options, settings, t)
    out: Path = options.out or settings.root / FOLDER
    order = Order(
        day=options.date or today(),
        channel=Channel("site", settings.audience, settings.affiliate),
        site_dir=settings.site_dir,
        jobs=options.jobs,
    )
    try:
        report = package(settings, theme_for(settings, Path(options.config)), order, chosen, out)
    except OSError as error:
        print(
            t("package.unwritable", path=out.as_posix(), reason=in_words(reason_of(error), t)),
            file=sys.stderr,
        )
        return 1
    for one in report.problems:
        is_why = one.name == "course-story-gone" and f"/courses/{options.name}/" in one.place.path
        if is_error(one) or (chosen.told and is_why):
            print(message(one, t.language), file=sys.stderr)
    if report.failed or chosen.told:
        print(chosen.told or t("package.stopped"), file=sys.stderr)
        return 1
    for reason in chosen.left_out:
        print(reason, file=sys.stderr)
    for name in report.written:
        path = out / name
        print(t("package.written", path=path.as_posix(), size=_size(path.stat().st_size)))
    return 0


def _size(count: int) -> str:
    """Return a number of bytes as people read it."""
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{count / 1e3:.0f} kB"
