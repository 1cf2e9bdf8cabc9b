"""The command `delight`: build, serve, check; new, links and others add themselves.

Thin: arguments become plain values, results become lines of text and an exit status (0 done, 1 something to mend).
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from generator.__main__ import command
from generator.arguments import Parser, date, language_of
from generator.base.languages import NAMES, Strings, strings
from generator.base.problems import Problem, is_error, message
from generator.base.settings import Settings, read_settings
from generator.build import Order, Report, build, check, refusal
from generator.clip import add_commands as add_clip
from generator.content.visibility import Channel, today
from generator.cues import add_commands as add_cues
from generator.digest import add_commands as add_digest
from generator.engine import theme_for
from generator.links import add_commands as add_links
from generator.media import add_commands as add_media
from generator.new import add_commands as add_new
from generator.package import add_commands as add_package
from generator.views import add_commands as add_views


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    _write_utf8()
    given = list(sys.argv[1:] if arguments is None else arguments)
    language = language_of(given)
    options = _parser(strings(language)).parse_args(given)
    settings, problems = read_settings(Path(options.config))
    if problems:
        print_problems(problems, language)
        return 1
    status: int = options.run(options, settings, strings(language))
    return status


def _write_utf8() -> None:
    """Write UTF-8 where a Windows console or a pipe would fail on Hangul."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _parser(t: Strings) -> argparse.ArgumentParser:
    parser = Parser(t, prog="delight", description=t("cli.about"))
    common = argparse.ArgumentParser(add_help=False)
    for level, default in ((parser, None), (common, argparse.SUPPRESS)):
        config = "mkdocs.yml" if default is None else default
        level.add_argument("-f", "--config", default=config, metavar="FILE", help=t("cli.config"))
        level.add_argument("--lang", choices=sorted(NAMES), default=default, help=t("cli.lang"))
    names = "build | serve | check | new | media | clip | digest | views | broadcast | links | package"
    commands = parser.add_subparsers(required=True, metavar=names)

    builds = commands.add_parser("build", parents=[common], help=t("cli.build"), description=t("cli.build"))
    _add_order(builds, t)
    builds.add_argument("-d", "--site-dir", type=Path, metavar="FOLDER", help=t("cli.site_dir"))
    builds.add_argument("--portable", action="store_true", help=t("cli.portable"))
    builds.add_argument("--preview", action="store_true", help=t("cli.preview"))
    builds.set_defaults(run=_build)

    checks = commands.add_parser("check", parents=[common], help=t("cli.check"), description=t("cli.check"))
    _add_order(checks, t)
    checks.set_defaults(run=_check)

    serves = commands.add_parser("serve", parents=[common], help=t("cli.serve"), description=t("cli.serve"))
    serves.add_argument("--host", default="127.0.0.1", help=t("cli.host"))
    serves.add_argument("--port", type=_port, default=8000, help=t("cli.port"))
    serves.add_argument("--jobs", type=int, default=0, metavar="N", help=t("cli.jobs"))
    serves.add_argument("--date", type=date, metavar="YYYY-MM-DD", help=t("cli.date"))
    serves.set_defaults(run=_serve)

    add_new(commands, common, t)
    add_media(commands, common, t)
    add_clip(commands, common, t)
    add_digest(commands, common, t)
    add_views(commands, common, t)
    add_cues(commands, common, t)
    add_links(commands, common, t)
    add_package(commands, common, t)
    return parser


def _add_order(parser: argparse.ArgumentParser, t: Strings) -> None:
    parser.add_argument("--date", type=date, metavar="YYYY-MM-DD", help=t("cli.date"))
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help=t("cli.jobs"))
    parser.add_argument("--strict", action="store_true", help=t("cli.strict"))


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text}: 0–65535")
    return int(text)


def _build(options: argparse.Namespace, settings: Settings, t: Strings) -> int:
    began = time.perf_counter()
    channel = Channel("preview" if options.preview else "site", settings.audience, settings.affiliate)
    name = settings.site_dir.name
    folder = settings.site_dir.with_name(f"{name}-preview") if options.preview else settings.site_dir
    order = Order(
        day=options.date or today(),
        channel=channel,
        site_dir=(options.site_dir or folder).resolve(),
        portable=options.portable,
        jobs=options.jobs,
        strict=options.strict,
    )
    report = _built(settings, Path(options.config), order)
    print_problems(report.problems, t.language)
    if report.failed:
        if all(one.name != "unwritable" for one in report.problems):
            print(t("build.stopped"), file=sys.stderr)
        return 1
    print_report(report, t, time.perf_counter() - began)
    return 0


def _built(settings: Settings, config: Path, order: Order) -> Report:
    """Build, with the theme, which is kept beside what else is remembered, where that can be written."""
    try:
        theme = theme_for(settings, config)
    except OSError as error:
        return Report((refusal(error, settings.cache_dir, settings.root),), failed=True)
    return build(settings, theme, order)


def _check(options: argparse.Namespace, settings: Settings, t: Strings) -> int:
    channel = Channel("site", settings.audience, settings.affiliate)
    order = Order(
        options.date or today(), channel, settings.site_dir, jobs=options.jobs, strict=options.strict
    )
    report = check(settings, order)
    print_problems(report.problems, t.language)
    if not report.problems:
        name = "build.clean_with_courses" if report.courses_found else "build.clean"
        counts = {"courses": report.courses_found, "open": report.courses} if report.courses_found else {}
        print(t(name, stories=report.found, shown=report.stories, **counts))
    return 1 if report.failed else 0


def _serve(options: argparse.Namespace, settings: Settings, t: Strings) -> int:
    gc.enable()  # a process that lives long
    order = Order(
        day=options.date or today(),
        channel=Channel("serve", settings.audience, settings.affiliate),
        site_dir=settings.cache_dir / "serve",
        live="delight",
        jobs=options.jobs,
    )
    config = Path(options.config)

    def make(day: dt.date | None = None) -> Report:
        now, problems = read_settings(config)
        if problems:
            return Report(problems, failed=True)
        return _built(now, config, replace(order, day=options.date or today()))

    status: int = import_module("generator.serve").serve(
        make, order.site_dir, settings, (options.host, options.port), t
    )
    return status


def print_problems(problems: Sequence[Problem], language: str) -> None:
    """Print every problem on a line, and how many there are."""
    for one in problems:
        print(message(one, language), file=sys.stderr)
    if problems:
        errors = sum(map(is_error, problems))
        print(
            strings(language)("build.counted", errors=errors, warnings=len(problems) - errors),
            file=sys.stderr,
        )


def print_report(report: Report, t: Strings, seconds: float) -> None:
    """Print what a build did."""
    print(t("build.done", stories=report.stories, files=report.files, seconds=f"{seconds:.2f}"))
    if report.guides or report.packages:
        print(t("build.trainers", guides=report.guides, packages=report.packages))
    counts = {name: len(getattr(report, name)) for name in ("read", "rendered", "written", "removed")}
    print(t("build.work", **counts))


if __name__ == "__main__":
    command(main)
