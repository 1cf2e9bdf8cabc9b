"""`delight digest 2026-11`: the month's mail in each language, as HTML, as text, and as a mail to be opened and sent.

In: the catalog as the site shows it. Out: files in a folder, and their names. Sends nothing.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from generator.arguments import date
from generator.base.languages import NAMES, Strings
from generator.base.outputs import Drawn
from generator.base.problems import is_error, message
from generator.base.render import Look, Renderer
from generator.base.settings import Settings
from generator.base.writing import format_partial_date
from generator.broadcast.digest import MOST_BYTES, ROOMS, Digest, Month, digest_of
from generator.broadcast.plain_text import text_of
from generator.build import Order, read_all
from generator.content.catalog import Catalog
from generator.content.visibility import Channel, today
from generator.page.frames import make_site

FOLDER = "mail"
"""Where the mails are written unless told otherwise, below the project."""


def add_commands(commands: Any, common: argparse.ArgumentParser, t: Strings) -> None:
    """Add `delight digest` to the command's parser."""
    about = t("cli.digest")
    parser = commands.add_parser("digest", parents=[common], help=about, description=about)
    parser.add_argument("month", nargs="?", type=_month, metavar="YYYY-MM", help=t("digest.help.month"))
    parser.add_argument("--language", choices=tuple(NAMES), help=t("digest.help.language"))
    parser.add_argument("--out", type=Path, metavar="FOLDER", help=t("digest.help.out"))
    parser.add_argument("--date", type=date, metavar="YYYY-MM-DD", help=t("digest.help.date"))
    parser.set_defaults(run=_digest)


def _month(text: str) -> Month:
    found = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", text)
    if not found or not int(found[1]):
        raise argparse.ArgumentTypeError(f"{text}: YYYY-MM")
    return Month(int(found[1]), int(found[2]))


def _digest(options: argparse.Namespace, settings: Settings, t: Strings) -> int:
    if not settings.site_url:
        return _refused(t("digest.no_address"))
    if not find_spec("mjml"):
        return _refused(t("digest.no_mjml"))
    day, channel = options.date or today(), Channel("site", settings.audience, settings.affiliate)
    month = options.month or Month.of(day.replace(day=1) - dt.timedelta(1))
    catalog, problems = read_all(settings, Order(day, channel, settings.site_dir))
    if errors := [message(one, t.language) for one in problems if is_error(one)]:
        return _refused(*errors, t("digest.stopped"))
    folder: Path = options.out or settings.root / FOLDER
    written = 0
    for language in [options.language] if options.language else settings.languages:
        drawn = _drawn(month, language, catalog, settings) if language in settings.languages else None
        if drawn is None:
            named = {"month": format_partial_date(str(month), t.language)}
            print(t("digest.empty", **named, language=t(f"languages.{language}")), file=sys.stderr)
            continue
        for name, content in _files(*drawn, settings):
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
            print(t("digest.written", path=(folder / name).as_posix(), size=f"{len(content) / 1000:.0f}"))
            written += 1
    return 0 if written else 1


def _refused(*lines: str) -> int:
    for line in lines:
        print(line, file=sys.stderr)
    return 1


def _drawn(month: Month, language: str, catalog: Catalog, settings: Settings) -> tuple[Digest, str] | None:
    """Return a month's digest and its HTML, with as many stories as a mail has room for; None where there are none."""
    tokens = (settings.overrides_dir / "style" / "tokens.css").read_text(encoding="utf-8")
    renderer = Renderer(Look(settings.overrides_dir), make_site(settings, catalog))
    html_of = import_module("generator.broadcast.mjml").html_of
    drawn: tuple[Digest, str] | None = None
    for room in ROOMS:
        made = digest_of(month, language, catalog, settings, tokens, room)
        if made is None:
            return None
        drawn = made, html_of(renderer.mail("digest.mjml", made, language))
        if len(drawn[1].encode()) <= MOST_BYTES:
            break
    return drawn


def _files(made: Digest, page: str, settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of each file of a digest."""
    text, sender = text_of(made), settings.contact.get("tell", "")
    address = sender.removeprefix("mailto:") if sender.startswith("mailto:") and "?" not in sender else ""
    pictures = {poster.address: _bytes_of(poster.drawn) for poster in made.posters}
    letter: bytes = import_module("generator.broadcast.letter").letter(made, page, text, pictures, address)
    stem = f"{made.month}.{made.language}"
    yield f"{stem}.html", page.encode()
    yield f"{stem}.txt", text.encode()
    yield f"{stem}.eml", letter


def _bytes_of(drawn: Drawn) -> bytes:
    draw = getattr(import_module(drawn.module), drawn.function)
    content: bytes = draw(*drawn.given)
    return content
