"""The arguments of commands, spoken of in the reader's language: usage, help, and what is wrong with them.

In: words of a language, and what was typed. Out: a parser that commands add themselves to, and dates. argparse has English alone,
or the language of the whole process; its messages are read here and told in our words.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, NoReturn

from generator.base.languages import NAMES, Strings
from generator.base.problems import nearest, system_language

_FAULTS = (
    ("required", r"the following arguments are required: (?P<wanted>.+)"),
    (
        "wrong",
        r"argument (?P<name>.+?): invalid choice: (['\"])(?P<value>.*?)\2.*\(choose from (?P<wanted>.+)\)",
    ),
    ("number", r"argument (?P<name>.+?): invalid int value: (['\"])(?P<value>.*)\2"),
    ("empty", r"argument (?P<name>.+?): expected .*argument.*"),
    ("together", r"argument (?P<name>.+?): not allowed with argument (?P<other>.+)"),
    ("flag", r"argument (?P<name>.+?): ignored explicit argument (['\"])(?P<value>.*)\2"),
    ("ambiguous", r"ambiguous option: (?P<value>.+?) could match (?P<wanted>.+)"),
    ("wrong", r"argument (?P<name>.+?): (?P<value>.+): (?P<wanted>.+)"),
)
"""What argparse says, by the key of our words for it; the last is what the types of commands say themselves."""


def date(text: str) -> dt.date:
    """Return the day that an argument names."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text}: YYYY-MM-DD") from None


def language_of(given: Sequence[str]) -> str:
    """Return the language of messages, known before the arguments are parsed, so that their errors are in it too."""
    first = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    first.add_argument("--lang", choices=sorted(NAMES))
    try:
        known, _ = first.parse_known_args([one for one in given if one not in ("-h", "--help")])
    except argparse.ArgumentError:  # told once all are parsed
        return system_language()
    return known.lang or system_language()


class _Formatter(argparse.HelpFormatter):
    """Lays out usage and help, as argparse does."""

    def __init__(self, t: Strings, **given: Any) -> None:
        super().__init__(**given)
        self._t = t

    def add_usage(
        self, usage: str | None, actions: Iterable[Any], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, self._t("arguments.usage") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Parses the arguments of a command."""

    def __init__(self, t: Strings, **given: Any) -> None:
        """Take what argparse takes; parents are plain parsers, whose groups are known by their English titles."""
        super().__init__(formatter_class=partial(_Formatter, t), **given)
        self._t, self._commands = t, ""
        self._positionals.title, self._optionals.title = t("arguments.positionals"), t("arguments.options")
        self._actions[0].help = t("arguments.help")

    def add_subparsers(self, *, metavar: str, **given: Any) -> Any:  # type: ignore[override]
        """Return what commands are added to; `metavar` names them all."""
        self._commands = metavar
        given["parser_class"] = partial(Parser, self._t)
        return super().add_subparsers(metavar=metavar, **given)

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Refuse what is not known at once, as the command it was given to knows its own options."""
        found, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self._refuse("unknown", self._option_string_actions, value=unknown[0].partition("=")[0])
        return found, unknown

    def error(self, message: str) -> NoReturn:
        """Tell what is wrong, and end with 2."""
        for key, pattern in _FAULTS:
            if found := re.fullmatch(pattern, message):
                named = found.groupdict()
                if named.get("name") == self._commands:
                    key = "command"  # noqa: PLW2901 - one of the words for a wrong choice
                wanted = re.findall(r"[^\s',]+", named.get("wanted", ""))
                if key in ("wrong", "command"):
                    named["wanted"] = ", ".join(wanted)
                self._refuse(key, wanted, **named)
        self._end(message)

    def _refuse(self, key: str, known: Iterable[str], **named: str) -> NoReturn:
        t, near = self._t, nearest(named.get("value", ""), list(known))
        said = t(f"arguments.{key}", **named)
        self._end(f"{said} {t('problem.near', nearest=near)}" if near else said)

    def _end(self, said: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {said}\n")
